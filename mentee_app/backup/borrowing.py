"""Lends a damaged locked notebook the list of its tables from a good backup with the same key, page for page and still locked."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mentee_app import whole_files
from mentee_app.backup import census
from mentee_app.storage import cipher, faults
from mentee_app.storage.cipher import Key

_TRIED = 500
"""Damaged pages that may belong to the list. It has about 30, most of them at the beginning of the file."""


def borrow(copy: Path, damaged: tuple[int, ...], donor: Path, key: Key) -> bool:
    """Put the donor's list of tables into the working copy of a locked file without a -wal, whose `damaged` pages are given.
    Whether it could.

    Only damaged pages are replaced, and the first one, which says how long the file is. True of the rows only where both files
    were made by the same writing: see `speaks_of`.
    """
    if not cipher.fits(donor, key):
        return False
    lender = copy.with_name("lender.mentee")
    whole_files.copy_new(donor, lender)
    try:
        _grow(lender, key, copy.stat().st_size)
        lent = [
            1,
            *(number for number in damaged[:_TRIED] if number > 1 and _is_of_list(lender, number, key)),
        ]
    except faults.sql_errors():
        return False
    with copy.open("r+b") as into, lender.open("rb") as source:
        for number in lent:
            source.seek((number - 1) * cipher.PAGE)
            into.seek((number - 1) * cipher.PAGE)
            into.write(source.read(cipher.PAGE))
    return True


def speaks_of(ours: sqlite3.Connection, donor: Path, key: Key) -> bool:
    """Whether the lent list fits: each table has rows of the backup's. Else the pages of one would be taken for another's."""
    fitting = False
    with closing(cipher.connect(f"{faults.address(donor)}?mode=ro&immutable=1", key)) as theirs:
        for table in census.table_names(theirs):
            known, found = _ids(theirs, table), _ids(ours, table)
            if known and found and not known & found:
                return False
            fitting = fitting or bool(known & found)
    return fitting


def _ids(connection: sqlite3.Connection, table: str) -> set[int]:
    found: set[int] = set()
    try:
        for (id,) in connection.execute(f"SELECT id FROM {table} NOT INDEXED ORDER BY id LIMIT 500"):
            found.add(id)
    except faults.sql_errors():
        pass  # what was read up to here counts
    return found


def _grow(lender: Path, key: Key, size: int) -> None:
    """Its first page is to speak of a file as long as the damaged one; what is beyond would not be looked at."""
    with closing(cipher.connect(f"{faults.address(lender)}?mode=rw", key)) as connection:
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE filler(content)")
        while (short := size - lender.stat().st_size) > 0:
            connection.execute(
                "INSERT INTO filler VALUES (zeroblob(?))", (min(short + cipher.PAGE, 1 << 26),)
            )
        connection.execute("DROP TABLE filler")


def _is_of_list(lender: Path, number: int, key: Key) -> bool:
    """Whether the list can no longer be read without this page."""
    at = (number - 1) * cipher.PAGE
    with lender.open("r+b") as file:
        file.seek(at)
        page = file.read(cipher.PAGE)
        file.seek(at)
        file.write(os.urandom(len(page)))
        file.flush()
        try:
            with closing(cipher.connect(f"{faults.address(lender)}?mode=ro&immutable=1", key)) as connection:
                connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        except faults.sql_errors():
            return True
        finally:
            file.seek(at)
            file.write(page)
    return False
