"""Reads what a person types to search for, and turns it into a query of the index over all written text."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mentee_app.domain import nouns
from mentee_app.domain.nouns import Noun, State
from mentee_app.i18n import _
from mentee_app.storage import spacing

MOST_LETTERS = 1000
"""What is typed beyond this many letters is not looked for."""

MOST_WORDS = 32


@dataclass(frozen=True)
class Word:
    """What is looked for: a word, or several in a row; the last from its beginning on, or as a `whole`."""

    text: str
    whole: bool = False


@dataclass(frozen=True)
class Wanted:
    """What a search asks for. All words must stand there; of each filter that is used, one must hold.

    `people`, `areas` and `goals` are names as typed; from `since` on, before `until`. `remarks` say what was not understood.
    """

    words: tuple[Word, ...] = ()
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    nouns: tuple[Noun, ...] = ()
    since: date | None = None
    until: date | None = None
    remarks: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return replace(self, remarks=()) != Wanted()

    @property
    def match(self) -> str:
        """The words as a query of the index; "" where there are none."""
        return _query(self.words)


def read(typed: str) -> Wanted:
    """What `typed` asks for: words, "phrases", and filters like mentor:ada, is:undecided or before:2026-03."""
    wanted = _read(typed, _FILTERS)
    if len(wanted.words) > MOST_WORDS or len(typed) > MOST_LETTERS:
        remark = _("Only the first {count} words are looked for.").format(count=MOST_WORDS)
        wanted = replace(wanted, words=wanted.words[:MOST_WORDS], remarks=(*wanted.remarks, remark))
    return wanted


def not_understood(typed: str) -> tuple[str, ...]:
    """Of the filters in `typed`: a sentence for each whose value cannot be what it asks for."""
    return _read(typed, _FILTERS).remarks


def match(words: str) -> str:
    """The FTS5 query for rows that hold all `words` (each from its beginning) and "phrases"; "" where there are none."""
    return _query(_read(words, {}).words[:MOST_WORDS])


def match_title(words: str) -> str:
    """The same, in titles and names only."""
    return in_title(match(words))


def in_title(query: str) -> str:
    """A query of the index, asked of titles and names only; "" stays ""."""
    return f"title : ({query})" if query else ""


_Filter = Callable[[Wanted, str], Wanted]
_QUOTES = re.compile("[“”„«»]")
_PART = re.compile(
    r'(?:(?P<name>[^\W\d_]+):)?(?:"(?P<phrase>[^"]*)(?P<end>"?)|(?P<word>[^\s"]\S*|(?<=:)(?=\s|$)))'
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$", re.ASCII)


def _clean(text: str) -> str:
    """What can be written into a query: no NUL, no half of a pair of surrogates; letters with their marks in one piece."""
    writable = text[:MOST_LETTERS].replace("\0", " ").encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", writable)


def _query(words: tuple[Word, ...]) -> str:
    return " ".join(f'"{spacing.spaced(word.text)}"{"" if word.whole else "*"}' for word in words)


def _read(typed: str, filters: Mapping[str, _Filter]) -> Wanted:
    wanted = Wanted()
    for found in _PART.finditer(_QUOTES.sub('"', _clean(typed))):
        name, phrase = found["name"] or "", found["phrase"]
        value = (found["word"] if phrase is None else phrase).replace('"', " ").strip()
        narrowed = filters.get(name.casefold())
        if narrowed:
            wanted = narrowed(wanted, value)
        elif phrase is None:
            wanted = _with_words(wanted, f"{name}:{value}" if name else value)
        else:  # a phrase that is still being typed may end within a word
            wanted = _with(wanted, Word(" ".join(f"{name} {value}".split()), whole=bool(found["end"])))
    return wanted


def _with_words(wanted: Wanted, text: str) -> Wanted:
    for each in text.split():
        wanted = _with(wanted, Word(each))
    return wanted


def _with(wanted: Wanted, word: Word) -> Wanted:
    telling = any(letter.isalnum() for letter in word.text)
    return replace(wanted, words=(*wanted.words, word)) if telling else wanted


def _people(wanted: Wanted, value: str) -> Wanted:
    if not value:
        return _with_remark(wanted, _("mentor: needs a name, like mentor:ada"))
    return replace(wanted, people=(*wanted.people, value))


def _areas(wanted: Wanted, value: str) -> Wanted:
    if not value:
        return _with_remark(wanted, _("area: needs a name, like area:career"))
    return replace(wanted, areas=(*wanted.areas, value))


def _goals(wanted: Wanted, value: str) -> Wanted:
    if not value:
        return _with_remark(wanted, _("goal: needs words of its title, like goal:team"))
    return replace(wanted, goals=(*wanted.goals, value))


def _states(wanted: Wanted, value: str) -> Wanted:
    state = nouns.state_called(value)
    if state:
        return replace(wanted, states=(*wanted.states, state))
    known = ", ".join(each.value for each in State)
    return _not_understood(wanted, value, _("is: knows {known}").format(known=known))


def _kinds(wanted: Wanted, value: str) -> Wanted:
    noun = nouns.noun_called(value)
    if noun:
        return replace(wanted, nouns=(*wanted.nouns, noun))
    known = ", ".join(each.value for each in Noun)
    return _not_understood(wanted, value, _("kind: knows {known}").format(known=known))


def _until(wanted: Wanted, value: str) -> Wanted:
    day = _day(value)
    if day:
        return replace(wanted, until=min(day, wanted.until or day))
    return _not_understood(wanted, value, _("before: needs a day like 2026-03-31, a month or a year"))


def _since(wanted: Wanted, value: str) -> Wanted:
    day = _day(value)
    if day:
        return replace(wanted, since=max(day, wanted.since or day))
    return _not_understood(wanted, value, _("after: needs a day like 2026-03-31, a month or a year"))


def _not_understood(wanted: Wanted, value: str, remark: str) -> Wanted:
    """The value is looked for as words, and it is said what would be understood."""
    return _with_words(_with_remark(wanted, remark), value)


def _with_remark(wanted: Wanted, remark: str) -> Wanted:
    return wanted if remark in wanted.remarks else replace(wanted, remarks=(*wanted.remarks, remark))


def _day(text: str) -> date | None:
    """The first day of a year, a month or a day as in ISO 8601."""
    found = _DAY.match(text)
    try:
        return date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        return None


_FILTERS: dict[str, _Filter] = {
    "mentor": _people,
    "person": _people,
    "with": _people,
    "area": _areas,
    "goal": _goals,
    "is": _states,
    "kind": _kinds,
    "before": _until,
    "after": _since,
    "since": _since,
}
