"""A mentor called Ada, sessions with her, and the Sessions tab in a real window."""

from datetime import datetime

import pytest

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.ui import first_start
from mentee_app.ui.sessions.tab import SessionsTab


@pytest.fixture
def relationship(desk):
    draft = RelationshipDraft(status=Status.ACTIVE)
    return desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), draft)


@pytest.fixture
def session(desk, relationship):
    draft = SessionDraft(
        relationship.id, SessionStatus.HELD, datetime(2026, 3, 1, 14, 0), "Europe/Berlin", 60
    )
    return desk.sessions.add(draft)


@pytest.fixture
def planned(desk, relationship):
    """A session planned for today, 16:00."""
    draft = SessionDraft(
        relationship.id, SessionStatus.PLANNED, datetime(2026, 3, 3, 16, 0), "Europe/Berlin", 45
    )
    return desk.sessions.add(draft)


@pytest.fixture
def tab(qtbot, desk):
    def shown():
        tab = SessionsTab(desk, first_start.no_sessions(desk))
        qtbot.addWidget(tab)
        tab.resize(1100, 700)
        tab.show()
        with qtbot.waitExposed(tab):
            pass
        tab.activateWindow()
        return tab

    return shown
