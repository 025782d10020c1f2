"""Says the session history in words, in the shape that resources/pdf/history.typ takes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from mentee_app import words
from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.domain.sessions import AgendaState
from mentee_app.exports.history import Choice, HistoryDocument, Layout, Mentor, Section, Session
from mentee_app.exports.lettering import Lettering
from mentee_app.i18n import _, ngettext
from mentee_app.queries.history import ActionLine, AdviceLine, AgendaLine, ChallengeLine

MANY_SESSIONS = 120
"""From here on the contents list years or months, the bookmarks every session."""

_FIRST_PAGE_MENTORS = 14
_LONG_PARAGRAPH = 20_000
_VERY_MANY_SESSIONS = 400
"""From here on lines are broken one by one, not paragraph by paragraph: a sixth less time."""

_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi", "ps", "ckb", "sd", "ug", "dv"}


def template_input(document: HistoryDocument) -> dict[str, Any]:
    """The document as the template takes it."""
    return _Wording(document).whole()


def day_words(day: date) -> str:
    """A day in words."""
    return _("{day} {month} {year}").format(day=day.day, month=_months()[day.month - 1], year=day.year)


def span_words(first: date, last: date) -> str:
    """From which month to which."""
    start, end = (_month_words(each) for each in (first, last))
    return start if start == end else _("{start} – {end}").format(start=start, end=end)


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
        self._frame = frame(document.language)
        self._lettering = Lettering(self._frame["rtl"])
        self._grouped = document.sessions > MANY_SESSIONS
        zones = Counter(each.zone for section in document.sections for each in section.sessions)
        self._usual_zone = zones.most_common(1)[0][0] if zones else ""

    def whole(self) -> dict[str, Any]:
        document, lettering = self._document, self._lettering
        name = lettering.line(document.name)
        title = lettering.line(document.title)
        said = {
            "title_of_file": f"{title}: {name}" if name else title,
            "author": name,
            **self._frame,
            "paper": document.paper.value,
            "title": title,
            "name": lettering.text(document.name if name else document.title),
            "long_name": _is_long(name),
            "known_for": lettering.text(document.known_for),
            "period": span_words(*document.days) if document.days else "",
            "count": self._count(),
            "head": (name or title)[:80],
            "grouped": self._grouped,
            "mentors": self._mentors(),
            "sections": [self._section(each) for each in document.sections],
            "about": self._about(),
            "words": _template_words(),
        }
        large = lettering.longest > _LONG_PARAGRAPH or document.sessions > _VERY_MANY_SESSIONS
        said["linebreaks"] = "simple" if large else "optimized"
        return said | {"replaced": sorted(map(ord, lettering.replaced))}

    def _count(self) -> str:
        sessions, mentors = self._document.sessions, len(self._document.mentors)
        return _("{sessions} with {mentors}").format(
            sessions=ngettext("{count} session", "{count} sessions", sessions).format(count=sessions),
            mentors=ngettext("{count} mentor", "{count} mentors", mentors).format(count=mentors),
        )

    def _mentors(self) -> list[dict[str, Any]]:
        every = self._document.mentors
        shown = every if len(every) <= _FIRST_PAGE_MENTORS else every[: _FIRST_PAGE_MENTORS - 1]
        said = [
            {
                "name": self._lettering.text(each.name),
                "long": _is_long(self._lettering.line(each.name)),
                "line": self._mentor_line(each),
            }
            for each in shown
        ]
        more = len(every) - len(shown)
        if more:
            said.append(
                {
                    "name": ngettext("and {count} more", "and {count} more", more).format(count=more),
                    "long": False,
                    "line": "",
                }
            )
        return said

    def _mentor_line(self, mentor: Mentor) -> str:
        areas = (self._lettering.line(name) for name in mentor.areas)
        return " · ".join([*(words.of(kind) for kind in mentor.kinds), *areas])

    def _section(self, section: Section) -> dict[str, Any]:
        line = ""
        if section.mentor:
            count = ngettext("{count} session", "{count} sessions", section.mentor.sessions)
            span = span_words(section.mentor.first, section.mentor.last)
            line = " · ".join(
                [self._mentor_line(section.mentor), count.format(count=section.mentor.sessions), span]
            )
        return {
            "title": self._lettering.text(section.title),
            "long": _is_long(self._lettering.line(section.title)),
            "line": line,
            "groups": list(self._groups(section)),
        }

    def _groups(self, section: Section) -> Iterator[dict[str, Any]]:
        """The whole section, or, in a long document, its years or months."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for session in section.sessions:
            title = ""
            if self._grouped:
                title = str(session.start.year) if section.mentor else _month_words(session.start.date())
            groups.setdefault(title, []).append(self._session(session))
        for title, sessions in groups.items():
            short = self._lettering.line(section.title)[:60]
            head = title if title and not section.mentor else f"{short} · {title}" if title else short
            yield {"title": title, "head": head, "sessions": sessions}

    def _session(self, session: Session) -> dict[str, Any]:
        by_date = self._document.layout is Layout.BY_DATE
        start = _("{weekday}, {time}").format(
            weekday=_weekdays()[session.start.weekday()], time=session.start.strftime("%H:%M")
        )
        if session.zone != self._usual_zone:
            start += f" ({session.zone})"
        duration = [words.minutes(session.minutes)] if session.minutes else []
        wanted = ", ".join(words.of(each) for each in session.wanted)
        asked_for = [_("Wanted: {kinds}").format(kinds=wanted)] if wanted else []
        return {
            "title": day_words(session.start.date()),
            "mentor": self._lettering.text(session.mentor) if by_date else "",
            "topic": self._lettering.text(session.topic),
            "line": " · ".join(
                [start, *duration, words.of(session.medium), words.of(session.status), *asked_for]
            ),
            "parts": [part for part in self._parts(session) if part],
        }

    def _parts(self, session: Session) -> Iterator[dict[str, Any] | None]:
        yield _listed(_("Goals"), (self._item(each.title) for each in session.goals if each.title.strip()))
        yield _listed(_("Agenda"), (self._agenda(each) for each in session.agenda if each.text.strip()))
        yield self._text(_("Notes"), session.notes)
        yield _listed(
            _("Advice"), (self._advice(each) for each in session.advice if each.text.strip()), "advice"
        )
        yield _listed(
            _("Challenges"), (self._challenge(each) for each in session.challenges if each.text.strip())
        )
        yield _listed(_("Actions"), (self._action(each) for each in session.actions if each.text.strip()))
        yield self._text(_("Private reflection"), session.reflection or "")

    def _text(self, label: str, text: str) -> dict[str, Any] | None:
        return {"kind": "text", "label": label, "text": self._lettering.text(text)} if text.strip() else None

    def _item(self, text: str, line: str = "", more: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
        told = [{"label": label, "text": self._lettering.text(said)} for label, said in more if said.strip()]
        return {"sign": "–", "text": self._lettering.text(text), "line": line, "more": told}

    def _agenda(self, line: AgendaLine) -> dict[str, Any]:
        return self._item(line.text, "" if line.state is AgendaState.OPEN else words.of(line.state))

    def _challenge(self, line: ChallengeLine) -> dict[str, Any]:
        return self._item(line.text, words.of(line.status), [(_("Learned:"), line.learned)])

    def _action(self, line: ActionLine) -> dict[str, Any]:
        said = [_("Mine") if line.owner is Owner.ME else _("Theirs")]
        if line.done_on:
            said.append(_("done {day}").format(day=day_words(line.done_on)))
        elif line.due_on:
            said.append(_("due {day}").format(day=day_words(line.due_on)))
        else:
            said.append(_("open"))
        return self._item(line.text, " · ".join(said))

    def _advice(self, line: AdviceLine) -> dict[str, Any]:
        decided = line.decision is not Decision.UNDECIDED
        return {
            "text": self._lettering.text(line.text),
            "context": self._lettering.text(line.context),
            "sign": words.decision_sign(line.decision),
            "decision": words.of(line.decision),
            "on": day_words(line.decided_on) if line.decided_on and decided else "",
            "reason": self._lettering.text(line.reason),
            "outcome": self._lettering.text(line.outcome),
        }

    def _about(self) -> list[str]:
        document = self._document
        private = (
            _("The private reflections are in it.")
            if document.choice.with_private
            else _("Private reflections are left out.")
        )
        said = [_("Made with Mentee on {day}.").format(day=day_words(document.made_on)), private]
        chosen = [self._lettering.line(each) for each in _chosen(document.choice)]
        if chosen:
            said.append(_("It holds a choice of sessions: {choice}.").format(choice="; ".join(chosen)))
        return said


def _is_long(name: str) -> bool:
    """Whether a name is set smaller where it stands large."""
    return len(name) > 28 or max(map(len, name.split()), default=0) > 18


def _listed(label: str, items: Iterable[dict[str, Any]], kind: str = "items") -> dict[str, Any] | None:
    every = list(items)
    return {"kind": kind, "label": label, "items": every} if every else None


def _chosen(choice: Choice) -> Iterator[str]:
    for words_for, name in (
        (_("mentor {name}"), choice.mentor),
        (_("goal {name}"), choice.goal),
        (_("area {name}"), choice.area),
    ):
        if name.strip():
            yield words_for.format(name=name)
    if choice.since:
        yield _("from {day}").format(day=day_words(choice.since))
    if choice.until:
        yield _("to {day}").format(day=day_words(choice.until))


def _template_words() -> dict[str, str]:
    return {
        "page": _("Page {page} of {pages}"),
        "contents": _("Contents"),
        "mentors": _("Mentors"),
        "about": _("About this document"),
        "outcome": _("How it turned out:"),
        "missing": _(
            "No font on this computer has these characters. Each stands as an empty box or as \ufffd:"
        ),
        "more_missing": _("and {count} more"),
    }


def _month_words(day: date) -> str:
    return _("{month} {year}").format(month=_months()[day.month - 1], year=day.year)


def _months() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def _weekdays() -> tuple[str, ...]:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
