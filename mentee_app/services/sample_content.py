"""Reads what the sample tells: its stories as frozen pieces, and the rest as it stands in the files."""

import json
from dataclasses import dataclass
from typing import Any

from mentee_app import paths

STORIES = ("first_year", "layla", "siobhan", "boats", "yoko", "second_time")
"""One for each relationship that has met, the oldest first."""


@dataclass(frozen=True)
class Point:
    """A talking point; `again` says that an earlier session carried it forward."""

    text: str
    state: str = "open"
    again: bool = False


@dataclass(frozen=True)
class Counsel:
    """A piece of advice. `decided` and `told` count days from its session, `review_in` days from today."""

    text: str
    context: str = ""
    decision: str = "undecided"
    reason: str = ""
    decided: int | None = None
    review_in: int | None = None
    outcome: str = ""
    told: int | None = None


@dataclass(frozen=True)
class Dare:
    """A challenge."""

    text: str
    status: str = "offered"
    learned: str = ""


@dataclass(frozen=True)
class Task:
    """An action. `due` and `done` count days from its session, `due_in` days from today."""

    text: str
    owner: str = "me"
    due: int | None = None
    due_in: int | None = None
    done: int | None = None
    goal: str | None = None


@dataclass(frozen=True)
class Episode:
    """One session as it is told. `keep`: it stays where few sessions are wanted.

    `in_days`: it is planned, counted from today. `zone`: None means the story's, "local" the mentee's.
    """

    topic: str
    medium: str
    minutes: int | None
    status: str = "held"
    keep: bool = False
    in_days: int | None = None
    hour: str | None = None
    zone: str | None = None
    wanted: str = ""
    paragraphs: tuple[str, ...] = ()
    reflection: str = ""
    fit: str | None = None
    moved_by: str | None = None
    goals: tuple[str, ...] = ()
    agenda: tuple[Point, ...] = ()
    advice: tuple[Counsel, ...] = ()
    challenges: tuple[Dare, ...] = ()
    actions: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Story:
    """The sessions of one relationship, from `first` to `last` (days ago); on `weekdays` 0 is Monday."""

    relationship: str
    first: int
    last: int
    weekdays: tuple[int, ...]
    hours: tuple[str, ...]
    zone: str | None
    episodes: tuple[Episode, ...]
    planned: tuple[Episode, ...]


def part(name: str) -> Any:
    """A file of the sample as it stands."""
    return json.loads(paths.resource(f"sample/{name}.json").read_text(encoding="utf-8"))


def stories() -> tuple[Story, ...]:
    """All stories, the oldest first."""
    return tuple(_story(part(f"story_{name}")) for name in STORIES)


def _story(entry: dict[str, Any]) -> Story:
    habits = {"medium": entry["medium"], "minutes": entry["minutes"]}
    return Story(
        relationship=entry["relationship"],
        first=entry["first"],
        last=entry["last"],
        weekdays=tuple(entry["weekdays"]),
        hours=tuple(entry["hours"]),
        zone=entry.get("zone"),
        episodes=tuple(_episode({**habits, **each}) for each in entry["episodes"]),
        planned=tuple(_episode({**habits, "status": "planned", **each}) for each in entry.get("planned", ())),
    )


def _episode(entry: dict[str, Any]) -> Episode:
    lists: dict[str, Any] = {
        "paragraphs": tuple(entry.pop("notes", ())),
        "goals": tuple(entry.pop("goals", ())),
        "agenda": tuple(Point(**each) for each in entry.pop("agenda", ())),
        "advice": tuple(Counsel(**each) for each in entry.pop("advice", ())),
        "challenges": tuple(Dare(**each) for each in entry.pop("challenges", ())),
        "actions": tuple(Task(**each) for each in entry.pop("actions", ())),
    }
    return Episode(**entry, **lists)
