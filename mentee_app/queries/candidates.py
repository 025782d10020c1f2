"""Asks the file which written things a search may mean: the newest first, step by step, with their places and texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentee_app.domain.kinds import Kind
from mentee_app.domain.nouns import Noun
from mentee_app.queries import searching
from mentee_app.queries.searching import Wanted, Word
from mentee_app.queries.sources import Source
from mentee_app.storage import rows, spacing

FIRST, FURTHER = 500, 2000
"""How many rows the first step looks at, and each further one; looking at all at once would be the slow part."""


@dataclass(frozen=True)
class Scope:
    """The ids that the filters by name let through; None where a filter is not used."""

    people: tuple[int, ...] | None = None
    areas: tuple[int, ...] | None = None
    goals: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Candidate:
    """A row of `noun` (id `own`), the place to open it, what it belongs to, its day (ISO or None), and its texts."""

    noun: Noun
    own: int
    kind: Kind
    id: int
    part: int | None
    who: str
    day: str | None
    title: str
    body: str


@dataclass(frozen=True)
class Step:
    """Some candidates, and the id below which the next step goes on; None where all was looked at."""

    candidates: list[Candidate]
    below: int | None


class Asking:
    """The words and filters of one search as SQL, over the sources that it lets through."""

    def __init__(self, wanted: Wanted, scope: Scope, sources: Sequence[Source], today: date) -> None:
        self._wanted = wanted
        self._scope = scope
        self._sources = sources
        self._today = today

    def step(self, limit: int, below: int | None) -> Step:
        """At most `limit` of each source among the newest rows below an id."""
        under = f"< {below}" if below is not None else "IS NOT NULL"
        if self._wanted.words:
            found = f"SELECT rowid AS id FROM written_index WHERE written_index MATCH ?1 AND rowid {under}"
        else:
            found = " UNION ALL ".join(
                f"SELECT id FROM {each.table} WHERE deleted_at IS NULL AND id {under}"
                for each in self._sources
            )
        named = (
            "SELECT rowid AS id FROM written_index WHERE written_index MATCH ?2"
            " AND rowid >= (SELECT min(id) FROM found)"
        )
        most = FIRST if below is None else FURTHER
        found = f"{found} ORDER BY 1 DESC LIMIT {most}"
        return self._asked(self._sources, found, named, self._wanted.match, limit, most)

    def these(self, ids: Sequence[int]) -> list[Candidate]:
        """The rows with these ids."""
        if not ids:
            return []
        found = " UNION ALL ".join(f"SELECT {id} AS id" for id in ids)
        return self._asked(self._sources, found, "", "", len(ids)).candidates

    def probed(self, limit: int) -> list[Candidate]:
        """Of the sources that say so, those among their newest rows that may hold the words; a few may not."""
        sources = [each for each in self._sources if each.probed]
        query, exact = _beginnings(self._wanted.words)
        if not sources or not query:
            return []
        holds = "EXISTS (SELECT 1 FROM written_index w WHERE w.rowid = x.id AND written_index MATCH"
        found = " UNION ALL ".join(
            f"SELECT id FROM (SELECT id FROM {each.table} ORDER BY id DESC LIMIT {each.probed}) x WHERE {holds} ?1)"
            for each in sources
        )
        most = limit if exact else max(each.probed for each in sources)
        return self._asked(
            sources, found, f"SELECT id FROM found x WHERE {holds} ?2)", query, most
        ).candidates

    def _asked(
        self, sources: Sequence[Source], found: str, named: str, query: str, limit: int, most: int = 0
    ) -> Step:
        """The best among `found`; `named` are those of them that hold the words in their name. Both select ids.

        Where `found` are `most`, there are more of them.
        """
        parts = [self._best(number, each, limit) for number, each in enumerate(sources)]
        parts.append("SELECT -1, count(*), min(id), NULL, NULL, NULL, NULL FROM found")
        by_name = f", named AS ({named})" if query else ""
        sql = f"WITH found AS MATERIALIZED ({found}){by_name} {' UNION ALL '.join(parts)}"
        answered = rows.of(sql, *([query, searching.in_title(query)] if query else []))
        count, oldest = next((row[1], row[2]) for row in answered if row[0] < 0)
        best = _with_texts(sources, [row for row in answered if row[0] >= 0])
        return Step(best, oldest if count == most else None)

    def _best(self, number: int, source: Source, limit: int) -> str:
        """The rows of one source: its number, own id, which of its places, the id there, part, who, day."""
        named = self._wanted.words and source.noun is Noun.PERSON
        best = (
            f"SELECT x.id AS id, {source.day} AS day FROM {source.table} x JOIN found ON found.id = x.id"
            f" {source.near} WHERE {' AND '.join(self._conditions(source)) or 'TRUE'}"
            f" ORDER BY {'x.id IN named DESC, ' if named else ''}day DESC, x.id DESC LIMIT {limit}"
        )
        places = [source.id, *(id for _kind, id in source.elsewhere)]
        which = " ".join(f"WHEN {id} IS NOT NULL THEN {place}" for place, id in enumerate(places))
        return (
            f"SELECT {number}, x.id, CASE {which} END, coalesce({', '.join(places)}, x.id), {source.part},"
            f" {source.who}, h.day FROM ({best}) h JOIN {source.table} x ON x.id = h.id {source.far}"
        )

    def _conditions(self, source: Source) -> Iterable[str]:
        wanted, today = self._wanted, f"'{self._today.isoformat()}'"
        for name in ("people", "areas", "goals"):
            ids = getattr(self._scope, name)
            if ids is not None:
                yield getattr(source, name).replace(f"{{{name}}}", ", ".join(map(str, ids)))
        if wanted.states:
            holding = [f"({source.states[each]})" for each in wanted.states if each in source.states]
            yield f"({' OR '.join(holding)})".replace(":today", today)
        if wanted.since:
            yield f"{source.day} >= '{wanted.since.isoformat()}'"
        if wanted.until:
            yield f"{source.day} < '{wanted.until.isoformat()}'"


def lets(source: Source, wanted: Wanted) -> bool:
    """Whether anything of this source can be meant."""
    return (
        (not wanted.nouns or source.noun in wanted.nouns)
        and (not wanted.people or bool(source.people))
        and (not wanted.areas or bool(source.areas))
        and (not wanted.goals or bool(source.goals))
        and (not wanted.states or any(state in source.states for state in wanted.states))
        and (not (wanted.since or wanted.until) or source.day != "NULL")
    )


def _beginnings(words: Sequence[Word]) -> tuple[str, bool]:
    """The first letters of the words as a query, for which the index answers a question about one row at once.

    Second, whether that says no less than the words themselves.
    """
    firsts = [re.findall(r"\w+", spacing.spaced(word.text)) for word in words]
    exact = all(len(each) == 1 and len(each[0]) <= 3 for each in firsts) and not any(w.whole for w in words)
    return " ".join(f'"{each[0][:3]}"*' for each in firsts if each), exact


def _with_texts(sources: Sequence[Source], answered: list[tuple[Any, ...]]) -> list[Candidate]:
    ids = ", ".join(str(row[1]) for row in answered)
    texts = {row[0]: row[1:] for row in rows.of(f"SELECT id, title, body FROM written WHERE id IN ({ids})")}
    return [
        Candidate(
            sources[number].noun, own, _kind(sources[number], which), id, part, who or "", day, *texts[own]
        )
        for number, own, which, id, part, who, day in answered
        if own in texts
    ]


def _kind(source: Source, which: int | None) -> Kind:
    """The kind of the place; what stands nowhere (its goal is in the trash) is only itself."""
    kinds = [source.kind, *(kind for kind, _id in source.elsewhere)]
    return Kind.ACTIONS if which is None else kinds[which]
