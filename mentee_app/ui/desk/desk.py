"""What lies ready for every screen: the services it changes things with, the feed that tells it, the notices it gives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from mentee_app.services.about_me import AboutMe
from mentee_app.services.actions import Actions
from mentee_app.services.advice import Advice
from mentee_app.services.areas import Areas, Needs
from mentee_app.services.challenges import Challenges
from mentee_app.services.changes import Changes
from mentee_app.services.contacts import Contacts
from mentee_app.services.goals import CheckIns, Goals, Milestones
from mentee_app.services.imports import Imports
from mentee_app.services.notebooks import Notebooks
from mentee_app.services.people import People
from mentee_app.services.preferences import Preferences
from mentee_app.services.questions import Questions
from mentee_app.services.relationships import Relationships, Skills
from mentee_app.services.requests import Requests
from mentee_app.services.sample import Samples
from mentee_app.services.sessions import Agenda, Sessions
from mentee_app.services.templates import Templates
from mentee_app.services.trash import Deeds
from mentee_app.ui.desk.notices import Notices
from mentee_app.ui.style.theme import Theme


class Feed(QObject):
    """`changed` carries a `services.changes.Change` after each commit, `troubled` why something could not be looked up.

    `ended`: the notebook is about to be closed, and nothing may ask it from then on.
    """

    changed = Signal(object)
    troubled = Signal(str)
    ended = Signal()

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        changes.listen(self.changed.emit)
        changes.listen_for_end(self.ended.emit)

    def told_after(self) -> AbstractContextManager[None]:
        """What is changed in here is told when it is left (see Changes.told_after)."""
        return self._changes.told_after()


@dataclass(frozen=True)
class Desk:
    """Handed to each screen when it is made; put together once, in gui.py. `now` gives the local wall time."""

    feed: Feed
    notices: Notices
    theme: Theme
    now: Callable[[], datetime]
    find_zone: Callable[[], str]
    about_me: AboutMe
    actions: Actions
    advice: Advice
    agenda: Agenda
    areas: Areas
    challenges: Challenges
    check_ins: CheckIns
    contacts: Contacts
    deeds: Deeds
    goals: Goals
    imports: Imports
    milestones: Milestones
    needs: Needs
    notebooks: Notebooks
    people: People
    preferences: Preferences
    questions: Questions
    relationships: Relationships
    requests: Requests
    samples: Samples
    sessions: Sessions
    skills: Skills
    templates: Templates

    @cached_property
    def zone(self) -> str:
        """The IANA name of the local time zone, found when it is first needed."""
        return self.find_zone()

    def today(self) -> date:
        """The local day."""
        return self.now().date()
