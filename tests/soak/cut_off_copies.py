"""Copies that are cut off: a restore, a backup with its rotation in both folders, and another passphrase for all of them."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from mentee_app import app
from mentee_app.backup import alike, copies, elsewhere, keeping, listing, locking, places, records
from mentee_app.backup.copies import Made
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.commands import backup
from mentee_app.domain.people import PersonDraft
from mentee_app.storage import cipher
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble
from tests.soak import cut_off, whole
from tests.soak.cut_off import NOW, Case
from tests.soak.whole import Rows

AGES = (40, 33, 26, 25, 18, 17, 16, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3)
"""Days: with one more copy, some of these are rotated away."""

_LATER = timedelta(days=2)
OLD, NEW = "correct horse", "battery staple"


class Restore:
    """A copy is put in the notebook's place by the command."""

    name = "a restore"

    def __init__(self) -> None:
        self._seen: list[Rows] = []

    def begin(self, root: Path) -> None:
        """A notebook, a copy of it, and what was written after it."""
        _write(root / "data", "Before")
        cut_off.backed_up(root)
        _write(root / "data", "After")

    def do(self, root: Path) -> None:
        """Restore it."""
        with cut_off.quietly():
            backup.restore(root / "data", "newest", True)

    def learn(self, root: Path) -> None:
        """The rows before and after."""
        self._seen.append(whole.look_into(root / "data").rows)

    def wrong(self, root: Path) -> Iterator[str]:
        """The old one or the new one; where it is the new one, the old one is a copy."""
        found = whole.look_into(root / "data")
        yield from found.wrong
        if found.rows not in self._seen:
            yield "neither what stood there nor the copy"
        restored = found.rows == self._seen[1]
        yield from cut_off.bad_copies(root, 2 if restored else 1)
        self.do(root)
        if whole.look_into(root / "data").rows != self._seen[1]:
            yield "restored again it is another one"
        cut_off.backed_up(root)
        yield from cut_off.strays(root)


class Rotation:
    """A copy is made, and old ones are rotated away: in the data folder, and in a second folder."""

    def __init__(self, second: bool) -> None:
        self._second = second
        self.name = "rotation in the second folder" if second else "a backup with its rotation"
        self._before = 0

    def begin(self, root: Path) -> None:
        """A notebook, many old copies of it in the folder, and one that is to be carried there."""
        _write(root / "data", "Ada")
        (root / "second").mkdir()
        place = root / "second" if self._second else places.backups(root / "data")
        made = self._made(root)
        for days in AGES:
            _aged(made, place, days)
        if not self._second:
            made.path.unlink()
            places.record_of(made.path).unlink()

    def do(self, root: Path) -> None:
        """Make it, or carry it there."""
        self._carry(root, timedelta())

    def learn(self, root: Path) -> None:
        """How many stood before."""
        self._before = self._before or len(listing.copies_in(self._place(root)))

    def wrong(self, root: Path) -> Iterator[str]:
        """What is kept by the rule is there and good, now and after the next copy; nothing else is."""
        whole.look_into(root / "data")
        yield from self._lacking(root)
        _grow_old(self._place(root))
        self._carry(root, _LATER)
        yield from self._lacking(root)
        kept = {each.path.stem for each in listing.copies_in(self._place(root))}
        for path in sorted(self._place(root).iterdir()):
            if path.stem not in kept or path.suffix not in (".mentee", ".json"):
                yield f"left for good: {path.name}"
        yield from cut_off.strays(root)

    def _lacking(self, root: Path) -> Iterator[str]:
        found = [listing.read_again(each) for each in listing.copies_in(self._place(root))]
        good = [each for each in found if each.state is State.VERIFIED]
        if len(good) != len(found):
            yield f"copies: {[(each.path.name, each.state.value) for each in found if each not in good]}"
        all_of = [keeping.Copy(f"{days}", (NOW - timedelta(days=days)), True) for days in AGES]
        there = {round((NOW - each.made_at) / timedelta(days=1)) for each in good}
        new = keeping.Copy("new", NOW, True)
        wanted = {int(name) for name in keeping.kept([*all_of, new], NOW + _LATER) if name != "new"}
        if not wanted <= there:
            yield f"gone though the rule keeps them: {sorted(wanted - there)} days old"

    def _carry(self, root: Path, later: timedelta) -> None:
        if self._second:
            made = listing.newest_good(root / "data")
            record = records.read(made.path) if made else None
            assert made and record
            told = elsewhere.copied(Made(made.path, record), root / "data", root / "second", NOW + later)
            if told.trouble:
                raise told.trouble
            return
        with app.opened(root / "data") as opened:
            copies.sweep(root / "data")
            copies.make(opened.notebook.connection(), root / "data", Reason.DAILY, NOW + later)

    def _place(self, root: Path) -> Path:
        return root / "second" if self._second else places.backups(root / "data")

    def _made(self, root: Path) -> Made:
        with app.opened(root / "data") as opened:
            return copies.make(opened.notebook.connection(), root / "data", Reason.DAILY, NOW)


