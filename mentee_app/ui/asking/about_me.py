"""The dialog About me: what I do, want to be known for, and bring. It feeds the ask message and the PDF."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import about_me
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import Autosave, let_go
from mentee_app.ui.forms.fields import Field, LineField, TextField
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import only_reads, writes
from mentee_app.ui.widgets.scrolled import scrolled


class AboutMeDialog(QDialog):
    """Saved as it is typed, like everything else; each field says where it is used."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("About me"))
        self._said = caption("")
        self._base = AboutMeDraft()
        self._told = _fields()
        self.fields = tuple(field for field, _used in self._told)
        self._autosave = Autosave(self, desk.feed.told_after, self._words)
        self._autosave.due.connect(self._on_due)
        self._build()
        self._fill()

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self._autosave.flush()

    def done(self, result: int) -> None:
        if let_go(self, self._desk.notices, self.flush):
            super().done(result)

    def _fill(self) -> None:
        try:
            shown = self._base = about_me.about_me()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            shown = None
        for field in self.fields:
            field.widget.setEnabled(shown is not None)
            if shown is not None:
                field.show_value(getattr(shown, field.name))
                field.edited.connect(self._autosave.touch)
                field.left.connect(self._autosave.flush)

    def _words(self) -> SetAside | None:
        said = [each for each in self.fields if each.value().strip()]
        parts = tuple(Part(each.label.text(), each.value()) for each in said)
        return SetAside(self.windowTitle(), parts) if parts else None

    def _on_due(self) -> None:
        draft = AboutMeDraft(**{field.name: field.value() for field in self.fields})
        try:
            self._base = self._desk.about_me.write(draft, self, self._base).draft
        except Trouble as trouble:
            self._autosave.failed()
            self._said.setText(trouble.sentence)
            return
        self._autosave.done()
        for field in self.fields:
            came = getattr(self._base, field.name)
            if came != field.value():
                field.follow(came)
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
        column.addWidget(caption(_("In your own words. Nothing leaves your notebook by itself.")))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, theme.UNIT, 0)
        inner.setSpacing(theme.HALF)
        for field, used in self._told:
            name = PlainLabel(field.label.text())
            name.setProperty("role", "strong")
            name.setBuddy(field.widget)
            inner.addSpacing(theme.UNIT)
            for part in (name, field.widget, caption(used)):
                inner.addWidget(part)
            field.widget.setAccessibleDescription(used)
        inner.addStretch(1)
        column.addWidget(scrolled(content), 1)
        column.addWidget(self._said)
        writes(self)
        buttons = QDialogButtonBox()
        only_reads(buttons)
        dress(buttons.addButton(_("Done"), QDialogButtonBox.ButtonRole.AcceptRole), Role.PRIMARY)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        self.resize(theme.space(580), theme.space(660))
        self.fields[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _fields() -> tuple[tuple[Field, str], ...]:
    """Each field, and where it is used."""
    return (
        (
            LineField("name", _("My name")),
            _("Signs the ask message. On the first page of your PDF."),
        ),
        (
            TextField("does", _("What I do"), _("In one line, the way you would say it"), least=1, most=3),
            _("Says in the ask message who is asking."),
        ),
        (
            TextField("known_for", _("What I want to be known for"), least=2, most=5),
            _("On the first page of your PDF, below your name."),
        ),
        (
            TextField("brings", _("What I bring"), least=2, most=5),
            _("Says in the ask message what you give back."),
        ),
        (
            LineField("industry", _("My industry")),
            _("Tells people of your own industry from those beyond it, where your network is shown."),
        ),
        (
            LineField("reach", _("How to reach me")),
            _("Stands below your name at the end of the ask message."),
        ),
    )
