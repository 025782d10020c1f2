"""A file of everything with a record of each noun, made after the schema that is shipped, in both layouts."""

import json
from typing import Any

from mentee_app import paths
from mentee_app.domain import everything

_BY_NAME: dict[str, Any] = {
    "id": "1",
    "id_or_null": None,
    "rev": 1,
    "position": 0,
    "text": "Grüße, so it goes",
    "zone": "Europe/Berlin",
    "instant": "2024-03-01T13:30:00.000Z",
    "instant_or_null": None,
    "second": "2024-03-01T13:30:00Z",
    "wall_time": "2024-03-01T14:30",
    "day": "2024-03-01",
    "day_or_null": "2024-03-01",
    "wanted": [],
    "noun": "people",
}


def samples() -> tuple[bytes, bytes]:
    """One record a line, as we write it; and laid out anew by another program."""
    schema = json.loads(paths.resource("everything/everything-1.schema.json").read_text(encoding="utf-8"))
    records = {noun: _record(schema["definitions"][noun], schema["definitions"]) for noun in everything.NOUNS}
    head = f'{{\n"format": "{everything.FORMAT}",\n"version": {everything.VERSION}'
    lists = [f',\n"{noun}": [\n{json.dumps(records[noun], ensure_ascii=False)}\n]' for noun in records]
    whole = {
        "format": everything.FORMAT,
        "version": everything.VERSION,
        **{noun: [each] for noun, each in records.items()},
    }
    return (head + "".join(lists) + "\n}\n").encode(), json.dumps(whole, indent=1).encode()


def _record(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return _BY_NAME[name] if name in _BY_NAME else _record(definitions[name], definitions)
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {name: _record(each, definitions) for name, each in schema["properties"].items()}
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if "null" in kinds:
        return None
    return {"boolean": False, "integer": schema.get("minimum", 1), "array": [], "string": "x"}.get(kinds[0])
