"""The child process that reads other programs' files: one line of JSON in, a batch in pieces out, within its limits.

Whatever a file does to a reader, it does it here. It dies with the program that started it.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mentee_app import i18n, in_child
from mentee_app.domain.incoming import Batch, Source
from mentee_app.imports import checking, handing_over, limits, opening
from mentee_app.imports.handing_over import TableLook, Understood
from mentee_app.imports.sniffing import Format
from mentee_app.trouble import Trouble

_SAMPLE = 8


def main() -> int:
    """Do the job on standard input; the exit code: 2 where there is none that can be read, 1 where it failed."""
    try:
        job = json.loads(in_child.heard())
        kind = Format(job["kind"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return in_child.complain(
            "understand is for Mentee itself: it needs a file to read on standard input.", 2
        )
    in_child.die_with_the_parent()
    _stay_small()
    i18n.use()
    answer = _answer(job, kind)
    in_child.say({**answer, "done": True})
    return 1 if answer else 0


def understood(kind: Format, path: Path, content: bytes | None, settings: Mapping[str, Any]) -> Understood:
    """What a file (its `content`; None for a folder) holds. `settings`: those of reading.py, plain. Raises Trouble."""
    now = datetime.fromisoformat(settings["now"])
    table = None
    if kind is Format.MARKDOWN:
        batch = _notes(path, content, settings["home_zone"], now)
    elif content is None:
        raise ValueError(f"a folder is no {kind.value}")
    elif kind is Format.CALENDAR:
        from mentee_app.imports import calendar

        batch = calendar.parse(content, settings["home_zone"], now, tuple(settings["own_addresses"]))
    elif kind is Format.VCARD:
        from mentee_app.imports import vcards

        batch = vcards.parse(content)
    elif kind is Format.TABLE:
        batch, table = _people(content, settings["table"])
    elif kind is Format.MONICA:
        from mentee_app.imports import monica

        batch = monica.parse(content, now.date())
    else:
        raise ValueError(f"{kind.value} is not read here")
    return Understood(checking.checked(batch), table)


def _answer(job: Mapping[str, Any], kind: Format) -> dict[str, Any]:
    """Hand the batch over; what to say in its place where there is none."""
    try:
        for message in _told(job, kind):
            in_child.say(message)
        return {}
    except Trouble as trouble:
        return {"trouble": {"kind": trouble.kind.value, "sentence": trouble.sentence}}
    except MemoryError:
        pass  # what filled the memory is let go of first
    except RecursionError:
        return {"trouble": _words(limits.too_deep())}
    except Exception as fault:
        return {"fault": _told_fault(fault)}
    return {"trouble": _words(limits.too_much())}


def _told(job: Mapping[str, Any], kind: Format) -> Iterator[dict[str, Any]]:
    path = Path(job["path"])
    yield {"stage": "reading"}
    content = None if path.is_dir() else opening.content(path)
    yield {"stage": "understanding"}
    found = understood(kind, path, content, job)
    yield {"stage": "handing-over"}
    yield from handing_over.messages(found)


def _people(content: bytes, chosen: Mapping[str, Any]) -> tuple[Batch, TableLook]:
    from mentee_app.imports import columns, own_tables, people_table, tables

    read = tables.sniff(content, chosen["delimiter"], chosen["encoding"], chosen["has_header"])
    own_tables.check(read)
    if chosen["mapping"] is not None:
        mapping = tuple(map(columns.Column, chosen["mapping"]))
    else:
        mapping = columns.proposed(read.header, [row.cells for row in read.rows[:50]])
    order = people_table.NameOrder(chosen["name_order"] or people_table.NameOrder.GIVEN_FIRST.value)
    flaw, batch = "", Batch(Source.CSV)
    try:
        batch = people_table.batch(read, mapping, order)
    except Trouble as trouble:  # the person can still say which column it is
        flaw = trouble.sentence
    return batch, TableLook(
        read.header,
        tuple(column.value for column in mapping),
        tuple(row.cells for row in read.rows[:_SAMPLE]),
        read.delimiter,
        read.encoding,
        read.has_header,
        flaw,
    )


def _notes(path: Path, content: bytes | None, zone: str, now: datetime) -> Batch:
    from mentee_app.imports import markdown_notes, note_files

    if content is None:
        notes = note_files.in_folder(path)
    elif content.startswith(b"PK"):
        notes = note_files.in_zip(content)
    else:
        notes = [note_files.Note(opening.shown(path), content)]
    return markdown_notes.parse(notes, zone, now)


def _stay_small() -> None:
    """Where the system can hold a process to it. An orphan that is deep in one step ends by its time."""
    if sys.platform == "win32":
        return
    import resource

    seconds = 2 * round(limits.SECONDS)
    for what, most in ((resource.RLIMIT_AS, limits.MEMORY), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            pass  # macOS knows no such limit


def _words(trouble: Trouble) -> dict[str, str]:
    return {"kind": trouble.kind.value, "sentence": trouble.sentence}


def _told_fault(fault: Exception) -> str:
    """Where it happened, without a word of the file."""
    last = fault.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    return f"{type(fault).__name__} at {place}"


if __name__ == "__main__":
    sys.exit(main())
