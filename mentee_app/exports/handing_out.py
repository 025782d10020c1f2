"""Hands a document out as PDF, Markdown or HTML, by the ending of its name; and as asked for on the command line."""

from datetime import datetime
from enum import Enum
from pathlib import Path

from mentee_app.exports import (
    choosing,
    closure,
    closure_words,
    command,
    history,
    history_reading,
    html,
    markdown,
    pdf,
    portfolio,
    portfolio_words,
    reading,
    wording,
)
from mentee_app.exports.closure import Whose
from mentee_app.exports.documents import Choice, Paper
from mentee_app.exports.reading import Reading
from mentee_app.i18n import _, ngettext

UnknownName = choosing.UnknownName


class Form(Enum):
    """What a document is written as; the value is the ending of its name."""

    PDF = ".pdf"
    MARKDOWN = ".md"
    HTML = ".html"


ENDINGS = {
    ".pdf": Form.PDF,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
}


def form_of(path: Path) -> Form:
    """The form that the ending of a name asks for; PDF where it asks for none."""
    return ENDINGS.get(path.suffix.lower(), Form.PDF)


def save_text(told: Reading, path: Path) -> None:
    """Write a reading as HTML where the name asks for it, else as Markdown. Raises Trouble."""
    if form_of(path) is Form.HTML:
        html.save(told, path)
    else:
        markdown.save(told, path)


def save_history(
    out: Path, choice: Choice, now: datetime, language: str = "en", locale_name: str = ""
) -> str:
    """Write the history in the form that the name asks for and say so. Raises UnknownName and Trouble."""
    if form_of(out) is Form.PDF:
        return command.save_history(out, choice, now, language, locale_name)
    document = history.history(choice, now, language)
    save_text(history_reading.reading(wording.worded(document)), out)
    sentence = ngettext("{out} holds {count} session.", "{out} holds {count} sessions.", document.sessions)
    said = sentence.format(out=out, count=document.sessions)
    parts = (said, command.left_out(choice, now), command.changed(document.changes, choice.initials))
    return " ".join(part for part in parts if part)


def save_portfolio(
    out: Path,
    goal: str,
    *,
    now: datetime,
    with_notes: bool = False,
    by_initials: bool = False,
    language: str = "en",
    locale_name: str = "",
) -> str:
    """Write the portfolio of the goal with this title, and say so. Raises UnknownName and Trouble."""
    choice = portfolio.Choice(portfolio.goal_called(goal), with_notes, by_initials)
    document = portfolio.portfolio(choice, now, language, history.paper_for(locale_name))
    said = _saved(portfolio_words.reading(document), "portfolio", out, document.paper)
    return f"{said} {command.changed(document.changes, by_initials)}".strip()


def save_closure(
    out: Path,
    mentor: str,
    *,
    now: datetime,
    whose: Whose = Whose.MINE,
    by_initials: bool = False,
    language: str = "en",
    locale_name: str = "",
) -> str:
    """Write the closure of the relationship with this mentor that ended last, and say so. Raises UnknownName and Trouble."""
    choice = closure.Choice(closure.relationship_with(mentor), whose, by_initials)
    document = closure.closure(choice, now, language, history.paper_for(locale_name))
    said = _saved(closure_words.reading(document), "closure", out, document.paper)
    return f"{said} {command.changed(document.changes, by_initials)}".strip()


def _saved(told: Reading, template: str, out: Path, paper: Paper) -> str:
    missing = ""
    if form_of(out) is Form.PDF:
        setting = pdf.document_pdf(template, reading.template_input(told, paper.value), out)
        setting.start()
        try:
            missing = command.missing_words(setting.wait())
        finally:
            setting.cancel()
    else:
        save_text(told, out)
    return f"{_('{out} is written.').format(out=out)} {missing}".strip()
