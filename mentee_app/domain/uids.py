"""The ids by which other programs know things of this notebook: a calendar's events, an address book's cards."""

_START = "mentee-"


def own_uid(id: int) -> str:
    """The uid that a thing of this notebook has in files for other programs, where it has no other."""
    return f"{_START}{id}"


def own_id(uid: str) -> int | None:
    """The id in a uid that `own_uid` made; None for any other."""
    digits = uid.removeprefix(_START)
    if digits == uid or not digits.isascii() or not digits.isdigit() or len(digits) > 19:
        return None
    found = int(digits)
    return found if 0 < found < 1 << 63 else None
