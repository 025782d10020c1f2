"""Markdown notes come in as sessions: when, with whom, about what, and the text as it was typed."""

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from mentee_app.domain.incoming import Batch, IncomingSession
from mentee_app.domain.sessions import Medium, Status
from mentee_app.imports import limits, markdown_notes, note_files
from mentee_app.imports.note_files import Note
from mentee_app.trouble import Trouble

NOW = datetime(2024, 6, 1, 12)


def read(text: str | bytes, path: str = "note.md", zone: str = "Europe/Berlin") -> Batch:
    content = text.encode() if isinstance(text, str) else text
    return markdown_notes.parse([Note(path, content)], zone, NOW)


def session(text: str | bytes, path: str = "note.md", zone: str = "Europe/Berlin") -> IncomingSession:
    batch = read(text, path, zone)
    assert batch.refused == ()
    return batch.sessions[0]


def why(text: str | bytes, path: str = "note.md") -> str:
    batch = read(text, path)
    assert batch.sessions == ()
    return batch.refused[0].why


OBSIDIAN = """---
date: 2024-03-01
time: 14:30
duration: 45 min
person: "[[People/Ada Lovelace|Ada]]"
topic: How to ask
tags: [mentoring, career]
---

# First talk

- she said **no** <div>
    indented
"""


def test_front_matter_says_when_with_whom_how_long_and_about_what() -> None:
    batch = read(OBSIDIAN)
    draft = batch.sessions[0].draft
    assert (draft.wall_start, draft.zone, draft.minutes) == (
        datetime(2024, 3, 1, 14, 30),
        "Europe/Berlin",
        45,
    )
    assert (draft.topic, draft.status, draft.medium) == ("How to ask", Status.HELD, Medium.IN_PERSON)
    assert [person.draft.name for person in batch.people] == ["Ada Lovelace"]
    assert batch.sessions[0].person == batch.people[0].key
    assert batch.sessions[0].left == ("Left out: tags.",)


def test_the_text_is_kept_as_it_was_typed() -> None:
    assert session(OBSIDIAN).draft.notes == "# First talk\n\n- she said **no** <div>\n    indented\n"
    assert session("a\r\n\r\n  b\r\n", "2024-03-01.md").draft.notes == "a\n\n  b\n"


@pytest.mark.parametrize(
    ("top", "when"),
    [
        ("date: 2024-03-01 09:15", "2024-03-01 09:15"),
        ("date: 2024-03-01T09:15:30", "2024-03-01 09:15"),
        ("date: 2024-03-01T09:15:00Z", "2024-03-01 10:15"),
        ("date: 2024-07-01T09:15:00+05:30", "2024-07-01 05:45"),
        ("date: 2024-07-01T09:15:00Z\nzone: America/New_York", "2024-07-01 05:15"),
        ("date: 2024/3/1\nstart: 2:30 pm", "2024-03-01 14:30"),
        ("date: 01.03.2024\ntime: 14.30", "2024-03-01 14:30"),
        ("date: 05.02.2024", "2024-02-05 12:00"),
        ("date: 5.2.2024, 14.30", "2024-02-05 14:30"),
        ("date: March 1st, 2024\ntime: 9 AM", "2024-03-01 09:00"),
        ("date: Friday, 1 March 2024 2:30 PM", "2024-03-01 14:30"),
        ('date: "[[2024-03-01]]"\ntime: "14:30"', "2024-03-01 14:30"),
        ("date: 20240301T1430", "2024-03-01 14:30"),
        ("date: 31/03/2024\ntime: 14h30", "2024-03-31 14:30"),
        ("created: 2024-03-01 14:30:00Z\nupdated: 2025-01-01", "2024-03-01 15:30"),
        ("date: 2024-03-31\ntime: 02:30", "2024-03-31 03:00"),
        ("date created: 2024-03-01 08:00\ndate: 2024-03-02 09:00", "2024-03-02 09:00"),
    ],
)
def test_days_and_times_are_read_as_people_write_them(top: str, when: str) -> None:
    assert f"{session(f'---{chr(10)}{top}{chr(10)}---{chr(10)}x').draft.wall_start:%Y-%m-%d %H:%M}" == when


