"""The file that holds a whole notebook: its nouns, how a value stands in it, and what one record must keep to. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from mentee_app.domain import moments, series, stored
from mentee_app.domain.incoming import NotUnderstood
from mentee_app.domain.problems import Flaw
from mentee_app.domain.unfinished import Unfinished

FORMAT = "mentee-everything"
VERSION = 1

NOUNS = (
    "about_me",
    "areas",
    "needs",
    "people",
    "people_areas",
    "relationships",
    "agreement_terms",
    "skills",
    "goals",
    "milestones",
    "check_ins",
    "relationships_goals",
    "series",
    "sessions",
    "sessions_goals",
    "agenda_items",
    "advice",
    "questions",
    "questions_people",
    "questions_advice",
    "challenges",
    "actions",
    "contacts",
    "requests",
    "agenda_templates",
    "earlier_versions",
    "outside_ids",
    "unfinished",
    "trash",
)
"""In the order in which they stand in the file: what is pointed to comes first, but for things that point to their like."""

_IDS = frozenset(
    "id person introduced_by area relationship goal session series moved_to carried_from question advice parent"
    " subject_id".split()
)
_INSTANTS = frozenset({"created_at", "updated_at", "deleted_at", "finished_at", "trashed_at"})
_FLAGS = frozenset({"silenced", "stay_in_touch"})
_START = datetime(1970, 1, 1)
_DAY = 24 * 60 * 60
_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)
_DEEP = 50


class Flawed(ValueError):
    """A value that cannot be kept; the message is the field's name."""


@dataclass(frozen=True)
class Record:
    """One record of the file: its number within its noun, and its values as stored, by field."""

    number: int
    values: dict[str, Any]


class Records(Protocol):
    """Gives the understood records of a noun, one after the other, and again when asked again. Raises Trouble."""

    def of(self, noun: str) -> Iterator[Record]:
        """The records of a noun, in the order of the file."""


@dataclass(frozen=True)
class WholeNotebook:
    """What a file holds. `refused` are the records that cannot be read by themselves; `total` counts them too."""

    records: Records
    total: int
    refused: tuple[NotUnderstood, ...] = ()


def place(noun: str, number: int) -> str:
    """Where a record stands, as a person finds it in the file: the noun's name there, and the number in its list."""
    return f"{noun} {number}"


def written(field: str, value: Any) -> Any:
    """A stored value as it stands in the file: ids as text, instants in ISO form (UTC), lists as lists."""
    if value is None:
        return None
    if field in _IDS:
        return str(value)
    if field in _INSTANTS:
        return (_START + value * _MILLISECOND).isoformat(timespec="milliseconds") + "Z"
    if field == "starts_at":
        return (_START + value * _SECOND).isoformat(timespec="seconds") + "Z"
    if field in _FLAGS:
        return bool(value)
    if field == "wanted":
        return [part for part in value.split(",") if part]
    return value


def read(field: str, value: Any) -> Any:
    """The stored value of one that stands in the file and has the kind that the schema asks for. Raises Flawed."""
    try:
        return _read(field, value)
    except (ValueError, OverflowError):
        raise Flawed(field) from None


def check(noun: str, values: Mapping[str, Any]) -> None:
    """What the schema cannot say about the stored values of a record. Raises Flawed."""
    if noun == "sessions":
        _check_time(values)
    elif noun == "series":
        _check_series(values)
    elif noun == "requests":
        _check_request(values)
    elif noun == "unfinished":
        _check_unfinished(values)


def _read(field: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and (field in _IDS or field in _INSTANTS or field == "starts_at"):
        return _number(field, value)
    if field.endswith("_on") or field == "paused_until":
        return _same(value, date.fromisoformat(value).isoformat())
    if field == "wall_start":
        return _same(value, datetime.fromisoformat(value).isoformat(timespec="minutes"))
    if isinstance(value, bool | float):  # the schema lets no other number through than a whole one
        return int(value)
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, str) and not (value.isascii() and "\0" not in value):
        return stored.plain_value(value)
    return value


