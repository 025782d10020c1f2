"""What is killed before each of its steps: imports, a restore, a change of passphrase, rotation, volumes and other exports.

After each kill the program is started again and everything is looked at; then the same is done again, as a person does. Good
is: the notebook is the old one or the new one; an import is in with its one undo, or out, and never twice; no good copy is
gone that stood; each exported file is the old one or a new one; exactly one passphrase opens; and nothing is left over.
"""

import contextlib
import io
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from mentee_app.backup import listing
from mentee_app.backup.listing import State
from mentee_app.commands import backup
from mentee_app.storage import cipher
from tests.soak import steps
from tests.soak.whole import Tally

_MAY_DIFFER = 5
"""Steps: seen from outside, two runs write a few pages more or less."""

NOW = datetime(2026, 3, 3, 14, 2, 11).astimezone()


class Case(Protocol):
    """One deed that is cut off. `root` is always the same folder: a copy knows where its notebook was."""

    name: str

    def begin(self, root: Path) -> None:
        """Make what stands before."""

    def do(self, root: Path) -> None:
        """The deed."""

    def learn(self, root: Path) -> None:
        """Look at what stands, once before the deed and once after it: what follows is compared with both."""

    def wrong(self, root: Path) -> Iterator[str]:
        """Start again after a kill, do it again, and say what is wrong."""


def prove(
    cases: Sequence[Case], most: int, seed: int, outside: bool, minutes: float | None = None
) -> list[Tally]:
    """Kill each case before at most so many of its steps."""
    share = minutes * 60 / len(cases) if minutes else None
    return [_proved(case, most, seed, outside, share) for case in cases]


def _proved(case: Case, most: int, seed: int, outside: bool, seconds: float | None) -> Tally:
    until = time.monotonic() + seconds if seconds is not None else None
    tally, chance = Tally(f"cut off: {case.name}"), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="mentee-cut-off-") as place:
        root, stash = Path(place) / "root", Path(place) / "stash"
        root.mkdir(mode=0o700)
        case.begin(root)
        shutil.copytree(root, stash, symlinks=True)
        case.learn(root)
        _again(stash, root)
        whole = steps.done(lambda: case.do(root), outside)
        if whole.failed or not whole.steps:
            tally.miss(case.name, f"fails without a kill: {whole.failed or 'nothing was seen of it'}")
            return tally
        case.learn(root)
        killed_at: Counter[str] = Counter()
        chosen = steps.chosen(whole.steps, most, chance)
        for at in chosen:
            if until is not None and time.monotonic() > until:
                break
            _again(stash, root)
            ended = steps.done(lambda: case.do(root), outside, at, whole.steps)
            if ended.failed or not ended.killed:
                if ended.failed:
                    tally.miss(f"step {at}", ended.failed)
                continue
            tally.done += 1
            killed_at[ended.steps[-1].split("(")[0].split(" ")[0]] += 1
            _look(case, root, tally, f"{case.name}, killed before step {at} ({ended.steps[-1][:70]})")
        if tally.done < len(chosen) - _MAY_DIFFER and until is None:
            tally.miss(case.name, f"only {tally.done} of {len(chosen)} kills came")
    listed = ", ".join(f"{number} × {what}" for what, number in killed_at.most_common(6))
    tally.notes.append(
        f"{tally.done} of {len(whole.steps)} steps, seen {'outside' if outside else 'inside'}: {listed}"
    )
    return tally


def _look(case: Case, root: Path, tally: Tally, where: str) -> None:
    try:
        wrong = list(case.wrong(root))
    except Exception as error:
        import traceback

        tally.unopenable += 1
        tally.miss(where, f"{type(error).__name__}: {error} {traceback.format_exc()[-500:]}")
        return
    for each in wrong:
        tally.half += 1
        tally.miss(where, each)


def _again(stash: Path, root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(stash, root, symlinks=True)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """What commands say is not for this terminal."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def backed_up(root: Path) -> None:
    """The next backup, which sweeps what was cut off."""
    with quietly():
        backup.make(root / "data", None)


def bad_copies(root: Path, least: int) -> Iterator[str]:
    """What is wrong with the copies in the data folder, of which so many good ones stood before."""
    found = [listing.read_again(each) for each in listing.copies(root / "data")]
    bad = [f"{each.path.name} is {each.state.value}" for each in found if each.state is not State.VERIFIED]
    if bad:
        yield f"copies: {bad}"
    if len(found) - len(bad) < least:
        yield f"{len(found) - len(bad)} good copies, {least} stood before"


def strays(root: Path) -> Iterator[str]:
    """What nobody needs and nobody removes."""
    known = {"lock", "mentee.log", "notebook-made", "notebook.mentee"}
    for path in sorted((root / "data").rglob("*")):
        name = path.relative_to(root / "data").as_posix()
        copy = path.parent.name == "backups" and path.suffix in (".mentee", ".json")
        orphan = copy and not (path.with_suffix(".mentee").exists() and path.with_suffix(".json").exists())
        if not (name in known or name == "backups" or copy) or orphan:
            yield f"left in the data folder: {name}"


def every() -> list[Case]:
    """All cases; those with a passphrase where one can be made."""
    from tests.soak import cut_off_copies, cut_off_exports, cut_off_imports

    locked = cut_off_copies.locked_cases() if cipher.available() else []
    return [*cut_off_imports.cases(), *cut_off_copies.cases(), *locked, *cut_off_exports.cases()]


def few() -> list[Case]:
    """One of each kind that no other test kills before each step, for the short form."""
    names = (
        "everything, into one with writing",
        "a table of contacts",
        "rotation in the second folder",
        "tables in a folder",
    )
    return [case for case in every() if case.name in names]
