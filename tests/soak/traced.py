"""Records what a real session of use asks of the disk (through strace), and keeps it in a small file for machines without.

A trace is a list of operations in the order in which they were done: names relative to the recorded folder, the bytes of
each write, each fsync, and between them the lines in which the program acknowledged what it had saved.
"""

import json
import lzma
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.soak import whole
from tests.soak.whole import Columns

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = Path(__file__).resolve().parent / "recorded.xz"
CALLS = (
    "openat,open,creat,write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,rmdir"
)
BEFORE = ("out",)
"""Folders that are there before the recording begins."""

ANY_MAY_TRACE = (0x59616D61, -1)
"""PR_SET_PTRACER, PR_SET_PTRACER_ANY: else some systems let only a parent look in."""

_LINE = re.compile(r"^(\d+) +(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(?:-?\w+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True)
class Op:
    """One operation: make, write, truncate, sync, rename, unlink, folder or say; `other` is where a rename leads."""

    what: str
    name: str = ""
    at: int = 0
    content: bytes = b""
    other: str = ""


@dataclass(frozen=True)
class Trace:
    """A recorded session, and the columns that its digests speak of."""

    ops: list[Op]
    columns: Columns


def available() -> bool:
    """Whether this machine can record."""
    return sys.platform == "linux" and shutil.which("strace") is not None


def record(place: Path, seed: str, deeds: int, locked: bool = False) -> Trace:
    """Run three sessions in a row (the second dies with the notebook open) and read what they did.

    `locked`: the notebook has a passphrase, and stands there before the recording begins.
    """
    root, ops = place / "root", []
    for folder in BEFORE:
        (root / folder).mkdir(parents=True)
    if locked:
        whole.made_locked(root / "data")
        ops += _standing(root, "data")
    runs = (("close", deeds, True), ("die", deeds, False), ("close", deeds // 2, True))
    for number, (ends, count, pdf) in enumerate(runs):
        log, acks = place / f"log{number}", place / "acks"
        command = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "20000000"]
        command += [
            "-o",
            str(log),
            "-e",
            f"trace={CALLS}",
            sys.executable,
            "-m",
            "tests.soak.session",
            str(root),
        ]
        command += ["--seed", f"{seed}-{number}", "--deeds", str(count), "--ends", ends]
        command += ["--pdf"] if pdf else []
        command += ["--locked"] if locked else []
        with acks.open("wb") as out:
            subprocess.run(command, check=True, cwd=ROOT, stdout=out, timeout=600)
        ops += _read(log, str(root), str(acks))
        log.unlink()
    return Trace(ops, whole.columns())


def _standing(root: Path, folder: str) -> list[Op]:
    """What stands in a folder, as the operations that made it last."""
    ops = [Op("folder", folder), Op("sync", "")]
    for path in sorted((root / folder).iterdir()):
        name = f"{folder}/{path.name}"
        ops += [Op("make", name), Op("write", name, 0, path.read_bytes()), Op("sync", name)]
    return [*ops, Op("sync", folder)]


def save(trace: Trace, path: Path) -> None:
    """Keep a trace."""
    listed = [[op.what, op.name, op.at, len(op.content), op.other] for op in trace.ops]
    head = json.dumps({"columns": trace.columns, "ops": listed}).encode()
    content = len(head).to_bytes(8, "big") + head + b"".join(op.content for op in trace.ops)
    path.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


def load(path: Path) -> Trace:
    """A kept trace."""
    content = lzma.decompress(path.read_bytes())
    at = 8 + int.from_bytes(content[:8], "big")
    head = json.loads(content[8:at])
    ops = []
    for what, name, offset, length, other in head["ops"]:
        ops.append(Op(what, name, offset, content[at : at + length], other))
        at += length
    return Trace(ops, head["columns"])


def _read(log: Path, root: str, acks: str) -> list[Op]:
    """The operations on files below `root`, and the lines written to `acks`."""
    ops: list[Op] = []
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None:
                continue
            thread, said = found.groups()
            if said.endswith("<unfinished ...>"):
                begun[thread] = said.removesuffix("<unfinished ...>").rstrip()
                continue
            if said.startswith("<... "):
                said = begun.pop(thread, "") + said.split("resumed>", 1)[1]
            call = _CALL.match(said)
            if call and int(call[3]) >= 0:
                ops += _op(call[1], call[2], int(call[3]), root, acks)
    return ops


def _op(call: str, words: str, answer: int, root: str, acks: str) -> list[Op]:
    found = _FD.match(words)
    path = _text(found[1]) if found else ""
    if call == "writev" and path == acks:
        return [Op("say", content=b"".join(_strings(words)))]
    if call in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync"):
        name = _inside(path, root)
        return [] if name is None else [_on_file(call, name, words, answer)]
    if call == "unlinkat" and path:  # a name in an open folder; the folders themselves are not modelled
        name = _inside(f"{path}/{_strings(words)[0].decode()}", root)
        return [] if name is None or "AT_REMOVEDIR" in words else [Op("unlink", name)]
    names = [_inside(each.decode(), root) for each in _strings(words)] if call != "writev" else []
    if call == "openat" and names and names[0] is not None:
        made = [Op("make", names[0])] if "O_CREAT" in words else []
        return [*made, Op("truncate", names[0], 0)] if "O_TRUNC" in words else made
    if call in ("rename", "renameat", "renameat2") and names[0] is not None and names[1] is not None:
        return [Op("rename", names[0], other=names[1])]
    if call in ("unlink", "unlinkat") and names[0] is not None:
        return [Op("unlink", names[0])]
    if call in ("mkdir", "mkdirat") and names[0] is not None:
        return [Op("folder", names[0])]
    if call == "rmdir":
        return []
    if root in words or any(name is not None for name in names) or _hex(root) in words:
        raise ValueError(f"the model knows no {call}")
    return []


def _on_file(call: str, name: str, words: str, answer: int) -> Op:
    if call in ("fsync", "fdatasync"):
        return Op("sync", name)
    if call == "ftruncate":
        return Op("truncate", name, int(words.rsplit(", ", 1)[1]))
    content = _strings(words)[0][:answer]
    return Op("write", name, int(words.rsplit(", ", 1)[1]) if call == "pwrite64" else -1, content)


def _strings(words: str) -> list[bytes]:
    return [bytes.fromhex(each.replace("\\x", "")) for each in _HEX.findall(words)]


def _text(hexed: str) -> str:
    return bytes.fromhex(hexed.replace("\\x", "")).decode(errors="surrogateescape")


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _inside(path: str, root: str) -> str | None:
    """The name below the recorded folder ("" for itself); None for what lies elsewhere."""
    if path == root:
        return ""
    return path.removeprefix(root + "/") if path.startswith(root + "/") else None
