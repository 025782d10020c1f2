"""The dialog My templates: the mentee's own agenda templates, named, written a point a line, put in order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.domain.templates import TemplateDraft
from mentee_app.i18n import _
from mentee_app.queries import templates
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.forms.fields import LineField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose, scrolled
from mentee_app.ui.widgets.bars import UndoBar
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import writes


class TemplatesDialog(QDialog):
    """Saved as it is typed; `chosen` (id) is the template that is shown first."""

    def __init__(self, desk: Desk, parent: QWidget | None, chosen: int | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("My templates"))
        self.form = _TemplateForm(desk)
        self._build()
        self._connect()
        self._show_list(chosen)
        if chosen is not None:
            self.form.name.start_typing(replace=True)
        elif self.list.count():
            self.list.setFocus()
        else:
            self.add_button.setFocus()

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self.form.flush()

    def done(self, result: int) -> None:
        if let_go(self, self._desk.notices, self.flush):
            super().done(result)

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("My templates"))
        self.add_button = QPushButton(icon("add"), _("New template"))
        self.up_button = _tool("chevron-up", _("Move up"))
        self.down_button = _tool("chevron-down", _("Move down"))
        self.delete_button = QPushButton(icon("trash", Ink.ACCENT), _("Delete this template"))
        dress(self.delete_button, Role.QUIET)
        writes(self.add_button, self.up_button, self.down_button, self.delete_button)
        for button in (self.add_button, self.delete_button):
            button.setAutoDefault(False)
        tools = QHBoxLayout()
        tools.addWidget(self.add_button)
        tools.addStretch(1)
        tools.addWidget(self.up_button)
        tools.addWidget(self.down_button)
        left = QVBoxLayout()
        left.setSpacing(theme.UNIT)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        right = QVBoxLayout()
        right.setSpacing(theme.UNIT)
        right.addWidget(self.form)
        right.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignLeading)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(theme.GROUP)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        self.undo_bar = UndoBar()
        self._said = caption("")
        buttons = QDialogButtonBox()
        self.close_button = buttons.addButton(_("Done"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.close_button.setAutoDefault(False)
        dress(self.close_button, Role.PRIMARY)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(prose.title(_("My templates")))
        column.addWidget(caption(_("Talking points to begin an agenda with.")))
        column.addLayout(both, 1)
        for part in (self._said, self.undo_bar, buttons):
            column.addWidget(part)
        scrolled.fit(self, 760, 480)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.add_button.clicked.connect(self._on_add)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.delete_button.clicked.connect(self._on_delete)
        self.undo_bar.undo_wanted.connect(self._on_undo_wanted)
        self.form.kept_changed.connect(self._on_kept)

    def _show_list(self, chosen: int | None) -> None:
        """Ask for the templates again and show the chosen one (id), or the first."""
        self.list.currentItemChanged.disconnect(self._on_current_changed)
        self._own = templates.own()
        self.list.clear()
        for each in self._own:
            self.list.addItem(QListWidgetItem(_line(each)))
        ids = [each.id for each in self._own]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else min(len(ids), 1) - 1)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.currentRow()
        there = 0 <= row < len(self._own)
        if there:
            self.form.show_kept(self._own[row])
        self.form.setVisible(there)
        self.delete_button.setEnabled(there)
        self.delete_button.setVisible(there)
        self.up_button.setEnabled(there and row > 0)
        self.down_button.setEnabled(there and row < len(self._own) - 1)
        empty = _("None yet. A template is a name and some talking points, one a line.")
        self._said.setText("" if self._own else empty)

    def _on_current_changed(self) -> None:
        row = self.list.currentRow()
        if self._attempt_flush():
            self._own = templates.own()
            self.list.setCurrentRow(row)
            self._show_current()

    def _attempt_flush(self) -> bool:
        if self.form.isHidden() or let_go(self.form, self._desk.notices, self.form.flush):
            return True
        self._said.setText(_("This could not be saved yet. What you typed is still here."))
        return False

    def _on_add(self) -> None:
        if not self._attempt_flush():
            return
        draft = TemplateDraft(_("New template"), "", templates.next_place())
        try:
            made = self._desk.templates.add(draft, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self._show_list(made.id)
        self.form.name.start_typing(replace=True)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if not self._attempt_flush():
            return
        ids = [each.id for each in self._own]
        row = self.list.currentRow()
        chosen = ids.pop(row)
        ids.insert(row + by, chosen)
        try:
            self._desk.templates.order(ids, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self._show_list(chosen)

    def _on_delete(self) -> None:
        if not self._attempt_flush():
            return
        row = self.list.currentRow()
        gone = self._own[row]
        try:
            deed = self._desk.templates.trash(gone.id, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        near = [each.id for each in (*self._own[row + 1 : row + 2], *self._own[max(row - 1, 0) : row])]
        self._show_list(near[0] if near else None)
        self.undo_bar.offer(deleted(_line(gone)), deed)

    def _on_undo_wanted(self, deed: int) -> None:
        if not self._attempt_flush():
            return
        row = self.list.currentRow()
        try:
            self._desk.deeds.undo(deed, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self.undo_bar.done()
        self._show_list(self._own[row].id if 0 <= row < len(self._own) else None)

    def _on_kept(self, shown: Kept[TemplateDraft]) -> None:
        for row, each in enumerate(self._own):
            if each.id == shown.id:
                self._own[row] = shown
                self.list.item(row).setText(_line(shown))


class _TemplateForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.templates, desk.notices)
        self.name = LineField("name", _("Name"))
        self.points = TextField("points", _("Talking points, one a line"), least=9, most=14)
        self.add_row(self.name)
        self.add_row(self.points)


def _tool(icon_name: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(plain_tooltip(name))
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _line(template: Kept[TemplateDraft]) -> str:
    return " ".join(template.draft.name.split())
