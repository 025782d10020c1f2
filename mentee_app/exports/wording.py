"""Says the session history in words: a worded document, which the renderers take."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mentee_app import words
from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.sessions import AgendaState
from mentee_app.exports import glance, indexes, leaving_out, said_days
from mentee_app.exports.documents import HistoryDocument, Layout, Mentor, Section, Session
from mentee_app.exports.lettering import Lettering
from mentee_app.exports.worded import (
    AdviceWords,
    Frame,
    GroupWords,
    ItemWords,
    MentorWords,
    PartWords,
    RemarkWords,
    Said,
    SectionWords,
    SessionWords,
    Terms,
    Worded,
)
from mentee_app.i18n import _, ngettext
from mentee_app.queries.history import ActionLine, AdviceLine, AgendaLine, ChallengeLine

MANY_SESSIONS = 120
"""From here on the contents list years or months, the bookmarks every session."""

_FIRST_PAGE_MENTORS = 14
_VERY_MANY_SESSIONS = 400
"""From here on lines are broken one by one, not paragraph by paragraph: a sixth less time."""

_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "ps", "ckb", "sd", "ug", "dv"}

day_words = said_days.day_words
span_words = said_days.span_words


def worded(document: HistoryDocument) -> Worded:
    """The document in words."""
    return _Wording(document).whole()


def frame(language: str) -> dict[str, Any]:
    """What a template is told of a language (like "en" or "ar_EG"): language, region, rtl."""
    code, _part, region = language.replace("-", "_").split(".")[0].partition("_")
    usable = code.isalpha() and len(code) in (2, 3)
    return {
        "language": code.lower() if usable else "en",
        "region": region if len(region) == 2 and region.isalpha() else None,
        "rtl": code in _RIGHT_TO_LEFT,
    }


class _Wording:
    def __init__(self, document: HistoryDocument) -> None:
        self._document = document
        self._alone = document.choice.session is not None
        self._line = Lettering().line
        self._grouped = document.sessions > MANY_SESSIONS
        every = document.set_sessions
        zones = Counter(each.zone for each in every)
        self._usual_zone = zones.most_common(1)[0][0] if zones else ""
        self._set_here = {each.id: f"s{at}" for at, each in enumerate(every, 1) if each.id}
        self._anchors = iter([f"s{at}" for at in range(1, len(every) + 1)])

    def whole(self) -> Worded:
        document = self._document
        name, title, volume = self._line(document.name), self._line(document.title), self._volume()
        file_title = f"{title}: {name}" if name else title
        sections = tuple(self._section(each) for each in document.sections)
        return Worded(
            kind="session" if self._alone else "history",
            frame=Frame(**frame(document.language), paper=document.paper.value),
            file_title=f"{file_title} ({volume})" if volume else file_title,
            author=name,
            title=title,
            volume=volume,
            name=Said(document.name if name else document.title),
            long_name=_is_long(name),
            known_for=Said(document.known_for),
            period=span_words(*document.days) if document.days else "",
            count=self._count(),
            head=(name or title)[:200],
            grouped=self._grouped,
            mentors=self._mentors(),
            figures=() if self._alone else glance.figures(document),
            sections=sections,
            indexes=() if self._alone else indexes.indexes(document),
            about=tuple(self._about()),
            words=_terms(),
            long_lines=document.sessions > _VERY_MANY_SESSIONS,
            made_on=(document.made_on.year, document.made_on.month, document.made_on.day),
        )

    def _volume(self) -> str:
        if not self._document.volume:
            return ""
        number, count = self._document.volume
        title = self._line(self._document.volume_title)[:120]
        sentence = _("Volume {number} of {count}: {title}")
        return sentence.format(number=number, count=count, title=title)

    def _count(self) -> str:
        sessions, mentors = self._document.sessions, len(self._document.mentors)
        return _("{sessions} with {mentors}").format(
            sessions=ngettext("{count} session", "{count} sessions", sessions).format(count=sessions),
            mentors=ngettext("{count} mentor", "{count} mentors", mentors).format(count=mentors),
        )

    def _mentors(self) -> tuple[MentorWords, ...]:
        every = self._document.mentors
        shown = every if len(every) <= _FIRST_PAGE_MENTORS else every[: _FIRST_PAGE_MENTORS - 1]
        said = [
            MentorWords(Said(each.name), _is_long(self._line(each.name)), self._mentor_line(each))
            for each in shown
        ]
        more = len(every) - len(shown)
        if more:
            words_for = ngettext("and {count} more", "and {count} more", more)
            said.append(MentorWords(Said(words_for.format(count=more)), False, ""))
        return tuple(said)

    def _mentor_line(self, mentor: Mentor) -> str:
        areas = (self._line(name) for name in mentor.areas)
        return " · ".join([*(words.of(kind) for kind in mentor.kinds), *areas])

    def _section(self, section: Section) -> SectionWords:
        title = _("Session with {name}").format(name=section.title) if self._alone else section.title
        return SectionWords(
            title=Said(title),
            long=_is_long(self._line(title)),
            line=" · ".join(self._section_line(section)),
            groups=tuple(self._groups(section)),
            about=Said(section.goal.why if section.goal else ""),
        )

    def _section_line(self, section: Section) -> Iterator[str]:
        if self._alone or self._document.layout is Layout.BY_DATE:
            return
        if section.mentor:
            yield self._mentor_line(section.mentor)
        if section.goal:
            yield words.of(section.goal.status)
            if section.goal.target_on and not section.goal.ended_on:
                yield _("target {day}").format(day=day_words(section.goal.target_on))
        count = len(section.sessions)
        yield ngettext("{count} session", "{count} sessions", count).format(count=count)
        days = [each.start.date() for each in section.sessions]
        if days:
            yield span_words(min(days), max(days))

    def _groups(self, section: Section) -> Iterator[GroupWords]:
        """The whole section, or, in a long document, its years or months."""
        by_date = self._document.layout is Layout.BY_DATE
        groups: dict[str, list[SessionWords]] = {}
        for session in section.sessions:
            title = ""
            if self._grouped:
                month = said_days.month_words(session.start.date())
                title = month if by_date else str(session.start.year)
            groups.setdefault(title, []).append(self._session(session))
        for title, sessions in groups.items():
            short = self._line(section.title)[:200]
            head = title if title and by_date else f"{short} · {title}" if title else short
            yield GroupWords(title, head, tuple(sessions))

    def _session(self, session: Session) -> SessionWords:
        with_mentor = self._alone or self._document.layout is not Layout.BY_MENTOR
        refers = session.refers_to is not None
        anchor = self._set_here.get(session.id, "") if refers else next(self._anchors)
        return SessionWords(
            anchor=anchor,
            title=day_words(session.start.date()),
            mentor=Said(session.mentor if with_mentor else ""),
            topic=Said(session.topic),
            line=self._reference(session) if refers else self._session_line(session),
            parts=() if refers else tuple(part for part in self._parts(session) if part),
            refers=refers,
        )

    def _reference(self, session: Session) -> str:
        title = self._line(session.refers_to or "")
        if session.refers_volume:
            sentence = _("Set under “{title}” in volume {number}.")
            return sentence.format(title=title, number=session.refers_volume)
        return _("Set under “{title}”.").format(title=title)

    def _session_line(self, session: Session) -> str:
        start = _("{weekday}, {time}").format(
            weekday=said_days.weekdays()[session.start.weekday()], time=session.start.strftime("%H:%M")
        )
        if session.zone != self._usual_zone:
            start += f" ({session.zone})"
        duration = [words.minutes(session.minutes)] if session.minutes else []
        wanted = ", ".join(words.of(each) for each in session.wanted)
        asked_for = [_("Wanted: {kinds}").format(kinds=wanted)] if wanted else []
        status = words.of(session.status)
        return " · ".join([start, *duration, words.of(session.medium), status, *asked_for])

    def _parts(self, session: Session) -> Iterator[PartWords | None]:
        yield _listed(_("Goals"), (ItemWords(Said(each.title)) for each in session.goals))
        yield _listed(_("Agenda"), map(_agenda, session.agenda))
        yield _text(_("Notes"), session.notes)
        advice = tuple(_advice(each) for each in session.advice if each.text.strip())
        yield PartWords("advice", _("Advice"), advice=advice) if advice else None
        yield _listed(_("Challenges"), map(_challenge, session.challenges))
        yield _listed(_("Actions"), map(_action, session.actions))
        yield _text(_("Private reflection"), session.reflection or "")

    def _about(self) -> Iterator[str]:
        document = self._document
        choice = document.choice
        yield _("Made with Mentee on {day}.").format(day=day_words(document.made_on))
        if choice.with_private and not choice.share:
            yield _("The private reflections are in it.")
        elif not document.left_out:
            yield _("Private reflections are left out.")
        if choice.share:
            yield _("This is a copy to share.")
        if document.left_out:
            yield _("Left out: {things}.").format(things="; ".join(document.left_out))
        sentence = leaving_out.free_text_sentence(choice)
        if sentence:
            yield sentence
        chosen = [self._line(each) for each in leaving_out.chosen_words(document.told or choice)]
        if chosen and not self._alone:
            yield _("It holds a choice of sessions: {choice}.").format(choice="; ".join(chosen))


def _is_long(name: str) -> bool:
    """Whether a name is set smaller where it stands large."""
    return len(name) > 28 or max(map(len, name.split()), default=0) > 18


def _listed(label: str, items: Iterable[ItemWords]) -> PartWords | None:
    every = tuple(each for each in items if each.text)
    return PartWords("items", label, items=every) if every else None


def _text(label: str, text: str) -> PartWords | None:
    return PartWords("text", label, text=Said(text)) if text.strip() else None


def _item(text: str, line: str = "", more: Sequence[tuple[str, str]] = ()) -> ItemWords:
    told = tuple(RemarkWords(label, Said(said)) for label, said in more if said.strip())
    return ItemWords(Said(text), line, told)


def _agenda(line: AgendaLine) -> ItemWords:
    return _item(line.text, "" if line.state is AgendaState.OPEN else words.of(line.state))


def _challenge(line: ChallengeLine) -> ItemWords:
    return _item(line.text, words.of(line.status), [(_("Learned:"), line.learned)])


def _action(line: ActionLine) -> ItemWords:
    said = _("Mine") if line.owner is Owner.ME else _("Theirs")
    return _item(line.text, f"{said} · {indexes.state_words(line)}")


def _advice(line: AdviceLine) -> AdviceWords:
    decided = line.decision is not Decision.UNDECIDED
    return AdviceWords(
        text=Said(line.text),
        context=Said(line.context),
        sign=words.decision_sign(line.decision),
        decision=words.of(line.decision),
        on=day_words(line.decided_on) if line.decided_on and decided else "",
        reason=Said(line.reason),
        outcome=Said(line.outcome),
    )


def _terms() -> Terms:
    return Terms(
        page=_("Page {page} of {pages}"),
        contents=_("Contents"),
        mentors=_("Mentors"),
        about=_("About this document"),
        outcome=_("How it turned out:"),
        missing=_("No font on this computer has these characters. Each stands as an empty box or as \ufffd:"),
        more_missing=_("and {count} more"),
        glance=_("At a glance"),
    )
