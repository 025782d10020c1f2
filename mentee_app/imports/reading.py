"""Has a file of another program read by a child process, that can be watched and stopped. What it is: see sniffing.py."""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mentee_app import child
from mentee_app.child import Child, Message
from mentee_app.i18n import _
from mentee_app.imports import handing_over, limits, opening, sniffing
from mentee_app.imports.handing_over import Understood
from mentee_app.imports.sniffing import Format
from mentee_app.trouble import Trouble, TroubleKind

_log = logging.getLogger(__name__)

Reading = Child[Understood]
"""A file being read: `start`, then `poll` from a timer or `wait`; `cancel` stops it."""


@dataclass(frozen=True)
class TableChoice:
    """What was chosen about a table (CSV); what is None is guessed. The words are those of columns.py, by value."""

    mapping: tuple[str, ...] | None = None
    name_order: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    has_header: bool | None = None


@dataclass(frozen=True)
class Settings:
    """What a reader needs to know of the person, and chose about the file.

    `now` is the naive wall time in `home_zone` (IANA). `own_addresses`: by these an attendee is the person themselves.
    """

    home_zone: str
    now: datetime
    own_addresses: tuple[str, ...] = ()
    table: TableChoice = TableChoice()


def what_is(path: Path) -> Format:
    """What kind of file (or folder) it is, by its first bytes. Raises Trouble, with a sentence that names what it is instead."""
    return sniffing.what_is(path)


def read(path: Path, kind: Format, settings: Settings, limit: float = limits.SECONDS) -> Reading:
    """The reading of a file as `kind`: any but EVERYTHING. Neither what comes of it nor a refusal changes anything."""
    job = {
        "path": os.fspath(path.absolute()),
        "kind": kind.value,
        "home_zone": settings.home_zone,
        "now": settings.now.isoformat(timespec="minutes"),
        "own_addresses": list(settings.own_addresses),
        "table": vars(settings.table),
    }
    return Child(
        child.Task(
            "understand",
            "mentee_app.imports.understand",
            lambda: job,
            lambda answers: _understood(answers, path),
            lambda: _failed(path),
            lambda _seconds: limits.too_slow(),
            lambda: limits.refused(_("Stopped. Nothing was brought in.")),
        ),
        limit,
    )


def _understood(answers: Iterable[tuple[Message, bytes]], path: Path) -> Understood:
    def pieces() -> Iterator[Message]:
        for message, _part in answers:
            if "fault" in message:
                _log.error("an import could not be read: %s", message["fault"])
                raise _failed(path)
            if "trouble" in message:
                told = message["trouble"]
                raise Trouble(TroubleKind(told["kind"]), told["sentence"], path)
            yield message

    return handing_over.rebuilt(pieces())


def _failed(path: Path) -> Trouble:
    sentence = _("{name} could not be read. Nothing was changed. Let the other program write it anew.")
    return Trouble(TroubleKind.BAD_INPUT, sentence.format(name=opening.shown(path)), path)
