"""Earlier versions: one for each stint, one before a large cut, none of nothing."""

from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import stints

times = st.integers(-stints.STINT_MS, 100 * stints.STINT_MS)
long_texts = st.text(min_size=200, max_size=500).filter(str.strip)


@given(st.text(), times)
def test_a_text_that_did_not_change_is_not_kept(text, since):
    assert not stints.keeps(text, text, since)


@given(st.text(" \t\n", max_size=300), st.text(), times)
def test_an_empty_text_is_not_kept(old, new, since):
    assert not stints.keeps(old, new, since)


@given(st.text(min_size=1).filter(str.strip), st.text(), st.integers(stints.STINT_MS))
def test_after_a_stint_every_change_keeps_what_stood_before(old, new, since):
    assert stints.keeps(old, new, since) == (old != new)


@given(st.text(max_size=199), st.text(), st.integers(max_value=stints.STINT_MS - 1))
def test_within_a_stint_a_short_text_is_not_kept(old, new, since):
    assert not stints.keeps(old, new, since)


@given(long_texts, st.data(), times)
def test_a_cut_to_less_than_half_of_a_long_text_is_kept_at_once(old, data, since):
    half = (len(old) + 1) // 2
    assert stints.keeps(old, old[: data.draw(st.integers(0, half - 1))], since)


@given(long_texts, st.data(), st.integers(max_value=stints.STINT_MS - 1))
def test_within_a_stint_a_long_text_that_keeps_half_of_its_length_is_not_kept(old, data, since):
    half = (len(old) + 1) // 2
    assert not stints.keeps(old, data.draw(st.text(min_size=half, max_size=600)), since)


@given(st.text(max_size=400), st.text(max_size=400), times, st.integers(0, 10**7))
def test_what_is_kept_now_would_be_kept_later_too(old, new, since, later):
    assert stints.keeps(old, new, since) <= stints.keeps(old, new, since + later)


@given(st.lists(st.tuples(st.integers(1, 60_000), st.text("ab", min_size=1, max_size=5)), max_size=200))
def test_writing_a_short_text_keeps_at_most_one_version_a_stint(strokes):
    text, now, kept_at = "a", 0, [0]
    for pause, written in strokes:
        now += pause
        if stints.keeps(text, written, now - kept_at[-1]):
            kept_at.append(now)
        text = written
    assert all(later - earlier >= stints.STINT_MS for earlier, later in zip(kept_at, kept_at[1:]))
