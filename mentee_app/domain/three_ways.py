"""Merges a text that two hands changed, line by line, then word by word. Whoever merges the same texts must get the same."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

_MOST = 100_000
"""Pieces of one side times pieces of the other, between those that hold them in place: beyond, all of it counts as rewritten."""

_MOST_LINES = 1_000
"""In one place that both rewrote: beyond, they are not merged by words."""

_MOST_LETTERS = 300_000
"""Of the three texts: beyond, they are not merged by words."""

_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""

_WORD = re.compile(rf"\s+|[{_NO_SPACES}]|[^\W{_NO_SPACES}]+|.", re.DOTALL)
_JOINER = "\u200d"

Pairs = list[tuple[int, int]]
"""Places (in the one, in the other) of pieces that are the same, in order."""

_Marked = tuple[int, str]
"""A line, and whose it is: 0 the earlier put it in, 1 it was there, 2 the later put it in."""


@dataclass(frozen=True)
class Change:
    """The pieces from `start` up to `end` of the base became `new`."""

    start: int
    end: int
    new: tuple[str, ...]

    def meets(self, start: int, end: int) -> bool:
        """Whether it changes that place too. What touches it does not, but for something put in where that was put in."""
        both_put_in = self.start == self.end == start == end
        return both_put_in or (self.start < end and start < self.end)


def by_lines(base: str, earlier: str, later: str) -> str:
    """Lines that both put in at one place both stand, the earlier's first; a line that both changed is merged by words.

    Where that cannot be, the later stands. No line is there twice that is there once on either side.
    """
    old, one, two = (_lines(each) for each in (base, earlier, later))
    merged = list(_merged(old, _line_changes(old, one), _line_changes(old, two)))
    shown = _without_doubles(merged, old, one, two)
    ended = [each.endswith("\n") for each in (base, earlier, later)]
    return "\n".join(shown) + "\n" * (bool(shown) and ended[1 if ended[2] == ended[0] else 2])


def by_words(base: str, earlier: str, later: str) -> str:
    """Both changes, where they lie apart and each left half of the words as they were; else the later stands."""
    if len(base) + len(earlier) + len(later) > _MOST_LETTERS:
        return later
    old, one, two = (_words(each) for each in (base, earlier, later))
    least = sum(not word.isspace() for word in old) / 2
    if _shared(old, one) < least or _shared(old, two) < least:
        return later
    found: list[str] = []
    at = -1
    both = {*changes(old, one), *changes(old, two)}
    for change in sorted(both, key=lambda each: (each.start, each.end)):
        if change.start <= at:
            return later
        found += [*old[max(at, 0) : change.start], *change.new]
        at = change.end
    return "".join([*found, *old[max(at, 0) :]])


def changes(old: list[str], new: list[str]) -> list[Change]:
    """What became of the pieces of `old`, in their order."""
    between = _between(_same(old, new), len(old), len(new))
    found = (Change(start, end, tuple(new[other:other_end])) for start, end, other, other_end in between)
    return [each for each in found if each.start < each.end or each.new]


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _words(text: str) -> list[str]:
    """Words, spaces and signs, each a piece; what a letter bears stays with it."""
    found: list[str] = []
    for piece in _WORD.findall(text):
        if found and (found[-1].endswith(_JOINER) or piece == _JOINER or _is_borne(piece[0])):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _is_borne(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or "\U0001f3fb" <= letter <= "\U0001f3ff"


def _merged(old: list[str], one: list[Change], two: list[Change]) -> Iterator[_Marked]:
    at, waiting = 0, (one[::-1], two[::-1])
    while any(waiting):
        first = min((side[-1] for side in waiting if side), key=lambda each: (each.start, each.end))
        end = first.end
        taken: tuple[list[Change], list[Change]] = ([], [])
        found = True
        while found:
            found = False
            for side, its in zip(waiting, taken, strict=True):
                while side and (side[-1] is first or side[-1].meets(first.start, end)):
                    its.append(side.pop())
                    end, found = max(end, its[-1].end), True
        yield from ((1, line) for line in old[at : first.start])
        yield from _settled(old[first.start : end], *(_applied(old, first.start, end, its) for its in taken))
        at = end
    yield from ((1, line) for line in old[at:])


def _applied(old: list[str], start: int, end: int, changes: list[Change]) -> list[str]:
    found: list[str] = []
    for change in changes:
        found += [*old[start : change.start], *change.new]
        start = change.end
    return [*found, *old[start:end]]


def _settled(old: list[str], one: list[str], two: list[str]) -> list[_Marked]:
    """What one place becomes."""
    if two == old:
        return [(0, line) for line in one]
    if one in (old, two):
        return [(2, line) for line in two]
    if not old:
        return _put_in(one, two)
    if len(old) == len(one) == len(two) <= _MOST_LINES:
        return [(2, _line(*each)) for each in zip(old, one, two, strict=True)]
    if not one or not two:
        return [(2, line) for line in two]
    texts = ("\n".join(each) for each in (old, one, two))
    return [(2, line) for line in by_words(*texts).split("\n")]


def _line(old: str, one: str, two: str) -> str:
    if two == old:
        return one
    return two if one in (old, two) else by_words(old, one, two)


def _put_in(one: list[str], two: list[str]) -> list[_Marked]:
    """Lines that both put in at one place, the same line once; no blank line is the same as another one."""
    found: list[_Marked] = []
    pairs = _same(
        *([line.strip() and line or (side, line) for line in each] for side, each in enumerate((one, two)))
    )
    for start, end, other, other_end in _between(pairs, len(one), len(two)):
        here, there = one[start:end], two[other:other_end]
        if not any(line.strip() for line in (*here, *there)):
            here = here[len(there) :]
        found += [*((0, line) for line in here), *((2, line) for line in two[other : other_end + 1])]
    return found


def _without_doubles(merged: list[_Marked], old: list[str], one: list[str], two: list[str]) -> list[str]:
    """Without the lines that both put in or moved, each to another place: the later's place stands."""
    before, here, there = (Counter(each) for each in (old, one, two))
    over = Counter(line for _whose, line in merged)
    for line in over:
        added = 0 if line.strip() else here[line] + there[line] - before[line]
        over[line] -= max(here[line], there[line], added, 1)
    for unwanted in range(3):
        kept = []
        for whose, line in merged:
            if whose == unwanted and over[line] > 0:
                over[line] -= 1
            else:
                kept.append((whose, line))
        merged = kept
    return [line for _whose, line in merged]


