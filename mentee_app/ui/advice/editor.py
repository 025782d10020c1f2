"""One piece of advice: what was said and when it holds, what you decide and why, how it went, and telling them."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain import advice as rules
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import questions
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.given_editor import GivenEditor
from mentee_app.ui.advice.given_form import GivenForm
from mentee_app.ui.advice.tell import TellThem
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.decision import DecisionField
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.lists import deeds
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import section


class AdviceEditor(GivenEditor):
    """`compare_wanted` when it is to go under a question, `question_wanted` (id) when a question is to be opened."""

    compare_wanted = Signal()
    question_wanted = Signal(object)
    draft_type = AdviceDraft
    shows = frozenset({Kind.ADVICE, Kind.SESSIONS, Kind.PEOPLE, Kind.QUESTIONS, Kind.ABOUT_ME})

    def __init__(self, desk: Desk) -> None:
        self.compare = QPushButton(icon("both", Ink.ACCENT), _("Compare…"))
        self.compare.setProperty("role", Role.QUIET.value)
        self.compare.setToolTip(_("Put it under a question, beside other advice (Ctrl+Shift+Q)"))
        super().__init__(desk, _AdviceForm(desk), _("New advice"), self.compare)
        self.compare.clicked.connect(self.compare_wanted)
        self.tell = TellThem(desk)
        self.links, self._links = prose.stack(theme.HALF)
        self.column.addWidget(self.tell)
        self.column.addWidget(self.links)

    def first_draft(self, person: int | None) -> AdviceDraft:
        return AdviceDraft(person, given_on=self._desk.today())

    def day_of(self, shown: Kept[AdviceDraft]) -> date | None:
        return shown.draft.given_on or super().day_of(shown)

    def flush(self) -> bool:
        return all([super().flush(), self.tell.flush()])

    def show_around(self, shown: Kept[AdviceDraft]) -> None:
        super().show_around(shown)
        self.compare.setVisible(not self.fresh)
        self.tell.show_advice(shown)
        self.form.show_decided(shown)
        prose.emptied(self._links)
        found = questions.of_advice(shown.id)
        if found:
            prose.put(self._links, section(_("Compared under")))
        for question in found:
            button = ElidedButton(question.name)
            button.setIcon(icon("question"))
            button.clicked.connect(partial(self.question_wanted.emit, question.id))
            prose.put(self._links, button)


class _AdviceForm(GivenForm):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.advice, desk, _("Advice"))
        self._desk = desk
        self.add_who(DayField("given_on", _("Given on"), desk.today), stretch=(3, 2))
        self.add_row(self.text)
        self.add_row(
            TextField("context", _("Context"), _("What was it about, and when does it hold?"), least=1)
        )
        self._rest, column = prose.stack(theme.UNIT)
        self.add_widget(self._rest)
        self.decision = DecisionField("decision", _("Your decision"))
        self.decision.edited.connect(self._on_decided)
        self.again = _LookAgain(desk)
        self.outcome = TextField("outcome", _("What happened when you used it?"), least=2)
        self._fill(column)

    def show_decided(self, shown: Kept[AdviceDraft]) -> None:
        """Show the decision, and whether it is to be looked at again."""
        self._rest.setVisible(not self.fresh)
        self.decision.show_value(shown.draft.decision)
        self.again.show_advice(shown)

    def _fill(self, column: QVBoxLayout) -> None:
        desk = self._desk
        reason = TextField("reason", _("Why"), _("May stay empty"), least=1)
        review = DayField("review_on", _("Look at it again on"), desk.today)
        told = DayField("told_on", _("Told them on"), desk.today)
        for widget in (
            FieldRow([self.decision]),
            FieldRow([reason, review], (3, 2)),
            self.again,
            FieldRow([self.outcome, told], (3, 2)),
        ):
            column.addWidget(widget)
        for field in (reason, review, self.outcome, told):
            self.save_with(field)

    def _on_decided(self) -> None:
        """A decision is an action of its own, with its own undo."""
        wanted = self.decision.value()
        try:
            if self.shown and self.flush() and deeds.decide(self._desk, self.shown.id, wanted):
                return
        except Trouble as trouble:
            self._notices.failed.emit(trouble.sentence)
        if self.shown:
            self.decision.show_value(self.shown.draft.decision)


class _LookAgain(QWidget):
    """The day has come to look at it again: put off, or no more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: int | None = None
        self.said = prose.paragraph("", "overdue")
        self.month = QPushButton(_("Again in a month"))
        self.quarter = QPushButton(_("Again in three months"))
        self.never = QPushButton(_("No need any more"))
        box = QWidget()
        row = FlowLayout(box)
        for button, after in ((self.month, 30), (self.quarter, 91), (self.never, None)):
            button.clicked.connect(partial(self._put_off, after))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(self.said)
        column.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)

    def show_advice(self, shown: Kept[AdviceDraft]) -> None:
        """Show itself where the day has come."""
        self._id = shown.id
        day, today = shown.draft.review_on, self._desk.today()
        due = rules.to_look_at(day, today)
        self.setVisible(due)
        if due and day:
            self.said.setText(
                _("You wanted to look at this again {day}.").format(day=days.distance(day, today))
            )

    def _put_off(self, after: int | None, _checked: bool = False) -> None:
        if self._id is not None:
            day = None if after is None else self._desk.today() + timedelta(days=after)
            deeds.review_again(self._desk, self._id, day)
