"""A mentee's use of the notebook, deed by deed, drawn from a seed: what to do next is chosen by what stands in the file."""

import dataclasses
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mentee_app.app import App
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, Status
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import MovedBy, SessionDraft
from mentee_app.domain.sessions import Status as Became
from mentee_app.storage import rows

TODAY = date(2026, 3, 3)
ZONE = "Europe/Berlin"
WORDS = "she asked what I would do if nobody watched, größer denken, 師は待つ, mast and boat".split()


@dataclass(frozen=True)
class Deed:
    """One thing a person does: one transaction. It may be done again where it failed."""

    name: str
    do: Callable[[], Any]


class Life:
    """Chooses deeds on an open notebook. The first ones make a person and sessions; then anything may come.

    Each text has at least so many `words`.
    """

    def __init__(self, app: App, chance: random.Random, words: int = 0) -> None:
        self._app = app
        self._chance = chance
        self._least = words

    def next(self) -> Deed:
        """What is done next."""
        if not self._ids("person"):
            return self.meet()
        if len(self._ids("session", "status = 'held'")) < 2:
            return self.log()
        often = (self.write, self.write, self.write, self.write, self.points, self.advise, self.decide)
        seldom = (self.log, self.plan, self.move, self.trash, self.undo, self.aim, self.meet)
        return self._chance.choice((*often, *seldom))()

    def meet(self) -> Deed:
        """Somebody new, and a relationship with them: two rows."""
        person, begun = PersonDraft(name=self._text(2)), RelationshipDraft(status=Status.ACTIVE)
        return Deed("meet", lambda: self._app.relationships.start_with(self._app.people, person, begun))

    def aim(self) -> Deed:
        """A goal."""
        draft = GoalDraft(title=self._text(4), why=self._text(20))
        return Deed("aim", lambda: self._app.goals.add(draft))

    def log(self) -> Deed:
        """A session that was held, with the deed that can take it back, and what waits to be talked about."""
        start = datetime(2026, 1, 5, 10) + timedelta(hours=self._chance.randrange(1300))
        draft = SessionDraft(self._one("relationship"), Became.HELD, start, ZONE, 60, notes=self._text(30))
        return Deed("log", lambda: self._app.sessions.log(draft, TODAY))

    def plan(self) -> Deed:
        """Five sessions in a rhythm: the series, its sessions, the deed, and what is carried into the first."""
        start = datetime(2026, 3, 9, 10) + timedelta(hours=self._chance.randrange(24 * 90))
        draft = SessionDraft(
            self._one("relationship"), Became.PLANNED, start.replace(hour=10), ZONE, 60, topic=self._text(3)
        )
        return Deed("plan", lambda: self._app.sessions.plan(draft, Rule.WEEKLY, 5, TODAY))

    def move(self) -> Deed:
        """A planned session, with all that follow it: many rows."""
        planned = self._ids("session", "status = 'planned' AND series_id IS NOT NULL")
        if not planned:
            return self.plan()
        id = self._chance.choice(planned)
        to = datetime(2026, 4, 1, 12) + timedelta(minutes=self._chance.randrange(60 * 24 * 90))
        to = to.replace(hour=12)
        return Deed("move", lambda: self._app.sessions.move(id, to, MovedBy.THEM, TODAY, following=True))

    def write(self) -> Deed:
        """More notes, as the autosave keeps them."""
        now = self._app.sessions.current(self._one("session"))
        kept = now.draft.notes if self._least else now.draft.notes[:4000]
        longer = dataclasses.replace(now.draft, notes=f"{kept} {self._text(self._chance.randrange(1, 40))}")
        return Deed("write", lambda: self._app.sessions.save(now, longer))

    def points(self) -> Deed:
        """Four talking points at once."""
        session, points = self._one("session"), [self._text(5) for _ in range(4)]
        return Deed("points", lambda: self._app.agenda.use(session, points))

    def advise(self) -> Deed:
        """Advice that was given."""
        draft = AdviceDraft(self._one("person"), text=self._text(12), context=self._text(8))
        return Deed("advise", lambda: self._app.advice.add(draft))

    def decide(self) -> Deed:
        """Take, adapt, leave or put off advice: the advice and the deed."""
        if not self._ids("advice"):
            return self.advise()
        id, decision = self._one("advice"), self._chance.choice(list(Decision)[1:])
        return Deed("decide", lambda: self._app.advice.decide(id, decision, TODAY))

    def trash(self) -> Deed:
        """A session and all that hangs on it."""
        id = self._one("session")
        return Deed("trash", lambda: self._app.sessions.trash(id))

    def undo(self) -> Deed:
        """The last deed that can still be taken back."""
        found = rows.of("SELECT id FROM deed WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1")
        deed = found[0][0] if found else 0
        return Deed("undo", lambda: self._app.deeds.undo(deed))

    def _one(self, table: str) -> int:
        return self._chance.choice(self._ids(table))

    def _ids(self, table: str, where: str = "1") -> list[int]:
        sql = f"SELECT id FROM {table} WHERE deleted_at IS NULL AND {where} ORDER BY id DESC LIMIT 12"
        return [row[0] for row in rows.of(sql)]

    def _text(self, words: int) -> str:
        chosen = " ".join(self._chance.choice(WORDS) for _ in range(max(words, self._least)))
        return f"{chosen} {self._chance.randrange(10**6)}"
