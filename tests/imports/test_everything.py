"""The reader of whole notebooks: what it says of flawed files, its limits, and that no mutated file ever breaks anything."""

import json
import random
from datetime import date

import pytest

from mentee_app import app
from mentee_app.exports import everything as written
from mentee_app.imports import everything
from mentee_app.queries import everything as queries
from mentee_app.queries.everything import NOUNS
from mentee_app.services.notebooks import Notebooks
from mentee_app.storage import rows
from mentee_app.trouble import Trouble, TroubleKind


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with app.opened(tmp_path_factory.mktemp("sample") / "own") as opened:
        opened.samples.fill(12, today=date(2026, 3, 10), zone="Europe/Berlin")
        opened.people.trash(rows.of("SELECT id FROM person ORDER BY id LIMIT 1")[0][0])
        return written.content()


@pytest.fixture
def opened(tmp_path, sample):
    with app.opened(tmp_path / "own") as found:
        assert Notebooks(found.changes).take_in(everything.parse(sample)).deed
        yield found


def test_every_record_of_an_export_is_understood(sample, tmp_path):
    found = everything.parse(sample)
    assert found.total == sum(len(each) for each in json.loads(sample).values() if isinstance(each, list))
    assert found.refused == ()
    path = tmp_path / "everything.json"
    path.write_bytes(sample)
    again = everything.read(path)
    assert again.total == found.total
    assert list(again.records.of("people")) == list(found.records.of("people"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "", "not whole JSON"),
        (lambda text: "[]", "does not hold a whole notebook"),
        (lambda text: text[:-20], "not whole JSON"),
        (lambda text: text.replace("mentee-everything", "another"), "does not hold a whole notebook"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "newer version of Mentee"),
        (lambda text: text.replace('"version": 1', '"version": "1"'), "which version"),
        (lambda text: text.replace('"people": [', '"peoples": ['), "lacks the list “people”"),
        (lambda text: text.replace('"areas": [', '"more": [], "areas": ['), "does not know: “more”"),
        (lambda text: text.replace('"rev": 1', '"rev": NaN', 1), "not whole JSON"),
        (lambda text: "{" + text[1:].replace('"rev": 1', '"rev": ' + "[" * 99999, 1), "deep within|not whole"),
        (lambda text: " " + text.replace('"rev": 1', '"rev": ' + "[" * 60 + "]" * 60, 1), "deep within"),
    ],
)  # fmt: skip
def test_a_file_that_is_refused_as_a_whole_says_why(sample, change, sentence):
    with pytest.raises(Trouble, match=sentence) as caught:
        everything.parse(change(sample.decode()).encode())
    assert caught.value.kind is TroubleKind.BAD_INPUT


@pytest.mark.parametrize(
    ("noun", "change", "why"),
    [
        ("people", {"name": None}, "“name” is not written as it should be."),
        ("people", {"id": 5}, "“id” is not written as it should be."),
        ("people", {"id": "9999999999999999999"}, "“id” is not written as it should be."),
        ("people", {"keep_in_touch_days": 0}, "“keep_in_touch_days” is a number that does not fit."),
        ("people", {"secret": 1}, "It has a field that Mentee does not know."),
        ("people", {"name": "x" * 10_000_001}, "A text in it is longer than 10 MB."),
        ("relationships", {"kind": "friend"}, "“kind” is none of these: mentoring, apprenticeship."),
        ("sessions", {"zone": "Mars/Base"}, "“zone” is a time zone that there is not."),
        ("sessions", {"wall_start": "2026-02-30T10:00"}, "“wall_start” is a time that there is not."),
        ("relationships", {"paused_until": "2026-02-30"}, "“paused_until” is not written as it should be."),
        ("sessions", {"starts_at": "2001-01-01T00:00:00Z"}, "“starts_at” is a time that there is not."),
        ("sessions", {"created_at": "2026-13-01T00:00:00.000Z"}, "“created_at” is a time that there is not."),
        ("check_ins", {"held_on": "2026-02-29"}, "“held_on” is a day that there is not."),
        ("requests", {"answers": "[1]"}, "“answers” is not written as it should be."),
        ("requests", {"verdict": "{"}, "“verdict” is not written as it should be."),
        ("requests", {"ready": "NaN"}, "“ready” is not written as it should be."),
    ],
)  # fmt: skip
def test_a_flawed_record_is_named_with_its_field_and_stays_out(sample, noun, change, why):
    found = json.loads(sample)
    found[noun][0] |= change
    notebook = everything.parse(json.dumps(found).encode())
    assert [(each.place, each.why) for each in notebook.refused] == [(f"{noun} 1", why)]
    assert [each.number for each in notebook.records.of(noun)] == list(range(2, len(found[noun]) + 1))


