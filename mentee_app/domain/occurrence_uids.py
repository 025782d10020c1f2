"""The uid of one time of a series that another calendar keeps under a single uid: that one, and when it was meant to be."""

import re
from datetime import UTC, datetime

_SHAPE = re.compile(r"(.*)/(\d{8}T\d{6}Z)", re.DOTALL)


def joined(uid: str, meant: int) -> str:
    """The uid of the time that was meant for the instant `meant` (Unix seconds), before anybody moved it."""
    return f"{uid}/{datetime.fromtimestamp(meant, UTC):%Y%m%dT%H%M%SZ}"


def parted(uid: str) -> tuple[str, datetime | None]:
    """The calendar's own uid, and the instant meant (UTC); None for an event that stands alone."""
    found = _SHAPE.fullmatch(uid)
    if not found:
        return uid, None
    try:
        return found[1], datetime.strptime(found[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return uid, None
