"""The passphrase of the notebook: set one, change it, remove it; and after how long it is asked for again."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.backup import locking
from mentee_app.i18n import _, ngettext
from mentee_app.trouble import Trouble
from mentee_app.ui.forms.fields import CalmComboBox
from mentee_app.ui.safekeeping import auto_lock
from mentee_app.ui.safekeeping.unlock_dialog import secret_line, shower
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import message
from mentee_app.ui.widgets.heading import caption

LEAST = 8
"""Letters of a passphrase. How good it is beyond that is not judged."""


class Wish(Enum):
    """What is to be done."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True)
class Wanted:
    """What was asked for, with the passphrase as it is and as it is to be; "" where there is none."""

    wish: Wish
    old: str = ""
    new: str = ""

    def __repr__(self) -> str:
        return f"Wanted({self.wish})"


class PassphraseDialog(QDialog):
    """Accepted with `wanted`. Nothing happens in here, but the time until it locks is kept at once by `keep_minutes`.

    `locked`: the notebook has a passphrase; `minutes`: the kept choice.
    """

    def __init__(
        self,
        locked: bool,
        minutes: str,
        keep_minutes: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.wanted: Wanted | None = None
        self._locked = locked
        self._keep_minutes = keep_minutes
        self.old = secret_line(_("Passphrase now"))
        self.new = secret_line(_("New passphrase"))
        self.again = secret_line(_("New passphrase, once more"))
        self.known = QCheckBox(_("I know that nobody can recover it"))
        self.status = PlainLabel("", wrap=True)
        self.status.setAccessibleName(_("Status"))
        self.keep = QPushButton(_("Change the passphrase") if locked else _("Set the passphrase"))
        self.remove = QPushButton(_("Remove the passphrase…"))
        self.minutes = self._minutes(minutes)
        self._build()
        self.keep.clicked.connect(self._on_keep)
        self.remove.clicked.connect(self._on_remove)
        (self.old if locked else self.new).setFocus()

    def done(self, result: int) -> None:
        for line in (self.old, self.new, self.again):
            line.clear()
        super().done(result)

    def _build(self) -> None:
        self.setWindowTitle(_("Passphrase"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(self.windowTitle())
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(caption(self._now()))
        column.addWidget(PlainLabel(locking.cannot_be_recovered(), wrap=True))
        column.addLayout(self._lines())
        column.addWidget(shower(self.old, self.new, self.again))
        column.addWidget(caption(_("The backups that are there already are asked about next.")))
        column.addWidget(self.known)
        column.addWidget(self.status)
        column.addLayout(self._buttons())
        self.setMinimumWidth(theme.scaled(520))

    def _now(self) -> str:
        if self._locked:
            return _("Your notebook and its new backups are locked with a passphrase.")
        return _("Your notebook has no passphrase: everybody who can read its folder can read it.")

    def _lines(self) -> QFormLayout:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if self._locked:
            form.addRow(PlainLabel(_("Lock it")), self.minutes)
            form.addRow(PlainLabel(self.old.accessibleName()), self.old)
        for line in (self.new, self.again):
            form.addRow(PlainLabel(line.accessibleName()), line)
        return form

    def _buttons(self) -> QHBoxLayout:
        dress(self.keep, Role.PRIMARY)
        self.keep.setDefault(True)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        if self._locked:
            row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(cancel)
        return row

    def _minutes(self, kept: str) -> CalmComboBox:
        box = CalmComboBox()
        box.setAccessibleName(_("Lock it"))
        for choice in auto_lock.CHOICES:
            box.addItem(_said(choice), choice)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.activated.connect(self._on_minutes)
        return box

    def _on_minutes(self) -> None:
        try:
            self._keep_minutes(self.minutes.currentData())
        except Trouble as trouble:
            self.status.setText(trouble.sentence)

    def _on_keep(self) -> None:
        line, flaw = self._flaw()
        if flaw:
            self._refuse(line, flaw)
            return
        wish = Wish.CHANGE if self._locked else Wish.SET
        self.wanted = Wanted(wish, self.old.text(), self.new.text())
        self.accept()

    def _on_remove(self) -> None:
        if not self.old.text():
            self._refuse(self.old, _("Type the passphrase that the notebook has now."))
            return
        text = _("Everybody who can read its folder can read the notebook then, and its new backups.")
        if message.ask(
            self, _("Remove the passphrase?"), text, accept=_("Remove it"), reject=_("Keep the passphrase")
        ):
            self.wanted = Wanted(Wish.REMOVE, self.old.text())
            self.accept()

    def _flaw(self) -> tuple[QWidget, str]:
        """What is wrong, and where; "" for nothing."""
        if self._locked and not self.old.text():
            return self.old, _("Type the passphrase that the notebook has now.")
        if len(self.new.text()) < LEAST:
            return self.new, _("A passphrase has at least {count} letters.").format(count=LEAST)
        if self.new.text() != self.again.text():
            return self.again, _("The two are not the same. Type the new passphrase once more.")
        if not self.known.isChecked():
            return self.known, _("Tick the box first: a forgotten passphrase cannot be recovered.")
        return self.keep, ""

    def _refuse(self, line: QWidget, flaw: str) -> None:
        self.status.setText(flaw)
        line.setFocus()


def _said(choice: str) -> str:
    if choice == auto_lock.NEVER:
        return _("Only when the computer sleeps")
    minutes = int(choice)
    words = ngettext(
        "After {count} minute without a key or the mouse",
        "After {count} minutes without a key or the mouse",
        minutes,
    )
    return words.format(count=minutes)
