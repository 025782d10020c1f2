"""Contacts for address books: read back by other readers than ours, every value is the one that was kept."""

import dataclasses
import random
from pathlib import Path

import pytest
import vobject

from mentee_app import app
from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.domain.uids import own_uid
from mentee_app.exports import contacts
from mentee_app.exports.contacts import ContactChoice, Version
from mentee_app.imports import vcards
from mentee_app.storage import ids, tables
from mentee_app.trouble import Trouble
from tests.exports import strict_cards

_ODD = (
    "\r\n", "\n", "\r", "\\", "\\n", ";", ",", ":", '"', "'", "=", "BEGIN:VCARD", "END:VCARD", "\r\nEND:VCARD\r\nBEGIN:VCARD",
    "\nEMAIL:eve@x.org", "\0", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x7f", "\t", " ", "\u202e", "\ufeff",
    "é", "e\u0301", "導師", "مرشدي", "👩‍🏫", "=0D=0A", "^n", "<b>", "&amp;", "javascript:x", "http://x/?a=1;b,c", "%0d%0a",
    "x" * 80, "導" * 40, "é" * 37, "👩" * 20, "a@b.org", "+49 1", "item1.TEL:1", ";TYPE=x:", "W",
)  # fmt: skip
_FIELDS = {
    "EMAIL": "email",
    "TEL": "phone",
    "TITLE": "role",
    "NOTE": "notes",
    "X-MENTEE-INDUSTRY": "industry",
    "X-MENTEE-HOW-MET": "how_met",
    "X-MENTEE-REACH": "reach",
}


@pytest.fixture
def opened(tmp_path):
    with app.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def ada(opened):
    return opened.people.add(
        PersonDraft(
            "Ada Lovelace", "ada@x.org", "+44 1", "https://ada.example/me", "Analytical; Engines", "Countess", "Sums",
            "At a ball", closeness=Closeness.CLOSE, give_back="A poem", notes="Private thought", keep_in_touch_days=30,
        )
    )  # fmt: skip


def hostile_people(count: int, seed: int) -> list[PersonDraft]:
    """People whose every text is made to break a line, always the same ones for a seed."""
    chance = random.Random(seed)

    def text() -> str:
        return "".join(chance.choice(_ODD) for _each in range(chance.randint(0, 5)))

    names = ("email", "phone", "reach", "organisation", "role", "industry", "how_met", "notes")
    return [PersonDraft(f"{number} {text()}.", **{name: text() for name in names}) for number in range(count)]


def check_hostile_people(opened: app.App, count: int, seed: int, version: Version) -> None:
    """Each value comes back as the same value, by three readers; with n = 1,250 these are 10,000 texts."""
    drafts = {draft.name: draft for draft in hostile_people(count, seed)}
    people = {opened.people.add(draft).id: draft for draft in drafts.values()}
    content = contacts.contacts(ContactChoice(tuple(people), version, with_notes=True))
    cards = strict_cards.read(content)
    assert len(cards) == len(people)
    by_uid = {own_uid(id): draft for id, draft in people.items()}
    for card in cards:
        found = {name: value for name, _parameters, value in card}
        _check(found, by_uid[found["UID"]])
    assert [c.fn.value for c in vobject.readComponents(content.decode())] == [
        strict_cards.text({n: v for n, _p, v in card}["FN"]) for card in cards
    ]
    batch = vcards.parse(content)
    assert len(batch.people) == len(people) and not batch.refused
    for each in batch.people:
        assert each.draft.name == _one(by_uid[each.uid].name).strip()
        assert each.draft.email.strip() == _one(by_uid[each.uid].email).strip()


def _one(text: str) -> str:
    return contacts.written(text.replace("\0", "\ufffd"))


def _check(found: dict[str, str], draft: PersonDraft) -> None:
    assert strict_cards.text(found["FN"]) == _one(draft.name)
    assert strict_cards.parts(found["N"]) == ["", _one(draft.name), "", "", ""]
    assert strict_cards.parts(found.get("ORG", "")) == [_one(draft.organisation)]
    for name, field in _FIELDS.items():
        meant = _one(getattr(draft, field))
        if name == "X-MENTEE-REACH" and "URL" in found:
            assert found["URL"] == meant and meant.startswith("http") and "\n" not in meant
        else:
            assert strict_cards.text(found.get(name, "")) == meant


@pytest.mark.parametrize("version", Version)
def test_hostile_texts_stay_one_value_each(opened, version):
    check_hostile_people(opened, 120, 5, version)


