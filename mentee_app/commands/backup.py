"""The commands backup, restore, check and salvage: copies of the notebook made, listed, put back, and damage looked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mentee_app import paths, single_instance
from mentee_app.backup import (
    alike,
    census,
    checking,
    copies,
    elsewhere,
    listing,
    places,
    proving,
    records,
    restoring,
    salvaging,
    saying,
    telling,
    unlocking,
)
from mentee_app.backup.checking import Full
from mentee_app.backup.listing import Found, State
from mentee_app.backup.places import Reason
from mentee_app.backup.unlocking import Unlike
from mentee_app.commands import notebook, terminal
from mentee_app.commands.passphrase import asked_passphrase
from mentee_app.commands.terminal import Misuse
from mentee_app.i18n import _, ngettext
from mentee_app.queries import preferences
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.app import App

NEWEST = "newest"
_SECOND_FOLDER = "second-backup-folder"
_SHOWN = 10


def make(folder: Path, to: Path | None) -> None:
    """Make and verify a copy, in `to` too, or in the second folder that was chosen. Raises Trouble."""
    now = datetime.now().astimezone()
    with notebook.opened_as_it_is(folder) as opened:
        copies.sweep(folder)
        made = copies.make(opened.notebook.connection(), folder, Reason.BY_HAND, now)  # type: ignore[no-untyped-call]
        kept = preferences.chosen(_SECOND_FOLDER)
    second = to or (Path(kept) if kept else None)
    said = _("Backed up and verified: {counts}, in {path}.")
    terminal.hand_out(said.format(counts=saying.holds(made.record), path=made.path))
    if second:
        copied = elsewhere.copied(made, folder, second, now)
        if copied.path:
            terminal.hand_out(_("Copied to {path} too.").format(path=copied.path))
        elif copied.trouble and to:
            raise copied.trouble
        elif copied.trouble:  # its disk is not connected today, which is no fault
            terminal.say(copied.trouble.sentence)


def show(folder: Path, place: Path | None, as_json: bool) -> None:
    """List the copies of the notebook in `folder`, or those in another `place`. Raises Trouble."""
    if place and not os.path.isdir(place):
        sentence = _("There is no folder {path}.").format(path=terminal.short(str(place), 200))
        raise Trouble(TroubleKind.NO_FOLDER, sentence, place)
    found = listing.copies_in(place) if place else listing.copies(folder)
    every = [(each, unlocking.unlike(each.path, folder / paths.NOTEBOOK)) for each in found]
    if as_json:
        terminal.hand_out(terminal.as_json([_as_mapping(each, how) for each, how in every]))
    else:
        lines = [_line(each, how) for each, how in every]
        terminal.hand_out("\n".join(lines) or _("There are no backups yet."))


def restore(folder: Path, name: str, agreed: bool) -> None:
    """Put a copy in the notebook's place: `name` is one in the list, a file, or "newest". Raises Misuse, Trouble."""
    copy = _meant(folder, name)
    what = _(
        "{copy} takes the place of the notebook in {folder}; what is there now is backed up first, or put aside."
    ).format(copy=copy.name, folder=folder)
    what = " ".join([what, *_compared(folder, copy)])
    if not agreed and not terminal.agrees(what, _("Restore it? Type yes: ")):
        terminal.hand_out(_("Nothing was changed."))
        return
    with single_instance.alone(folder):
        key = asked_passphrase(folder / paths.NOTEBOOK)
        copy_key = asked_passphrase(copy) if unlocking.asks_for_its_own(copy, key) else None
        restored = restoring.restore(folder, copy, datetime.now().astimezone(), key, copy_key)
    lines = [
        _("Restored: {counts}.").format(counts=saying.counted(restored.sessions, restored.people)),
        _("What was there before: {path}").format(path=restored.before or restored.aside or _("nothing")),
    ]
    terminal.hand_out("\n".join(lines))


