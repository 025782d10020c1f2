"""What the Today tab lists: each part with its heading, and its entries with what one key does to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt

from mentee_app import words
from mentee_app.domain import actions as action_rules
from mentee_app.domain.actions import Owner
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import goals, network, people, requests, sessions, today, unfinished
from mentee_app.queries.sessions import SessionRow
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.lists import deeds
from mentee_app.ui.lists.waiting_line import Do, Entry
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.today import set_aside_dialog
from mentee_app.ui.widgets import days

SHOWN = 5
_NEXT_SHOWN = 3
_JUST_BEGUN = 3 * 3600
_INTRODUCED_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Part:
    """A heading with its entries; there can be more of them than were asked for."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


class Waiting:
    """Asks the queries; `prepare` opens the preparation page of a session (id)."""

    def __init__(self, desk: Desk, prepare: Callable[[int], object]) -> None:
        self._desk = desk
        self._prepare = prepare

    def parts(self, limit: Callable[[str], int]) -> Iterator[Part]:
        """All parts in order, the empty ones left out; `limit` says how many entries of a part are wanted."""
        makers = {
            "begun": (_("Begun, and not kept yet"), self._begun),
            "sessions": (_("Next sessions"), self._sessions),
            "unsettled": (_("Did it take place?"), self._unsettled),
            "advice": (_("Advice to decide"), self._advice),
            "review": (_("Advice to look at again"), self._review),
            "tell": (_("Tell them how it went"), self._tell),
            "challenges": (_("Challenges to answer"), self._challenges),
            "actions": (_("Actions"), self._actions),
            "people": (_("Be in touch"), self._people),
            "introductions": (_("Introductions"), self._introductions),
            "goals": (_("Goals to look at again"), self._goals),
            "paused": (_("Pauses that may end"), self._paused),
            "follow-up": (_("Ask again"), self._follow_up),
            "requests": (_("Half-done requests"), self._half_done),
        }
        for name, (heading, make) in makers.items():
            entries = tuple(make(limit(name)))
            if entries:
                yield Part(name, heading, entries)

    def _begun(self, limit: int) -> Iterator[Entry]:
        yield from self._log()
        for id, what in unfinished.set_aside()[:limit]:
            away = Do(
                _("Put away"), "check", Qt.Key.Key_D, partial(set_aside_dialog.put_away, self._desk, id)
            )
            yield Entry(
                "note",
                one_line(what.title),
                None,
                (away,),
                open=partial(set_aside_dialog.show, self._desk, id, what),
            )

    def _log(self) -> Iterator[Entry]:
        found = unfinished.session()
        if found is None:
            return
        known = people.one(found.person) if found.person is not None else None
        name = known.name if known else found.name
        begun = (
            _("You began to log a session with {name}") if name.strip() else _("You began to log a session")
        )
        place = Place(Kind.SESSIONS)
        go_on = Do(_("Continue"), "arrow-right", Qt.Key.Key_C, partial(self._desk.notices.wanted.emit, place))
        yield Entry("sessions", begun.format(name=name), place, (go_on,))

    def _sessions(self, limit: int) -> Iterator[Entry]:
        now = int(self._desk.now().timestamp()) - _JUST_BEGUN
        for row in sessions.next_planned(now, min(limit, _NEXT_SHOWN)):
            prepare = Do(_("Prepare"), "agenda", Qt.Key.Key_P, partial(self._prepare, row.id))
            yield self._session(row, (prepare,))

    def _unsettled(self, limit: int) -> Iterator[Entry]:
        now = int(self._desk.now().timestamp()) - _JUST_BEGUN
        for row in sessions.unsettled(now, limit):
            held = Do(_("Held"), "check", Qt.Key.Key_H, partial(deeds.hold, self._desk, row.id, row.mentor))
            missed = Do(
                _("Missed"), "leave", Qt.Key.Key_M, partial(deeds.miss, self._desk, row.id, row.mentor)
            )
            yield self._session(row, (held, missed))

    def _session(self, row: SessionRow, does: tuple[Do, ...]) -> Entry:
        when = days.moment(row.wall_start, self._desk.today())
        text = [when[:1].upper() + when[1:], row.mentor, row.topic.strip()]
        return Entry(
            "sessions", " · ".join(part for part in text if part), Place(Kind.SESSIONS, row.id), does
        )

    def _advice(self, limit: int) -> Iterator[Entry]:
        for row in today.undecided_advice(limit):
            decide = partial(deeds.decide, self._desk, row.id)
            yield Entry("advice", f"{row.text} · {row.mentor}", Place(Kind.ADVICE, row.id), decide=decide)

    def _review(self, limit: int) -> Iterator[Entry]:
        for row in today.advice_to_review(self._desk.today(), limit):
            act = partial(deeds.review_again, self._desk, row.id, None)
            done = Do(_("Looked at it"), "check", Qt.Key.Key_D, act)
            yield Entry("advice", f"{row.text} · {row.mentor}", Place(Kind.ADVICE, row.id), (done,))

    def _tell(self, limit: int) -> Iterator[Entry]:
        for row in today.advice_to_tell(limit):
            told = Do(_("Told"), "check", Qt.Key.Key_D, partial(deeds.tell, self._desk, row.id))
            yield Entry("mail", f"{row.mentor} · {row.text}", Place(Kind.ADVICE, row.id), (told,))

    def _challenges(self, limit: int) -> Iterator[Entry]:
        for row in today.offered_challenges(limit):
            answer = partial(deeds.answer, self._desk, row.id)
            accept = Do(_("Accept"), "take", Qt.Key.Key_A, partial(answer, ChallengeStatus.ACCEPTED))
            decline = Do(_("Decline"), "leave", Qt.Key.Key_D, partial(answer, ChallengeStatus.DECLINED))
            place = Place(Kind.CHALLENGES, row.id)
            yield Entry("challenge", f"{row.text} · {row.mentor}", place, (accept, decline))

    def _actions(self, limit: int) -> Iterator[Entry]:
        for row in today.open_actions(limit):
            late = action_rules.days_overdue(row.due_on, self._desk.today())
            due = days.spoken(row.due_on, self._desk.today()) if row.due_on else ""
            done = Do(_("Done"), "check", Qt.Key.Key_D, partial(deeds.finish, self._desk, row.id, row.text))
            who = row.mentor if row.owner is Owner.THEM else ""
            text = " · ".join(part for part in (row.text, who) if part)
            note = words.overdue(late) if late else due
            yield Entry("action", text, _action_place(row), (done,), note, bool(late))

    def _people(self, limit: int) -> Iterator[Entry]:
        for row in network.due(self._desk.today())[:limit]:
            spoke = Do(
                _("Spoke today"), "check", Qt.Key.Key_D, partial(deeds.speak, self._desk, row.id, row.name)
            )
            since = words.since_you_spoke(row.days_since)
            yield Entry("person", row.name, Place(Kind.CONTACTS, row.id), (spoke,), since, late=True)

    def _introductions(self, limit: int) -> Iterator[Entry]:
        since = self._desk.now() - _INTRODUCED_WITHIN
        for row in today.introductions(int(since.timestamp() * 1000), limit):
            does = []
            if not row.thanked:
                act = partial(deeds.thank, self._desk, row.id, row.introducer)
                does.append(Do(_("Thanked"), "heart", Qt.Key.Key_T, act))
            if not row.told:
                act = partial(deeds.tell_introducer, self._desk, row.id, row.introducer)
                does.append(Do(_("Told how it went"), "check", Qt.Key.Key_D, act))
            text = _("{introducer} introduced {name}").format(introducer=row.introducer, name=row.name)
            yield Entry("network", text, Place(Kind.CONTACTS, row.id), tuple(does))

    def _goals(self, limit: int) -> Iterator[Entry]:
        for row in goals.to_review(self._desk.today())[:limit]:
            act = partial(deeds.look_at_goal, self._desk, row.id, row.title)
            done = Do(_("Looked at it"), "check", Qt.Key.Key_D, act)
            yield Entry("goals", row.title, Place(Kind.GOALS, row.id), (done,))

    def _paused(self, limit: int) -> Iterator[Entry]:
        for row in today.paused(self._desk.today())[:limit]:
            yield Entry("mentors", row.mentor, Place(Kind.PEOPLE, row.person, row.id))

    def _follow_up(self, limit: int) -> Iterator[Entry]:
        for row in requests.to_follow_up(self._desk.today())[:limit]:
            act = partial(deeds.ask_again, self._desk, row.id)
            again = Do(_("Asked again"), "mail", Qt.Key.Key_D, act)
            text = " · ".join(part for part in (row.person, row.opening) if part) or _("Without words")
            asked = days.spoken(row.asked_on, self._desk.today()) if row.asked_on else ""
            note = _("asked {day}").format(day=asked) if asked else ""
            yield Entry("requests", text, Place(Kind.REQUESTS, row.id), (again,), note)

    def _half_done(self, limit: int) -> Iterator[Entry]:
        for row in requests.half_done()[:limit]:
            act = partial(self._desk.notices.wizard_wanted.emit, row.id)
            go_on = Do(_("Continue"), "arrow-right", Qt.Key.Key_C, act)
            yield Entry("requests", row.opening or _("Without words"), Place(Kind.REQUESTS, row.id), (go_on,))


def _action_place(row: today.ActionRow) -> Place | None:
    """Where it comes from: its session, else the mentor."""
    if row.session is not None:
        return Place(Kind.SESSIONS, row.session, row.id)
    return Place(Kind.PEOPLE, row.person) if row.person is not None else None
