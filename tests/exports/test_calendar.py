"""Calendars that are handed out: read back by another parser, and by our own reader, equal in every text."""

import random
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from mentee_app import app
from mentee_app.domain import uids
from mentee_app.domain.incoming import Fate
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import AgendaItemDraft, Medium, MovedBy, SessionDraft, Status
from mentee_app.exports import calendar, calendar_words, calendar_zones
from mentee_app.exports.calendar_events import Choice, Event, left_out
from mentee_app.imports import calendar as reader
from mentee_app.queries import kept
from mentee_app.queries.calendar import MeetingLine

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, 0)


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(opened):
    person = opened.people.add(PersonDraft(name="Ada Brontë, PhD", email="ada@example.org")).id
    return opened.relationships.add(RelationshipDraft(person=person)).id


def draft(relationship, day=1, **changed):
    usual = {
        "wall_start": datetime(2026, 12, day, 10),
        "zone": "Europe/Berlin",
        "minutes": 45,
        "topic": "Pay",
    }
    return SessionDraft(relationship, **{**usual, **changed})


def read(content):
    """What the other parser finds: its events."""
    return list(vobject.readOne(content.decode()).contents.get("vevent", []))


def again(content):
    batch = reader.parse(content, "Europe/Berlin", NOW)
    assert not batch.refused
    return batch


def test_a_session_is_an_event_with_nothing_private(opened, ada):
    private = {"notes": "SECRET notes", "reflection": "SECRET thought"}
    session = opened.sessions.add(draft(ada, medium=Medium.VIDEO, **private)).id
    opened.agenda.add(AgendaItemDraft(session=session, text="The budget"))
    content = calendar.calendar(Choice(session=session, alarm=15))
    [found] = read(content)
    assert found.uid.value == uids.own_uid(session)
    assert found.summary.value == "Pay · Ada Brontë, PhD"
    assert found.dtstart.value.isoformat() == "2026-12-01T10:00:00+01:00"
    assert found.dtend.value.isoformat() == "2026-12-01T10:45:00+01:00"
    assert (found.location.value, found.status.value, found.sequence.value) == ("Video", "CONFIRMED", "1")
    assert found.valarm.trigger.value == timedelta(minutes=-15)
    assert not re.search(rb"SECRET|ada@example|budget|DESCRIPTION:-", content)
    [told] = read(calendar.calendar(Choice(session=session, agenda=True)))
    assert told.description.value == "- The budget"
    assert "agenda" in left_out(Choice()) and "agenda" not in left_out(Choice(agenda=True))


def test_the_same_notebook_gives_the_same_bytes(opened, ada):
    opened.sessions.plan(draft(ada), Rule.WEEKLY, 5, TODAY)
    opened.sessions.add(draft(ada, 2))
    assert calendar.calendar(Choice(agenda=True)) == calendar.calendar(Choice(agenda=True))


def test_a_moved_session_keeps_its_uid_and_counts_on(opened, ada):
    session = opened.sessions.add(draft(ada)).id
    [before] = read(calendar.calendar(Choice()))
    opened.sessions.move(session, datetime(2026, 12, 4, 9), MovedBy.ME, TODAY)
    [after] = read(calendar.calendar(Choice()))
    [chosen] = read(calendar.calendar(Choice(session=session)))
    assert before.uid.value == after.uid.value == chosen.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value.isoformat() == "2026-12-04T09:00:00+01:00"


def test_a_missed_session_is_cancelled_and_held_ones_go_by_choice(opened, ada):
    session = opened.sessions.add(draft(ada)).id
    opened.sessions.add(draft(ada, wall_start=datetime(2026, 3, 1, 10), status=Status.HELD))
    opened.sessions.miss(session)
    assert read(calendar.calendar(Choice())) == []
    assert [each.status.value for each in read(calendar.calendar(Choice(held=True)))] == [
        "CONFIRMED",
        "CANCELLED",
    ]