def _number(field: str, value: str) -> int:
    if field in _IDS:
        number = int(value)
        if not 0 < number < 1 << 63:
            raise Flawed(field)
        return number
    at = datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None) - _START
    return at // (_SECOND if field == "starts_at" else _MILLISECOND)


def _same(value: str, again: str) -> str:
    if value != again:
        raise ValueError(value)
    return value


def _check_time(values: Mapping[str, Any]) -> None:
    """An hour that the clocks skip is kept: the rules of a zone may have changed since it was written."""
    wall = datetime.fromisoformat(values["wall_start"])
    flaw = moments.flaw_of(wall, values["zone"])
    if flaw not in (None, Flaw.HOUR_SKIPPED):
        raise Flawed("zone" if flaw is Flaw.NO_SUCH_ZONE else "wall_start")
    if abs(moments.instant(wall, values["zone"]) - values["starts_at"]) > _DAY:
        raise Flawed("starts_at")


def _check_series(values: Mapping[str, Any]) -> None:
    flawed = series.problems(stored.restored(series.SeriesDraft, values))
    for problem in flawed:
        if problem.flaw is not Flaw.HOUR_SKIPPED:
            raise Flawed(problem.field)


def _check_request(values: Mapping[str, Any]) -> None:
    answers = _json("answers", values["answers"])
    if not isinstance(answers, dict) or any(isinstance(each, dict | list) for each in answers.values()):
        raise Flawed("answers")
    if values["verdict"] is not None and not isinstance(_json("verdict", values["verdict"]), dict):
        raise Flawed("verdict")
    ready = _json("ready", values["ready"])
    if not isinstance(ready, list) or not all(isinstance(each, str) for each in ready):
        raise Flawed("ready")


def _check_unfinished(values: Mapping[str, Any]) -> None:
    content = _json("content", values["content"])
    kind = values["kind"]
    try:
        fits = _FITS[kind](content) if kind in _FITS else _is_pairs(content) or isinstance(content, dict)
    except (ValueError, TypeError, AttributeError, KeyError):
        fits = False
    if not fits:
        raise Flawed("content")


def _is_log(content: Any) -> bool:
    log = stored.restored(Unfinished, content)
    number = (log.person, log.minutes)
    texts = (log.name, log.said)
    return all(each is None or type(each) is int for each in number) and all(
        isinstance(each, str) for each in texts
    )


def _is_pairs(content: Any) -> bool:
    return isinstance(content, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair)
        for pair in content
    )


def _is_flat(content: Any) -> bool:
    return isinstance(content, dict) and not any(isinstance(each, dict | list) for each in content.values())


def _is_hints(content: Any) -> bool:
    return all(isinstance(each, str) for each in content.get("keys", []))


def _is_split(content: Any) -> bool:
    sentences, parts = content.get("sentences", {}), content.get("parts", {})
    return all(isinstance(each, str) for each in sentences.values()) and all(
        type(each) is int for each in parts.values()
    )


_FITS = {"log": _is_log, "half-changed": _is_flat, "refused-hints": _is_hints, "split": _is_split}


def _json(field: str, text: str) -> Any:
    """What stands in a text that is JSON, as strictly as the notebook's file takes it."""
    try:
        value = json.loads(text, parse_constant=_no_number)
        json.dumps(value).encode()
    except (ValueError, RecursionError):
        raise Flawed(field) from None
    if not _is_shallow(value):
        raise Flawed(field)
    return value


def _is_shallow(value: Any) -> bool:
    level = [value]
    for _deep in range(_DEEP):
        inside = [each for one in level if isinstance(one, dict) for each in one.values()]
        inside += [each for one in level if isinstance(one, list) for each in one]
        if not inside:
            return True
        level = inside
    return False


def _no_number(name: str) -> Any:
    raise ValueError(name)
