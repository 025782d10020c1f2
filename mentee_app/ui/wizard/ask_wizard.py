"""The wizard: leads through the questions to the result, and back to any answer in place."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget, QWizard

from mentee_app.i18n import _
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import Autosave, let_go
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import message
from mentee_app.ui.wizard.pages import AskPage, ChecksPage, QuestionPage, ResultPage, WordsPage
from mentee_app.ui.wizard.run import RESULT, AskRun
from mentee_app.wizard import answers as answering
from mentee_app.wizard.answers import CHECKS, ITEMS, REMOVAL
from mentee_app.wizard.instrument import Instrument

_TYPED_IN = (QPlainTextEdit, QTextEdit, QLineEdit, QComboBox)


class AskWizard(QWizard):
    """Begins a new request, or goes on with `request` (id) on the page where it was left."""

    def __init__(
        self, desk: Desk, instrument: Instrument, request: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.run = AskRun(desk, request)
        self._walking = False
        self._changing = self.run.finished
        self._closed = False
        self._retry = Autosave(self)
        self._retry.due.connect(self._on_retry)
        self.steps: dict[str, AskPage] = {}
        self._build(instrument)
        self._connect()
        self._go_to(self.run.page or "words")

    @property
    def step(self) -> AskPage:
        """The page that is shown."""
        return self.currentPage()

    def nextId(self) -> int:
        keys = list(self.steps)
        place = keys.index(self.step.key) + 1
        if self._changing and not self._walking and self.run.complete and place < len(keys):
            return keys.index(RESULT)
        if place < len(keys) and keys[place] == REMOVAL and not answering.asks_removal(self.run.answers):
            place += 1
        return place if place < len(keys) else -1

    def validateCurrentPage(self) -> bool:
        if self._closed:
            return True
        return (self._walking or self.flush()) and self.step.isComplete()

    def flush(self) -> bool:
        """Save what is being typed and what could not be saved before; whether all is saved."""
        return all([*[page.flush() for page in self.steps.values()], self.run.flush()])

    def change_answer(self, question: str) -> None:
        """Go to this question; its answer comes straight back to the result."""
        if self.flush():
            self._changing = True
            self._go_to(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(self.focusWidget(), _TYPED_IN)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not typing and plain and event.key() == Qt.Key.Key_Backspace:
            self.back()
        elif not typing and plain and event.text().isascii() and event.text().isdigit():
            self.step.take_number(int(event.text()))
        elif self.step is self.result_page and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # Enter belongs to the line, also to one that gave way to what it made; only Done is done
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Every way out leads here. Words that cannot be saved are set aside; it stays where an answer would be lost unasked."""
        if not self._closed and (self._all_saved() or not self.run.holds_answers or self._close_anyway()):
            self._closed = True
            self._retry.done()
            let_go(self, self._desk.notices, self._all_saved)
            self.run.leave()
        if self._closed:
            super().done(result)

    def _build(self, instrument: Instrument) -> None:
        self.setWindowTitle(_(instrument.name))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOptions(
            QWizard.WizardOption.IndependentPages
            | QWizard.WizardOption.NoBackButtonOnStartPage
            | QWizard.WizardOption.NoCancelButtonOnLastPage
        )
        self.setButtonText(QWizard.WizardButton.BackButton, _("Back"))
        self.setButtonText(QWizard.WizardButton.NextButton, _("Next"))
        self.setButtonText(QWizard.WizardButton.FinishButton, _("Done"))
        self.setButtonText(QWizard.WizardButton.CancelButton, _("Finish later"))
        left, stretch = QWizard.WizardButton.CancelButton, QWizard.WizardButton.Stretch
        forward = (
            QWizard.WizardButton.BackButton,
            QWizard.WizardButton.NextButton,
            QWizard.WizardButton.FinishButton,
        )
        self.setButtonLayout([left, stretch, *forward])
        for onwards in forward[1:]:
            dress(self.button(onwards), Role.PRIMARY)
        self._add_steps(instrument)
        self.setMinimumSize(560, 420)
        self.resize(820, 640)

    def _add_steps(self, instrument: Instrument) -> None:
        pages: list[AskPage] = [WordsPage(self.run, instrument), ChecksPage(self.run, instrument)]
        pages += [QuestionPage(key, self.run, instrument) for key in (REMOVAL, *ITEMS)]
        self.result_page = ResultPage(RESULT, self.run, self._desk)
        for number, page in enumerate([*pages, self.result_page]):
            self.setPage(number, page)
            self.steps[page.key] = page
            if isinstance(page, QuestionPage):
                page.answered.connect(self._on_answered)

    def _connect(self) -> None:
        self.currentIdChanged.connect(self._on_turned)
        self.result_page.view.answer_wanted.connect(self.change_answer)
        self._desk.notices.failed.connect(self._on_failed)
        self._desk.notices.saved.connect(self._on_saved)
        self._desk.notices.wanted.connect(self._on_wanted)

    def _go_to(self, question: str) -> None:
        """Walk to the page of a question, or to the first page before it that still needs an answer."""
        wanted = "checks" if question in CHECKS else question
        self._walking = True
        self.restart()
        while self.step.key != wanted and self.nextId() >= 0 and self.step.isComplete():
            self.next()
        self._walking = False
        self._on_turned()

    def _on_turned(self) -> None:
        if self._walking or self.currentId() < 0:
            return
        self.run.turn_to(self.step.key)
        if self.step is self.result_page and self._changing:
            self._changing = False
            self._go_to(RESULT)  # so that Back leads through all the questions again
            return
        self.step.start()

    def _on_answered(self) -> None:
        self.next()

    def _on_failed(self, sentence: str) -> None:
        if not self._closed:
            self.step.show_problem(sentence)
            if self.run.waiting:
                self._retry.failed()

    def _on_saved(self) -> None:
        for page in self.steps.values():
            page.show_problem("")
        if not self.run.waiting:
            self._retry.done()

    def _on_retry(self) -> None:
        self.run.flush()

    def _on_wanted(self, _place: object) -> None:
        """The window shows something else: the wizard makes way."""
        self.accept()

    def _all_saved(self) -> bool:
        """A mistake of ours is told, and must not keep the person in here for ever."""
        try:
            return self.flush()
        except Exception:
            sys.excepthook(*sys.exc_info())
            return False

    def _close_anyway(self) -> bool:
        return message.ask(
            self,
            _("Not everything is saved"),
            _("{reason}\n\nThe answer that you gave last is still here. If you close this now, it is lost.")
            .format(reason=self.step.problem.text())
            .strip(),
            accept=_("Close and lose it"),
            reject=_("Keep it open"),
            danger=True,
        )
