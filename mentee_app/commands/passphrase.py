"""Asks for the passphrase of a locked notebook in the terminal, or reads it from a file that nobody else may read."""

import getpass
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mentee_app.commands import terminal
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.storage.cipher import Key

VARIABLE = "MENTEE_PASSPHRASE_FILE"
"""Names a file whose first line is the passphrase."""

_TRIES = 3
_LONGEST = 100_000


def asked_passphrase(path: Path) -> "Key | None":
    """The key of the file at `path`, which nobody has open; None where it has no passphrase, or is not there.

    Raises Trouble: a wrong passphrase, nobody there to ask, a file that others may read, a driver that is missing.
    """
    from mentee_app.storage import cipher

    try:
        if not cipher.is_locked(path):
            return None
    except OSError:
        return None  # opening it says what is wrong
    if not cipher.available():
        raise cipher.refused(TroubleKind.NO_CIPHER, path)
    named = os.environ.get(VARIABLE, "")
    if named:
        return _key(path, _in_file(Path(named)))
    if sys.stdin is None or not sys.stdin.isatty():
        raise Trouble(TroubleKind.LOCKED_BY_PASSPHRASE, _unasked(path), path)
    return _typed(path)


def _key(path: Path, passphrase: str) -> "Key":
    from mentee_app.storage import cipher, faults

    try:
        return cipher.key_for(path, passphrase)
    except OSError as error:
        trouble = faults.trouble_in(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _typed(path: Path) -> "Key":
    for left in reversed(range(_TRIES)):
        try:
            return _key(path, getpass.getpass(_("Passphrase of {name}: ").format(name=path.name)))
        except EOFError:
            print(file=sys.stderr)  # the next line is not to stand behind the question
            break
        except Trouble as trouble:
            if not left or trouble.kind not in (TroubleKind.WRONG_PASSPHRASE, TroubleKind.BAD_INPUT):
                raise
            terminal.say(trouble.sentence)
    raise Trouble(TroubleKind.LOCKED_BY_PASSPHRASE, _unasked(path), path)


def _in_file(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            if os.name == "posix" and stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                sentence = _("Others may use {file}, so no passphrase is read from it. Say: chmod 600 {file}")
                raise Trouble(TroubleKind.NO_ACCESS, sentence.format(file=file), file)
            line = opened.readline(_LONGEST)
        return line.decode("utf-8-sig").rstrip("\r\n")
    except OSError as error:
        sentence = _("{name} says {file}, and that cannot be read: {why}.")
        sentence = sentence.format(name=VARIABLE, file=file, why=error.strerror)
        raise Trouble(TroubleKind.NO_ACCESS, sentence, file) from None
    except UnicodeDecodeError:
        sentence = _("The first line of {file} is not text in UTF-8.").format(file=file)
        raise Trouble(TroubleKind.BAD_INPUT, sentence, file) from None


def _unasked(path: Path) -> str:
    sentence = _(
        "The notebook {path} is locked with a passphrase. Run this in a terminal to type it, or name a file with it"
        " in {name}."
    )
    return sentence.format(path=path, name=VARIABLE)
