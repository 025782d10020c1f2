"""The answers of a request in a list, each of which can be changed in place."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.i18n import _
from mentee_app.ui.asking import instrument
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.prose import emptied, paragraph, put
from mentee_app.wizard.answers import Answers, questions_shown


class AnswerList(QWidget):
    """`answer_wanted` carries the question to go to."""

    answer_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[str, QPushButton] = {}

    def show_answers(self, answers: Answers, so_far: bool = False) -> None:
        """Show the questions with their answers; with `so_far` only those that have one."""
        emptied(self._column)
        self.buttons = {}
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GROUP)
        grid.setVerticalSpacing(theme.UNIT)
        grid.setColumnStretch(0, 1)
        shown = [each for each in questions_shown(answers) if answers.option(each) or not so_far]
        for place, question in enumerate(shown):
            asked = instrument.question(question, answers)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(caption(asked))
            said.addWidget(paragraph(instrument.option(question, answers.option(question)) or "…"))
            button = QPushButton(_("Change"))
            button.setAccessibleName(_("Change: {question}").format(question=asked))
            button.clicked.connect(partial(self.answer_wanted.emit, question))
            grid.addLayout(said, place, 0)
            grid.addWidget(button, place, 1, Qt.AlignmentFlag.AlignVCenter)
            self.buttons[question] = button
        put(self._column, rows)
