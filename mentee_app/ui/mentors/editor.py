"""One mentor in place: the person, the relationship that matters (or another one), and the last sessions."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.i18n import _
from mentee_app.queries import kept, relationships, sessions
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.ui import looks, theme
from mentee_app.ui.desk import Desk
from mentee_app.ui.elided_button import ElidedButton
from mentee_app.ui.fields import CalmComboBox, LineField, NumberField, TextField
from mentee_app.ui.form import Form
from mentee_app.ui.heading import section
from mentee_app.ui.icons import icon
from mentee_app.ui.mentors.relationship_form import RelationshipForm
from mentee_app.ui.notices import Place
from mentee_app.ui.noun_tab import Editor
from mentee_app.ui.people_field import PersonField
from mentee_app.ui.plain import PlainLabel
from mentee_app.ui.title_row import TitleRow

_SESSIONS_SHOWN = 5


class MentorEditor(Editor):
    """Shows one person with a relationship; everything is saved as it is typed."""

    shows = frozenset(
        {Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.AGREEMENT, Kind.SKILLS, Kind.GOALS, Kind.SESSIONS, Kind.AREAS}
    )
    session_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._person: int | None = None
        self.person = _PersonForm(desk)
        self.relationship = RelationshipForm(desk)
        self._build()
        self._connect()

    def show_one(self, id: int) -> None:
        person = kept.one(PersonDraft, id)
        if person is None:
            return
        self._person = id
        self.person.show_kept(person)
        self.title.setText(person.draft.name)
        self._offer_relationships(None)
        self._show_sessions()

    def show_relationship(self, id: int) -> None:
        """Show this one of the person's relationships."""
        if self.relationship.flush():
            self._offer_relationships(id)

    def refresh(self) -> None:
        if self._person is None or kept.one(PersonDraft, self._person) is None:
            return
        self.person.reload()
        if self.person.shown:
            self.title.setText(self.person.shown.draft.name)
        shown = self.relationship.shown
        self._offer_relationships(shown.id if shown else None)
        self._show_sessions()

    def flush(self) -> bool:
        return all([self.person.flush(), self.relationship.flush()])

    def start_typing(self, fresh: bool = False) -> None:
        self.person.name.start_typing(fresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        self._log = QPushButton(icon("sessions"), _("New session"))
        head = TitleRow(self.delete_wanted, self._log)
        self.title = head.title
        column.addWidget(head)
        column.addWidget(self.person)
        column.addSpacing(theme.UNIT)
        row = QHBoxLayout()
        row.addWidget(section(_("Relationship")))
        self._which = CalmComboBox()
        self._which.setAccessibleName(_("Which relationship"))
        row.addWidget(self._which)
        row.addStretch(1)
        self._another = QPushButton(icon("add"), _("Another relationship"))
        self._another.setToolTip(_("Begin a further relationship with the same person"))
        row.addWidget(self._another)
        column.addLayout(row)
        column.addWidget(self.relationship)
        column.addWidget(section(_("Last sessions")))
        self._sessions = QWidget()
        self._session_rows = QVBoxLayout(self._sessions)
        self._session_rows.setContentsMargins(0, 0, 0, 0)
        self._session_rows.setSpacing(2)
        column.addWidget(self._sessions)

    def _connect(self) -> None:
        self.person.kept_changed.connect(self._on_person_kept)
        self.relationship.kept_changed.connect(self._on_relationship_kept)
        self._which.activated.connect(self._on_which)
        self._another.clicked.connect(self._on_another)
        self._log.clicked.connect(self._on_log)

    def _offer_relationships(self, wanted: int | None) -> None:
        rows = relationships.of_person(self._person or 0)
        self._ids = [row.id for row in rows]
        self._which.clear()
        self._which.addItems([_spoken(row) for row in rows])
        self._which.setVisible(len(rows) > 1)
        if not rows:
            return
        best = min(rows, key=lambda row: list(_RANK).index(row.draft.status.value))
        shown = next((row for row in rows if row.id == wanted), best)
        self._which.setCurrentIndex(self._ids.index(shown.id))
        if self.relationship.shown is None or self.relationship.shown.id != shown.id:
            self.relationship.show_kept(shown)
        else:
            self.relationship.reload()
            self.relationship.reload_belongings()

    def _show_sessions(self) -> None:
        while self._session_rows.count():
            widget = self._session_rows.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        today = self._desk.today()
        rows = sessions.of_person(self._person or 0, _SESSIONS_SHOWN)
        for row in rows:
            look = looks.session(row, today)
            button = ElidedButton(f"{look.aside}  ·  {look.below}")
            button.clicked.connect(partial(self._desk.notices.wanted.emit, Place(Kind.SESSIONS, row.id)))
            self._session_rows.addWidget(button)
        if not rows:
            self._session_rows.addWidget(PlainLabel(_("No sessions yet.")))

    def _on_changed(self, change: Change) -> None:
        if change.origin not in (self.person, *self.relationship.origins()):
            super()._on_changed(change)

    def _on_person_kept(self, shown: Kept[PersonDraft]) -> None:
        self.title.setText(shown.draft.name)

    def _on_relationship_kept(self, shown: Kept[RelationshipDraft]) -> None:
        if shown.id in self._ids:
            self._which.setItemText(self._ids.index(shown.id), _spoken(shown))

    def _on_which(self, index: int) -> None:
        self.show_relationship(self._ids[index])

    def _on_another(self) -> None:
        if self.flush():
            draft = RelationshipDraft(person=self._person)
            self.relationship.attempt(partial(self._add_relationship, draft))

    def _add_relationship(self, draft: RelationshipDraft) -> None:
        self._offer_relationships(self._desk.relationships.add(draft, origin=self).id)

    def _on_log(self) -> None:
        shown = self.relationship.shown
        if shown and self.flush():
            self.session_wanted.emit(shown.id)


class _PersonForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.people, desk.notices)
        self.name = LineField("name", _("Name"))
        self.add_row(
            self.name, LineField("role", _("What they do")), LineField("organisation", _("Organisation"))
        )
        self.add_row(
            LineField("email", _("Email")),
            LineField("phone", _("Phone")),
            LineField("industry", _("Industry")),
        )
        self.add_row(
            TextField("reach", _("Other ways to reach them"), least=1),
            TextField("how_met", _("How you met"), least=1),
            stretch=(1, 1),
        )
        self.add_row(
            PersonField("introduced_by", _("Introduced by"), keep_new=desk.people),
            NumberField("keep_in_touch_days", _("Keep in touch every … days"), 1, 3660, step=7),
        )
        self.add_row(TextField("notes", _("Notes about them"), least=2))


_RANK = ("active", "asked", "considering", "paused", "ended")


def _spoken(row: Kept[RelationshipDraft]) -> str:
    parts = [words.of(row.draft.kind), words.of(row.draft.status)]
    if row.draft.started_on:
        parts.append(str(row.draft.started_on.year))
    return " · ".join(parts)