@pytest.mark.parametrize(
    ("path", "when", "topic"),
    [
        ("2024-03-01.md", "2024-03-01 12:00", ""),
        ("2024-03-01 Ada on asking.md", "2024-03-01 12:00", "Ada on asking"),
        ("Ada 20240301.md", "2024-03-01 12:00", "Ada"),
        ("202403011430 Ada.md", "2024-03-01 14:30", "Ada"),
        ("journals/2024_03_01.md", "2024-03-01 12:00", ""),
        ("daily/2024/03/01.md", "2024-03-01 12:00", ""),
        ("2024-03-01 14-30 Ada.md", "2024-03-01 14:30", "Ada"),
        ("05.02.2024 Ada.md", "2024-02-05 12:00", "Ada"),
        ("5.2.2024.md", "2024-02-05 12:00", ""),
        ("Ada, 5. 2. 2024.md", "2024-02-05 12:00", "Ada"),
        ("05.02.2024_14.30 Ada.md", "2024-02-05 14:30", "Ada"),
        ("05.02.2024/Ada.md", "2024-02-05 12:00", "Ada"),
        ("31.02.2024 20240301 Ada.md", "2024-03-01 12:00", "31.02.2024 Ada"),
        ("Talk 2024-03-01 0123456789abcdef0123456789abcdef.md", "2024-03-01 12:00", "Talk"),
    ],
)
def test_without_front_matter_the_name_says_the_day(path: str, when: str, topic: str) -> None:
    draft = session("words", path).draft
    assert (f"{draft.wall_start:%Y-%m-%d %H:%M}", draft.topic) == (when, topic)


def test_a_noon_that_was_put_in_is_said() -> None:
    assert session("x", "2024-03-01.md").left == ("It says no time: noon was put in.",)


def test_the_first_heading_is_the_topic_where_no_title_is_given() -> None:
    assert session("words\n\n## On [asking](x.md) ##\n", "2024-03-01.md").draft.topic == "On asking"
    assert session("# 2024-03-01\n\nwords", "2024-03-01 Plan.md").draft.topic == "Plan"
    assert session("# 05.02.2024 Ada on asking\n\nwords", "2024-02-05.md").draft.topic == (
        "05.02.2024 Ada on asking"
    )


@pytest.mark.parametrize(
    ("top", "names", "left"),
    [
        ("with: Ada", ["Ada"], ()),
        ("mentor: '@Ada'\nattendees: [Ada, Bo]", ["Ada"], ("Also there: Bo.",)),
        ("attendees:\n  - '[[Ada]]'\n  - '[[Bo Berg]]'", ["Ada"], ("Also there: Bo Berg.",)),
        ("attendees: [[Ada]]", ["Ada"], ()),
        ("with: [[Ada]], [[Bo]]", ["Ada"], ("Also there: Bo.",)),
        ("with: Ada and Bo", ["Ada"], ("Also there: Bo.",)),
        ("person: [Ada](people/ada.md)", ["Ada"], ()),
        ("person:", [], ()),
    ],
)
def test_people_are_read_without_the_marks_of_links(
    top: str, names: list[str], left: tuple[str, ...]
) -> None:
    batch = read(f"---\ndate: 2024-03-01 10:00\n{top}\n---\nx")
    assert [person.draft.name for person in batch.people] == names
    assert batch.sessions[0].left == left


def test_an_address_beside_a_name_is_theirs() -> None:
    person = read("---\ndate: 2024-03-01\nwith: Ada Lovelace <ada@x.example>\n---\nx").people[0]
    assert (person.draft.name, person.draft.email) == ("Ada Lovelace", "ada@x.example")


def test_two_notes_with_one_person_name_one_person() -> None:
    notes = [
        Note(f"2024-03-0{day}.md", f"---\nwith: {name}\n---\nx".encode())
        for day, name in ((1, "Ada"), (2, "ada "))
    ]
    batch = markdown_notes.parse(notes, "UTC", NOW)
    assert len(batch.people) == 1
    assert {each.person for each in batch.sessions} == {batch.people[0].key}


