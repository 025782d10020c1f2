"""A person in the network: who they are, how to reach them, how you met."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mentee_app.domain.problems import Flaw, Problem


class Closeness(Enum):
    """How near a person stands to the mentee, as the mentee feels it."""

    CLOSE = 3
    KNOWN = 2
    DISTANT = 1


@dataclass(frozen=True)
class PersonDraft:
    """A person as entered. `keep_in_touch_days`: None, or 1 to 3660; `silenced`: no reminder although there is one."""

    name: str = ""
    email: str = ""
    phone: str = ""
    reach: str = ""
    organisation: str = ""
    role: str = ""
    industry: str = ""
    how_met: str = ""
    introduced_by: int | None = None
    introduction_thanked_on: date | None = None
    introduction_told_on: date | None = None
    keep_in_touch_days: int | None = None
    silenced: bool = False
    closeness: Closeness | None = None
    give_back: str = ""
    notes: str = ""


def problems(draft: PersonDraft, own_id: int | None = None) -> tuple[Problem, ...]:
    """What keeps this person from being kept."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", Flaw.NAME_MISSING))
    if own_id is not None and draft.introduced_by == own_id:
        found.append(Problem("introduced_by", Flaw.INTRODUCED_BY_SELF))
    days = draft.keep_in_touch_days
    if days is not None and not 1 <= days <= 3660:
        found.append(Problem("keep_in_touch_days", Flaw.OUT_OF_RANGE))
    return tuple(found)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same; case and superfluous space do not matter, accents do."""
    mine, theirs = (" ".join(unicodedata.normalize("NFC", each).casefold().split()) for each in (one, other))
    return mine == theirs


def same_industry(one: str, other: str) -> bool | None:
    """Whether two industries are the same, as far as words tell; None where one of them is not said."""
    mine, theirs = (" ".join(each.split()).casefold() for each in (one, other))
    return mine == theirs if mine and theirs else None
