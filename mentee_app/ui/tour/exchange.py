"""Stops of the tour where things go out and come in: every kind of document and file, and what an import shows first."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from mentee_app import paths
from mentee_app.domain.people import PersonDraft
from mentee_app.imports import everything, reading
from mentee_app.imports.reading import Settings, TableChoice
from mentee_app.queries import kept, outside, people
from mentee_app.ui.tour.tour import Stop

_FILES = ("calendar", "address-book", "tables", "everything")


def exchange(studio: Any) -> Iterator[Stop]:
    """Documents, files for other programs, imports, and two people who may be one."""
    window, desk = studio.window, studio.desk
    shown: list[Any] = []

    def opened(make: Callable[[], Any]) -> Callable[[], QWidget]:
        def show() -> QWidget:
            while shown:
                shown.pop().close()
            shown.append(make())
            shown[0].show()
            return shown[0]

        return show

    for kind in ("share", "session", "portfolio", "closure"):
        yield Stop(
            f"document-{kind}", opened(partial(_document, desk, window, kind)), lambda: _drawn(shown[0])
        )
    for kind in _FILES:
        yield Stop(f"export-{kind}", opened(partial(_export, desk, window, kind)))
    yield Stop("import-calendar", opened(partial(_import, desk, window, "calendar.ics")))
    yield Stop("import-columns", opened(partial(_import, desk, window, "people.csv")))
    yield Stop("import-everything", opened(partial(_everything, desk, window)))
    yield Stop("duplicates", opened(partial(_duplicates, desk, window)))
    yield Stop("merge", opened(partial(_merge, desk, window)))
    yield Stop("after-exchange", lambda: _closed(shown, window))


def _document(desk: Any, window: QWidget, kind: str) -> Any:
    from mentee_app.ui.export.document_dialog import DocumentDialog
    from mentee_app.ui.export.document_kinds import DocumentKind

    return DocumentDialog(desk, window, DocumentKind(kind))


def _drawn(dialog: Any) -> bool:
    return bool(dialog.preview.pages > 0 and not dialog.preview.busy)


def _export(desk: Any, window: QWidget, kind: str) -> Any:
    from mentee_app.ui.export import export_kinds
    from mentee_app.ui.export.export_dialog import ExportDialog

    return ExportDialog(desk, export_kinds.handout(kind), window)


def _import(desk: Any, window: QWidget, name: str) -> Any:
    from mentee_app.ui.importing.import_dialog import ImportDialog
    from mentee_app.ui.importing.table_dialog import table_dialog

    path = paths.resource(f"sample/{name}")
    kind = reading.what_is(path)

    def read(table: TableChoice) -> reading.Reading:
        return reading.read(path, kind, Settings("Europe/Dublin", datetime(2030, 1, 1), (), table))

    child = read(TableChoice())
    child.start()
    found = child.wait()
    if found.table is None:
        return ImportDialog(desk, window, name, found.batch, bool)
    return table_dialog(desk, window, name, found, bool, read)


def _everything(desk: Any, window: QWidget) -> Any:
    from mentee_app.exports import everything as written
    from mentee_app.ui.importing.everything_dialog import EverythingDialog

    whole = everything.parse(written.content().replace(b"library", b"reading room"))
    return EverythingDialog(desk, window, "notebook.json", whole, bool)


def _duplicates(desk: Any, window: QWidget) -> Any:
    from mentee_app.ui.importing.duplicates_dialog import DuplicatesDialog

    if not people.named("S. O’Dwyer"):
        desk.people.add(PersonDraft("S. O’Dwyer", phone="+353 1 555 0199", organisation="City Library"))
    return DuplicatesDialog(desk, window)


def _merge(desk: Any, window: QWidget) -> Any:
    from mentee_app.ui.importing.merge_dialog import MergeDialog

    names = {name: id for id, name, _email in outside.people()}
    one, other = (kept.one(PersonDraft, names[name]) for name in ("Siobhán O’Dwyer", "S. O’Dwyer"))
    return MergeDialog(desk, one, other, window)


def _closed(shown: list[Any], window: QWidget) -> QWidget:
    while shown:
        shown.pop().close()
    return window
