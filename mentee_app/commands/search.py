"""The command `search`: what was written, found from the terminal."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mentee_app.commands import notebook, terminal
from mentee_app.commands.terminal import Misuse
from mentee_app.i18n import _
from mentee_app.queries import found, searching
from mentee_app.queries.found import Found, Group, Hit
from mentee_app.queries.searching import Wanted


def show(folder: Path, words: Sequence[str], limit: int, as_json: bool) -> None:
    """Print what is found in the notebook in `folder`; nothing found is no fault, but a name that nobody has is.

    Raises Misuse, Trouble.
    """
    whole = [_whole(word) for word in words]
    for word in whole:
        _refuse(searching.not_understood(word), word)
    asked = searching.read(" ".join(whole))
    if not asked.asks and not asked.remarks:
        raise Misuse(_("Say what to look for. See mentee search --help."))
    with notebook.opened_as_it_is(folder):
        asked, answer = _answered(asked, searching.read(" ".join(words)), limit)
    _refuse(remark for remark in answer.remarks if remark not in asked.remarks)
    for remark in asked.remarks:
        terminal.say(terminal.harmless(remark))
    hits = shared_out(answer.groups, limit)
    if as_json:
        terminal.hand_out(terminal.as_json([_as_mapping(hit) for hit in hits]))
    else:
        terminal.hand_out("\n".join(_lines(hit) for hit in hits) or _("Nothing found."))


def shared_out(groups: Sequence[Group], limit: int) -> list[Hit]:
    """At most `limit` hits in the order of the groups, of which none is left out for the sake of another."""
    taken = [0] * len(groups)
    left = limit
    while left and any(count < len(group.hits) for count, group in zip(taken, groups, strict=True)):
        for number, group in enumerate(groups):
            if left and taken[number] < len(group.hits):
                taken[number] += 1
                left -= 1
    return [hit for count, group in zip(taken, groups, strict=True) for hit in group.hits[:count]]


def _answered(whole: Wanted, typed: Wanted, limit: int) -> tuple[Wanted, Found]:
    """What was asked, and its answer; a piece that is nobody's name (mentor:ada tea) is read as the window reads it."""
    answer = found.all_hits(whole, limit, date.today())
    if answer.remarks == whole.remarks or typed == whole:
        return whole, answer
    other = found.all_hits(typed, limit, date.today())
    return (typed, other) if other.remarks == typed.remarks else (whole, answer)


def _refuse(remarks: Iterable[str], word: str = "") -> None:
    """Where there are remarks: what was not understood is not looked for in some other way."""
    said = " ".join(remarks)
    if said and word:
        said = _("“{word}” is not understood: {remark}").format(word=terminal.short(word), remark=said)
    if said:
        raise Misuse(terminal.harmless(said))


def _whole(word: str) -> str:
    """A filter that the shell handed over in one piece (mentor:Ada Lovelace) stays in one piece."""
    parts = re.fullmatch(r'([a-z]+):([^"]*\s[^"]*)', word.strip(), re.IGNORECASE)
    return f'{parts[1]}:"{parts[2]}"' if parts and not _filters(parts[2]) else word


def _filters(text: str) -> bool:
    """Whether a filter stands in it: then it is more than one value, and read as the window reads it."""
    return replace(searching.read(text), words=()) != Wanted()


def _as_mapping(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.noun.value,
        "id": hit.own,
        "title": hit.title,
        "snippet": hit.snippet,
        "when": hit.when.isoformat() if hit.when else None,
    }


def _lines(hit: Hit) -> str:
    first = [hit.noun.value, hit.when.isoformat() if hit.when else "", terminal.short(hit.title, 100)]
    if hit.who != hit.title:
        first.append(hit.who)
    lines = [" · ".join(terminal.harmless(part) for part in first if part)]
    if hit.snippet != hit.title:
        lines.append(f"    {terminal.harmless(hit.snippet)}")
    return "\n".join(lines)
