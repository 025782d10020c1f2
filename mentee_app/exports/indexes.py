"""The tables at the end of the session history: its actions, the open ones first, and the advice still open."""

from collections.abc import Sequence
from datetime import date

from mentee_app import words
from mentee_app.domain.actions import Owner
from mentee_app.domain.advice import Decision
from mentee_app.exports.documents import HistoryDocument, Session
from mentee_app.exports.said_days import day_words
from mentee_app.exports.worded import IndexWords, RowWords, Said
from mentee_app.i18n import _, ngettext
from mentee_app.queries.history import ActionLine, AdviceLine

FEWEST_SESSIONS = 3
"""With fewer sessions everything is seen at once."""

_LONGEST = 180
_LONGEST_NAME = 80
"""Letters of a text, or of a name, that are shown; the session has it whole."""


def indexes(document: HistoryDocument) -> tuple[IndexWords, ...]:
    """The tables that have something in them. A session is named by its number: "s1" is the first."""
    if document.sessions < FEWEST_SESSIONS:
        return ()
    sessions = document.set_sessions
    return tuple(each for each in (_actions(sessions), _open_advice(sessions)) if each.rows)


def state_words(line: ActionLine) -> str:
    """Until when, or since when, or that it is open."""
    if line.done_on:
        return _("done {day}").format(day=day_words(line.done_on))
    return _("due {day}").format(day=day_words(line.due_on)) if line.due_on else _("open")


def _actions(sessions: Sequence[Session]) -> IndexWords:
    found = [
        (line, session, f"s{at}")
        for at, session in enumerate(sessions, 1)
        for line in session.actions
        if line.text.strip()
    ]
    still = sorted((each for each in found if not each[0].done_on), key=lambda each: _due(each[0]))
    done = sorted((each for each in found if each[0].done_on), key=lambda each: _done(each[0]), reverse=True)
    counted = [
        ngettext("{count} open", "{count} open", len(still)).format(count=len(still)),
        ngettext("{count} done", "{count} done", len(done)).format(count=len(done)),
    ]
    rows = tuple(
        RowWords(
            Said(_short(line.text)),
            (
                Said(_("Me") if line.owner is Owner.ME else _short(session.mentor, _LONGEST_NAME)),
                Said(state_words(line)),
            ),
            anchor,
            bool(line.done_on),
        )
        for line, session, anchor in [*still, *done]
    )
    heads = (_("What"), _("Who"), _("When"), _("Page"))
    return IndexWords(_("Actions"), " · ".join(counted), heads, rows)


def _open_advice(sessions: Sequence[Session]) -> IndexWords:
    oldest_first = sorted(enumerate(sessions, 1), key=lambda each: each[1].start)
    rows = tuple(
        RowWords(
            Said(_short(line.text)),
            (
                Said(_short(session.mentor, _LONGEST_NAME)),
                Said(f"{_decision(line)} · {day_words(session.start.date())}"),
            ),
            f"s{at}",
        )
        for at, session in oldest_first
        for line in session.advice
        if line.text.strip() and line.decision in (Decision.UNDECIDED, Decision.NOT_YET)
    )
    heads = (_("Advice"), _("From"), _("Decision · Given"), _("Page"))
    line = _("Not decided yet, or put off. The oldest stands first.")
    return IndexWords(_("Advice still open"), line, heads, rows)


def _decision(line: AdviceLine) -> str:
    return f"{words.decision_sign(line.decision)} {words.of(line.decision)}"


def _due(line: ActionLine) -> date:
    return line.due_on or date.max


def _done(line: ActionLine) -> date:
    return line.done_on or date.min


def _short(text: str, longest: int = _LONGEST) -> str:
    plain = " ".join(text[: 4 * longest].split())
    if len(plain) <= longest:
        return plain
    cut = plain[:longest]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + " …"
