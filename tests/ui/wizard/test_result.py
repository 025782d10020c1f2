"""The result and its next steps, which do things: what they make, keep, write and open."""

import dataclasses
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
from mentee_app.domain.requests import Answer, OwnChoice, RequestDraft
from mentee_app.queries import kept, relationships
from mentee_app.services.changes import Kind as Things
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.ask_message import AskMessage
from mentee_app.ui.asking.both import AskBoth
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.widgets.fold import Fold, FoldButton

MENTORING = "NNNN - MMMMMMM"
BOTH = "NNNN - SSSSSSA"


@pytest.fixture
def type_into(qtbot):
    """Type a name as a person does (ASCII only)."""

    def typed(line, text: str) -> None:
        line.clear()
        qtbot.keyClicks(line, text)

    return typed


@pytest.fixture
def mails(monkeypatch):
    """The links that would have opened the mail program."""
    opened = []
    monkeypatch.setattr(AskMessage, "open_link", staticmethod(lambda url: opened.append(url) or True))
    return opened


def shown_words(widget) -> list[str]:
    """The texts of all labels that are shown, from top to bottom."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapTo(widget, label.pos()).y())]


def test_danger_words_show_the_feelings_text_before_everything(walk):
    walker = walk()
    walker.see_result("MNNN N MMMMMMM", "I want to build boats but I want to kill myself")
    assert shown_words(walker.view.verdict)[0] == instrument().feelings_text


def test_harmless_words_show_no_feelings_text(walk):
    walker = walk()
    walker.see_result(MENTORING, "This deadline is killing me")
    assert instrument().feelings_text not in shown_words(walker.view)


def test_the_result_says_why_what_points_away_the_totals_and_what_would_flip_it(walk):
    walker = walk()
    walker.see_result("NEMN Y AMMMMSM", "Words")
    words = shown_words(walker.view)
    text = "\n".join(words)
    assert words[0] == instrument().mentoring.title_leaning
    assert instrument().mentoring.caution in words
    assert "Whose path: “To a place I choose." in text
    assert "What points the other way" in words and "Who decides: “I do it their way." in text
    assert "4 of 15" in words and "11 of 15" in words
    assert "If you had answered “" in text and "the result would be:" in text
    assert re.search("“[^“”]+” to “(Who decides|Whose path|How many people|How much of it)”", text)
    assert instrument().check("coaching").text in words and instrument().check("casual").text in words
    assert set(instrument().always) <= set(words)
    assert "How this app uses the two words." in text


@pytest.mark.parametrize("code", [MENTORING, BOTH, "NNNN - UUUUUUU", "NNNM N MMMMMMM"])
def test_the_next_steps_are_one_click_from_the_title(walk, qtbot, code):
    walker = walk()
    walker.see_result(code, "Words")
    button = walker.view.verdict.next_steps
    assert walker.wizard.focusWidget() is button
    walker.click(button)
    heading = walker.view._next
    scroll = walker.wizard.step.scroll
    bar = scroll.verticalScrollBar()
    top = heading.mapTo(scroll.viewport(), heading.rect().topLeft()).y()
    assert top == 0 or bar.value() == bar.maximum()
    focused = walker.wizard.focusWidget()
    assert focused is heading or walker.view.steps.isAncestorOf(focused)


def test_a_long_wish_is_not_cut_off_to_a_goal(walk):
    walker = walk()
    walker.see_result(MENTORING, "I want to lead seven people through hard days, and I was never taught how.")
    goal = walker.view.steps.goal
    assert goal.title.text() == "" and goal.title.placeholderText()
    assert not goal.make.isEnabled()


@pytest.mark.parametrize("width", [620, 820, 1200])
def test_nothing_of_the_two_kinds_of_help_is_cut_at_any_width(walk, qtbot, width):
    walker = walk()
    walker.see_result(BOTH, "Words")
    walker.wizard.resize(width, 640)
    both = walker.view.steps
    qtbot.waitUntil(lambda: walker.wizard.width() == width, timeout=2000)
    one, other = both.columns.values()
    qtbot.waitUntil(
        lambda: (one.y() == other.y()) == (both.width() >= 900) and one.width() > 300, timeout=2000
    )
    for label in both.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in both.findChildren(FoldButton):
        if button.isVisible():
            assert button.height() >= button.heightForWidth(button.width())
            assert button.width() >= button.minimumSizeHint().width()


def test_neither_names_the_kind_the_other_kinds_and_the_better_doors(walk):
    walker = walk()
    walker.see_result("MNNM N MMMMMMM", "Words")
    words = shown_words(walker.view)
    assert words[0] == instrument().neither("other").title
    assert instrument().neither("job-search").title in words
    assert set(instrument().neither("job-search").go) <= set(words)
    assert {kind.text for kind in instrument().neither("other").kinds} <= set(words)


@pytest.mark.parametrize(
    "code, questions",
    [
        ("NNNN - UUUMUUU", ["q6_decide"]),
        ("NNNM U MMMMMMM", ["q5_without_it"]),
        ("NNNN - UUUUUUU", ["q6_decide"]),
        ("NNNN - MAUUUUB", ["q8_people"]),
        ("NNNN - AUUUUUM", ["q7_path"]),
    ],
)
def test_not_clear_shows_the_question_that_settles_it_and_goes_to_it(walk, code, questions):
    walker = walk()
    walker.see_result(code, "Words")
    buttons = walker.view.verdict.settle_buttons
    assert list(buttons) == questions
    walker.click(buttons[questions[-1]])
    assert walker.key == questions[-1]


def test_own_choice_is_kept_with_its_reason_shown_and_taken_back(walk, rows, said):
    walker = walk()
    walker.see_result(MENTORING, "Words")
    walker.click(walker.view.choose.button)
    walker.click(walker.view.own.options.row("apprenticeship"))
    walker.view.own.reason.edit.insertPlainText("<b>I</b> know")
    walker.view.own.flush()
    (row,) = rows()
    assert (row.draft.outcome, row.draft.own_choice) == ("mentoring", OwnChoice.APPRENTICESHIP)
    assert row.draft.own_reason == "<b>I</b> know"
    words = shown_words(walker.view)
    assert words[:2] == ["You chose: Apprenticeship", "“<b>I</b> know”"]
    assert "Your answers said: You are asking for mentoring" in words
    assert walker.view.steps.relationship.start.text() == "Start the apprenticeship"
    walker.click(walker.view.own.back)
    assert rows()[0].draft.own_choice is None
    assert shown_words(walker.view)[0] == instrument().mentoring.title_clear
    assert walker.view.own.reason.value() == rows()[0].draft.own_reason == "<b>I</b> know"


def test_goal_person_and_relationship_are_really_made(walk, rows, type_into, qtbot):
    walker = walk()
    walker.see_result(MENTORING, "I want to lead seven people. I was never taught how.")
    steps = walker.view.steps
    assert steps.goal.title.text() == "Lead seven people"
    walker.click(steps.goal.make)
    assert not steps.relationship.start.isEnabled()
    type_into(steps.person.field.widget, "Siobhan")
    walker.click(steps.person.take)
    walker.click(steps.relationship.start)
    draft = rows()[0].draft
    goal, person = kept.one(GoalDraft, draft.goal), kept.one(PersonDraft, draft.person)
    relationship = kept.one(RelationshipDraft, draft.relationship)
    assert goal.draft.title == "Lead seven people"
    assert person.draft.name == "Siobhan"
    assert (relationship.draft.person, relationship.draft.kind) == (person.id, Kind.MENTORING)
    assert relationship.draft.status is Status.CONSIDERING
    assert list(relationships.goals_of(relationship.id)) == [goal.id]
    field = steps.relationship.agreement._fields["purpose"]
    field.edit.insertPlainText("One question at a time")
    assert steps.flush()
    assert relationships.agreed(relationship.id) == {"purpose": "One question at a time"}


def test_a_known_person_is_picked_and_not_made_twice(walk, rows, desk, type_into):
    known = desk.people.add(PersonDraft(name="Ada Lovelace", email="ada@example.org"))
    walker = walk()
    walker.see_result(MENTORING, "Words")
    type_into(walker.view.steps.person.field.widget, "ada lovelace")
    walker.click(walker.view.steps.person.take)
    assert rows()[0].draft.person == known.id
    walker.click(walker.view.steps.person.other)
    assert rows()[0].draft.person is None
    assert kept.one(PersonDraft, known.id) is not None


def test_a_mentoring_that_goes_on_is_used_and_not_begun_twice(walk, rows, desk, type_into):
    person = desk.people.add(PersonDraft(name="Ada"))
    going_on = desk.relationships.add(RelationshipDraft(person=person.id, status=Status.ACTIVE))
    walker = walk()
    walker.see_result(MENTORING, "Words")
    type_into(walker.view.steps.person.field.widget, "Ada")
    walker.click(walker.view.steps.person.take)
    walker.click(walker.view.steps.relationship.start)
    assert rows()[0].draft.relationship == going_on.id
    assert len(relationships.of_person(person.id)) == 1


def test_opening_what_was_made_closes_the_wizard(walk, rows, said):
    walker = walk()
    walker.see_result(MENTORING, "I want to learn to lead")
    walker.click(walker.view.steps.goal.make)
    walker.click(walker.view.steps.goal.open)
    assert said.wanted == [Place(Things.GOALS, rows()[0].draft.goal)]
    assert not walker.wizard.isVisible()


def test_ticks_of_the_ready_list_are_kept(walk, rows):
    walker = walk()
    walker.see_result(MENTORING, "Words")
    ticks = walker.view.steps.ready.ticks
    walker.click(ticks["time"].box)
    walker.click(ticks["hear-it"].box)
    walker.click(ticks["time"].box)
    assert json.loads(rows()[0].draft.ready) == ["hear-it"]
    again = walk(rows()[0].id)
    assert [id for id, tick in again.view.steps.ready.ticks.items() if tick.box.isChecked()] == ["hear-it"]


def test_the_message_is_written_filled_edited_copied_and_mailed(walk, rows, desk, type_into, mails):
    desk.about_me.write(AboutMeDraft(name="Maren", does="I run a library.", reach="maren@example.org"))
    desk.people.add(PersonDraft(name="Siobhan & Co", email="s@example.org"))
    walker = walk()
    walker.see_result(MENTORING, "I want to lead")
    steps = walker.view.steps
    walker.click(steps.message.write)
    assert "Dear [name],\n\nI run a library. I am working on [your goal" in rows()[0].draft.ask_text
    type_into(steps.person.field.widget, "Siobhan & Co")
    walker.click(steps.person.take)
    walker.click(steps.goal.make)
    assert rows()[0].draft.ask_text.startswith("Dear Siobhan & Co,")
    assert "working on “Lead”" in rows()[0].draft.ask_text

    walker.click(steps.message.next_blank)
    assert steps.message.text.edit.textCursor().selectedText() == "[what]"
    steps.message.text.edit.textCursor().insertText("“100 %” & ünïcode 🙂")
    walker.click(steps.message.next_blank)
    assert steps.message.text.edit.textCursor().selectedText() == "[where]"
    assert steps.message.flush()
    text = rows()[0].draft.ask_text
    assert "I have tried “100 %” & ünïcode 🙂, and" in text

    walker.click(steps.message.copy)
    assert QGuiApplication.clipboard().text() == text
    walker.click(steps.message.mail)
    parts = urlsplit(bytes(mails[0].toEncoded()).decode("ascii"))
    assert (parts.scheme, parts.path) == ("mailto", "s@example.org")
    assert parse_qs(parts.query)["body"] == [text.replace("\n", "\r\n")]


def test_where_no_mail_program_opens_the_message_is_copied(walk, rows, monkeypatch):
    monkeypatch.setattr(AskMessage, "open_link", staticmethod(lambda url: False))
    walker = walk()
    walker.see_result("NNNN - AAAAAAA", "Words")
    message = walker.view.steps.message
    walker.click(message.write)
    walker.click(message.mail)
    assert QGuiApplication.clipboard().text() == rows()[0].draft.ask_text
    assert "copied" in message.told.text()


def test_sent_notes_the_day_and_a_relationship_begins_as_asked(walk, rows, desk, type_into):
    walker = walk()
    walker.see_result(MENTORING, "Words")
    steps = walker.view.steps
    walker.click(steps.message.write)
    walker.click(steps.message.sent)
    draft = rows()[0].draft
    assert (draft.answer, draft.asked_on) == (Answer.SENT, desk.today())
    assert (draft.follow_up_on - draft.asked_on).days == 14
    type_into(steps.person.field.widget, "Ada")
    walker.click(steps.person.take)
    walker.click(steps.relationship.start)
    assert kept.one(RelationshipDraft, rows()[0].draft.relationship).draft.status is Status.ASKED


def test_writing_again_can_be_undone(walk, rows):
    walker = walk()
    walker.see_result(MENTORING, "Words")
    message = walker.view.steps.message
    walker.click(message.write)
    message.text.edit.selectAll()
    message.text.edit.insertPlainText("My own letter")
    walker.click(message.write)
    message.text.edit.undo()
    message.flush()
    assert rows()[0].draft.ask_text == "My own letter"


def split_in_two(walker) -> None:
    """A request for both, made two."""
    walker.see_result(BOTH, "Boats, and my life")
    walker.click(walker.view.steps.split)


def parts(desk, whole: int) -> dict[OwnChoice, kept.Kept[RequestDraft]]:
    """The requests that were split off from one."""
    found = {side: kept.one(RequestDraft, id) for side, id in desk.requests.split_of(whole).parts.items()}
    return {side: part for side, part in found.items() if part}


def test_the_sentences_for_both_are_kept_before_the_split(walk, rows, desk, qtbot, app, said):
    walker = walk()
    walker.see_result(BOTH, "Boats, and my life")
    one, other = walker.view.steps.columns.values()
    one.sentence.insertPlainText("Learn to build boats")
    qtbot.waitUntil(lambda: bool(desk.requests.split_of(rows()[0].id).sentences), timeout=3000)
    other.sentence.insertPlainText("What for")
    app.notebook.execute_sql("PRAGMA query_only = 1")
    assert not walker.wizard.flush() and said.failed
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert walker.wizard.flush()
    again = walk(rows()[0].id)
    assert [column.sentence.text() for column in again.view.steps.columns.values()] == [
        "Learn to build boats",
        "What for",
    ]
    again.click(again.view.steps.split)
    assert [part.draft.own_words for part in parts(desk, rows()[-1].id).values()] == [
        "Learn to build boats",
        "What for",
    ]
    assert desk.requests.split_of(rows()[-1].id).sentences == {}


def test_a_sentence_that_cannot_be_saved_stays_when_other_next_steps_are_wanted(walk, rows, app, desk):
    walker = walk()
    walker.see_result(BOTH, "Boats, and my life")
    steps = walker.view.steps
    steps.columns[OwnChoice.MENTORING].sentence.insertPlainText("What for")
    with app.notebook.unit_of_work():
        app.notebook.execute_sql("UPDATE request SET own_choice = 'neither'")
    app.notebook.execute_sql("PRAGMA query_only = 1")
    walker.view.refresh()
    assert walker.view.steps is steps
    app.notebook.execute_sql("PRAGMA query_only = 0")
    walker.view.refresh()
    assert walker.view.steps is not steps
    assert desk.requests.split_of(rows()[0].id).sentences == {OwnChoice.MENTORING: "What for"}


def test_two_places_where_one_sentence_is_written_lose_neither(walk, rows, qtbot, desk):
    walker = walk()
    walker.see_result(BOTH, "Boats, and my life")
    other = AskBoth(desk, rows()[0].id)
    qtbot.addWidget(other)
    here, there = (each.columns[OwnChoice.MENTORING] for each in (walker.view.steps, other))
    here.sentence.insertPlainText("What for")
    there.sentence.insertPlainText("How long")
    assert here.flush() and there.flush()
    assert there.sentence.text() == "What for\nHow long"
    assert desk.requests.split_of(rows()[0].id).sentences == {OwnChoice.MENTORING: "What for\nHow long"}


def test_a_request_is_split_once_whatever_becomes_of_its_parts(walk, rows, desk):
    walker = walk()
    split_in_two(walker)
    whole = rows()[-1]
    one, other = parts(desk, whole.id).values()
    desk.requests.save(one, dataclasses.replace(one.draft, own_choice=OwnChoice.NEITHER))
    deed = desk.requests.trash(other.id)
    again = walk(whole.id)
    both = again.view.steps
    assert not both.split.isVisibleTo(again.wizard)
    assert not any(column.sentence.isVisibleTo(again.wizard) for column in both.columns.values())
    assert both.columns[OwnChoice.APPRENTICESHIP].steps is not None
    assert "This part was split off and deleted since then." in shown_words(both)
    desk.deeds.undo(deed)
    assert both.columns[OwnChoice.MENTORING].steps is not None


def test_a_part_goes_back_to_what_it_was_split_off_for(walk, rows, desk):
    split_in_two(walk())
    part = parts(desk, rows()[-1].id)[OwnChoice.MENTORING]
    walker = walk(part.id)
    own = walker.view.own
    walker.click(walker.view.choose.button)
    assert not own.back.isVisibleTo(walker.wizard)
    walker.click(own.options.row("both"))
    assert not walker.view.steps.split.isVisibleTo(walker.wizard)
    walker.click(own.back)
    assert kept.one(RequestDraft, part.id).draft.own_choice is OwnChoice.MENTORING
    assert judged_request.asked(part.id).direction == "mentoring"
    assert not own.back.isVisibleTo(walker.wizard)


def test_a_request_taken_again_is_not_a_part(walk, rows, desk):
    walker = walk()
    walker.see_result(BOTH, "Words")
    again = walk(desk.requests.retake(rows()[0]).id)
    again.see_result(BOTH)
    again.click(again.view.choose.button)
    again.click(again.view.own.options.row("mentoring"))
    first = walk(rows()[-1].id)
    assert first.view.steps.split.isVisibleTo(first.wizard)
    again.click(again.view.own.back)
    assert rows()[0].draft.own_choice is None
    assert again.view.steps.split.isVisibleTo(again.wizard)


@pytest.mark.parametrize(
    "words, purpose",
    [
        ("I want to lead", "Lead"),
        ("I want to lead seven people through hard days, and I was never taught how.", ""),
    ],
)
def test_a_purpose_is_never_a_wish_cut_off(walk, rows, desk, type_into, words, purpose):
    walker = walk()
    walker.see_result(MENTORING, words)
    type_into(walker.view.steps.person.field.widget, "Ada")
    walker.click(walker.view.steps.person.take)
    walker.click(walker.view.steps.relationship.start)
    assert kept.one(RelationshipDraft, rows()[0].draft.relationship).draft.purpose == purpose


def test_both_is_split_into_two_requests_that_each_do_things(walk, rows, desk):
    walker = walk()
    walker.see_result(BOTH, "Boats, and my life")
    both = walker.view.steps
    both.columns[OwnChoice.APPRENTICESHIP].sentence.setPlainText("Learn to build boats")
    walker.click(both.split)
    parent = rows()[-1]
    children = parts(desk, parent.id)
    assert [child.draft.own_words for child in children.values()] == [
        "Learn to build boats",
        "Boats, and my life",
    ]
    assert parent.draft.outcome == "both" and parent.draft.own_choice is None
    assert not both.split.isVisibleTo(walker.wizard)
    column = both.columns[OwnChoice.APPRENTICESHIP]
    walker.click(column.steps.goal.make)
    child = kept.one(RequestDraft, children[OwnChoice.APPRENTICESHIP].id)
    assert kept.one(GoalDraft, child.draft.goal).draft.title == "Learn to build boats"
    assert kept.one(RequestDraft, parent.id).draft.goal is None
    assert judged_request.asked(child.id).direction == "apprenticeship"


def test_a_trashed_goal_can_be_made_again(walk, rows, desk):
    walker = walk()
    walker.see_result(MENTORING, "Words about boats")
    walker.click(walker.view.steps.goal.make)
    desk.goals.trash(rows()[0].draft.goal)
    assert walker.view.steps.goal.make.isVisibleTo(walker.wizard)


def test_own_words_are_never_interpreted(walk):
    walker = walk()
    walker.see_result(BOTH, "<img src=/etc/passwd> a<b and c>d")
    walker.click(walker.view.steps.split)
    assert shown_words(walker.view).count("<img src=/etc/passwd> a<b and c>d") == 2
    for label in walker.wizard.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


def test_the_title_of_a_fold_goes_on_in_a_second_line_and_stays_whole(qtbot):
    fold = Fold("Parts of life that may need different people", QWidget())
    qtbot.addWidget(fold)
    fold.resize(170, 200)
    fold.show()
    button = fold.button
    qtbot.waitUntil(lambda: "\n" in button.text(), timeout=2000)
    assert button.text().split() == "Parts of life that may need different people".split()
    assert button.height() >= button.heightForWidth(button.width()) > button.heightForWidth(2000)
    assert button.accessibleName() == "Parts of life that may need different people"


def test_enter_in_a_line_of_the_next_steps_does_what_it_says_and_leaves_the_wizard_open(walk, rows, qtbot):
    walker = walk()
    walker.see_result(MENTORING, "I want to lead seven people. I was never taught how.")
    line = walker.view.steps.person.field.widget
    line.setFocus()
    qtbot.keyClicks(line, "Ada Kiln")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert kept.one(PersonDraft, rows()[0].draft.person).draft.name == "Ada Kiln"
    assert walker.wizard.isVisible()
