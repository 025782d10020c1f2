"""The relationship that comes of a request: begun here with what is agreed, opened among the mentors."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from mentee_app import words
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
from mentee_app.domain.requests import Answer
from mentee_app.i18n import _
from mentee_app.queries import kept, relationships
from mentee_app.services.changes import Kind as Things
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.agreement import Agreement
from mentee_app.ui.asking.linked import Linked
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.prose import paragraph
from mentee_app.ui.widgets.read_only import only_reads


class RelationshipLink(Linked):
    """The relationship with that person, and what is agreed in it."""

    def __init__(self, desk: Desk, request: int, kind: Kind) -> None:
        super().__init__(desk, request)
        self._kind = kind
        self._shown: tuple[int, Kind] | None = None
        self.hint = caption("")
        self.start = QPushButton(icon(kind.value), "")
        self.name = paragraph("")
        self.open = QPushButton(_("Open in Mentors"))
        only_reads(self.open)
        self.agreement = Agreement(desk)
        self.terms = Fold(_("What we agree on"), self.agreement)
        self._build()
        self.start.clicked.connect(self._on_start)
        self.open.clicked.connect(self._on_open)
        self.reload()

    def reload(self) -> None:
        draft = self.draft()
        relationship = kept.one(RelationshipDraft, draft.relationship)
        person = kept.one(PersonDraft, relationship.draft.person if relationship else draft.person)
        self.show_begun(relationship is not None and person is not None)
        if relationship and person:
            parts = (
                person.draft.name,
                words.of(relationship.draft.kind),
                words.of(relationship.draft.status),
            )
            self.name.setText(" · ".join(parts))
            self._show_terms(relationship.id, relationship.draft.kind)
            return
        self.start.setEnabled(person is not None)
        self.start.setText(self._offer(draft.person))
        self.hint.setText(
            _("It begins as “considering”. Nothing is sent to anyone.")
            if person
            else _("Say first who the person is.")
        )

    def flush(self) -> bool:
        return self.agreement.flush()

    def _build(self) -> None:
        column = QVBoxLayout(self.beginning)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.hint)
        column = QVBoxLayout(self.begun)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.open)
        column.addLayout(row)
        column.addWidget(self.terms)

    def _show_terms(self, relationship: int, kind: Kind) -> None:
        if (relationship, kind) == self._shown:
            self.agreement.reload()
        elif self.agreement.flush():
            self._shown = (relationship, kind)
            self.agreement.show_terms(relationship, kind)

    def _offer(self, person: int | None) -> str:
        if self._existing(person) is not None:
            return _("Use the one you have with them")
        if self._kind is Kind.MENTORING:
            return _("Start the mentoring")
        return _("Start the apprenticeship")

    def _existing(self, person: int | None) -> int | None:
        """A relationship of this kind that goes on with the person."""
        going_on = (
            row
            for row in (relationships.of_person(person) if person is not None else [])
            if row.draft.kind is self._kind and row.draft.status is not Status.ENDED
        )
        return next((row.id for row in going_on), None)

    def _on_start(self) -> None:
        self.attempt(self._start)
        self.terms.set_open(True)

    def _start(self) -> None:
        draft = self.draft()
        requests, services = self.desk.requests, self.desk.relationships
        existing = self._existing(draft.person)
        if existing is not None:
            requests.use_relationship(self.request, existing, services)
            return
        goal = kept.one(GoalDraft, draft.goal)
        statuses = {Answer.YES: Status.ACTIVE, Answer.SENT: Status.ASKED}
        begun = RelationshipDraft(
            person=draft.person,
            kind=self._kind,
            purpose=goal.draft.title if goal else judged_request.short_title(draft.own_words),
            status=statuses.get(draft.answer, Status.CONSIDERING),
            started_on=self.desk.today() if draft.answer is Answer.YES else None,
        )
        requests.start_relationship(self.request, begun, services)

    def _on_open(self) -> None:
        if self.flush():
            found = kept.one(RelationshipDraft, self.draft().relationship)
            if found:
                self.desk.notices.wanted.emit(Place(Things.PEOPLE, found.draft.person))
