"""Import a file of another program: everything in it and what would become of it, before anything is kept."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mentee_app import words
from mentee_app.domain.incoming import Batch, Fate, Foreseen, IncomingPerson, IncomingSession, Wish
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.services.imports import BroughtIn
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.importing import import_rows
from mentee_app.ui.importing.bring_in_dialog import BringInDialog
from mentee_app.ui.importing.import_rows import Row
from mentee_app.ui.lists.look import Look
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.read_only import writes

_SHORT = 5
"""So few things that were not understood are told without asking."""

_MANY = 300
"""From so many on it takes a moment, and the person is told before."""


class ImportDialog(BringInDialog):
    """What would come in, thing by thing. Space leaves the chosen thing out, or takes it again.

    Nothing is kept before: somebody new with whom the sessions are comes in with them.
    `above` stands on top: what else can be chosen about the file. Raises Trouble.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        name: str,
        batch: Batch,
        copy_first: Callable[[], object],
        above: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent, name, copy_first)
        self._rows: dict[int, Row] = {}
        self._foreseen: dict[str, Foreseen] = {}
        self._wishes: dict[str, Wish] = {}
        self._said.setAccessibleName(_("The chosen one"))
        self._nothing = PlainLabel("", wrap=True)
        self._room = QWidget()
        self._above, self._shown = above, False
        self._reading = self._is_with = self._told_refused = False
        self.with_whom = PersonField("with_whom", _("Sessions that name nobody are with"))
        self._leave_out = QPushButton(_("Leave it out"))
        self._as_new = QPushButton(_("Take it as somebody new"))
        self._build()
        self._connect()
        self.show_batch(batch)
        self.list.take_focus()

    def show_batch(self, batch: Batch) -> None:
        """Show another reading of the same file. Raises Trouble."""
        foreseen = self._desk.imports.foresee(batch)
        self._batch, self._foreseen, self._reading = batch, foreseen, False
        self._wishes = {key: wish for key, wish in self._wishes.items() if key in self._foreseen}
        self._show_rows(import_rows.rows_of(batch))
        self.list.setVisible(bool(self._rows))
        self._nothing.setText(_why_nothing(batch, read=self._above is None or not self._shown))
        self._shown = True
        self._nothing.setVisible(not self._rows)
        self._room.setVisible(not self._rows)
        self._leave_out.setVisible(bool(self._rows))
        self._say_understood()
        self._open_refused()
        self._show_all()

    def show_reading(self, reading: bool) -> None:
        """While the file is read again, what is shown cannot be brought in."""
        self._reading = reading
        if reading:
            self._understood.setText(_("The file is being read again."))
            self._understood.show()
        else:
            self._say_understood()
        self._show_all()

    def _keep(self) -> BroughtIn:
        batch, with_whom = self._wanted()
        self._copy_first()
        return self._desk.imports.bring_in(batch, self._wishes, with_whom, origin=self)

    def _what_came(self, done: BroughtIn) -> str:
        return words.came_in(done.people, done.sessions, done.contacts, done.actions, done.changed)

    def _takes_long(self) -> bool:
        return self._batch.understood >= _MANY

    def _build(self) -> None:
        column = self._begin_column()
        if self._above is not None:
            column.addWidget(self._above)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        for button in (self._leave_out, self._as_new):
            button.setCheckable(True)
        row = QHBoxLayout()
        row.addWidget(self._leave_out)
        row.addWidget(self._as_new)
        row.addStretch(1)
        column.addLayout(row)
        for widget in (self.with_whom.label, self.with_whom.widget, self.with_whom.problem):
            column.addWidget(widget)
        column.addWidget(self.refused)
        column.addWidget(self._room, 1)
        writes(self.with_whom.widget)
        self._end_column(column, 620)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self._leave_out.clicked.connect(self._on_leave_out)
        self._as_new.clicked.connect(self._on_as_new)
        self.with_whom.edited.connect(self._show_all)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.list)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._leave_out.click)

    def _wanted(self) -> tuple[Batch, int | None]:
        """What comes in, and with whom (id) the sessions are that name nobody; somebody new is one of those who come."""
        batch, person = self._batch, self.with_whom.value()
        if not self._is_newcomer() or not any(
            _is_nameless(row) and self._comes(row) for row in self._rows.values()
        ):
            return batch, person
        key = "with whom"
        while key in self._foreseen:
            key += "?"
        newcomer = IncomingPerson(key, PersonDraft(name=self.with_whom.typed))
        sessions = tuple(
            each if each.person else dataclasses.replace(each, person=key) for each in batch.sessions
        )
        return dataclasses.replace(batch, people=(*batch.people, newcomer), sessions=sessions), None

    def _is_newcomer(self) -> bool:
        """Whether a name is typed that nobody has."""
        typed = self.with_whom.typed
        return bool(typed) and self.with_whom.value() is None and not people.named(typed)

    def _look(self, row: Row) -> Look:
        key = row.item.key
        return import_rows.look(
            row, self._foreseen[key], self._wishes.get(key), self._is_nobodys(row), self._desk.today()
        )

    def _is_nobodys(self, row: Row) -> bool:
        """Whether nobody is named with whom a session is, or the one who is stays out."""
        item = row.item
        if isinstance(item, IncomingPerson) or self._foreseen[item.key].match is not None:
            return False
        if item.person:
            return self._wishes.get(item.person) is Wish.LEAVE_OUT
        return isinstance(item, IncomingSession) and not self._is_with

    def _chosen(self) -> Row | None:
        return self._rows.get(self.list.current or 0)

    def _show_chosen(self, _id: object = None) -> None:
        row = self._chosen()
        self._leave_out.setEnabled(row is not None)
        self._as_new.setVisible(row is not None and self._could_be_new(row))
        if row is None:
            self._said.setText("")
            return
        key = row.item.key
        wish = self._wishes.get(key)
        self._leave_out.setChecked(wish is Wish.LEAVE_OUT)
        self._as_new.setChecked(wish is Wish.AS_NEW)
        self._said.setText(import_rows.told(row, self._foreseen[key], wish))

    def _could_be_new(self, row: Row) -> bool:
        return isinstance(row.item, IncomingPerson) and self._foreseen[row.item.key].match is not None

    def _on_leave_out(self, out: bool) -> None:
        self._wish(Wish.LEAVE_OUT if out else None)

    def _on_as_new(self, new: bool) -> None:
        self._wish(Wish.AS_NEW if new else None)

    def _wish(self, wish: Wish | None) -> None:
        row = self._chosen()
        if row is None:
            return
        self._wishes.pop(row.item.key, None)
        if wish:
            self._wishes[row.item.key] = wish
        self._show_all()

    def _show_all(self) -> None:
        self._is_with = self.with_whom.value() is not None or self._is_newcomer()
        nameless = any(map(_is_nameless, self._rows.values()))
        for widget in (self.with_whom.label, self.with_whom.widget):
            widget.setVisible(nameless)
        coming = sum(map(self._comes, self._rows.values()))
        self._offer(coming)
        if self._reading:
            self._bring.setEnabled(False)
        self.list.rows.redraw()
        self._show_chosen()

    def _comes(self, row: Row) -> bool:
        key = row.item.key
        wish = self._wishes.get(key)
        if wish is Wish.LEAVE_OUT or self._is_nobodys(row):
            return False
        return wish is Wish.AS_NEW or self._foreseen[key].fate is not Fate.KNOWN

    def _open_refused(self) -> None:
        """Once at most: a person who closes it is not asked again at another reading."""
        refused = self._batch.refused
        if refused and (not self._rows or (len(refused) <= _SHORT and not self._told_refused)):
            self._told_refused = True
            self.refused.set_open(True)

    def _say_understood(self) -> None:
        batch = self._batch
        self._show_understood(batch.understood, batch.total)
        self._understood.setVisible(bool(batch.total))
        self.refused.tell([f"{each.place}: {each.why}" if each.place else each.why for each in batch.refused])


def _why_nothing(batch: Batch, read: bool) -> str:
    """With other choices above it may just not be read so."""
    if batch.total or not read:
        return _("Nothing in this file can come in as it stands.")
    return _("This file can be read, but there is nothing in it that could come in.")


def _is_nameless(row: Row) -> bool:
    return isinstance(row.item, IncomingSession) and not row.item.person
