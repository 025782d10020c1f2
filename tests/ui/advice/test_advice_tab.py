"""The Advice tab: one key decides, the loop is closed, several pieces are settled side by side, and each deed is undone."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mentee_app import words
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.queries import advice, challenges, kept, questions, unfinished
from mentee_app.queries.advice import Waiting
from mentee_app.ui.advice import answers
from mentee_app.ui.advice.tab import AdviceTab
from mentee_app.ui.advice.under_question import UnderQuestion
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.empty_state import EmptyState

TODAY = date(2026, 3, 3)


@pytest.fixture
def ada(desk):
    return desk.people.add(PersonDraft(name="Ada Lovelace", email="ada@example.org", industry="Science")).id


@pytest.fixture
def grace(desk):
    return desk.people.add(PersonDraft(name="Grace Hopper", industry="Navy")).id


@pytest.fixture
def tab(qtbot, desk):
    def shown():
        tab = AdviceTab(desk, EmptyState("take", "Nothing yet.", []))
        qtbot.addWidget(tab)
        tab.resize(1100, 700)
        tab.show()
        with qtbot.waitExposed(tab):
            pass
        return tab

    return shown


@pytest.fixture
def give(desk):
    """Keeps a piece of advice, each a day older than the one before; gives its id."""
    given = []

    def advise(person, text, **values):
        values.setdefault("given_on", TODAY - timedelta(days=len(given)))
        given.append(text)
        return desk.advice.add(AdviceDraft(person, text=text, **values)).id

    return advise


def _draft(id):
    return kept.one(AdviceDraft, id).draft


def _type(widget, text):
    widget.insertPlainText(text)


def _press(qtbot, tab, *keys):
    for key in keys:
        qtbot.keyClick(tab.panel.list, key)


def _lines(tab):
    rows = tab.panel.list.rows
    looks = [tab.panel.look(tab.panel.page([rows.id_at(row)])[0]) for row in range(rows.rowCount())]
    return [f"{look.title} | {look.below} | {look.aside}" for look in looks]


def test_the_list_shows_the_advice_its_decision_the_mentor_and_the_day(tab, give, ada):
    give(ada, "Ask first")
    give(ada, "Rest", decision=Decision.TAKE, outcome="It helped")
    give(ada, "Read", decision=Decision.LEAVE, review_on=TODAY)
    assert _lines(tab()) == [
        "Ask first | ? Undecided · Ada Lovelace · today | ",
        "Rest | ✓ Take · Ada Lovelace · yesterday | to tell",
        "Read | ○ Leave · Ada Lovelace · Sun 1 Mar | look again",
    ]


@pytest.mark.parametrize(
    ("key", "decision"),
    [("T", Decision.TAKE), ("A", Decision.ADAPT), ("L", Decision.LEAVE), ("N", Decision.NOT_YET)],
)
def test_one_key_decides_and_the_undo_takes_it_back(qtbot, tab, desk, said, give, ada, key, decision):
    id = give(ada, "Ask first")
    shown = tab()
    _press(qtbot, shown, key)
    assert (_draft(id).decision, _draft(id).decided_on) == (decision, TODAY)
    assert shown.editor.form.decision.value() is decision
    assert desk.deeds.undo(said.undoable[-1][1])
    assert _draft(id).decision is Decision.UNDECIDED
    assert shown.editor.form.decision.value() is Decision.UNDECIDED


def test_the_key_of_the_decision_that_stands_makes_no_deed(qtbot, tab, said, give, ada):
    give(ada, "Ask first", decision=Decision.TAKE)
    _press(qtbot, tab(), "T")
    assert said.undoable == []


def test_a_key_that_is_held_down_decides_once(tab, said, give, ada):
    for text in ("one", "two", "three"):
        give(ada, text)
    shown = tab()
    shown.panel.show_only(Decision.UNDECIDED)
    for again in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier, "t", again)
        QApplication.sendEvent(shown.panel.list, event)
    assert len(said.undoable) == 1


def test_among_the_undecided_the_selection_goes_on_to_the_next(qtbot, tab, give, ada):
    first, second, third = (give(ada, text) for text in ("one", "two", "three"))
    shown = tab()
    shown.head.waits[Decision.UNDECIDED].click()
    assert shown.panel.list.current == first and shown.focusWidget() is shown.panel.list
    _press(qtbot, shown, "T")
    assert shown.panel.list.current == shown.shown == second
    _press(qtbot, shown, "L")
    assert shown.panel.list.current == shown.shown == third
    _press(qtbot, shown, "N")
    assert shown.panel.list.rows.rowCount() == 0 and shown.shown is None
    assert [_draft(id).decision.value for id in (first, second, third)] == ["take", "leave", "not-yet"]


def test_in_the_whole_list_the_selection_stays(qtbot, tab, give, ada):
    first, _second = give(ada, "one"), give(ada, "two")
    shown = tab()
    _press(qtbot, shown, "T")
    assert shown.panel.list.current == shown.shown == first


def test_what_waits_is_counted_and_one_click_away(tab, give, ada):
    give(ada, "undecided")
    told = give(ada, "used", decision=Decision.ADAPT, outcome="It helped")
    shown = tab()
    texts = [button.text() for button in shown.head.waits.values() if button.isVisible()]
    assert texts == ["1 to decide", "1 to tell"]
    assert shown.head.share.spoken == "2 pieces of advice: Adapt 1, Undecided 1."
    shown.head.waits[Waiting.TELLING].click()
    assert list(shown.panel.ids()) == [told]


def test_what_was_typed_is_saved_before_another_decision(qtbot, tab, give, ada):
    id = give(ada, "Ask first")
    shown = tab()
    _type(shown.editor.form.outcome.edit, "They said yes")
    _press(qtbot, shown, "T")
    assert (_draft(id).outcome, _draft(id).decision) == ("They said yes", Decision.TAKE)


def test_new_advice_is_kept_once_it_says_who_and_what_and_typing_goes_on(qtbot, tab, said, ada):
    shown = tab()
    shown.begin_new()
    form = shown.editor.form
    assert shown.focusWidget() is form.person.widget
    _type(form.text.edit, "Ask")
    form.text.edit.setFocus()
    assert shown.flush() and "who" in form.person.problem.text()
    assert dict(unfinished.typed("new advice").texts)["text"] == "Ask"
    assert len(advice.ids(advice.Filter(TODAY))) == 0
    form.person.show_value(ada)
    form.person.edited.emit()
    assert shown.flush()
    id = shown.shown
    assert _draft(id) == AdviceDraft(ada, text="Ask", given_on=TODAY)
    assert shown.panel.list.current == id and shown.focusWidget() is form.text.edit
    _type(form.text.edit, "more ")
    assert shown.flush() and "more" in _draft(id).text
    assert form.decision.widget.isVisible()


def test_new_advice_is_saved_by_itself(qtbot, tab, ada, give):
    give(ada, "older")
    shown = tab()
    shown.begin_new()
    shown.editor.form.person.show_value(ada)
    _type(shown.editor.form.text.edit, "Typed and left alone")
    qtbot.waitUntil(lambda: len(advice.ids(advice.Filter(TODAY))) == 2, timeout=3000)
    assert _draft(shown.shown).text == "Typed and left alone"


def test_new_advice_can_come_from_somebody_new(tab, said):
    shown = tab()
    shown.begin_new()
    form = shown.editor.form
    form.person.widget.setText("Linus")
    _type(form.text.edit, "Read the code")
    assert shown.flush()
    assert kept.one(PersonDraft, _draft(shown.shown).person).draft.name == "Linus"


def test_new_advice_that_a_change_elsewhere_comes_upon_is_not_lost(tab, desk, give, ada):
    give(ada, "older")
    shown = tab()
    shown.begin_new()
    _type(shown.editor.form.text.edit, "half a thought")
    give(ada, "came in between")
    assert shown.editor.fresh and shown.editor.form.text.value() == "half a thought"


def test_what_was_begun_and_is_given_up_leaves_nothing(tab, give, ada):
    first = give(ada, "older")
    shown = tab()
    shown.begin_new()
    _type(shown.editor.form.text.edit, "half a thought")
    shown.delete_shown()
    assert shown.shown == first and len(advice.ids(advice.Filter(TODAY))) == 1
    assert shown.flush() and unfinished.typed("new advice") is None


def test_the_filter_makes_room_for_what_was_just_kept(tab, give, ada):
    give(ada, "older")
    shown = tab()
    shown.panel.show_only(Decision.LEAVE)
    shown.begin_new()
    shown.editor.form.person.show_value(ada)
    _type(shown.editor.form.text.edit, "new")
    assert shown.flush()
    assert shown.panel.list.current == shown.shown and _draft(shown.shown).text == "new"


def test_deleting_can_be_undone(tab, desk, said, give, ada):
    id = give(ada, "Ask first")
    shown = tab()
    shown.delete_shown()
    assert kept.one(AdviceDraft, id) is None
    assert said.undoable[-1][0] == "Deleted “Ask first”."
    assert desk.deeds.undo(said.undoable[-1][1])
    assert _draft(id).text == "Ask first"


def test_the_session_is_one_button_away(tab, desk, said, give):
    relationship = desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), RelationshipDraft())
    start = datetime(2026, 3, 1, 14)
    session = desk.sessions.add(SessionDraft(relationship.id, SessionStatus.HELD, start, "Europe/Berlin"))
    id = give(relationship.draft.person, "Ask first", session=session.id)
    shown = tab()
    assert not shown.editor.form.person.widget.isVisible()
    shown.editor.open_session.click()
    assert said.wanted == [Place(Kind.SESSIONS, session.id, id)]


def test_only_advice_that_was_used_and_not_told_offers_a_message(tab, give, ada):
    used = give(ada, "Ask first", decision=Decision.TAKE, outcome="They said yes")
    left = give(ada, "Wait", decision=Decision.LEAVE, outcome="Nothing came of it")
    told = give(ada, "Rest", decision=Decision.TAKE, outcome="It helped", told_on=TODAY)
    shown = tab()
    seen = []
    for id in (used, left, told):
        shown.open_one(id)
        seen.append(shown.editor.tell.isVisible())
    assert seen == [True, False, False]


def test_the_message_is_filled_from_what_is_known(tab, desk, give, ada):
    desk.about_me.write(AboutMeDraft(name="Maren"))
    give(ada, "Ask first.", decision=Decision.ADAPT, outcome="They said yes.")
    shown = tab()
    tell = shown.editor.tell
    text = tell.text.value()
    for said in (
        "Hello Ada Lovelace",
        "“Ask first.” I did it in my own way. What came of it: They said yes.",
    ):
        assert said in text


def test_blanks_that_nobody_knows_are_named(tab, give, ada):
    give(ada, "Ask first.", decision=Decision.TAKE, outcome="They said yes.")
    shown = tab()
    tell = shown.editor.tell
    assert tell.blanks.text() == "Still to fill in: [your name]" and tell.blanks.isVisible()


def test_a_message_that_was_changed_is_there_again_when_one_comes_back(tab, give, ada):
    first = give(ada, "Ask first.", decision=Decision.TAKE, outcome="They said yes.")
    second = give(ada, "Rest", decision=Decision.TAKE, outcome="It helped")
    shown = tab()
    shown.open_one(first)
    _type(shown.editor.tell.text.edit, "By the way: ")
    shown.open_one(second)
    assert "By the way" not in shown.editor.tell.text.value()
    shown.open_one(first)
    assert shown.editor.tell.text.value().startswith("By the way: Hello")


def test_the_message_is_copied_and_mailed_as_it_stands(tab, give, ada):
    give(ada, "Ask first.", decision=Decision.TAKE, outcome="They said yes & more.")
    shown = tab()
    tell = shown.editor.tell
    opened = []
    tell.open_link = lambda link: bool(opened.append(link.toEncoded().data().decode())) or True
    tell.copy.click()
    assert QGuiApplication.clipboard().text() == tell.text.value()
    tell.mail.click()
    assert opened[0].startswith("mailto:ada@example.org?subject=") and "yes%20%26%20more" in opened[0]


def test_without_an_address_there_is_no_mail_button(tab, give, grace):
    give(grace, "Ask first.", decision=Decision.TAKE, outcome="Yes")
    assert not tab().editor.tell.mail.isVisible()


def test_marking_as_told_closes_the_loop_and_can_be_undone(tab, desk, said, give, ada):
    id = give(ada, "Ask first.", decision=Decision.TAKE, outcome="Yes")
    shown = tab()
    shown.editor.tell.told.click()
    assert _draft(id).told_on == TODAY
    assert not shown.editor.tell.isVisible() and not shown.head.waits[Waiting.TELLING].isVisible()
    assert desk.deeds.undo(said.undoable[-1][1])
    assert _draft(id).told_on is None and shown.editor.tell.isVisible()


def test_advice_to_look_at_again_is_put_off_or_let_go(tab, desk, said, give, ada):
    id = give(ada, "Wait", decision=Decision.NOT_YET, review_on=date(2026, 3, 1))
    shown = tab()
    again = shown.editor.form.again
    assert again.isVisible() and again.said.text() == "You wanted to look at this again 2 days ago."
    again.month.click()
    assert _draft(id).review_on == date(2026, 4, 2) and not again.isVisible()
    assert desk.deeds.undo(said.undoable[-1][1]) and again.isVisible()
    again.never.click()
    assert _draft(id).review_on is None


@pytest.fixture
def answered(monkeypatch):
    """Answers the question of the dialog that asks where advice is to stand."""

    def answer(text):
        def typed(dialog):
            dialog.line.setText(text)
            dialog.line.textEdited.emit(text)
            dialog.line.textChanged.emit(text)
            dialog.accept()
            return dialog.result() == QDialog.DialogCode.Accepted

        monkeypatch.setattr(UnderQuestion, "exec", typed)

    return answer


def test_marked_advice_goes_under_a_new_question_and_is_shown_side_by_side(
    qtbot, tab, give, ada, grace, answered
):
    first, second, _third = give(ada, "Go"), give(grace, "Stay"), give(ada, "Wait")
    shown = tab()
    _press(qtbot, shown, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert _lines(shown)[0].startswith("☑ Go") and "2 pieces" in shown.panel.compare.text()
    answered("Abroad or not?")
    shown.activateWindow()
    shown.panel.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.panel.list)
    qtbot.keyClick(
        shown.panel.list, "Q", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert shown.kind is Kind.QUESTIONS
    assert kept.one(QuestionDraft, shown.shown).draft.text == "Abroad or not?"
    assert [card.row.id for card in shown.editor.cards] == [first, second]
    assert shown.editor.form.columns.count == 2
    assert shown.ledger.panel.marked == {}
    edit = shown.editor.form.conclusion.edit
    assert shown.focusWidget() is edit
    qtbot.waitUntil(lambda: not edit.visibleRegion().isEmpty())


def test_advice_joins_a_question_that_is_there(tab, desk, give, ada, answered):
    first, second = give(ada, "Go"), give(ada, "Stay")
    question = desk.questions.begin(QuestionDraft("Abroad or not?"), [first]).id
    shown = tab()
    shown.open_one(second)
    answered("abroad or not?")
    shown.editor.compare.click()
    assert shown.shown == question and len(questions.ids(questions.Filter())) == 1
    assert [card.row.id for card in shown.editor.cards] == [first, second]


def test_a_mark_of_advice_that_was_deleted_is_forgotten(qtbot, tab, desk, give, ada):
    first = give(ada, "Go")
    give(ada, "Stay")
    shown = tab()
    _press(qtbot, shown, Qt.Key.Key_Space)
    desk.advice.trash(first)
    assert shown.panel.marked == {} and not shown.panel.compare.isVisible()


@pytest.fixture
def compared(tab, desk, give, ada, grace):
    """The tab with a question in front: Ada said go, Grace said stay."""
    first = give(ada, "Go", context="When I was your age")
    second = give(grace, "Stay")
    question = desk.questions.begin(QuestionDraft("Abroad or not?"), [first, second]).id
    shown = tab()
    shown.open_one(question)
    return shown, question, first, second


def test_pending_decisions_are_settled_at_once_with_one_reason_and_undone_at_once(
    qtbot, compared, desk, said
):
    shown, question, first, second = compared
    go, stay = shown.editor.cards
    qtbot.keyClick(go.decision.widget.focusProxy(), "T")
    qtbot.keyClick(stay.decision.widget.focusProxy(), "L")
    assert _draft(first).decision is _draft(second).decision is Decision.UNDECIDED
    assert go.pending.text() == "✓ Take, when you decide"
    _type(shown.editor.form.conclusion.edit, "Now or never")
    shown.editor.form.decide.click()
    after = [(_draft(id).decision, _draft(id).reason) for id in (first, second)]
    assert after == [(Decision.TAKE, "Now or never"), (Decision.LEAVE, "Now or never")]
    assert kept.one(QuestionDraft, question).draft.decided_on == TODAY
    assert shown.editor.state.text() == "Decided today."
    assert not shown.editor.form.decide.isEnabled()
    assert len(said.undoable) == 1 and desk.deeds.undo(said.undoable[0][1])
    assert [_draft(id).decision for id in (first, second)] == [Decision.UNDECIDED] * 2
    assert kept.one(QuestionDraft, question).draft == QuestionDraft("Abroad or not?", "Now or never")


def test_after_deciding_the_focus_stays_at_decide_which_does_nothing_twice(qtbot, compared, said):
    shown = compared[0]
    shown.activateWindow()
    decide = shown.editor.form.decide
    qtbot.keyClick(shown.editor.cards[0].decision.widget.focusProxy(), "T")
    decide.setFocus()
    qtbot.waitUntil(decide.hasFocus)
    qtbot.keyClick(decide, Qt.Key.Key_Space)
    assert decide.hasFocus() and len(said.undoable) == 1
    qtbot.keyClick(decide, Qt.Key.Key_Space)
    assert len(said.undoable) == 1


def test_what_was_pressed_is_there_again_after_looking_elsewhere(compared):
    shown, question, first, _second = compared
    shown.editor.cards[0].decision._press(Decision.ADAPT)
    shown.open_one(first)
    shown.open_one(question)
    assert shown.editor.cards[0].decision.value() is Decision.ADAPT
    assert _draft(first).decision is Decision.UNDECIDED


def test_a_card_says_who_when_what_it_was_about_and_from_which_industry(compared, desk):
    shown = compared[0]
    texts = [
        label.text() for label in shown.editor.cards[0].findChildren(QWidget) if hasattr(label, "wordWrap")
    ]
    assert "Ada Lovelace" in texts and "Context: When I was your age" in texts
    assert any("Science" in text for text in texts)


def test_advice_is_found_by_typing_and_put_beside_the_rest(qtbot, compared, give, ada):
    shown = compared[0]
    third = give(ada, "Ask your family")
    search = shown.editor.form.search
    search.setFocus()
    qtbot.keyClicks(search, "family")
    assert [id for id, _words in search.found] == [third]
    search.completer().popup().hide()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert [card.row.id for card in shown.editor.cards][-1] == third
    qtbot.waitUntil(lambda: search.text() == "", timeout=2000)


def test_advice_that_stands_there_is_not_suggested_again(qtbot, compared):
    search = compared[0].editor.form.search
    qtbot.keyClicks(search, "stay")
    assert search.found == []


def test_a_card_that_is_taken_away_comes_back_with_the_undo(compared, desk, said):
    shown, _question, first, second = compared
    shown.editor.cards[0].release.click()
    assert [card.row.id for card in shown.editor.cards] == [second]
    assert _draft(first).text == "Go"
    assert desk.deeds.undo(said.undoable[-1][1])
    assert [card.row.id for card in shown.editor.cards] == [first, second]


def test_cards_stand_under_each_other_where_it_is_narrow(qtbot, compared):
    shown = compared[0]
    shown.resize(640, 700)
    qtbot.waitUntil(lambda: shown.editor.form.columns.count == 1, timeout=2000)


def test_the_questions_of_advice_are_one_button_away(compared):
    shown, question, first, _second = compared
    shown.open_one(first)
    links = [link for link in shown.editor.links.findChildren(ElidedButton) if link.isVisible()]
    assert [link.whole for link in links] == ["Abroad or not?"]
    links[0].click()
    assert (shown.kind, shown.shown) == (Kind.QUESTIONS, question)


def test_a_question_waits_for_whom_it_is_to_be_asked(qtbot, compared, desk, said, ada):
    shown, question, *_rest = compared
    who = shown.editor.form.who
    who.person.widget.setFocus()
    who.person.show_value(ada)
    qtbot.keyClick(who.person.widget, Qt.Key.Key_Return)
    assert [row.id for row in questions.waiting_for(ada)] == [question]
    assert who.person.typed == ""
    who._column.itemAt(0).widget().layout().itemAt(1).widget().click()
    assert questions.waiting_for(ada) == [] and said.undoable[-1][0] == "You asked Ada Lovelace."
    assert desk.deeds.undo(said.undoable[-1][1])
    assert [row.id for row in questions.waiting_for(ada)] == [question]


def test_a_new_question_is_begun_and_typed_over(tab):
    shown = tab()
    shown.begin_new(Kind.QUESTIONS)
    edit = shown.editor.form.text.edit
    assert shown.focusWidget() is edit and edit.textCursor().selectedText() == "New question"


@pytest.mark.parametrize(
    ("key", "status"), [("A", Status.ACCEPTED), ("D", Status.DECLINED), ("F", Status.DONE)]
)
def test_one_key_answers_a_challenge_and_the_undo_takes_it_back(qtbot, tab, desk, said, ada, key, status):
    id = desk.challenges.add(ChallengeDraft(ada, text="Give a talk")).id
    shown = tab()
    shown.show_kind(Kind.CHALLENGES)
    _press(qtbot, shown, key)
    assert kept.one(ChallengeDraft, id).draft.status is status
    assert shown.editor.form.answer.value() is status
    assert desk.deeds.undo(said.undoable[-1][1])
    assert kept.one(ChallengeDraft, id).draft.status is Status.OFFERED


def test_the_list_in_front_takes_the_focus_by_key_and_by_button(qtbot, tab, desk, give, ada):
    give(ada, "Ask first")
    desk.questions.add(QuestionDraft("Where?"))
    challenge = desk.challenges.add(ChallengeDraft(ada, text="Give a talk")).id
    shown = tab()
    shown.activateWindow()
    shown.take_focus()
    qtbot.waitUntil(shown.panel.list.hasFocus)
    for number, kind in ((2, Kind.QUESTIONS), (3, Kind.CHALLENGES), (1, Kind.ADVICE)):
        qtbot.keyClick(shown.focusWidget(), str(number), Qt.KeyboardModifier.AltModifier)
        assert shown.kind is kind and shown.panel.list.hasFocus()
    qtbot.mouseClick(shown.head.switches[Kind.CHALLENGES], Qt.MouseButton.LeftButton)
    assert shown.panel.list.hasFocus()
    qtbot.keyClick(shown.focusWidget(), "A")
    assert kept.one(ChallengeDraft, challenge).draft.status is Status.ACCEPTED


def test_each_answer_to_a_challenge_has_one_word_that_its_key_begins(tab):
    shown = tab()
    shown.show_kind(Kind.CHALLENGES)
    for status, _icon, key in answers.ANSWERS:
        word = words.of(status)
        assert word.startswith(chr(key)) and f"{chr(key)} {word.lower()}" in shown.panel._hint.text()
        assert shown.editor.form.answer._buttons[status].text() == word


def test_what_was_learned_from_a_challenge_is_kept(tab, desk, ada):
    id = desk.challenges.add(ChallengeDraft(ada, text="Give a talk")).id
    shown = tab()
    shown.open_one(id)
    assert shown.kind is Kind.CHALLENGES
    _type(shown.editor.form.learned.edit, "I can")
    assert shown.flush() and kept.one(ChallengeDraft, id).draft.learned == "I can"


def test_a_new_challenge_is_kept_once_it_says_who_and_what(tab, ada):
    shown = tab()
    shown.begin_new(Kind.CHALLENGES)
    shown.editor.form.person.show_value(ada)
    _type(shown.editor.form.text.edit, "Give a talk")
    assert shown.flush()
    assert kept.one(ChallengeDraft, shown.shown).draft == ChallengeDraft(ada, text="Give a talk")
    assert len(challenges.ids(challenges.Filter())) == 1


def test_each_kind_opens_by_its_id(tab, desk, give, ada):
    ids = {
        Kind.ADVICE: give(ada, "Go"),
        Kind.QUESTIONS: desk.questions.add(QuestionDraft("Where?")).id,
        Kind.CHALLENGES: desk.challenges.add(ChallengeDraft(ada, text="Dare")).id,
    }
    shown = tab()
    for kind, id in ids.items():
        shown.open_one(id)
        assert (shown.kind, shown.shown) == (kind, id)


def test_tab_goes_from_the_switch_through_the_list_into_the_editor(qtbot, tab, give, ada):
    give(ada, "Ask first")
    shown = tab()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=3000)
    shown.head.switches[Kind.ADVICE].setFocus()
    passed = []
    for _turn in range(30):
        passed.append(shown.focusWidget())
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
    form = shown.editor.form
    wanted = [shown.panel.filter, shown.panel.list, shown.panel.add_button, form.text.edit, form.outcome.edit]
    assert [widget for widget in passed if widget in wanted][:5] == wanted


def test_every_control_that_takes_the_focus_has_a_name(tab, desk, give, ada, grace):
    used = give(ada, "Go", decision=Decision.TAKE, outcome="Went well", review_on=TODAY)
    question = desk.questions.begin(QuestionDraft("Where?"), [used, give(grace, "Stay")]).id
    desk.questions.wait_for(question, [ada])
    challenge = desk.challenges.add(ChallengeDraft(ada, text="Dare")).id
    shown = tab()
    nameless = []
    for id in (used, question, challenge):
        shown.open_one(id)
        for widget in shown.findChildren(QWidget):
            own_text = widget.text() if hasattr(widget, "text") and callable(widget.text) else ""
            reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
            if (
                reachable
                and not widget.accessibleName()
                and not (own_text and widget.inherits("QAbstractButton"))
            ):
                nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_hostile_and_odd_texts_are_shown_letter_by_letter(tab, desk, give):
    odd = desk.people.add(PersonDraft(name="محمد & <b>bold</b>")).id
    first = give(odd, "<img src=/etc/passwd> a<b && c>d 一期一会" + "x" * 5000)
    question = desk.questions.begin(QuestionDraft("<i>Where?</i> & when"), [first]).id
    shown = tab()
    assert shown.editor.title.text() == "محمد & <b>bold</b>"
    shown.open_one(question)
    assert shown.editor.title.text() == "<i>Where?</i> & when"
    shown.grab()


def test_thousands_of_pieces_are_listed_and_still_decided_by_a_key(qtbot, tab, desk, ada):
    with desk.advice._changes.transaction(Kind.ADVICE):
        for number in range(3000):
            desk.advice.add(
                AdviceDraft(ada, text=f"Advice {number}", given_on=TODAY - timedelta(days=number))
            )
    shown = tab()
    assert shown.panel.list.rows.rowCount() == 3000
    _press(qtbot, shown, "T")
    assert _draft(shown.shown).decision is Decision.TAKE


def test_an_edited_text_survives_a_change_from_elsewhere(tab, desk, give, ada):
    id = give(ada, "Ask first")
    shown = tab()
    _type(shown.editor.form.outcome.edit, "mine")
    base = kept.one(AdviceDraft, id)
    desk.advice.save(base, dataclasses.replace(base.draft, outcome="theirs"))
    assert shown.flush()
    assert _draft(id).outcome == "theirs\nmine"


def test_the_menu_narrows_the_list_and_the_button_says_to_what(tab, give, ada, grace):
    give(ada, "Go")
    stay = give(grace, "Stay")
    shown = tab()
    narrow = shown.panel.narrow
    mentors = narrow._menus["mentor"].actions()
    assert [action.text() for action in mentors] == ["Any mentor", "Ada Lovelace", "Grace Hopper"]
    mentors[2].trigger()
    assert list(shown.panel.ids()) == [stay] and shown.shown == stay
    assert narrow.text() == "Grace Hopper" and narrow.accessibleName() == "More filters: Grace Hopper"
    shown.panel.clear_filter()
    assert len(shown.panel.ids()) == 2 and narrow.text() == "More filters"


def test_an_age_narrows_the_list(tab, give, ada):
    give(ada, "Old", given_on=date(2020, 1, 1))
    recent = give(ada, "Recent")
    shown = tab()
    shown.panel.narrow._menus["age"].actions()[1].trigger()
    assert list(shown.panel.ids()) == [recent] and shown.panel.filtered


def test_advice_outside_the_narrowed_list_is_opened_all_the_same(tab, give, ada, grace):
    go = give(ada, "Go")
    give(grace, "Stay")
    shown = tab()
    shown.panel.narrow.choose("mentor", grace)
    shown.panel.refresh()
    shown.open_one(go)
    assert shown.shown == go and not shown.panel.filtered
