"""Asks who a new session is with: one line with type-ahead; somebody new becomes a mentor."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import relationships, sessions
from mentee_app.trouble import Trouble
from mentee_app.ui import theme
from mentee_app.ui.desk import Desk
from mentee_app.ui.heading import caption
from mentee_app.ui.people_field import PersonField
from mentee_app.ui.style_sheet import Role, dress


class WithWhom(QDialog):
    """`ask` gives the id of a relationship, or None when it was left with Esc."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.relationship: int | None = None
        self.setWindowTitle(_("New session"))
        self._build()
        self._prefill()

    def ask(self) -> int | None:
        """Show the dialog until it is accepted or left."""
        return self.relationship if self.exec() else None

    def accept(self) -> None:
        if not self.person.typed:
            self.person.start_typing(replace=True)
            return
        try:
            self.relationship = self._relationship()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            self._said.setText(trouble.sentence)
            return
        super().accept()

    def _build(self) -> None:
        self.person = PersonField("person", _("Who is it with?"))
        self.person.edited.connect(self._on_edited)
        self._said = caption("")
        buttons = QDialogButtonBox()
        self._accept = buttons.addButton(_("Begin the session"), QDialogButtonBox.ButtonRole.AcceptRole)
        dress(self._accept, Role.PRIMARY)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.person.label)
        column.addWidget(self.person.widget)
        column.addWidget(self._said)
        column.addSpacing(theme.UNIT)
        column.addWidget(buttons)
        self.setMinimumWidth(420)

    def _prefill(self) -> None:
        last = sessions.latest()
        row = relationships.one(last.relationship) if last and last.relationship else None
        if row:
            self.person.show_value(row.person)
        self.person.start_typing(replace=True)
        self._on_edited()

    def _on_edited(self) -> None:
        self._accept.setEnabled(bool(self.person.typed))
        new = bool(self.person.typed) and self.person.value() is None
        self._said.setText(_("Somebody new: they are added to your mentors.") if new else "")

    def _relationship(self) -> int:
        person = self.person.value()
        if person is None:
            draft = RelationshipDraft(status=Status.ACTIVE)
            start = self._desk.relationships.start_with
            return start(self._desk.people, PersonDraft(name=self.person.typed), draft, origin=self).id
        mine = [row for row in relationships.all_relationships() if row.person == person]
        if mine:
            return mine[0].id
        draft = RelationshipDraft(person=person, status=Status.ACTIVE)
        return self._desk.relationships.add(draft, origin=self).id
