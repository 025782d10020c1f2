"""Reminders: a session is announced once, in the hour before it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import kept
from mentee_app.ui.widgets.bars import ReminderBar
from mentee_app.ui.window import reminders
from mentee_app.ui.window.reminders import Reminders


@pytest.fixture
def told(desk, qapp):
    """A reminder of the window, and what it announced."""
    watch = Reminders(desk, qapp)
    said = []
    watch.in_window.connect(lambda sentence, session: said.append((sentence, session)))
    yield watch, said
    watch.deleteLater()


def _planned(desk, ahead: timedelta) -> int:
    person = desk.people.add(PersonDraft(name="Ada <b>"))
    relationship = desk.relationships.add(RelationshipDraft(person=person.id))
    wall = datetime.fromtimestamp(desk.now().timestamp() + ahead.total_seconds(), UTC).replace(tzinfo=None)
    return desk.sessions.add(SessionDraft(relationship.id, wall_start=wall, zone="UTC")).id


def test_a_session_within_the_hour_is_announced_once(desk, told):
    watch, said = told
    id = _planned(desk, timedelta(minutes=40))
    watch.look()
    watch.look()
    [(sentence, session)] = said
    assert session == id
    assert "Ada <b>" in sentence


def test_a_session_later_than_that_is_not_announced(desk, told):
    watch, said = told
    _planned(desk, timedelta(minutes=70))
    watch.look()
    assert said == []


def test_the_choice_for_the_desktop_is_kept_in_the_notebook(desk, told):
    watch, _said = told
    assert not reminders.on_desktop()
    watch.want_on_desktop(True)
    assert reminders.on_desktop()
    watch.want_on_desktop(False)
    assert not reminders.on_desktop()


def test_the_bar_says_it_plainly_and_leads_to_the_preparation(desk, qtbot):
    bar = ReminderBar()
    qtbot.addWidget(bar)
    bar.say("At 15:00 you have a session with <b>Ada</b>.", 7)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.prepare_wanted) as wanted:
        bar.findChild(QPushButton).click()
    assert wanted.args == [7]
    assert not bar.isVisible()


def test_a_session_in_the_trash_is_not_announced(desk, told):
    watch, said = told
    id = _planned(desk, timedelta(minutes=40))
    desk.sessions.trash(id)
    assert kept.one(SessionDraft, id) is None
    watch.look()
    assert said == []


def test_nothing_is_looked_up_once_the_window_is_closed(desk, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    watch = Reminders(desk, window)
    looked = []
    watch.looked.connect(lambda: looked.append(True))
    window.show()
    watch.start()
    watch._timer.timeout.emit()
    window.close()
    watch._timer.timeout.emit()
    assert len(looked) == 2 and not watch._timer.isActive()