def check(folder: Path, thorough: bool, rebuild: bool, as_json: bool) -> None:
    """Look for damage and print what was found. Raises Trouble where there is any, saying what to do."""
    good = listing.newest_good(folder) if thorough else None
    backups: tuple[Found, ...] = ()
    with _opened_to_check(folder) as opened:
        if rebuild:
            checking.rebuild_index(opened.notebook)
        connection = opened.notebook.connection()  # type: ignore[no-untyped-call]
        if thorough:
            found = checking.full(connection, good.path if good else None, folder / paths.NOTEBOOK)
            key = opened.notebook.key
            backups = tuple(listing.read_again(each, key) for each in listing.copies(folder, key))
        else:
            quick = checking.quick(connection, budget=3600)
            found = Full(quick.problems, 0, None, 0, {})
    terminal.stop_where_wanted()
    if as_json:
        terminal.hand_out(terminal.as_json(_checked(found, thorough, good, backups)))
    else:
        terminal.hand_out("\n".join([*_report(found, thorough, good), *_of_backups(backups)]))
    if alike.is_open(folder):
        terminal.say(alike.reminder())
    if not found.whole:
        raise _what_to_do(found, folder)


def salvage(folder: Path, out: Path) -> None:
    """Save what can be read of the notebook into the new file `out`, and print the counts. Raises Trouble."""
    _refuse_missing(folder)
    with notebook.closed(folder):
        good = listing.newest_good(folder)
        damaged = folder / paths.NOTEBOOK
        key = asked_passphrase(damaged)
        salvaged = salvaging.salvage(damaged, out, good.path if good else None, key)
    lines = saying.saved(salvaged)
    lines.append(
        _("{path} holds what could be read. To go on with it: mentee restore {path}").format(path=out)
        if salvaged.read
        else _("Nothing could be read, so {path} is an empty notebook.").format(path=out)
    )
    terminal.hand_out("\n".join(lines))


def _meant(folder: Path, name: str) -> Path:
    if name == NEWEST:
        good = _newest(folder)
        if good is None:
            sentence = _("There is no good backup in {place}. Name a file to restore.")
            raise Trouble(TroubleKind.BAD_INPUT, sentence.format(place=places.backups(folder)))
        return good.path
    inside = places.backups(folder) / name
    if Path(name).name == name and os.path.exists(inside):
        return inside
    if os.path.exists(name):
        return Path(name).absolute()
    sentence = _("There is no backup “{name}”. See mentee backup --list.")
    raise Misuse(sentence.format(name=terminal.short(name)))


def _newest(folder: Path) -> Found | None:
    """The newest good copy; one that a restore made of what it replaced only where there is no other."""
    good = [each for each in listing.copies(folder) if each.state is State.VERIFIED]
    meant = [each for each in good if each.reason is not Reason.BEFORE_RESTORE]
    return next(iter(meant or good), None)


def _compared(folder: Path, copy: Path) -> Iterator[str]:
    """What the copy holds, and what the notebook holds now, as far as it is known without a passphrase."""
    record = records.read(copy)
    if record:
        made = f"{record.made_at.astimezone():%Y-%m-%d %H:%M}"
        yield _("The backup holds {counts}, made {moment}.").format(counts=saying.holds(record), moment=made)
    path = folder / paths.NOTEBOOK
    try:
        wal = path.with_name(path.name + "-wal").exists()
        proving.refuse_foreign(path)
        with telling.told(path), proving.reading(path, immutable=not wal) as connection:
            proving.refuse_strange(connection, path)
            now = census.taken(connection)
    except Trouble:
        return
    yield _("The notebook has {counts} now.").format(counts=saying.counted(now.sessions, now.people))


@contextmanager
def _opened_to_check(folder: Path) -> Iterator["App"]:
    _refuse_missing(folder)
    try:
        with notebook.opened_as_it_is(folder) as opened:
            yield opened
    except Trouble as trouble:
        if trouble.kind not in (TroubleKind.DAMAGED, TroubleKind.NOT_A_DATABASE):
            raise
        raise Trouble(trouble.kind, f"{trouble.sentence} {_ways_out()}", trouble.path) from trouble


