"""Finds what a search asks for in everything written: grouped by noun, newest first, with the sentence around each hit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentee_app.domain.kinds import Kind
from mentee_app.domain.nouns import Noun
from mentee_app.i18n import _
from mentee_app.queries import candidates, snippets
from mentee_app.queries.candidates import Asking, Candidate, Scope
from mentee_app.queries.searching import Wanted, Word
from mentee_app.queries.snippets import Finder, Marks
from mentee_app.queries.sources import SOURCES
from mentee_app.storage import rows


@dataclass(frozen=True)
class Hit:
    """One written thing (`noun`, `own` id) and the place to open it: `kind`, `id`, and `part` inside that.

    `snippet` is the sentence around the hit on one line, `marks` and `title_marks` say where the words stand. `who` is the
    person, goal or area that it belongs to, or a person's organisation. `when` is the day it is about, where it has one.
    """

    noun: Noun
    own: int
    kind: Kind
    id: int
    part: int | None
    title: str
    title_marks: Marks
    snippet: str
    marks: Marks
    who: str
    when: date | None


@dataclass(frozen=True)
class Group:
    """The hits of one noun."""

    noun: Noun
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """What was found; `below` is the id under which nothing was looked at yet, None where all was. `remarks` are sentences."""

    groups: tuple[Group, ...] = ()
    below: int | None = None
    remarks: tuple[str, ...] = ()


def hits(wanted: Wanted, limit: int, today: date, below: int | None = None) -> Found:
    """At most `limit` hits of each noun among the newest that were written (before the id `below`): one quick step."""
    scope, missing = _scope(wanted)
    remarks = (*wanted.remarks, *missing)
    sources = [each for each in SOURCES if candidates.lets(each, wanted)]
    if missing or not sources or not wanted.asks:
        return Found(remarks=remarks)
    asking, finder = Asking(wanted, scope, sources, today), Finder(wanted.words)
    step = asking.step(limit, below)
    found = Found(_groups(_hit(finder, each) for each in step.candidates), step.below, remarks)
    if below is None and step.below is not None and wanted.words:
        # people and goals are not to be hidden by a word that stands in every note
        probed = [each for each in asking.probed(limit) if finder.finds_all(f"{each.title}\n{each.body}")]
        more = Found(_groups(_hit(finder, each) for each in probed), step.below)
        return together(found, more, limit)
    return found


def all_hits(wanted: Wanted, limit: int, today: date) -> Found:
    """The same among all that was ever written, step by step."""
    found = hits(wanted, limit, today)
    while found.below is not None:
        found = further(found, wanted, limit, today)
    return found


def further(found: Found, wanted: Wanted, limit: int, today: date) -> Found:
    """`found` with what the next step finds."""
    return together(found, hits(wanted, limit, today, found.below), limit)


def these(ids: Sequence[int], today: date) -> list[Hit]:
    """The written things with these ids, in their order; those that are gone are left out."""
    asking = Asking(Wanted(), Scope(), SOURCES, today)
    by_id = {each.own: _hit(Finder(()), each) for each in asking.these(ids)}
    return [by_id[id] for id in ids if id in by_id]


def latest(limit: int, today: date) -> list[Hit]:
    """The people, goals and sessions that were begun last."""
    wanted = Wanted(nouns=(Noun.PERSON, Noun.GOAL, Noun.SESSION))
    every = [hit for group in hits(wanted, limit, today).groups for hit in group.hits]
    return sorted(every, key=lambda hit: -hit.own)[:limit]


def together(before: Found, more: Found, limit: int) -> Found:
    """Both in one, as far as `more` looked."""
    every = {hit.own: hit for found in (more, before) for group in found.groups for hit in group.hits}
    groups = tuple(replace(group, hits=group.hits[:limit]) for group in _groups(every.values()))
    return Found(groups, more.below, before.remarks)


_HEADED = frozenset(
    {Noun.PERSON, Noun.GOAL, Noun.RELATIONSHIP, Noun.SESSION, Noun.SKILL, Noun.TEMPLATE, Noun.ABOUT_ME}
)
"""Their title is a heading; the title of the others is the thing itself."""


def _hit(finder: Finder, found: Candidate) -> Hit:
    heading = snippets.first_line(found.title) or ("" if found.noun is Noun.AGENDA_ITEM else found.who)
    title = finder.marked(heading or snippets.first_line(found.body))
    first, second = (found.body, found.title) if found.noun in _HEADED else (found.title, found.body)
    telling = next((text for text in (first, second) if finder.finds(text)), first.strip() or second)
    around = finder.around(telling)
    return Hit(
        found.noun,
        found.own,
        found.kind,
        found.id,
        None if found.part == found.id else found.part,
        title.text,
        title.marks,
        around.text,
        around.marks,
        found.who,
        date.fromisoformat(found.day) if found.day else None,
    )


def _groups(found: Iterable[Hit]) -> tuple[Group, ...]:
    by_noun: dict[Noun, list[Hit]] = {}
    for hit in found:
        by_noun.setdefault(hit.noun, []).append(hit)
    order = [source.noun for source in SOURCES if source.noun in by_noun]
    return tuple(Group(noun, tuple(sorted(by_noun[noun], key=_rank))) for noun in order)


def _rank(hit: Hit) -> tuple[bool, int, int]:
    """People whose name holds the word first, then the newest."""
    named = hit.noun is Noun.PERSON and bool(hit.title_marks)
    return not named, -hit.when.toordinal() if hit.when else 0, -hit.own


def _scope(wanted: Wanted) -> tuple[Scope, list[str]]:
    """The ids that the names in the filters stand for, and a sentence for each name that stands for nothing."""
    missing: list[str] = []

    def called(names: tuple[str, ...], table: str, column: str, sentence: str) -> tuple[int, ...] | None:
        ids = [_called(table, column, name) for name in names]
        missing.extend(sentence.format(name=name) for name, own in zip(names, ids, strict=True) if not own)
        return tuple(id for own in ids for id in own) if names else None

    scope = Scope(
        people=called(wanted.people, "person", "name", _("Nobody here is called “{name}”.")),
        areas=called(wanted.areas, "area", "name", _("No area here is called “{name}”.")),
        goals=called(wanted.goals, "goal", "title", _("No goal here is called “{name}”.")),
    )
    return scope, missing


def _called(table: str, column: str, name: str) -> list[int]:
    """The ids of the rows of a table in whose name all words of `name` begin a word."""
    finder = Finder(Word(word) for word in name.split())
    named = rows.of(f"SELECT id, {column} FROM {table} WHERE deleted_at IS NULL")
    return [id for id, each in named if finder.finds_all(each)]
