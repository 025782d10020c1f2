"""What must hold of the notebook between two lives: whole, true, like its copies, and the same after a way out and in."""

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from mentee_app import app, paths
from mentee_app.backup import checking, copies, listing, locking
from mentee_app.backup.listing import State
from mentee_app.backup.places import Reason
from mentee_app.exports import everything as written
from mentee_app.imports import everything
from mentee_app.queries import searching
from mentee_app.storage import cipher, rows, step_2, tables
from mentee_app.storage.cipher import Key
from mentee_app.trouble import Trouble
from tests.services.ground import PROBES, _holds
from tests.soak import whole
from tests.soak.monkey_dialogs import PASSPHRASES
from tests.soak.monkey_window import written as stands_in_the_file


def wrong_with(folder: Path, safe: list[str]) -> list[str]:
    """Everything that is wrong with the closed notebook in `folder`; `safe` are marks that stood in it. Makes a copy of it."""
    cipher._COSTS[1] = (256, 8, 1)
    try:
        key = _key(folder)
        found = list(whole.look_into(folder, key=key).wrong)
        with whole.opened(folder, key) as opened:
            found += [
                f"“{mark}” was in the file before it was killed"
                for mark in safe
                if not stands_in_the_file(mark)
            ]
            found += [*_loose(), *_search(), *_full(opened, folder, key)]
            content = written.content()
            copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, datetime.now().astimezone())
    except Exception as error:
        return [f"does not open: {whole.why(error)}"]
    return [*found, *_round_trip(content)]


def _key(folder: Path) -> Key | None:
    if not cipher.is_locked(folder / paths.NOTEBOOK):
        return None
    for passphrase in PASSPHRASES:
        try:
            return locking.unlocked(folder, passphrase)
        except Trouble:
            continue
    raise AssertionError("no passphrase that was ever set opens it")


def _full(opened: app.App, folder: Path, key: Key | None) -> Iterator[str]:
    """As “mentee check --full” looks."""
    good = listing.newest_good(folder)
    found = checking.full(opened.notebook.connection(), good.path if good else None, folder / paths.NOTEBOOK)
    if not found.whole:
        yield f"check --full against {good.path.name if good else 'nothing'}: {found}"
    for each in listing.copies(folder, key):
        again = listing.read_again(each, key)
        known = cipher.fits(each.path, key) or cipher.fits(each.path, None)
        if known and again.state is not State.VERIFIED:
            yield f"the copy {each.path.name} is {again.state.value}"


def _loose() -> Iterator[str]:
    """Nothing lives without what it hangs on, and all that lies in the trash can be brought back from there."""
    stamps = {
        json.loads(row[0]).get("trashed_at")
        for row in rows.of("SELECT before FROM deed WHERE undone_at IS NULL")
    }
    for table in tables.ALL:
        name = table._meta.table_name
        for field in table._meta.refs:
            other = field.rel_model._meta.table_name
            sql = (
                f"SELECT a.id FROM {name} a JOIN {other} b ON b.id = a.{field.column_name}"
                " WHERE a.deleted_at IS NULL AND b.deleted_at IS NOT NULL"
            )
            if not field.null and (found := rows.of(sql)):
                yield f"{name} {found[:3]} lives without its {field.name}"
    for name in step_2.WRITTEN:
        thrown = {row[0] for row in rows.of(f"SELECT deleted_at FROM {name} WHERE deleted_at IS NOT NULL")}
        if thrown - stamps:
            yield f"{name}: something lies in the trash for ever"


def _search() -> Iterator[str]:
    """The search finds exactly the rows whose words begin like what is looked for."""
    for probe in PROBES:
        query = searching.match(probe)
        found = {
            row[0] for row in rows.of("SELECT rowid FROM written_index WHERE written_index MATCH ?", query)
        }
        meant = set()
        for name, (title, body) in step_2.WRITTEN.items():
            for id, *texts in rows.of(
                f"SELECT id, {', '.join((*title, *body))} FROM {name} WHERE deleted_at IS NULL"
            ):
                if _holds("\n".join(texts), probe):
                    meant.add(id)
        if found != meant:
            yield f"the search for “{probe}” differs from a scan: {sorted(found ^ meant)[:5]}"


def _round_trip(content: bytes) -> Iterator[str]:
    """Everything, taken into an empty notebook and handed out again, is the same."""
    with (
        tempfile.TemporaryDirectory(prefix="mentee-monkey-") as place,
        app.opened(Path(place) / "data") as empty,
    ):
        taken = empty.notebooks.take_in(everything.parse(content))
        if taken.done.refused:
            yield f"everything is not understood again: {taken.done.refused[:2]}"
        again = written.content()
        if again != content:
            pairs = zip(content.splitlines(), again.splitlines(), strict=False)
            differs = next((pair for pair in pairs if pair[0] != pair[1]), None)
            yield f"everything is not the same after a way out and in: {differs}"
