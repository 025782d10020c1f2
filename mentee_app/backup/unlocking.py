"""What the screens ask about passphrases: whether there can be any here, and the key of a backup that has another one."""

from pathlib import Path

from mentee_app.backup import telling
from mentee_app.storage import cipher
from mentee_app.storage.cipher import Key
from mentee_app.trouble import TroubleKind


def available() -> bool:
    """Whether notebooks can be locked here (the extra `encryption`)."""
    return cipher.available()


def not_installed() -> str:
    """What to say where they cannot."""
    return cipher.not_installed()


def asks_for_its_own(copy: Path, key: Key | None) -> bool:
    """Whether the backup is locked, and not with this key. Raises Trouble."""
    with telling.told(copy):
        return cipher.is_locked(copy) and not cipher.fits(copy, key)


def key_of_copy(copy: Path, passphrase: str) -> Key:
    """The key that opens a locked backup. For any thread. Raises Trouble: a wrong passphrase, no driver."""
    with telling.told(copy):
        if not cipher.available():
            raise cipher.refused(TroubleKind.NO_CIPHER, copy)
        return cipher.key_for(copy, passphrase)
