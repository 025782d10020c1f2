"""The command import: says what a file holds and what would become of it, asks, backs up, and brings it in."""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mentee_app import words
from mentee_app.backup import copies
from mentee_app.backup.places import Reason
from mentee_app.commands import notebook, terminal
from mentee_app.commands.terminal import Misuse
from mentee_app.domain.incoming import Batch, Fate, Foreseen, NotUnderstood
from mentee_app.domain.problems import Refused
from mentee_app.i18n import _, ngettext
from mentee_app.imports import everything, reading
from mentee_app.imports.reading import Settings
from mentee_app.imports.sniffing import Format
from mentee_app.queries import about_me, people
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.app import App

_SHOWN = 12
_WIDEST = 160


def bring_in(folder: Path, file: Path, with_whom: str | None, agreed: bool) -> None:
    """Bring a file (or a folder of notes) in. Raises Misuse, Trouble; then nothing was changed."""
    kind = reading.what_is(file)
    with notebook.opened(folder) as opened:
        if kind is Format.EVERYTHING:
            _everything(opened, folder, file, agreed)
        else:
            _batch(opened, folder, _read(file, kind), _person(with_whom), agreed)


def _read(file: Path, kind: Format) -> Batch:
    from mentee_app import app

    own = about_me.own_addresses()
    child = reading.read(file, kind, Settings(app.local_zone(), datetime.now(), own))
    child.start()
    try:
        return child.wait().batch
    finally:
        child.cancel()


def _batch(opened: "App", folder: Path, batch: Batch, with_whom: int | None, agreed: bool) -> None:
    foreseen = opened.imports.foresee(batch)
    fates = Counter(each.fate for each in foreseen.values())
    said = _(
        "{understood} of {total} understood: {new} new, {filled} filled in, {known} here already."
    ).format(
        understood=batch.understood,
        total=batch.total,
        new=fates[Fate.NEW],
        filled=fates[Fate.FILLED] + fates[Fate.CHANGED],
        known=fates[Fate.KNOWN],
    )
    _show(said, batch.refused, _listed(batch))
    would = _would_come_in(batch, foreseen, with_whom)
    if not _goes_on(fates.total() - fates[Fate.KNOWN], would, agreed):
        return
    _copy_first(opened, folder)
    try:
        done = opened.imports.bring_in(batch, with_whom=with_whom)
    except (Refused, Vanished):
        sentence = _("Something in the file cannot be kept as it stands. Nothing was brought in.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence) from None
    lines = [words.came_in(done.people, done.sessions, done.contacts, done.actions, done.changed)]
    if done.left_out:
        stayed = ngettext(
            "{count} stayed out: say with --with NAME whom it is with.",
            "{count} stayed out: say with --with NAME whom they are with.",
            done.left_out,
        )
        lines.append(stayed.format(count=done.left_out))
    terminal.hand_out("\n".join(lines))


def _everything(opened: "App", folder: Path, file: Path, agreed: bool) -> None:
    whole = everything.read(file)
    foretold = opened.notebooks.foresee(whole)
    said = _("{understood} of {total} understood; {changes} would come or change.").format(
        understood=foretold.understood, total=foretold.total, changes=foretold.changes
    )
    _show(said, foretold.refused)
    would = _("Would come or change: {changes}.").format(changes=foretold.changes)
    if not _goes_on(foretold.changes, would, agreed):
        return
    _copy_first(opened, folder)
    done = opened.notebooks.take_in(whole).done
    terminal.hand_out(
        _("Came in: {new} new, {updated} updated, {conflicts} kept both ways.").format(
            new=sum(each.new for each in done.nouns),
            updated=sum(each.updated for each in done.nouns),
            conflicts=sum(each.conflicts for each in done.nouns),
        )
    )


def _listed(batch: Batch) -> list[str]:
    """What the file holds, a line each."""
    names = {each.key: each.draft.name for each in batch.people}
    lines = [each.draft.name for each in batch.people]
    for session in batch.sessions:
        draft = session.draft
        parts = (f"{draft.wall_start:%Y-%m-%d %H:%M}", names.get(session.person, ""), draft.topic)
        lines.append(" · ".join(part for part in parts if part))
    lines += [f"{each.draft.held_on} · {names.get(each.person, '')}" for each in batch.contacts]
    return lines + [each.draft.text for each in batch.actions]


def _show(said: str, refused: Iterable[NotUnderstood], listed: Sequence[str] = ()) -> None:
    """What the file holds, and what of it is not understood, line by line."""
    terminal.hand_out("\n".join([said, *_shortened(listed)]))
    lines = [f"{each.place}: {each.why}" if each.place else each.why for each in refused]
    if lines:
        terminal.hand_out("\n".join([_("Not understood:"), *_shortened(lines)]))


def _shortened(lines: Sequence[str]) -> list[str]:
    """The first of these lines, and how many more there are."""
    shown = [f"  {terminal.short(terminal.harmless(line), _WIDEST)}" for line in lines[:_SHOWN]]
    more = len(lines) - len(shown)
    if more:
        shown.append("  " + ngettext("and {count} more", "and {count} more", more).format(count=more))
    return shown


def _would_come_in(batch: Batch, foreseen: Mapping[str, Foreseen], with_whom: int | None) -> str:
    """What would come in, and how much stays out because nobody is named in it."""
    new = {key for key, each in foreseen.items() if each.fate is Fate.NEW}
    changed = sum(each.fate in (Fate.FILLED, Fate.CHANGED) for each in foreseen.values())
    alone = {each.key for each in batch.sessions if each.key in new and not each.person and with_whom is None}
    coming = new - alone
    said = words.would_come_in(
        people=sum(each.key in coming for each in batch.people),
        sessions=sum(each.key in coming for each in batch.sessions),
        contacts=sum(each.key in coming for each in batch.contacts),
        actions=sum(each.key in coming for each in batch.actions),
        changed=changed,
    )
    if alone:
        stays = ngettext(
            "{count} stays out unless --with NAME says whom it is with.",
            "{count} stay out unless --with NAME says whom they are with.",
            len(alone),
        )
        said = f"{said} {stays.format(count=len(alone))}"
    return said


def _goes_on(coming: int, would: str, agreed: bool) -> bool:
    if not coming:
        terminal.hand_out(_("Nothing in it is new; nothing was changed."))
        return False
    if agreed or terminal.agrees(f"{would} {_('Nothing is kept yet.')}", _("Bring it in? Type yes: ")):
        return True
    terminal.hand_out(_("Nothing was changed."))
    return False


def _copy_first(opened: "App", folder: Path) -> None:
    """Say the name of the copy at once: whatever happens after this, it is known how to go back."""
    now = datetime.now().astimezone()
    connection = opened.notebook.connection()  # type: ignore[no-untyped-call]
    made = copies.make(connection, folder, Reason.BEFORE_IMPORT, now)
    said = _("Backed up first. To take back what comes in: mentee restore {name}")
    terminal.hand_out(said.format(name=shlex.quote(made.path.name)))


def _person(name: str | None) -> int | None:
    """Whoever is called so. Raises Misuse."""
    if name is None:
        return None
    found = people.named(name)
    if len(found) == 1:
        return found[0].id
    sentence = _("Several people are called “{name}”.") if found else _("Nobody is called “{name}”.")
    raise Misuse(sentence.format(name=terminal.short(name)))
