"""Tables for spreadsheets: every text comes back whole, none is a live formula, and what is private stays out unless wanted."""

import csv
import io
import random
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app import app
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft
from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.domain.relationships import Fit, RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.exports import tables
from mentee_app.trouble import Trouble

SEPARATORS = ",;|\t\r\n"
SIGNS = "=+-@＝＋－＠"
PIECES = (
    *SEPARATORS, *SIGNS, "\r\n", '"', "'", "''", " ", "a", "5", "é", "师", "\u202e", "\ufeff", "\u2028", "\x01",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example";"a")', "@SUM(1+1)*cmd|", "+49 170 1", "-5", "- a list\n- of things",
    '";=1;"', '","=1"', "\\", "<img src=x>", "%0A", "NULL", "1e5", "2026-03-01",
)  # fmt: skip


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "own") as found:
        yield found


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30))
def test_a_neutralised_text_is_no_formula_and_comes_back(text):
    cell = tables.neutralised(text)
    assert tables.unneutralised(cell) == text
    assert not _is_live(cell)


@given(st.lists(st.sampled_from((*SEPARATORS, "=", "'", '"', "a")), max_size=8).map("".join))
def test_no_two_texts_become_one_cell(text):
    assert tables.neutralised(tables.unneutralised(tables.neutralised(text))) == tables.neutralised(text)


def test_hostile_texts_stay_one_cell_each_and_come_back(opened):
    texts = hostile_texts(1000)
    for text in texts:
        opened.people.add(PersonDraft(text, notes=text[::-1]))
    content = tables.table("people", private=True)
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    notes = found[0].index("Notes")
    assert names_in(content) == sorted(texts)
    assert {tables.unneutralised(row[notes]) for row in found[1:]} == {text[::-1] for text in texts}
    for other in SEPARATORS[1:4]:  # nor where another program takes another sign for the end of a cell
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=other):
            assert not any(cell.lstrip('"').startswith(tuple(SIGNS)) for cell in row)


def test_numbers_and_days_are_left_alone(opened):
    goal = opened.goals.add(GoalDraft("=1"))
    opened.check_ins.add(CheckInDraft(goal.id, date(2026, 3, 1), 40, "-5"))
    assert tables.table("check_ins") == b'\xef\xbb\xbf"Goal","Day","Percent"\r\n"\'=1","2026-03-01",40\r\n'


def test_names_stand_in_the_place_of_ids_and_what_is_private_comes_only_when_wanted(opened):
    ada = opened.people.add(PersonDraft("Ada", closeness=Closeness.CLOSE, notes="Tall"))
    bo = opened.people.add(PersonDraft("Bo", introduced_by=ada.id))
    mentoring = opened.relationships.add(RelationshipDraft(ada.id, fit=Fit.GOOD))
    opened.sessions.add(
        SessionDraft(
            mentoring.id, wall_start=datetime(2026, 3, 2, 16), zone="Europe/Berlin", reflection="Mine"
        )
    )
    opened.contacts.add(ContactDraft(bo.id, note="Met at the yard"))
    assert _column("people", "Introduced by") == ["", "Ada"]
    assert _column("contacts", "Person") == ["Bo"]
    assert (_column("sessions", "Person"), _column("sessions", "Start")) == (["Ada"], ["2026-03-02 16:00"])
    for noun, words in (("people", ("Tall", "Close")), ("relationships", ("Good",)), ("sessions", ("Mine",))):
        assert not any(word.encode() in tables.table(noun) for word in words)
        assert all(word.encode() in tables.table(noun, private=True) for word in words)


def test_what_lies_in_the_trash_is_not_handed_out(opened):
    opened.people.trash(opened.people.add(PersonDraft("Ada")).id)
    assert b"Ada" not in tables.table("people")


def test_a_folder_gets_a_file_for_each_noun_and_the_same_notebook_gives_the_same_bytes(opened, tmp_path):
    opened.samples.fill(20, today=date(2026, 11, 23), zone="UTC")
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        assert set(tables.save(folder, private=True)) == set(folder.iterdir())
    assert {path.name for path in first.iterdir()} >= {
        "people.csv",
        "sessions.csv",
        "advice.csv",
        "requests.csv",
    }
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_tables_are_not_written_into_the_data_folder(opened):
    with pytest.raises(Trouble, match="data folder"):
        tables.save(opened.folder)


def test_every_heading_is_different_within_a_table(opened):
    for noun in tables.NOUNS:
        [headings] = csv.reader(io.StringIO(tables.table(noun, private=True).decode("utf-8-sig")))
        assert len(set(headings)) == len(headings), noun


def hostile_texts(count, seed=1):
    """Texts that somebody might write to be evil; for the soak run too."""
    chance = random.Random(seed)
    found = {"x" + "".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _each in range(count)}
    found |= {"".join(chance.choices(PIECES, k=chance.randint(1, 9))) + "x" for _each in range(count)}
    return sorted(found)[:count]


def names_in(content):
    """The names in a table, as they were written, in their own order."""
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert all(len(row) == len(found[0]) for row in found)
    return sorted(tables.unneutralised(row[found[0].index("Name")]) for row in found[1:])


def _column(noun, heading):
    found = list(csv.reader(io.StringIO(tables.table(noun).decode("utf-8-sig"), newline="")))
    return [row[found[0].index(heading)] for row in found[1:]]


def _is_live(cell):
    """Whether a spreadsheet would take the cell, or a part that it cuts out of it, for a formula."""
    parts = [cell]
    for separator in SEPARATORS:
        parts = [each for part in parts for each in part.split(separator)]
    return _starts_live(cell) or any(part.lstrip('"').startswith(tuple(SIGNS)) for part in parts)


def _starts_live(cell):
    return cell.startswith(("\t", "\r", *SIGNS)) or cell.lstrip(' "').startswith(tuple(SIGNS))
