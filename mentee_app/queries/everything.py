"""Looks up all that a notebook holds, noun by noun in the order of the ids, a page at a time."""

import json
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Any

from mentee_app.storage import rows, tables
from mentee_app.storage.tables import Row

_PAGE = 2000

NOUNS: MappingProxyType[str, type[Row]] = MappingProxyType(
    {
        "about_me": tables.AboutMe,
        "areas": tables.Area,
        "needs": tables.AreaNeed,
        "people": tables.Person,
        "people_areas": tables.PersonArea,
        "relationships": tables.Relationship,
        "agreement_terms": tables.AgreementTerm,
        "skills": tables.Skill,
        "goals": tables.Goal,
        "milestones": tables.Milestone,
        "check_ins": tables.CheckIn,
        "relationships_goals": tables.RelationshipGoal,
        "series": tables.Series,
        "sessions": tables.Session,
        "sessions_goals": tables.SessionGoal,
        "agenda_items": tables.AgendaItem,
        "advice": tables.Advice,
        "questions": tables.Question,
        "questions_people": tables.QuestionPerson,
        "questions_advice": tables.QuestionAdvice,
        "challenges": tables.Challenge,
        "actions": tables.Action,
        "contacts": tables.Contact,
        "requests": tables.Request,
        "agenda_templates": tables.AgendaTemplate,
        "earlier_versions": tables.EarlierVersion,
        "outside_ids": tables.OutsideId,
        "unfinished": tables.Draft,
        "trash": tables.Deed,
    }
)
"""What the file with everything calls the nouns (see domain/everything.py), and where they are kept. Not in it:
preferences, which belong to the machine, and deeds that are no deletion."""

SPEAKS_OF = MappingProxyType({table._meta.table_name: noun for noun, table in NOUNS.items()})
"""The noun for each table's name, as `kind` of an earlier version or an outside id keeps it."""

TRASH_FIELDS = ("id", "rev", "created_at", "updated_at", "noun", "subject_id", "trashed_at")
_OF_ROW = ("id", "rev", "created_at", "updated_at", "deleted_at")


@cache
def fields_of(noun: str) -> tuple[str, ...]:
    """The fields of a noun, in the order in which they stand in the file."""
    table = NOUNS[noun]
    if table is tables.Deed:
        return TRASH_FIELDS
    own = [name for name in table._meta.sorted_field_names if name not in _OF_ROW]
    return (*_OF_ROW, *(called(table, name) for name in own))


def called(table: type[Row], field: str) -> str:
    """What the file calls a field of a table: a kind that names a table is a noun there."""
    return "noun" if field == "kind" and table in (tables.EarlierVersion, tables.OutsideId) else field


def records(noun: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a noun by their ids, with those in the trash: the stored values of its fields.

    Nothing may be written before the last one was taken. Raises Trouble.
    """
    if NOUNS[noun] is tables.Deed:
        yield from _trash()
        return
    sql, last = _select(noun), -1
    spoken = fields_of(noun).index("noun") if "noun" in fields_of(noun) else None
    while page := rows.of(sql, last, _PAGE):
        for row in page:
            if spoken is not None:
                row = (*row[:spoken], SPEAKS_OF[row[spoken]], *row[spoken + 1 :])
            yield row
        last = page[-1][0]


@cache
def _select(noun: str) -> str:
    table = NOUNS[noun]
    own = [name for name in table._meta.sorted_field_names if name not in _OF_ROW]
    columns = (table._meta.fields[name].column_name for name in (*_OF_ROW, *own))
    return f"SELECT {', '.join(columns)} FROM {table._meta.table_name} WHERE id > ? ORDER BY id LIMIT ?"


def _trash() -> Iterator[tuple[Any, ...]]:
    """The deletions that were not undone: when, and what was deleted, not what else the deed changed."""
    sql = """
        SELECT id, rev, created_at, updated_at, label, json_extract(before, '$.of'),
               json_extract(before, '$.trashed_at') AS at
          FROM deed WHERE undone_at IS NULL AND at IS NOT NULL ORDER BY id"""
    for id, rev, created_at, updated_at, label, of, trashed_at in rows.of(sql):
        table, subject = json.loads(of) if of else (label.removeprefix("trash "), None)
        if table in SPEAKS_OF:
            yield id, rev, created_at, updated_at, SPEAKS_OF[table], subject, trashed_at