@pytest.mark.parametrize(
    ("top", "status"),
    [
        ("date: 2024-05-31", Status.HELD),
        ("date: 2024-06-30", Status.PLANNED),
        ("date: 2024-05-31\nstatus: Cancelled", Status.MISSED),
        ("date: 2024-05-31\nstatus: planned", Status.PLANNED),
        ("date: 2024-05-31\nstatus: evergreen", Status.HELD),
    ],
)
def test_the_day_or_the_note_says_whether_it_was_held(top: str, status: Status) -> None:
    assert session(f"---\n{top}\n---\nx").draft.status is status


@pytest.mark.parametrize(
    ("top", "minutes"),
    [
        ("duration: 90", 90),
        ("duration: 1h 30", 90),
        ("duration: 1.5 hours", 90),
        ("duration: PT45M", 45),
        ("duration: '1:30'", 90),
        ("time: 23:30\nend: 00:15", 45),
        ("duration: long", None),
        ("duration: 99999", None),
    ],
)
def test_lengths_are_read_as_people_write_them(top: str, minutes: int | None) -> None:
    assert session(f"---\ndate: 2024-03-01\n{top}\n---\nx").draft.minutes == minutes


def test_where_it_was_says_how_they_met() -> None:
    assert session("---\ndate: 2024-03-01\nlocation: Zoom\n---\nx").draft.medium is Medium.VIDEO
    other = session("---\ndate: 2024-03-01 10:00\nlocation: Room 5\n---\nx")
    assert other.left == ("Where it was is left out: Room 5.",)


def test_what_is_not_quite_yaml_is_read_line_by_line() -> None:
    found = session("---\ndate: 2024-03-01\ntitle: Ada: a plan\ncreated by: @me\n---\nx")
    assert found.draft.topic == "Ada: a plan"


def test_the_properties_of_logseq_and_notion_are_read_and_stay_in_the_text() -> None:
    logseq = session("title:: On asking\nwith:: [[Ada]]\n\n- words", "journals/2024_03_01.md")
    assert logseq.draft.topic == "On asking" and logseq.draft.notes.startswith("title:: On asking")
    notion = session("# On asking\n\nDate: March 1, 2024 2:30 PM\nAttendees: Ada\n\nwords")
    assert notion.draft.wall_start == datetime(2024, 3, 1, 14, 30) and notion.person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words", "It has no date"),
        (
            "---\ndate: 01/03/2024\n---\nx",
            "“01/03/2024” could mean several days or none. Write it like 2024-03-31 or 31.3.2024.",
        ),
        ("---\ndate: soon\n---\nx", "“soon” could mean"),
        ("---\ndate: 2024-02-30\n---\nx", "could mean several days or none"),
        ("", "It is empty"),
        ("+++\ndate = 2024-03-01\n+++\nx", "TOML"),
        ("a\0b", "It is not text"),
        ("x" * 1_000_001, "longer than 1 MB"),
    ],
)
def test_what_cannot_be_a_session_is_refused_in_words(text: str, words: str) -> None:
    assert words in why(text)


@pytest.mark.parametrize(
    "content",
    [
        "Grüße".encode("cp1252"),
        "Grüße".encode(),
        b"\xef\xbb\xbf" + "Grüße".encode(),
        "Grüße".encode("utf-16"),
    ],
)
def test_letters_come_through_in_every_encoding(content: bytes) -> None:
    assert session(content, "2024-03-01.md").draft.notes == "Grüße"


def test_a_note_without_a_date_comes_in_once_the_advice_was_followed() -> None:
    told = why("Ada works on prices.", "Ada.md")
    line = told.partition("“")[2].partition("”")[0]
    followed = session(f"{line}\nwith: Ada\n\nAda works on prices.", "Ada.md")
    assert followed.draft.wall_start == datetime(2026, 2, 5, 12) and followed.person
    assert followed.draft.notes == f"{line}\nwith: Ada\n\nAda works on prices."
    assert session("Ada works on prices.", "Ada 2026-02-05.md").draft.wall_start == datetime(2026, 2, 5, 12)
    assert "It has no date" in why("Dated: long ago\nwith: Ada", "Ada.md")


