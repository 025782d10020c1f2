"""Turns the stories into rows: sessions in the order they took place, and all that belongs to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from random import Random

from mentee_app.domain import moments
from mentee_app.services import sample_calendar, sample_episodes
from mentee_app.services.many_rows import ManyRows
from mentee_app.services.sample_content import Counsel, Episode, Point, Story, Task
from mentee_app.storage import tables

_PLANNED_FROM = (3, 10, 20, 40)
"""From so many sessions on, one, two, three, four of them are planned."""


@dataclass(frozen=True)
class Known:
    """The ids that sessions refer to, by the keys of the sample's files."""

    relationship: Mapping[str, int]
    person_of: Mapping[str, int]
    goal: Mapping[str, int]


@dataclass(frozen=True)
class Meeting:
    """An episode at its time; `starts_at` in Unix seconds."""

    relationship: str
    episode: Episode
    wall: datetime
    zone: str
    starts_at: int


def meetings(
    stories: tuple[Story, ...], sessions: int, seed: int, today: date, zone: str
) -> Iterator[Meeting]:
    """`sessions` meetings in the order of time, the planned ones last; only the next ones are in memory."""
    ahead = _planned(stories, sessions, today, zone)
    shares = sample_episodes.shares(stories, sessions - len(ahead))
    yield from merge(
        *(_held(*each, ahead, seed, today, zone) for each in zip(stories, shares)),
        key=lambda meeting: meeting.starts_at,
    )
    yield from ahead


def _planned(stories: tuple[Story, ...], sessions: int, today: date, zone: str) -> list[Meeting]:
    told = [(episode, story) for story in stories for episode in story.planned]
    told.sort(key=lambda each: each[0].in_days or 0)
    wanted = sum(sessions >= least for least in _PLANNED_FROM)
    found = [
        _meeting(story, episode, sample_calendar.planned(story, episode, today), zone)
        for episode, story in told[:wanted]
    ]
    return sorted(found, key=lambda meeting: meeting.starts_at)


def _held(
    story: Story, count: int, ahead: list[Meeting], seed: int, today: date, zone: str
) -> Iterator[Meeting]:
    planned = [meeting.episode for meeting in ahead if meeting.relationship == story.relationship]
    places, whole = sample_episodes.places(story, count)
    walls = sample_calendar.held(story, places, whole, today, Random(f"{seed} days {story.relationship}"))
    chance = Random(f"{seed} words {story.relationship}")
    for episode, wall in zip(sample_episodes.told(story, count, planned, chance), walls):
        yield _meeting(story, episode, wall, zone)


def _meeting(story: Story, episode: Episode, wall: datetime, own_zone: str) -> Meeting:
    wanted = episode.zone or story.zone or "local"
    zone = own_zone if wanted == "local" else wanted
    if episode.hour and episode.in_days is None:
        hour, minute = episode.hour.split(":")
        wall = wall.replace(hour=int(hour), minute=int(minute))
    wall = sample_calendar.that_exists(wall, zone)
    return Meeting(story.relationship, episode, wall, zone, moments.instant(wall, zone))


class Teller:
    """Puts meetings into the batch, and remembers which talking points wait to be taken up again."""

    def __init__(self, batch: ManyRows, known: Known, today: date) -> None:
        self._batch = batch
        self._known = known
        self._today = today
        self._carried: dict[tuple[str, str], int] = {}

    def tell(self, meeting: Meeting) -> None:
        """Keep a meeting and all that belongs to it."""
        episode, at = meeting.episode, self._kept_at(meeting)
        session = self._put_session(meeting, at)
        for goal in episode.goals:
            self._batch.put(tables.SessionGoal, at, session=session, goal=self._known.goal[goal])
        for position, point in enumerate(episode.agenda):
            self._put_point(meeting.relationship, session, position, point, at)
        common = {"person": self._known.person_of[meeting.relationship], "session": session}
        for position, counsel in enumerate(episode.advice):
            dates = self._counsel_dates(counsel, meeting.wall.date())
            self._batch.put(tables.Advice, at, **common, **_counsel(counsel), **dates, position=position)
        for position, dare in enumerate(episode.challenges):
            self._batch.put(tables.Challenge, at, **common, **vars(dare), position=position)
        for position, task in enumerate(episode.actions):
            self._put_action(task, meeting.wall.date(), common, position, at)

    def _put_session(self, meeting: Meeting, at: int) -> int:
        episode = meeting.episode
        return self._batch.put(
            tables.Session,
            at,
            relationship=self._known.relationship[meeting.relationship],
            status=episode.status,
            starts_at=meeting.starts_at,
            wall_start=meeting.wall.strftime("%Y-%m-%dT%H:%M"),
            zone=meeting.zone,
            minutes=episode.minutes,
            medium=episode.medium,
            topic=episode.topic,
            wanted=episode.wanted,
            notes="\n\n".join(episode.paragraphs),
            reflection=episode.reflection,
            fit=episode.fit,
            moved_by=episode.moved_by,
        )

    def _put_point(self, relationship: str, session: int, position: int, point: Point, at: int) -> None:
        key = (relationship, point.text)
        id = self._batch.put(
            tables.AgendaItem,
            at,
            session=session,
            text=point.text,
            state=point.state,
            carried_from=self._carried.pop(key, None) if point.again else None,
            position=position,
        )
        if point.state == "carried":
            self._carried[key] = id

    def _put_action(self, task: Task, day: date, common: dict[str, int], position: int, at: int) -> None:
        due = day + timedelta(days=task.due) if task.due is not None else None
        if task.due_in is not None:
            due = max(day, self._today + timedelta(days=task.due_in))
        self._batch.put(
            tables.Action,
            at,
            **common,
            goal=self._known.goal[task.goal] if task.goal else None,
            text=task.text,
            owner=task.owner,
            due_on=due.isoformat() if due else None,
            done_on=self._past(day, task.done),
            position=position,
        )

    def _counsel_dates(self, counsel: Counsel, day: date) -> dict[str, str | None]:
        review = self._today + timedelta(days=counsel.review_in) if counsel.review_in is not None else None
        return {
            "given_on": day.isoformat(),
            "decided_on": self._past(day, counsel.decided),
            "review_on": review.isoformat() if review else None,
            "told_on": self._past(day, counsel.told),
        }

    def _past(self, day: date, after: int | None) -> str | None:
        """So many days after `day`, but never later than today."""
        return min(day + timedelta(days=after), self._today).isoformat() if after is not None else None

    def _kept_at(self, meeting: Meeting) -> int:
        """Sessions are written down when they end; a planned one was entered the day before yesterday."""
        if meeting.episode.in_days is None:
            return (meeting.starts_at + 60 * (meeting.episode.minutes or 0)) * 1000
        return int(datetime(*self._today.timetuple()[:3], tzinfo=UTC).timestamp() - 2 * 86_400) * 1000


def _counsel(counsel: Counsel) -> dict[str, str]:
    return {name: getattr(counsel, name) for name in ("text", "context", "decision", "reason", "outcome")}
