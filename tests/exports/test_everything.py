"""The file with everything: it holds every noun and field, keeps to its schema, and is the same for the same notebook."""

import json
import typing
from datetime import date
from enum import Enum

import jsonschema
import pytest

from mentee_app import app, paths
from mentee_app.domain import everything as format
from mentee_app.domain import stored
from mentee_app.domain.people import PersonDraft
from mentee_app.exports import everything
from mentee_app.queries import everything as queries
from mentee_app.queries import kept
from mentee_app.storage import tables

LEFT_OUT = {tables.Preference}


@pytest.fixture
def schema():
    return json.loads(paths.resource("everything/everything-1.schema.json").read_text("utf-8"))


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "own") as found:
        yield found


def test_every_table_is_in_the_file_but_preferences(schema):
    assert set(queries.NOUNS.values()) == set(tables.ALL) - LEFT_OUT
    assert tuple(queries.NOUNS) == format.NOUNS
    assert schema["required"] == ["format", "version", *format.NOUNS]
    assert list(schema["properties"]) == schema["required"]


@pytest.mark.parametrize("noun", format.NOUNS)
def test_every_field_of_a_noun_is_in_the_schema(schema, noun):
    wanted = schema["definitions"][noun]
    assert tuple(wanted["required"]) == tuple(wanted["properties"]) == queries.fields_of(noun)
    assert wanted["additionalProperties"] is False


@pytest.mark.parametrize("draft", kept.TABLES, ids=lambda draft: draft.__name__)
def test_every_field_of_the_domain_is_in_the_schema_with_all_its_values(schema, draft):
    noun = next(name for name, table in queries.NOUNS.items() if table is kept.TABLES[draft])
    properties = schema["definitions"][noun]["properties"]
    for name, hint in typing.get_type_hints(draft).items():
        said = properties[name]
        if "$ref" in said:
            said = schema["definitions"][said["$ref"].rsplit("/", 1)[1]]
        members = _members(hint)
        if members:
            listed = said["items"]["enum"] if "items" in said else said["enum"]
            assert set(listed) - {None} == set(members)
        allows_none = None in said["enum"] if "enum" in said else "null" in said["type"]
        assert allows_none is kept.TABLES[draft]._meta.fields[name].null, name


def test_an_export_of_the_sample_keeps_to_the_schema(opened, schema):
    opened.samples.fill(60, today=date(2026, 11, 23), zone="Europe/Berlin")
    content = everything.content()
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(json.loads(content))
    assert everything.content() == content


def test_an_empty_notebook_has_every_list(opened, schema):
    found = json.loads(everything.content())
    jsonschema.Draft7Validator(schema).validate(found)
    assert found["people"] == [] and found["trash"] == []


def test_a_record_stands_in_one_line_with_its_id_as_text(opened):
    ada = opened.people.add(PersonDraft('Ada\n"\u2028', notes="\x85 \x01 é"))
    line = next(each for each in everything.content().split(b"\n") if each.startswith(b'{"id"'))
    found = json.loads(line)
    assert (found["id"], found["name"], found["notes"]) == (str(ada.id), 'Ada\n"\u2028', "\x85 \x01 é")


def test_preferences_and_deeds_stay_here(opened):
    opened.preferences.choose("order", "name")
    ada = opened.people.add(PersonDraft("Ada"))
    assert opened.deeds.undo(opened.people.trash(ada.id))
    assert json.loads(everything.content())["trash"] == []
    opened.people.trash(ada.id)
    found = json.loads(everything.content())
    [entry] = found["trash"]
    assert (entry["noun"], entry["subject_id"]) == ("people", str(ada.id))
    assert entry["trashed_at"] == found["people"][0]["deleted_at"]
    assert b"order" not in everything.content()


def _members(hint):
    inner = [each for each in (hint, *typing.get_args(hint)) if isinstance(each, type)]
    found = next((each for each in inner if issubclass(each, Enum)), None)
    return [stored.plain_value(each) for each in found] if found else []
