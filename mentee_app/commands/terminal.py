"""What every command does with the terminal: write what was asked for, say in one line what is wrong, break nothing."""

import io
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind


class Misuse(Exception):
    """The words of the command line cannot be followed; the message says why, in one line."""


def speak_every_letter() -> None:
    """What the terminal's encoding does not have is written as an escape; a message is never lost over a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def stoppable() -> Iterator[None]:
    """Remember Ctrl+C meanwhile: where it comes while SQLite calls us back, SQLite swallows it and reports an error instead."""
    _stopped.clear()
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _on_stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def stop_where_wanted() -> None:
    """Raises KeyboardInterrupt where Ctrl+C was pressed: what was found since, or failed, is of no account."""
    if _stopped.is_set():
        raise KeyboardInterrupt


def hand_out(words: str = "") -> None:
    """Write the words, and all that waits to be written, on standard output. Raises Trouble, BrokenPipeError."""
    if sys.stdout is None:
        return
    try:
        if words:
            print(words)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        sentence = _("Standard output cannot be written: {why}.").format(why=error.strerror)
        raise Trouble(TroubleKind.IO_ERROR, sentence) from None


def drop_output() -> None:
    """What is still waiting goes nowhere, so that the end of the process does not fail over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say(sentence: str, code: int = 0) -> int:
    """One line on standard error, where there is one (a windowed start on Windows has none)."""
    if sys.stderr is not None:
        try:
            print(f"mentee: {' '.join(sentence.split())}", file=sys.stderr, flush=True)
        except OSError:
            pass  # the exit code is left to say it
    return code


def agrees(what: str, question: str) -> bool:
    """Asked on a terminal. Elsewhere nobody can answer, so it must be said beforehand: Misuse."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Misuse(_("{what} Say --yes to do it.").format(what=what))
    say(what)
    try:
        answer = input(question)
    except EOFError:
        return False
    return answer.strip().casefold() in {"yes", _("yes").casefold()}


def as_json(result: Any) -> str:
    """`result` as JSON that a terminal takes for letters only, and that its encoding can write."""
    escaped = sys.stdout is None or not (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(result, indent=1, ensure_ascii=escaped)
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def harmless(text: str) -> str:
    """`text` on one line, without the characters that steer a terminal or turn the order of the letters around."""
    return " ".join(_STEERS.sub(" ", text).split())


def short(text: str, most: int = 60) -> str:
    """`text`, cut where it is long."""
    return text if len(text) <= most else text[:most] + " …"


_stopped = threading.Event()


def _on_stop(_number: int, _frame: Any) -> None:
    _stopped.set()
    raise KeyboardInterrupt


# C0 but the line break, DEL, C1, and what overrides the direction of text
_STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
