"""What no screen would keep, and what hangs in the air, is told and does not come in."""

from datetime import date, datetime

import pytest

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.incoming import (
    Batch,
    IncomingAction,
    IncomingContact,
    IncomingPerson,
    IncomingSeries,
    IncomingSession,
    Source,
)
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.series import Rule, SeriesDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.imports import checking, limits
from mentee_app.trouble import Trouble

ADA = IncomingPerson("ada", PersonDraft(name="Ada"), place="card 1")


def refused(**things: object) -> list[tuple[str, str]]:
    batch = checking.checked(Batch(Source.VCARD, **things))  # type: ignore[arg-type]
    return [(each.place, each.why) for each in batch.refused]


def test_what_is_sound_comes_in_as_it_is() -> None:
    batch = Batch(
        Source.CALENDAR,
        (ADA,),
        (IncomingSeries("rhythm", SeriesDraft(count=3), "ada"),),
        (IncomingSession("first", SessionDraft(), "uid", "ada", "rhythm"),),
        (IncomingContact("met", ContactDraft(), "ada"),),
        (IncomingAction("do", ActionDraft(text="x")),),
    )
    assert checking.checked(batch) == batch


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (PersonDraft(name=" "), "It has no name."),
        (PersonDraft(name="A", keep_in_touch_days=0), "A number or a day in it is out of range."),
        (PersonDraft(name="A", notes="x" * 1_000_001), "A text in it is longer than 1 MB."),
    ],
)
def test_a_person_that_no_screen_would_keep_is_told(draft: PersonDraft, why: str) -> None:
    assert refused(people=(IncomingPerson("a", draft, place="card 7"),)) == [("card 7", why)]


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (SessionDraft(zone="Nowhere"), "Its time zone is not known."),
        (SessionDraft(wall_start=datetime(1, 1, 1)), "Its date cannot be kept here."),
        (
            SessionDraft(wall_start=datetime(2024, 3, 31, 2, 30), zone="Europe/Berlin"),
            "The clocks skip its hour on that day.",
        ),
        (SessionDraft(minutes=-1), "A number or a day in it is out of range."),
    ],
)
def test_a_session_that_no_screen_would_keep_is_told(draft: SessionDraft, why: str) -> None:
    assert refused(sessions=(IncomingSession("s", draft, place="event 2"),)) == [("event 2", why)]


def test_what_belongs_to_a_person_who_does_not_come_in_stays_out_too() -> None:
    nobody = IncomingPerson("nobody", PersonDraft(), place="card 1")
    contact = IncomingContact("met", ContactDraft(held_on=date(2024, 1, 1)), "nobody", place="call 1")
    assert refused(people=(nobody,), contacts=(contact,)) == [
        ("card 1", "It has no name."),
        ("call 1", "The person it belongs to does not come in."),
    ]


def test_two_things_with_one_key_are_one() -> None:
    assert refused(people=(ADA, ADA)) == [("card 1", "It stands in the file twice.")]


def test_a_session_outlives_a_rhythm_that_cannot_be_kept() -> None:
    rhythm = IncomingSeries("rhythm", SeriesDraft(rule=Rule.WEEKLY, count=999))
    session = IncomingSession("s", SessionDraft(), series="rhythm")
    batch = checking.checked(Batch(Source.CALENDAR, series=(rhythm,), sessions=(session,)))
    assert batch.series == () and batch.sessions[0].series == ""


def test_an_introduction_by_nobody_or_by_oneself_is_dropped() -> None:
    by_self = IncomingPerson("a", PersonDraft(name="A"), introduced_by="a")
    by_nobody = IncomingPerson("b", PersonDraft(name="B"), introduced_by="gone")
    batch = checking.checked(Batch(Source.MONICA, people=(by_self, by_nobody)))
    assert [each.introduced_by for each in batch.people] == ["", ""]


def test_too_many_records_are_refused_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RECORDS", 1)
    other = IncomingPerson("bo", PersonDraft(name="Bo"))
    with pytest.raises(Trouble, match="more than 1 records"):
        checking.checked(Batch(Source.VCARD, people=(ADA, other)))
