"""Fields that choose among kept things: an area (a new name makes one), several goals, several kinds of help."""

import dataclasses
from collections.abc import Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from mentee_app import words
from mentee_app.domain.areas import AreaDraft
from mentee_app.i18n import _
from mentee_app.queries import areas, kept
from mentee_app.queries.areas import AreaRow
from mentee_app.queries.kept import Kept
from mentee_app.services.areas import Areas
from mentee_app.ui.forms.fields import CalmComboBox, Field
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal
from mentee_app.ui.widgets.flow import FlowLayout


class AreaField(Field):
    """The id of an area of life, or None; a new name is kept as a new area when the field is left."""

    holds_words = True

    def __init__(self, name: str, label: str, service: Areas) -> None:
        self._service = service
        self._rows: list[AreaRow] = []
        self._id: int | None = None
        self._begun: Kept[AreaDraft] | None = None
        self._box = CalmComboBox()
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.lineEdit().setPlaceholderText(_("Choose, or type a new one"))
        super().__init__(name, label, self._box)
        self._box.lineEdit().setAccessibleName(label)
        self._box.lineEdit().installEventFilter(self)
        self._box.activated.connect(self._take)

    def value(self) -> int | None:
        return self._id

    def show_value(self, value: Any) -> None:
        rows = areas.all_areas()
        if rows != self._rows:
            self._rows = rows
            self._box.clear()
            self._box.addItems(["", *(row.name for row in rows)])
        self._id = value
        ids = [None, *(row.id for row in rows)]
        self._box.setCurrentIndex(ids.index(value) if value in ids else 0)
        self._box.setEditText(self._box.itemText(self._box.currentIndex()))

    def words(self) -> str:
        return self._box.currentText().strip()

    def unsettled(self) -> bool:
        known = {row.id: row.name.strip() for row in self._rows}
        return self.words() != known.get(self._id or 0, "")

    def name_again(self) -> None:
        left = not self._box.lineEdit().hasFocus() and not self.unsettled()
        if left and areas.all_areas() != self._rows:
            self.show_value(self._id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._take()
            if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
                self._begun = None
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        self._take()

    def _take(self) -> None:
        """Take what stands in the field as an area; a name that is not known is kept as a new one."""
        if self.unsettled():
            with self._service.told_after():
                self.show_value(self._named(self.words()))
                self.edited.emit()
                self.left.emit()

    def _named(self, name: str) -> int | None:
        """The area with this name. One that was kept half typed before (the window was left) gets the whole name."""
        before = kept.one(AreaDraft, self._id) if self._id is not None else None
        taken = name.casefold() in (row.name.casefold() for row in areas.all_areas())
        if before and before == self._begun and name and not taken:
            self._begun = self._service.save(
                before, dataclasses.replace(before.draft, name=name), origin=self
            )
            return before.id
        id = self._service.named(name, origin=self)
        self._begun = kept.one(AreaDraft, id) if id is not None and not taken else None
        return id


class WantedField(Field):
    """Several members of an enum, each a button that stays pressed."""

    def __init__(self, name: str, label: str, kind: type[Enum]) -> None:
        box = QWidget()
        super().__init__(name, label, box)
        row = FlowLayout(box)
        self._buttons: dict[Any, QToolButton] = {}
        for member in kind:
            button = QToolButton()
            button.setText(words.of(member))
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.setAccessibleName(f"{label}: {words.of(member)}")
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
            self._buttons[member] = button
        box.setFocusProxy(next(iter(self._buttons.values())))

    def value(self) -> tuple[Any, ...]:
        return tuple(member for member, button in self._buttons.items() if button.isChecked())

    def show_value(self, value: Any) -> None:
        for member, button in self._buttons.items():
            button.setChecked(member in value)

    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


class SeveralField(Field):
    """Several kept things (ids) from a menu, named on the button."""

    def __init__(self, name: str, label: str, none: str) -> None:
        box = QWidget()
        super().__init__(name, label, box)
        self._none = none
        self._button = QToolButton()
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setIcon(icon("link"))
        self._button.setProperty("role", "chip")
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button, 1, Qt.AlignmentFlag.AlignLeading)
        box.setFocusProxy(self._button)
        box.setMinimumWidth(1)
        self._actions: dict[int, QAction] = {}
        self._choices: list[tuple[int, str]] = []

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offer these ids with their names."""
        if list(choices) == self._choices:
            return
        self._choices = list(choices)
        chosen = self.value()
        self._menu.clear()
        self._actions = {}
        for id, name in choices:
            action = self._menu.addAction(literal(name[:80]))
            action.setCheckable(True)
            action.triggered.connect(self._on_triggered)
            self._actions[id] = action
        self._button.setEnabled(bool(choices))
        self.show_value(chosen)

    def value(self) -> tuple[int, ...]:
        return tuple(id for id, action in self._actions.items() if action.isChecked())

    def show_value(self, value: Any) -> None:
        for id, action in self._actions.items():
            action.setChecked(id in value)
        self._name_button()

    def _name_button(self) -> None:
        names = [action.text().replace("&&", "&") for action in self._actions.values() if action.isChecked()]
        text = ", ".join(name if len(name) < 60 else name[:59] + "…" for name in names) or self._none
        self._button.setText(literal(text if len(text) < 90 else text[:89] + "…"))
        self._button.setAccessibleName(f"{self.label.text()}: {text}")

    def _on_triggered(self) -> None:
        self._name_button()
        self.edited.emit()
        self.left.emit()
