"""Writes the notebook as tables for spreadsheets, one CSV file for each noun; no cell is ever taken for a formula."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from mentee_app import words
from mentee_app.exports import files
from mentee_app.i18n import _
from mentee_app.queries import sheets
from mentee_app.queries.sheets import Column

NOUNS = tuple(sheets.SHEETS)
"""The tables there are, by name."""

_BOM = b"\xef\xbb\xbf"
_AT_ONCE = 500
_SIGNS = "=+\\-@＝＋－＠"
_BEGINS = re.compile(f"'*(?:[\\t\\r]|[\\s\\ufeff]*\"*[{_SIGNS}])")
_INSIDE = re.compile(f"(?<=[,;|\\t\\r\\n])(\"*)('*[{_SIGNS}])")
_INSIDE_BACK = re.compile(f"(?<=[,;|\\t\\r\\n])(\"*)'('*[{_SIGNS}])")


def table(noun: str, private: bool = False) -> bytes:
    """One table: UTF-8 with a mark, lines end in CRLF, texts stand in quotes. Raises Trouble.

    `private` adds reflections, fit, closeness and the notes on people.
    """
    return b"".join(_parts(noun, private))


def save(folder: Path, private: bool = False, nouns: tuple[str, ...] = NOUNS) -> tuple[Path, ...]:
    """Write these tables into `folder` as people.csv, sessions.csv and so on; empty ones are left out. Raises Trouble."""
    written = []
    for noun in nouns:
        path = folder / f"{noun}.csv"
        files.check_place(path)
        content = table(noun, private)
        if content.count(b"\r\n") > 1:
            files.atomic_write(path, content)
            written.append(path)
    return tuple(written)


def neutralised(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet would take for a formula: at the start of the cell, and after
    each sign that another program may take for the end of a cell. `unneutralised` gives the text back."""
    inside = _INSIDE.sub(r"\1'\2", text)
    return f"'{inside}" if _BEGINS.match(inside) else inside


def unneutralised(cell: str) -> str:
    """The text that `neutralised` made `cell` of."""
    if cell.startswith("'") and _BEGINS.match(cell, 1):
        cell = cell[1:]
    return _INSIDE_BACK.sub(r"\1\2", cell)


def heading(name: str) -> str:
    """What a column is called, in the person's language."""
    return _headings()[name]


def _parts(noun: str, private: bool) -> Iterator[bytes]:
    sheet = sheets.SHEETS[noun]
    columns = [each for each in sheet.columns if private or not each.private]
    yield _BOM
    waiting: list[list[Any]] = [[heading(each.name) for each in columns]]
    for row in sheets.values(sheet, columns):
        waiting.append([_cell(column, value) for column, value in zip(columns, row, strict=True)])
        if len(waiting) >= _AT_ONCE:
            yield _lines(waiting)
            waiting.clear()
    yield _lines(waiting)


def _lines(cells: list[list[Any]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(cells)
    return target.getvalue().encode()


def _cell(column: Column, value: Any) -> Any:
    """Numbers and days stand as they are; all else is text."""
    if column.meaning is type(None):
        return words.outcome(value)
    if value is None:
        return ""
    if column.meaning in (int, date):
        return value
    if column.meaning is bool:
        return _("Yes") if value else _("No")
    if issubclass(column.meaning, Enum) and column.several:
        return "; ".join(_word(column.meaning, each) for each in value.split(",") if each)
    if issubclass(column.meaning, Enum):
        return _word(column.meaning, value)
    return neutralised(value)


def _word(meaning: type[Enum], value: Any) -> str:
    member = meaning(value)
    try:
        return words.of(member)
    except KeyError:  # colours have no words: they are seen
        return str(value)


@cache
def _headings() -> dict[str, str]:
    return {
        "advice": _("Advice"),
        "answer": _("What came back"),
        "area": _("Area"),
        "areas": _("Areas"),
        "ask_text": _("Message"),
        "asked_on": _("Asked on"),
        "baseline": _("At the start, in percent"),
        "brings": _("What I bring"),
        "closeness": _("How close"),
        "closing_learned": _("What I learned"),
        "closing_thanks": _("Thanks"),
        "colour": _("Colour"),
        "conclusion": _("Conclusion"),
        "context": _("Context"),
        "decided_on": _("Decided on"),
        "decision": _("Decision"),
        "direction": _("Given or received"),
        "does": _("What I do"),
        "done_on": _("Done on"),
        "due_on": _("Due on"),
        "email": _("Email"),
        "end_condition": _("Ends when"),
        "ended_on": _("Ended on"),
        "ending": _("How it ended"),
        "expands": _("Expands"),
        "fit": _("Fit"),
        "follow_up_on": _("Ask again on"),
        "give_back": _("What I can give back"),
        "given_on": _("Given on"),
        "goal": _("Goal"),
        "goals": _("Goals"),
        "held_on": _("Day"),
        "how_met": _("How we met"),
        "industry": _("Industry"),
        "introduced_by": _("Introduced by"),
        "introduction_thanked_on": _("Thanked for the introduction on"),
        "introduction_told_on": _("Told how it went on"),
        "keep_in_touch_days": _("Keep in touch every so many days"),
        "kind": _("Kind"),
        "known_for": _("What I want to be known for"),
        "learned": _("What I learned"),
        "measure": _("How I will know"),
        "medium": _("How we meet"),
        "minutes": _("Minutes"),
        "moved_by": _("Moved by"),
        "moved_to": _("Moved to"),
        "name": _("Name"),
        "note": _("Note"),
        "notes": _("Notes"),
        "organisation": _("Organisation"),
        "outcome": _("Outcome"),
        "own_choice": _("My own verdict"),
        "own_reason": _("Why"),
        "own_words": _("In my own words"),
        "owner": _("Who does it"),
        "paused_until": _("Paused until"),
        "people": _("People"),
        "percent": _("Percent"),
        "person": _("Person"),
        "phone": _("Phone"),
        "place": _("Place"),
        "planned_end_on": _("Planned end"),
        "points": _("Talking points"),
        "purpose": _("Purpose"),
        "reach": _("How to reach"),
        "reason": _("Reason"),
        "reflection": _("Private reflection"),
        "review_on": _("Look again on"),
        "rhythm": _("Rhythm"),
        "role": _("Role"),
        "route": _("Route"),
        "session_start": _("Session"),
        "session_topic": _("Topic of the session"),
        "silenced": _("No reminder"),
        "stage": _("Stage"),
        "started_on": _("Started on"),
        "state": _("State"),
        "status": _("Status"),
        "stay_in_touch": _("Stay in touch"),
        "subject": _("Of what"),
        "subject_name": _("Of which"),
        "target_on": _("Target day"),
        "term": _("Term"),
        "text": _("Text"),
        "title": _("Title"),
        "told_on": _("Told on"),
        "topic": _("Topic"),
        "wall_start": _("Start"),
        "wanted": _("Wanted"),
        "why": _("Why"),
        "zone": _("Time zone"),
    }
