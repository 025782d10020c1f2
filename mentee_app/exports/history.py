"""What stands in the session history: sessions and all that belongs to them, without any layout."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from mentee_app.exports import arranging, choosing, documents, leaving_out, said_days
from mentee_app.exports.sharing import Changes, Sharing
from mentee_app.i18n import _
from mentee_app.queries import about_me, handed_out
from mentee_app.queries import history as queries
from mentee_app.queries.handed_out import GoalCard
from mentee_app.queries.history import Belongings, SessionEntry
from mentee_app.trouble import Trouble, TroubleKind

Choice = documents.Choice
HistoryDocument = documents.HistoryDocument
Layout = documents.Layout
Mentor = documents.Mentor
Paper = documents.Paper
Section = documents.Section
Session = documents.Session
UnknownName = choosing.UnknownName
Volume = documents.Volume

_Line = TypeVar("_Line")

_AT_ONCE = 60
"""Sessions whose texts are looked through in some hundredths of a second."""


def planned(choice: Choice, now: datetime) -> tuple[Volume, ...]:
    """The volumes that the sessions which `choice` lets through make; one in nearly every case. Cheap.

    `now` is the local wall time. Raises UnknownName for a name that fits none or several, Trouble where no session is left.
    """
    return arranging.volumes(_arranged(choice, now))


def history(
    choice: Choice,
    now: datetime,
    language: str = "en",
    paper: Paper = Paper.A4,
    volume: Volume | None = None,
) -> HistoryDocument:
    """The document of the sessions that `choice` lets through, or those of one `volume`; raises as `planned` does."""
    shown = volume or arranging.volumes(_arranged(choice, now), most=10**9)[0]
    return _Gathering(choice, now, shown, _people(choice, now)).document(language, paper)


def looked_through(choice: Choice, now: datetime) -> Iterator[tuple[int, int]]:
    """Look for names in the texts of a copy to share, some sessions at a time: how many of how many parts are done.

    After it such a document is made without looking again (see sharing.forget). Raises as `planned` does.
    """
    if choice.share:
        people, parts = _people(choice, now), arranging.volumes(_arranged(choice, now), most=_AT_ONCE)
        for number, part in enumerate(parts, 1):
            _Gathering(choice, now, part, people).look_through()
            yield number, len(parts)


def left_out(choice: Choice, now: datetime) -> tuple[str, ...]:
    """What the sessions of this choice have that the document will not hold: a line for each, with its count."""
    return leaving_out.left_out(choice, choosing.wanted(choice, now))


def paper_for(locale_name: str) -> Paper:
    """The paper that is used where a locale name ("en_US", "de-DE.UTF-8") belongs."""
    territory = locale_name.replace("-", "_").split(".")[0].split("@")[0].split("_")[1:]
    letter = {"US", "CA", "MX", "PH", "CL", "CO", "VE", "CR", "GT", "SV", "NI", "PA", "DO", "PR"}
    return Paper.LETTER if letter.intersection(territory) else Paper.A4


def _arranged(choice: Choice, now: datetime) -> tuple[documents.Run, ...]:
    wanted = choosing.wanted(choice, now)
    found = queries.keys(wanted)
    if not found:
        sentence = _("No session matches, so there is nothing to put into the document. Widen the choice.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence)
    if choice.layout is not Layout.BY_GOAL or choice.session is not None:
        layout = choice.layout if choice.session is None else Layout.BY_MENTOR
        return arranging.sections(layout, found)
    goals = handed_out.goals_of([each.id for each in found])
    if wanted.goals is not None:
        goals = {id: [each for each in served if each in wanted.goals] for id, served in goals.items()}
    return arranging.sections(Layout.BY_GOAL, found, goals)


def _people(choice: Choice, now: datetime) -> tuple[int, ...]:
    """Who the sessions of a copy to share are with (ids), as they come up in it: initials are the same in all volumes."""
    if not choice.share:
        return ()
    met = {each.id: each.person for each in queries.keys(choosing.wanted(choice, now))}
    places = (place for run in _arranged(choice, now) for place in run.places if place.set_in is None)
    return tuple(dict.fromkeys(met[place.session] for place in places))


class _Gathering:
    """Reads the sessions of a volume, and makes the document of them."""

    def __init__(self, choice: Choice, now: datetime, volume: Volume, people: Sequence[int]) -> None:
        """`people` of a copy to share get their initials first, in this order."""
        self._choice, self._now, self._volume = choice, now, volume
        self._layout = choice.layout if choice.session is None else Layout.BY_MENTOR
        places = [place for run in volume.runs for place in run.places]
        self._entries = queries.entries(list(dict.fromkeys(place.session for place in places)))
        here = [place.session for place in places if place.set_in is None]
        self._found = [self._entries[id] for id in here if id in self._entries]
        self._belongings: Belongings = queries.belongings(here)
        served = {goal.goal for lines in self._belongings.goals.values() for goal in lines}
        keys = {run.key for run in volume.runs} if self._layout is Layout.BY_GOAL else set()
        elsewhere = {place.set_in for place in places if place.set_in is not None}
        self._goals = handed_out.goals(sorted(served | elsewhere | keys))
        everyone = handed_out.everyone() if choice.share else []
        self._sharing = Sharing(everyone, people, choice.share and choice.initials, choice.turned)
        self._said: Callable[[str], str] = self._sharing.text if choice.share else str
        self._cards = {id: self._card(card) for id, card in self._goals.items()}

    def document(self, language: str, paper: Paper) -> HistoryDocument:
        me, choice, volume = about_me.about_me(), self._choice, self._volume
        known_for = self._said(me.known_for)
        mentors = {
            person: self._mentor(found)
            for person, found in _grouped(self._found, lambda each: each.person).items()
        }
        sections = tuple(self._sections(mentors))
        told = self._told(mentors)
        return HistoryDocument(
            title=self._title(),
            name=me.name,
            known_for=known_for,
            language=language,
            paper=paper,
            layout=self._layout,
            made_on=self._now.date(),
            choice=choice,
            mentors=tuple(mentors.values()),
            sections=sections,
            told=told,
            left_out=left_out(choice, self._now),
            goals=tuple(self._cards.values()),
            check_ins=tuple(handed_out.check_ins(list(self._goals), choice.since, choice.until)),
            volume=(volume.number, volume.count) if volume.count > 1 else None,
            volume_title=_volume_title(self._layout, sections) if volume.count > 1 else "",
            changes=self._sharing.changes if choice.share else Changes(),
        )

    def look_through(self) -> None:
        """Make the sections for what is learned of their texts."""
        mentors = _grouped(self._found, lambda each: each.person)
        tuple(self._sections({person: self._mentor(found) for person, found in mentors.items()}))

    def _title(self) -> str:
        if self._choice.session is None or not self._found:
            return _("Mentoring history")
        entry = self._found[0]
        name = self._sharing.name(entry.person, entry.mentor)
        day = said_days.day_words(entry.wall_start.date())
        return _("Session with {name}, {day}").format(name=name, day=day)

    def _told(self, mentors: dict[int, Mentor]) -> Choice:
        """The choice with names as they are called here."""
        named = next(iter(mentors.values())).name if self._choice.mentor.strip() and mentors else ""
        goal, area = (self._said(each) for each in (self._choice.goal, self._choice.area))
        return replace(self._choice, mentor=named, goal=goal, area=area)

    def _mentor(self, found: Sequence[SessionEntry]) -> Mentor:
        days = [entry.wall_start.date() for entry in found]
        kinds = tuple(dict.fromkeys(entry.kind for entry in found))
        areas = tuple(self._said(name) for name in Counter(entry.area for entry in found) if name)
        name = self._sharing.name(found[0].person, found[0].mentor)
        return Mentor(name, kinds, areas, len(found), min(days), max(days))

    def _card(self, card: GoalCard) -> GoalCard:
        return replace(card, title=self._said(card.title), why=self._said(card.why))

    def _sections(self, mentors: dict[int, Mentor]) -> Iterator[Section]:
        for run in self._volume.runs:
            sessions = tuple(
                self._session(self._entries[place.session], place)
                for place in run.places
                if place.session in self._entries
            )
            if self._layout is Layout.BY_DATE:
                yield Section(str(run.key), None, sessions)
            elif self._layout is Layout.BY_GOAL:
                yield Section(self._goal_title(run.key), None, sessions, self._cards.get(run.key))
            elif run.key in mentors:
                yield Section(mentors[run.key].name, mentors[run.key], sessions)

    def _goal_title(self, key: int) -> str:
        card = self._cards.get(key)
        return card.title if card else _("Sessions without a goal")

    def _session(self, entry: SessionEntry, place: documents.Place) -> Session:
        brief = Session(
            mentor=self._sharing.name(entry.person, entry.mentor),
            start=entry.wall_start,
            zone=entry.zone,
            minutes=entry.minutes,
            medium=entry.medium,
            status=entry.status,
            topic=self._said(entry.topic),
            id=entry.id,
        )
        if place.set_in is not None:
            return replace(brief, refers_to=self._goal_title(place.set_in), refers_volume=place.volume)
        belongings, id = self._belongings, entry.id
        private = self._choice.with_private and not self._choice.share
        return replace(
            brief,
            wanted=entry.wanted,
            goals=self._lines(belongings.goals.get(id, ())),
            agenda=self._lines(belongings.agenda.get(id, ())),
            notes=self._said(entry.notes),
            advice=self._lines(belongings.advice.get(id, ())),
            challenges=self._lines(belongings.challenges.get(id, ())),
            actions=self._lines(belongings.actions.get(id, ())),
            reflection=self._said(entry.reflection) if private else None,
        )

    def _lines(self, lines: Iterable[_Line]) -> tuple[_Line, ...]:
        if not self._choice.share:
            return tuple(lines)
        return tuple(self._rewritten(line) for line in lines)

    def _rewritten(self, line: Any) -> Any:
        texts = {name: self._said(text) for name, text in vars(line).items() if isinstance(text, str)}
        return replace(line, **texts)


def _grouped(
    found: Iterable[SessionEntry], key: Callable[[SessionEntry], int]
) -> dict[int, list[SessionEntry]]:
    groups: dict[int, list[SessionEntry]] = {}
    for each in found:
        groups.setdefault(key(each), []).append(each)
    return groups


def _volume_title(layout: Layout, sections: Sequence[Section]) -> str:
    """The years of a volume, or from whom to whom (from which goal to which) it goes."""
    days = [each.start.date() for section in sections for each in section.sessions if each.refers_to is None]
    within = min(days).year == max(days).year
    years = (said_days.span_words if within else said_days.year_words)(min(days), max(days))
    first, last = (" ".join(section.title.split()) for section in (sections[0], sections[-1]))
    if layout is Layout.BY_DATE:
        return years
    if len(sections) == 1:
        return _("{name}, {years}").format(name=first, years=years)
    return _("{first} – {last}").format(first=first, last=last)
