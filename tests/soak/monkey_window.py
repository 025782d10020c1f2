"""What must hold of the window after each act: what was typed is saved or it is said why not, and nothing old is shown."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from mentee_app import gui
from mentee_app.queries import kept
from mentee_app.storage import rows
from mentee_app.ui.forms.form import Form
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.safekeeping.damaged_dialog import DamagedDialog

LATEST = 3.0
"""Seconds until what was typed must be saved, or it must be said why not. The program promises one; a busy machine is slow."""

_SURELY = 2.0


@dataclass(frozen=True)
class Typed:
    """A mark that was typed into a field of the window, and when."""

    mark: str
    field: Any
    at: float


class Watch:
    """Looks at a window and its open notebook between two acts."""

    def __init__(self) -> None:
        self.typed: list[Typed] = []
        self._late: list[Typed] = []
        self._old: set[str] = set()

    def wrong(self, studio: gui.Studio | None) -> Iterator[str]:
        """What is wrong now."""
        if isinstance(QApplication.activeModalWidget(), DamagedDialog):
            yield "the window says that the notebook is damaged"
        if studio is None or not _can_be_read(studio):
            return
        loose = rows.of("PRAGMA foreign_key_check")
        if loose:
            yield f"foreign_key_check: {loose[:3]}"
        yield from self._not_saved(studio)
        before, self._old = self._old, set(_old(studio))
        yield from sorted(before & self._old)  # what one turn of the event loop did not mend

    def safe(self, studio: gui.Studio | None) -> list[str]:
        """The marks that stand on screen, typed so long ago that they must outlive a kill."""
        if studio is None or not _can_be_read(studio):
            return []
        return [
            each.mark for each in self.typed if _age(each) > _SURELY and _stands(each) and written(each.mark)
        ]

    def _not_saved(self, studio: gui.Studio) -> Iterator[str]:
        """Looked at twice: a machine that stood still for so long lets the autosave come first."""
        before, self._late = self._late, [each for each in self.typed if _age(each) > LATEST]
        self.typed = [each for each in self.typed if each not in before]
        for each in before:
            said = _stands(each) and (
                studio.window._trouble.isVisible() or each.field.accessibleDescription()
            )
            if _stands(each) and not said and not written(each.mark):
                where = f"{type(each.field).__name__} “{each.field.accessibleName()}”"
                yield f"what was typed into {where} is not saved after {LATEST} s, and nothing says why"


def written(mark: str) -> bool:
    """Whether it stands anywhere in the open file."""
    for (table,) in rows.of(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'written_index%'"
    ):
        columns = [name for _at, name, kind, *_ in rows.of(f"PRAGMA table_info('{table}')") if kind == "TEXT"]
        either = " OR ".join(f'instr("{name}", ?)' for name in columns)
        if columns and rows.of(f'SELECT 1 FROM "{table}" WHERE {either} LIMIT 1', *[mark] * len(columns)):
            return True
    return False


def _can_be_read(studio: gui.Studio) -> bool:
    """Not before the notebook stands there, nor in the middle of a change."""
    notebook = studio._opened.notebook
    return not notebook.is_closed() and not notebook.connection().in_transaction


def _age(each: Typed) -> float:
    return time.monotonic() - each.at


def _stands(each: Typed) -> bool:
    if not isValid(each.field) or not each.field.isVisible():
        return False
    text = each.field.toPlainText() if hasattr(each.field, "toPlainText") else each.field.text()
    return each.mark in text


def _old(studio: gui.Studio) -> Iterator[str]:
    """Lists and forms on screen that show what is not so any more."""
    for panel in studio.window.findChildren(ListPanel):
        if panel.isVisible() and not panel._typing.isActive():
            shown = [panel.list.rows.id_at(row) for row in range(panel.list.rows.rowCount())]
            if shown != list(panel.ids()):
                yield f"the list {type(panel).__name__} shows what is not so any more"
    for form in studio.window.findChildren(Form):
        shown = form.shown
        if shown is not None and form.isVisible() and not form._autosave.pending:
            now = kept.one(type(shown.draft), shown.id)
            if now is not None and now.draft != shown.draft:
                yield f"the form {type(form).__name__} shows what is not so any more"
