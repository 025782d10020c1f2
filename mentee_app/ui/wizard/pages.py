"""The pages of the wizard: own words, four checks, one question each, and the result."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget, QWizard, QWizardPage

from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.ui.asking.result_view import ResultView
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets import tab_order
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.later import later
from mentee_app.ui.widgets.note_edit import NoteEdit
from mentee_app.ui.widgets.options import Options
from mentee_app.ui.wizard.phrases_part import PhrasesPart
from mentee_app.ui.wizard.run import AskRun
from mentee_app.wizard import engine
from mentee_app.wizard.answers import CHECKS, ITEMS, REMOVAL
from mentee_app.wizard.instrument import Instrument

_LETTERS = 92
_RESULT_LETTERS = 104
_COLUMN_LETTERS = 80


class AskPage(QWizardPage):
    """A page with its own heading that scrolls in little room. `key` names it in the request row."""

    def __init__(self, key: str, run: AskRun) -> None:
        super().__init__()
        self.key = key
        self.run = run
        self.problem = PlainLabel("")
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.content = QWidget()
        self.column = QVBoxLayout()
        self._build()

    def start(self) -> None:
        """The page is shown: show what was said, and put the focus where the answer begins."""

    def take_number(self, number: int) -> bool:
        """Answer by number; whether that means something here."""
        return False

    def flush(self) -> bool:
        """Keep what is being typed; whether all is kept."""
        return True

    def show_problem(self, sentence: str) -> None:
        """Say what could not be kept; "" is nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def add_title(self, text: str) -> PlainLabel:
        """The heading of the page."""
        title = PlainLabel(text)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.column.addWidget(title)
        self.column.addSpacing(theme.UNIT)
        return title

    def hold(self, letters: int) -> None:
        """Be no wider than what holds so many letters in a line."""
        self.content.setMaximumWidth(letters * self.fontMetrics().averageCharWidth() + 2 * theme.MARGIN)

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        self.hold(_LETTERS)
        self.column.setSpacing(theme.UNIT)
        top = QVBoxLayout(self.content)
        top.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        top.addLayout(self.column)
        top.addStretch(1)
        middle = QHBoxLayout(page)  # only a row asks a narrow column for its height at its real width
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(self.content, 1000)
        middle.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.scroll, 1)
        whole.addWidget(self.problem)


