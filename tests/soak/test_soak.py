"""The short form of the proof: the same program as the long one, for seconds; and that the proof notices what it should."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import whole
from tests.soak.whole import Tally

if os.name != "posix":
    pytest.skip("fork and kill -9", allow_module_level=True)

RUN = Path(__file__).resolve().parent / "run.py"


@pytest.mark.parametrize(
    "part", ["kills", "power", "typing", "faults", "locked", "cut-off", "no-room", "auto-lock"]
)
def test_nothing_is_lost(part):
    command = [sys.executable, str(RUN), "--short", "--only", part, "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def saved(tmp_path):
    """A notebook with a life in it, and what a child would have reported of it."""
    import random

    from mentee_app import app
    from tests.soak.kills import Ledger
    from tests.soak.life import Life

    with app.opened(tmp_path / "data") as opened:
        life = Life(opened, random.Random(1))
        for _deed in range(8):
            life.next().do()
        rows = whole.rows_of(whole.columns())
    return tmp_path / "data", Ledger({table: dict(ids) for table, ids in rows.items()})


def test_a_lost_save_is_noticed(saved):
    from tests.soak import kills

    folder, ledger = saved
    ledger.rows["session"][1] = "acknowledged, and not there"
    tally = Tally("planted")
    assert kills.judged(folder, ledger, tally, "here")
    assert tally.lost == 1 and len(tally.missed) == 1


def test_an_older_text_is_noticed_also_where_another_save_was_under_way(saved):
    from tests.soak import kills

    folder, ledger = saved
    id, there = next(iter(ledger.rows["session"].items()))
    ledger.take({"session": {id: "a later text"}})
    ledger.begun = {"session changed": 1}
    assert there in ledger.past
    tally = Tally("planted")
    kills.judged(folder, ledger, tally, "here")
    assert tally.lost == 1


def test_half_a_deed_is_noticed_and_a_whole_one_is_not(saved):
    from tests.soak import kills

    folder, ledger = saved
    standing = {table: dict(ids) for table, ids in ledger.rows.items()}
    ledger.rows["session"].popitem()
    ledger.begun = {"session added": 1, "deed added": 1}
    half = Tally("planted")
    kills.judged(folder, ledger, half, "here")
    assert (half.half, half.lost) == (1, 0)
    standing["session"].popitem()
    standing["deed"].popitem()
    ledger.rows, ledger.begun, together = standing, {"session added": 1, "deed added": 1}, Tally("planted")
    kills.judged(folder, ledger, together, "here")
    assert together.missed == []


def test_a_damaged_file_is_noticed(saved):
    from tests.soak import kills

    folder, ledger = saved
    path = folder / "notebook.mentee"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 60] = bytes(4096 * 57)
    path.write_bytes(content)
    tally = Tally("planted")
    kills.judged(folder, ledger, tally, "here")
    assert tally.missed


def test_more_than_a_second_of_lost_typing_is_noticed():
    from tests.soak import keys, typist

    pressed = tuple(at / 10 for at in range(40))
    lost, kept = Tally("planted"), Tally("planted")
    assert keys.judged(typist.text(20), keys.Killed(pressed, 4.0), lost, "here")[0] == pytest.approx(1.9)
    assert keys.judged(typist.text(32), keys.Killed(pressed, 4.0), kept, "here")[0] == pytest.approx(0.7)
    assert (lost.lost, kept.missed) == (1, [])


def test_a_disk_keeps_what_was_synced_and_nothing_else_for_certain():
    import random

    from tests.soak.disk import Disk
    from tests.soak.traced import Op

    disk, chance = Disk(), random.Random(1)
    steps = [Op("make", "a"), Op("write", "a", 0, b"x" * 9000), Op("sync", "a"), Op("sync", "")]
    for op in [*steps, Op("write", "a", 4000, b"y" * 4000), Op("make", "b"), Op("rename", "b", other="c")]:
        disk.do(op)
    for naming in disk.namings:
        assert disk.after_cut(naming, "none", chance) == {"a": b"x" * 9000}
        assert disk.after_cut(naming, "all", chance) == {
            "a": b"x" * 4000 + b"y" * 4000 + b"x" * 1000,
            "c": b"",
        }
        torn = {disk.after_cut(naming, "unordered", chance)["a"] for _ in range(50)}
        assert len(torn) > 3 and all(len(each) == 9000 and each.startswith(b"x" * 4000) for each in torn)


class _TwoFiles:
    """A deed that is planted to be half done: two files that belong together, one after the other, and a part that stays."""

    name = "two files"

    def begin(self, root):
        (root / "one").write_bytes(b"old")
        (root / "two").write_bytes(b"old")

    def do(self, root):
        for name in ("one", "two"):
            (root / f"{name}.part").write_bytes(b"new")
            os.replace(root / f"{name}.part", root / name)

    def learn(self, root):
        pass

    def wrong(self, root):
        if (root / "one").read_bytes() != (root / "two").read_bytes():
            yield "half"
        self.do(root)
        if (root / "two").read_bytes() != b"new":
            yield "not done again"


def test_a_deed_that_is_cut_off_half_done_is_noticed_at_each_step_at_which_it_is():
    from tests.soak import cut_off

    (tally,) = cut_off.prove([_TwoFiles()], 99, seed=1, outside=False)
    assert tally.done == 4 and tally.half == len(tally.missed) == 2
    assert "step 3 (open two.part)" in tally.missed[0] and "step 4 (os.rename two.part)" in tally.missed[1]
