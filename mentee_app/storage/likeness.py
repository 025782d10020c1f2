"""Tells whether a file's tables, views, triggers and indexes are those that our own steps make; its header proves nothing."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from enum import Enum
from functools import cache
from typing import NamedTuple

from mentee_app.storage import faults, steps
from mentee_app.trouble import TroubleKind


class Entry(NamedTuple):
    """One line of sqlite_schema: kind, name, the table it belongs to, and the words that made it."""

    kind: str
    name: str
    table: str
    words: str

    @property
    def acts(self) -> bool:
        """Whether it does something of its own when a table is read or written."""
        return self.kind in ("trigger", "view") or self.is_virtual

    @property
    def is_of_index(self) -> bool:
        """Whether FTS5 keeps in it what belongs to the search: each version names and makes these as it likes."""
        return self.table.startswith(_INDEX + "_") and self.kind in ("table", "index") and not self.is_virtual

    @property
    def is_virtual(self) -> bool:
        return self.kind == "table" and self.words.upper().lstrip().startswith("CREATE VIRTUAL")


class Likeness(Enum):
    """How alike the schema of a file is to ours."""

    OURS = "ours"
    DAMAGED = "damaged"
    STRANGE = "strange"


def flaw_of(connection: sqlite3.Connection) -> TroubleKind | None:
    """Why a file is not to be asked anything else; None for one of ours, of today's or an earlier schema.

    Reads its list of tables and nothing else. Raises what SQLite says of a list that is damaged.
    """
    if steps.version(connection) > steps.NEWEST:
        return TroubleKind.TOO_NEW
    return {
        Likeness.OURS: None,
        Likeness.DAMAGED: TroubleKind.DAMAGED,
        Likeness.STRANGE: TroubleKind.NOT_A_DATABASE,
    }[likeness(connection)]


def likeness(connection: sqlite3.Connection) -> Likeness:
    """STRANGE: something of another's would act in it, or it is no notebook. DAMAGED: something of ours is not as we made it.

    A further table that is asked nothing does nothing, and an index or trigger of ours that is gone only leaves a gap.
    """
    version = steps.version(connection)
    if not 0 < version <= steps.NEWEST:
        return Likeness.STRANGE
    theirs = entries(connection)
    if digest(theirs) == DIGESTS[version]:
        return Likeness.OURS
    return _judged(frozenset(map(_meant, theirs)), _own(version))


def entries(connection: sqlite3.Connection) -> list[Entry]:
    """Every table, index, view and trigger, but not endlessly many of them, nor endless words."""
    return list(_read(connection))


def acting(connection: sqlite3.Connection) -> set[str]:
    """The names of views, triggers and virtual tables, as far as the list can be read: SQLite knows no more of it either."""
    found = set()
    with suppress(*faults.sql_errors()):
        for entry in _read(connection):
            if entry.acts:
                found.add(entry.name)
    return found


def _read(connection: sqlite3.Connection) -> Iterator[Entry]:
    found = connection.execute(
        f"SELECT substr(CAST(type AS TEXT), 1, 20), substr(CAST(name AS TEXT), 1, {_LONGEST}),"
        f" substr(CAST(tbl_name AS TEXT), 1, {_LONGEST}), substr(coalesce(CAST(sql AS TEXT), ''), 1, {_LONGEST})"
        f" FROM sqlite_schema LIMIT {_MOST}"
    )
    for row in found:
        yield Entry(*(part or "" for part in row))


def digest(found: list[Entry]) -> str:
    """The same for the same entries in any order."""
    return hashlib.sha256(
        repr(sorted(tuple(entry) for entry in found)).encode("utf-8", "surrogatepass")
    ).hexdigest()


DIGESTS = {
    1: "45482504db409107182efd8286c8cd6688e9fd7ff9a9e2c411989e0e0f84ecbe",
    2: "de8ca2a143dad800e07322228c7cec301a6b2381e63f86d929cd2e76dec68a1e",
    3: "09f813a1e19a62bbf7458d36e6b93be1e616c63419bf5116b27d6155f8a5237d",
}
"""Of the schemas that the steps up to each number make: a usual start need not make one to compare with."""

_MOST = 2000
_LONGEST = 100_000


@cache
def _own(version: int) -> frozenset[Entry]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        steps.walk(connection, version)
        return frozenset(map(_meant, entries(connection)))


def _meant(entry: Entry) -> Entry:
    """An entry as every SQLite would write it: they differ in spaces, quotes and capitals, and what FTS5 keeps is its own."""
    if entry.is_of_index:
        return entry._replace(words="")
    return entry._replace(words=" ".join(map(_bare, _TOKEN.findall(entry.words))))


def _bare(token: str) -> str:
    """A name without its quotes; a text between quotes as it stands."""
    if token[0] in _QUOTES and len(token) > 1:
        quote = _QUOTES[token[0]]
        token = token[1:-1].replace(quote * 2, quote)
    return token if token[0:1] == "'" else token.lower()


def _judged(theirs: frozenset[Entry], ours: frozenset[Entry]) -> Likeness:
    names = {(entry.kind, entry.name, entry.table): entry for entry in ours}
    tables = {entry.name for entry in ours if entry.kind == "table"}
    likeness = Likeness.OURS
    for entry in theirs - ours:
        own = names.get((entry.kind, entry.name, entry.table))
        if own is not None and own.is_virtual == entry.is_virtual:
            likeness = Likeness.DAMAGED
        elif entry.acts or entry.kind not in ("table", "index") or entry.name in tables:
            return Likeness.STRANGE
        elif entry.kind == "index" and entry.table in tables and not entry.is_of_index:
            return Likeness.STRANGE  # it may refuse what is written, or reckon without end
    gone = tables - {entry.name for entry in theirs if entry.kind == "table"}
    if any(name in gone for name in _HEART):
        return Likeness.STRANGE
    return Likeness.DAMAGED if any(not name.startswith(_INDEX) for name in gone) else likeness


_INDEX = "written_index"
"""The search index; what its name begins is what FTS5 keeps for it."""

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\w+|\S""")
_QUOTES = {'"': '"', "`": "`", "[": "]"}

_HEART = ("person", "relationship", "session")
"""Without these it never was a notebook, or nothing is left of it."""
