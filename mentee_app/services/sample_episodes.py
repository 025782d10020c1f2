"""Chooses which episodes of a story are told, and makes up more from the same material where needed."""

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import chain
from random import Random

from mentee_app.services.sample_content import Counsel, Dare, Episode, Point, Story, Task

_LONGEST = 120
"""Words of a paragraph that may come again in a session that was made up."""


def shares(stories: Sequence[Story], sessions: int) -> list[int]:
    """How many of `sessions` each story gets, by how much it has to tell."""
    whole = sum(len(story.episodes) for story in stories)
    exact = [sessions * len(story.episodes) / whole for story in stories]
    given = [int(share) for share in exact]
    by_rest = sorted(range(len(stories)), key=lambda place: given[place] - exact[place])
    for place in by_rest[: sessions - sum(given)]:
        given[place] += 1
    return given


def places(story: Story, count: int) -> tuple[list[int], int]:
    """Which of how many evenly spaced places in time `count` episodes take; few keep their own places."""
    whole = len(story.episodes)
    return (_chosen(story, count), whole) if count <= whole else (list(range(count)), count)


def told(story: Story, count: int, planned: Sequence[Episode], chance: Random) -> Iterator[Episode]:
    """`count` episodes in order. What is made up follows the first: a story begins and ends as written."""
    if count <= len(story.episodes):
        yield from _settled([story.episodes[place] for place in _chosen(story, count)], planned)
        return
    settled = [
        dataclasses.replace(
            episode, hour=None, zone=None
        )  # an hour of its own would upset the order of a full day
        for episode in _settled(story.episodes, planned)
    ]
    yield settled[0]
    yield from _made_up(story, count - len(settled), chance)
    yield from settled[1:]


def _chosen(story: Story, count: int) -> list[int]:
    """The places of those to be kept first, then of those that took place, the latest first."""

    def worth(place: int) -> tuple[bool, bool, int]:
        episode = story.episodes[place]
        return not episode.keep, episode.status != "held", -place

    return sorted(sorted(range(len(story.episodes)), key=worth)[:count])


def _settled(episodes: Sequence[Episode], planned: Sequence[Episode]) -> list[Episode]:
    """A point is carried forward only where a later session takes it up."""
    taken_up = {point.text for episode in planned for point in episode.agenda if point.again}
    settled: list[Episode] = []
    for episode in reversed(episodes):
        points = tuple(
            dataclasses.replace(point, state="open")
            if point.state == "carried" and point.text not in taken_up
            else point
            for point in episode.agenda
        )
        settled.append(dataclasses.replace(episode, agenda=points))
        taken_up |= {point.text for point in points if point.again}
    return settled[::-1]


@dataclasses.dataclass(frozen=True)
class _Material:
    """What a story's made-up sessions are put together from."""

    topics: tuple[str, ...]
    paragraphs: tuple[str, ...]
    reflections: tuple[str, ...]
    points: tuple[str, ...]
    advice: tuple[Counsel, ...]
    challenges: tuple[Dare, ...]
    actions: tuple[Task, ...]

    @classmethod
    def of(cls, story: Story) -> "_Material":
        held = [episode for episode in story.episodes if episode.status == "held"]
        paragraphs = chain.from_iterable(episode.paragraphs for episode in held)
        advice = chain.from_iterable(episode.advice for episode in held)
        actions = chain.from_iterable(episode.actions for episode in held)
        return cls(
            topics=tuple(episode.topic for episode in held),
            paragraphs=tuple(text for text in paragraphs if len(text.split()) <= _LONGEST),
            reflections=tuple(episode.reflection for episode in held if episode.reflection),
            points=tuple(dict.fromkeys(point.text for episode in held for point in episode.agenda)),
            advice=tuple(each for each in advice if each.decision not in ("undecided", "not-yet")),
            challenges=tuple(each for episode in held for each in episode.challenges if each.learned),
            actions=tuple(
                dataclasses.replace(each, due=each.due or 14, due_in=None, done=each.done or 11)
                for each in actions
            ),
        )


def _made_up(story: Story, count: int, chance: Random) -> Iterator[Episode]:
    material = _Material.of(story)
    pattern = max(story.episodes, key=lambda episode: len(episode.goals))
    carried: str | None = None
    for number in range(count):
        fate = chance.random()
        if fate < 0.07:
            yield _not_held(pattern, "missed" if fate < 0.035 else "moved", chance)
            continue
        points = _points(material, carried, may_carry=number < count - 30, chance=chance)
        carried = next((point.text for point in points if point.state == "carried"), None)
        yield _held(pattern, material, points, chance)


def _not_held(pattern: Episode, status: str, chance: Random) -> Episode:
    by = chance.choice(("me", "them")) if status == "moved" else None
    return Episode("", pattern.medium, pattern.minutes, status, moved_by=by)


def _held(pattern: Episode, material: _Material, points: tuple[Point, ...], chance: Random) -> Episode:
    return Episode(
        topic=chance.choice(material.topics),
        medium=pattern.medium if chance.random() < 0.8 else chance.choice(("phone", "video", "writing")),
        minutes=chance.choice((25, 30, 40, 45, 50, 60, 60, 75, 90)),
        wanted=chance.choice(
            ("information", "feedback", "perspective", "challenge", "feedback,perspective", "")
        ),
        paragraphs=_paragraphs(material, chance),
        reflection=chance.choice(material.reflections) if chance.random() < 0.1 else "",
        fit=chance.choice(("good", "good", "unsure", None, None)),
        goals=pattern.goals if chance.random() < 0.6 else (),
        agenda=points,
        advice=_advice(material, chance),
        challenges=(chance.choice(material.challenges),)
        if material.challenges and chance.random() < 0.08
        else (),
        actions=_actions(material, chance),
    )


def _paragraphs(material: _Material, chance: Random) -> tuple[str, ...]:
    wanted = chance.choices((0, 1, 2, 3, 4), (10, 54, 28, 6, 2))[0]
    return tuple(chance.sample(material.paragraphs, min(wanted, len(material.paragraphs))))


def _points(material: _Material, carried: str | None, may_carry: bool, chance: Random) -> tuple[Point, ...]:
    """What was carried is taken up first, so that the point before it is never left behind."""
    points = [Point(carried, "reached", again=True)] if carried else []
    if chance.random() < 0.5:
        text = chance.choice(material.points)
        if text != carried:
            points.append(Point(text, "carried" if may_carry and chance.random() < 0.2 else "reached"))
    return tuple(points)


def _advice(material: _Material, chance: Random) -> tuple[Counsel, ...]:
    if chance.random() >= 0.3:
        return ()
    counsel = chance.choice(material.advice)
    if chance.random() < 0.01:
        return (Counsel(counsel.text, counsel.context),)
    return (counsel,)


def _actions(material: _Material, chance: Random) -> tuple[Task, ...]:
    if chance.random() >= 0.25:
        return ()
    task = chance.choice(material.actions)
    return (dataclasses.replace(task, done=None),) if chance.random() < 0.01 else (task,)
