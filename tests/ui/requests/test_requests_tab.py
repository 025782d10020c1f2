"""The Requests tab: what is listed, what one request shows, and what its buttons do."""

import json

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.requests import Answer, OwnChoice, RequestDraft
from mentee_app.queries import kept, requests
from mentee_app.queries.requests import Filter, State
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.form import Form
from mentee_app.ui.requests.tab import RequestsTab
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.wizard.answers import CHECKS, ITEMS

MENTORING = json.dumps({**dict.fromkeys(CHECKS, "no"), **dict.fromkeys(ITEMS, "mentoring")})
DAY = 1_772_000_000_000


@pytest.fixture
def finished(desk):
    """A request that was judged."""
    return desk.requests.add(
        RequestDraft(
            own_words="I want to lead\nseven people",
            answers=MENTORING,
            page="result",
            finished_at=DAY,
            outcome="mentoring",
            verdict="{}",
        )
    )


@pytest.fixture
def half_done(desk):
    """A request that was left at the seventh question."""
    answers = json.dumps(dict.fromkeys(CHECKS, "no"))
    return desk.requests.add(RequestDraft(answers=answers, page="q6_decide"))


@pytest.fixture
def tab(qtbot, desk):
    tab = RequestsTab(desk)
    qtbot.addWidget(tab)
    tab.resize(900, 600)
    tab.show()
    with qtbot.waitExposed(tab):
        pass
    return tab


@pytest.fixture
def wizards(desk):
    """What the wizard was asked to open with."""
    wanted = []
    desk.notices.wizard_wanted.connect(wanted.append)
    return wanted


@pytest.fixture
def click(qtbot, tab):
    def clicked(button):
        qtbot.waitUntil(lambda: button.isVisibleTo(tab) and button.height() > 8, timeout=2000)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return clicked


def listed(tab) -> list[str]:
    """The rows of the list as they are spoken."""
    rows = tab.panel.list.rows
    return [rows.data(rows.index(row, 0)) for row in range(rows.rowCount())]


def test_the_empty_tab_offers_the_wizard(tab, wizards, click):
    (button,) = tab._empty.buttons
    click(button)
    assert wizards == [None]


def test_requests_are_listed_by_their_first_line_with_outcome_and_day(finished, half_done, tab):
    assert listed(tab) == [
        "Without words, Not finished, " + listed(tab)[0].rsplit(", ", 1)[1],
        "I want to lead, Mentoring, " + listed(tab)[1].rsplit(", ", 1)[1],
    ]


def test_the_page_knows_where_the_wizard_was_asked_to_go_on(finished, tab, wizards):
    tab.open_one(finished.id)
    tab.editor._on_answer_wanted("q6_decide")
    assert wizards == [finished.id]
    form = next(each for each in tab.editor.findChildren(Form) if each.shown and "own_words" in each._fields)
    assert form.shown == kept.one(RequestDraft, finished.id) and form.shown.draft.page == "q6_decide"


def test_the_list_is_narrowed_by_state_and_words(finished, half_done, tab, qtbot):
    tab.panel.state.setCurrentIndex(1)
    tab.panel.state.activated.emit(1)
    assert [row.split(",")[0] for row in listed(tab)] == ["Without words"]
    tab.panel.clear_filter()
    tab.panel.filter.setText("sev")
    qtbot.waitUntil(lambda: len(listed(tab)) == 1)
    assert listed(tab)[0].startswith("I want to lead")


def test_the_own_choice_stands_in_the_list(desk, finished, tab):
    desk.requests.save(finished, RequestDraft(**{**vars(finished.draft), "own_choice": OwnChoice.BOTH}))
    assert "Both" in listed(tab)[0]


def test_a_half_done_request_goes_on_in_the_wizard(half_done, tab, wizards, click):
    assert not tab.editor.result.isVisibleTo(tab)
    click(tab.editor.go_on)
    assert wizards == [half_done.id]


def test_a_half_done_request_says_so_and_lists_the_answers_so_far(half_done, tab, wizards, click):
    assert tab.editor.title.text() == "Half-done request"
    assert tab.editor.when.text().startswith("Begun ")
    assert list(tab.editor.so_far.buttons) == list(CHECKS)
    click(tab.editor.so_far.buttons["q3_chat"])
    assert wizards == [half_done.id]
    assert kept.one(RequestDraft, half_done.id).draft.page == "q3_chat"


