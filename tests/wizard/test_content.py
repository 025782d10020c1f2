"""The shipped instrument is whole, and a malformed one is named where it is wrong."""

import copy
import json

import pytest

from mentee_app import paths
from mentee_app.wizard import content
from mentee_app.wizard.answers import ALLOWED, ITEMS


@pytest.fixture
def original() -> dict:
    return json.loads(paths.resource("wizard/instrument.json").read_text(encoding="utf-8"))


def loaded(tmp_path, text):
    path = tmp_path / "instrument.json"
    path.write_text(text, encoding="utf-8")
    return content.load(path)


def test_every_question_offers_exactly_the_answers_that_can_be_stored(instrument):
    assert tuple(question.id for question in instrument.questions) == ITEMS
    for question in instrument.questions:
        assert sorted(option.id for option in question.options) == sorted(ALLOWED[question.id])
        assert question.options[-1].id == "not_sure"


def test_the_first_option_alternates_between_the_two_sides(instrument):
    first = [question.options[0].id for question in instrument.questions]
    assert first == ["apprenticeship", "mentoring"] * 3 + ["apprenticeship"]
    assert [question.options[2].id for question in instrument.questions[:6]] == ["some_of_each"] * 6


def test_the_points_of_both_sides_mirror_each_other(instrument):
    assert [question.weight for question in instrument.questions] == [3, 3, 2, 2, 2, 2, 1]
    for question in instrument.questions:
        points = {option.id: (option.apprenticeship, option.mentoring) for option in question.options}
        weight = question.weight
        assert points["apprenticeship"] == (weight, 0)
        assert points["mentoring"] == (0, weight)
        assert points["not_sure"] == points.get("helps_not_must", (0, 0)) == (0, 0)
        assert points.get("some_of_each", (weight - 1, weight - 1)) == (weight - 1, weight - 1)


def test_agreement_fields_and_ready_lists_have_names_to_store_them_by(instrument):
    names = [entry.id for entry in instrument.apprenticeship.agreement]
    assert names[:2] == ["learning", "tasks"] and len(names) == 9
    assert [entry.id for entry in instrument.mentoring.agreement][0] == "purpose"
    assert len(instrument.mentoring.agreement) == 10
    for outcome in (instrument.apprenticeship, instrument.mentoring):
        assert all(entry.text.strip() for entry in (*outcome.ready, *outcome.steps))


def test_the_instrument_always_says_it_is_a_guide(instrument):
    assert instrument.always[0] == "This is a guide, not a test. You know your situation best."


def test_the_shipped_file_reads_the_same_from_another_place(tmp_path, original, instrument):
    assert loaded(tmp_path, json.dumps(original)) == instrument


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ufffd{}"])
def test_a_file_that_is_no_json_object_is_refused(tmp_path, text):
    with pytest.raises(ValueError, match="The instrument"):
        loaded(tmp_path, text)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "instrument.json"
    path.write_bytes(b'{"name": "\xff"}')
    with pytest.raises(ValueError, match="not valid JSON"):
        content.load(path)


@pytest.mark.parametrize(
    ("way", "value", "named"),
    [
        (("name",), "", r"name must be a text"),
        (("free_text", "ask"), 3, r"free_text\.ask must be a text"),
        (("rule", "clear_gap"), "5", r"rule\.clear_gap must be a whole number"),
        (("rule", "clear_gap"), True, r"rule\.clear_gap must be a whole number"),
        (("rule", "neither_order"), ["other"], r"rule\.neither_order must be"),
        (("questions",), [], r"questions must be a list that is not empty"),
        (("questions", 2, "core"), "yes", r"questions\[2\]\.core must be true or false"),
        (("questions", 2, "id"), "q6_decide", r"questions must be q6_decide, q7_path"),
        (("questions", 0, "options", 1, "points"), [1], r"questions\[0\]\.options\[1\]\.points must be two"),
        (("questions", 0, "options", 1, "points"), [0, 9], r"q6_decide\.mentoring has points beyond"),
        (("questions", 0, "options", 1, "id"), "maybe", r"q6_decide\.options must be"),
        (("questions", 0, "options", 3, "id"), "some_of_each", r"q6_decide\.options must be"),
        (("checks", "rows", 0, "flag"), "work", r"removal\.text must be"),
        (("outcomes", "both"), None, r"outcomes\.both must be an object"),
        (("outcomes", "mentoring", "look_for"), ["x", 1], r"outcomes\.mentoring\.look_for must hold texts"),
        (("outcomes", "mentoring", "ready", 1, "id"), "one-sentence", r"ready has an id twice"),
        (("outcomes", "neither", 0, "kinds", 0, "id"), "sorrow", r"no feelings text"),
        (("feelings", "phrases"), "suicide", r"feelings\.phrases must be a list"),
    ],
)
def test_a_malformed_place_is_named(tmp_path, original, way, value, named):
    with pytest.raises(ValueError, match=named):
        loaded(tmp_path, json.dumps(_with(original, way, value)))


def test_whatever_is_left_out_is_missed(tmp_path, original):
    optional = {"map", "agenda", "message_more", "kinds", "hint"}
    for way in _ways(original):
        if way[-1] in optional:
            continue
        broken = copy.deepcopy(original)
        holder = broken
        for step in way[:-1]:
            holder = holder[step]
        del holder[way[-1]]
        with pytest.raises(ValueError, match="The instrument"):
            loaded(tmp_path, json.dumps(broken))


def _with(original, way, value):
    broken = copy.deepcopy(original)
    holder = broken
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    return broken


def _ways(node, way=()):
    """The way to every key of every object in the file."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*way, key)
            yield from _ways(value, (*way, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _ways(value, (*way, number))
