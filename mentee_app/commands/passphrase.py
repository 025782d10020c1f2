"""Asks for the passphrase of a locked notebook in the terminal, or reads it from a file that nobody else may read."""

import codecs
import getpass
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mentee_app.commands import given, terminal
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.storage.cipher import Key

VARIABLE = "MENTEE_PASSPHRASE_FILE"
"""Names a file whose first line is the passphrase."""

_TRIES = 3
_LONGEST = 4096
"""Bytes of the line. scrypt would take more, but nobody writes that."""


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
    start = _start(file)
    line, _end, _rest = start.partition(b"\n")
    if len(line) > _LONGEST:
        sentence = _("The first line of {file} is longer than {count} bytes, so it is no passphrase.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(file=file, count=_LONGEST), file)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in start[:2]:
        raise _no_text(file)
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r")
    except UnicodeDecodeError:
        raise _no_text(file) from None
    if not passphrase:
        sentence = _("The first line of {file} is empty. Write the passphrase into it.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(file=file), file)
    return passphrase


def _start(file: Path) -> bytes:
    """The first bytes of an ordinary file. Raises Trouble, also where its disk does not answer in time."""
    try:
        return given.start_of(file, _LONGEST + 2, _refuse_open_to_others)
    except OSError as error:
        sentence = _("{name} says {file}, and that cannot be read: {why}.")
        sentence = sentence.format(name=VARIABLE, file=file, why=given.why(error))
        raise Trouble(TroubleKind.NO_ACCESS, sentence, file) from None


def _refuse_open_to_others(opened: BinaryIO, file: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
        sentence = _("Others may use {file}, so no passphrase is read from it. Say: chmod 600 {file}")
        raise Trouble(TroubleKind.NO_ACCESS, sentence.format(file=file), file)


def _no_text(file: Path) -> Trouble:
    sentence = _("The first line of {file} is not text in UTF-8.").format(file=file)
    return Trouble(TroubleKind.BAD_INPUT, sentence, file)


def _unasked(path: Path) -> str:
    sentence = _(
        "The notebook {path} is locked with a passphrase. Run this in a terminal to type it, or name a file with it"
        " in {name}."
    )
    return sentence.format(path=path, name=VARIABLE)
