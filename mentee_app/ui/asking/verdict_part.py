"""The upper part of a result: feelings first, title, reasons, totals, and what would change it."""

import dataclasses
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.ui.asking import instrument as question_texts
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.asking.judged_request import Asked
from mentee_app.ui.asking.total_bars import TotalBars
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.options import Options
from mentee_app.ui.widgets.prose import paragraph, title
from mentee_app.ui.widgets.read_only import only_reads
from mentee_app.wizard import change, feelings, reasons
from mentee_app.wizard.answers import ITEMS, NOT_SURE, Answers
from mentee_app.wizard.change import Answer, Change
from mentee_app.wizard.engine import NOT_CLEAR, Verdict
from mentee_app.wizard.heading import heading
from mentee_app.wizard.reasons import Reason


class VerdictPart(QWidget):
    """Shows one judged request; made anew when its answers or its own choice change.

    `answer_wanted` carries the question that would settle what is not clear, `steps_wanted` asks for the
    next steps.
    """

    answer_wanted = Signal(str)
    steps_wanted = Signal()

    def __init__(self, asked: Asked, verdict: Verdict) -> None:
        super().__init__()
        self._asked = asked
        self._verdict = verdict
        self.settle_buttons: dict[str, QPushButton] = {}
        self.next_steps = QPushButton(_("Next steps"))
        only_reads(self.next_steps)
        self.next_steps.clicked.connect(self.steps_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        self._add_feelings()
        self._add_heading()
        self._add_reasons()
        self._add_totals()
        self._add_elsewhere()

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def _add_feelings(self) -> None:
        text = feelings.text_shown_first(self._asked.kept.draft.own_words, instrument())
        if text:
            self._add(prose.card(paragraph(_(text)), sign="heart"))
            self._column.addSpacing(theme.GROUP)

    def _add_heading(self) -> None:
        head = heading(self._verdict, instrument())
        own = self._asked.kept.draft.own_choice
        if own:
            chosen = title(_("You chose: {choice}").format(choice=words.of(own)))
            self._add(chosen)
            reason = self._asked.kept.draft.own_reason.strip()
            if reason:
                self._add(paragraph(_("“{reason}”").format(reason=reason)))
            self._add(caption(_("Your answers said: {title}").format(title=_(head.title))))
        else:
            self._add(title(_(head.title)))
        settles = self._verdict.outcome == NOT_CLEAR and not own
        self._add_way_down(first=not settles)
        self._add(paragraph(_(head.body)))
        if head.caution and not own:
            self._add(prose.card(paragraph(_(head.caution)), sign="question"))
        if settles:
            self._add_settling()

    def _add_way_down(self, first: bool) -> None:
        """The button to the next steps; `first`: no other button comes before it."""
        self.next_steps.setIcon(icon("chevron-down", Ink.ON_ACCENT if first else Ink.TEXT))
        dress(self.next_steps, Role.PRIMARY if first else None)
        self._add(prose.leading(self.next_steps))
        self._column.addSpacing(theme.HALF)

    def _add_settling(self) -> None:
        for question in settling(self._asked.answers, self._verdict):
            text = self._question(question)
            button = QPushButton(_("Answer this question"))
            button.setAccessibleName(_("Answer this question: {question}").format(question=text))
            button.clicked.connect(partial(self.answer_wanted.emit, question))
            dress(button, Role.QUIET if self.settle_buttons else Role.PRIMARY)
            self.settle_buttons[question] = button
            self._add(prose.card(paragraph(text), prose.leading(button), sign="question"))

    def _add_reasons(self) -> None:
        self._add_group(_("Why"), reasons.reasons(self._asked.answers, self._verdict, instrument()))
        other = reasons.against(self._asked.answers, self._verdict, instrument())
        if other:
            self._add_group(_("What points the other way"), other)
        elif self._verdict.outcome in ("apprenticeship", "mentoring"):
            self._heading(_("What points the other way"))
            self._add(paragraph(_("Nothing in your answers does.")))

    def _add_group(self, name: str, found: Sequence[Reason]) -> None:
        if found:
            self._heading(name)
        for reason in found:
            self._add(prose.card(*self._reason(reason)))

    def _reason(self, reason: Reason) -> tuple[QWidget, ...]:
        said = _("“{answer}”").format(answer=question_texts.option(reason.question, reason.option))
        explained = paragraph(_(reason.explanation))
        if reason.question in ITEMS:
            topic = question_texts.topic(reason.question)
            return caption(_("{topic}: {answer}").format(topic=topic, answer=said)), explained
        return caption(self._question(reason.question)), caption(said), explained

    def _add_totals(self) -> None:
        self._heading(_("How your answers add up"))
        most = sum(question.weight for question in instrument().questions)
        self._add(TotalBars(self._verdict.apprenticeship, self._verdict.mentoring, most))
        if self._verdict.leaning and self._verdict.leaning != NOT_CLEAR:
            lean = _("Your other answers lean this way: {outcome}.")
            self._add(caption(lean.format(outcome=words.outcome(self._verdict.leaning))))
        smallest = change.smallest_change(self._asked.answers, instrument())
        if smallest:
            self._add(caption(self._flip(smallest)))

    def _flip(self, smallest: Change) -> str:
        outcome = words.outcome(smallest.outcome)
        said = [self._answer(answer) for answer in smallest.answers]
        if len(said) == 1:
            one = _("If you had answered {answer}, the result would be: {outcome}.")
            return one.format(answer=said[0], outcome=outcome)
        two = _("If you had answered {first} and {second}, the result would be: {outcome}.")
        return two.format(first=said[0], second=said[1], outcome=outcome)

    def _answer(self, answer: Answer) -> str:
        return _("“{answer}” to “{topic}”").format(
            answer=question_texts.option(answer.question, answer.option).rstrip("."),
            topic=question_texts.topic(answer.question),
        )

    def _question(self, question: str) -> str:
        return question_texts.question(question, self._asked.answers)

    def _add_elsewhere(self) -> None:
        """What does not count for the result, but has a better door of its own."""
        if self._verdict.split_off or self._verdict.extras:
            self._heading(_("To ask for elsewhere"))
        for flag in self._verdict.split_off:
            self._add_door(flag, _("You named it the main thing. Make it a request of its own, here:"))
        for flag in self._verdict.extras:
            self._add_door(flag, _("Nice to have. It does not change the result; ask for it here:"))

    def _add_door(self, flag: str, why: str) -> None:
        neither = instrument().neither(flag)
        go = [_(kind.text) for kind in neither.kinds if kind.id != "feelings"] or [_(t) for t in neither.go]
        help_wanted = paragraph(_(instrument().check(flag).text), "strong")
        self._add(prose.card(help_wanted, caption(why), prose.points(go)))

    def _heading(self, text: str) -> None:
        self._column.addSpacing(theme.UNIT)
        label = section(text)
        label.setWordWrap(True)
        self._add(label)


def settling(answers: Answers, verdict: Verdict) -> tuple[str, ...]:
    """What would help most: the verdict's question, else the heaviest open one, else the two big ones."""
    if verdict.settle:
        return (verdict.settle,)
    heaviest = sorted(instrument().questions, key=lambda question: -question.weight)
    unsure = [each.id for each in heaviest if answers.option(each.id) == NOT_SURE]
    return tuple(unsure[:1]) or tuple(each.id for each in instrument().questions if each.core)


class OwnChoiceForm(Form):
    """Choosing keeps the choice at once; the reason may stay empty, and stays when the choice is taken back.

    A request that was split off goes back to the kind of help it was split off for.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.requests, desk.notices)
        self._desk = desk
        self._back_to: OwnChoice | None = None
        self.options = Options(
            _("I choose for myself"), [(choice.value, words.of(choice)) for choice in OwnChoice], compact=True
        )
        self.options.chosen.connect(self._on_chosen)
        self.reason = TextField("own_reason", _("Why (you may leave this empty)"))
        self.back = QPushButton(_("Take my choice back"))
        self.back.clicked.connect(self._on_taken_back)
        lead = caption(_("You know your situation best. Your own choice is kept next to the result."))
        self.add_widget(lead)
        self.add_widget(self.options)
        self.add_row(self.reason)
        self.add_widget(prose.leading(self.back))

    def show_kept(self, shown: Kept[RequestDraft]) -> None:
        super().show_kept(shown)
        choice = shown.draft.own_choice
        self._back_to = self._desk.requests.part_of(shown)
        self.options.show_chosen(choice.value if choice else None)
        self.back.setVisible(choice is not self._back_to)

    def _on_chosen(self, choice: str) -> None:
        self._choose(OwnChoice(choice))

    def _on_taken_back(self) -> None:
        self._choose(self._back_to)

    def _choose(self, choice: OwnChoice | None) -> None:
        shown = self.shown
        if shown is None or not self.flush():
            return
        now = self._desk.requests.current(shown.id)
        draft = dataclasses.replace(now.draft, own_choice=choice)
        self.attempt(lambda: self._desk.requests.save(now, draft))
        self.reload()
