"""Reads what stands on the command line: days, numbers, names and places; what cannot be is refused in words."""

import argparse
import calendar
import errno
import re
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from mentee_app.commands.terminal import Misuse, short
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind


def first_day(text: str) -> date:
    """A day, or the first one of a month or a year."""
    return _days(text)[0]


def last_day(text: str) -> date:
    """A day, or the last one of a month or a year."""
    return _days(text)[1]


def count(text: str) -> int:
    digits = text.lstrip("0") or text[:1]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7 or int(digits) > 1_000_000:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a whole number from 0 to 1000000").format(text=short(text))
        )
    return int(digits)


def some(text: str) -> int:
    """A count of at least one."""
    found = count(text)
    if not found:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a whole number from 1 on").format(text=short(text))
        )
    return found


def scale(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0.5 <= found <= 4:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 0.5 to 4").format(text=short(text)))
    return found


def name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a name is needed, and this is empty"))
    return text


def text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("this is not text in UTF-8")) from None
    return text


def word(word: str) -> str:
    """What is looked up in the notebook. Nothing must not mean everybody."""
    return name(text(word))


def place(text: str) -> Path:
    return Path(name(text))


def read(file: str) -> str:
    """The text of an ordinary file, or of standard input where its name is -. Raises Misuse, Trouble."""
    if file == "-" and sys.stdin is None:
        raise Misuse(_("The answers should come from standard input, which is closed. See mentee --help."))
    try:
        content = sys.stdin.buffer.read(_LONGEST + 1) if file == "-" else start_of(Path(file), _LONGEST + 1)
        if len(content) > _LONGEST:
            raise Misuse(_("{name} is longer than {count} bytes.").format(name=file, count=_LONGEST))
        return content.decode()
    except UnicodeDecodeError:
        raise Misuse(_("{name} is not text in UTF-8.").format(name=file)) from None
    except OSError as error:
        kind = TroubleKind.BAD_INPUT
        raise Trouble(kind, _("{name} cannot be read: {why}.").format(name=file, why=why(error))) from None


def start_of(
    file: Path, longest: int, allow: Callable[[BinaryIO, Path], None] = lambda _opened, _file: None
) -> bytes:
    """The first `longest` bytes of an ordinary file, that `allow` raises nothing about. Raises OSError, and what `allow` does.

    Read by a thread: a disk in the network may not answer at all, and then the end of the program does not wait for it.
    """
    import queue  # a start that reads no file does not pay for it

    from mentee_app import whole_files

    answers: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            with whole_files.opened_plain(file) as opened:
                allow(opened, file)
                answers.put(opened.read(longest))
        except Exception as fault:
            answers.put(fault)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=_PATIENCE_S)
    except queue.Empty:
        raise OSError(errno.ETIMEDOUT, _("its disk does not answer")) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def why(error: OSError) -> str:
    """What is wrong with a file that was to be read."""
    return _("it is not an ordinary file") if error.errno == errno.ENXIO else str(error.strerror)


_LONGEST = 1_000_000
"""Bytes of answers: as much as one text may have anywhere."""

_PATIENCE_S = 5.0


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of what is meant."""
    found = _SPAN.fullmatch(text)
    try:
        if not found:
            day = date.fromisoformat(text)
            return day, day
        year, first = int(found[1]), int(found[2] or 1)
        last = int(found[2] or 12)
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:  # a month that is not there is one, too
        raise argparse.ArgumentTypeError(
            _("there is no day “{text}”; write it like 2026-03-31, or a month like 2026-03").format(
                text=short(text)
            )
        ) from None


_SPAN = re.compile(r"(\d{4})(?:-(\d{1,2}))?", re.ASCII)
