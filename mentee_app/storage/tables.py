"""The tables of the newest schema step as peewee sees them: plain stored values, no judgement."""

from pathlib import Path
from typing import Any

from peewee import BigIntegerField, ForeignKeyField, IntegerField, Model, TextField

from mentee_app.storage import ids


class Row(Model):
    """What every row has: `id` (see ids.py), times in Unix milliseconds, `rev` counting the writes, `deleted_at` in the trash."""

    id = BigIntegerField(primary_key=True)
    created_at = BigIntegerField()
    updated_at = BigIntegerField()
    rev = IntegerField(default=1)
    deleted_at = BigIntegerField(null=True)

    class Meta:
        legacy_table_names = False

    @classmethod
    def update(cls, *fields: dict[Any, Any], **values: Any) -> Any:
        """Change rows. Each write counts itself in `rev` and says when it was: a row that changed without is taken for damage.

        A clock that stands still or goes back gives another time all the same. Whoever knows better gives both.
        """
        now = ids.now_ms()
        written = {"rev": cls.rev + 1, "updated_at": (cls.updated_at == now) + now}
        return super().update(*fields, **{**written, **values})

    @classmethod
    def run(cls, sql: str, parameters: tuple[Any, ...]) -> Any:
        """The cursor of a hand-written query on the notebook that the tables are bound to."""
        return Preference._meta.database.execute_sql(sql, parameters)

    @classmethod
    def path(cls) -> Path:
        """The notebook that the tables are bound to."""
        return Path(Preference._meta.database.path)


class Preference(Row):
    name = TextField()
    value = TextField()


class AboutMe(Row):
    name = TextField(default="")
    does = TextField(default="")
    known_for = TextField(default="")
    brings = TextField(default="")
    industry = TextField(default="")
    reach = TextField(default="")


class Area(Row):
    name = TextField()
    colour = TextField(default="teal")
    position = IntegerField(default=0)


class AreaNeed(Row):
    area = ForeignKeyField(Area, lazy_load=False, backref="+")
    text = TextField(default="")
    position = IntegerField(default=0)


class Person(Row):
    name = TextField()
    email = TextField(default="")
    phone = TextField(default="")
    reach = TextField(default="")
    organisation = TextField(default="")
    role = TextField(default="")
    industry = TextField(default="")
    how_met = TextField(default="")
    notes = TextField(default="")
    introduced_by = ForeignKeyField("self", null=True, lazy_load=False, backref="+")
    introduction_thanked_on = TextField(null=True)
    introduction_told_on = TextField(null=True)
    keep_in_touch_days = IntegerField(null=True)
    silenced = IntegerField(default=0)
    closeness = IntegerField(null=True)
    give_back = TextField(default="")


class PersonArea(Row):
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    area = ForeignKeyField(Area, lazy_load=False, backref="+")


class Relationship(Row):
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    kind = TextField()
    area = ForeignKeyField(Area, null=True, lazy_load=False, backref="+")
    route = TextField(default="asked")
    status = TextField(default="considering")
    rhythm = TextField(default="open")
    purpose = TextField(default="")
    started_on = TextField(null=True)
    planned_end_on = TextField(null=True)
    ended_on = TextField(null=True)
    fit = TextField(null=True)
    place = TextField(default="")
    end_condition = TextField(default="")
    closing_learned = TextField(default="")
    closing_thanks = TextField(default="")
    stay_in_touch = IntegerField(null=True)
    paused_until = TextField(null=True)


class AgreementTerm(Row):
    relationship = ForeignKeyField(Relationship, lazy_load=False, backref="+")
    term = TextField()
    text = TextField(default="")


class Skill(Row):
    relationship = ForeignKeyField(Relationship, lazy_load=False, backref="+")
    name = TextField(default="")
    stage = TextField(default="to-learn")
    note = TextField(default="")
    position = IntegerField(default=0)


class Goal(Row):
    title = TextField()
    area = ForeignKeyField(Area, null=True, lazy_load=False, backref="+")
    expands = TextField(null=True)
    subject = TextField(null=True)
    subject_name = TextField(default="")
    why = TextField(default="")
    measure = TextField(default="")
    wanted = TextField(default="")
    status = TextField(default="open")
    target_on = TextField(null=True)
    review_on = TextField(null=True)
    ended_on = TextField(null=True)
    baseline = IntegerField(null=True)
    ending = TextField(default="")
    learned = TextField(default="")


class Milestone(Row):
    goal = ForeignKeyField(Goal, lazy_load=False, backref="+")
    title = TextField(default="")
    due_on = TextField(null=True)
    done_on = TextField(null=True)
    position = IntegerField(default=0)


class CheckIn(Row):
    goal = ForeignKeyField(Goal, lazy_load=False, backref="+")
    held_on = TextField()
    percent = IntegerField()
    reflection = TextField(default="")


class RelationshipGoal(Row):
    relationship = ForeignKeyField(Relationship, lazy_load=False, backref="+")
    goal = ForeignKeyField(Goal, lazy_load=False, backref="+")


