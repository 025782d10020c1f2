"""The power goes while a passphrase is set, changed or taken away: one whole notebook is there, and one passphrase opens it."""

import random
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from mentee_app.backup import alike, copies, locking, proving, restoring
from mentee_app.backup.places import Reason
from mentee_app.storage import cipher, database, ids, tables
from mentee_app.trouble import Trouble
from tests.ceiling import CHILD_S
from tests.soak import traced
from tests.soak.disk import Disk
from tests.soak.traced import Op

pytestmark = [
    pytest.mark.skipif(not cipher.available(), reason="the extra “encryption” (sqlcipher3) is not installed"),
    pytest.mark.skipif(not traced.available(), reason="strace is not installed"),
]

STATES = 120
"""Of each of the three; `tried` takes any number."""

OLD, NEW = "correct horse", "battery staple"

_DEED = """
import sys
from pathlib import Path
from mentee_app.backup import locking
from mentee_app.storage import cipher
cipher._COSTS[1] = (256, 8, 1)
locking._overwrite = lambda descriptor: None  # it has no name any more, and the recording knows files by their names
folder = Path(sys.argv[1])
{"encrypt": lambda: locking.encrypt(folder, "correct horse"),
 "change": lambda: locking.change(folder, "correct horse", "battery staple"),
 "remove": lambda: locking.remove(folder, "correct horse")}[sys.argv[2]]()
"""


@pytest.mark.parametrize("deed", ["encrypt", "change", "remove"])
def test_a_power_cut_leaves_one_whole_notebook_and_one_passphrase(folder, tmp_path, monkeypatch, deed):
    monkeypatch.setitem(cipher._COSTS, 1, (256, 8, 1))
    wrong, opened = tried(folder, tmp_path, deed, STATES)
    assert wrong == []
    ends = {"encrypt": {None, OLD}, "change": {OLD, NEW}, "remove": {OLD, None}}[deed]
    assert opened == ends


def tried(folder: Path, place: Path, deed: str, states: int) -> tuple[list[str], set[str | None]]:
    """Cut the power in so many different states; those that are wrong, and what the notebook was opened with.

    A backup is there, too: where the notebook is another one already, that it differs must be remembered.
    """
    key = None if deed == "encrypt" else locking.encrypt(folder, OLD).key
    crashed = place / "crashed"
    opened_now = database.open_notebook(folder, key=key)
    with opened_now.unit_of_work():
        tables.Person.insert(id=ids.new_id(), created_at=1, updated_at=1, name="In the -wal").execute()
    copies.make(opened_now.connection(), folder, Reason.DAILY, datetime.now().astimezone())
    shutil.copytree(folder, crashed)
    opened_now.close()
    texts = proving.proven(folder / "notebook.mentee", key).texts
    start = {path.name: path.read_bytes() for path in crashed.iterdir() if path.is_file()}
    ops = _recorded(crashed, place / "log", deed)
    wrong: list[str] = []
    opened: set[str | None] = set()
    for number, (where, left) in enumerate(_states(start, ops, states)):
        cut = place / f"cut {number}"
        cut.mkdir(mode=0o700)
        for name, content in left.items():
            if content is not None:
                (cut / name).write_bytes(content)
        shutil.copytree(folder / "backups", cut / "backups", dirs_exist_ok=True)
        try:
            restoring.finish_interrupted(cut)
            opens = _opens(cut, texts)
            opened.add(opens)
            assert opens == (None if deed == "encrypt" else OLD) or alike.is_open(cut), "nothing asks"
        except (Trouble, AssertionError, OSError) as error:
            wrong.append(f"{where}: {error!r}")
    return wrong, opened


def _recorded(folder: Path, log: Path, deed: str) -> list[Op]:
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "20000000", "-o", str(log)]
    command += ["-e", f"trace={traced.CALLS}", sys.executable, "-c", _DEED, str(folder), deed]
    subprocess.run(command, check=True, cwd=traced.ROOT, timeout=CHILD_S)
    return traced._read(log, str(folder), "")


def _states(start: dict[str, bytes], ops: list[Op], count: int):
    """Different states that a cut may leave: those around the change of names, the rest of the whole deed."""
    chance, seen = random.Random(7), set()
    last = min(
        number for number, op in enumerate(ops) if "unlike" in op.name or op.other == "notebook.mentee"
    )
    early, late = [], []
    for _round in range(30):
        disk = Disk()
        for name, content in start.items():
            for op in (Op("make", name), Op("write", name, 0, content), Op("sync", name), Op("sync", "")):
                disk.do(op)
        for number, op in enumerate(ops):
            disk.do(op)
            for naming in disk.namings:
                for how in ("none", "all", "ordered", "unordered"):
                    if _round and how in ("none", "all") or number < last and chance.random() > 0.2:
                        continue
                    left = disk.after_cut(naming, how, chance)
                    mark = hash(tuple(sorted(left.items(), key=lambda item: item[0])))
                    if mark not in seen:
                        seen.add(mark)
                        words = "strict" if naming.strict else "journalling"
                        where = f"after operation {number} of {len(ops)}, {words} disk, {how}"
                        (late if number >= last else early).append((where, left))
        if len(early) > 4 * count:
            break
    some = late[: count * 2 // 3]
    return some + chance.sample(early, min(count - len(some), len(early)))


def _opens(folder: Path, texts: dict[str, str]) -> str | None:
    """The one passphrase (or none) that opens the notebook, in which everything is."""
    path, opening = folder / "notebook.mentee", []
    if not cipher.is_locked(path):
        opening.append((None, None))
    for passphrase in (OLD, NEW) if cipher.is_locked(path) else ():
        try:
            opening.append((passphrase, locking.unlocked(folder, passphrase)))
        except Trouble:
            continue
    assert len(opening) == 1, opening
    passphrase, key = opening[0]
    database.open_notebook(folder, key=key).close()
    assert proving.proven(path, key).texts == texts
    return passphrase
