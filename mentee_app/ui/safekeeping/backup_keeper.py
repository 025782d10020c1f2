"""Keeps the notebook backed up while the window is open: a copy a day, a look for damage, and a calm word when it fails."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mentee_app import paths
from mentee_app.backup import checking, copies, elsewhere, listing, places, saying
from mentee_app.backup.copies import Made, Taken
from mentee_app.backup.elsewhere import Second
from mentee_app.backup.places import Reason
from mentee_app.i18n import _, ngettext
from mentee_app.queries import written
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.safekeeping import second_folder_dialog
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.bars import BackupBar
from mentee_app.ui.widgets.later import later
from mentee_app.ui.widgets.patience import Work

_log = logging.getLogger(__name__)

_FIRST_MS = 4_000
_EACH_MS = 3_600_000
_POLL_MS = 100
_LOOK_AGAIN_S = 60.0
_DAY_S = 86_400.0

OLD = timedelta(days=7)
"""How old the newest good backup may be before the window says so."""

_LARGEST_ON_QUIT = 50_000_000
_PATIENCE_S = 5.0


@dataclass(frozen=True)
class _Outcome:
    """What came of a copy: made, and where a second folder is chosen what came of that."""

    made: Made
    second: Second | None


class BackupKeeper(QObject):
    """`said` carries what stands in the status line, `told` (title, text) what a person who asked is told,
    `damaged` a Trouble. One copy at a time, and never inside a unit of work: all is begun from the event loop.
    """

    said = Signal(str)
    told = Signal(str, str)
    damaged = Signal(object)

    def __init__(self, opened: Any, now: Callable[[], datetime], bar: BackupBar, parent: QObject) -> None:
        super().__init__(parent)
        self._notebook = opened.notebook
        self._folder: Path = opened.folder
        self._now = now
        self._bar = bar
        self._work: Work[_Outcome] | None = None
        self._by_hand = False
        self._looked_at: datetime | None = None
        self._tell_damage = True
        self._swept = False
        bar.wanted.connect(self.back_up_now)
        self._polling = _timer(self, _POLL_MS, self._on_poll)
        self._each = _timer(self, _EACH_MS, self.look)

    def start(self) -> None:
        """Look for damage and make the day's copy, when the start is over."""
        later(_FIRST_MS, self, self._on_started)

    @property
    def at_work(self) -> bool:
        """Whether a copy is under way."""
        return self._work is not None

    def look(self) -> None:
        """Make the day's copy where there is none yet; say so where the last good one is old."""
        try:
            if not self.at_work and self._is_due():
                self._begin(Reason.DAILY)
            elif not self.at_work:
                self._warn_if_old()
        except Trouble as trouble:
            self._fail(trouble)

    def back_up_now(self) -> None:
        """Make a copy because the person wants it, and tell them where it is."""
        self._by_hand = True
        if not self.at_work:
            try:
                self._begin(Reason.BY_HAND)
            except Trouble as trouble:
                self._fail(trouble)

    def copy_before(self, reason: Reason) -> None:
        """Make a copy and prove it, before something that cannot be undone; about a second. Raises Trouble."""
        if self._work is not None:
            self._work.wait(_PATIENCE_S)
        self._sweep()
        copies.make(self._notebook.connection(), self._folder, reason, self._now().astimezone())

    def check(self) -> bool:
        """Look for damage, less than half a second long; whether none was found."""
        now = self._now()  # another look begins with another table
        found = checking.quick(self._notebook.connection(), now.toordinal() + now.minute)
        if not found.complete:
            _log.info("the check for damage was not complete in its time")
        if not found.whole and self._tell_damage:
            _log.error("the notebook is damaged: %s places", len(found.problems))
            self._tell_damage = False
            self.damaged.emit(self._trouble_of_damage())
        return found.whole

    def on_failed(self, _sentence: str = "") -> None:
        """Something could not be read or written: perhaps because of damage, so look, at most once a minute."""
        now = self._now()
        if self._looked_at is None or abs((now - self._looked_at).total_seconds()) > _LOOK_AGAIN_S:
            self._looked_at = now
            later(0, self, self._check_open)

    def finish(self, make_last: bool, patience: float = _PATIENCE_S) -> None:
        """Before the notebook is closed: wait a little for a copy under way; `make_last`: the day's copy, where it is small."""
        self._each.stop()
        self._polling.stop()
        if self._work is not None:
            self._work.wait(patience)
            return
        try:
            size = (self._folder / paths.NOTEBOOK).stat().st_size
            if make_last and size <= _LARGEST_ON_QUIT and self._is_due():
                self._begin(Reason.DAILY)
                self._polling.stop()
                self._work.wait(_PATIENCE_S)
        except (Trouble, OSError) as fault:
            _log.warning("no copy was made at the end: %s", getattr(fault, "kind", fault.__class__.__name__))

    def _on_started(self) -> None:
        if self._notebook.is_closed():
            return
        if self.check():
            self.look()
        self._each.start()

    def _check_open(self) -> None:
        if not self._notebook.is_closed() and not self._notebook.moved_away():
            self.check()

    def _is_due(self) -> bool:
        """Not while nothing was written yet: there is nothing to lose then."""
        return listing.is_due(self._folder, self._now().astimezone()) and written.anything()

    def _begin(self, reason: Reason) -> None:
        now = self._now().astimezone()
        second = self._second()
        self._sweep()
        taken = copies.take(self._notebook.connection(), self._folder, reason, now)
        self._work = Work(partial(_outcome, taken, second, now))
        self._polling.start()

    def _sweep(self) -> None:
        """Before the first copy of this run, remove what was left of others that were cut off."""
        if not self._swept:
            self._swept = True
            copies.sweep(self._folder)

    def _second(self) -> Path | None:
        return second_folder_dialog.chosen()

    def _on_poll(self) -> None:
        work = self._work
        if work is None or work.at_work:
            return
        self._work = None
        self._polling.stop()
        try:
            self._succeed(work.result())
        except Trouble as trouble:
            self._fail(trouble)

    def _succeed(self, outcome: _Outcome) -> None:
        self._bar.hide()
        moment = days.clock(outcome.made.record.made_at.astimezone())
        self.said.emit(_("Backed up and verified at {time}").format(time=moment))
        if self._by_hand:
            self._by_hand = False
            self.told.emit(_("Your notebook is backed up"), _told(outcome, moment))
        elif outcome.second and outcome.second.trouble:
            self.said.emit(outcome.second.trouble.sentence)

    def _fail(self, trouble: Trouble) -> None:
        self._by_hand = False
        _log.warning("no copy was made: %s", trouble.kind.value)
        if trouble.kind is TroubleKind.DAMAGED and self._tell_damage:
            self._tell_damage = False
            self.damaged.emit(trouble)
        else:
            self._bar.say(" ".join(part for part in (trouble.sentence, self._old()) if part))

    def _warn_if_old(self) -> None:
        sentence = self._old()
        if sentence:
            self._bar.say(sentence)

    def _old(self) -> str:
        """That the newest good copy is old; "" where it is not, in the first days, and where nobody can say."""
        try:
            now = self._now().astimezone()
            made = (self._folder / paths.NOTEBOOK_MADE).stat().st_mtime
            age = listing.age_of_last_good(self._folder, now)
        except (Trouble, OSError):
            return ""
        since = now.timestamp() - made  # less than nothing where the clock was set back: that is no first day
        if -_DAY_S < since <= OLD.total_seconds() or (age is not None and age <= OLD):
            return ""
        if age is None:
            return _("There is no good backup of your notebook.")
        words = ngettext(
            "The newest good backup is {count} day old.",
            "The newest good backup is {count} days old.",
            age.days,
        )
        return words.format(count=age.days)

    def _trouble_of_damage(self) -> Trouble:
        path = self._folder / paths.NOTEBOOK
        sentence = _("The notebook {path} is damaged. What was read so far may be incomplete.")
        return Trouble(TroubleKind.DAMAGED, sentence.format(path=path), path)


def _outcome(taken: Taken, second: Path | None, now: datetime) -> _Outcome:
    """In a thread: prove the copy, let go of old ones, and put it into the second folder."""
    made = copies.proved(taken)
    copies.rotate(places.backups(taken.folder), taken.folder, now)
    return _Outcome(made, elsewhere.copied(made, taken.folder, second, now) if second else None)


def _told(outcome: _Outcome, moment: str) -> str:
    words = [
        _("The copy was read again and verified at {time}. It holds {counts}.").format(
            time=moment, counts=saying.holds(outcome.made.record)
        ),
        str(outcome.made.path),
    ]
    if outcome.second:
        trouble, path = outcome.second.trouble, outcome.second.path
        words.append(trouble.sentence if trouble else _("Copied to {path} too.").format(path=path))
    return "\n\n".join(words)


def _timer(parent: QObject, each_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(each_ms)
    timer.timeout.connect(act)
    return timer
