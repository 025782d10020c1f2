"""A session with hundreds of talking points: the first are shown, nothing is hidden that is added or looked for."""

import pytest

from mentee_app.domain.sessions import AgendaItemDraft
from mentee_app.queries import kept


@pytest.fixture
def points(desk, session):
    return [desk.agenda.add(AgendaItemDraft(session.id, f"Point {n}", position=n)) for n in range(70)]


@pytest.fixture
def agenda(tab, points):
    shown = tab()
    yield shown.editor.form.agenda
    shown.close()


def _shown(agenda):
    return [form.shown.draft.text for form in agenda.forms()]


def test_a_screenful_is_made_and_a_button_shows_the_next_until_all_stand_there(agenda):
    assert _shown(agenda) == [f"Point {n}" for n in range(20)]
    assert agenda.more.text() == "Show 20 more" and agenda.more.isVisible()
    agenda.more.click()
    assert _shown(agenda) == [f"Point {n}" for n in range(40)]
    assert agenda.forms()[20].isAncestorOf(agenda.focusWidget())
    agenda.more.click()
    assert agenda.more.text() == "Show 10 more"
    agenda.more.click()
    assert len(agenda.forms()) == 70 and not agenda.more.isVisible()


def test_what_is_added_is_put_last_and_stays_in_sight(agenda, session):
    agenda.begin("One more")
    assert _shown(agenda)[20:] == ["One more"]
    assert kept.several(AgendaItemDraft, "session", session.id)[-1].draft.text == "One more"
    cards = [agenda._column.itemAt(place).widget() for place in (19, 20, 21)]
    assert cards[1] is agenda.more and cards[2].form.shown.draft.text == "One more"


def test_a_point_that_is_looked_for_is_shown_and_only_it(tab, points):
    shown = tab()
    shown.open_one(points[0].draft.session, points[55].id)
    assert _shown(shown.editor.form.agenda)[20:] == ["Point 55"]


def test_what_comes_back_by_undo_is_in_sight_and_the_count_is_true(agenda, points, desk):
    deed = desk.agenda.trash(points[60].id)
    agenda.reload()
    assert "49" in agenda.more.toolTip()
    desk.deeds.undo(deed)
    agenda.reload()
    assert _shown(agenda)[20:] == ["Point 60"] and "49" in agenda.more.toolTip()


def test_another_session_begins_with_its_own_first_ones(agenda, session, points):
    agenda.more.click()
    agenda.show_owner(session.id)
    assert len(agenda.forms()) == 20
