"""The base of the dialogs that keep sessions: Enter goes on, Ctrl+Enter keeps, and what is wrong is said at its field."""

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.problems import Refused
from mentee_app.i18n import _
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Field, Unreadable
from mentee_app.ui.forms.unsaved import TypedHere
from mentee_app.ui.style import theme
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption


class EntryDialog(QDialog):
    """Subclasses add rows, call `finish`, and say in `keep` what is done with the fields."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields: dict[str, Field] = {}
        self._touched: set[str] = set()
        self._typed: TypedHere | None = None
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        self._column.setSpacing(theme.UNIT)
        self._column.addWidget(prose.title(title))
        self._said = caption("")
        self._said.hide()

    def keep(self) -> None:
        """Keep what the fields say. Raises Unreadable, Refused, Vanished, Trouble."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say what is wrong, or "" for nothing."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def show_first(self) -> None:
        """Show the fields as they are before anybody typed."""

    def keep_typed(self, place: str, subject: int | None = None) -> None:
        """Put back what was typed here and left, and from now on keep what is typed. Raises Trouble."""
        self._typed = TypedHere(self._desk, place, self._read_typed, self._show_typed)
        self._typed.emptied.connect(self._on_emptied)
        self._column.insertWidget(1, self._typed)
        self._typed.offer(subject)
        self.leave_button.setToolTip(_("Esc; what you typed is kept"))

    def flush(self) -> bool:
        """Save what is typed, as something begun; whether it is saved."""
        return self._typed is None or self._typed.flush()

    def done(self, result: int) -> None:
        if self._typed and result == QDialog.DialogCode.Accepted:
            self._typed.forget()
        elif not let_go(self, self._desk.notices, self.flush):
            return
        super().done(result)

    def accept(self) -> None:
        self.say("")
        for field in self._fields.values():
            field.show_flaw(None)
        try:
            self.keep()
        except Unreadable:
            return
        except Refused as refused:
            self._point_out(refused)
            return
        except Vanished:
            self.say(_("This session was deleted meanwhile. Undo the deletion, or log it as a new one."))
            return
        except Trouble as trouble:
            self.say(trouble.sentence)
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.saved.emit()
        super().accept()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(self.focusWidget(), QPushButton):
            self.focusWidget().click()
        else:
            self.focusNextPrevChild(True)

    def add_row(self, *fields: Field, stretch: tuple[int, ...] = ()) -> FieldRow:
        """Put fields side by side."""
        row = FieldRow(fields, stretch)
        self._column.addWidget(row)
        for field in fields:
            self._fields[field.name] = field
            field.edited.connect(partial(self._on_field_edited, field.name))
        return row

    def finish(self, keep: str, leave: str) -> None:
        """Put the buttons below the rows."""
        self._column.addWidget(self._said)
        self._column.addSpacing(theme.UNIT)
        buttons = QDialogButtonBox()
        self.keep_button = buttons.addButton(keep, QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep_button.setToolTip(_("Ctrl+Enter"))
        dress(self.keep_button, Role.PRIMARY)
        self.leave_button = buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
            button.setDefault(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)

    def read(self, draft: Any) -> Any:
        """`draft` with what stands in the fields that it has. Raises Unreadable once all that are wrong are marked."""
        known = {field.name for field in dataclasses.fields(draft)}
        values, wrong = {}, None
        for name, field in self._fields.items():
            try:
                value = field.value()
            except Unreadable as unreadable:
                field.show_flaw(unreadable.flaw)
                wrong = wrong or unreadable
                continue
            if name in known:
                values[name] = value
        if wrong:
            raise wrong
        return dataclasses.replace(draft, **values)

    def on_edited(self, name: str) -> None:
        """A person changed a field."""

    def _grow(self) -> None:
        """What came in needs its room: a flaw, a sentence, one more line."""
        wanted = self.layout().totalHeightForWidth(self.width())
        most = self.screen().availableGeometry().height() * 9 // 10
        if self.isVisible() and self.height() < min(wanted, most):
            self.resize(self.width(), min(wanted, most))

    def _on_field_edited(self, name: str) -> None:
        self._touched.add(name)
        self._fields[name].show_flaw(None)
        self.say("")
        self.on_edited(name)
        if self._typed:
            self._typed.touch()

    def _read_typed(self) -> dict[str, str]:
        """Whom it is with belongs to whatever was typed."""
        wanted = self._touched and self._touched | {"person"}
        return {name: field.standing() for name, field in self._fields.items() if name in wanted}

    def _show_typed(self, texts: Mapping[str, str]) -> None:
        for name, field in self._fields.items():
            if name in texts:
                self._touched.add(name)
                field.stand(texts[name])
                self.on_edited(name)

    def _on_emptied(self) -> None:
        self._touched.clear()
        for field in self._fields.values():
            field.show_flaw(None)
        self.show_first()

    def _point_out(self, refused: Refused) -> None:
        for problem in refused.problems:
            field = self._fields.get(problem.field) or next(iter(self._fields.values()))
            field.show_flaw(problem.flaw)
