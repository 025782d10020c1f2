"""Finds the Markdown notes in a folder or a ZIP, and brings them in a fixed order."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.imports import limits

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")

MOST_SEEN = 50_000
"""Files and folders that are looked at: more of them is the root of a disk, not a folder of notes."""


@dataclass(frozen=True)
class Note:
    """One note: its place (from the folder on, with /) and what it holds, or why that cannot be told."""

    path: str
    content: bytes | None = None
    why: str = ""


def is_note(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def in_folder(folder: Path) -> list[Note]:
    """The notes in a folder and the folders in it; not in hidden ones, nor behind links. Raises Trouble."""
    found: list[tuple[str, Path]] = []
    for path in _walked(folder):
        found.append((path.relative_to(folder).as_posix(), path))
        _check_count(len(found))
    notes, whole = [], 0
    for name, path in sorted(found, key=_order):
        note = _read(name, path, limits.BYTES - whole)
        whole += len(note.content or b"")
        notes.append(note)
    _check_any(notes)
    return notes


def in_zip(content: bytes) -> list[Note]:
    """The notes in a ZIP. Raises Trouble."""
    with limits.open_zip(content) as archive:
        members = {
            member.filename: member
            for member in archive.infolist()
            if is_note(member.filename) and not any(map(_is_hidden, member.filename.split("/")))
        }
        shared = _shared_folder(list(members))
        notes = []
        for name, member in sorted(members.items(), key=_order):
            held = limits.zip_member(archive, member)
            why = "" if held is not None else _("It is damaged, or locked by a password.")
            notes.append(Note(name[len(shared) :], held, why))
    _check_any(notes)
    return notes


def _walked(folder: Path) -> Iterator[Path]:
    """Every note below, whatever it is: a link is told, not followed."""
    seen = 0
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        seen += len(folders) + len(files)
        if seen > MOST_SEEN:
            raise limits.refused(
                _("The folder holds too much to look through. Choose the one with the notes.")
            )
        for name in files:
            if is_note(name) and not _is_hidden(name):
                yield Path(place, name)


def _read(name: str, path: Path, most: int) -> Note:
    shown = name.encode("utf-8", "replace").decode()
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return Note(shown, why=_("It is a link or a device, not a file."))
        with open(path, "rb") as file:
            content = file.read(most + 1)
    except OSError:
        return Note(shown, why=_("It may not be read."))
    if len(content) > most:
        raise limits.too_much()
    return Note(shown, content)


def _shared_folder(names: list[str]) -> str:
    """The one folder that all stand in, with its /: a folder that was packed whole is then known as the folder is."""
    first = {name.split("/")[0] + "/" for name in names}
    return first.pop() if len(first) == 1 and all("/" in name for name in names) else ""


def _order(item: tuple[str, object]) -> tuple[str, str]:
    return item[0].casefold(), item[0]


def _is_hidden(name: str) -> bool:
    return (name.startswith(".") and name not in (".", "..")) or name in ("__MACOSX", "node_modules")


def _check_count(count: int) -> None:
    if count > limits.ZIP_MEMBERS:
        sentence = _("The folder holds more than {limit} notes. Choose a folder in it.")
        raise limits.refused(sentence.format(limit=f"{limits.ZIP_MEMBERS:,}"))


def _check_any(notes: list[Note]) -> None:
    if not notes:
        raise limits.refused(_("There are no Markdown notes in it (files that end in .md)."))
