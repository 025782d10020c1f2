"""The wizard, opened as a person opens it, and short ways to go through it."""

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept, requests
from mentee_app.queries.requests import Filter
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.widgets import message
from mentee_app.ui.wizard.ask_wizard import AskWizard
from mentee_app.wizard.answers import CHECKS, ITEMS, REMOVAL

CHECK_CODES = {"N": "no", "E": "extra", "M": "main"}
REMOVAL_CODES = {"Y": "yes", "N": "no", "U": "unsure"}
ITEM_CODES = {
    "A": "apprenticeship",
    "M": "mentoring",
    "S": "some_of_each",
    "U": "not_sure",
    "B": "helps_not_must",
}


class Walker:
    """Answers a real wizard with keys and clicks."""

    def __init__(self, qtbot, wizard: AskWizard) -> None:
        self.qtbot = qtbot
        self.wizard = wizard

    @property
    def key(self) -> str:
        """The page that is shown."""
        return self.wizard.step.key

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.wizard.focusWidget() or self.wizard, key)

    def click(self, button) -> None:
        """Click a button of the wizard or of a page."""
        self.qtbot.waitUntil(lambda: button.isVisibleTo(self.wizard) and button.height() > 8, timeout=2000)
        assert button.isEnabled(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_next(self) -> None:
        """The Next button."""
        self.click(self.wizard.button(AskWizard.WizardButton.NextButton))

    def choose(self, question: str, option: str) -> None:
        """Click an option of the page that is shown."""
        page = self.wizard.step
        options = page.groups[question] if question in CHECKS else page.options
        self.click(options.row(option))

    def answer_all(self, answers: dict[str, str]) -> None:
        """From the checks to the result, by mouse."""
        assert self.key == "checks"
        for check in CHECKS:
            self.choose(check, answers[check])
        self.click_next()
        for question in (REMOVAL, *ITEMS):
            if answers.get(question) is not None:
                assert self.key == question
                self.choose(question, answers[question])

    def see_result(self, code: str, words: str = "") -> None:
        """Go through a new wizard with answers like "NNNN - MMMMMMM"."""
        self.wizard.step.edit.setPlainText(words)
        self.click_next()
        self.answer_all(coded(code))
        assert self.key == "result"

    @property
    def view(self):
        """The result that is shown."""
        return self.wizard.result_page.view


def coded(code: str) -> dict[str, str]:
    """The answers of a code: four checks, question 5 or -, seven questions."""
    checks, removal, items = code.split()
    answers = {check: CHECK_CODES[letter] for check, letter in zip(CHECKS, checks)}
    if removal != "-":
        answers[REMOVAL] = REMOVAL_CODES[removal]
    return {**answers, **{item: ITEM_CODES[letter] for item, letter in zip(ITEMS, items)}}


@pytest.fixture(name="coded")
def coded_fixture():
    """The answers of a code."""
    return coded


@pytest.fixture
def rows(app):
    """Ask for all requests that are kept, newest first."""
    return lambda: [kept.one(RequestDraft, id) for id in requests.ids(Filter())]


class Unsaved:
    """What was asked where the wizard could not save; `close` is the answer that it gets."""

    def __init__(self) -> None:
        self.close = False
        self.asked: list[str] = []

    def ask(self, _parent, _title, text, **_named) -> bool:
        """Answers as a person would."""
        self.asked.append(text)
        return self.close


@pytest.fixture
def unsaved(monkeypatch):
    """Answers the question that would wait for a person."""
    question = Unsaved()
    monkeypatch.setattr(message, "ask", question.ask)
    return question


@pytest.fixture
def walk(qtbot, desk, unsaved):
    """Open the wizard anew or on a request (id)."""

    def opened(request: int | None = None) -> Walker:
        wizard = AskWizard(desk, instrument(), request)
        qtbot.addWidget(wizard)
        wizard.show()
        with qtbot.waitExposed(wizard):
            pass
        return Walker(qtbot, wizard)

    return opened
