"""The rows of the search: heads of groups, hits and commands, as one list that the keyboard walks through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mentee_app.domain.nouns import Noun
from mentee_app.i18n import _
from mentee_app.queries.found import Group, Hit
from mentee_app.queries.snippets import Marks
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.widgets import days

ROW = Qt.ItemDataRole.UserRole
"""The role under which an index gives its row."""


@dataclass(frozen=True)
class Command:
    """Something that the window can do: what it is called, its shortcut, and the deed.

    `also` are further words that find it. A `quiet` one is shown only where its words are typed.
    """

    words: str
    shortcut: str
    act: Callable[[], object]
    also: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Head:
    """The name of a group, above its lines."""

    text: str

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True)
class Line:
    """Something to choose. `key` tells it from all others; `marks` say which words were looked for."""

    key: object
    icon: str
    title: str
    title_marks: Marks = ()
    below: str = ""
    marks: Marks = ()
    aside: str = ""
    initials_of: str = ""
    place: Place | None = None
    act: Callable[[], object] | None = None
    group: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.below, self.aside, self.group) if part)


Row = Head | Line


class RowsModel(QAbstractListModel):
    """Holds the rows; heads cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def line_at(self, number: int) -> Line | None:
        """The line in a row; None outside the list and where a head stands."""
        row = self.rows[number] if 0 <= number < len(self.rows) else None
        return row if isinstance(row, Line) else None

    def row_of(self, key: object) -> int:
        """The row of a line, -1 where it is not shown."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, Line) and row.key == key), -1)

    def next_line(self, number: int, step: int) -> int:
        """The nearest row of a line from `number` on in steps of `step`, -1 where there is none."""
        while 0 <= number < len(self.rows):
            if isinstance(self.rows[number], Line):
                return number
            number += step
        return -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.spoken if role in spoken else None

    def flags(self, index: Any) -> Qt.ItemFlag:
        return super().flags(index) if self.line_at(index.row()) else Qt.ItemFlag.NoItemFlags


def group_rows(group: Group, today: date) -> list[Row]:
    """A head, and a line for each hit."""
    name = group_name(group.noun)
    return [Head(name), *(hit_line(hit, name, today) for hit in group.hits)]


def hit_line(hit: Hit, group: str, today: date) -> Line:
    """How a hit is shown."""
    aside = [hit.who if hit.who != hit.title else "", days.spoken(hit.when, today) if hit.when else ""]
    again = hit.snippet == hit.title
    return Line(
        key=hit.own,
        icon=_ICONS[hit.noun],
        title=hit.title or group,
        title_marks=hit.title_marks,
        below="" if again else hit.snippet,
        marks=() if again else hit.marks,
        aside=" · ".join(part for part in aside if part),
        initials_of=hit.title if hit.noun is Noun.PERSON else "",
        place=Place(hit.kind, hit.id, hit.part),
        group=group,
    )


def command_line(command: Command, group: str, marks: Marks = ()) -> Line:
    """How a command is shown."""
    return Line(
        key=("command", command.words),
        icon="arrow-right",
        title=command.words,
        title_marks=marks,
        aside=command.shortcut,
        act=command.act,
        group=group,
    )


def group_name(noun: Noun) -> str:
    """What the hits of a noun are called together."""
    return {
        Noun.PERSON: _("People"),
        Noun.GOAL: _("Goals"),
        Noun.AREA: _("Areas"),
        Noun.QUESTION: _("Questions"),
        Noun.RELATIONSHIP: _("Relationships"),
        Noun.SESSION: _("Sessions"),
        Noun.ADVICE: _("Advice"),
        Noun.CHALLENGE: _("Challenges"),
        Noun.ACTION: _("Actions"),
        Noun.AGENDA_ITEM: _("Talking points"),
        Noun.CONTACT: _("Contacts"),
        Noun.MILESTONE: _("Milestones"),
        Noun.CHECK_IN: _("Check-ins"),
        Noun.AGREEMENT: _("Agreements"),
        Noun.SKILL: _("Skills"),
        Noun.NEED: _("Needs"),
        Noun.REQUEST: _("Requests"),
        Noun.TEMPLATE: _("Agenda templates"),
        Noun.ABOUT_ME: _("About me"),
    }[noun]


_ICONS = {
    Noun.PERSON: "person",
    Noun.GOAL: "goals",
    Noun.AREA: "area",
    Noun.QUESTION: "question",
    Noun.RELATIONSHIP: "mentoring",
    Noun.SESSION: "sessions",
    Noun.ADVICE: "advice",
    Noun.CHALLENGE: "challenge",
    Noun.ACTION: "action",
    Noun.AGENDA_ITEM: "agenda",
    Noun.CONTACT: "mail",
    Noun.MILESTONE: "milestone",
    Noun.CHECK_IN: "check",
    Noun.AGREEMENT: "link",
    Noun.SKILL: "apprenticeship",
    Noun.NEED: "network",
    Noun.REQUEST: "requests",
    Noun.TEMPLATE: "copy",
    Noun.ABOUT_ME: "person",
}
