"""Limits how long one value of a file may be, so that no file of somebody else's makes reading it last for ever."""

import sqlite3

LONGEST = 64 * 1024 * 1024
"""Bytes: more than all texts of 30,000 usual sessions together. What undoes putting 1,700 sessions in the trash has 97."""


def limit(connection: sqlite3.Connection) -> None:
    """Let a longer value fail unread (SQLITE_TOOBIG). The driver of locked files cannot, but no stranger writes those."""
    if isinstance(connection, sqlite3.Connection):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
