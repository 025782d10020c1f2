"""Puts all of the sample but its sessions into the batch: About me, areas, people, goals, requests."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mentee_app import paths
from mentee_app.services import sample_content
from mentee_app.services.many_rows import ManyRows
from mentee_app.services.sample_sessions import Known
from mentee_app.storage import tables
from mentee_app.wizard import answers as wizard_answers
from mentee_app.wizard import content, engine
from mentee_app.wizard.answers import Answers

_AGO = "_ago"
_SINCE = 1096
"""Days since the notebook was begun."""

_ID_OF = {
    "introduced_by": "person",
    "person": "person",
    "area": "area",
    "goal": "goal",
    "relationship": "relationship",
    "advice": "advice",
}
"""Which fields of an entry name another entry, and of what kind it is."""


class Life:
    """Keeps what the files tell. They count days back from today ("ended_ago"); below zero lies ahead."""

    def __init__(self, batch: ManyRows, today: date) -> None:
        self._batch = batch
        self._today = today
        self._ids: dict[str, dict[str, int]] = {kind: {} for kind in _ID_OF.values()}

    def live(self) -> Known:
        """Keep it all; the ids that sessions refer to."""
        notebook = sample_content.part("notebook")
        self._put(tables.AboutMe, notebook["about_me"], _SINCE)
        self._put_areas(notebook["areas"])
        for entry in notebook["people"]:
            self._put_person(entry)
        for entry in notebook["contacts"]:
            self._put(tables.Contact, entry, entry["held_ago"])
        for entry in sample_content.part("goals"):
            self._put_goal(entry)
        for entry in notebook["advice"]:
            self._put_named("advice", tables.Advice, entry, entry["given_ago"])
        for entry in notebook["questions"]:
            self._put_question(entry)
        for position, entry in enumerate(notebook["templates"]):
            self._put(tables.AgendaTemplate, {**entry, "position": position}, _SINCE)
        for entry in notebook["actions"]:
            self._put(tables.Action, entry, entry["kept_ago"])
        relationships = sample_content.part("relationships")
        for entry in relationships:
            self._put_relationship(entry)
        self._put_requests()
        people = {entry["key"]: self._ids["person"][entry["person"]] for entry in relationships}
        return Known(self._ids["relationship"], people, self._ids["goal"])

    def _put_areas(self, entries: list[dict[str, Any]]) -> None:
        for position, entry in enumerate(entries):
            area = self._put_named("area", tables.Area, {**entry, "position": position}, _SINCE)
            for place, text in enumerate(entry["needs"]):
                self._put(tables.AreaNeed, {"text": text, "position": place}, _SINCE, area_id=area)

    def _put_person(self, entry: dict[str, Any]) -> None:
        ago = entry["kept_ago"]
        person = self._put_named("person", tables.Person, entry, ago)
        for area in entry.get("areas", ()):
            self._put(tables.PersonArea, {"area": area}, ago, person_id=person)

    def _put_question(self, entry: dict[str, Any]) -> None:
        ago = entry["kept_ago"]
        question = self._put(tables.Question, entry, ago)
        for wait in entry["people"]:
            self._put(tables.QuestionPerson, wait, ago, question_id=question)
        for advice in entry["advice"]:
            self._put(tables.QuestionAdvice, {"advice": advice}, ago, question_id=question)

    def _put_goal(self, entry: dict[str, Any]) -> None:
        ago = entry["kept_ago"]
        goal = self._put_named("goal", tables.Goal, entry, ago)
        for position, step in enumerate(entry["milestones"]):
            self._put(tables.Milestone, {**step, "position": position}, ago, goal_id=goal)
        for check in entry["check_ins"]:
            self._put(tables.CheckIn, check, check["held_ago"], goal_id=goal)

    def _put_relationship(self, entry: dict[str, Any]) -> None:
        ago = entry["started_ago"] if "started_ago" in entry else entry["kept_ago"]
        relationship = self._put_named("relationship", tables.Relationship, entry, ago)
        for term, text in entry.get("terms", {}).items():
            self._put(tables.AgreementTerm, {"term": term, "text": text}, ago, relationship_id=relationship)
        for position, skill in enumerate(entry.get("skills", ())):
            self._put(tables.Skill, {**skill, "position": position}, ago, relationship_id=relationship)
        for goal in entry.get("goals", ()):
            self._put(tables.RelationshipGoal, {"goal": goal}, ago, relationship_id=relationship)

    def _put_requests(self) -> None:
        instrument = content.load(paths.resource("wizard/instrument.json"))
        for entry in sample_content.part("requests"):
            answers = Answers.from_mapping(entry["answers"])
            kept = {
                **entry,
                "answers": json.dumps(answers.to_mapping()),
                "ready": json.dumps(entry.get("ready", [])),
            }
            if entry["finished"]:
                verdict = engine.judge(answers, instrument)
                kept.update(outcome=verdict.outcome, verdict=json.dumps(verdict.as_mapping()))
                kept.update(finished_at=self._at(entry["kept_ago"]), page="result")
            else:
                kept["page"] = wizard_answers.first_unanswered(answers) or ""
            self._put(tables.Request, kept, entry["kept_ago"])

    def _put_named(self, kind: str, table: type[tables.Row], entry: dict[str, Any], ago: int) -> int:
        id = self._put(table, entry, ago)
        if "key" in entry:
            self._ids[kind][entry["key"]] = id
        return id

    def _put(self, table: type[tables.Row], entry: dict[str, Any], ago: int, **links: int) -> int:
        """Keep one entry. What the table has no field for was used before."""
        values: dict[str, Any] = {name.removesuffix("_id"): id for name, id in links.items()}
        fields = table._meta.fields
        for name, value in entry.items():
            bare = name.removesuffix(_AGO)
            dated = bare if bare in fields else f"{bare}_on"
            if name.endswith(_AGO) and dated in fields:
                values[dated] = self._day(value).isoformat()
            elif name in fields:
                values[name] = self._ids[_ID_OF[name]][value] if name in _ID_OF else _plain(value)
        return self._batch.put(table, self._at(ago), **values)

    def _day(self, ago: int) -> date:
        return self._today - timedelta(days=ago)

    def _at(self, ago: int) -> int:
        """Ten in the morning (UTC) of that day, in Unix milliseconds."""
        day = self._day(ago)
        return int(datetime(day.year, day.month, day.day, 10, tzinfo=UTC).timestamp()) * 1000


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value
