"""Which texts are kept as earlier versions: one for each stint of writing, and what a large cut would lose."""

STINT_MS = 600_000
_LONG = 200


def keeps(old: str, new: str, since_ms: int) -> bool:
    """Whether `old` is kept as an earlier version before `new` replaces it.

    `since_ms`: milliseconds since an earlier version of this text was kept, or else since its row was made.
    """
    if old == new or not old.strip():
        return False
    loses_much = len(old) >= _LONG and 2 * len(new) < len(old)
    return since_ms >= STINT_MS or loses_much