def test_a_series_is_one_rule_and_what_differs(opened, ada):
    planned = opened.sessions.plan(draft(ada), Rule.TWO_WEEKS, 5, TODAY).sessions
    opened.sessions.move(planned[1], datetime(2026, 12, 16, 9), MovedBy.THEM, TODAY)
    opened.sessions.trash(planned[3])
    content = calendar.calendar(Choice())
    whole, moved = read(content)
    assert whole.uid.value == moved.uid.value
    assert set(whole.rrule.value.split(";")) == {"FREQ=WEEKLY", "INTERVAL=2", "COUNT=5"}
    assert moved.recurrence_id.value.isoformat() == "2026-12-15T10:00:00+01:00"
    assert [each.strftime("%m-%d %H:%M") for each in whole.getrruleset(True)] == [
        "12-01 10:00", "12-15 10:00", "12-29 10:00", "01-26 10:00",
    ]  # fmt: skip
    batch = again(content)
    assert [(each.draft.wall_start, each.uid) for each in batch.sessions] == [
        (datetime(2026, 12, 1, 10), uids.own_uid(planned[0])),
        (datetime(2026, 12, 16, 9), uids.own_uid(_place_of(planned[1]))),
        (datetime(2026, 12, 29, 10), uids.own_uid(planned[2])),
        (datetime(2027, 1, 26, 10), uids.own_uid(planned[4])),
    ]
    [single] = read(calendar.calendar(Choice(session=planned[1])))
    assert (single.uid.value, single.recurrence_id.value) == (moved.uid.value, moved.recurrence_id.value)


def _place_of(session):
    return kept.one(SessionDraft, session).draft.moved_to


@pytest.mark.parametrize(("day", "rules"), [(28, 1), (29, 0), (31, 0)])
def test_a_day_that_short_months_lack_goes_out_one_by_one(opened, ada, day, rules):
    opened.sessions.plan(draft(ada, day), Rule.MONTHLY_DAY, 4, TODAY)
    events = read(calendar.calendar(Choice()))
    assert sum("rrule" in event.contents for event in events) == rules
    assert len(events) == (1 if rules else 4)


def test_a_series_keeps_its_wall_time_over_the_change_of_the_clocks(opened, ada):
    first = datetime(2027, 3, 7, 2, 30)
    zone = {"wall_start": first, "zone": "America/New_York"}
    opened.sessions.plan(draft(ada, **zone), Rule.WEEKLY, 3, TODAY)
    whole, skipped = read(calendar.calendar(Choice()))
    assert [each.hour for each in whole.getrruleset(True)] == [2, 2, 2]
    assert skipped.dtstart.value.isoformat() == "2027-03-14T03:00:00-04:00"


def test_sessions_that_came_from_a_calendar_go_back_under_their_uid(opened, ada):
    theirs = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one@x\nDTSTART;TZID=Europe/Berlin:20261201T100000\nSUMMARY:a\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:many@x\nDTSTART;TZID=Europe/Berlin:20261202T100000\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )
    batch = reader.parse(theirs.encode(), "Europe/Berlin", NOW)
    person = opened.people.add(PersonDraft(name="Bo")).id
    opened.imports.bring_in(batch, with_whom=person)
    events = read(calendar.calendar(Choice()))
    assert [event.uid.value for event in events] == ["one@x", "many@x", "many@x", "many@x"]
    assert [event.recurrence_id.value.day for event in events[1:]] == [2, 9, 16]
    assert not any("rrule" in event.contents for event in events)


def test_what_went_out_is_known_when_it_comes_back(opened, ada):
    planned = opened.sessions.plan(draft(ada), Rule.WEEKLY, 4, TODAY).sessions
    opened.sessions.move(planned[1], datetime(2026, 12, 9, 9), MovedBy.ME, TODAY)
    opened.sessions.move(opened.sessions.add(draft(ada, 3)).id, datetime(2026, 12, 5, 9), MovedBy.ME, TODAY)
    opened.sessions.plan(draft(ada, 31), Rule.MONTHLY_DAY, 3, TODAY)
    batch = again(calendar.calendar(Choice(agenda=True, alarm=5)))
    foreseen = opened.imports.foresee(batch)
    assert [foreseen[each.key].fate for each in batch.sessions] == [Fate.KNOWN] * 8
    assert len({foreseen[each.key].match for each in batch.sessions}) == 8
    later = calendar.calendar(Choice()).replace(b"20261205T090000", b"20261206T110000")
    [changed] = [each for each in opened.imports.foresee(again(later)).values() if each.fate is Fate.CHANGED]
    assert [gain.after for gain in changed.gains if gain.field == "wall_start"] == ["2026-12-06T11:00"]


