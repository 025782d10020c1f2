"""How documents are set: by a child process that can be watched and stopped, written in one go."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from mentee_app import paths
from mentee_app.child import Child, Message, Task
from mentee_app.exports import book_input, files, wording
from mentee_app.exports.history import HistoryDocument
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

TIME_LIMIT = 300.0
"""Seconds after which a document is given up."""

_LONG = 120
"""Sessions: in a longer document, pages that nobody looks at are not drawn."""

_Result = TypeVar("_Result")


class Standard(Enum):
    """What the PDF keeps to. Where letters are missing it is tagged only."""

    ARCHIVE = "PDF/UA-1, PDF/A-2a"
    TAGGED = "tagged PDF"


@dataclass(frozen=True)
class SetResult:
    """A written document. `missing`: the characters that no font has, or that no document may hold."""

    path: Path
    standard: Standard
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DrawnPages:
    """Pages as PNG, from page `first` on; `pages` is how many the whole document has."""

    first: int
    pages: int
    pictures: tuple[bytes, ...]


def history_pdf(document: HistoryDocument, path: Path, limit: float = TIME_LIMIT) -> Child[SetResult]:
    """The setting of `document` as a PDF at `path`. Raises Trouble for a place that cannot be."""
    return _written(lambda: _job("pdf", document), path, limit)


def preparation_pdf(sheet: Mapping[str, Any], path: Path, limit: float = TIME_LIMIT) -> Child[SetResult]:
    """The setting of a preparation page (see preparation.py) as a PDF at `path`. Raises Trouble for a place that cannot be."""
    template = os.fspath(paths.resource("pdf/preparation.typ"))
    return _written(lambda: {"kind": "pdf", "template": template, "document": sheet}, path, limit)


def document_pdf(
    template: str, worded: Mapping[str, Any], path: Path, limit: float = TIME_LIMIT
) -> Child[SetResult]:
    """The setting of `worded` by resources/pdf/`template`.typ as a PDF at `path`. Raises Trouble for a place that cannot be."""
    return _written(lambda: _template_job("pdf", template, worded), path, limit)


def document_pages(
    template: str,
    worded: Mapping[str, Any],
    first: int = 1,
    last: int = 8,
    ppi: float = 96,
    limit: float = TIME_LIMIT,
) -> Child[DrawnPages]:
    """The pages `first` to `last` (from 1, both included) of such a PDF as pictures."""
    return _drawn(lambda: _template_job("pages", template, worded), first, last, ppi, False, limit)


def history_pages(
    document: HistoryDocument, first: int = 1, last: int = 8, ppi: float = 96, limit: float = TIME_LIMIT
) -> Child[DrawnPages]:
    """The pages `first` to `last` (from 1, both included) of the PDF as pictures."""
    long = document.sessions > _LONG
    return _drawn(lambda: _job("pages", document), first, last, ppi, long, limit)


def _written(job: Callable[[], Message], path: Path, limit: float) -> Child[SetResult]:
    files.check_place(path)
    sent: list[bytes] = []

    def finish(messages: Iterable[tuple[Message, bytes]]) -> SetResult:
        done = _told(messages, sent)
        standard = Standard.ARCHIVE if done["archive"] else Standard.TAGGED
        return SetResult(path, standard, tuple(map(chr, done["missing"])))

    def seal(_result: SetResult) -> None:
        files.write_parts(path, sent)
        sent.clear()

    return Child(_task(job, finish, seal), limit)


def _drawn(
    job: Callable[[], dict[str, Any]], first: int, last: int, ppi: float, long: bool, limit: float
) -> Child[DrawnPages]:
    first = max(1, first)
    wanted = {"first": first, "last": last, "ppi": ppi, "long": long}

    def finish(messages: Iterable[tuple[Message, bytes]]) -> DrawnPages:
        pictures: list[bytes] = []
        done = _told(messages, pictures)
        return DrawnPages(first, done["pages"], tuple(pictures))

    return Child(_task(lambda: job() | wanted, finish), limit)


def _task(
    job: Callable[[], Message],
    finish: Callable[[Iterable[tuple[Message, bytes]]], _Result],
    seal: Callable[[_Result], None] | None = None,
) -> Task[_Result]:
    return Task("typeset", "mentee_app.exports.typeset", job, finish, _failed, _too_long, _stopped, seal)


def _told(messages: Iterable[tuple[Message, bytes]], parts: list[bytes]) -> Mapping[str, Any]:
    """Put what is sent into `parts`; what is said at the end."""
    done: Mapping[str, Any] = {}
    for message, part in messages:
        if "part" in message:
            parts.append(part)
        else:
            done = message["done"]
    return done


def _job(kind: str, document: HistoryDocument) -> dict[str, Any]:
    template = os.fspath(paths.resource("pdf/history.typ"))
    return {
        "kind": kind,
        "template": template,
        "document": book_input.template_input(wording.worded(document)),
    }


def _template_job(kind: str, template: str, worded: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "template": os.fspath(paths.resource(f"pdf/{template}.typ")),
        "document": worded,
    }


def _failed() -> Trouble:
    sentence = _(
        "The document could not be set. Nothing was written. Try fewer sessions, or close other programs."
    )
    return Trouble(TroubleKind.EXPORT_FAILED, sentence)


def _too_long(seconds: float) -> Trouble:
    sentence = _(
        "The document was not ready after {seconds} seconds. Nothing was written. Try it with fewer sessions."
    )
    return Trouble(TroubleKind.EXPORT_FAILED, sentence.format(seconds=round(seconds)))


def _stopped() -> Trouble:
    return Trouble(TroubleKind.EXPORT_FAILED, _("Stopped. Nothing was written."))
