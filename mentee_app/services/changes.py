"""One transaction, one outcome: runs a unit of work and tells the listeners, after the commit, what kinds of things changed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mentee_app.domain.kinds import Kind
from mentee_app.storage.database import SafeSqliteDatabase

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """What a commit changed: kinds and ids, by whom, and whether rows came, went or may stand elsewhere (`moved`)."""

    kinds: frozenset[Kind]
    ids: frozenset[int]
    origin: object
    moved: bool


@dataclass
class Touched:
    """Filled in while the work is done."""

    kinds: set[Kind]
    ids: set[int] = field(default_factory=set)
    moved: bool = False


class Changes:
    """The door through which every service writes."""

    def __init__(self, database: SafeSqliteDatabase) -> None:
        self._database = database
        self._listeners: list[Callable[[Change], None]] = []
        self._at_end: list[Callable[[], None]] = []
        self._open: Touched | None = None
        self._waiting: list[Change] | None = None

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after each commit. What it raises is logged and never reaches the writer."""
        self._listeners.append(listener)

    def listen_for_end(self, listener: Callable[[], None]) -> None:
        """Call `listener` when the notebook is about to be closed: after that nobody may ask or write."""
        self._at_end.append(listener)

    def end(self) -> None:
        """Tell that the notebook is about to be closed."""
        for listener in self._at_end:
            listener()

    @contextmanager
    def told_after(self) -> Iterator[None]:
        """What commits in here is told when it is left: a listener may flush whoever has not noted yet what was made."""
        if self._waiting is not None:
            yield
            return
        waiting = self._waiting = []
        try:
            yield
        finally:
            self._waiting = None
            for change in waiting:
                self._tell(change)

    @contextmanager
    def transaction(self, *kinds: Kind, origin: object = None) -> Iterator[Touched]:
        """One unit of work; one inside another joins it. Nothing is told unless all of it committed.

        Raises Trouble where the environment is at fault.
        """
        if self._open:
            self._open.kinds.update(kinds)
            yield self._open
            return
        touched = self._open = Touched(set(kinds))
        try:
            with self._database.unit_of_work():
                yield touched
        finally:
            self._open = None
        if touched.ids or touched.moved:
            change = Change(frozenset(touched.kinds), frozenset(touched.ids), origin, touched.moved)
            if self._waiting is None:
                self._tell(change)
            else:
                self._waiting.append(change)

    def _tell(self, change: Change) -> None:
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("a listener failed after the commit")
