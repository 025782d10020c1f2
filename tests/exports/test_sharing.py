"""A copy to share: known names become initials, known ways to reach somebody are gone, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.exports.sharing import Sharing
from mentee_app.queries.handed_out import KnownPerson


def _person(id: int, name: str, email: str = "", phone: str = "", reach: str = "") -> KnownPerson:
    return KnownPerson(id, name, email, phone, reach, "", "")


PEOPLE = [
    _person(1, "Ada Brontë", "ada@example.org", "+44 1632 960147", "ring the bell twice"),
    _person(2, "Anna Berg"),
    _person(3, "佐藤 陽子"),
    _person(4, "Aurelio de la Cruz"),
    _person(5, "ada  brontë"),
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Brontë said so.", "A. B. said so."),
        ("ADA BRONTË, and Ada's brother", "A. B., and A. B.'s brother"),
        ("I met Ada.", "I met A. B."),
        ("Adam and Bergen stay", "Adam and Bergen stay"),
        ("an ada word", "an A. B. word"),
        ("Anna Berg", "A. B. (2)"),
        ("with 佐藤 陽子さん", "with 佐. 陽.さん"),
        ("Aurelio de la Cruz; de la stays", "A. C.; de la stays"),
        ("one\n\n  two", "one\n\n  two"),
        ("write to ADA@example.org, not to x@example.org", "write to [left out], not to x@example.org"),
        ("+44 (1632) 960-147 or 12345678", "[left out] or 12345678"),
        ("ring the bell twice", "[left out]"),
    ],
)
def test_a_text_names_nobody_who_is_known(text: str, shown: str) -> None:
    assert Sharing(PEOPLE, (1,), initials=True).text(text) == shown


HARD_TO_SEE = [
    _person(
        1,
        "Zoë Brontë",
        phone="+49 30 1234567, 0171 5550001",
        reach="zoe@work.example\nhttps://meet.example/zoe",
    ),
    _person(2, "महेश कुमार"),
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoe\u0308 said", "Z. B. said"),
        ("ZOË said", "Z. B. said"),
        ("see notes_Zoë_Brontë.docx", "see notes_Z. B.docx"),
        ("कुमार said", "म. क. said"),
        ("write to zoe@work.example", "write to [left out]"),
        ("on https://meet.example/zoe today", "on [left out] today"),
        ("030 1234567, 0049 30 1234567, +49 171 5550001", "[left out], [left out], [left out]"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
    ],
)
def test_somebody_who_is_known_is_found_however_it_is_written(text: str, shown: str) -> None:
    assert Sharing(HARD_TO_SEE, (1,), initials=True).text(text) == shown


def test_the_initials_of_two_people_can_be_told_apart_and_those_of_one_are_the_same() -> None:
    sharing = Sharing(PEOPLE, (2, 1), initials=True)
    assert [sharing.name(each.id, each.name) for each in PEOPLE] == [
        "A. B. (2)", "A. B.", "佐. 陽.", "A. C.", "A. B. (2)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "short"),
    [("Dr. Vera Lind", "V. L."), ("Prof. Dr. Max Huber", "M. H."), ("Mrs O'Hagan", "O."), ("Dr.", "D.")],
)
def test_a_title_is_no_part_of_the_initials(name: str, short: str) -> None:
    assert Sharing([_person(1, name)], (1,), initials=True).name(1, name) == short


def test_where_names_stay_only_ways_to_reach_somebody_go() -> None:
    sharing = Sharing(PEOPLE, (), initials=False)
    assert sharing.name(1, "Ada Brontë") == "Ada Brontë"
    assert sharing.text("Ada Brontë, ada@example.org") == "Ada Brontë, [left out]"


@given(st.text())
def test_a_text_that_names_nobody_comes_out_as_it_was(text: str) -> None:
    stranger = [_person(1, "Zzyzx Qwertyuiop", "zz@example.org")]
    if "zzyzx" not in text.casefold() and "Qwertyuiop" not in text and "zz@" not in text.casefold():
        assert Sharing(stranger, (1,), initials=True).text(text) == text