def test_a_change_that_was_left_halfway_is_told_and_goes_on(desk, finished, tab, wizards, click):
    assert not tab.editor.go_on.isVisibleTo(tab)
    desk.requests.write_run(finished, finished.draft, json.dumps({"q3_chat": "main"}))
    assert tab.editor.title.text() == "Mentoring"
    assert tab.editor._half_done.text().startswith("You began to change your answers.")
    click(tab.editor.go_on)
    assert wizards == [finished.id]
    desk.requests.write_run(desk.requests.current(finished.id), finished.draft)
    assert not tab.editor.go_on.isVisibleTo(tab) and not tab.editor._half_done.isVisibleTo(tab)


def test_a_finished_request_has_its_outcome_as_title(desk, finished, tab):
    assert tab.editor.title.text() == "Mentoring"
    assert tab.editor.when.text().startswith("Finished ")
    assert not tab.editor.so_far.isVisibleTo(tab)
    desk.requests.save(finished, RequestDraft(**{**vars(finished.draft), "own_choice": OwnChoice.BOTH}))
    assert tab.editor.title.text() == "Both"


def test_change_an_answer_opens_the_wizard_at_its_question(finished, tab, wizards, click):
    click(tab.editor.change)
    click(tab.editor.result.answers.buttons["q8_people"])
    assert wizards == [finished.id]
    assert kept.one(RequestDraft, finished.id).draft.page == "q8_people"
    assert kept.one(RequestDraft, finished.id).draft.outcome == "mentoring"


def test_taking_it_again_keeps_the_earlier_run(finished, tab, wizards, click):
    click(tab.editor.again)
    (begun,) = wizards
    assert kept.one(RequestDraft, begun).draft.parent == finished.id
    assert kept.one(RequestDraft, begun).draft.own_words == finished.draft.own_words
    assert kept.one(RequestDraft, finished.id).draft == finished.draft


def test_a_sentence_for_one_part_is_saved_with_the_tab(desk, finished, tab):
    desk.requests.save(finished, RequestDraft(**{**vars(finished.draft), "own_choice": OwnChoice.BOTH}))
    column = tab.editor.result.steps.columns[OwnChoice.MENTORING]
    column.sentence.insertPlainText("What for")
    assert tab.flush()
    assert desk.requests.split_of(finished.id).sentences == {OwnChoice.MENTORING: "What for"}


def test_deleting_is_undone(desk, finished, tab, said, click):
    click(tab.editor.delete)
    ((sentence, deed),) = said.undoable
    assert "I want to lead" in sentence
    assert not len(requests.ids(Filter()))
    desk.deeds.undo(deed)
    assert list(requests.ids(Filter(state=State.FINISHED))) == [finished.id]


def test_what_came_of_it_opens_in_its_tab(desk, finished, tab, said, click):
    goal = desk.goals.add(GoalDraft(title="Lead <b>well</b>"))
    person = desk.people.add(PersonDraft(name="Ada"))
    relationship = desk.relationships.add(RelationshipDraft(person=person.id))
    desk.requests.point_to(finished.id, person.id, relationship.id, goal.id)
    links = {link.accessibleName(): link for link in tab.editor.links.findChildren(ElidedButton)}
    click(links["Goal: Lead <b>well</b>"])
    click(links["Mentor: Ada"])
    assert said.wanted == [Place(Kind.GOALS, goal.id), Place(Kind.PEOPLE, person.id)]


def test_the_answer_to_the_message_is_kept(finished, tab):
    box = tab.editor.came._fields["answer"].box
    box.setCurrentIndex(list(Answer).index(Answer.YES))
    box.activated.emit(box.currentIndex())
    assert kept.one(RequestDraft, finished.id).draft.answer is Answer.YES


def test_a_split_off_request_says_where_it_came_from(desk, finished, tab, said, click):
    child = desk.requests.retake(finished)
    draft = {**vars(finished.draft), "parent": finished.id, "own_choice": OwnChoice.MENTORING}
    desk.requests.save(child, RequestDraft(**draft))
    tab.open_one(child.id)
    (link,) = tab.editor.links.findChildren(ElidedButton)
    assert link.accessibleName() == "Came from the request: I want to lead seven people"
    click(link)
    assert said.wanted == [Place(Kind.REQUESTS, finished.id)]
