"""What came of a request that was sent: the answer by one key, when to ask again, and what to do then."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app import words
from mentee_app.domain.requests import Answer, RequestDraft
from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption


class WhatCame(Form):
    """`start_wanted`: they said yes, and the next steps are to be shown."""

    start_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.requests, desk.notices)
        self._desk = desk
        self._said = caption("")
        self.buttons = {answer: self._button(answer) for answer in _signs()}
        self._start = QPushButton(icon("arrow-right"), _("Start the relationship"))
        self._start.clicked.connect(self.start_wanted)
        self._build()

    def show_request(self, shown: Kept[RequestDraft]) -> None:
        """Show what came of this request."""
        self.show_kept(shown)
        self._tell()

    def reload_request(self) -> None:
        """Show what is so now."""
        self.reload()
        self._tell()

    def _build(self) -> None:
        self.add_widget(self._said)
        box = QWidget()
        row = FlowLayout(box)
        row.setSpacing(theme.UNIT)
        for button in (*self.buttons.values(), self._start):
            row.addWidget(button)
        self.add_widget(box)
        self.add_row(
            DayField("asked_on", _("Asked on"), self._desk.today),
            ChoiceField.of("answer", _("Their answer"), Answer),
            DayField("follow_up_on", _("Ask again on"), self._desk.today),
        )
        self.kept_changed.connect(self._tell)

    def _button(self, answer: Answer) -> QPushButton:
        button = QPushButton(icon(_signs()[answer]), _named(answer))
        button.clicked.connect(partial(self._on_answer, answer))
        return button

    def _on_answer(self, answer: Answer, _checked: bool = False) -> None:
        if self.shown is None or not self.flush():
            return
        try:
            deed = self._desk.requests.answer(self.shown.id, answer, self._desk.today(), origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self.reload_request()
        self._desk.notices.undoable.emit(_("Noted: {answer}.").format(answer=words.of(answer)), deed)

    def _tell(self, _kept: object = None) -> None:
        draft = self.shown.draft if self.shown else RequestDraft()
        sent = draft.answer is Answer.SENT
        for answer, button in self.buttons.items():
            button.setVisible(answer is not draft.answer and (sent or answer is not Answer.NO_ANSWER))
        again = sent or draft.answer is Answer.NO_ANSWER
        self.buttons[Answer.SENT].setText(_("I asked again") if again else _named(Answer.SENT))
        self.buttons[Answer.SENT].setVisible(draft.answer is not Answer.YES)
        self._start.setVisible(draft.answer is Answer.YES and draft.relationship is None)
        self._said.setText(self._sentence(draft))
        self._said.setVisible(bool(self._said.text()))

    def _sentence(self, draft: RequestDraft) -> str:
        today = self._desk.today()
        if draft.answer is Answer.YES and draft.relationship is None:
            return _("They said yes. Start the relationship, and agree what you both expect.")
        if draft.answer is Answer.NO:
            return _("They said no. That is an answer too: thank them, and ask who else they would think of.")
        if draft.answer is Answer.NO_ANSWER:
            return _("No answer is rarely about you. Ask once more in plain words, or ask somebody else.")
        if draft.answer is Answer.SENT and draft.follow_up_on and draft.follow_up_on <= today:
            return _("It is time to ask again: one friendly line is enough.")
        if draft.answer is Answer.SENT and draft.follow_up_on:
            day = days.spoken(draft.follow_up_on, today)
            return _("Waiting for an answer. Ask again {day} if nothing came.").format(day=day)
        return ""


def _signs() -> dict[Answer, str]:
    return {
        Answer.SENT: "mail",
        Answer.YES: "check",
        Answer.NO: "leave",
        Answer.NO_ANSWER: "not-yet",
    }


def _named(answer: Answer) -> str:
    return {
        Answer.SENT: _("I sent it"),
        Answer.YES: _("They said yes"),
        Answer.NO: _("They said no"),
        Answer.NO_ANSWER: _("No answer came"),
    }[answer]
