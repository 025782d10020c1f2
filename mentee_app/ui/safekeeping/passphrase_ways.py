"""What is done about a passphrase with the notebook closed: set, change or remove it, and then see to the backups."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mentee_app.backup import alike, locking, unlocking
from mentee_app.backup.locking import Done, Key
from mentee_app.i18n import _, ngettext
from mentee_app.trouble import Trouble
from mentee_app.ui.safekeeping import unlock_dialog
from mentee_app.ui.safekeeping.reopening import Told
from mentee_app.ui.widgets import message, patience


def encrypt(folder: Path, passphrase: str, second: Path | None) -> Told:
    """Lock the notebook. `second` is the second backup folder. Raises Trouble: nothing was changed then."""
    done = _done(partial(locking.encrypt, folder, passphrase, second))
    said = [_("From now on it opens with this passphrase only."), _alike(done, folder, second, None)]
    said.append(locking.may_be_left())
    return _told(_("Your notebook is locked with a passphrase"), said, done.key)


def change(folder: Path, old: str, new: str, second: Path | None, before: Key | None) -> Told:
    """Lock it with another passphrase; `before` is the key it has. Raises Trouble: nothing was changed then."""
    done = _done(partial(locking.change, folder, old, new, second))
    said = [_("From now on it opens with the new passphrase only."), _alike(done, folder, second, before)]
    return _told(_("Your notebook has another passphrase"), said, done.key)


def remove(folder: Path, passphrase: str, second: Path | None, before: Key | None) -> Told:
    """Take the passphrase away; `before` is the key it has. Raises Trouble: nothing was changed then."""
    done = _done(partial(locking.remove, folder, passphrase, second))
    said = [_("Everybody who can read its folder can read it now."), _alike(done, folder, second, before)]
    return _told(_("Your notebook has no passphrase any more"), said, None)


def ask_again(folder: Path, second: Path | None, key: Key | None) -> Told | None:
    """Ask what was never asked, because Mentee was stopped when the notebook had its new passphrase. Raises Trouble."""
    said = _alike(locking.unlike(folder, key), folder, second, None, ask_for_theirs=True)
    return Told(_("Backups that are not locked like the notebook"), said, key) if said else None


def _done(call: Callable[[], Done]) -> Done:
    return patience.done(None, _("The notebook is written anew and compared …"), call)


def _told(title: str, said: Sequence[str], key: Key | None) -> Told:
    return Told(title, "\n\n".join(sentence for sentence in said if sentence), key)


def _alike(
    done: Done, folder: Path, second: Path | None, before: Key | None, ask_for_theirs: bool = False
) -> str:
    """See to what is not locked as the notebook is now, as the person wants; what came of it. The notebook stands already.

    `ask_for_theirs`: nobody knows the key before, so its passphrase is asked for.
    """
    elsewhere, said = _elsewhere(second, folder, done.key) if second else ((), "")
    try:
        copies = [*done.copies, *elsewhere]
        left = _made_anew(copies, done.key, before, ask_for_theirs) if copies else []
        left += done.asides
        answer = _let_go(left) if left else ""
        alike.settle(folder)
        return "\n\n".join(part for part in (answer, said) if part)
    except Trouble as trouble:
        return "\n\n".join(part for part in (trouble.sentence, said) if part)


def _elsewhere(second: Path, folder: Path, key: Key | None) -> tuple[tuple[Path, ...], str]:
    """The backups in the second folder, and what to say where they cannot be seen to now."""
    try:
        if second.is_dir():
            return locking.differing(second, folder, key), ""
    except (Trouble, OSError):
        pass
    sentence = _(
        "The second backup folder {folder} cannot be read now. Backups there open as they did before."
    )
    return (), sentence.format(folder=second)


def _made_anew(copies: list[Path], key: Key | None, before: Key | None, ask_for_theirs: bool) -> list[Path]:
    """Those that were left as they were."""
    count = ngettext(
        "{count} backup is not locked like the notebook.",
        "{count} backups are not locked like the notebook.",
        len(copies),
    )
    what = _("They can be made anew, so that the same passphrase opens them and nothing else does.")
    if key is None:
        what = _("They can be made anew without a passphrase; else they open with the one before only.")
    text = f"{count.format(count=len(copies))}\n\n{what}"
    if not message.ask(
        None, _("Make the backups alike?"), text, accept=_("Make them anew"), reject=_("Not these")
    ):
        return copies
    known = [before] if before else [*_theirs(copies, key)] if ask_for_theirs else []
    return patience.done(None, _("The backups are made anew …"), partial(_relocked, copies, key, known))


def _theirs(copies: list[Path], key: Key | None) -> Iterator[Key]:
    """What opens the newest of those that are locked otherwise, where the person says it."""
    locked = [copy for copy in copies if unlocking.asks_for_its_own(copy, key)]
    theirs = unlock_dialog.of_copy(locked[-1], None) if locked else None
    if theirs:
        yield theirs


def _relocked(copies: list[Path], key: Key | None, known: list[Key]) -> list[Path]:
    """In a worker; those that could not be made anew."""
    left = []
    for copy in copies:
        try:
            locking.relock(copy, key, *known)
        except Trouble:
            left.append(copy)
    return left


def _let_go(left: list[Path]) -> str:
    names = "\n".join(str(path) for path in left[:10])
    more = _("… and {count} more").format(count=len(left) - 10) if len(left) > 10 else ""
    text = _(
        "These are not locked like the notebook:\n\n{names}\n\nDeleting them cannot be undone. What you leave opens as it"
        " did before: without a passphrase, or with the one it was made with."
    ).format(names=f"{names}\n{more}".strip())
    if not message.ask(
        None,
        _("Delete what is not locked alike?"),
        text,
        accept=_("Delete them"),
        reject=_("Leave them as they are"),
        danger=True,
    ):
        return _("Not locked like it, and left as they are:\n{names}").format(names=names)
    patience.done(None, _("The backups are deleted …"), partial(_dropped, left))
    return ""


def _dropped(paths: list[Path]) -> None:
    for path in paths:
        locking.dropped(path)
