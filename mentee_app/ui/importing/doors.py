"""Brings files of other programs in: which one, what it is, what it holds, and then whether it is to be kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from mentee_app.domain import duplicates as rules
from mentee_app.domain.duplicates import Pair
from mentee_app.domain.everything import WholeNotebook
from mentee_app.i18n import _
from mentee_app.imports import everything, reading
from mentee_app.imports.handing_over import Understood
from mentee_app.imports.reading import Settings, TableChoice
from mentee_app.imports.sniffing import Format
from mentee_app.queries import about_me, duplicates
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.importing import reading_dialog
from mentee_app.ui.importing.duplicates_dialog import DuplicatesDialog
from mentee_app.ui.importing.everything_dialog import EverythingDialog
from mentee_app.ui.importing.import_dialog import ImportDialog
from mentee_app.ui.importing.reading_dialog import ReadingDialog
from mentee_app.ui.importing.table_dialog import table_dialog
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.bars import DuplicatesBar
from mentee_app.ui.widgets.message import PlainMessage
from mentee_app.ui.widgets.patience import InThread
from mentee_app.ui.window.window import MainWindow

AskForPath = Callable[[QWidget], str]


class ImportDoors(QObject):
    """One import at a time. What is typed elsewhere is saved before. `copy_first` backs the notebook up before anything
    comes in (raises Trouble).
    """

    def __init__(self, desk: Desk, window: MainWindow, copy_first: Callable[[], object]) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._copy_first = copy_first
        self._at: QDialog | None = None
        self._pairs: set[Pair] = set()
        self._bar = DuplicatesBar()
        self._bar.wanted.connect(self._on_duplicates_wanted)
        window.add_bar(self._bar)

    def import_file(self, ask_for_path: AskForPath | None = None) -> None:
        """Ask which file, and go on with it."""
        self._go_on(ask_for_path or _ask_for_file)

    def import_folder(self, ask_for_path: AskForPath | None = None) -> None:
        """Ask which folder of notes, and go on with it."""
        self._go_on(ask_for_path or _ask_for_folder)

    def open(self, path: Path) -> None:
        """Read a file or folder and show what it holds; a sentence says why where that cannot be."""
        if self._is_busy():
            return
        self._window.flush()
        try:
            kind = reading.what_is(path)
            begin = self._reading_of(path, kind)
        except Trouble as trouble:
            self._refuse(trouble.sentence)
            return
        waiting = ReadingDialog(self._window, one_line(path.name), begin)
        waiting.finished.connect(self._on_finished)
        waiting.read.connect(partial(self._show, path, kind))
        waiting.refused.connect(self._refuse)
        self._hold(waiting)
        waiting.start()

    def duplicates_dialog(self) -> QDialog:
        """Who may be in the notebook twice. Raises Trouble."""
        return DuplicatesDialog(self._desk, self._window)

    def settings(self, table: TableChoice | None = None) -> Settings:
        """What a reader needs to know of the mentee: the zone and the time, and by which addresses they are themselves."""
        own = about_me.own_addresses()
        return Settings(self._desk.zone, self._desk.now(), own, table or TableChoice())

    def _is_busy(self) -> bool:
        if self._at is not None:
            self._at.raise_()
        return self._at is not None

    def _go_on(self, ask: AskForPath) -> None:
        if self._is_busy():
            return
        chosen = ask(self._window)
        if chosen:
            self.open(Path(chosen))

    def _reading_of(self, path: Path, kind: Format) -> Callable[[], reading_dialog.Reading]:
        if kind is Format.EVERYTHING:
            return partial(InThread, partial(everything.read, path))
        return partial(self._read, path, kind)

    def _read(self, path: Path, kind: Format, table: TableChoice | None = None) -> reading.Reading:
        return reading.read(path, kind, self.settings(table))

    def _show(self, path: Path, kind: Format, found: Understood | WholeNotebook) -> None:
        self._window.flush()
        try:
            self._pairs = _pairs()
            dialog = self._dialog(path, kind, found)
        except Trouble as trouble:
            self._refuse(trouble.sentence)
            return
        dialog.accepted.connect(self._on_brought_in)
        dialog.finished.connect(self._on_finished)
        self._hold(dialog)
        dialog.open()

    def _dialog(self, path: Path, kind: Format, found: Understood | WholeNotebook) -> QDialog:
        name = one_line(path.name)
        if isinstance(found, WholeNotebook):
            return EverythingDialog(self._desk, self._window, name, found, self._copy_first)
        if found.table is None:
            return ImportDialog(self._desk, self._window, name, found.batch, self._copy_first)
        read = partial(self._read, path, kind)
        return table_dialog(self._desk, self._window, name, found, self._copy_first, read)

    def _hold(self, dialog: QDialog) -> None:
        self._at = dialog

    def _on_finished(self, _result: int) -> None:
        dialog, self._at = self._at, None
        if dialog is not None:
            dialog.deleteLater()

    def _on_brought_in(self) -> None:
        """Say quietly whether somebody is here twice now who was not before."""
        try:
            self._bar.tell(rules.persons(_pairs() - self._pairs - duplicates.apart()))
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _on_duplicates_wanted(self) -> None:
        try:
            dialog = self.duplicates_dialog()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _refuse(self, sentence: str) -> None:
        told = PlainMessage(self._window, _("Nothing was brought in"), sentence, _("Close"))
        told.finished.connect(told.deleteLater)
        told.open()


def _pairs() -> set[Pair]:
    return {each.pair for each in duplicates.pairs()}


def _ask_for_file(parent: QWidget) -> str:
    kinds = _(
        "All that Mentee reads (*.ics *.ical *.vcf *.vcard *.csv *.tsv *.txt *.json *.md *.markdown *.zip);;All files (*)"
    )
    return QFileDialog.getOpenFileName(parent, _("Import a file"), "", kinds)[0]


def _ask_for_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, _("Import a folder of notes"), "")
