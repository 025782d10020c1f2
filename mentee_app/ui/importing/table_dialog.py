"""The import of a table: what its columns mean stands on top, and with each change of it the file is read again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mentee_app.domain.incoming import Batch, Source
from mentee_app.imports.handing_over import Understood
from mentee_app.imports.reading import TableChoice
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.importing.columns_part import ColumnsPart
from mentee_app.ui.importing.import_dialog import ImportDialog
from mentee_app.ui.importing.reading_dialog import Reading, ReadingDialog

Read = Callable[[TableChoice], Reading]


def table_dialog(
    desk: Desk,
    parent: QWidget | None,
    name: str,
    found: Understood,
    copy_first: Callable[[], object],
    read: Read,
) -> ImportDialog:
    """The dialog over a table (`found.table` is there); `read` begins to read the file again. Raises Trouble."""
    if found.table is None:
        raise ValueError("this is no table")
    part = ColumnsPart(found.table)
    dialog = ImportDialog(desk, parent, name, found.batch, copy_first, part)
    ReadingAgain(dialog, part, name, read, found.batch)
    return dialog


class ReadingAgain(QObject):
    """Belongs to its dialog. A change while the file is read stops that, and begins anew."""

    def __init__(self, dialog: ImportDialog, part: ColumnsPart, name: str, read: Read, batch: Batch) -> None:
        super().__init__(dialog)
        self._batch = batch
        self._dialog = dialog
        self._part = part
        self._name = name
        self._read = read
        self._at: ReadingDialog | None = None
        part.changed.connect(self._on_changed)
        dialog.finished.connect(self._stop)

    def _on_changed(self, choice: TableChoice) -> None:
        self._stop()
        self._dialog.show_reading(True)
        reading = ReadingDialog(self._dialog, self._name, partial(self._read, choice))
        reading.read.connect(self._on_read)
        reading.refused.connect(self._on_refused)
        reading.rejected.connect(partial(self._on_stopped, reading))
        self._at = reading
        reading.start()

    def _stop(self, _result: int = 0) -> None:
        reading, self._at = self._at, None
        if reading is not None:
            reading.reject()
            reading.deleteLater()

    def _on_stopped(self, reading: ReadingDialog) -> None:
        """The person does not want to wait: what was read before stands."""
        if reading is self._at:
            self._part.take_back()
            self._show(self._batch)

    def _on_read(self, found: Understood) -> None:
        if found.table is not None and self._show(found.batch):
            self._batch = found.batch
            self._part.show_look(found.table)

    def _on_refused(self, sentence: str) -> None:
        if self._show(Batch(Source.CSV)):
            self._part.show_flaw(sentence)

    def _show(self, batch: Batch) -> bool:
        try:
            self._dialog.show_batch(batch)
        except Trouble as trouble:  # what was read before stands, with what was chosen then
            self._part.take_back()
            self._part.show_flaw(trouble.sentence)
            self._dialog.show_reading(False)
            return False
        return True
