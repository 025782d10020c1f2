"""The real wizard, clicked and typed through: where it leads, what it keeps, and how it goes back."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QRadioButton

from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import requests, unfinished
from mentee_app.ui.forms.set_aside import Unsaved
from mentee_app.wizard.answers import ITEMS

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "wizard" / "cases.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_case_clicked_through_ends_in_its_label(walk, case, rows):
    walker = walk()
    walker.wizard.step.edit.setPlainText(case["text"])
    walker.click_next()
    walker.answer_all(case["expected_answers"])
    assert walker.key == "result"
    (row,) = rows()
    assert row.draft.outcome == case["label"]
    assert row.draft.own_words == case["text"]
    assert row.draft.finished_at is not None
    given = {question: option for question, option in case["expected_answers"].items() if option is not None}
    assert json.loads(row.draft.answers) == given


def test_there_are_forty_cases():
    assert len(CASES) == 40


def test_number_keys_answer_and_go_on_and_backspace_goes_back(walk, qtbot, rows):
    walker = walk()
    walker.click_next()
    for key in (Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_3):
        walker.press(key)
    assert walker.wizard.focusWidget() is walker.wizard.button(walker.wizard.WizardButton.NextButton)
    walker.press(Qt.Key.Key_Space)
    assert walker.key == "q6_decide"
    walker.press(Qt.Key.Key_2)
    walker.press(Qt.Key.Key_4)
    assert walker.key == "q8_people"
    walker.press(Qt.Key.Key_Backspace)
    walker.press(Qt.Key.Key_Backspace)
    assert walker.key == "q6_decide"
    assert walker.wizard.step.options.row("mentoring").isChecked()
    assert json.loads(rows()[0].draft.answers)["q7_path"] == "not_sure"


def test_a_question_opens_with_no_answer_put_forward_and_tab_or_an_arrow_goes_to_the_first(walk):
    walker = walk()
    walker.click_next()
    group = walker.wizard.step.groups["q1_job"]
    assert walker.wizard.focusWidget() is group
    for _check in range(4):
        walker.press(Qt.Key.Key_3)
    walker.click_next()
    options = walker.wizard.step.options
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Up):
        options.start()
        assert walker.wizard.focusWidget() is options
        walker.press(key)
        assert walker.wizard.focusWidget() is options.row("apprenticeship")
    walker.press(Qt.Key.Key_1)
    walker.press(Qt.Key.Key_Backspace)
    assert walker.wizard.focusWidget() is options.row("apprenticeship")


def test_next_and_done_are_the_primary_buttons(walk):
    wizard = walk().wizard
    for button in (wizard.WizardButton.NextButton, wizard.WizardButton.FinishButton):
        assert wizard.button(button).property("role") == "primary"


def test_backspace_and_digits_in_the_own_words_are_typing(walk):
    walker = walk()
    walker.press(Qt.Key.Key_1)
    walker.press(Qt.Key.Key_2)
    walker.press(Qt.Key.Key_Backspace)
    assert walker.key == "words"
    assert walker.wizard.step.edit.text() == "1"


def test_nothing_is_chosen_beforehand_and_no_page_goes_on_without_an_answer(walk):
    walker = walk()
    walker.click_next()
    assert not any(button.isChecked() for button in walker.wizard.findChildren(QRadioButton))
    walker.wizard.next()
    assert walker.key == "checks"
    assert not walker.wizard.button(walker.wizard.WizardButton.NextButton).isEnabled()


def test_the_choices_stand_in_the_given_order_with_not_sure_last_and_apart(walk):
    walker = walk()
    for question in ITEMS:
        page = walker.wizard.steps[question]
        tops = [row.geometry().top() for row in page.options.findChildren(QRadioButton)]
        assert tops == sorted(tops)
        assert list(page.options._rows)[-1] == "not_sure"
    page = walker.wizard.steps["q7_path"]
    assert list(page.options._rows) == ["mentoring", "apprenticeship", "some_of_each", "not_sure"]


def test_a_wizard_left_without_a_word_leaves_no_row(walk, rows):
    walker = walk()
    walker.click_next()
    walker.press(Qt.Key.Key_Escape)
    assert not walker.wizard.isVisible()
    assert rows() == []


def test_words_that_were_taken_back_leave_no_row(walk, rows):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Perhaps")
    walker.click_next()
    walker.press(Qt.Key.Key_Backspace)
    walker.wizard.step.edit.setPlainText("  ")
    walker.wizard.reject()
    assert rows() == []


def test_a_half_done_request_is_found_again_and_goes_on_where_it_was_left(walk, rows, coded):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Ich möchte führen lernen")
    walker.click_next()
    answers = coded("NNEN - MMUUUUU")
    for question in ("q1_job", "q2_work_targets", "q3_chat", "q4_done_for_me"):
        walker.choose(question, answers[question])
    walker.click_next()
    walker.choose("q6_decide", "mentoring")
    (half,) = requests.half_done()
    assert half.opening == "Ich möchte führen lernen"

    again = walk(half.id)  # the first window never said goodbye, as after a crash
    assert again.key == "q7_path"
    again.press(Qt.Key.Key_Backspace)
    assert again.wizard.step.options.row("mentoring").isChecked()
    again.choose("q6_decide", "mentoring")
    for question in ITEMS[1:]:
        again.choose(question, answers[question])
    assert again.key == "result"
    assert len(rows()) == 1 and requests.half_done() == []


def test_typed_words_are_kept_by_escape(walk, rows):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Only words")
    walker.press(Qt.Key.Key_Escape)
    assert rows()[0].draft.own_words == "Only words"
    assert walk(rows()[0].id).wizard.step.edit.text() == "Only words"


def test_question_5_is_asked_in_the_words_of_the_main_check_and_forgotten_without_it(walk, rows, coded):
    walker = walk()
    walker.click_next()
    for question, option in list(coded("MNNN N MMMMMMM").items())[:4]:
        walker.choose(question, option)
    walker.click_next()
    assert "get you a job" in walker.wizard.step.options.accessibleName()
    walker.choose("q5_without_it", "no")
    for question in ITEMS:
        walker.choose(question, "mentoring")
    assert rows()[0].draft.outcome == "neither:job-search"
    walker.click(walker.view.change.button)
    walker.click(walker.view.answers.buttons["q1_job"])
    assert walker.key == "checks"
    walker.choose("q1_job", "no")
    walker.click_next()
    assert walker.key == "result"
    assert rows()[0].draft.outcome == "mentoring"


def test_a_new_main_check_asks_question_5_before_the_result(walk, rows):
    walker = walk()
    walker.see_result("NNNN - MMMMMMM", "Words")
    walker.view.answer_wanted.emit("q3_chat")
    walker.choose("q3_chat", "main")
    walker.click_next()
    assert walker.key == "q5_without_it"
    walker.choose("q5_without_it", "yes")
    assert walker.key == "result"
    assert rows()[0].draft.outcome == "mentoring"


def begun_to_change(walker) -> None:
    """A finished request whose check becomes the main thing, with question 5 still open."""
    walker.see_result("NNNN - MMMMMMM", "Words")
    walker.view.answer_wanted.emit("q3_chat")
    walker.choose("q3_chat", "main")
    walker.click_next()
    assert walker.key == "q5_without_it"


def test_a_change_that_is_left_halfway_keeps_the_old_result_and_goes_on_later(walk, rows):
    walker = walk()
    begun_to_change(walker)
    (row,) = rows()
    assert (row.draft.outcome, json.loads(row.draft.answers)["q3_chat"]) == ("mentoring", "no")
    finished_at = row.draft.finished_at
    walker.press(Qt.Key.Key_Escape)
    assert not walker.wizard.isVisible() and requests.half_done() == []
    assert rows()[0].draft.finished_at == finished_at is not None

    again = walk(row.id)
    assert again.key == "q5_without_it"
    again.choose("q5_without_it", "no")
    assert again.key == "result"
    assert rows()[0].draft.outcome == "neither:casual"
    assert rows()[0].draft.finished_at == finished_at
    assert json.loads(rows()[0].draft.answers)["q3_chat"] == "main"


def test_half_a_change_outlives_a_crash_and_can_be_taken_back(walk, rows, desk):
    begun_to_change(walk())
    again = walk(rows()[0].id)  # the first window never said goodbye
    assert again.key == "q5_without_it"
    again.press(Qt.Key.Key_Backspace)
    assert again.wizard.step.groups["q3_chat"].row("main").isChecked()
    again.choose("q3_chat", "no")
    assert desk.requests.half_changed(rows()[0].id) is None
    assert json.loads(rows()[0].draft.answers)["q3_chat"] == "no"


def test_taking_it_again_without_a_new_answer_leaves_no_second_request(walk, rows, desk):
    walk().see_result("NNNN - MMMMMMM", "Words")
    (first,) = rows()
    again = walk(desk.requests.retake(first).id)
    again.click_next()
    again.press(Qt.Key.Key_Escape)
    assert rows() == [first]


def test_taking_it_again_with_a_new_answer_or_other_words_is_kept(walk, rows, desk):
    walk().see_result("NNNN - MMMMMMM", "Words")
    answered = walk(desk.requests.retake(rows()[0]).id)
    answered.click_next()
    answered.choose("q1_job", "no")
    answered.press(Qt.Key.Key_Escape)
    reworded = walk(desk.requests.retake(rows()[-1]).id)
    reworded.wizard.step.edit.setPlainText("Other words")
    reworded.press(Qt.Key.Key_Escape)
    assert [row.draft.own_words for row in rows()] == ["Other words", "Words", "Words"]
    emptied = walk(desk.requests.retake(rows()[-1]).id)
    emptied.wizard.step.edit.setPlainText(" ")
    emptied.press(Qt.Key.Key_Escape)
    assert len(rows()) == 3


WAYS_OUT = {
    "escape": lambda walker: walker.press(Qt.Key.Key_Escape),
    "finish later": lambda walker: walker.click(
        walker.wizard.button(walker.wizard.WizardButton.CancelButton)
    ),
    "the close button": lambda walker: walker.wizard.close(),
    "something else is shown": lambda walker: walker.wizard.accept(),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_an_answer_that_cannot_be_saved_is_not_thrown_away_unasked(walk, app, rows, said, unsaved, way):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Words")
    walker.click_next()
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.choose("q1_job", "no")
    WAYS_OUT[way](walker)
    assert walker.wizard.isVisible()
    assert walker.wizard.step.problem.text() == said.failed[-1]
    assert len(unsaved.asked) == 1 and said.failed[-1] in unsaved.asked[0]
    app.notebook.execute_sql("PRAGMA query_only = 0")
    WAYS_OUT[way](walker)
    assert not walker.wizard.isVisible() and len(unsaved.asked) == 1
    assert json.loads(rows()[0].draft.answers) == {"q1_job": "no"}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_words_that_cannot_be_saved_are_set_aside_and_hold_no_wizard(walk, app, desk, rows, unsaved, way):
    first = walk()
    first.wizard.step.edit.setPlainText("Boats")
    assert first.wizard.flush()
    aside = Unsaved(desk, desk.notices)
    for walker, words in ((walk(rows()[0].id), "Boats and sails"), (walk(), "Quite another wish")):
        walker.wizard.steps["words"].edit.setPlainText(words)
        app.notebook.execute_sql("PRAGMA query_only = 1")
        WAYS_OUT[way](walker)
        app.notebook.execute_sql("PRAGMA query_only = 0")
        assert not walker.wizard.isVisible() and not unsaved.asked
        assert [part.text for each in aside.held for part in each.parts] == [words]
        assert aside.flush()
    assert [row.draft.own_words for row in rows()] == ["Boats and sails"]
    assert [each.parts[0].text for _id, each in unfinished.set_aside()] == ["Quite another wish"]


def test_done_keeps_what_cannot_be_saved(walk, app, desk, rows, unsaved):
    aside = Unsaved(desk, desk.notices)
    walker = walk()
    walker.see_result("NNNN - MMMMMMM", "Words")
    walker.click(walker.view.choose.button)
    walker.click(walker.view.own.options.row("apprenticeship"))
    walker.view.own.reason.edit.insertPlainText("I know")
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.click(walker.wizard.button(walker.wizard.WizardButton.FinishButton))
    assert not walker.wizard.isVisible() and not unsaved.asked
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert aside.flush()
    assert rows()[0].draft.own_reason == "I know"


def test_what_cannot_be_saved_can_be_lost_on_purpose(walk, app, unsaved, rows):
    unsaved.close = True
    for way in WAYS_OUT.values():
        walker = walk()
        walker.click_next()
        app.notebook.execute_sql("PRAGMA query_only = 1")
        walker.choose("q1_job", "no")
        way(walker)
        assert not walker.wizard.isVisible()
        app.notebook.execute_sql("PRAGMA query_only = 0")
    assert len(unsaved.asked) == len(WAYS_OUT)


def test_next_does_not_go_on_while_saving_fails(walk, app, rows):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Words")
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.click_next()
    assert walker.key == "words" and walker.wizard.step.problem.text()
    assert not walker.wizard.flush()
    app.notebook.execute_sql("PRAGMA query_only = 0")
    walker.click_next()
    assert walker.key == "checks"
    assert rows()[0].draft.own_words == "Words"


def test_an_answer_that_could_not_be_kept_is_kept_by_flush_and_by_itself(walk, app, rows, qtbot):
    walker = walk()
    walker.click_next()
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.choose("q1_job", "no")
    assert not walker.wizard.flush()
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert walker.wizard.flush()
    assert json.loads(rows()[0].draft.answers) == {"q1_job": "no"}
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.choose("q2_work_targets", "no")
    app.notebook.execute_sql("PRAGMA query_only = 0")
    qtbot.waitUntil(lambda: "q2_work_targets" in rows()[0].draft.answers, timeout=5000)


def test_changing_an_answer_comes_straight_back_and_back_leads_through_all_questions(walk, rows):
    walker = walk()
    walker.see_result("NNNN - MMMMMMM", "Words")
    walker.click(walker.view.change.button)
    walker.click(walker.view.answers.buttons["q7_path"])
    assert walker.key == "q7_path"
    walker.press(Qt.Key.Key_2)
    assert walker.key == "result"
    assert json.loads(rows()[0].draft.answers)["q7_path"] == "apprenticeship"
    walker.wizard.back()
    assert walker.key == "q12_field"


def test_a_finished_request_opens_at_its_result(walk, rows):
    walker = walk()
    walker.see_result("NNNN - AAAAAAA", "Words")
    again = walk(rows()[0].id)
    assert again.key == "result"
    assert len(rows()) == 1


def test_an_answer_that_cannot_be_kept_stays_and_goes_with_the_next(walk, app, said, rows):
    walker = walk()
    walker.click_next()
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.choose("q1_job", "no")
    assert said.failed and walker.wizard.step.problem.text() == said.failed[-1]
    app.notebook.execute_sql("PRAGMA query_only = 0")
    walker.choose("q2_work_targets", "extra")
    assert json.loads(rows()[0].draft.answers) == {"q1_job": "no", "q2_work_targets": "extra"}
    assert walker.wizard.step.problem.text() == ""


def test_a_request_deleted_meanwhile_is_kept_as_a_new_one(walk, desk, rows):
    walker = walk()
    walker.wizard.step.edit.setPlainText("Words")
    walker.click_next()
    desk.requests.trash(rows()[0].id)
    walker.choose("q1_job", "no")
    assert [row.draft.own_words for row in rows()] == ["Words"]


def test_answers_of_a_newer_version_count_as_open(walk, desk):
    stored = json.dumps({"q1_job": "perhaps", "q99": "x", "q2_work_targets": "no"})
    row = desk.requests.add(RequestDraft(own_words="Words", answers=stored, page="q12_field"))
    assert walk(row.id).key == "checks"


def test_every_control_that_takes_the_focus_has_a_name(walk):
    walker = walk()
    walker.see_result("MNEN Y SSMMAAA", "I want to build boats")
    for widget in walker.wizard.findChildren(QAbstractButton) + walker.wizard.findChildren(QLineEdit):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    for area in walker.wizard.findChildren(QAbstractScrollArea):
        if area.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert area.accessibleName(), area
