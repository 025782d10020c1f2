"""Shows a person's own words with the phrases marked that may speak to a question; it changes nothing unasked."""

from functools import cache, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mentee_app import paths
from mentee_app.i18n import _
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.asking import instrument as question_texts
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style import theme
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose, tab_order
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.prose import paragraph
from mentee_app.ui.wizard.marked_text import MarkedText
from mentee_app.ui.wizard.run import AskRun
from mentee_app.wizard import answers as answering
from mentee_app.wizard import cues, engine, feelings, phrases
from mentee_app.wizard.heading import heading
from mentee_app.wizard.phrases import Hint, Reading

_LONG_SENTENCE = 240


@cache
def shipped_cues() -> cues.Cues:
    """The cues that ship with the app."""
    return cues.load(paths.resource("wizard/cues.json"))


class PhrasesPart(QWidget):
    """Stands in `fold`, which is hidden where there is nothing to read: no words, not English, or in danger.

    `answer_wanted` carries a question that must be answered before there is a result again; `moved` says that
    what stands above may have changed its height.
    """

    answer_wanted = Signal(str)
    moved = Signal()

    def __init__(self, run: AskRun, desk: Desk) -> None:
        super().__init__()
        self._run = run
        self._desk = desk
        self._read = ("", Reading(False, ()))
        self._refused: frozenset[str] = frozenset()
        self._before: dict[str, str] = {}
        self.marked = MarkedText()
        self.use: dict[str, QPushButton] = {}
        self.refuse: dict[str, QPushButton] = {}
        self.take_back: dict[str, QPushButton] = {}
        self.ask_again = QPushButton(_("Show what you said no to"))
        dress(self.ask_again, Role.QUIET)
        self.ask_again.clicked.connect(self._on_ask_again)
        self._build()
        self.fold = Fold(_("Show me what you read"), self)
        self.fold.hide()

    def show_words(self) -> None:
        """Read the words of the run anew; an earlier "no" still counts."""
        words = self._run.words.replace("\r\n", "\n").replace("\r", "\n")
        self._before.clear()
        if words != self._read[0]:
            danger = feelings.text_shown_first(words, instrument())
            self._read = (words, Reading(False, ()) if danger else phrases.read(words, shipped_cues()))
        self.fold.setVisible(self._read[1].readable and self._run.request is not None)
        if not self.fold.isHidden():
            self._refused = self._kept_refused()
            self._show()

    @property
    def reading(self) -> Reading:
        """What is shown now."""
        return self._read[1].without(self._refused)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(
            caption(
                _(
                    "These phrases of yours may speak to a question. They are hints, found by a list of words."
                    " None of them counts until you use it."
                )
            )
        )
        column.addWidget(self.marked)
        found, self._found = prose.stack(theme.UNIT)
        column.addWidget(found)
        column.addWidget(prose.leading(self.ask_again))
        unsaid, self._unsaid = prose.stack(theme.HALF)
        column.addWidget(unsaid)

    def _show(self) -> None:
        reading = self.reading
        self.marked.show_marks(self._read[0], [(hint.start, hint.end) for hint in reading.hints])
        prose.emptied(self._found)
        for buttons in (self.use, self.refuse, self.take_back):
            buttons.clear()
        for number, hint in enumerate(reading.hints, start=1):
            prose.put(self._found, self._entry(number, hint))
        if not reading.hints:
            prose.put(self._found, paragraph(_("No phrase is marked.")))
        self.ask_again.setVisible(len(reading.hints) < len(self._read[1].hints))
        self._show_unsaid(reading)
        tab_order.chain(self.fold)

    def _show_unsaid(self, reading: Reading) -> None:
        prose.emptied(self._unsaid)
        if reading.unsaid:
            prose.put(self._unsaid, paragraph(_("Your text does not say yet:"), "strong"))
            prose.put(self._unsaid, prose.points(question_texts.topic(item) for item in reading.unsaid))
        else:
            prose.put(
                self._unsaid, paragraph(_("Your text says something about each of the seven questions."))
            )

    def _entry(self, number: int, hint: Hint) -> QFrame:
        numbered = _("{number}. “{phrase}”").format(number=number, phrase=_in_one_line(hint.phrase))
        question = question_texts.question(hint.question, self._run.answers)
        answer = question_texts.option(hint.question, hint.answer)
        parts: list[QWidget] = [paragraph(numbered, "strong")]
        if _in_one_line(hint.sentence) != _in_one_line(hint.phrase):
            parts.append(caption(_("In: “{sentence}”").format(sentence=_around(hint))))
        parts.append(paragraph(_("It may speak to: {question}").format(question=question)))
        parts.append(paragraph(_("It may point to: “{answer}”").format(answer=answer)))
        if hint.answer == phrases.SOME_OF_EACH:
            parts.append(caption(_("Other words of yours point to the other side.")))
        if phrases.holds(self._run.answers, hint):
            parts.append(caption(self._held(hint)))
        parts.append(self._buttons(hint, question, answer))
        return prose.card(*parts)

    def _held(self, hint: Hint) -> str:
        if hint.question not in self._before:
            given = question_texts.option(hint.question, self._run.answers.option(hint.question))
            return _("Your answer holds this already: “{answer}”").format(answer=given)
        if not self._run.complete:
            return _("Your answer is changed. One more question is open.")
        now = heading(engine.judge(self._run.answers, instrument()), instrument())
        return _("Your answer is changed. The result now: {title}").format(title=_(now.title))

    def _buttons(self, hint: Hint, question: str, answer: str) -> QWidget:
        box = QWidget()
        row = FlowLayout(box)
        if not phrases.holds(self._run.answers, hint):
            spoken = _("Use this: “{answer}” to “{question}”").format(answer=answer, question=question)
            self.use[hint.key] = self._button(_("Use this"), spoken, partial(self._on_use, hint))
            row.addWidget(self.use[hint.key])
        elif hint.question in self._before:
            spoken = _("Take it back: {question}").format(question=question)
            self.take_back[hint.key] = self._button(_("Take it back"), spoken, partial(self._on_back, hint))
            row.addWidget(self.take_back[hint.key])
        spoken = _("No, “{phrase}” does not say that").format(phrase=_in_one_line(hint.phrase))
        self.refuse[hint.key] = self._button(_("No"), spoken, partial(self._on_refuse, hint))
        dress(self.refuse[hint.key], Role.QUIET)
        row.addWidget(self.refuse[hint.key])
        return box

    def _button(self, text: str, spoken: str, pressed: partial[None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(spoken)
        button.clicked.connect(pressed)
        return button

    def _on_use(self, hint: Hint, _checked: bool = False) -> None:
        given = self._run.answers.option(hint.question)
        if given is not None:
            self._before[hint.question] = given
        self._answer(hint, hint.answer)

    def _on_back(self, hint: Hint, _checked: bool = False) -> None:
        self._answer(hint, self._before.pop(hint.question))

    def _answer(self, hint: Hint, option: str) -> None:
        self._run.answer(hint.question, option)
        self._show()
        missing = answering.first_unanswered(self._run.answers)
        if missing:
            self.answer_wanted.emit(missing)
            return
        self._focus(self.take_back.get(hint.key) or self.use.get(hint.key))

    def _on_refuse(self, hint: Hint, _checked: bool = False) -> None:
        keys = [each.key for each in self.reading.hints]
        if not self._keep_refused(self._refused | {hint.key}):
            return
        after = [key for key in keys[keys.index(hint.key) :] if key in self.refuse] or list(self.refuse)[-1:]
        self._focus(self.refuse[after[0]] if after else self.ask_again)

    def _on_ask_again(self) -> None:
        if self._keep_refused(frozenset()):
            self._focus(next(iter(self.refuse.values()), None))

    def _kept_refused(self) -> frozenset[str]:
        try:
            return self._desk.requests.refused_hints(self._run.request or 0)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return self._refused

    def _keep_refused(self, refused: frozenset[str]) -> bool:
        """Whether it is done; a request that is in the trash is kept anew by the next answer."""
        try:
            self._desk.requests.write_refused_hints(self._run.request or 0, refused, origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        except Vanished:
            pass
        self._refused = refused
        self._show()
        return True

    def _focus(self, button: QPushButton | None) -> None:
        (button or self.marked).setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit()


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _around(hint: Hint) -> str:
    """The sentence in one line; of a long one what stands around the phrase."""
    sentence, phrase = _in_one_line(hint.sentence), _in_one_line(hint.phrase)
    if len(sentence) <= _LONG_SENTENCE:
        return sentence
    at = max(0, sentence.find(phrase) - _LONG_SENTENCE // 3)
    cut = sentence[at : at + _LONG_SENTENCE]
    return f"{'…' if at else ''}{cut}{'…' if at + _LONG_SENTENCE < len(sentence) else ''}"
