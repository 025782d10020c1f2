"""What is typed into dialogs and lines that keep nothing by themselves stands there again, however the window was left."""

from datetime import date, datetime

import pytest

from mentee_app import app as application
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.relationships import Status as RelationshipStatus
from mentee_app.domain.requests import RequestDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.queries import advice as advice_queries
from mentee_app.queries import kept, sessions, unfinished
from mentee_app.storage import rows
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.advice.tab import AdviceTab
from mentee_app.ui.advice.tell import TellThem
from mentee_app.ui.advice.under_question import UnderQuestion
from mentee_app.ui.asking.links import GoalLink, PersonLink
from mentee_app.ui.desk.desk import Desk, Feed
from mentee_app.ui.desk.notices import Notices
from mentee_app.ui.sessions.move_dialog import MoveDialog
from mentee_app.ui.sessions.plan_dialog import PlanDialog
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.widgets.empty_state import EmptyState

_NOW = datetime(2026, 3, 3, 14, 2)


@pytest.fixture(autouse=True)
def app(tmp_path):
    """Made before any window, so that every window is gone before it is closed."""
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def desk(qtbot, app):
    services = {name: getattr(app, name) for name in Desk.__dataclass_fields__ if hasattr(app, name)}
    return Desk(
        feed=Feed(app.changes),
        notices=Notices(),
        theme=Theme(),
        now=lambda: _NOW,
        find_zone=lambda: "Europe/Berlin",
        **services,
    )


@pytest.fixture
def ada(desk):
    person = PersonDraft(name="Ada", email="ada@example.org")
    return desk.relationships.start_with(
        desk.people, person, RelationshipDraft(status=RelationshipStatus.ACTIVE)
    )


@pytest.fixture
def advice(desk, ada):
    draft = AdviceDraft(
        ada.draft.person, None, "Read", given_on=date(2026, 3, 1), decision=Decision.TAKE, outcome="Good"
    )
    return desk.advice.add(draft)


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        return widget

    return show


def _type(line, text):
    line.setText(text)
    line.textEdited.emit(text)


def _drafts():
    return rows.of("SELECT count(*) FROM draft WHERE deleted_at IS NULL")[0][0]


def test_a_plan_that_is_being_typed_is_saved_by_itself_and_stands_there_again(qtbot, desk, ada, shown):
    first = shown(PlanDialog(desk, None, ada.id))
    assert not first._typed.isVisible()
    _type(first.topic.widget, "What a price is made of")
    first.rule.show_value(Rule.WEEKLY)
    first.rule.edited.emit()
    _type(first.start._time, "half past")
    qtbot.waitUntil(lambda: _drafts() == 1, timeout=3000)
    again = shown(PlanDialog(desk, None))
    assert again._typed.isVisible() and again.topic.value() == "What a price is made of"
    assert again.rule.value() is Rule.WEEKLY and again.start._time.text() == "half past"
    assert again.person.value() == ada.draft.person


def test_leaving_a_plan_keeps_it_and_keeping_it_is_the_end_of_what_was_typed(desk, ada, shown):
    first = shown(PlanDialog(desk, None, ada.id))
    _type(first.topic.widget, "Prices")
    first.reject()
    assert not first.isVisible()
    again = shown(PlanDialog(desk, None, ada.id))
    again.accept()
    assert sessions.habits(None).topic == "Prices" and _drafts() == 0
    assert not shown(PlanDialog(desk, None, ada.id))._typed.isVisible()


def test_a_plan_with_one_person_is_not_taken_for_one_with_another(desk, ada, shown):
    other = desk.relationships.start_with(
        desk.people, PersonDraft(name="Bob"), RelationshipDraft(status=RelationshipStatus.ACTIVE)
    )
    first = shown(PlanDialog(desk, None, ada.id))
    _type(first.topic.widget, "Prices")
    first.reject()
    assert shown(PlanDialog(desk, None, other.id)).topic.value() == ""


def test_starting_a_plan_empty_can_be_taken_back(desk, ada, shown):
    deeds = []
    desk.notices.undoable.connect(lambda _sentence, deed: deeds.append(deed))
    first = shown(PlanDialog(desk, None, ada.id))
    _type(first.topic.widget, "Prices")
    first.reject()
    again = shown(PlanDialog(desk, None, ada.id))
    again._typed.start_empty.click()
    assert again.topic.value() == "" and not again._typed.isVisible() and again.isVisible()
    again.reject()
    assert unfinished.typed("plan", ada.id) is None
    assert desk.deeds.undo(deeds[-1])
    assert shown(PlanDialog(desk, None, ada.id)).topic.value() == "Prices"