class Passphrase:
    """The notebook gets a passphrase, another one or none, and all its copies with it, as the window does it."""

    def __init__(self, old: str | None, new: str | None) -> None:
        self._old, self._new = old, new
        self.name = (
            "a passphrase is set"
            if not old
            else "a passphrase is changed"
            if new
            else "a passphrase is removed"
        )
        self._rows: Rows = {}

    def begin(self, root: Path) -> None:
        """A notebook, a copy in its folder and one in a second folder."""
        cipher._COSTS[1] = (256, 8, 1)
        _write(root / "data", "Ada")
        (root / "second").mkdir()
        key = locking.encrypt(root / "data", self._old).key if self._old else None
        with app.opened_alone(root / "data", key) as opened:
            made = copies.make(opened.notebook.connection(), root / "data", Reason.DAILY, NOW)
        elsewhere.copied(made, root / "data", root / "second", NOW)

    def do(self, root: Path) -> None:
        """First the notebook, then what differs, then the question is answered."""
        data, second = root / "data", root / "second"
        before = self._key(root, self._old)
        if self._old is None:
            done = locking.encrypt(data, self._new or "", second)
        elif self._new is None:
            done = locking.remove(data, self._old, second)
        else:
            done = locking.change(data, self._old, self._new, second)
        self._settle(root, done.key, before)

    def learn(self, root: Path) -> None:
        """The rows, which stay."""
        key = self._key(root, self._old) if not self._rows else self._key(root, self._new)
        found = whole.look_into(root / "data", key=key).rows
        assert not self._rows or found == self._rows
        self._rows = found

    def wrong(self, root: Path) -> Iterator[str]:
        """Exactly one of both opens it; each copy opens with one of both; where they differ, the question is still open."""
        opening = [each for each in (self._old, self._new) if self._opens(root, each)]
        if len(opening) != 1:
            yield f"{len(opening)} of the two open it"
            return
        key = self._key(root, opening[0])
        found = whole.look_into(root / "data", key=key)
        yield from found.wrong
        if found.rows != self._rows:
            yield "it holds something else"
        keys = [self._key_of_copy(root, each) for each in self._copies(root)]
        if len(keys) != 2 or any(each == [] for each in keys):
            yield f"of the copies, {keys} open"
        differing = [each for each in self._copies(root) if not cipher.fits(each, key)]
        if differing and not alike.is_open(root / "data"):
            yield "copies are locked otherwise, and nobody will ask about them"
        yield from self._again(root, opening[0], key)

    def _again(self, root: Path, opening: str | None, key: Key | None) -> Iterator[str]:
        if opening == self._new:
            self._settle(root, key, self._theirs(root))
        else:
            self.do(root)
        key = self._key(root, self._new)
        if whole.look_into(root / "data", key=key).rows != self._rows:
            yield "done again it holds something else"
        for place in (places.backups(root / "data"), root / "second"):
            for each in listing.copies_in(place, key):
                if (
                    not cipher.fits(each.path, key)
                    or listing.read_again(each, key).state is not State.VERIFIED
                ):
                    yield f"done again, {each.path.name} does not open as the notebook does"
        _grow_old(root / "second")
        self._carry(root, key)
        copies.sweep(root / "data")
        left = [
            path.name for path in root.rglob("*") if ".part" in path.name or path.name.endswith(alike.MARK)
        ]
        left += [p.name for p in root.rglob("*.json") if not p.with_suffix(".mentee").exists()]
        if left:
            yield f"left: {left}"

    def _carry(self, root: Path, key: Key | None) -> None:
        """The next copy, with what it sweeps."""
        with app.opened_alone(root / "data", key) as opened:
            made = copies.make(opened.notebook.connection(), root / "data", Reason.DAILY, NOW + _LATER)
        elsewhere.copied(made, root / "data", root / "second", datetime.now().astimezone())

    def _settle(self, root: Path, key: Key | None, before: Key | None) -> None:
        for place in (places.backups(root / "data"), root / "second"):
            for each in locking.differing(place, root / "data", key):
                locking.relock(each, key, *([before] if before else []))
        alike.settle(root / "data")

    def _theirs(self, root: Path) -> Key | None:
        """The key of a copy that has the passphrase of before."""
        for each in self._copies(root):
            try:
                if self._old and cipher.is_locked(each):
                    return cipher.key_for(each, self._old)
            except Trouble:
                pass
        return None

    def _copies(self, root: Path) -> list[Path]:
        return sorted((*places.backups(root / "data").glob("*.mentee"), *(root / "second").glob("*.mentee")))

    def _key_of_copy(self, root: Path, copy: Path) -> list[str]:
        fitting = []
        for each in (self._old, self._new):
            try:
                locked = cipher.is_locked(copy)
                if locked == bool(each) and (not each or cipher.key_for(copy, each)):
                    fitting.append(each or "none")
            except Trouble:
                pass
        return fitting

    def _opens(self, root: Path, passphrase: str | None) -> bool:
        try:
            with app.opened_alone(root / "data", self._key(root, passphrase)):
                return passphrase is not None or not cipher.is_locked(root / "data" / "notebook.mentee")
        except Trouble:
            return False

    def _key(self, root: Path, passphrase: str | None) -> Key | None:
        return locking.unlocked(root / "data", passphrase) if passphrase else None


def cases() -> list[Case]:
    """Those that need no passphrase."""
    return [Restore(), Rotation(second=False), Rotation(second=True)]


def locked_cases() -> list[Case]:
    """Those that need one."""
    return [Passphrase(None, NEW), Passphrase(OLD, NEW), Passphrase(OLD, None)]


def _write(folder: Path, name: str) -> None:
    with app.opened(folder) as opened:
        opened.people.add(PersonDraft(name, notes="so it goes " * 40))


def _grow_old(place: Path) -> None:
    """Some days pass for what is left in a folder."""
    for path in place.iterdir():
        os.utime(path, (0, 0))


def _aged(made: Made, place: Path, days: int) -> None:
    """The same copy as if it had been made so many days before."""
    then = made.record.made_at - timedelta(days=days)
    path = places.free_path(place, made.record.reason, then)
    shutil.copy2(made.path, path)
    records.write(path, replace(made.record, made_at=then, verified_at=then))
