"""What is done with the notebook closed: put a backup in its place, or save what can be read of a damaged one."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from mentee_app import paths
from mentee_app.backup import listing, places, restoring, salvaging, saying, telling, unlocking
from mentee_app.backup.locking import Key
from mentee_app.backup.restoring import Restored
from mentee_app.backup.salvaging import Salvaged
from mentee_app.i18n import _
from mentee_app.ui.safekeeping import unlock_dialog
from mentee_app.ui.safekeeping.reopening import Told
from mentee_app.ui.widgets import message, patience


def restore(folder: Path, copy: Path, now: Callable[[], datetime], key: Key | None = None) -> Told:
    """Put `copy` in the notebook's place; what stood there is kept. Raises Trouble: nothing was changed then.

    `key` opens the notebook. A copy that it does not open asks for its own passphrase.
    """
    locked_otherwise = unlocking.asks_for_its_own(copy, key)
    copy_key = unlock_dialog.of_copy(copy, None) if locked_otherwise else None
    if locked_otherwise and copy_key is None:
        return Told(_("Nothing was changed"), _("The backup stays locked, and the notebook is as it was."))
    act = partial(restoring.restore, folder, copy, now().astimezone(), key, copy_key)
    restored = patience.done(None, _("The backup is checked and put in place …"), act)
    return Told(_("The backup is restored"), _said_of(restored, folder), key or copy_key)


def salvage(folder: Path, now: Callable[[], datetime], key: Key | None = None) -> Told | None:
    """Save what can be read into a new notebook, say how much that is, and go on with it if the person wants to.

    The damaged file is put aside, never deleted. Raises Trouble: nothing was changed then.
    """
    with telling.told(places.backups(folder)):
        into = _free(places.made(folder), now())
    donor = listing.newest_good(folder)
    act = partial(salvaging.salvage, folder / paths.NOTEBOOK, into, donor.path if donor else None, key)
    salvaged = patience.done(None, _("Mentee reads what can still be read …"), act)
    if not salvaged.read:
        into.unlink(missing_ok=True)
        sentence = _("Nothing could be read of the damaged notebook. Restore a backup, if there is one.")
        return Told(_("Nothing could be saved"), sentence)
    if not _goes_on(salvaged):
        sentence = _("What could be read is in {path}. The damaged notebook was left as it is.")
        return Told(_("Saved beside it"), sentence.format(path=into))
    told = restore(folder, into, now, key)
    into.unlink(missing_ok=True)  # it is the notebook now
    return told


def _goes_on(salvaged: Salvaged) -> bool:
    lines = saying.saved(salvaged)
    text = _(
        "This much of the damaged notebook could be read:\n\n{lines}\n\n"
        "What is lost beyond that cannot be counted where even the list of it is gone."
        " The damaged file is put aside, not deleted."
    ).format(lines="\n".join(lines))
    return message.ask(
        None,
        _("What could be saved"),
        text,
        accept=_("Go on with the saved notebook"),
        reject=_("Leave everything as it is"),
    )


def _said_of(restored: Restored, folder: Path) -> str:
    words = [_("Your notebook now holds {counts}.").format(counts=_counts(restored))]
    if restored.before:
        kept = _("What stood there before was backed up first: {name}, in the list of backups.")
        words.append(kept.format(name=restored.before.name))
    if restored.aside:
        kept = _("What stood there before could not be backed up, so it was put aside as it was: {folder}")
        words.append(kept.format(folder=restored.aside))
    return "\n\n".join(words)


def _counts(restored: Restored) -> str:
    return saying.counted(restored.sessions, restored.people)


def _free(place: Path, now: datetime) -> Path:
    path, number = place / f"saved {now:%Y-%m-%d %H-%M-%S}.mentee", 1
    while path.exists():
        number += 1
        path = place / f"saved {now:%Y-%m-%d %H-%M-%S} {number}.mentee"
    return path
