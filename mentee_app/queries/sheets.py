"""Looks up a noun as a table for reading: names in the place of ids, one row for each thing that is not in the trash."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from mentee_app.domain import (
    actions,
    advice,
    areas,
    challenges,
    contacts,
    goals,
    people,
    relationships,
    requests,
    sessions,
)
from mentee_app.storage import rows

_PAGE = 1000


@dataclass(frozen=True)
class Column:
    """A column: its name, where it comes from, and what its values mean: text, a number, a day, yes or no, a word of ours.

    `several`: values joined by commas, each a word of ours.
    """

    name: str
    sql: str
    meaning: type[Any] = str
    private: bool = False
    several: bool = False


@dataclass(frozen=True)
class Sheet:
    """A noun as a table. `t` is its row in the columns' SQL; `order` says in which order they come."""

    source: str
    columns: tuple[Column, ...]
    order: str = "t.id"


def values(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[Any, ...]]:
    """The stored values of these columns of a sheet, row after row. Raises Trouble."""
    ids = rows.ids_of(
        f"SELECT t.id FROM {sheet.source} WHERE t.deleted_at IS NULL ORDER BY {sheet.order}, t.id"
    )
    wanted = ", ".join(column.sql for column in columns)
    sql = f"SELECT t.id, {wanted} FROM {sheet.source} WHERE t.id IN (SELECT value FROM json_each(?))"
    for start in range(0, len(ids), _PAGE):
        some = ids[start : start + _PAGE]
        found = {row[0]: row[1:] for row in rows.of(sql, json.dumps(list(some)))}
        yield from (found[id] for id in some)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, f"t.{name}") for name in names)


def _day(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, f"t.{name}", date) for name in names)


def _word(name: str, meaning: type[Enum], private: bool = False) -> Column:
    return Column(name, f"t.{name}", meaning, private)


def _number(name: str) -> Column:
    return Column(name, f"t.{name}", int)


def _private(name: str) -> Column:
    return Column(name, f"t.{name}", private=True)


def _name(column: str, table: str, name: str = "name", key: str = "") -> Column:
    """The name of the one thing that `column` names; empty where there is none, or where it lies in the trash."""
    key = key or f"t.{table}_id"
    return Column(column, f"(SELECT n.{name} FROM {table} n WHERE n.id = {key} AND n.deleted_at IS NULL)")


def _names(column: str, link: str, mine: str, other: str, name: str = "name") -> Column:
    """The names of all that a link table ties to it, in the order in which they were tied."""
    sql = f"""(SELECT group_concat(name, '; ') FROM (SELECT n.{name} AS name FROM {link} l JOIN {other} n
        ON n.id = l.{other}_id WHERE l.{mine}_id = t.id AND l.deleted_at IS NULL AND n.deleted_at IS NULL ORDER BY l.id))"""
    return Column(column, sql)


_WALL = "replace({}.wall_start, 'T', ' ')"
_MENTOR = Column("person", "(SELECT p.name FROM person p WHERE p.id = r.person_id)")
_OF_RELATIONSHIP = "JOIN relationship r ON r.id = t.relationship_id"
_SESSION = (
    Column("session_start", f"(SELECT {_WALL.format('s')} FROM session s WHERE s.id = t.session_id)"),
    Column("session_topic", "(SELECT s.topic FROM session s WHERE s.id = t.session_id)"),
)
_WANTED = Column("wanted", "t.wanted", goals.Wanted, several=True)

