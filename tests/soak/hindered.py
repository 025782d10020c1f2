"""Faults that need no tool: a full notebook, one that became read-only, a size limit, a file that was replaced or taken away.

All are real: SQLite's own page limit and read-only switch, a limit of the operating system, and other files in its place. Each
deed fails with the right Trouble, leaves nothing behind, and succeeds in the same process once the hindrance is gone; where the
file was only taken away it succeeds at once.
"""

import os
import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from mentee_app import app, paths
from mentee_app.app import App
from mentee_app.storage import rows
from mentee_app.trouble import Trouble
from tests.soak import settled, whole
from tests.soak.life import Deed, Life
from tests.soak.whole import Tally

Hindrance = Callable[[App], AbstractContextManager[None]]


def prove(tally: Tally, seed: int) -> None:
    """Hinder a session of use in every way, and count it."""
    before = tally.done
    with tempfile.TemporaryDirectory(prefix="mentee-hindered-") as place:
        root = Path(place)
        with app.opened(root / "data") as opened:
            life = Life(opened, random.Random(seed), words=3000)
            for choose in (life.meet, life.log, life.log, life.advise, life.advise):
                choose().do()
            for hindrance, causes, deeds in _plan(life):
                for choose in deeds:
                    _try(opened, choose(), hindrance, causes, tally)
            _second_start(opened, tally)
            last = whole.digest(whole.rows_of(whole.columns()))
        settled.look(root, [{"digest": last}], tally, f"after hindrances (seed {seed})")
    tally.notes.append(f"{tally.done - before} hindrances without a tool (limits, moved and replaced files)")


def _plan(life: Life) -> list[tuple[Hindrance, tuple[str, ...], list[Callable[[], Deed]]]]:
    large = [life.log, life.write, life.points, life.advise, life.aim, life.meet]
    many = [life.write, life.plan, life.trash, life.decide, life.undo, life.log]
    return [
        (_full, ("disk-full",), large),
        (_read_only, ("read-only",), many),
        (_size_limit, ("io-error", "disk-full"), large[:4]),
        (_replaced, ("replaced",), [life.write, life.plan]),
        (_taken_away, (), [life.decide, life.log]),
    ]


def _try(opened: App, deed: Deed, hindrance: Hindrance, causes: tuple[str, ...], tally: Tally) -> None:
    where = f"{deed.name} under {hindrance.__name__.strip('_')}"
    tally.done += 1
    before = whole.rows_of(whole.columns())
    told = ""
    with hindrance(opened):
        try:
            deed.do()
        except Trouble as trouble:
            told = trouble.kind.value
    if not causes:  # the notebook is written anew, and nothing is wrong
        if told or whole.rows_of(whole.columns()) == before:
            tally.miss(where, f"not done: {told or 'nothing was told'}")
        return
    if told not in causes:
        tally.miss(where, f"told as {told or 'nothing'}")
    if whole.rows_of(whole.columns()) != before:
        tally.half += 1
        tally.miss(where, "it left something behind")
    try:
        deed.do()
    except Exception as error:
        tally.miss(where, f"still fails when the hindrance is gone: {whole.why(error)}")


def _second_start(opened: App, tally: Tally) -> None:
    tally.done += 1
    try:
        with app.opened(opened.folder):
            tally.miss("second start", "two are open at once")
    except Trouble as trouble:
        if trouble.kind.value != "locked":
            tally.miss("second start", f"told as {trouble.kind.value}")


@contextmanager
def _full(opened: App) -> Iterator[None]:
    rows.of("VACUUM")  # no free pages are left in it
    opened.notebook.remember_file()
    rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
    try:
        yield
    finally:
        rows.of("PRAGMA max_page_count = 1073741823")


@contextmanager
def _read_only(_opened: App) -> Iterator[None]:
    rows.of("PRAGMA query_only = 1")
    try:
        yield
    finally:
        rows.of("PRAGMA query_only = 0")


@contextmanager
def _size_limit(opened: App) -> Iterator[None]:
    """The journal may grow by a page and a half: a write is cut off in the middle."""
    opened.notebook.shrink_journal()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def _taken_away(opened: App) -> Iterator[None]:
    os.unlink(opened.folder / paths.NOTEBOOK)
    yield


@contextmanager
def _replaced(opened: App) -> Iterator[None]:
    path, aside = opened.folder / paths.NOTEBOOK, opened.folder / "aside"
    os.rename(path, aside)
    path.write_bytes(b"something else")
    try:
        yield
    finally:
        os.replace(aside, path)