class Series(Row):
    relationship = ForeignKeyField(Relationship, lazy_load=False, backref="+")
    rule = TextField()
    wall_start = TextField()
    zone = TextField()
    count = IntegerField()


class Session(Row):
    relationship = ForeignKeyField(Relationship, lazy_load=False, backref="+")
    status = TextField(default="planned")
    starts_at = BigIntegerField()
    wall_start = TextField()
    zone = TextField()
    minutes = IntegerField(null=True)
    medium = TextField(default="in-person")
    topic = TextField(default="")
    wanted = TextField(default="")
    notes = TextField(default="")
    reflection = TextField(default="")
    fit = TextField(null=True)
    moved_by = TextField(null=True)
    moved_to = ForeignKeyField("self", null=True, lazy_load=False, backref="+")
    series = ForeignKeyField(Series, null=True, lazy_load=False, backref="+")


class SessionGoal(Row):
    session = ForeignKeyField(Session, lazy_load=False, backref="+")
    goal = ForeignKeyField(Goal, lazy_load=False, backref="+")


class AgendaItem(Row):
    session = ForeignKeyField(Session, lazy_load=False, backref="+")
    text = TextField(default="")
    state = TextField(default="open")
    carried_from = ForeignKeyField("self", null=True, lazy_load=False, backref="+")
    position = IntegerField(default=0)


class Advice(Row):
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    session = ForeignKeyField(Session, null=True, lazy_load=False, backref="+")
    text = TextField(default="")
    context = TextField(default="")
    given_on = TextField(null=True)
    decision = TextField(default="undecided")
    reason = TextField(default="")
    decided_on = TextField(null=True)
    review_on = TextField(null=True)
    outcome = TextField(default="")
    told_on = TextField(null=True)
    position = IntegerField(default=0)


class Question(Row):
    text = TextField()
    conclusion = TextField(default="")
    decided_on = TextField(null=True)


class QuestionPerson(Row):
    question = ForeignKeyField(Question, lazy_load=False, backref="+")
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    asked_on = TextField(null=True)


class QuestionAdvice(Row):
    question = ForeignKeyField(Question, lazy_load=False, backref="+")
    advice = ForeignKeyField(Advice, lazy_load=False, backref="+")


class Challenge(Row):
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    session = ForeignKeyField(Session, null=True, lazy_load=False, backref="+")
    text = TextField(default="")
    status = TextField(default="offered")
    learned = TextField(default="")
    position = IntegerField(default=0)


class Action(Row):
    person = ForeignKeyField(Person, null=True, lazy_load=False, backref="+")
    session = ForeignKeyField(Session, null=True, lazy_load=False, backref="+")
    goal = ForeignKeyField(Goal, null=True, lazy_load=False, backref="+")
    text = TextField(default="")
    owner = TextField(default="me")
    due_on = TextField(null=True)
    done_on = TextField(null=True)
    position = IntegerField(default=0)


class Contact(Row):
    person = ForeignKeyField(Person, lazy_load=False, backref="+")
    kind = TextField()
    held_on = TextField()
    direction = TextField(default="both")
    note = TextField(default="")


class Request(Row):
    own_words = TextField(default="")
    answers = TextField(default="{}")
    page = TextField(default="")
    finished_at = BigIntegerField(null=True)
    outcome = TextField(null=True)
    verdict = TextField(null=True)
    own_choice = TextField(null=True)
    own_reason = TextField(default="")
    ready = TextField(default="[]")
    ask_text = TextField(default="")
    answer = TextField(default="not-sent")
    asked_on = TextField(null=True)
    follow_up_on = TextField(null=True)
    person = ForeignKeyField(Person, null=True, lazy_load=False, backref="+")
    relationship = ForeignKeyField(Relationship, null=True, lazy_load=False, backref="+")
    goal = ForeignKeyField(Goal, null=True, lazy_load=False, backref="+")
    parent = ForeignKeyField("self", null=True, lazy_load=False, backref="+")


class AgendaTemplate(Row):
    name = TextField()
    points = TextField(default="")
    position = IntegerField(default=0)


class EarlierVersion(Row):
    kind = TextField()
    subject_id = BigIntegerField()
    field = TextField()
    text = TextField()


class OutsideId(Row):
    kind = TextField()
    subject_id = BigIntegerField()
    source = TextField()
    uid = TextField()


class Draft(Row):
    kind = TextField()
    subject_id = BigIntegerField(null=True)
    content = TextField()


class Deed(Row):
    label = TextField()
    before = TextField()
    undone_at = BigIntegerField(null=True)


ALL: tuple[type[Row], ...] = (
    Preference,
    AboutMe,
    Area,
    AreaNeed,
    Person,
    PersonArea,
    Relationship,
    AgreementTerm,
    Skill,
    Goal,
    Milestone,
    CheckIn,
    RelationshipGoal,
    Series,
    Session,
    SessionGoal,
    AgendaItem,
    Advice,
    Question,
    QuestionPerson,
    QuestionAdvice,
    Challenge,
    Action,
    Contact,
    Request,
    AgendaTemplate,
    EarlierVersion,
    OutsideId,
    Draft,
    Deed,
)
