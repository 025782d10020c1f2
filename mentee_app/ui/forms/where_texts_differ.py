"""Finds where one text has to change to become another, so that a cursor can stay in it; places counted as Qt counts letters."""

import os.path
import re
from collections.abc import Iterator

from mentee_app.domain import three_ways


def line_by_line(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """From where to where the old text has to become what, one place after the other."""
    lines, others = (re.findall(r"[^\n]*\n|[^\n]+", each) for each in (old, new))
    before, at = 0, 0
    for change in three_ways.changes(lines, others):
        before, at = before + units("".join(lines[at : change.start])), change.start
        start, end, part = at_once("".join(lines[at : change.end]), "".join(change.new))
        yield before + start, before + end, part


def at_once(old: str, new: str) -> tuple[int, int, str]:
    """The same, with one place around all that differs."""
    head = len(os.path.commonprefix((old, new)))
    most = min(len(old), len(new)) - head
    tail = next((far for far in range(most) if old[-1 - far] != new[-1 - far]), most)
    return units(old[:head]), units(old[: len(old) - tail]), new[head : len(new) - tail]


def units(text: str) -> int:
    """How many letters Qt counts in a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
