"""Monica's export comes in: people, how they were met, what was noted; what stays out is said."""

import json
from datetime import date

import pytest

from mentee_app.domain.contacts import ContactKind
from mentee_app.domain.incoming import Batch
from mentee_app.imports import checking, monica
from mentee_app.trouble import Trouble
from tests.imports import monica_account as made

TODAY = date(2024, 6, 1)


@pytest.fixture
def batch() -> Batch:
    return monica.parse(made.content(made.full()), TODAY)


def test_a_contact_is_a_person_with_all_that_has_a_place_here(batch: Batch) -> None:
    ada = batch.people[0]
    assert (ada.uid, ada.draft.name) == ("contact-ada", "Ada King Lovelace")
    assert (ada.draft.email, ada.draft.phone) == ("ada@lovelace.example", "+44 20 7946 0000")
    assert ada.draft.reach == "second@lovelace.example\nMastodon: @ada"
    assert (ada.draft.role, ada.draft.organisation) == ("Mathematician", "Analytical Engines")
    assert ada.draft.how_met == "First met on 2019-05-04."
    assert ada.draft.keep_in_touch_days == 30
    assert ada.draft.notes == "Also called Countess.\n\nWrites programs\n\nFood: No fish"


def test_who_introduced_them_is_another_person_of_the_file(batch: Batch) -> None:
    ada, grace = batch.people
    assert ada.introduced_by == grace.key and grace.introduced_by == ""


def test_what_of_a_contact_has_no_place_here_is_said(batch: Batch) -> None:
    assert batch.people[0].left == (
        "Left out: addresses, birthday, tags.",
        "How they are related to others is left out.",
    )


def test_calls_conversations_notes_and_activities_are_contacts(batch: Batch) -> None:
    assert [
        (each.draft.kind, each.draft.held_on.isoformat(), each.draft.note) for each in batch.contacts
    ] == [
        (ContactKind.CALL, "2024-02-01", "About the plan"),
        (ContactKind.MESSAGE, "2024-04-04", "Me: Are you free?\nThey: On Friday"),
        (ContactKind.OTHER, "2023-02-03", "Likes *precise* questions\n\n- always"),
        (ContactKind.MET, "2024-05-02", "Lunch\n\nTalked of compilers"),
        (ContactKind.MET, "2024-05-02", "Lunch\n\nTalked of compilers"),
    ]


def test_an_activity_with_two_people_is_a_contact_with_each_and_known_apart(batch: Batch) -> None:
    met = [each for each in batch.contacts if each.draft.kind is ContactKind.MET]
    assert [each.person for each in met] == [person.key for person in batch.people]
    assert [each.uid for each in met] == ["activity-1/contact-ada", "activity-1/contact-grace"]


def test_tasks_and_reminders_are_actions(batch: Batch) -> None:
    assert [(each.draft.text, each.draft.due_on, each.draft.done_on) for each in batch.actions] == [
        ("Read her paper\nNotes on the engine", None, None),
        ("Thank her", None, date(2024, 3, 5)),
        ("Birthday", date(2024, 12, 10), None),
        ("Send the draft", date(2024, 7, 1), None),
        ("Over", date(2024, 1, 1), date(2024, 1, 1)),
    ]
    assert batch.actions[2].left == ("It repeats in Monica; here it comes once.",)


def test_what_does_not_come_in_is_said_with_its_place(batch: Batch) -> None:
    assert [(each.place, each.why) for each in batch.refused] == [
        (
            "contact 3, Byron",
            "Monica knows no more than a name, which belongs to somebody else's relationship.",
        ),
        ("contact 4, Bo Berg", "This is you."),
        ("reminder about Ada King Lovelace", "It is switched off in Monica."),
        ("activity Alone", "Nobody who took part in it comes in."),
    ]


def test_the_first_drafts_of_the_format_are_read_alike() -> None:
    old = {
        "account": {
            "uuid": "a",
            "contacts": {
                "count": 1,
                "values": [
                    {
                        "uuid": "c",
                        "properties": {
                            "first_name": "Ada",
                            "calls": {
                                "count": 1,
                                "values": [made.thing("k", called_at="2021-01-02", content="x")],
                            },
                            "activities": {"count": 1, "values": ["act"]},
                        },
                    }
                ],
            },
            "activities": {
                "count": 1,
                "values": [made.thing("act", summary="Walk", happened_at="2021-01-03")],
            },
        }
    }
    batch = monica.parse(json.dumps(old).encode(), TODAY)
    assert [each.draft.note for each in batch.contacts] == ["x", "Walk"]


def test_two_contacts_with_one_uuid_are_two_people() -> None:
    twice = made.contact("same", first_name="Ada")
    batch = checking.checked(monica.parse(made.content(made.account(twice, twice)), TODAY))
    assert len(batch.people) == 2 and len({each.key for each in batch.people}) == 2


@pytest.mark.parametrize(
    ("first", "kind", "every", "due"),
    [
        ("2024-02-29", "year", 1, "2025-02-28"),
        ("2024-01-31", "month", 1, "2024-06-30"),
        ("2024-05-31", "week", 1, "2024-06-07"),
        ("2024-05-25", "week", 1, "2024-06-01"),
        ("2024-01-01", "month", 6, "2024-07-01"),
        ("2030-01-01", "year", 5, "2030-01-01"),
    ],
)
def test_a_reminder_that_repeats_comes_at_its_next_time(first: str, kind: str, every: int, due: str) -> None:
    reminder = made.thing("r", initial_date=first, title="t", frequency_type=kind, frequency_number=every)
    export = made.account(made.contact("c", made.many("reminder", reminder), first_name="Ada"))
    assert [str(each.draft.due_on) for each in monica.parse(made.content(export), TODAY).actions] == [due]


@pytest.mark.parametrize("flaw", [0, -1, 10**30, True, "often", None, [], 1001])
def test_a_rhythm_that_makes_no_sense_is_refused_or_taken_as_one(flaw: object) -> None:
    reminder = made.thing(
        "r", initial_date="2020-01-01", title="t", frequency_type="week", frequency_number=flaw
    )
    export = made.account(made.contact("c", made.many("reminder", reminder), first_name="Ada"))
    batch = monica.parse(made.content(export), TODAY)
    assert len(batch.actions) == (flaw is None) and len(batch.refused) == (flaw is not None)


@pytest.mark.parametrize("wrong", [None, 1, "text", [], {}, [[]], {"0": {}}, True, 1e308])
def test_a_value_of_another_kind_anywhere_is_no_crash(wrong: object) -> None:
    for path in _paths(made.full()):
        export = made.full()
        inner = export
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = wrong
        try:
            checking.checked(monica.parse(made.content(export), TODAY))
        except Trouble as trouble:
            assert path == ("account",) and "no account" in trouble.sentence


@pytest.mark.parametrize("content", [b"{}", b"[]", b"null", b'{"account": []}', b'{"account": 1}'])
def test_what_is_no_account_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Trouble, match="not an export of Monica"):
        monica.parse(content, TODAY)


def test_a_text_that_is_too_long_is_refused_alone() -> None:
    note = made.thing("n", body="x" * 1_000_001)
    export = made.account(made.contact("c", made.many("note", note), first_name="Ada"))
    batch = monica.parse(made.content(export), TODAY)
    assert [each.why for each in batch.refused] == ["A text in it is longer than 1 MB."]
    assert len(batch.people) == 1


def _paths(value: object, path: tuple = ()) -> list[tuple]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for step, inner in steps:
        found += _paths(inner, (*path, step))
    return found
