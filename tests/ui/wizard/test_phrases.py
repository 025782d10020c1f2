"""The person's own words on the result page: marked, used, refused and remembered, by keyboard too."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mentee_app.ui.asking.instrument import instrument

WORDS = "I want to shadow her. 🎻 <b>Bold</b> & I would like to decide for myself what comes next."
UNSURE = "NNNN - UUUUUUU"


@pytest.fixture
def read(walk):
    """Answer a new wizard after these words, and open what was read."""

    def opened(words: str = WORDS, code: str = UNSURE):
        walker = walk()
        walker.see_result(code, words)
        part = walker.wizard.result_page.phrases
        walker.click(part.fold.button)
        return walker, part

    return opened


def marked(part) -> list[str]:
    """The underlined pieces of the shown text."""
    found = []
    block = part.marked.document().firstBlock()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            if pieces.fragment().charFormat().fontUnderline():
                found.append(pieces.fragment().text())
            pieces += 1
        block = block.next()
    return found


def shown(widget) -> str:
    """All labels that are shown."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def stored(rows) -> dict:
    """The answers as they are kept."""
    return json.loads(rows()[0].draft.answers)


def test_the_text_is_shown_letter_by_letter_with_its_phrases_marked_and_listed(read):
    _walker, part = read()
    assert part.marked.text() == WORDS
    assert part.marked.isReadOnly()
    assert marked(part) == ["shadow her", "decide for myself"]
    words = shown(part)
    assert "1. “shadow her”" in words and "2. “decide for myself”" in words
    assert "In: “I want to shadow her.”" in words
    assert "It may speak to: What happens in a normal week?" in words
    assert "It may point to: “I think it over. I may take the advice or leave it.”" in words
    assert "Your text does not say yet:" in words and "How many people" in words
    assert "Who decides" not in words


def test_nothing_is_changed_by_looking(read, rows):
    walker, _part = read()
    assert set(stored(rows).values()) == {"no", "not_sure"}
    assert rows()[0].draft.outcome == "not-clear"
    assert walker.key == "result"


def test_use_this_changes_the_answer_and_the_result_and_it_can_be_taken_back(read, rows):
    walker, part = read(code="NNNN - UMUUMMU")
    assert rows()[0].draft.outcome == "mentoring"
    walker.click(part.use["q10_work=shadow her"])
    assert stored(rows)["q10_work"] == "apprenticeship"
    assert rows()[0].draft.outcome == "not-clear"
    assert "The result now:" in shown(part)
    assert instrument().not_clear.title in shown(walker.view.verdict)
    walker.click(part.take_back["q10_work=shadow her"])
    assert stored(rows)["q10_work"] == "mentoring"
    assert rows()[0].draft.outcome == "mentoring"
    assert "q10_work=shadow her" in part.use


def test_a_check_that_becomes_the_main_thing_asks_its_question_first(read, rows):
    walker, part = read(
        "I want to learn the trade. Could you find me a job in your company?", "NNNN - MMMMMMM"
    )
    walker.click(part.use["q1_job=find me a job"])
    assert walker.key == "q5_without_it"
    walker.choose("q5_without_it", "no")
    assert walker.key == "result"
    assert rows()[0].draft.outcome == "neither:job-search"


def test_no_takes_a_hint_away_for_good_and_it_can_be_asked_for_again(read, rows, walk):
    walker, part = read()
    walker.click(part.refuse["q10_work=shadow her"])
    assert marked(part) == ["decide for myself"]
    assert "What happens in a normal week" in shown(part)
    request = rows()[0].id
    walker.wizard.close()
    again = walk(request)
    part = again.wizard.result_page.phrases
    again.click(part.fold.button)
    assert list(part.refuse) == ["q6_decide=decide for myself"]
    again.click(part.ask_again)
    assert len(part.refuse) == 2 and part.ask_again.isHidden()


def test_an_answer_that_says_the_same_has_no_button_to_use_it(read):
    _walker, part = read(code="NNNN - MUUUSUU")
    assert part.use == {} and len(part.refuse) == 2
    assert "Your answer holds this already" in shown(part)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Ich suche jemanden, der mir sagt, was ich tun soll, und ich will an seiner Seite arbeiten.",
        "I want to end my life and I would like to shadow her",
    ],
)
def test_there_is_no_button_without_english_words_or_where_there_is_danger(walk, words):
    walker = walk()
    walker.see_result(UNSURE, words)
    assert walker.wizard.result_page.phrases.fold.isHidden()


def test_a_text_that_says_nothing_is_told_so_calmly(read):
    _walker, part = read("My shop is at the corner and I like the people who come in.")
    assert part.refuse == {} and marked(part) == []
    assert "No phrase is marked." in shown(part)


def test_everything_goes_by_keyboard_and_enter_in_the_text_does_not_close_the_wizard(walk, rows):
    walker = walk()
    walker.see_result(UNSURE, WORDS)
    part = walker.wizard.result_page.phrases
    part.fold.button.setFocus()
    walker.press(Qt.Key.Key_Space)
    walker.press(Qt.Key.Key_Tab)
    assert walker.wizard.focusWidget() is part.marked
    walker.press(Qt.Key.Key_Return)
    walker.press(Qt.Key.Key_Backspace)
    assert walker.wizard.isVisible() and walker.key == "result"
    walker.press(Qt.Key.Key_Tab)
    assert walker.wizard.focusWidget() is part.use["q10_work=shadow her"]
    walker.press(Qt.Key.Key_Space)
    assert stored(rows)["q10_work"] == "apprenticeship"
    assert walker.wizard.focusWidget() is part.take_back["q10_work=shadow her"]
    walker.press(Qt.Key.Key_Tab)
    walker.press(Qt.Key.Key_Space)
    assert "q10_work=shadow her" not in part.refuse
    assert walker.wizard.focusWidget() is part.refuse["q6_decide=decide for myself"]
    assert all(button.accessibleName() for button in (*part.use.values(), *part.refuse.values(), part.marked))


def test_words_changed_later_are_read_anew(read):
    walker, part = read()
    walker.wizard.steps["words"].edit.setPlainText("I want to meet a few mentors and think about it.")
    walker.wizard.change_answer("q12_field")
    walker.choose("q12_field", "mentoring")
    assert walker.key == "result"
    assert marked(part) == ["a few mentors"]
