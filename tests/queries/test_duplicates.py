"""People who may be kept twice are found, with the reason, and others are not; also among many."""

import random

import pytest

from mentee_app import app
from mentee_app.domain.duplicates import Likeness
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import duplicates


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


def _found(opened, *drafts):
    for draft in drafts:
        opened.people.add(draft)
    return [
        f"{row.one_name} | {row.other_name} | {', '.join(each.value for each in row.likeness)}"
        for row in duplicates.pairs()
    ]


def test_each_pair_comes_once_with_all_its_reasons_the_likeliest_first(opened):
    assert _found(
        opened,
        PersonDraft("Grace Hopper", phone="0170 1234567"),
        PersonDraft("Ada Lovelace", email="ada@x.org"),
        PersonDraft("LOVELACE, Ada", email="Ada@x.org "),
        PersonDraft("A. Lovelace"),
        PersonDraft("Admiral G.", phone="+49 170 1234567"),
        PersonDraft("Anna Lovelock", email="anna@x.org"),
    ) == [
        "Ada Lovelace | LOVELACE, Ada | same-email, alike-name",
        "Grace Hopper | Admiral G. | same-phone",
        "Ada Lovelace | A. Lovelace | initials",
        "LOVELACE, Ada | A. Lovelace | initials",
    ]


def test_every_reason_is_said_in_words_and_the_email_with_it(opened):
    for _twice in range(2):
        opened.people.add(PersonDraft("Ada L", "ada@x.org", "0170 1234567"))
    [row] = duplicates.pairs()
    assert duplicates.why(row) == (
        "They have the same email: ada@x.org",
        "They have the same name.",
        "They have the same phone number.",
    )
    assert {Likeness.SAME_EMAIL, Likeness.SAME_NAME, Likeness.SAME_PHONE} == set(row.likeness)


def test_whoever_is_in_the_trash_is_nobody_s_double(opened):
    ids = [opened.people.add(PersonDraft("Ada L")).id for _twice in range(2)]
    assert [(row.one, row.other) for row in duplicates.pairs()] == [tuple(ids)]
    opened.people.trash(ids[1])
    assert duplicates.pairs() == []


def test_a_firm_s_address_and_an_initial_that_fits_many_make_no_pairs(opened):
    staff = [
        PersonDraft(f"{name} Smith", "office@firm.org", "030 1234567")
        for name in "Joe Jim Jan Jon Jill Jack Jo".split()
    ]
    assert _found(opened, *staff, PersonDraft("J. Smith")) == []


def test_twins_among_many_people_are_all_found_without_comparing_everybody_with_everybody(
    opened, monkeypatch
):
    chance = random.Random(1)
    names = [f"{a}{b}" for a in ("Ann", "Bob", "Cid", "Dan", "Eva") for b in "abcdefgh"]
    drafts = [
        PersonDraft(f"{chance.choice(names)} {chance.choice(names)}son{n}", f"p{n}@x.org", f"0170 {n:07}")
        for n in range(1500)
    ]
    drafts += [PersonDraft(" ".join(reversed(each.name.split()))) for each in drafts[:40]]
    drafts += [PersonDraft("Same Name")] * 300
    with opened.changes.transaction():
        for draft in drafts:
            opened.people.add(draft)
    asked = []
    fit = duplicates.duplicates.initials_fit
    monkeypatch.setattr(duplicates.duplicates, "initials_fit", lambda *two: asked.append(two) or fit(*two))
    found = duplicates.pairs(5000)
    assert sum(row.likeness == (Likeness.ALIKE_NAME,) for row in found) == 40
    assert sum(row.one_name == row.other_name == "Same Name" for row in found) == 299
    assert len(found) == 339 and len(asked) < 10_000