@pytest.mark.parametrize(
    "path", ["1.05.02.2024 Ada.md", "05.02.20241 Ada.md", "03/05/2024.md", "05.02.24 Ada.md"]
)
def test_a_name_that_says_no_day_for_certain_is_refused(path: str) -> None:
    assert "It has no date" in why("x", path)


def test_two_rules_with_text_between_them_are_no_front_matter() -> None:
    assert session("---\njust words\n---\nmore", "2024-03-01.md").draft.notes == "---\njust words\n---\nmore"


@pytest.mark.parametrize(
    "block",
    [
        "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n",
        "a: " + "[" * 15_000,
        "{" * 150,
        "? " * 7_000,
        "- " * 7_000,
        "a: !!python/object/apply:os.system ['echo no']\n",
        "a: !!binary x\n? [1, 2]\n: {b: c}\n",
        "&a a: *a\n<<: *a\n",
        "\x85\u2028: \ud7ff\n%YAML 9.9\n",
    ],
)
def test_a_bomb_in_the_front_matter_does_no_harm(block: str) -> None:
    draft = session(f"---\ndate: 2024-03-01\n{block}---\nx", "2024-03-01.md").draft
    assert draft.wall_start == datetime(2024, 3, 1, 12)


# Folders and ZIPs


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for name in (
        "b/2024-03-02.md",
        "A/2024-03-01.md",
        "2024-03-03.MD",
        ".trash/2024-03-04.md",
        "b/picture.png",
    ):
        path = tmp_path / "vault" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"note {name}", encoding="utf-8")
    return tmp_path / "vault"


def test_a_folder_is_read_in_a_fixed_order_without_what_is_hidden(vault: Path) -> None:
    assert [note.path for note in note_files.in_folder(vault)] == [
        "2024-03-03.MD",
        "A/2024-03-01.md",
        "b/2024-03-02.md",
    ]


def test_a_zip_of_the_folder_is_known_as_the_folder_is(vault: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in vault.rglob("*"):
            archive.write(path, f"vault/{path.relative_to(vault)}")
    folder = markdown_notes.parse(note_files.in_folder(vault), "UTC", NOW)
    assert markdown_notes.parse(note_files.in_zip(packed.getvalue()), "UTC", NOW) == folder
    assert [each.uid for each in folder.sessions] == ["2024-03-03.MD", "A/2024-03-01.md", "b/2024-03-02.md"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_links_and_pipes_in_a_folder_are_told_and_not_followed(vault: Path) -> None:
    (vault / "2024-03-05.md").symlink_to("/etc/hostname")
    (vault / "loop").symlink_to(vault)
    os.mkfifo(vault / "2024-03-06.md")
    batch = markdown_notes.parse(note_files.in_folder(vault), "UTC", NOW)
    assert [each.place for each in batch.refused] == ["2024-03-05.md", "2024-03-06.md"]
    assert len(batch.sessions) == 3


def test_a_folder_with_too_many_notes_or_too_many_bytes_is_refused(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ZIP_MEMBERS", 2)
    with pytest.raises(Trouble, match="more than 2 notes"):
        note_files.in_folder(vault)
    monkeypatch.setattr(limits, "ZIP_MEMBERS", 1000)
    monkeypatch.setattr(limits, "BYTES", 30)
    with pytest.raises(Trouble, match="more than Mentee can take in"):
        note_files.in_folder(vault)


def test_a_zip_without_notes_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("picture.png", b"x")
    with pytest.raises(Trouble, match="no Markdown notes"):
        note_files.in_zip(packed.getvalue())


@pytest.mark.parametrize(
    "name", ["../../2024-03-01.md", "/etc/2024-03-01.md", "C:\\2024-03-01.md", "a\\..\\2024-03-01.md"]
)
def test_a_name_in_a_zip_that_leads_out_of_it_is_only_a_name(name: str, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, b"x")
    batch = markdown_notes.parse(note_files.in_zip(packed.getvalue()), "UTC", NOW)
    assert len(batch.sessions) == 1
