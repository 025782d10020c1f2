"""Gathers what there is to tell when a relationship ends: how often they met, what was agreed, what became of it."""

from dataclasses import dataclass
from datetime import date

from mentee_app.domain.advice import Decision
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.goals import Status as GoalStatus
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.queries import kept, paging, relationships


@dataclass(frozen=True)
class Meetings:
    """The held sessions: how many, how many minutes in all (as far as written), the first day and the last."""

    held: int
    minutes: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class GivenAdvice:
    """Advice of this relationship; `told_on` is when the mentor heard how it turned out."""

    text: str
    decision: Decision
    reason: str
    decided_on: date | None
    outcome: str
    told_on: date | None


@dataclass(frozen=True)
class ServedGoal:
    """A goal that the relationship helped with."""

    title: str
    status: GoalStatus
    percent: int | None


@dataclass(frozen=True)
class Gathered:
    """Everything about one relationship with a person (id). `terms`: what was agreed, by term id of the instrument."""

    person: int
    mentor: str
    area: str
    relationship: RelationshipDraft
    meetings: Meetings
    terms: dict[str, str]
    skills: tuple[SkillDraft, ...]
    advice: tuple[GivenAdvice, ...]
    goals: tuple[ServedGoal, ...]


def of_relationship(relationship: int) -> Gathered | None:
    """What there is about a relationship (id); None where it is gone."""
    found = kept.one(RelationshipDraft, relationship)
    person = kept.one(PersonDraft, found.draft.person) if found else None
    if found is None or person is None:
        return None
    area = kept.one(AreaDraft, found.draft.area)
    skills = [each.draft for each in kept.several(SkillDraft, "relationship", relationship)]
    advice = paging.every(
        GivenAdvice,
        _ADVICE,
        relationship,
        person.id,
        *_span(found.draft),
        len(relationships.of_person(person.id)),
    )
    return Gathered(
        person=person.id,
        mentor=person.draft.name,
        area=area.draft.name if area else "",
        relationship=found.draft,
        meetings=paging.every(Meetings, _MEETINGS, relationship)[0],
        terms=relationships.agreed(relationship),
        skills=tuple(skill for skill in skills if skill.name.strip()),
        advice=tuple(advice),
        goals=tuple(paging.every(ServedGoal, _GOALS, relationship)),
    )


def _span(draft: RelationshipDraft) -> tuple[str, str]:
    first, last = draft.started_on, draft.ended_on
    return (first.isoformat() if first else "", last.isoformat() if last else "9999-12-31")


_MEETINGS = """
    SELECT count(*), coalesce(sum(minutes), 0), substr(min(wall_start), 1, 10), substr(max(wall_start), 1, 10)
      FROM session WHERE relationship_id = ? AND +status = 'held' AND deleted_at IS NULL"""

# Advice from no session belongs to the relationship of its day, or to the only one there is with that person.
_ADVICE = """
    SELECT v.text, v.decision, v.reason, v.decided_on, v.outcome, v.told_on
      FROM advice v LEFT JOIN session s ON s.id = v.session_id AND s.deleted_at IS NULL
     WHERE v.deleted_at IS NULL AND trim(v.text) <> ''
       AND (s.relationship_id = ?1 OR s.id IS NULL AND v.person_id = ?2
            AND (?5 = 1 OR coalesce(v.given_on, date(v.created_at / 1000, 'unixepoch')) BETWEEN ?3 AND ?4))
     ORDER BY coalesce(v.given_on, substr(s.wall_start, 1, 10), date(v.created_at / 1000, 'unixepoch')),
              v.position, v.id"""

_GOALS = """
    SELECT g.title, g.status,
           (SELECT c.percent FROM check_in c WHERE c.goal_id = g.id AND c.deleted_at IS NULL
             ORDER BY c.held_on DESC, c.id DESC LIMIT 1)
      FROM relationship_goal l JOIN goal g ON g.id = l.goal_id AND g.deleted_at IS NULL
     WHERE l.relationship_id = ? AND l.deleted_at IS NULL ORDER BY l.id"""
