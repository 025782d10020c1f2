"""The record beside a copy: what is in it and that it was proven, in counts, dates and hashes, never in words."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mentee_app import own_files, whole_files
from mentee_app.backup import places
from mentee_app.backup.census import Census
from mentee_app.backup.places import Reason

_FORMAT = 1


@dataclass(frozen=True)
class Record:
    """What was proven of one copy when it was made. `tables` has rows and the hash of the texts by table."""

    made_at: datetime
    verified_at: datetime
    reason: Reason
    schema: int
    size: int
    sha256: str
    sessions: int
    people: int
    last_written_on: date | None
    loose_ends: int
    origin: str
    tables: dict[str, tuple[int, str]]


def last_day(census: Census, now: datetime) -> date | None:
    """The day, where `now` was told, on which something was written last."""
    if census.written_at is None:
        return None
    try:
        return datetime.fromtimestamp(census.written_at / 1000, UTC).astimezone(now.tzinfo).date()
    except (OverflowError, ValueError, OSError):
        return None


def write(copy: Path, record: Record, instead_of: Record | None = None) -> None:
    """Put the record beside the copy. Raises OSError.

    `instead_of`: what is recorded of the file that has the copy's name still. Until the next record, whichever of both
    stands there is known by it: killed in between, no copy is without a record or has a wrong one.
    """
    values = {
        **vars(record),
        "format": _FORMAT,
        "made_at": record.made_at.isoformat(),
        "verified_at": record.verified_at.isoformat(),
        "reason": record.reason.value,
        "last_written_on": record.last_written_on and record.last_written_on.isoformat(),
    }
    if instead_of:
        values["instead_of"] = {"size": instead_of.size, "sha256": instead_of.sha256}
    content = json.dumps(values, ensure_ascii=True, indent=1, sort_keys=True).encode()
    whole_files.write_whole(places.record_of(copy), content)


def read(copy: Path) -> Record | None:
    """The record beside a copy; None where there is none that can be understood."""
    try:
        values = json.loads(own_files.read(places.record_of(copy)) or b"null")
        record = _understood(values)
        return _of_which(copy, record, values["instead_of"]) if record and "instead_of" in values else record
    except (OSError, ValueError, ArithmeticError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _of_which(copy: Path, record: Record, before: Any) -> Record:
    """The record of the file that stands there."""
    if whole_files.sha256_of(copy) != before["sha256"]:
        return record
    return replace(record, size=int(before["size"]), sha256=str(before["sha256"]))


def _understood(values: Any) -> Record | None:
    if values["format"] != _FORMAT:
        return None
    made_at, verified_at = (datetime.fromisoformat(values[name]) for name in ("made_at", "verified_at"))
    if any(moment.tzinfo is None or not places.could_be_made(moment) for moment in (made_at, verified_at)):
        return None
    if min(int(values[name]) for name in ("size", "sessions", "people", "loose_ends")) < 0:
        return None
    day = values["last_written_on"]
    return Record(
        made_at=made_at,
        verified_at=verified_at,
        reason=Reason(values["reason"]),
        schema=int(values["schema"]),
        size=int(values["size"]),
        sha256=str(values["sha256"]),
        sessions=int(values["sessions"]),
        people=int(values["people"]),
        last_written_on=date.fromisoformat(day) if day else None,
        loose_ends=int(values["loose_ends"]),
        origin=str(values["origin"]),
        tables={str(name): (int(rows), str(digest)) for name, (rows, digest) in values["tables"].items()},
    )
