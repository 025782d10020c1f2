"""Lists the copies in a folder, newest first: when, why, what is in them, and whether each was proven or why not."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import census, places, proving, records, telling
from mentee_app.backup.places import Reason
from mentee_app.storage import faults, steps
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble, TroubleKind

_AHEAD = timedelta(hours=1)
"""How far a clock may go back before a copy counts as one from the future."""


class State(Enum):
    """What is known of a copy."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not-verified"
    CHANGED = "changed"
    TOO_NEW = "too-new"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"


USABLE = frozenset({State.VERIFIED, State.NOT_VERIFIED})


@dataclass(frozen=True)
class Found:
    """One copy. What nothing is known of is None."""

    path: Path
    made_at: datetime
    reason: Reason
    size: int
    state: State
    schema: int | None = None
    sessions: int | None = None
    people: int | None = None
    last_written_on: date | None = None
    loose_ends: int = 0


def copies(folder: Path, key: Key | None = None) -> tuple[Found, ...]:
    """The copies of the notebook in `folder`, newest first. Raises Trouble where the folder of copies cannot be read."""
    places.refuse_strange(places.backups(folder))
    return copies_in(places.backups(folder), key)


def copies_in(place: Path, key: Key | None = None) -> tuple[Found, ...]:
    """The copies in any folder, newest first; files that are none of ours are left out. Trusts records whose size still fits.

    `key` is asked for only by a copy with a passphrase whose record is gone; without it such a copy is unreadable.
    """
    if not place.is_dir():
        return ()
    with telling.told(place):
        found = [_found(path, key) for path in place.iterdir() if _is_copy(path)]
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def read_again(found: Found, key: Key | None = None) -> Found:
    """The same copy with its state as it is today: the whole file is read. For a worker: seconds for each 100 MB.

    One that `key` does not open is as it was proven where its bytes are.
    """
    record = records.read(found.path)
    try:
        if record and whole_files.sha256_of(found.path) != record.sha256:
            return replace(found, state=State.CHANGED)
        proof = proving.proven(found.path, key)
    except Trouble as trouble:
        if record and trouble.kind in (TroubleKind.LOCKED_BY_PASSPHRASE, TroubleKind.WRONG_PASSPHRASE):
            return found
        return replace(found, state=_STATES.get(trouble.kind, State.UNREADABLE))
    except OSError:
        return replace(found, state=State.UNREADABLE)
    return replace(found, loose_ends=proof.loose_ends) if record else _with(found, proof.census)


def newest_good(folder: Path) -> Found | None:
    """The newest copy that was proven and still has its size."""
    return next((each for each in copies(folder) if each.state is State.VERIFIED), None)


def age_of_last_good(folder: Path, now: datetime) -> timedelta | None:
    """How old the newest proven copy is; None for none. One from the future says nothing and is left out."""
    ages = [now - each.made_at for each in copies(folder) if each.state is State.VERIFIED]
    return min((max(age, timedelta(0)) for age in ages if age >= -_AHEAD), default=None)


def is_due(folder: Path, now: datetime) -> bool:
    """Whether today has no proven copy yet, by the calendar where `now` was told."""
    good = [each.made_at for each in copies(folder) if each.state is State.VERIFIED]
    return not any(made.astimezone(now.tzinfo).date() == now.date() for made in good)


_STATES = {
    TroubleKind.TOO_NEW: State.TOO_NEW,
    TroubleKind.DAMAGED: State.DAMAGED,
    TroubleKind.NOT_A_DATABASE: State.DAMAGED,
}


def _is_copy(path: Path) -> bool:
    return places.named(path.name) is not None and not path.is_symlink() and path.is_file()


def _found(path: Path, key: Key | None) -> Found:
    record, size = records.read(path), path.stat().st_size
    if record is None:
        return _unrecorded(path, size, key)
    state = State.VERIFIED if size == record.size else State.CHANGED
    return Found(
        path=path,
        made_at=record.made_at,
        reason=record.reason,
        size=size,
        state=State.TOO_NEW if record.schema > steps.NEWEST else state,
        schema=record.schema,
        sessions=record.sessions,
        people=record.people,
        last_written_on=record.last_written_on,
        loose_ends=record.loose_ends,
    )


def _unrecorded(path: Path, size: int, key: Key | None) -> Found:
    """A copy whose record is gone, or that was cut off before it had one: what its name and its first look say."""
    named = places.named(path.name)
    assert named is not None
    found = Found(path, named.wall.astimezone(), named.reason, size, State.NOT_VERIFIED)
    try:
        proving.refuse_foreign(path, key)
        with proving.reading(path, key=key) as connection:
            proving.refuse_strange(connection, path)
            return _with(found, census.taken(connection))
    except Trouble as trouble:
        return replace(found, state=_STATES.get(trouble.kind, State.UNREADABLE))
    except faults.sql_errors():
        return replace(found, state=State.DAMAGED)


def _with(found: Found, counted: census.Census) -> Found:
    return replace(
        found,
        schema=counted.schema,
        sessions=counted.sessions,
        people=counted.people,
        last_written_on=records.last_day(counted, found.made_at),
    )
