"""Makes the ids of rows: they serve as rowid, sort by time, and never collide between two copies of the app."""

import os
import time

EPOCH_MS = 1_577_836_800_000
"""2020-01-01T00:00Z in Unix milliseconds: counted from here, 41 bits of milliseconds last until the year 2089."""

_RANDOM_BITS = 22
_RANDOM_MASK = (1 << _RANDOM_BITS) - 1
_last = 0


def new_id() -> int:
    """A positive 63-bit integer: milliseconds since 2020 in the upper 41 bits, random below, increasing in this process.

    When the clock stands still or goes back, the next id follows the last one.
    """
    global _last
    fresh = ((now_ms() - EPOCH_MS) << _RANDOM_BITS) | (int.from_bytes(os.urandom(3)) & _RANDOM_MASK)
    _last = max(fresh, _last + 1)
    return _last


def now_ms() -> int:
    """Now, in Unix milliseconds (UTC), as `created_at`, `updated_at` and `deleted_at` keep it."""
    return time.time_ns() // 1_000_000


def now_after(before: int) -> int:
    """Now, for something that was written at `before` last: never that moment again, so that the two writes differ."""
    now = now_ms()
    return now + (now == before)