def test_a_field_that_is_missing_is_named(sample):
    found = json.loads(sample)
    del found["people"][0]["email"]
    found["people"][1] = "Ada"
    whys = [each.why for each in everything.parse(json.dumps(found).encode()).refused]
    assert whys == ["It lacks “email”.", "It is no record with fields."]


def test_a_file_that_changes_while_it_is_read_is_told(sample, tmp_path):
    path = tmp_path / "everything.json"
    path.write_bytes(sample)
    notebook = everything.read(path)
    path.write_bytes(sample + b" ")
    with pytest.raises(Trouble, match="was changed"):
        list(notebook.records.of("people"))
    path.unlink()
    with pytest.raises(Trouble, match="cannot be read"):
        list(notebook.records.of("people"))
    with pytest.raises(Trouble, match="cannot be read"):
        everything.read(path)


def test_a_folder_is_no_file_to_read(tmp_path):
    with pytest.raises(Trouble, match="cannot be read"):
        everything.read(tmp_path)


def test_one_record_of_endless_lists_is_refused_before_it_fills_the_memory(sample):
    lists = b'{"x": [' + b"[]," * 4_000_001 + b"[]]},\n"
    with pytest.raises(Trouble, match="more than Mentee can take in"):
        everything.parse(sample.replace(b'"areas": [\n', b'"areas": [\n' + lists))


def test_too_many_flawed_records_end_the_reading(sample):
    lines = sample.replace(b'"areas": [\n', b'"areas": [\n' + b"{},\n" * 10_001)
    with pytest.raises(Trouble, match="More than 10,000 records"):
        everything.parse(lines)


