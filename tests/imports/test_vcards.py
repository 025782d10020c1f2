"""Contacts of other programs: each value lands where one looks for it, what is broken is told, nothing else is lost."""

import pytest

from mentee_app.domain.incoming import Source
from mentee_app.imports import limits, vcards
from mentee_app.trouble import Trouble, TroubleKind
from tests.imports import card_samples
from tests.imports.mutating import check_mutated, check_sound

TOKENS = (
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"\r\n", b"\n ", b"=\n", b";", b":", b",", b"\\", b'"', b"=", b"\0", b"AGENT:\n",
    b"VERSION:4.0\n", b"VERSION:2.1\n", b"FN:x\n", b";ENCODING=QUOTED-PRINTABLE:", b";CHARSET=utf-7", b";CHARSET=shift_jis",
    b"PHOTO;ENCODING=b:", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"N:;;;;\n", b";A====", b"item1.", b"KIND:group\n",
)  # fmt: skip


def _people(text, encoding="utf-8"):
    batch = vcards.parse(text.encode(encoding))
    assert batch.source is Source.VCARD
    check_sound(batch)
    return batch


def _one(text, encoding="utf-8"):
    batch = _people(text, encoding)
    assert batch.refused == ()
    [person] = batch.people
    return person


def test_google_s_card_is_read_whole():
    draft = _one(card_samples.GOOGLE).draft
    assert draft.name == "Dr. Grace Brewster Hopper"
    assert (draft.email, draft.phone) == ("grace@navy.example", "+1 555-0100")
    assert (draft.organisation, draft.role) == ("US Navy, Research", "Rear admiral")
    assert draft.reach.splitlines() == [
        "Email: grace.home@example.org", "Phone: +1 555-0101", "https://grace.example",
    ]  # fmt: skip
    assert draft.notes.splitlines() == [
        "Met at the COBOL talk",
        "Likes clocks; and nanoseconds",
        "Called: Amazing Grace",
        "Address: 12 Harbour St, Flat 3, 22201 Arlington, VA, USA",
        "Birthday: 1906-12-09",
        "Groups: myContacts,Mentors",
    ]


def test_apple_s_labels_stand_before_what_they_label_and_the_photo_is_told():
    person = _one(card_samples.APPLE)
    assert (person.draft.email, person.draft.phone) == ("ada@home.example", "+44 20 7946 0000")
    assert person.draft.organisation == "Analytical Engines"
    assert person.draft.reach == "Engine room: ada@work.example"
    assert person.draft.notes.splitlines() == [
        "Address: 12 St James's Square, SW1Y 4JH London, England", "Mother: Lady Byron", "Anniversary: 1835-07-08",
    ]  # fmt: skip
    assert person.uid == "0fda7d5c-3e0d-4e3c-8a0e-000000000001"
    assert person.left == ("Has no place here: PHOTO",)


def test_outlook_s_old_card_is_read_in_its_own_letters():
    draft = _one(card_samples.OUTLOOK, "cp1252").draft
    assert (draft.name, draft.organisation) == ("Jürgen Müller", "Bäckerei Müller")
    assert (draft.phone, draft.email) == ("+49 30 1234567", "mueller@example.org")
    assert draft.reach.splitlines() == ["Phone: +49 170 1234567", "Phone: +49 30 1234568"]
    assert draft.notes.splitlines()[:2] == ["Lehrt gern", "Café am Markt"]
    assert "Address: Hauptstraße 1, 10115 Berlin, Deutschland" in draft.notes


def test_android_s_quoted_letters_and_a_photo_without_folds_are_read():
    person = _one(card_samples.ANDROID)
    assert (person.draft.name, person.draft.phone) == ("師導", "0170-1")
    assert person.draft.reach.splitlines() == ["Phone: 030-1", "Skype: shi.dao"]
    assert person.left == ("Has no place here: PHOTO",)


def test_an_old_telephone_s_card_in_small_letters_gets_its_name_from_the_parts():
    person = _one(card_samples.NOKIA)
    assert (person.draft.name, person.draft.phone) == ("Péter Kovács", "+36301234567")
    assert person.left == ("Has no place here: X-CLASS",)