def _refuse_missing(folder: Path) -> None:
    """Nothing is made where there is nothing to look at."""
    if not (folder / paths.NOTEBOOK).exists() and not (folder / paths.NOTEBOOK_MADE).exists():
        sentence = _("There is no notebook in {folder}. Check --data-dir.").format(folder=folder)
        raise Trouble(TroubleKind.NO_FOLDER, sentence, folder)


def _what_to_do(found: Full, folder: Path) -> Trouble:
    path = folder / paths.NOTEBOOK
    if found.problems:
        sentence = _("The notebook {path} is damaged.").format(path=path) + " " + _ways_out()
    elif found.changed:
        sentence = (
            _("Texts in {path} changed though nobody wrote them.").format(path=path) + " " + _ways_out()
        )
    elif found.index_whole is False:
        sentence = _("The search index is not whole. Make it anew: mentee check --rebuild-index")
    else:
        sentence = _("Some things in {path} belong to others that are gone; nothing else is wrong.")
        sentence = sentence.format(path=path)
    return Trouble(TroubleKind.DAMAGED, sentence, path)


def _ways_out() -> str:
    return _(
        "Restore a backup (mentee restore), or save what can be read into a new file (mentee salvage OUT.mentee)."
    )


def _report(found: Full, thorough: bool, good: Found | None) -> Iterator[str]:
    for problem in found.problems[:_SHOWN]:
        yield terminal.short(terminal.harmless(problem), 200)
    if len(found.problems) > _SHOWN:
        yield _("… and {count} more").format(count=len(found.problems) - _SHOWN)
    if found.loose_ends:
        words = ngettext("{count} link leads nowhere.", "{count} links lead nowhere.", found.loose_ends)
        yield words.format(count=found.loose_ends)
    for table, ids in found.changed.items():
        words = ngettext("{count} row of {table} changed.", "{count} rows of {table} changed.", len(ids))
        yield words.format(count=len(ids), table=table)
    if good:
        said = _("Compared with {name}: {count} rows that nobody wrote since.")
        yield said.format(name=good.path.name, count=found.compared)
    elif thorough:
        yield _("There is no good backup to compare with.")
    if found.whole:
        yield (
            _("The notebook is whole.")
            if thorough
            else _("No damage was found. “mentee check --full” looks at every text too.")
        )


def _of_backups(backups: tuple[Found, ...]) -> Iterator[str]:
    """Each backup was read again as a whole: how many are good, and which are not."""
    if backups:
        good = sum(each.state is State.VERIFIED for each in backups)
        words = ngettext(
            "{good} of {count} backup is still as it was proven.",
            "{good} of {count} backups are still as they were proven.",
            len(backups),
        )
        yield words.format(good=good, count=len(backups))
    for each in backups:
        if each.state is not State.VERIFIED:
            yield f"{each.path.name}: {saying.state(each.state)}"


def _checked(
    found: Full, thorough: bool, good: Found | None, backups: tuple[Found, ...]
) -> dict[str, object]:
    return {
        "whole": found.whole,
        "full": thorough,
        "problems": list(found.problems),
        "loose_ends": found.loose_ends,
        "index_whole": found.index_whole,
        "compared_with": good.path.name if good else None,
        "compared": found.compared,
        "changed": {table: list(ids) for table, ids in found.changed.items()},
        "backups": {each.path.name: each.state.value for each in backups},
    }


def _as_mapping(found: Found, how: Unlike | None) -> dict[str, object]:
    return {
        "name": found.path.name,
        "made_at": found.made_at.isoformat(),
        "reason": found.reason.value,
        "state": found.state.value,
        "unlike_notebook": how.value if how else None,
        "bytes": found.size,
        "sessions": found.sessions,
        "people": found.people,
        "last_written_on": found.last_written_on.isoformat() if found.last_written_on else None,
    }


def _line(found: Found, how: Unlike | None) -> str:
    parts = [found.path.name, saying.state(found.state), saying.unlike(how), saying.holds(found)]
    if found.last_written_on:
        parts.append(_("last written {day}").format(day=found.last_written_on.isoformat()))
    return " · ".join(part for part in parts if part)
