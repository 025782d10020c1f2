"""The goal and the person that come of a request: made or picked here."""

import dataclasses
from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.services.changes import Kind as Things
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.linked import Linked, row_in
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.fields import LineField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.forms.unsaved import TypedHere
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.prose import paragraph
from mentee_app.ui.widgets.read_only import only_reads
from mentee_app.ui.widgets.typed_line import TypedLine


class GoalLink(Linked):
    """The goal, named from the person's own words where they are short."""

    def __init__(self, desk: Desk, request: int) -> None:
        super().__init__(desk, request)
        self.title = TypedLine(judged_request.short_title(self.draft().own_words))
        self.title.setAccessibleName(_("Title of the goal"))
        self.title.setPlaceholderText(_("What do you want to know, to be able to do, or to understand?"))
        self.title.setCursorPosition(0)
        self.make = QPushButton(icon("goals"), _("Make the goal"))
        row = row_in(self.beginning)
        row.addWidget(self.title, 1)
        row.addWidget(self.make)
        self.name = paragraph("")
        self.open = QPushButton(_("Open the goal"))
        only_reads(self.open)
        row = row_in(self.begun)
        row.addWidget(self.name, 1)
        row.addWidget(self.open)
        self.again = TypedHere(desk, "goal of a request", self._read, self._show)
        self.layout().addWidget(self.again)
        self.again.emptied.connect(self._on_emptied)
        self.title.textChanged.connect(self._on_typed)
        self.title.typed.connect(self.again.touch)
        self.title.returnPressed.connect(self._on_make)
        self.make.clicked.connect(self._on_make)
        self.open.clicked.connect(self._on_open)
        self.again.offer(request)
        self.reload()

    def flush(self) -> bool:
        return self.again.flush()

    def reload(self) -> None:
        goal = kept.one(GoalDraft, self.draft().goal)
        self.show_begun(goal is not None)
        self.name.setText(goal.draft.title if goal else "")
        self._on_typed()

    def _on_typed(self) -> None:
        self.make.setEnabled(bool(self.title.text().strip()))

    def _on_make(self) -> None:
        if self.title.text().strip():
            self.attempt(self._make)

    def _make(self) -> None:
        draft = GoalDraft(title=self.title.text().strip(), why=self.draft().own_words)
        self.desk.requests.make_goal(self.request, draft, self.desk.goals, self.desk.relationships)
        self.again.forget()

    def _read(self) -> dict[str, str]:
        return {"title": self.title.text()} if self.title.text().strip() else {}

    def _show(self, texts: Mapping[str, str]) -> None:
        self.title.show_text(texts.get("title", ""))

    def _on_emptied(self) -> None:
        self.title.show_text(judged_request.short_title(self.draft().own_words))

    def _on_open(self) -> None:
        self.desk.notices.wanted.emit(Place(Things.GOALS, self.draft().goal))


class PersonLink(Linked):
    """The person to ask, picked or new."""

    def __init__(self, desk: Desk, request: int) -> None:
        super().__init__(desk, request)
        self.field = PersonField("person", _("Who could it be?"), _("Type a name"))
        self.take = QPushButton(icon("person"), _("Add this person"))
        self.name = paragraph("")
        self.other = QPushButton(_("Somebody else"))
        self.email = _EmailForm(desk)
        self.again = TypedHere(desk, "person of a request", self._read, self._show)
        self._build()
        self.layout().addWidget(self.again)
        self.again.emptied.connect(self._forget_typed)
        self.field.edited.connect(self.again.touch)
        self.field.edited.connect(self._on_typed)
        self.take.clicked.connect(self._on_take)
        self.field.widget.returnPressed.connect(self.take.click)
        self.other.clicked.connect(self._on_other)
        self.again.offer(request)
        self.reload()

    def reload(self) -> None:
        person = kept.one(PersonDraft, self.draft().person)
        self.show_begun(person is not None)
        self.name.setText(person.draft.name if person else "")
        if person and (self.email.shown is None or self.email.shown.id != person.id):
            self.email.show_kept(person)
        else:
            self.email.reload()
        self._on_typed()

    def flush(self) -> bool:
        return all([self.email.flush(), self.again.flush()])

    def _build(self) -> None:
        row = row_in(self.beginning)
        row.addWidget(self.field.widget, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self.begun)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.other)
        column.addLayout(head)
        column.addWidget(self.email)

    def _on_typed(self) -> None:
        known = self.field.value() is not None
        self.take.setEnabled(known or bool(self.field.typed))
        self.take.setText(_("Pick this person") if known else _("Add this person"))

    def _on_take(self) -> None:
        if self.field.value() is not None or self.field.typed:
            self.attempt(self._take)

    def _take(self) -> None:
        id = self.field.value()
        if id is None:
            self.desk.requests.add_person(self.request, PersonDraft(name=self.field.typed), self.desk.people)
        else:
            self.desk.requests.point_to(self.request, person=id)
        self.again.forget()
        self._forget_typed()

    def _read(self) -> dict[str, str]:
        return {"person": self.field.standing()} if self.field.typed else {}

    def _show(self, texts: Mapping[str, str]) -> None:
        self.field.stand(texts.get("person", ""))

    def _forget_typed(self) -> None:
        self.field.show_value(None)
        self._on_typed()

    def _on_other(self) -> None:
        if self.flush():
            self.attempt(self._forget)

    def _forget(self) -> None:
        now = self.desk.requests.current(self.request)
        self.desk.requests.save(now, dataclasses.replace(now.draft, person=None))


class _EmailForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.people, desk.notices)
        self.add_row(LineField("email", _("Their email, for the message")))
