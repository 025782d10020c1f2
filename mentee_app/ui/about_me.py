"""The dialog About me: what I do, want to be known for, and bring. It feeds the ask message and the PDF."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.i18n import _
from mentee_app.queries import about_me
from mentee_app.trouble import Trouble
from mentee_app.ui import theme
from mentee_app.ui.autosave import Autosave
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import LineField, TextField
from mentee_app.ui.heading import caption
from mentee_app.ui.plain import PlainLabel
from mentee_app.ui.scrolled import scrolled
from mentee_app.ui.style_sheet import Role, dress


class AboutMeDialog(QDialog):
    """Saved as it is typed, like everything else."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("About me"))
        self.fields = (
            LineField("name", _("My name")),
            TextField("does", _("What I do"), least=1, most=3),
            TextField("known_for", _("What I want to be known for"), least=2, most=5),
            TextField("brings", _("What I bring"), least=2, most=5),
            LineField("industry", _("My industry")),
            LineField("reach", _("How to reach me"), _("For the end of an ask message")),
        )
        self._autosave = Autosave(self)
        self._autosave.due.connect(self._on_due)
        self._build()
        shown = about_me.about_me()
        for field in self.fields:
            field.show_value(getattr(shown, field.name))
            field.edited.connect(self._autosave.touch)
            field.left.connect(self._autosave.flush)

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self._autosave.flush()

    def done(self, result: int) -> None:
        if self.flush():
            super().done(result)

    def _on_due(self) -> None:
        draft = AboutMeDraft(**{field.name: field.value() for field in self.fields})
        try:
            self._desk.about_me.write(draft, origin=self)
        except Trouble as trouble:
            self._autosave.failed()
            self._said.setText(trouble.sentence)
            return
        self._autosave.done()
        self._said.setText("")
        self._desk.notices.saved.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.HALF)
        title = PlainLabel(_("About me"))
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(
            caption(_("It goes on the first page of your PDF and helps to write the ask message."))
        )
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, theme.UNIT, 0)
        inner.setSpacing(theme.HALF)
        for field in self.fields:
            inner.addSpacing(theme.HALF)
            inner.addWidget(field.label)
            inner.addWidget(field.widget)
        inner.addStretch(1)
        column.addWidget(scrolled(content), 1)
        self._said = caption("")
        column.addWidget(self._said)
        buttons = QDialogButtonBox()
        dress(buttons.addButton(_("Done"), QDialogButtonBox.ButtonRole.AcceptRole), Role.PRIMARY)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        self.resize(560, 620)
