"""What makes two names, numbers and addresses the same, and what is proposed for one person of two."""

from datetime import date

import pytest

from mentee_app.domain import duplicates
from mentee_app.domain.people import Closeness, PersonDraft

KEEP, GONE = 1, 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lovelace", "LOVELACE, Ada", True),
        ("José Núñez", "jose nunez", True),
        ("Søren Łukasz", "Soren Lukasz", True),
        ("Dr. Ada Lovelace", "Ada  Lovelace", True),
        ("O’Brien Pat", "Pat O'Brien", True),
        ("Ada Lovelace", "Ada Byron", False),
        ("導師", "导师", False),
        ("Groß", "Gross", True),
    ],
)
def test_names_are_the_same_without_case_accents_and_order(one, other, same):
    assert (duplicates.name_words(one) == duplicates.name_words(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("A. Lovelace", "Ada Lovelace", True),
        ("Lovelace, A.", "Ada Lovelace", True),
        ("Ada B. Lovelace", "A. Byron Lovelace", True),
        ("Anna Lovelace", "Ada Lovelace", False),
        ("B. Lovelace", "Ada Lovelace", False),
        ("A. L.", "Ada Lovelace", False),
        ("Ada Lovelace", "Ada Lovelace", False),
        ("A. Lovelace", "Ada King Lovelace", False),
    ],
)
def test_initials_stand_for_words_only_beside_a_whole_word(one, other, fit):
    words = duplicates.name_words(one), duplicates.name_words(other)
    assert duplicates.initials_fit(*words) is duplicates.initials_fit(*reversed(words)) is fit
    if fit:
        assert set(duplicates.initial_keys(words[0])) & set(duplicates.initial_keys(words[1]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 170 123 4567", "0170 / 1234567", True),
        ("0049 170 1234567", "+49 (170) 123-4567", True),
        ("1234567", "+49 1234567", False),
        ("+1 555 010 0001", "+1 555 010 0002", False),
        ("٠١٧٠١٢٣٤٥٦٧", "01701234567", True),
    ],
)
def test_numbers_are_the_same_with_and_without_what_is_dialled_before_them(one, other, same):
    assert duplicates.same_phone(duplicates.phone_digits(one), duplicates.phone_digits(other)) is same


def test_a_short_number_says_nothing():
    assert duplicates.phone_digits("110") == duplicates.phone_digits("none") == ""


def test_addresses_are_found_in_a_field_with_several():
    assert duplicates.emails("Ada@X.org; <b@x.org>, ask") == ("ada@x.org", "b@x.org")


def test_nothing_that_only_one_of_two_says_is_lost():
    keep = PersonDraft("A. Lovelace", "ada@a.org", "", "Tuesdays", notes="Sums", introduced_by=GONE)
    gone = PersonDraft(
        "Ada Lovelace", "ada@b.org", "+44 1", "Signal", "Engines", "Countess", "Sums", "At a ball", KEEP,
        date(2026, 1, 1), None, 30, True, Closeness.CLOSE, "A poem", "Sums and poems",
    )  # fmt: skip
    one = duplicates.proposed(keep, gone, KEEP, GONE)
    assert (one.name, one.email, one.phone) == ("Ada Lovelace", "ada@a.org", "+44 1")
    assert one.reach == "Tuesdays\n\nSignal\nada@b.org"
    assert (one.organisation, one.role, one.how_met) == ("Engines", "Countess", "At a ball")
    assert one.notes == "Sums and poems" and one.give_back == "A poem"
    assert one.introduced_by is None and one.introduction_thanked_on == date(2026, 1, 1)
    assert (one.keep_in_touch_days, one.silenced, one.closeness) == (30, False, Closeness.CLOSE)


def test_only_fields_that_differ_are_to_be_chosen():
    keep, gone = PersonDraft("José Ruiz", notes="One"), PersonDraft("Jose Ruiz", role="Cook", notes="Two")
    found = {each.field: each for each in duplicates.choices(keep, gone, KEEP, GONE)}
    assert found.keys() == {"name", "role", "notes"}
    assert (found["name"].proposed, found["name"].joined) == ("José Ruiz", "")
    assert (found["role"].keep, found["role"].gone, found["role"].proposed) == ("", "Cook", "Cook")
    assert found["notes"].proposed == "One\n\nTwo" and found["notes"].joined


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("Likes tea\nBoats", "Likes tea \nBorn in May", "Likes tea\nBoats\n\nBorn in May"),
        ("One\n\nTwo", "Two\n\nThree\n\nOne\n\nFour", "One\n\nTwo\n\nThree\n\nFour"),
        ("One", "Two\n\n\n  Three", "One\n\nTwo\n\n\n  Three"),
        ("One\nTwo", "Two\nOne", "One\nTwo"),
        ("One", "One\nTwo", "One\nTwo"),
    ],
)
def test_a_line_that_stands_in_both_texts_is_said_once(mine, theirs, both):
    keep, gone = PersonDraft("Ada", notes=mine), PersonDraft("Ada", notes=theirs)
    assert duplicates.proposed(keep, gone, KEEP, GONE).notes == both


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [("ACME", "Boatyard", "ACME / Boatyard"), ("ACME", "ACME Ltd", ""), ("", "ACME", "")],
)
def test_both_of_two_short_values_are_offered_where_neither_says_it_all(mine, theirs, both):
    keep, gone = PersonDraft("Ada", organisation=mine), PersonDraft("Ada", organisation=theirs)
    assert [each.joined for each in duplicates.choices(keep, gone, KEEP, GONE)] == [both]


def test_three_who_are_all_the_same_are_one_person():
    assert duplicates.persons([(1, 2), (3, 4), (1, 3)]) == 1
    assert duplicates.persons([(1, 2), (3, 4)]) == 2 and duplicates.persons([]) == 0


@pytest.mark.parametrize("text", ["", "x", "null", "7", '[["a", "b"]]', "[[1]]", "[1]", "[[1, 2, 3]]"])
def test_a_text_that_holds_no_pairs_gives_none(text):
    assert duplicates.read(text) == frozenset()


def test_pairs_that_were_written_are_read():
    assert duplicates.read(duplicates.written({(3, 4), (1, 2)})) == {(1, 2), (3, 4)}
