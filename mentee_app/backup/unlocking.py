"""What is asked about passphrases: whether there can be any here, how a backup differs, and the key of one that does."""

from enum import Enum
from pathlib import Path

from mentee_app.backup import telling
from mentee_app.storage import cipher
from mentee_app.storage.cipher import Key
from mentee_app.trouble import TroubleKind


class Unlike(Enum):
    """How a backup is locked, where that is not how its notebook is."""

    OPEN = "open"
    LOCKED = "locked"
    OTHERWISE = "otherwise"


def unlike(copy: Path, notebook: Path) -> Unlike | None:
    """How the backup is locked; None where it is as the notebook is, or where that cannot be told. Asks for no passphrase.

    Reads the first bytes of both: not for a process that has the notebook open, whose lock would be gone.
    """
    try:
        its, ours = cipher.lock_of(copy), cipher.lock_of(notebook)
    except OSError:
        return None
    if its is None or ours is None or its == ours:
        return None
    if not its:
        return Unlike.OPEN
    return Unlike.OTHERWISE if ours else Unlike.LOCKED


def available() -> bool:
    """Whether notebooks can be locked here (the extra `encryption`)."""
    return cipher.available()


def not_installed() -> str:
    """What to say where they cannot."""
    return cipher.not_installed()


def asks_for_its_own(copy: Path, key: Key | None) -> bool:
    """Whether the backup is locked, and not with this key.

    Raises Trouble, also for what is no file: a pipe would be waited for.
    """
    with telling.told(copy):
        if copy.exists() and not copy.is_file():
            raise telling.raised(TroubleKind.NOT_A_DATABASE, copy)
        return cipher.is_locked(copy) and not cipher.fits(copy, key)


def key_of_copy(copy: Path, passphrase: str) -> Key:
    """The key that opens a locked backup. For any thread. Raises Trouble: a wrong passphrase, no driver."""
    with telling.told(copy):
        if not cipher.available():
            raise cipher.refused(TroubleKind.NO_CIPHER, copy)
        return cipher.key_for(copy, passphrase)
