"""A model of a long list: the ids in memory, the rows in a small cache of pages, asked for when they are painted."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from mentee_app.trouble import Trouble

_PAGE = 64
_PAGES_KEPT = 24

ROW = Qt.ItemDataRole.UserRole
"""The role under which an index gives its row."""


class PagedModel(QAbstractTableModel):
    """One column; `page` gives the rows of some ids in their order, `spoken` says a row in words."""

    troubled = Signal(str)

    def __init__(
        self, page: Callable[[Sequence[int]], list[Any]], spoken: Callable[[Any], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._spoken = spoken
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()

    def show_ids(self, ids: "array[int]") -> None:
        """Show these ids; where only a few came or went, the view keeps its place."""
        if ids == self._ids:
            self.redraw()
            return
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def redraw(self, ids: Iterable[int] | None = None) -> None:
        """Ask for the rows of these ids again; None means all. Only those in the cache cost anything."""
        if ids is None:
            pages = list(self._pages)
            self._forget()
            for number in pages:
                last = min((number + 1) * _PAGE, len(self._ids)) - 1
                self.dataChanged.emit(self.index(number * _PAGE, 0), self.index(last, 0))
            return
        for number, known in list(self._pages.items()):
            for id in known.keys() & set(ids):
                known.update({row.id: row for row in self._fetched([id])})
                place = self._ids.index(id, number * _PAGE)
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def knows(self, ids: Iterable[int]) -> bool:
        """Whether one of these ids is in the list and in the cache."""
        wanted = set(ids)
        return any(known.keys() & wanted for known in self._pages.values())

    def id_at(self, row: int) -> int | None:
        """The id in a row, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, id: int | None) -> int:
        """The row of an id, -1 where it is not in the list."""
        if id is None:
            return -1
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW:
            return self._row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._row(index.row())
            return "" if row is None else self._spoken(row)
        return None

    def _row(self, number: int) -> Any:
        id = self.id_at(number)
        if id is None:
            return None
        page = number // _PAGE
        if page not in self._pages:
            wanted = self._ids[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = {row.id: row for row in self._fetched(wanted)}
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(id)

    def _fetched(self, wanted: Sequence[int]) -> list[Any]:
        try:
            return self._page(wanted)
        except Trouble as trouble:  # asked for while painting: an exception would end the program
            self.troubled.emit(trouble.sentence)
            return []

    def _forget(self) -> None:
        self._pages.clear()