def test_what_cannot_be_saved_in_a_dialog_is_handed_on_and_the_dialog_closes(desk, ada, shown, monkeypatch):
    def refuse(*_words):
        raise Trouble(TroubleKind.DISK_FULL, "The disk is full.", None)

    first = shown(PlanDialog(desk, None, ada.id))
    _type(first.topic.widget, "Prices")
    with monkeypatch.context() as full:
        full.setattr(desk.sessions, "keep_typed", refuse)
        handed_on = []
        desk.notices.set_aside.connect(handed_on.append)
        first.reject()
        assert not first.isVisible()
    assert "Prices" in [part.text for part in handed_on[0].parts]


def test_a_move_that_was_begun_waits_with_its_session_only(desk, ada, shown):
    ids = [
        desk.sessions.add(SessionDraft(ada.id, Status.PLANNED, datetime(2026, 3, day, 16), "Europe/Berlin"))
        for day in (10, 17)
    ]
    first = shown(MoveDialog(desk, None, ids[0], "Ada"))
    _type(first.start._day.line, "12 Mar")
    first.reject()
    assert shown(MoveDialog(desk, None, ids[1], "Ada")).start._day.line.text() != "12 Mar"
    again = shown(MoveDialog(desk, None, ids[0], "Ada"))
    assert again._typed.isVisible() and again.start._day.line.text() == "12 Mar"
    again._typed.start_empty.click()
    assert again.start.value() == datetime(2026, 3, 10, 16)


def test_a_question_that_was_begun_stands_there_again(desk, advice, shown):
    first = shown(UnderQuestion(desk, [advice.id], None))
    first.line.setText("How much is enough?")
    first.reject()
    again = shown(UnderQuestion(desk, [advice.id], None))
    assert again.again.isVisible() and again.line.text() == "How much is enough?"
    assert again.accept_button.isEnabled()
    again.accept()
    assert _drafts() == 0 and again.question is not None


def test_a_question_that_stands_already_is_known_again_when_the_words_come_back(desk, advice, shown):
    from mentee_app.domain.questions import QuestionDraft

    kept_one = desk.questions.begin(QuestionDraft("How much is enough?"), [advice.id])
    first = shown(UnderQuestion(desk, [advice.id], None))
    first.line.setText("How much is enough?")
    first.reject()
    again = shown(UnderQuestion(desk, [advice.id], None))
    again.accept()
    assert again.question == kept_one.id


def test_a_message_that_was_changed_is_there_after_the_app_was_closed(desk, advice, shown):
    tell = shown(TellThem(desk))
    tell.show_advice(advice)
    composed = tell.text.value()
    tell.text.edit.insertPlainText("By the way: ")
    assert tell.flush()
    later = shown(TellThem(desk))
    later.show_advice(advice)
    assert later.text.value() == "By the way: " + composed
    again = later.again[later.template.value()]
    assert again.isVisible()
    again.start_empty.click()
    assert later.text.value() == composed and not again.isVisible()


def test_advice_without_a_person_waits_until_somebody_goes_on(desk, advice, shown):
    deeds = []
    desk.notices.undoable.connect(lambda _sentence, deed: deeds.append(deed))

    def tab():
        made = shown(AdviceTab(desk, EmptyState("take", "Nothing yet.", [])))
        made.begin_new()
        return made

    first = tab()
    first.editor.form.person.show_value(None)
    first.editor.form.text.edit.insertPlainText("Ask before you build")
    assert first.flush() and len(advice_queries.ids(advice_queries.Filter(date(2026, 3, 3)))) == 1
    first.editor.form.drop()
    desk.deeds.undo(deeds[-1])
    again = tab()
    form = again.editor.form
    assert form.begun_before.isVisible() and form.text.value() == "Ask before you build"
    form.person.show_value(advice.draft.person)
    form.person.edited.emit()
    assert again.flush() and _drafts() == 0
    assert kept.one(AdviceDraft, again.shown).draft.text == "Ask before you build"


def test_the_goal_and_the_person_of_a_request_wait_where_they_were_typed(desk, shown):
    request = desk.requests.add(RequestDraft(own_words="I want to learn to price my work")).id
    goal, person = shown(GoalLink(desk, request)), shown(PersonLink(desk, request))
    suggested = goal.title.text()
    _type(goal.title, "Price my work without fear")
    _type(person.field.widget, "Grace")
    assert goal.flush() and person.flush()
    goal, person = shown(GoalLink(desk, request)), shown(PersonLink(desk, request))
    assert goal.title.text() == "Price my work without fear" and person.field.typed == "Grace"
    goal.again.start_empty.click()
    assert goal.title.text() == suggested
    person.take.click()
    assert _drafts() == 0 and not person.again.isVisible()


def test_every_offer_to_start_empty_can_be_reached_and_says_what_it_is(desk, ada, shown):
    first = shown(PlanDialog(desk, None, ada.id))
    _type(first.topic.widget, "Prices")
    first.reject()
    again = shown(PlanDialog(desk, None, ada.id))
    assert again._typed.start_empty.text() and again._typed.start_empty.focusPolicy()
    assert not again._typed.start_empty.autoDefault()