class WordsPage(AskPage):
    """The wish in the person's own words; it may stay empty."""

    def __init__(self, run: AskRun, instrument: Instrument) -> None:
        super().__init__("words", run)
        texts = instrument.free_text
        self.add_title(_(texts.title))
        ask = PlainLabel(_(texts.ask))
        ask.setWordWrap(True)
        self.edit = NoteEdit(7, 16)
        self.edit.setAccessibleName(_(texts.title))
        self.edit.setAccessibleDescription(_(texts.ask))
        self.edit.setPlainText(run.words)
        self.column.addWidget(ask)
        self.column.addSpacing(theme.UNIT)
        self.column.addWidget(self.edit)
        self.column.addWidget(caption(_(texts.note)))
        self._autosave = Autosave(self, words=self._typed_words)
        self._autosave.due.connect(self._on_due)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.installEventFilter(self)
        self._name_next()

    def start(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        return self._autosave.flush()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Ctrl+Enter goes on; Enter alone begins a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.wizard().next()
                return True
        return super().eventFilter(watched, event)

    def _name_next(self) -> None:
        said = bool(self.edit.text().strip())
        self.setButtonText(QWizard.WizardButton.NextButton, _("Next") if said else _("Skip this"))

    def _on_changed(self) -> None:
        self._name_next()
        self._autosave.touch()

    def _typed_words(self) -> SetAside | None:
        text, name = self.edit.text(), self.edit.accessibleName()
        words = Part(name, text, "own_words", self.run.kept_words)
        return SetAside(name, (words,), RequestDraft.__name__, self.run.request) if text.strip() else None

    def _on_due(self) -> None:
        if self.run.write(self.edit.text()):
            self._autosave.done()
        else:
            self._autosave.failed()


class ChecksPage(AskPage):
    """Four other kinds of help; each is the main thing, an extra, or not meant."""

    def __init__(self, run: AskRun, instrument: Instrument) -> None:
        super().__init__("checks", run)
        checks = instrument.checks
        self.add_title(_(checks.title))
        lead = PlainLabel(_(checks.lead))
        lead.setWordWrap(True)
        self.column.addWidget(lead)
        self.groups: dict[str, Options] = {}
        choices = [(option.id, _(option.text)) for option in checks.options]
        for check in checks.rows:
            self.groups[check.id] = self._add_check(check.id, _(check.text), _(check.hint), choices)
        self.column.addSpacing(theme.UNIT)
        self.column.addWidget(
            caption(_("Keys 1, 2 and 3 answer and go to the next line. Backspace goes back."))
        )

    def isComplete(self) -> bool:
        return all(self.run.answers.option(check) for check in CHECKS)

    def start(self) -> None:
        for check, group in self.groups.items():
            group.show_chosen(self.run.answers.option(check))
        first_open = next((check for check in CHECKS if not self.run.answers.option(check)), CHECKS[0])
        self.groups[first_open].start()
        self.completeChanged.emit()

    def take_number(self, number: int) -> bool:
        focused = [check for check, group in self.groups.items() if group.has_focus()]
        if not focused or not self.groups[focused[0]].take(number):
            return False
        after = CHECKS.index(focused[0]) + 1
        if after < len(CHECKS):
            group = self.groups[CHECKS[after]]
            group.start()
            self.scroll.ensureWidgetVisible(group)
        elif self.isComplete():
            self.wizard().button(QWizard.WizardButton.NextButton).setFocus()
        return True

    def _add_check(self, check: str, text: str, hint: str, choices: list[tuple[str, str]]) -> Options:
        words = PlainLabel(text)
        words.setProperty("role", "strong")
        words.setWordWrap(True)
        group = Options(text, choices, compact=True)
        group.chosen.connect(partial(self._on_chosen, check))
        self.column.addSpacing(theme.UNIT + theme.HALF)
        self.column.addWidget(words)
        if hint:
            self.column.addWidget(caption(hint))
        self.column.addWidget(group)
        return group

    def _on_chosen(self, check: str, option: str) -> None:
        self.run.answer(check, option)
        self.completeChanged.emit()


class QuestionPage(AskPage):
    """One question with its choices; answering goes on."""

    answered = Signal()

    def __init__(self, key: str, run: AskRun, instrument: Instrument) -> None:
        super().__init__(key, run)
        self._instrument = instrument
        self._place = caption(self._progress())
        self.column.addWidget(self._place)
        removal = key == REMOVAL
        question = None if removal else instrument.question(key)
        options = instrument.removal.options if question is None else question.options
        self._title = self.add_title(_(question.text) if question else "")
        name = self._title.text() or _("Without it")
        apart = "unsure" if removal else "not_sure"
        self.options = Options(name, [(option.id, _(option.text)) for option in options], apart)
        self.options.chosen.connect(self._on_chosen)
        self.column.addWidget(self.options)
        self.column.addSpacing(theme.UNIT)
        keys = _("Keys 1 to {count} answer and go on. Tab goes to the answers, Backspace goes back.")
        self.column.addWidget(caption(keys.format(count=len(options))))

    def isComplete(self) -> bool:
        return self.run.answers.option(self.key) is not None

    def start(self) -> None:
        if self.key == REMOVAL:
            text = engine.removal_text(self.run.answers, self._instrument)
            self._title.setText(_(text) if text else "")
            self.options.setAccessibleName(self._title.text())
        self.options.show_chosen(self.run.answers.option(self.key))
        self.options.start()
        self.completeChanged.emit()

    def take_number(self, number: int) -> bool:
        return self.options.take(number)

    def _progress(self) -> str:
        if self.key == REMOVAL:
            return _("One question about that")
        place = ITEMS.index(self.key) + 1
        return _("Question {number} of {count}").format(number=place, count=len(ITEMS))

    def _on_chosen(self, option: str) -> None:
        self.run.answer(self.key, option)
        self.completeChanged.emit()
        self.answered.emit()


class ResultPage(AskPage):
    """The result and what to do next."""

    def __init__(self, key: str, run: AskRun, desk: Desk) -> None:
        super().__init__(key, run)
        self.phrases = PhrasesPart(run, desk)
        self.view = ResultView(desk, self.phrases.fold)
        self.view.steps_changed.connect(self._fit)
        self.phrases.answer_wanted.connect(self.view.answer_wanted)
        self.phrases.moved.connect(self._on_moved)
        self.column.addWidget(self.view)
        self.setFinalPage(True)
        self._fit()

    def start(self) -> None:
        if self.run.request is not None:
            self.view.show_request(self.run.request)
        self.phrases.show_words()
        tab_order.chain(self.content)
        self.scroll.verticalScrollBar().setValue(0)
        self.view.start()

    def flush(self) -> bool:
        return self.view.flush()

    def _on_moved(self) -> None:
        """What stands above the phrases was made anew: keep in sight where the keyboard is."""
        later(0, self, self._show_focus)

    def _show_focus(self) -> None:
        tab_order.chain(self.content)
        focused = self.wizard().focusWidget() if self.wizard() else None
        if focused and self.phrases.isAncestorOf(focused):
            self.scroll.ensureWidgetVisible(focused, 0, 12 * theme.UNIT)

    def _fit(self) -> None:
        self.hold(2 * _COLUMN_LETTERS if self.view.side_by_side else _RESULT_LETTERS)
