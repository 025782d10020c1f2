"""Says of each noun that a person writes where it stands, whom it belongs to, and what narrows it, as pieces of SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentee_app.domain.kinds import Kind
from mentee_app.domain.nouns import Noun, State

# {people}, {areas} and {goals} are lists of ids; the written thing is always called x.
_WITH = "(SELECT id FROM relationship WHERE person_id IN ({people}))"
_IN_AREA = "(SELECT id FROM relationship WHERE area_id IN ({areas}))"
_FOR_GOAL = (
    "(SELECT relationship_id FROM relationship_goal WHERE goal_id IN ({goals}) AND deleted_at IS NULL)"
)
_GOALS_WITH = (
    f"(SELECT goal_id FROM relationship_goal WHERE relationship_id IN {_WITH} AND deleted_at IS NULL)"
)
_GOALS_IN_AREA = "(SELECT id FROM goal WHERE area_id IN ({areas}))"
_PEOPLE_IN_AREA = (
    "(SELECT person_id FROM relationship WHERE area_id IN ({areas}) AND deleted_at IS NULL"
    " UNION SELECT person_id FROM person_area WHERE area_id IN ({areas}) AND deleted_at IS NULL)"
)
_ASKED_OF = (
    "(SELECT question_id FROM question_person WHERE person_id IN ({people}) AND deleted_at IS NULL"
    " UNION SELECT q.question_id FROM question_advice q JOIN advice v ON v.id = q.advice_id"
    " WHERE v.person_id IN ({people}) AND q.deleted_at IS NULL)"
)
_SESSION = "LEFT JOIN session s ON s.id = x.session_id"
_DAY = "substr({0}.wall_start, 1, 10)"
_MADE = "date(x.created_at / 1000, 'unixepoch', 'localtime')"


def _serves(session: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM session_goal l WHERE l.session_id = {session}"
        " AND l.goal_id IN ({goals}) AND l.deleted_at IS NULL)"
    )


@dataclass(frozen=True)
class Source:
    """One noun: its table, and SQL expressions over x and what is joined.

    `near` is joined for the day and the filters, `far` for what is shown. `kind`, `id` and `part` are the place to open;
    with `elsewhere` (a kind and an expression, tried in order) where the first `id` is NULL. A filter of "" lets nothing through.
    """

    noun: Noun
    table: str
    kind: Kind
    id: str = "x.id"
    part: str = "NULL"
    who: str = "NULL"
    day: str = "NULL"
    near: str = ""
    far: str = ""
    people: str = ""
    areas: str = ""
    goals: str = ""
    states: Mapping[State, str] = field(default_factory=dict)
    elsewhere: tuple[tuple[Kind, str], ...] = ()
    probed: int = 0
    """How many of the newest are looked at one by one where a word stands nearly everywhere."""


def _of_relationship(noun: Noun, table: str) -> Source:
    return Source(
        noun,
        table,
        Kind.PEOPLE,
        id="r.person_id",
        part="x.relationship_id",
        who="p.name",
        far="JOIN relationship r ON r.id = x.relationship_id JOIN person p ON p.id = r.person_id",
        people=f"x.relationship_id IN {_WITH}",
        areas=f"x.relationship_id IN {_IN_AREA}",
        goals=f"x.relationship_id IN {_FOR_GOAL}",
    )


def _of_goal(noun: Noun, table: str, day: str, states: Mapping[State, str]) -> Source:
    return Source(
        noun,
        table,
        Kind.GOALS,
        id="x.goal_id",
        part="x.id",
        who="g.title",
        day=day,
        far="JOIN goal g ON g.id = x.goal_id",
        people=f"x.goal_id IN {_GOALS_WITH}",
        areas=f"x.goal_id IN {_GOALS_IN_AREA}",
        goals="x.goal_id IN ({goals})",
        states=states,
    )


def _counsel(noun: Noun, table: str, kind: Kind, day: str, states: Mapping[State, str]) -> Source:
    """Advice and challenges: from a person, in a session or outside one."""
    return Source(
        noun,
        table,
        Kind.SESSIONS,
        id="x.session_id",
        part="x.id",
        who="p.name",
        day=day,
        near=_SESSION,
        far="JOIN person p ON p.id = x.person_id",
        people="x.person_id IN ({people})",
        areas=f"(s.relationship_id IN {_IN_AREA} OR s.id IS NULL AND x.person_id IN {_PEOPLE_IN_AREA})",
        goals=_serves("x.session_id"),
        states=states,
        elsewhere=((kind, "x.id"),),
    )


SOURCES: tuple[Source, ...] = (
    Source(
        Noun.PERSON,
        "person",
        Kind.PEOPLE,
        who="x.organisation",
        people="x.id IN ({people})",
        areas=f"x.id IN {_PEOPLE_IN_AREA}",
        goals=f"x.id IN (SELECT person_id FROM relationship WHERE id IN {_FOR_GOAL})",
        probed=200,
    ),
    Source(
        Noun.GOAL,
        "goal",
        Kind.GOALS,
        day=_MADE,
        people=f"x.id IN {_GOALS_WITH}",
        areas="x.area_id IN ({areas})",
        goals="x.id IN ({goals})",
        states={State.OPEN: "x.status = 'open'", State.REACHED: "x.status = 'reached'"},
        probed=50,
    ),
    Source(Noun.AREA, "area", Kind.AREAS, areas="x.id IN ({areas})", probed=25),
    Source(
        Noun.QUESTION,
        "question",
        Kind.QUESTIONS,
        day=f"coalesce(x.decided_on, {_MADE})",
        people=f"x.id IN {_ASKED_OF}",
        states={State.OPEN: "x.decided_on IS NULL", State.UNDECIDED: "x.decided_on IS NULL"},
        probed=25,
    ),
    Source(
        Noun.RELATIONSHIP,
        "relationship",
        Kind.PEOPLE,
        id="x.person_id",
        part="x.id",
        who="p.name",
        day="x.started_on",
        far="JOIN person p ON p.id = x.person_id",
        people="x.person_id IN ({people})",
        areas="x.area_id IN ({areas})",
        goals=f"x.id IN {_FOR_GOAL}",
    ),
    Source(
        Noun.SESSION,
        "session",
        Kind.SESSIONS,
        who="p.name",
        day=_DAY.format("x"),
        far="JOIN relationship r ON r.id = x.relationship_id JOIN person p ON p.id = r.person_id",
        people=f"x.relationship_id IN {_WITH}",
        areas=f"x.relationship_id IN {_IN_AREA}",
        goals=_serves("x.id"),
        states={
            state: f"x.status = '{state.value}'"
            for state in (State.PLANNED, State.HELD, State.MOVED, State.MISSED)
        },
    ),
    _counsel(
        Noun.ADVICE,
        "advice",
        Kind.ADVICE,
        f"coalesce(x.given_on, {_DAY.format('s')})",
        {
            State.UNDECIDED: "x.decision = 'undecided'",
            State.TAKEN: "x.decision = 'take'",
            State.ADAPTED: "x.decision = 'adapt'",
            State.LEFT: "x.decision = 'leave'",
            State.NOT_YET: "x.decision = 'not-yet'",
        },
    ),
    _counsel(
        Noun.CHALLENGE,
        "challenge",
        Kind.CHALLENGES,
        _DAY.format("s"),
        {state: f"x.status = '{state.value}'" for state in (State.ACCEPTED, State.DECLINED, State.DONE)},
    ),
    Source(
        Noun.ACTION,
        "action",
        Kind.SESSIONS,
        id="x.session_id",
        part="x.id",
        who="coalesce(p.name, g.title)",
        day=f"coalesce(x.due_on, {_DAY.format('s')})",
        near=_SESSION,
        far="LEFT JOIN person p ON p.id = x.person_id LEFT JOIN goal g ON g.id = x.goal_id AND g.deleted_at IS NULL",
        people=f"(x.person_id IN ({{people}}) OR s.relationship_id IN {_WITH})",
        areas=f"(s.relationship_id IN {_IN_AREA} OR x.goal_id IN {_GOALS_IN_AREA})",
        goals=f"(x.goal_id IN ({{goals}}) OR {_serves('x.session_id')})",
        states={
            State.OPEN: "x.done_on IS NULL",
            State.OVERDUE: "x.done_on IS NULL AND x.due_on < :today",
            State.DONE: "x.done_on IS NOT NULL",
        },
        elsewhere=((Kind.PEOPLE, "x.person_id"), (Kind.GOALS, "g.id")),
    ),
    Source(
        Noun.AGENDA_ITEM,
        "agenda_item",
        Kind.SESSIONS,
        id="x.session_id",
        part="x.id",
        who="p.name",
        day=_DAY.format("s"),
        near=_SESSION,
        far="JOIN session t ON t.id = x.session_id JOIN relationship r ON r.id = t.relationship_id"
        " JOIN person p ON p.id = r.person_id",
        people=f"s.relationship_id IN {_WITH}",
        areas=f"s.relationship_id IN {_IN_AREA}",
        goals=_serves("x.session_id"),
        states={State.OPEN: "x.state = 'open'"},
    ),
    Source(
        Noun.CONTACT,
        "contact",
        Kind.PEOPLE,
        id="x.person_id",
        part="x.id",
        who="p.name",
        day="x.held_on",
        far="JOIN person p ON p.id = x.person_id",
        people="x.person_id IN ({people})",
        areas=f"x.person_id IN {_PEOPLE_IN_AREA}",
    ),
    _of_goal(
        Noun.MILESTONE,
        "milestone",
        "x.due_on",
        {
            State.OPEN: "x.done_on IS NULL",
            State.OVERDUE: "x.done_on IS NULL AND x.due_on < :today",
            State.DONE: "x.done_on IS NOT NULL",
        },
    ),
    _of_goal(Noun.CHECK_IN, "check_in", "x.held_on", {}),
    _of_relationship(Noun.AGREEMENT, "agreement_term"),
    _of_relationship(Noun.SKILL, "skill"),
    Source(
        Noun.NEED,
        "area_need",
        Kind.AREAS,
        id="x.area_id",
        part="x.id",
        who="a.name",
        far="JOIN area a ON a.id = x.area_id",
        areas="x.area_id IN ({areas})",
    ),
    Source(
        Noun.REQUEST,
        "request",
        Kind.REQUESTS,
        who="p.name",
        day=_MADE,
        far="LEFT JOIN person p ON p.id = x.person_id",
        people=f"(x.person_id IN ({{people}}) OR x.relationship_id IN {_WITH})",
        areas=f"(x.relationship_id IN {_IN_AREA} OR x.goal_id IN {_GOALS_IN_AREA})",
        goals="x.goal_id IN ({goals})",
    ),
    Source(Noun.TEMPLATE, "agenda_template", Kind.TEMPLATES),
    Source(Noun.ABOUT_ME, "about_me", Kind.ABOUT_ME),
)
"""Every noun, in the order in which hits are shown."""