def test_the_newest_version_is_read_by_its_preferences():
    person = _one(card_samples.NEWEST)
    draft = person.draft
    assert (draft.name, draft.email, draft.phone) == ("Priya Raman", "first@example.org", "+91-44-1")
    assert draft.role == "Engineer / Mentor"
    assert draft.reach.splitlines() == ["Email: second@example.org", "xmpp:priya@chat.example"]
    assert draft.notes.splitlines() == [
        "One line that goes on and on, and a comma",
        "Address: 1 Beach Rd, 600001 Chennai, India",
        "Language: ta",
        "spouse: Arjun",
    ]
    assert person.left == ("Has no place here: LOGO, X-WIDGET-STATE",)


def test_a_group_and_a_card_without_a_name_are_refused_in_words():
    batch = _people(card_samples.APPLE_GROUP + card_samples.NAMELESS)
    assert [(each.place, each.why) for each in batch.refused] == [
        ("Card 1, line 1", "This is no person, but a group or a place."),
        ("Card 2, line 8", "The card names nobody. It holds: nobody@example.org"),
    ]
    assert (batch.understood, batch.total) == (0, 2)


def test_an_assistant_s_card_within_a_card_is_no_second_person():
    person = _one(card_samples.WITH_AN_ASSISTANT)
    assert (person.draft.name, person.draft.phone) == ("Charles Babbage", "2")
    assert person.left == ("Has no place here: AGENT",)


def test_cards_that_are_cut_off_are_read_as_far_as_they_go():
    batch = _people(card_samples.CUT_OFF)
    assert [(each.draft.name, each.draft.phone) for each in batch.people] == [("First", ""), ("Second", "1")]
    assert all("The end of the card is missing" in each.left[0] for each in batch.people)


def test_many_cards_of_many_programs_in_one_file_are_all_found():
    batch = vcards.parse(card_samples.EVERY)
    assert (len(batch.people), len(batch.refused)) == (7, 2)
    assert [each.key for each in batch.people][:2] == ["card-1", "card-2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_and_unicode_is_read(encoding, ends):
    assert _one(card_samples.APPLE.replace("\n", ends), encoding).draft.name == "Ada Lovelace"


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"hello", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"%PDF-1.7"]
)
def test_a_file_that_is_none_is_refused_in_words(content):
    with pytest.raises(Trouble, match="No contact card") as caught:
        vcards.parse(content)
    assert caught.value.kind is TroubleKind.BAD_INPUT


def test_limits_come_first(monkeypatch):
    with pytest.raises(Trouble, match="larger than 50 MB"):
        vcards.parse(b"x" * (limits.BYTES + 1))
    with pytest.raises(Trouble, match="more than 100,000 records"):
        vcards.parse(b"BEGIN:VCARD\n" * (limits.RECORDS + 1))
    with pytest.raises(Trouble, match="deep"):
        vcards.parse(b"BEGIN:VCARD\nAGENT:\n" + b"BEGIN:VCARD\n" * 60)
    long = f"BEGIN:VCARD\nFN:A\nNOTE:{'x' * (limits.TEXT + 1)}\nEND:VCARD\n"
    [refused] = _people(long + card_samples.NOKIA).refused
    assert refused.why == "A text in it is longer than 1 MB."


@pytest.mark.parametrize(
    "line",
    [
        b"X;A" + b"=" * 400_000 + b'"x:1', b"X" + b';A="' * 200_000 + b":1", b"N:" + b"\\;" * 400_000, b"N:" + b";" * 900_000,
        b"FN" + b";TYPE=a,b" * 100_000 + b":x", b"NOTE;QUOTED-PRINTABLE:=" + b"\n=" * 300_000, b"AGENT:" + b"\n" * 900_000,
        b"TEL;CHARSET=" + b"x" * 400_000 + b":1", b"NOTE:" + b"\n x" * 400_000, b"PHOTO:" + b"\n x" * 400_000,
        b"\n".join(b"T%d:x" % n for n in range(200_000)),
    ],
)  # fmt: skip
def test_a_line_made_to_take_long_does_not(line):
    batch = vcards.parse(b"BEGIN:VCARD\nFN:Ada\n" + line + b"\nEND:VCARD\n")
    assert batch.total == 1
    check_sound(batch)


def test_broken_files_are_read_or_refused_and_nothing_else():
    samples = [card_samples.EVERY, card_samples.GOOGLE.encode(), card_samples.CUT_OFF.encode()]
    found = check_mutated(vcards.parse, samples, TOKENS, 300, seed=7)
    assert sum(found.values()) == 300 and found["read"] > 200
