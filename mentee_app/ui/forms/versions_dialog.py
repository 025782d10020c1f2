"""Earlier versions of a text: when each was left, what it said, and one key to take one again."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mentee_app.i18n import _
from mentee_app.queries import earlier
from mentee_app.queries.earlier import Version
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.style import theme
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, prose, scrolled
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.note_edit import PlainTextEdit


def chosen(subject: int, field: TextField, parent: QWidget, column: str = "") -> str | None:
    """Ask which earlier version of a text of a kept thing (id) to take; None for none. Raises Trouble.

    `column` is where it is stored, if that is not the name of the field.
    """
    dialog = VersionsDialog(field.label.text(), earlier.versions(subject, column or field.name), parent)
    return dialog.text if dialog.exec() else None


class VersionsDialog(QDialog):
    """The newest version on top; the text of the chosen one beside the list."""

    def __init__(self, name: str, versions: list[Version], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._versions = versions
        self.setWindowTitle(_("Earlier versions"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Earlier versions"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.addItems([_when(version.kept_at) for version in versions])
        self.shown = PlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(_("The text as it was then"))
        self._build(name)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self.accept)
        self.list.setCurrentRow(0 if versions else -1)
        self.list.setFocus()

    @property
    def text(self) -> str | None:
        """The text of the chosen version."""
        row = self.list.currentRow()
        return self._versions[row].text if 0 <= row < len(self._versions) else None

    def _build(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(prose.title(_("Earlier versions: {name}").format(name=name)))
        said = _(
            "One is kept at most every ten minutes of writing. The text that is there now is kept as well."
        )
        nothing = _(
            "There is no earlier version yet. One is kept each time you come back to a text and change it."
        )
        column.addWidget(caption(said if self._versions else nothing))
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self.shown)
        parts.setSizes([theme.scaled(310), theme.scaled(410)])
        parts.setChildrenCollapsible(False)
        parts.setVisible(bool(self._versions))
        column.addWidget(parts, 1)
        buttons = QDialogButtonBox()
        if self._versions:
            use = buttons.addButton(_("Use this text again"), QDialogButtonBox.ButtonRole.AcceptRole)
            dress(use, Role.PRIMARY)
        buttons.addButton(_("Leave it as it is"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        if self._versions:
            scrolled.fit(self, 760, 460)

    def _on_row(self, row: int) -> None:
        self.shown.setPlainText(self._versions[row].text if row >= 0 else "")


def _when(kept_at: int) -> str:
    then = datetime.fromtimestamp(kept_at / 1000)
    return _("Until {day}, {time}").format(day=days.full(then.date()), time=days.clock(then))
