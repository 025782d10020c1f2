"""Saves the session history as asked for on the command line, and says what was written."""

from datetime import date, datetime
from pathlib import Path

from mentee_app.exports import history, pdf
from mentee_app.exports.history import Choice, Layout
from mentee_app.exports.pdf import SetResult
from mentee_app.i18n import _, ngettext

UnknownName = history.UnknownName


def save_history(
    out: Path,
    *,
    now: datetime,
    mentor: str | None = None,
    goal: str | None = None,
    area: str | None = None,
    since: date | None = None,
    until: date | None = None,
    by_date: bool = False,
    with_private: bool = False,
    language: str = "en",
    locale_name: str = "",
) -> str:
    """Write the PDF and say so in a sentence or two. Raises UnknownName and Trouble."""
    layout = Layout.BY_DATE if by_date else Layout.BY_MENTOR
    choice = Choice(mentor or "", goal or "", area or "", since, until, with_private, layout)
    document = history.history(choice, now, language, history.paper_for(locale_name))
    setting = pdf.history_pdf(document, out)
    setting.start()
    try:
        result = setting.wait()
    finally:
        setting.cancel()
    return f"{_written(document.sessions, out)} {missing_words(result)}".strip()


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


def _written(sessions: int, out: Path) -> str:
    sentence = ngettext("{out} holds {count} session.", "{out} holds {count} sessions.", sessions)
    return sentence.format(out=out, count=sessions)
