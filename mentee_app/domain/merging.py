"""Joins two versions of one draft with the one both were made from: what each side wrote stands, or is named as unseen."""

import dataclasses
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mentee_app.domain import three_ways

_Draft = TypeVar("_Draft")

_ONE_LINE = frozenset(("name", "title", "topic", "subject_name", "place", "organisation", "role", "industry"))
"""Texts that a form asks for in one line: two of them never become two lines."""

_ADDRESSES = frozenset(("email", "phone", "reach"))
"""Half of one and half of another reaches nobody."""


@dataclass(frozen=True)
class Merged(Generic[_Draft]):
    """The draft that both became, and the texts (field, text) of either side that it does not show whole."""

    draft: _Draft
    unseen: tuple[tuple[str, str], ...] = ()


def merged(base: _Draft, mine: _Draft, theirs: _Draft, texts: Collection[str]) -> Merged[_Draft]:
    """`theirs` with what `mine`, which is later, changed since `base`. Of the fields in `texts` both changes stand.

    Where both changed one place of a text, and of every other field that both changed, mine stands.
    """
    values: dict[str, Any] = {}
    unseen: list[tuple[str, str]] = []
    for name in (field.name for field in dataclasses.fields(base)):  # type: ignore[arg-type]
        old, earlier, later = (getattr(draft, name) for draft in (base, theirs, mine))
        if later == old or later == earlier:
            values[name] = earlier
        elif earlier == old or name not in texts or not all(isinstance(each, str) for each in (old, earlier)):
            values[name] = later
        else:
            shown = later if name in _ADDRESSES else merged_text(old, earlier, later, name in _ONE_LINE)
            unseen += [(name, each) for each in (earlier, later) if not stands(each, old, shown)]
            values[name] = shown
    return Merged(dataclasses.replace(theirs, **values), tuple(unseen))  # type: ignore[type-var]


def merged_text(base: str, earlier: str, later: str, one_line: bool = False) -> str:
    """What a text becomes that two hands changed since `base`; where both changed one place, the later stands."""
    if earlier == base or earlier == later:
        return later
    if later == base:
        return earlier
    found = (three_ways.by_words if one_line else three_ways.by_lines)(base, earlier, later)
    return found if found.strip() else later  # each let go what the other kept


def stands(text: str, base: str, shown: str) -> bool:
    """Whether all lines that a text has beyond `base` are shown: nothing of it is lost."""
    put_in = _counted(text) - _counted(base)
    return not put_in - _counted(shown)


def _counted(text: str) -> Counter[str]:
    return Counter(line for line in text.split("\n") if line.strip())
