"""Saves a document as PDF (in volumes, where it is long), Markdown or HTML: asks for a place, works in the background."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mentee_app.exports import command, handing_out
from mentee_app.exports.handing_out import Form
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.widgets import save_place
from mentee_app.ui.widgets.save_place import AskForPath, FileKind, Places

_POLL_MS = 40


class DocumentSaver(QObject):
    """`busy` says whether it is at work, `stepped` at which file of how many, `said` how it went, `saved` where (a Path).

    What it sets has `start`, `poll` and `cancel` as in child.py. `ask_for_path` gives the place, or "" for none.
    """

    busy = Signal(bool)
    stepped = Signal(int, int)
    said = Signal(str)
    saved = Signal(object)

    def __init__(self, window: QWidget, title: str, ask_for_path: AskForPath | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._title = title
        self._ask_for_path = ask_for_path
        self._setting: Any = None
        self._ended: Callable[[Path, str], None] = self._on_saved
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)

    @property
    def at_work(self) -> bool:
        """Whether a document is being set."""
        return self._setting is not None

    def save(
        self, name: str, begin: Callable[[Path], Any], form: Form = Form.PDF, places: Places | None = None
    ) -> bool:
        """Ask for a place, with `name` (without ending) suggested, and set there what `begin` gives for it; whether it began.

        `places` are the files that come of a place, where they are not just that.
        """
        kind = file_kind(self._title, form)
        path = save_place.chosen(self._window, name, kind, self._ask_for_path, places)
        if path is None:
            return False
        return self.run(lambda: begin(path), self._on_saved)

    def run(self, begin: Callable[[], Any], ended: Callable[[Path, str], None]) -> bool:
        """Set what `begin` gives; `ended` is called with the place and with what is to be said of it. Whether it began."""
        try:
            self._setting = begin()
            self._setting.start()
        except Trouble as trouble:
            self._setting = None
            self.said.emit(trouble.sentence)
            return False
        self._ended = ended
        self.said.emit("")
        self.busy.emit(True)
        self._polling.start()
        return True

    def stop(self) -> None:
        """Give up; nothing is written. What is written already is told soon."""
        if self._setting is not None and self._setting.cancel():
            self._end()
            self.said.emit(_("Stopped. Nothing was written."))

    def _on_poll(self) -> None:
        if self._setting is None:
            return
        try:
            progress = self._setting.poll()
        except BaseException:  # a bug, told by whoever hears of it: but not again and again
            self._end()
            raise
        if progress.trouble:
            self._end()
            self.said.emit(progress.trouble.sentence)
        elif progress.finished:
            results = progress.finished if isinstance(progress.finished, tuple) else (progress.finished,)
            self._end()
            self._ended(Path(results[0].path), _told(results))
        elif hasattr(progress, "volumes"):
            self.stepped.emit(progress.volume, progress.volumes)

    def _on_saved(self, path: Path, sentence: str) -> None:
        self.said.emit(sentence)
        self.saved.emit(path)

    def _end(self) -> None:
        self._setting = None
        self._polling.stop()
        self.busy.emit(False)


def document_language() -> tuple[str, str]:
    """The language of documents (like "en") and the locale that gives their paper (like "en_US")."""
    locale = QLocale()
    language = "en" if locale.language() is QLocale.Language.C else locale.name().split("_")[0]
    return language, locale.name()


def form_words(form: Form) -> str:
    """What a form is called."""
    return {
        Form.PDF: _("PDF"),
        Form.MARKDOWN: _("Markdown (plain text)"),
        Form.HTML: _("HTML (one page for a browser)"),
    }[form]


def file_kind(title: str, form: Form) -> FileKind:
    """The files of a form; `title` stands over the dialog that asks for their place."""
    words = {
        Form.PDF: _("PDF documents (*.pdf)"),
        Form.MARKDOWN: _("Markdown texts (*.md)"),
        Form.HTML: _("Web pages (*.html)"),
    }[form]
    also = tuple(ending for ending, each in handing_out.ENDINGS.items() if each is form)
    return FileKind(title, words, form.value, also)


def _told(results: tuple[Any, ...]) -> str:
    if len(results) == 1:
        said = _("Saved as {path}.").format(path=results[0].path)
    else:
        said = _("Saved in {count} volumes, from {first} to {last}.").format(
            count=len(results), first=results[0].path, last=results[-1].path
        )
    missing = dict.fromkeys(map(command.missing_words, results))
    return " ".join(part for part in (said, *missing) if part)
