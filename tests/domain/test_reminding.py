"""When a session is announced."""

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain.reminding import AHEAD, Coming, to_announce

_COMING = st.lists(st.builds(Coming, st.integers(1, 20), st.integers(0, 20_000)), max_size=12)


@given(_COMING, st.integers(0, 20_000), _COMING)
def test_only_what_begins_within_the_hour_and_was_not_told_is_announced(coming, now, told):
    found = to_announce(coming, now, told)
    assert all(each in coming and each not in told and now <= each.starts_at <= now + AHEAD for each in found)
    assert len(set(found)) == len(found)
    assert [each.starts_at for each in found] == sorted(each.starts_at for each in found)


@given(_COMING, st.integers(0, 20_000))
def test_nothing_is_announced_twice(coming, now):
    assert to_announce(coming, now, to_announce(coming, now, ())) == ()


def test_a_session_that_was_moved_is_announced_again():
    assert to_announce([Coming(1, 900)], 600, [Coming(1, 700)]) == (Coming(1, 900),)