def test_one_series_goes_out_alone(opened, ada):
    planned = opened.sessions.plan(draft(ada), Rule.WEEKLY, 4, TODAY).sessions
    opened.sessions.add(draft(ada, 3))
    series = kept.one(SessionDraft, planned[0]).draft.series
    [event] = read(calendar.calendar(Choice(series=series)))
    assert event.uid.value == uids.own_uid(series)


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
)
def test_the_zone_explains_itself_to_another_parser(opened, ada, zone):
    walls = [datetime(2026, 12, 1, 10) + timedelta(days=15 * number) for number in range(30)]
    for wall in walls:
        opened.sessions.add(draft(ada, wall_start=wall, zone=zone))
    content = (
        calendar.calendar(Choice())
        .replace(f"TZID={zone}".encode(), f"TZID=Own/{zone}".encode())
        .replace(f"TZID:{zone}".encode(), f"TZID:Own/{zone}".encode())
    )
    found = [event.dtstart.value.utcoffset() for event in read(content)]
    assert found == [wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() for wall in walls]


def test_a_change_of_the_clocks_is_told_as_they_showed_before():
    found = calendar_zones.observances("Europe/Berlin", 2026, 2026)
    assert [(each.summer, each.walls) for each in found[1:]] == [
        (True, (datetime(2026, 3, 29, 2),)),
        (False, (datetime(2026, 10, 25, 3),)),
    ]


def test_hostile_texts_come_back_as_they_went():
    check_hostile(400, seed=1)


def test_a_text_of_a_megabyte_stays_one_value():
    topic = "ü\\n," * 200_000
    [found] = again(_ics([_event(1, topic, "Ada", ())])).sessions
    assert found.draft.topic == topic


def check_hostile(count: int, seed: int) -> None:
    """Writes `count` sessions with hostile texts, and reads them with our reader and with another parser."""
    chance = random.Random(seed)
    events = [
        _event(number, hostile(chance), hostile(chance), (hostile(chance), hostile(chance)))
        for number in range(1, count + 1)
    ]
    content = _ics(events)
    assert b"\n" not in content.replace(b"\r\n", b"") and b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\r\nBEGIN:") + 1 == content.count(b"\r\nEND:")
    batch = again(content)
    people = {person.key: person.draft.name for person in batch.people}
    theirs = read(content)
    assert len(theirs) == len(batch.sessions) == count
    for event, session, other in zip(events, batch.sessions, theirs, strict=True):
        line = event.line
        points = tuple(point for text in event.agenda if (point := calendar_words.plain(text).strip()))
        assert session.uid == event.uid == other.uid.value
        assert session.draft.topic == calendar_words.one_line(line.topic)
        assert session.draft.wall_start == line.wall_start
        assert (session.draft.zone, session.draft.minutes, session.draft.medium) == (
            line.zone,
            line.minutes,
            line.medium,
        )
        assert session.agenda == points
        assert people[session.person].casefold() == calendar_words.one_line(line.person)[:1000].casefold()
        assert other.summary.value == calendar_words.summary(line.topic, line.person)
        assert other.contents.get("description", [None])[0] is None or (
            other.description.value == calendar_words.description(event.agenda)
        )


_PIECES = (
    "\r\nBEGIN:VEVENT\r\nUID:evil\r\n", "\nEND:VCALENDAR", "\r", "\0", "\ud800", "\udfff", "\\N", "\\n", "\\", "C:\\New",
    ",", ";", ":", '"', "\t", " ", "  ", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\ufeff",
    "\ufffe", "é", "e\u0301", "東京", "🧑🏽‍🚀", "\u202e", "=1+1", "<b>x</b>", "<br>", "&amp;", "- ", "* ", "1. ", "%0D%0A",
    "mailto:a@b", "· ", "^n", "x" * 80, "ü" * 40, "a", "Z", "SUMMARY:x", "Where: ",
)  # fmt: skip


def hostile(chance: random.Random) -> str:
    """A text that would like to be something else; never without a letter."""
    return (
        "w" + "".join(chance.choice(_PIECES) for _piece in range(chance.randint(0, 9))) + chance.choice("xyz")
    )


def _event(number: int, topic: str, person: str, agenda: tuple[str, ...]) -> Event:
    start = datetime(2026, 12, 1, 8) + timedelta(minutes=7 * number)
    line = MeetingLine(
        number, 1, 1_790_000_000_000, person, Status.PLANNED, start, "Europe/Berlin", 30 + number % 90,
        list(Medium)[number % 5], topic, None, None,
    )  # fmt: skip
    return Event(uids.own_uid(number), line, 1, line.updated_at, agenda)


def _ics(events: list[Event]) -> bytes:
    return calendar.ics(events, Choice(agenda=True, alarm=10))