SHEETS: MappingProxyType[str, Sheet] = MappingProxyType(
    {
        "about_me": Sheet("about_me t", _text("name", "does", "known_for", "brings", "industry", "reach")),
        "areas": Sheet("area t", (*_text("name"), Column("colour", "t.colour", areas.Colour)), "t.position"),
        "needs": Sheet("area_need t", (_name("area", "area"), *_text("text")), "t.area_id, t.position"),
        "people": Sheet(
            "person t",
            (
                *_text("name", "organisation", "role", "industry", "email", "phone", "reach"),
                _names("areas", "person_area", "person", "area"),
                *_text("how_met"),
                _name("introduced_by", "person", key="t.introduced_by_id"),
                *_day("introduction_thanked_on", "introduction_told_on"),
                _number("keep_in_touch_days"),
                Column("silenced", "t.silenced", bool),
                *_text("give_back"),
                _word("closeness", people.Closeness, private=True),
                _private("notes"),
            ),
            "t.name COLLATE NOCASE",
        ),
        "relationships": Sheet(
            "relationship t",
            (
                _name("person", "person"),
                _word("kind", relationships.Kind),
                _name("area", "area"),
                _word("route", relationships.Route),
                _word("status", relationships.Status),
                _word("rhythm", relationships.Rhythm),
                *_text("purpose"),
                _names("goals", "relationship_goal", "relationship", "goal", "title"),
                *_day("started_on", "planned_end_on", "paused_until", "ended_on"),
                *_text("place", "end_condition", "closing_learned", "closing_thanks"),
                Column("stay_in_touch", "t.stay_in_touch", bool),
                _word("fit", relationships.Fit, private=True),
            ),
        ),
        "agreement_terms": Sheet(
            f"agreement_term t {_OF_RELATIONSHIP}", (_MENTOR, *_text("term", "text")), "t.relationship_id"
        ),
        "skills": Sheet(
            f"skill t {_OF_RELATIONSHIP}",
            (_MENTOR, *_text("name"), _word("stage", relationships.Stage), *_text("note")),
            "t.relationship_id, t.position",
        ),
        "goals": Sheet(
            "goal t",
            (
                *_text("title"),
                _name("area", "area"),
                _word("expands", goals.Expands),
                _word("subject", goals.Subject),
                *_text("subject_name", "why", "measure"),
                _WANTED,
                _word("status", goals.Status),
                *_day("target_on", "review_on", "ended_on"),
                _number("baseline"),
                *_text("ending", "learned"),
            ),
        ),
        "milestones": Sheet(
            "milestone t",
            (_name("goal", "goal", "title"), *_text("title"), *_day("due_on", "done_on")),
            "t.goal_id, t.position",
        ),
        "check_ins": Sheet(
            "check_in t",
            (
                _name("goal", "goal", "title"),
                *_day("held_on"),
                _number("percent"),
                _private("reflection"),
            ),
            "t.goal_id, t.held_on",
        ),
        "sessions": Sheet(
            f"session t {_OF_RELATIONSHIP}",
            (
                _MENTOR,
                Column("wall_start", _WALL.format("t")),
                *_text("zone"),
                _number("minutes"),
                _word("status", sessions.Status),
                _word("medium", sessions.Medium),
                *_text("topic"),
                _WANTED,
                _names("goals", "session_goal", "session", "goal", "title"),
                *_text("notes"),
                _word("moved_by", sessions.MovedBy),
                Column("moved_to", f"(SELECT {_WALL.format('s')} FROM session s WHERE s.id = t.moved_to_id)"),
                _private("reflection"),
                _word("fit", relationships.Fit, private=True),
            ),
            "t.starts_at",
        ),
        "agenda_items": Sheet(
            "agenda_item t JOIN session ts ON ts.id = t.session_id JOIN relationship r ON r.id = ts.relationship_id",
            (_MENTOR, *_SESSION, *_text("text"), _word("state", sessions.AgendaState)),
            "ts.starts_at, t.session_id, t.position",
        ),
        "advice": Sheet(
            "advice t",
            (
                _name("person", "person"),
                *_SESSION,
                *_day("given_on"),
                *_text("text", "context"),
                _word("decision", advice.Decision),
                *_text("reason"),
                *_day("decided_on", "review_on"),
                *_text("outcome"),
                *_day("told_on"),
            ),
        ),
        "questions": Sheet(
            "question t",
            (
                *_text("text"),
                _names("people", "question_person", "question", "person"),
                _names("advice", "question_advice", "question", "advice", "text"),
                *_text("conclusion"),
                *_day("decided_on"),
            ),
        ),
        "challenges": Sheet(
            "challenge t",
            (
                _name("person", "person"),
                *_SESSION,
                *_text("text"),
                _word("status", challenges.Status),
                *_text("learned"),
            ),
        ),
        "actions": Sheet(
            "action t",
            (
                *_text("text"),
                _word("owner", actions.Owner),
                _name("person", "person"),
                _name("goal", "goal", "title"),
                *_SESSION,
                *_day("due_on", "done_on"),
            ),
        ),
        "contacts": Sheet(
            "contact t",
            (
                _name("person", "person"),
                *_day("held_on"),
                _word("kind", contacts.ContactKind),
                _word("direction", contacts.Direction),
                *_text("note"),
            ),
            "t.held_on",
        ),
        "requests": Sheet(
            "request t",
            (
                *_text("own_words"),
                Column("outcome", "t.outcome", type(None)),
                _word("own_choice", requests.OwnChoice),
                *_text("own_reason", "ask_text"),
                _word("answer", requests.Answer),
                *_day("asked_on", "follow_up_on"),
                _name("person", "person"),
                _name("goal", "goal", "title"),
            ),
        ),
        "agenda_templates": Sheet("agenda_template t", _text("name", "points"), "t.position"),
    }
)
"""The tables that are handed out, by the noun's name in the file with everything."""
