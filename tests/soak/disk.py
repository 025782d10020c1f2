"""A model of a disk under a file system like ext4: what may be on it when the power goes, for a given list of operations.

Modelled: what was written and not synced may be there or not, block by block (4,096 bytes), torn at any sector (512 bytes),
later writes without earlier ones (unordered) or up to a point (ordered); a file that had grown may hold zeros or
rubbish where nothing arrived; truncating may be on disk or not. Making, renaming and removing names: on a journalling
disk they happen in order, up to a point, and any fsync makes all earlier ones last; on a strict one each name is on
its own, and only the fsync of its folder makes it last. A rename is atomic. What an fsync returned for, stays.
Not modelled: disks that lie about fsync, sectors that change without being written, damage to the file system
itself, modes and times of files, memory-mapped writes (the notebook is not mapped).
"""

import random
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.soak.traced import Op

BLOCK, SECTOR = 4096, 512
Names = dict[str, int]
"""Which file (by number) has which name; folders have the number 0."""


@dataclass
class File:
    """The content that lasts, and what was asked for since."""

    lasting: bytes = b""
    waiting: list[Op] = field(default_factory=list)
    size: int = 0

    def sync(self) -> None:
        """All that was asked for lasts."""
        content = bytearray(self.lasting)
        for op in self.waiting:
            _apply(content, op)
        self.lasting, self.waiting = bytes(content), []


@dataclass
class Naming:
    """The names that last, and what was asked of them since; `strict`: only their folder's fsync makes them last."""

    strict: bool
    lasting: Names = field(default_factory=dict)
    waiting: list[tuple[Op, int]] = field(default_factory=list)

    def sync(self, name: str, is_folder: bool) -> None:
        """An fsync of `name` returned."""
        kept = []
        for op, number in self.waiting:
            if not self.strict or (is_folder and _folder(op.name) == name):
                _rename(self.lasting, op, number)
            else:
                kept.append((op, number))
        self.waiting = kept


class Disk:
    """Takes operations; tells what may stand on it when the power goes now. `folders` were there before."""

    def __init__(self, folders: tuple[str, ...] = ()) -> None:
        self._live: Names = dict.fromkeys(folders, 0)
        self.namings = (Naming(False, dict(self._live)), Naming(True, dict(self._live)))
        self._files: dict[int, File] = {}

    def do(self, op: Op) -> None:
        """One operation returned."""
        if op.what in ("write", "truncate"):
            self._write(op)
        elif op.what == "sync":
            number = self._live.get(op.name, 0)
            if number:
                self._files[number].sync()
            for naming in self.namings:
                naming.sync(op.name, is_folder=not number)
        elif op.what in ("make", "folder", "rename", "unlink"):
            self._name(op)

    def waits(self) -> bool:
        """Whether anything is not certain to last."""
        return any(naming.waiting for naming in self.namings) or any(
            file.waiting for file in self._files.values()
        )

    def after_cut(self, naming: Naming, how: str, chance: random.Random) -> dict[str, bytes | None]:
        """One state that the cut may leave: the content by name, None for folders. `how`: none, all, ordered, unordered."""
        names = dict(naming.lasting)
        for op, number in _surviving_names(naming, how, chance):
            _rename(names, op, number)
        left: dict[str, bytes | None] = {}
        for name, number in names.items():
            if _folder(name) and _folder(name) not in names:
                continue
            left[name] = _survivor(self._files[number], how, chance) if number else None
        return left

    def _write(self, op: Op) -> None:
        file = self._files[self._live[op.name]]
        if op.what == "write":
            at = file.size if op.at < 0 else op.at  # -1: at the end, as streams write
            op = Op("write", op.name, at, op.content)
            file.size = max(file.size, at + len(op.content))
        else:
            file.size = op.at
        file.waiting.append(op)

    def _name(self, op: Op) -> None:
        if op.what in ("make", "folder") and op.name in self._live:
            return
        number = self._live.get(op.name, 0)
        if op.what == "make":
            number = len(self._files) + 1
            self._files[number] = File()
        _rename(self._live, op, number)
        for naming in self.namings:
            naming.waiting.append((op, number))


def _surviving_names(naming: Naming, how: str, chance: random.Random) -> list[tuple[Op, int]]:
    if how in ("none", "all"):
        return naming.waiting if how == "all" else []
    if not naming.strict:
        return naming.waiting[: chance.randint(0, len(naming.waiting))]
    survived, ended = [], set[str]()
    for op, number in naming.waiting:
        touched = {op.name, op.other} - {""}
        if touched & ended or chance.random() < 0.5:
            ended |= touched  # what came later of the same name cannot be there either
        else:
            survived.append((op, number))
    return survived


def _survivor(file: File, how: str, chance: random.Random) -> bytes:
    if how == "none" or not file.waiting:
        return file.lasting
    content = bytearray(file.lasting)
    if how == "all":
        chosen = file.waiting
    elif how == "ordered":
        whole = chance.randint(0, len(file.waiting))
        chosen = file.waiting[:whole]
        if whole < len(file.waiting):
            chosen = [*chosen, *_torn(file.waiting[whole], chance)]
    else:
        likely = chance.choice((0.1, 0.5, 0.9))
        pieces = (piece for op in file.waiting for piece in _pieces(op, chance))
        chosen = [piece for piece in pieces if chance.random() < likely]
    filler = chance.randbytes(SECTOR) if how == "unordered" and chance.random() < 0.3 else b""
    for op in chosen:
        _apply(content, op, filler)
    return bytes(content)


def _torn(op: Op, chance: random.Random) -> list[Op]:
    """The beginning of a write, up to a sector."""
    if op.what != "write":
        return []
    ends = range(op.at - op.at % SECTOR + SECTOR, op.at + len(op.content), SECTOR)
    return [Op("write", op.name, op.at, op.content[: chance.choice(ends) - op.at])] if ends else []


def _pieces(op: Op, chance: random.Random) -> list[Op]:
    """A write in the parts that reach the disk by themselves: blocks, now and then sectors."""
    if op.what != "write":
        return [op]
    step = SECTOR if chance.random() < 0.2 else BLOCK
    first = op.at - op.at % step
    edges = [op.at, *range(first + step, op.at + len(op.content), step), op.at + len(op.content)]
    return [
        Op("write", op.name, start, op.content[start - op.at : end - op.at])
        for start, end in zip(edges, edges[1:])
    ]


def _apply(content: bytearray, op: Op, filler: bytes = b"") -> None:
    hole = op.at - len(content)
    if hole > 0:
        content.extend((filler * (hole // SECTOR + 1))[:hole] if filler else bytes(hole))
    if op.what == "truncate":
        del content[op.at :]
    else:
        content[op.at : op.at + len(op.content)] = op.content


def _rename(names: Names, op: Op, number: int) -> None:
    if op.what in ("rename", "unlink"):
        names.pop(op.name, None)
    if op.what == "rename":
        names[op.other] = number
    elif op.what in ("make", "folder"):
        names[op.name] = number


def _folder(name: str) -> str:
    """The name of the folder that a name stands in; the recorded folder itself is ""."""
    found = str(PurePosixPath(name).parent)
    return "" if found == "." else found
