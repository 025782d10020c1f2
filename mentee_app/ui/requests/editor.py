"""One request: own words, the result with its next steps, and what came of it."""

import dataclasses
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import RequestDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.trouble import Trouble
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.answer_list import AnswerList
from mentee_app.ui.asking.judged_request import Asked
from mentee_app.ui.asking.result_view import ResultView
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.requests.came import WhatCame
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption, section


class RequestEditor(Editor):
    """Shows a request; the wizard is asked to open through the notices."""

    shows = frozenset({Kind.REQUESTS, Kind.GOALS, Kind.PEOPLE, Kind.RELATIONSHIPS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._request: int | None = None
        self.title = prose.title("")
        self.when = caption("")
        self.words = _Words(desk)
        self.so_far = AnswerList()
        self.result = ResultView(desk)
        self.came = WhatCame(desk)
        self.go_on = QPushButton(icon("arrow-right", Ink.ON_ACCENT), _("Continue"))
        self.change = QPushButton(icon("edit"), _("Change an answer"))
        self.again = QPushButton(icon("ask"), _("Take it again"))
        self.delete = QPushButton(icon("trash", Ink.ACCENT), _("Delete"))
        dress(self.delete, Role.QUIET)
        self.links, self._links = prose.stack(theme.HALF)
        self._build()
        self._connect()

    def show_one(self, id: int) -> None:
        self._request = id
        found = kept.one(RequestDraft, id)
        if found is None:
            return
        self.words.show_kept(found)
        self.came.show_request(found)
        self._show(found.id)

    def refresh(self) -> None:
        found = kept.one(RequestDraft, self._request)
        if found:
            self.words.reload()
            self.came.reload_request()
            self._show(found.id)

    def flush(self) -> bool:
        return all([self.words.flush(), self.came.flush(), self.result.flush()])

    def start_typing(self, fresh: bool = False) -> None:
        (self.go_on if self.go_on.isVisibleTo(self) else self.change).setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        head = QHBoxLayout()
        head.setSpacing(theme.UNIT)
        head.addWidget(self.title, 1)
        head.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.when)
        box = QWidget()
        row = FlowLayout(box)
        for button in (self.go_on, self.change, self.again):
            row.addWidget(button)
        dress(self.go_on, Role.PRIMARY)
        column.addWidget(box)
        column.addWidget(self.words)
        self._half_done = prose.paragraph("")
        column.addWidget(self._half_done)
        self._said_so_far = section(_("Your answers so far"))
        column.addWidget(self._said_so_far)
        column.addWidget(self.so_far)
        column.addSpacing(theme.UNIT)
        column.addWidget(self.result)
        self._came_of_it = section(_("What came of it"))
        column.addWidget(self._came_of_it)
        column.addWidget(self.links)
        column.addWidget(self.came)

    def _connect(self) -> None:
        self.go_on.clicked.connect(self._on_go_on)
        self.change.clicked.connect(self._on_change)
        self.again.clicked.connect(self._on_again)
        self.delete.clicked.connect(self.delete_wanted)
        self.result.answer_wanted.connect(self._on_answer_wanted)
        self.so_far.answer_wanted.connect(self._on_answer_wanted)
        self.came.start_wanted.connect(self.result.show_next_steps)

    def _show(self, id: int) -> None:
        now = judged_request.asked(id)
        finished = now is not None and now.kept.draft.finished_at is not None
        for widget in (self.change, self.again, self.result, self._came_of_it, self.links, self.came):
            widget.setVisible(finished)
        changing = finished and self._desk.requests.half_changed(id) is not None
        for widget in (self.go_on, self._half_done):
            widget.setVisible(not finished or changing)
        self._half_done.setText(_half_changed() if changing else _half_done())
        if now and finished:
            self.result.show_request(id)
            self._show_links(now.kept.draft)
        elif now:
            self.so_far.show_answers(now.answers, so_far=True)
        for widget in (self._said_so_far, self.so_far):
            widget.setVisible(not finished and bool(self.so_far.buttons))
        if now:
            self._show_title(now)

    def _show_title(self, now: Asked) -> None:
        """The outcome or own choice as in the list, and when."""
        draft, own = now.kept.draft, now.kept.draft.own_choice
        done = draft.finished_at is not None
        outcome = words.of(own) if own else words.outcome(draft.outcome)
        self.title.setText(outcome if done else _("Half-done request"))
        day = datetime.fromtimestamp((draft.finished_at or now.kept.created_at) / 1000).date()
        sentence = _("Finished {day}") if done else _("Begun {day}")
        self.when.setText(sentence.format(day=days.spoken(day, self._desk.today())))

    def _show_links(self, draft: RequestDraft) -> None:
        prose.emptied(self._links)
        goal = kept.one(GoalDraft, draft.goal)
        person = kept.one(PersonDraft, draft.person)
        relationship = kept.one(RelationshipDraft, draft.relationship)
        mentor = kept.one(PersonDraft, relationship.draft.person) if relationship else None
        parent = kept.one(RequestDraft, draft.parent)
        if goal:
            self._link(_("Goal: {name}").format(name=goal.draft.title), "goals", Place(Kind.GOALS, goal.id))
        if mentor:
            name = _("Mentor: {name}").format(name=mentor.draft.name)
            self._link(name, "mentors", Place(Kind.PEOPLE, mentor.id))
        elif person:
            prose.put(self._links, prose.paragraph(_("Person: {name}").format(name=person.draft.name)))
        if parent:
            name = _("Came from the request: {words}").format(words=_opening(parent.draft))
            self._link(name, "requests", Place(Kind.REQUESTS, parent.id))
        if not (goal or person or mentor or parent):
            prose.put(self._links, caption(_("Nothing yet. The next steps above make a goal and a start.")))

    def _link(self, words: str, sign: str, place: Place) -> None:
        button = ElidedButton(words)
        button.setIcon(icon(sign))
        button.clicked.connect(partial(self._desk.notices.wanted.emit, place))
        prose.put(self._links, button)

    def _on_go_on(self) -> None:
        if self.flush():
            self._desk.notices.wizard_wanted.emit(self._request)

    def _on_change(self) -> None:
        self.result.change.set_open(True)
        next(iter(self.result.answers.buttons.values())).setFocus()

    def _on_again(self) -> None:
        found = kept.one(RequestDraft, self._request)
        if not found or not self.flush():
            return
        try:
            begun = self._desk.requests.retake(found)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.wizard_wanted.emit(begun.id)

    def _on_answer_wanted(self, question: str) -> None:
        """The wizard opens on the page where the request was left."""
        if self._request is None or not self.flush():
            return
        try:
            now = self._desk.requests.current(self._request)
            self._desk.requests.save(now, dataclasses.replace(now.draft, page=question))
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._desk.notices.wizard_wanted.emit(self._request)


class _Words(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.requests, desk.notices)
        self.add_row(TextField("own_words", _("In your own words"), _("Without words"), least=2))


def _half_done() -> str:
    return _("This request is not finished. It goes on where you left it; nothing you answered is lost.")


def _half_changed() -> str:
    return _(
        "You began to change your answers. Until that is finished, the result stays as it was;"
        " it goes on where you left it."
    )


def _opening(draft: RequestDraft) -> str:
    return " ".join(draft.own_words.split())[:80] or _("Without words")
