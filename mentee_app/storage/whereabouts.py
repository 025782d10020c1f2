"""Tells whether the notebook's files stand where they were left: the file itself, its -wal, and the folder of both."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_PLAIN = os.name == "posix"
"""Windows writes down the time of a change only when it likes, and lets nobody delete what is open."""


class Standing(Enum):
    """What is so at the path. Where only the -wal or the file is gone, the open connection still sees all."""

    OURS = "ours"
    JOURNAL_GONE = "journal-gone"
    FILE_GONE = "file-gone"
    ANOTHER = "another"


@dataclass(frozen=True)
class Mark:
    """What tells a file from another one, and whether it was written since."""

    inode: int
    size: int = 0
    changed_ns: int = 0


@dataclass(frozen=True)
class Marks:
    """As they were at one moment; None for what is not there."""

    file: Mark | None
    journal: Mark | None
    folder: Mark | None


def journal_of(path: Path) -> Path:
    """The -wal of the notebook at `path`."""
    return path.with_name(path.name + "-wal")


def marks(path: Path) -> Marks:
    """Look at the notebook at `path`. What may not be looked at counts as not there."""
    return Marks(_mark(path, os.stat), _mark(journal_of(path), os.lstat), _folder(path.parent))


def standing(now: Marks, left: Marks) -> Standing:
    """What became of the files since they were left, while nobody of us wrote."""
    if now.folder != left.folder:
        return Standing.ANOTHER
    if now.file is None:
        return Standing.FILE_GONE
    if now.file != left.file:
        return Standing.ANOTHER
    return Standing.OURS if now.journal == left.journal else Standing.JOURNAL_GONE


def standing_after_writing(now: Marks, left: Marks) -> Standing:
    """The same after we wrote: then the files are longer and newer, but no others, and a -wal never gets shorter by it."""
    if now.folder != left.folder:
        return Standing.ANOTHER
    if now.file is None:
        return Standing.FILE_GONE
    if left.file is None or now.file.inode != left.file.inode:
        return Standing.ANOTHER
    return Standing.OURS if _grown(now.journal, left.journal) else Standing.JOURNAL_GONE


def _grown(now: Mark | None, left: Mark | None) -> bool:
    if now is None or left is None:
        return left is None  # the first write may make it
    return now.inode == left.inode and now.size >= left.size


def _mark(path: Path, look: Callable[[Path], os.stat_result]) -> Mark | None:
    try:
        found = look(path)
    except OSError:
        return None
    return Mark(found.st_ino, found.st_size, found.st_mtime_ns) if _PLAIN else Mark(found.st_ino)


def _folder(folder: Path) -> Mark | None:
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return Mark(found.st_ino, found.st_dev)  # of a folder, the disk it is on says more than its size
