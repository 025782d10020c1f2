"""The relationships with a person of the network, and the way into a new one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.kinds import Kind as Noun
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, Route
from mentee_app.i18n import _
from mentee_app.queries import people, relationships
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import section


class Mentoring(QWidget):
    """A line for each relationship, which opens under Mentors, and a button for each kind that can be started.

    `flush` saves what is being typed; whether all is saved.
    """

    def __init__(self, desk: Desk, flush: Callable[[], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._flush = flush
        self._shown: Kept[PersonDraft] | None = None
        self.start = {
            Kind.MENTORING: QPushButton(icon("mentoring"), _("Start mentoring")),
            Kind.APPRENTICESHIP: QPushButton(icon("apprenticeship"), _("Start an apprenticeship")),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("Mentoring and apprenticeship")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        buttons = FlowLayout()
        for kind, button in self.start.items():
            button.clicked.connect(partial(self._on_start, kind))
            buttons.addWidget(button)
        column.addLayout(buttons)

    def show_person(self, shown: Kept[PersonDraft]) -> None:
        """Show the relationships with this person, the newest first."""
        self._shown = shown
        while self._lines.count():
            line = self._lines.takeAt(0).widget()
            line.hide()
            line.deleteLater()
        for row in relationships.of_person(shown.id):
            parts = [words.of(row.draft.kind), words.of(row.draft.status)]
            if row.draft.started_on:
                parts.append(str(row.draft.started_on.year))
            if row.draft.purpose.strip():
                parts.append(row.draft.purpose)
            line = ElidedButton("  ·  ".join(parts))
            line.clicked.connect(partial(self._desk.notices.wanted.emit, Place(Noun.PEOPLE, shown.id)))
            self._lines.addWidget(line)

    def _on_start(self, kind: Kind) -> None:
        if self._shown is None or not self._flush():
            return
        known = people.areas_of(self._shown.id)
        draft = RelationshipDraft(
            person=self._shown.id,
            kind=kind,
            area=known[0] if len(known) == 1 else None,
            route=Route.INTRODUCED if self._shown.draft.introduced_by else Route.ASKED,
        )
        try:
            self._desk.relationships.add(draft)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.saved.emit()
        self._desk.notices.wanted.emit(Place(Noun.PEOPLE, self._shown.id))