@pytest.mark.parametrize("version", Version)
def test_nothing_private_goes_along_unasked(opened, ada, version):
    content = contacts.contacts(ContactChoice(version=version))
    for private in (b"Private", b"poem", b"30", b"CLOSE", b"close"):
        assert private not in content.replace(b"mentee-%d" % ada.id, b"").split(b"REV")[0]
    assert b"Private thought" in contacts.contacts(ContactChoice(version=version, with_notes=True))
    assert "Your notes about them" in contacts.left_out(ContactChoice())
    assert "Your notes about them" not in contacts.left_out(ContactChoice(with_notes=True))


def test_a_card_says_who_when_and_how_to_reach_them(opened, ada):
    [card] = strict_cards.read(contacts.contacts(ContactChoice()))
    assert [name for name, _parameters, _value in card] == [
        "VERSION", "PRODID", "UID", "EMAIL", "FN", "N", "ORG", "REV", "TEL", "TITLE", "URL",
        "X-MENTEE-HOW-MET", "X-MENTEE-INDUSTRY",
    ]  # fmt: skip
    found = {name: value for name, _parameters, value in card}
    assert found["VERSION"] == "3.0" and found["URL"] == "https://ada.example/me"
    assert found["UID"] == own_uid(ada.id) and found["REV"].endswith("Z") and "T" in found["REV"]


def test_the_same_people_give_the_same_bytes_and_a_choice_leaves_the_others_out(opened, ada):
    bob = opened.people.add(PersonDraft("bob"))
    content = contacts.contacts(ContactChoice())
    assert content == contacts.contacts(ContactChoice())
    assert content.index(b"FN:Ada") < content.index(b"FN:bob")
    assert [name for name in (b"Ada", b"bob") if name in contacts.contacts(ContactChoice((bob.id,)))] == [
        b"bob"
    ]
    assert contacts.contacts(ContactChoice(())) == b""
    opened.people.trash(ada.id)
    assert b"Ada" not in contacts.contacts(ContactChoice())


@pytest.mark.parametrize("uid", ["urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "a,b;c\r\nEND:VCARD"])
@pytest.mark.parametrize("version", Version)
def test_a_person_keeps_the_uid_they_came_with(opened, ada, uid, version):
    now = ids.now_ms()
    tables.OutsideId.insert(
        id=ids.new_id(),
        created_at=now,
        updated_at=now,
        kind="person",
        subject_id=ada.id,
        source="vcard",
        uid=uid,
    ).execute()
    [card] = strict_cards.read(contacts.contacts(ContactChoice(version=version)))
    [value] = [value for name, _parameters, value in card if name == "UID"]
    assert strict_cards.text(value) == uid.replace("\r\n", "\n")


def test_only_a_plain_link_is_a_link(opened, ada):
    for reach in (
        "javascript:alert(1)",
        "https://a.org/x y",
        "Tuesdays; https://a.org",
        "https://a.org/\u202ecod.exe",
    ):
        opened.people.save(ada, dataclasses.replace(ada.draft, reach=reach))
        ada = opened.people.current(ada.id)
        assert b"\r\nURL:" not in contacts.contacts(ContactChoice())


def test_saving_says_how_many_and_refuses_a_folder_that_is_not_there(opened, ada, tmp_path):
    out = tmp_path / "people.vcf"
    assert contacts.save_contacts(out, ContactChoice()) == f"{out} holds 1 contact."
    assert out.read_bytes() == contacts.contacts(ContactChoice())
    with pytest.raises(Trouble):
        contacts.save_contacts(Path(tmp_path / "no" / "x.vcf"), ContactChoice())


def test_many_people_are_written_in_steps_and_one_that_was_stopped_leaves_no_file(
    opened, ada, tmp_path, monkeypatch
):
    monkeypatch.setattr(contacts, "_AT_ONCE", 2)
    for number in range(4):
        opened.people.add(PersonDraft(name=f"Person {number}"))
    out = tmp_path / "x.vcf"
    steps = contacts.saved_in_steps(out, ContactChoice())
    assert [next(steps) for _piece in range(3)] == ["", "", ""] and not out.exists()
    steps.close()
    assert list(tmp_path.glob("*.vcf")) == []
    assert [*contacts.saved_in_steps(out, ContactChoice())] == ["", "", "", f"{out} holds 5 contacts."]
    assert out.read_bytes() == contacts.contacts(ContactChoice())
