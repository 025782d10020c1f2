"""Lines made of several parts, each in its own direction of writing."""

from collections.abc import Iterable
from unicodedata import bidirectional

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, with a dot between; a name written from right to left does not turn what follows."""
    return " · ".join(_isolated(part) for part in parts if part)


def _isolated(part: str) -> str:
    turns = any(bidirectional(letter) in ("R", "AL", "AN") for letter in part[:400])
    return f"{_FIRST_STRONG_ISOLATE}{part}{_POP_ISOLATE}" if turns else part
