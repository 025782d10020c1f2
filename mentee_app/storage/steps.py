"""Walks a file up the schema steps, one transaction each; a new file walks the same steps as an old one."""

import sqlite3
from collections.abc import Callable

from mentee_app.storage import spacing, step_1, step_2, step_3

APPLICATION_ID = 0x4D454E54
"""The bytes "MENT" in the file's header: says that the file is a Mentee notebook."""

_STEPS: tuple[Callable[[], tuple[str, ...]], ...] = (
    step_1.statements,
    step_2.statements,
    step_3.statements,
)

NEWEST = len(_STEPS)
"""The schema version that this program reads and writes."""


def version(connection: sqlite3.Connection) -> int:
    """The schema version of the file (0: nothing in it yet)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def walk(connection: sqlite3.Connection, upto: int = NEWEST) -> None:
    """Run the steps the file lacks, `upto` one of them. `connection` must be in autocommit mode (isolation_level None)."""
    spacing.teach(connection)
    for number in range(version(connection) + 1, upto + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _STEPS[number - 1]():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
