"""Saves a document as PDF: asks for a place, sets it in the background, and says how it went."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mentee_app.exports import command, files, pdf
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui import message

_POLL_MS = 40
_ENDING = ".pdf"

AskForPath = Callable[[QWidget, str], str]
Setting = pdf.Typesetting[pdf.SetResult]


class PdfSaver(QObject):
    """`busy` says whether it is at work, `said` how it went, `saved` where it lies (a Path).

    `ask_for_path` gives the place, or "" for none.
    """

    busy = Signal(bool)
    said = Signal(str)
    saved = Signal(object)

    def __init__(self, window: QWidget, title: str, ask_for_path: AskForPath | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._title = title
        self._ask_for_path = ask_for_path or self._ask
        self._setting: Setting | None = None
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)

    @property
    def at_work(self) -> bool:
        """Whether a document is being set."""
        return self._setting is not None

    def save(self, name: str, begin: Callable[[Path], Setting]) -> None:
        """Ask for a place, with `name` (without ending) suggested, and set there what `begin` gives for it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = self._ask_for_path(self._window, str(Path(folder) / files.safe_name(name, _ENDING)))
        if not chosen:
            return
        ending = "" if chosen.lower().endswith(_ENDING) else _ENDING
        path = Path(chosen + ending)
        if ending and path.is_file() and not self._may_replace(path):
            return
        try:
            self._setting = begin(path)
            self._setting.start()
        except Trouble as trouble:
            self._setting = None
            self.said.emit(trouble.sentence)
            return
        self.busy.emit(True)
        self._polling.start()

    def stop(self) -> None:
        """Give up; nothing is written."""
        if self._setting is not None:
            self._setting.cancel()
            self._end(_("Stopped. Nothing was written."))

    def _on_poll(self) -> None:
        if self._setting is None:
            return
        progress = self._setting.poll()
        if progress.trouble:
            self._end(progress.trouble.sentence)
        elif progress.finished:
            said = _("Saved as {path}.").format(path=progress.finished.path)
            self._end(f"{said} {command.missing_words(progress.finished)}".strip())
            self.saved.emit(Path(progress.finished.path))

    def _end(self, sentence: str) -> None:
        self._setting = None
        self._polling.stop()
        self.busy.emit(False)
        self.said.emit(sentence)

    def _may_replace(self, path: Path) -> bool:
        """Asked where the system's dialog could not: it was given another name than the one that is written."""
        return message.ask(
            self._window,
            _("Replace the file?"),
            _("{path} exists already. Saving replaces it.").format(path=path),
            accept=_("Replace"),
            danger=True,
        )

    def _ask(self, parent: QWidget, suggested: str) -> str:
        """The system's dialog. It knows the ending, so it asks before it gives the name of a file that is there."""
        place = Path(suggested)
        dialog = QFileDialog(parent, self._title, str(place.parent), _("PDF documents (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        dialog.selectFile(place.name)
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles() if accepted else []
        dialog.deleteLater()
        return chosen[0] if chosen else ""


def document_language() -> tuple[str, str]:
    """The language of documents (like "en") and the locale that gives their paper (like "en_US")."""
    locale = QLocale()
    language = "en" if locale.language() is QLocale.Language.C else locale.name().split("_")[0]
    return language, locale.name()
