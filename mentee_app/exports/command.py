"""Saves the session history as asked for on the command line, and says what was written."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from mentee_app.exports import choosing, history, leaving_out, volumes
from mentee_app.exports.documents import Choice, Layout
from mentee_app.exports.pdf import SetResult
from mentee_app.exports.sharing import Changes
from mentee_app.i18n import _, ngettext

UnknownName = choosing.UnknownName


def choice(
    *,
    mentor: str | None = None,
    goal: str | None = None,
    area: str | None = None,
    since: date | None = None,
    until: date | None = None,
    by_date: bool = False,
    by_goal: bool = False,
    with_private: bool = False,
    share: bool = False,
    initials: bool = False,
    session: str | None = None,
) -> Choice:
    """What the words of the command line choose. Raises UnknownName and Trouble.

    `session`: only that one, by its day ("2026-03-03"), its day and time ("2026-03-03 14:00") or its number.
    """
    layout = Layout.BY_DATE if by_date else Layout.BY_GOAL if by_goal else Layout.BY_MENTOR
    return Choice(
        mentor=mentor or "",
        goal=goal or "",
        area=area or "",
        since=since,
        until=until,
        with_private=with_private,
        layout=layout,
        share=share or initials,
        initials=initials,
        session=_session(session, mentor or "") if session else None,
    )


def save_history(
    out: Path, choice: Choice, now: datetime, language: str = "en", locale_name: str = ""
) -> str:
    """Write the PDF (or its volumes) and say so in a sentence or two. Raises UnknownName and Trouble."""
    setting = volumes.history_files(choice, now, out, language, history.paper_for(locale_name))
    setting.start()
    results = setting.wait()
    count = sum(volume.sessions for volume in history.planned(choice, now))
    said = [_written(count, results), left_out(choice, now), changed(setting.changes, choice.initials)]
    return " ".join(each for each in (*said, *dict.fromkeys(map(missing_words, results))) if each)


def changed(changes: Changes, by_initials: bool) -> str:
    """What was changed in texts, what of it is not sure, and what initials cannot promise; empty where there is nothing."""
    unknown = leaving_out.free_text_sentence(Choice(share=True, initials=by_initials))
    return " ".join(each for each in (*leaving_out.changed(changes), unknown) if each)


def missing_words(result: SetResult) -> str:
    """What the document lacks, in a sentence; empty where it lacks nothing."""
    if not result.missing:
        return ""
    shown = ", ".join(f"U+{ord(letter):04X}" for letter in result.missing[:6])
    more = " …" if len(result.missing) > 6 else ""
    return _(
        "Some characters could not be drawn ({characters}); the last page names them."
        " The PDF is of this kind: {kind}."
    ).format(characters=shown + more, kind=result.standard.value)


def _session(wanted: str, mentor: str) -> int:
    if wanted.isdecimal() and len(wanted) != 8:  # eight digits are a day to fromisoformat
        return int(wanted)
    try:
        moment = datetime.fromisoformat(wanted.strip())
    except ValueError:
        sentence = _("“{wanted}” is no day. Write it like 2026-03-31, or 2026-03-31 14:00.")
        raise UnknownName(sentence.format(wanted=wanted)) from None
    with_time = ":" in wanted
    return choosing.session_on(moment.date(), moment.time() if with_time else None, mentor)


def left_out(choice: Choice, now: datetime) -> str:
    """What a copy to share leaves out, in a sentence; empty for any other document."""
    things = history.left_out(choice, now) if choice.share else ()
    return _("Left out: {things}.").format(things="; ".join(things)) if things else ""


def _written(sessions: int, results: Sequence[SetResult]) -> str:
    if len(results) > 1:
        sentence = _("{sessions} sessions are in {count} volumes, from {first} to {last}.")
        return sentence.format(
            sessions=sessions, count=len(results), first=results[0].path, last=results[-1].path
        )
    sentence = ngettext("{out} holds {count} session.", "{out} holds {count} sessions.", sessions)
    return sentence.format(out=results[0].path, count=sessions)
