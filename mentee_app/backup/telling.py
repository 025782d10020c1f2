"""Says in the person's words why a copy could not be made, read or put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentee_app.i18n import _
from mentee_app.storage import faults
from mentee_app.trouble import Trouble, TroubleKind


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Faults of the surroundings at `path` come up as Trouble with their real cause."""
    try:
        yield
    except Trouble:
        raise
    except faults.sql_errors(OSError) as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


def trouble_of(error: Exception, path: Path) -> Trouble | None:
    """The Trouble behind `error` with a sentence about copies, or None for a bug of ours."""
    found = faults.trouble_in(error, path)
    if found is None:
        if not isinstance(error, OSError):
            return None
        found = Trouble(TroubleKind.IO_ERROR, "", path)
    return Trouble(found.kind, sentence(found.kind, path), path)


def sentence(kind: TroubleKind, path: Path) -> str:
    """What is wrong with the copy at `path` and what to do next."""
    words = {
        TroubleKind.DISK_FULL: _(
            "The disk is full: there is no room for {path}. Nothing was changed. Make some room and try again."
        ),
        TroubleKind.READ_ONLY: _("{path} is on a disk that can only be read. Nothing was changed."),
        TroubleKind.NO_ACCESS: _(
            "You may not write or read {path}. Nothing was changed. Change its permissions."
        ),
        TroubleKind.NO_FOLDER: _(
            "{path} is not there any more. Nothing was changed. Check that its disk is connected, then try again."
        ),
        TroubleKind.LOCKED: _(
            "The notebook is open in another window. Close it there first, then try again."
        ),
        TroubleKind.DAMAGED: _("{path} is damaged, so it is not used. Choose another backup."),
        TroubleKind.NOT_A_DATABASE: _("{path} is not a Mentee notebook. Nothing was changed."),
        TroubleKind.TOO_NEW: _(
            "{path} was made by a newer version of Mentee. Install the newer version to use it. Nothing was changed."
        ),
        TroubleKind.LOCKED_BY_PASSPHRASE: _(
            "{path} is locked with a passphrase. Type the passphrase that it had when it was made."
        ),
        TroubleKind.BAD_INPUT: _("{path} is no name that a file can have here. Nothing was changed."),
        TroubleKind.WRONG_PASSPHRASE: _("This passphrase does not open {path}. Nothing was changed."),
        TroubleKind.NO_CIPHER: _(
            "{path} is locked with a passphrase, and this Mentee cannot open such files. Nothing was changed."
        ),
    }
    other = _("The disk of {path} answers with an error. Nothing was changed. Check the disk and its cable.")
    return words.get(kind, other).format(path=path)


def raised(kind: TroubleKind, path: Path) -> Trouble:
    """The Trouble to raise for `path`."""
    return Trouble(kind, sentence(kind, path), path)
