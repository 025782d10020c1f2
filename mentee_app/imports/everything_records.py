"""Looks at one record of a whole notebook after the other: whether it keeps to the schema, and in plain words where not."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from mentee_app import paths
from mentee_app.domain import everything
from mentee_app.domain.everything import Flawed, Record
from mentee_app.i18n import _

TEXT = 10_000_000
"""Letters in one text of a file of ours: what a person wrote is not refused."""


def understood(
    noun: str, values: Iterator[Any], bad: set[int], refuse: Callable[[int, str], None] | None
) -> Iterator[Record]:
    """The records that can be understood; the others are told to `refuse`.

    Without it they are known to be `bad`, and the rest was looked at before.
    """
    valid = _validator(noun)
    for number, value in enumerate(values, 1):
        if number in bad:
            continue
        why = _flaw(valid, value) if refuse else None
        try:
            if why is None:
                row = {name: everything.read(name, each) for name, each in value.items()}
                if refuse:
                    everything.check(noun, row)
                yield Record(number, row)
        except Flawed as flawed:
            why = _why_flawed(str(flawed))
        if why is not None and refuse:
            refuse(number, why)


@cache
def _validator(noun: str) -> Callable[[Any], Any]:
    import fastjsonschema

    schema = json.loads(paths.resource("everything/everything-1.schema.json").read_text(encoding="utf-8"))
    compiled: Callable[[Any], Any] = fastjsonschema.compile(
        {
            "$schema": schema["$schema"],
            "$ref": f"#/definitions/{noun}",
            "definitions": schema["definitions"],
        }
    )
    return compiled


def _flaw(valid: Callable[[Any], Any], value: Any) -> str | None:
    from fastjsonschema import JsonSchemaValueException

    try:
        valid(value)
    except JsonSchemaValueException as error:
        return _why(error.path, error.rule, error.rule_definition, value)
    if any(isinstance(each, str) and len(each) > TEXT for each in value.values()):
        return _("A text in it is longer than {limit} MB.").format(limit=TEXT // 10**6)
    return None


def _why(path: list[Any], rule: str | None, wanted: Any, value: Any) -> str:
    """Which field of a record is flawed, and how; without the person's words."""
    if len(path) > 1:
        if rule == "enum" and len(wanted) < 12:
            sentence = _("“{field}” is none of these: {wanted}.")
            return sentence.format(
                field=path[1], wanted=", ".join(json.dumps(each).strip('"') for each in wanted)
            )
        if rule in ("minimum", "maximum"):
            return _("“{field}” is a number that does not fit.").format(field=path[1])
        return _("“{field}” is not written as it should be.").format(field=path[1])
    if not isinstance(value, dict):
        return _("It is no record with fields.")
    if rule == "required":
        lacking = [name for name in wanted if name not in value]
        return _("It lacks “{field}”.").format(field=lacking[0])
    return _("It has a field that Mentee does not know.")


def _why_flawed(name: str) -> str:
    if name.endswith("_on"):
        return _("“{field}” is a day that there is not.").format(field=name)
    if name == "zone":
        return _("“{field}” is a time zone that there is not.").format(field=name)
    if name.endswith("_at") or name == "wall_start":
        return _("“{field}” is a time that there is not.").format(field=name)
    return _("“{field}” is not written as it should be.").format(field=name)
