"""Trouble: a fault of the surroundings (disk, file, folder), told in a sentence with a way out. Never a bug, never a refusal."""

from enum import Enum
from pathlib import Path


class TroubleKind(Enum):
    """What is wrong around us. The value is a stable name for logs and tests."""

    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    NO_ACCESS = "no-access"
    NO_FOLDER = "no-folder"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NOT_A_DATABASE = "not-a-database"
    TOO_NEW = "too-new"
    EMPTY = "empty"
    VANISHED = "vanished"
    REPLACED = "replaced"
    IO_ERROR = "io-error"
    NOT_EMPTY = "not-empty"
    BAD_INPUT = "bad-input"
    EXPORT_FAILED = "export-failed"
    SETTINGS_REFUSED = "settings-refused"
    LOCKED_BY_PASSPHRASE = "locked-by-passphrase"
    WRONG_PASSPHRASE = "wrong-passphrase"
    NO_CIPHER = "no-cipher"


class Trouble(Exception):
    """The environment stands in the way. `sentence` says what is wrong and what to do next, in the person's words."""

    def __init__(self, kind: TroubleKind, sentence: str, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.path = path