def _line_changes(old: list[str], new: list[str]) -> list[Change]:
    return [part for change in changes(old, new) for part in _line_by_line(old, change)]


def _line_by_line(old: list[str], change: Change) -> list[Change]:
    """A rewritten place line by line, where it can be told which line became which."""
    before, after = old[change.start : change.end], list(change.new)
    fewer, more = sorted((before, after), key=len)
    if not fewer or len(before) * len(after) > _MOST:
        return [change]
    alike = [sum(map(_alike, fewer, more[shift:])) for shift in range(len(more) - len(fewer) + 1)]
    shift = alike.index(max(alike))
    if len(fewer) < len(more) and not alike[shift]:
        return [change]
    skip, put = (0, shift) if more is after else (shift, 0)
    start, end = change.start + skip, change.start + skip + len(fewer)
    parts = [
        Change(change.start, start, tuple(after[:put])),
        *(Change(start + each, start + each + 1, (after[put + each],)) for each in range(len(fewer))),
        Change(end, change.end, tuple(after[put + len(fewer) :])),
    ]
    return [each for each in parts if tuple(old[each.start : each.end]) != each.new]


def _alike(one: str, other: str) -> int:
    return _shared(_words(one), _words(other))


def _shared(one: list[str], other: list[str]) -> int:
    """How many words they have in common."""
    return sum(count for word, count in (Counter(one) & Counter(other)).items() if not word.isspace())


def _between(pairs: Pairs, length: int, other_length: int) -> Iterator[tuple[int, int, int, int]]:
    """What lies before each pair and at the end: from where to where in the one, and in the other."""
    at = its = 0
    for place, other in (*pairs, (length, other_length)):
        yield at, place, its, other
        at, its = place + 1, other + 1


def _same(one: Sequence[Hashable], other: Sequence[Hashable]) -> Pairs:
    """The pieces that are the same: at both ends, those that each side has once, and what is alike between these.

    So the time grows with the length, not with its square; only what lies between is compared each with each.
    """
    length = min(len(one), len(other))
    head = next((place for place in range(length) if one[place] != other[place]), length)
    tail = next((far for far in range(length - head) if one[-1 - far] != other[-1 - far]), length - head)
    found = [(place, place) for place in range(head)]
    at = its = head
    ends = len(one) - tail, len(other) - tail
    for place, there in (*_unique(one, other, head, *ends), ends):
        found += _alike_between(one[at:place], other[its:there], at, its)
        if place < ends[0]:
            found.append((place, there))
        at, its = place + 1, there + 1
    return found + [(ends[0] + far, ends[1] + far) for far in range(tail)]


def _unique(one: Sequence[Hashable], other: Sequence[Hashable], head: int, end: int, its_end: int) -> Pairs:
    """Of the pieces that each side has once, the most that come in the same order on both."""
    counts = Counter(one[head:end]), Counter(other[head:its_end])
    places = {other[place]: place for place in range(head, its_end)}
    pairs = [
        (place, places[one[place]])
        for place in range(head, end)
        if counts[0][one[place]] == counts[1][one[place]] == 1
    ]
    lasts: list[int] = []
    ending: list[int] = []
    before: list[int] = []
    for number, (_place, there) in enumerate(pairs):
        long = bisect_left(lasts, there)
        lasts[long : long + 1], ending[long : long + 1] = [there], [number]
        before.append(ending[long - 1] if long else -1)
    found, number = [], ending[-1] if ending else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _alike_between(one: Sequence[Hashable], other: Sequence[Hashable], at: int, its: int) -> Pairs:
    if len(one) * len(other) > _MOST:
        return []
    from difflib import SequenceMatcher  # a start, where nothing is merged, does not pay for it

    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if one and other else []
    return [(at + each.a + step, its + each.b + step) for each in blocks for step in range(each.size)]
