"""The commands search and today, from outside."""

import argparse
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app
from mentee_app.commands import given, search, terminal, today
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.nouns import Noun
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries.found import Group, Hit
from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words):
    command = [sys.executable, "-m", "mentee_app", *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=CHILD_S, cwd=_ROOT, encoding="utf-8")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A notebook with Ada, one session in March 2026 with advice in it, and a person with a hostile name."""
    folder = tmp_path_factory.mktemp("search") / "data"
    with app.opened(folder) as opened:
        ada = opened.people.add(PersonDraft(name="Ada Lovelace")).id
        opened.people.add(
            PersonDraft(name="Eve \x1b[31mRed\x1b[0m\x9b2J \u202eesrever", notes="tea\x07 spoon")
        )
        relationship = opened.relationships.add(RelationshipDraft(person=ada)).id
        start = datetime(2026, 3, 1, 10)
        notes = "First line.\nWe spoke of tea and 茶道. Then no more."
        session = opened.sessions.add(SessionDraft(relationship, wall_start=start, notes=notes)).id
        advice = opened.advice.add(AdviceDraft(ada, session, "Drink tea", given_on=date(2026, 3, 1))).id
    return folder, {"ada": ada, "session": session, "advice": advice}


def test_hits_are_listed_as_json(notebook):
    folder, ids = notebook
    done = run("search", "tea", "mentor:ada", "--json", "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [
        {
            "kind": "session",
            "id": ids["session"],
            "title": "Ada Lovelace",
            "snippet": "We spoke of tea and 茶道.",
            "when": "2026-03-01",
        },
        {
            "kind": "advice",
            "id": ids["advice"],
            "title": "Drink tea",
            "snippet": "Drink tea",
            "when": "2026-03-01",
        },
    ]


def test_each_hit_is_a_few_short_lines(notebook):
    folder, _ids = notebook
    done = run("--data-dir", folder, "search", "道")
    assert done.stdout == "session · 2026-03-01 · Ada Lovelace\n    We spoke of tea and 茶道.\n"


def test_nothing_found_is_no_fault(notebook):
    folder, _ids = notebook
    assert json.loads(run("search", "giraffe", "--json", "--data-dir", folder).stdout) == []
    done = run("search", "giraffe", "--data-dir", folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing found.\n", "")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("mentor:zoe", "Nobody here is called “zoe”."),
        ("kind:foo", "“kind:foo” is not understood: kind: knows person"),
        ("is:bar", "“is:bar” is not understood: is: knows undecided"),
        ("before:xx", "“before:xx” is not understood: before: needs a day"),
        ("mentor:", "“mentor:” is not understood: mentor: needs a name"),
    ],
)
def test_a_filter_that_is_not_understood_is_misuse_and_not_looked_for_as_words(notebook, word, said):
    folder, _ids = notebook
    done = run("search", "tea", word, "--json", "--data-dir", folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"mentee: {said}")


def test_a_name_that_nobody_has_ends_search_and_export_alike(notebook, tmp_path):
    folder, _ids = notebook
    found = run("search", "mentor:zoe", "--data-dir", folder)
    exported = run("export", "history", tmp_path / "out.pdf", "--mentor", "zoe", "--data-dir", folder)
    assert found.returncode == exported.returncode == 2


def test_a_remark_goes_to_standard_error_and_the_list_stays_clean(notebook):
    folder, _ids = notebook
    done = run("search", *["tea"] * 40, "--json", "--data-dir", folder)
    assert done.returncode == 0 and len(json.loads(done.stdout)) == 3
    assert done.stderr == "mentee: Only the first 32 words are looked for.\n"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_month_or_a_year_stands_for_its_first_or_last_day(typed, first, last):
    assert (given.first_day(typed), given.last_day(typed)) == (first, last)


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "0000", "2026-02-30", "soon", "", "٢٠٢٦"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(argparse.ArgumentTypeError, match="no day"):
        given.first_day(typed)


def test_no_more_hits_than_asked_for_and_no_kind_hides_another(notebook):
    folder, _ids = notebook
    done = run("search", "tea", "--json", "--limit", 2, "--data-dir", folder)
    assert [hit["kind"] for hit in json.loads(done.stdout)] == ["person", "session"]


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_what_was_written_does_not_steer_the_terminal(notebook, how):
    folder, _ids = notebook
    out = run("search", "spoon", "--data-dir", folder, *how).stdout
    assert "Eve" in out and "spoon" in out
    assert not [letter for letter in out if letter != "\n" and not letter.isprintable()]


@pytest.mark.parametrize(
    "words",
    [
        ("search",),
        ("search", " "),
        ("search", '"" !'),
        ("search", "x", "--limit", "-1"),
        ("search", "x", "--limit", "0"),
    ],
)
def test_senseless_words_are_misuse(notebook, words):
    done = run(*words, "--data-dir", notebook[0])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("command", [("search", "tea"), ("today",)])
def test_looking_makes_no_notebook(tmp_path, command):
    done = run(*command, "--data-dir", tmp_path / "none")
    assert done.returncode == 1 and "no notebook" in done.stderr
    assert not (tmp_path / "none").exists()


def test_today_tells_what_waits(notebook):
    folder, ids = notebook
    done = run("today", "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Advice to decide\n  2026-03-01 · Drink tea · Ada Lovelace\n" in done.stdout
    lines = json.loads(run("today", "--json", "--data-dir", folder).stdout)
    expected = {"part": "advice", "kind": "advice", "id": ids["advice"], "title": "Drink tea · Ada Lovelace"}
    assert {**expected, "when": "2026-03-01"} in lines


def test_today_is_calm_when_nothing_waits(tmp_path):
    with app.opened(tmp_path / "data"):
        assert list(today.waiting(datetime(2026, 3, 3, 9))) == []
    assert run("today", "--data-dir", tmp_path / "data").stdout == "Nothing waits for you.\n"


def test_every_part_of_a_sample_s_day_is_printed(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        opened.samples.fill(60, 1, today=date(2026, 3, 3), zone="Europe/Berlin")
        parts = list(today.waiting(datetime(2026, 3, 3, 9)))
    names = [part.name for part in parts]
    assert {"sessions", "advice", "tell", "challenges", "actions"} <= set(names)
    assert all(part.heading and part.lines for part in parts)
    assert all(line.text and line.id and isinstance(line.noun, Noun) for part in parts for line in part.lines)


def test_a_filter_handed_over_in_one_piece_stays_in_one_piece(notebook):
    folder, _ids = notebook
    done = run("search", "mentor:Ada Lovelace", "kind:session", "--json", "--data-dir", folder)
    assert [hit["kind"] for hit in json.loads(done.stdout)] == ["session"]


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("mentor:ad is:undecided", ["advice"]),
        ("is:undecided mentor:ad", ["advice"]),
        ('kind:session mentor:"Ada Lovelace"', ["session"]),
        ("mentor:ada drink tea", ["advice"]),
    ],
)
def test_a_whole_search_in_one_piece_is_read_as_in_the_window(notebook, typed, kinds):
    folder, _ids = notebook
    done = run("search", typed, "--json", "--data-dir", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [hit["kind"] for hit in json.loads(done.stdout)] == kinds


def test_of_a_search_in_one_piece_the_filter_that_is_not_understood_is_named(notebook):
    done = run("search", "mentor:ada is:bar", "--data-dir", notebook[0])
    assert done.returncode == 2 and "is: knows undecided" in done.stderr


def test_hits_are_shared_out_fairly():
    def group(noun, count):
        hits = (Hit(noun, n, None, n, None, "", (), "", (), "", None) for n in range(count))
        return Group(noun, tuple(hits))

    groups = [group(Noun.SESSION, 5), group(Noun.ADVICE, 1), group(Noun.ACTION, 5)]
    shared = [hit.noun for hit in search.shared_out(groups, 6)]
    assert shared == [*[Noun.SESSION] * 3, Noun.ADVICE, *[Noun.ACTION] * 2]
    assert len(search.shared_out(groups, 100)) == 11


def test_json_for_a_terminal_says_the_same_as_other_json():
    result = [{"title": "a\x1b\x9b\u202e\x7fé茶\n"}]
    assert json.loads(terminal.as_json(result)) == result
