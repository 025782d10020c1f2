"""What a choice leads to: what it is called, what it leaves out, its pages, its text and its files. Knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mentee_app.child import Child
from mentee_app.exports import (
    closure,
    closure_words,
    history,
    history_reading,
    html,
    leaving_out,
    markdown,
    pdf,
    portfolio,
    portfolio_words,
    reading,
    volumes,
    wording,
)
from mentee_app.exports.documents import HistoryDocument, Paper
from mentee_app.exports.handing_out import Form
from mentee_app.exports.pdf import DrawnPages
from mentee_app.exports.reading import Reading
from mentee_app.exports.sharing import Changes
from mentee_app.i18n import _, ngettext
from mentee_app.ui.export.text_file import TextFile

Choice = history.Choice | portfolio.Choice | closure.Choice


@dataclass(frozen=True)
class Setup:
    """What a document is made with besides its choice; `now` is the local wall time."""

    now: datetime
    language: str
    paper: Paper


class Outlook:
    """A document that can be looked at, saved and printed. Reads the notebook; raises Trouble."""

    name: str
    """Of the file, without its ending."""
    said: str = ""
    """How much is in it."""
    left_out: tuple[str, ...] = ()
    changes: Changes = Changes()
    """What was changed in its texts, and where that is not sure."""
    parts: tuple[str, ...] = ()
    """What its volumes are called, where there are several."""

    def pages(self, part: int, first: int, last: int, ppi: float) -> Child[DrawnPages]:
        """The setting of these pages of a volume (from 0)."""
        raise NotImplementedError

    def told(self) -> Callable[[], Reading]:
        """Makes the reading, in any thread."""
        raise NotImplementedError

    def one_pdf(self, part: int, path: Path) -> Any:
        """The setting of one volume (from 0) at `path`."""
        raise NotImplementedError

    def whole_pdf(self, path: Path) -> Any:
        """The setting of all its files."""
        return self.one_pdf(0, path)

    def text(self, form: Form) -> Callable[[], str]:
        """Makes the text, in any thread."""
        told = self.told()
        return lambda: text_of(told(), form)

    def whole(self, form: Form, path: Path) -> Any:
        """The setting of its files in this form."""
        return self.whole_pdf(path) if form is Form.PDF else TextFile(self.text(form), path)

    def places(self, form: Form, path: Path) -> tuple[Path, ...]:
        """Where its files go."""
        return volumes.places(path, max(len(self.parts), 1)) if form is Form.PDF else (path,)


class HistoryOutlook(Outlook):
    """The session history, a copy of it to share, or one session. Raises UnknownName too."""

    def __init__(self, choice: history.Choice, setup: Setup) -> None:
        self._choice, self._setup = choice, setup
        self._volumes = history.planned(choice, setup.now)
        self._documents: dict[int, HistoryDocument] = {}
        count = sum(volume.sessions for volume in self._volumes)
        self.said = ngettext("{count} session", "{count} sessions", count).format(count=count)
        self.changes = self._changed() if choice.share else Changes()
        unknown = leaving_out.free_text_sentence(choice)
        self.left_out = (
            *history.left_out(choice, setup.now),
            *leaving_out.changed(self.changes, choice.turned),
            *([unknown] if unknown else []),
        )
        if len(self._volumes) > 1:
            self.parts = tuple(map(_volume_words, self._volumes))
        first = self._document(0)
        title = _("{title}, to share").format(title=first.title) if choice.share else first.title
        self.name = f"{title} {first.name}".strip()

    def pages(self, part: int, first: int, last: int, ppi: float) -> Child[DrawnPages]:
        return pdf.history_pages(self._document(part), first, last, ppi)

    def told(self) -> Callable[[], Reading]:
        whole = self._document(0) if len(self._volumes) == 1 else self._gathered(None)
        return lambda: history_reading.reading(wording.worded(whole))

    def one_pdf(self, part: int, path: Path) -> Any:
        return pdf.history_pdf(self._document(part), path)

    def whole_pdf(self, path: Path) -> Any:
        setup = self._setup
        return volumes.history_files(self._choice, setup.now, path, setup.language, setup.paper)

    def _changed(self) -> Changes:
        """In all volumes, of which one at a time is in memory."""
        found = Changes()
        for part in reversed(range(len(self._volumes))):
            found = found.and_those(self._document(part).changes)
        return found

    def _document(self, part: int) -> HistoryDocument:
        """One volume; only the last one asked for is kept, for each can be long."""
        if part not in self._documents:
            self._documents = {part: self._gathered(self._volumes[part])}
        return self._documents[part]

    def _gathered(self, volume: history.Volume | None) -> HistoryDocument:
        setup = self._setup
        return history.history(self._choice, setup.now, setup.language, setup.paper, volume)


class ReadingOutlook(Outlook):
    """A document that is short enough to be a reading: a portfolio or a closure."""

    def __init__(
        self, template: str, told: Reading, paper: Paper, left_out: tuple[str, ...], changes: Changes
    ) -> None:
        self._template, self._told, self._paper = template, told, paper
        self.left_out, self.changes = left_out, changes
        self.name = " ".join(part for part in (told.kind, " ".join(told.title.split())[:80]) if part)

    def pages(self, part: int, first: int, last: int, ppi: float) -> Child[DrawnPages]:
        return pdf.document_pages(self._template, self._input(), first, last, ppi)

    def told(self) -> Callable[[], Reading]:
        return lambda: self._told

    def one_pdf(self, part: int, path: Path) -> Any:
        return pdf.document_pdf(self._template, self._input(), path)

    def _input(self) -> dict[str, Any]:
        return reading.template_input(self._told, self._paper.value)


def outlook(choice: Choice, setup: Setup) -> Outlook:
    """Where a choice leads to. Raises Trouble and UnknownName."""
    if isinstance(choice, history.Choice):
        return HistoryOutlook(choice, setup)
    if isinstance(choice, portfolio.Choice):
        about_goal = portfolio.portfolio(choice, setup.now, setup.language, setup.paper)
        told = portfolio_words.reading(about_goal)
        lines = (*portfolio.left_out(choice), *leaving_out.changed(about_goal.changes, choice.turned))
        return ReadingOutlook("portfolio", told, setup.paper, lines, about_goal.changes)
    closing = closure.closure(choice, setup.now, setup.language, setup.paper)
    lines = (*closure.left_out(choice), *leaving_out.changed(closing.changes, choice.turned))
    return ReadingOutlook("closure", closure_words.reading(closing), setup.paper, lines, closing.changes)


def text_of(told: Reading, form: Form) -> str:
    """A reading as the text of a file."""
    return html.html(told) if form is Form.HTML else markdown.markdown(told)


def _volume_words(volume: history.Volume) -> str:
    sessions = ngettext("{count} session", "{count} sessions", volume.sessions).format(count=volume.sessions)
    words = _("Volume {number} of {count} · {sessions}")
    return words.format(number=volume.number, count=volume.count, sessions=sessions)
