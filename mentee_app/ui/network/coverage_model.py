"""Areas and people as a table model: what each is in each, in words that stand alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.ui.style.plain import plain_tooltip

Index = QModelIndex | QPersistentModelIndex


class Cover(Enum):
    """What somebody is in an area."""

    MENTOR = "mentor"
    APPRENTICESHIP = "apprenticeship"
    NETWORK = "network"


@dataclass(frozen=True)
class Column:
    """Somebody; `same_industry` as mine, or None where it is not known."""

    id: int
    name: str
    same_industry: bool | None = None


Cells = Mapping[tuple[int, int], Cover]
"""What somebody (id) is in an area (its place)."""


class CoverModel(QAbstractTableModel):
    """Areas down, people across after one column that counts them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._areas: Sequence[str] = ()
        self._people: Sequence[Column] = ()
        self._cells: Cells = {}
        self._counts: Sequence[int] = ()

    def show_cover(self, areas: Sequence[str], people: Sequence[Column], cells: Cells) -> None:
        self.beginResetModel()
        self._areas, self._people, self._cells = tuple(areas), tuple(people), dict(cells)
        known = {person.id for person in people}
        counted = Counter(area for area, person in cells if person in known)
        self._counts = [counted[area] for area in range(len(areas))]
        self.endResetModel()

    def place_of(self, index: Index) -> tuple[str | None, int | None]:
        """The area's name and the person's id; the column that counts has no person."""
        person = self.person_at(index.column())
        area = self._areas[index.row()] if index.isValid() else None
        return area, person.id if person else None

    def find(self, area: str | None, person: int | None) -> QModelIndex:
        """The cell of both; in the first column where no person is meant."""
        ids = [None, *(each.id for each in self._people)]
        if area not in self._areas or person not in ids:
            return QModelIndex()
        return self.index(self._areas.index(area), ids.index(person))

    def person_at(self, column: int) -> Column | None:
        return self._people[column - 1] if 0 < column <= len(self._people) else None

    def is_blank(self, row: int) -> bool:
        return not self._count(row)

    def cover_at(self, index: Index) -> Cover | None:
        person = self.person_at(index.column())
        return self._cells.get((index.row(), person.id)) if person else None

    def rowCount(self, _parent: Index | None = None) -> int:
        return 0 if _parent is not None and _parent.isValid() else len(self._areas)

    def columnCount(self, _parent: Index | None = None) -> int:
        return 0 if _parent is not None and _parent.isValid() else len(self._people) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        return plain_tooltip(self._spoken(index)) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in _WORDS_ROLES:
            return None
        if orientation is Qt.Orientation.Vertical:
            words = self._areas[section] if section < len(self._areas) else ""
        else:
            person = self.person_at(section)
            words = (
                ", ".join(part for part in (person.name, industry_words(person)) if part) if person else ""
            )
            words = words if person else _("Covered by")
        return plain_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def _count(self, row: int) -> int:
        return self._counts[row]

    def _words(self, index: Index) -> str:
        if index.column():
            cover = self.cover_at(index)
            return cover_words(cover) if cover else ""
        count = self._count(index.row())
        return (
            ngettext("{count} person", "{count} people", count).format(count=count)
            if count
            else nobody_words()
        )

    def _spoken(self, index: Index) -> str:
        area, person = self._areas[index.row()], self.person_at(index.column())
        words = self._words(index) or (nobody_words() if self.is_blank(index.row()) else _("Nothing yet"))
        if person is None:
            return _("{area}: {cover}").format(area=area, cover=words)
        named = _("{area}, {person}: {cover}").format(area=area, person=person.name, cover=words)
        return ", ".join(part for part in (named, industry_words(person)) if part)


_WORDS_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def cover_words(cover: Cover) -> str:
    """What somebody is in an area, in a word or two."""
    return {
        Cover.MENTOR: _("Mentor"),
        Cover.APPRENTICESHIP: _("Sponsor"),
        Cover.NETWORK: _("Knows this"),
    }[cover]


def industry_words(person: Column) -> str:
    """Whether somebody knows my industry or another; nothing where it is not known."""
    return {True: _("same industry"), False: _("other industry"), None: ""}[person.same_industry]


def nobody_words() -> str:
    """What stands in an area without anybody."""
    return _("Nobody yet")