def test_more_than_the_largest_file_is_refused_unread(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(everything.BYTES + 1)
    with pytest.raises(Trouble, match="larger than 500 MB"):
        everything.read(path)


def test_a_mutated_file_is_refused_or_comes_in_whole_and_never_breaks_anything(opened, sample):
    outcomes = play(opened, sample, 300, seed=1)
    assert outcomes["refused"] > 30 and outcomes["came in"] > 30


class _Back(Exception):
    """Ends a transaction so that nothing of it stays."""


def play(opened, sample, count, seed):
    """Read `count` mutated files and take them in; how many were refused, and how many came in."""
    chance, before, living = random.Random(seed), written.content(), _living()
    outcomes = {"refused": 0, "came in": 0}
    for _each in range(count):
        try:
            notebook = everything.parse(mutated(sample, chance))
            with opened.changes.transaction():
                taken = Notebooks(opened.changes).take_in(notebook)
                done = taken.done
                assert done.understood + len(done.refused) == done.total
                assert rows.of("PRAGMA foreign_key_check") == []
                rows.of("INSERT INTO written_index(written_index, rank) VALUES ('integrity-check', 1)")
                list(written.parts())
                assert not taken.deed or opened.deeds.undo(taken.deed)
                assert _living() == living
                raise _Back
        except _Back:
            outcomes["came in"] += 1
        except Trouble as trouble:
            assert trouble.kind is TroubleKind.BAD_INPUT and trouble.sentence.strip()
            outcomes["refused"] += 1
        assert written.content() == before
    return outcomes


def _living():
    """What is not in the trash, but for what each write changes; texts that an import put by may stay."""
    found = {}
    for noun in set(NOUNS) - {"trash", "earlier_versions"}:
        for id, _rev, created_at, _updated_at, deleted_at, *values in queries.records(noun):
            if deleted_at is None:
                found[noun, id] = (created_at, *values)
    return found


def mutated(sample, chance):
    """A flawed copy of the sample: its bytes are hurt, or its values are exchanged."""
    if chance.random() < 0.4:
        return _hurt(bytearray(sample), chance)
    found = json.loads(sample)
    for _each in range(chance.randint(1, 6)):
        _exchange(found, chance)
    text = json.dumps(found, indent=chance.choice((None, 1)))
    return text.encode("utf-8", "surrogatepass")


def _hurt(content, chance):
    for _each in range(chance.choice((1, 1, 2, 20))):
        at, length = chance.randrange(len(content) or 1), chance.choice((1, 3, 50, 5000))
        kind = chance.randrange(5) if content else 3
        if kind == 0:
            content[at] = chance.randrange(256)
        elif kind == 1:
            del content[at : at + length]
        elif kind == 2:
            content[at:at] = content[at : at + length]
        elif kind == 3:
            content[at:at] = chance.choice(
                (b'"', b"{", b"]", b"\0", b"\xff", b"\n", b'"}]', b"1e999", b"\\ud800")
            )
        else:
            del content[at:]
            content += b" "
    return bytes(content)


_ODD = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**70, 1.0, 1.5, 1e300, "", " ", "0", "1", "-1", "x", "=1+1", "\0", "\ud800",
    "é" * 3000,
    "9223372036854775807", "9223372036854775808", "2026-02-30", "0000-01-01", "9999-12-31", "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59Z", "1900-01-01T00:00", "2999-12-31T23:59", "Europe/Berlin", "../etc/passwd",
    "[]", "{}", "null", "NaN", "1e999", "[" * 200 + "]" * 200, [], {}, [[]], {"id": "1"}, ["feedback", "feedback"], ["x"],
    "log", "split", "half-changed", "typed x", '{"person": [], "minutes": "x"}', '{"keys": 5}', '{"parts": {"a": "b"}}',
    "people", "sessions", "trash", "person", "2026-03-29T02:30", "١٢٣", "2026-03-0١",
)  # fmt: skip


def _exchange(found, chance):
    """One change in the values: of a field, of a record, of a list."""
    noun = chance.choice(
        [each for each in found if isinstance(found[each], list) and found[each]] or ["people"]
    )
    records = found[noun] if isinstance(found.get(noun), list) else []
    kind = chance.randrange(12)
    if kind == 0:
        found[chance.choice((noun, "format", "version", "extra"))] = chance.choice(_ODD)
    elif not records:
        found[noun] = [chance.choice(_ODD)]
    elif kind == 1:
        records.append(chance.choice(records))
    elif kind == 2:
        del records[chance.randrange(len(records))]
    elif kind == 3:
        records.append(chance.choice(_ODD))
    elif isinstance(record := chance.choice(records), dict) and record:
        field = chance.choice(list(record))
        if kind == 4:
            del record[field]
        elif kind == 5:
            record[chance.choice(("extra", field))] = chance.choice(_ODD)
        elif kind in (6, 7):
            others = [each for other in found.values() if isinstance(other, list) for each in other]
            other = chance.choice(others)
            record[field] = other.get(chance.choice(("id", field)), 1) if isinstance(other, dict) else other
        elif kind == 8:
            record["rev"] = chance.choice((1, 2, 7, 2147483647))
        elif kind == 9:
            record["deleted_at"] = chance.choice((None, "2026-03-01T10:00:00.000Z"))
        else:
            record[field] = chance.choice(_ODD)
