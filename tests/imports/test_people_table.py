"""Tables of people: letters, delimiter and header are found, columns are known by name, and every odd line is told."""

import csv
import random

import pytest

from mentee_app.domain.incoming import Source
from mentee_app.imports import columns, limits, people_table, tables
from mentee_app.imports.columns import Column
from mentee_app.imports.people_table import NameOrder
from mentee_app.trouble import Trouble, TroubleKind
from tests.imports import table_samples
from tests.imports.mutating import check_mutated, check_sound

TOKENS = (
    b",", b";", b"\t", b"|", b'"', b'""', b"\r", b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"'=1", b" ::: ", b"\xe9", b"\xc3",
    b"Name", b"Email\n", b'"\n"', b"sep=;\n", b"\xed\xa0\x80", b"x@y.z,", b"\x1a", b"\x0b", b"Ada,",
)  # fmt: skip
SAMPLES = [
    text.encode()
    for name, text in vars(table_samples).items()
    if name.isupper()
]  # fmt: skip


def _batch(text, encoding="utf-8", **given):
    batch = people_table.parse(text.encode(encoding), **given)
    assert batch.source is Source.CSV
    check_sound(batch)
    return batch


def _one(text, encoding="utf-8"):
    batch = _batch(text, encoding)
    assert batch.refused == ()
    [person] = batch.people
    return person.draft


def test_linkedin_s_connections_are_found_below_its_notes():
    batch = _batch(table_samples.LINKEDIN)
    ada, grace = (each.draft for each in batch.people)
    assert (ada.name, ada.email, ada.organisation, ada.role) == (
        "Ada Lovelace",
        "ada@x.org",
        "Engines, Ltd",
        "Countess",
    )
    assert ada.reach == "https://www.linkedin.example/in/ada"
    assert ada.notes == "Connected On: 12 Mar 2023"
    assert (grace.name, grace.role) == ("Grace Hopper, PhD", 'Rear "Amazing" admiral')
    assert [each.place for each in batch.people] == ["Line 6", "Line 7"]


def test_google_s_new_table_is_read_with_several_values_in_one_cell():
    draft = _one(table_samples.GOOGLE_NEW)
    assert draft.name == "Dr. Grace Brewster Hopper"
    assert (draft.email, draft.phone) == ("grace@x.org", "+1 555-0100")
    assert (draft.organisation, draft.role) == ("US Navy, Research", "Rear admiral")
    assert draft.reach.splitlines() == [
        "https://grace.example", "E-mail 2 - Value: home@x.org", "Phone 1 - Value: +1 555-0101",
    ]  # fmt: skip
    assert draft.notes.splitlines() == [
        "Called: Amazing", "Birthday: 1906-12-09", "Met in", "Arlington", "Labels: * myContacts",
        "Address 1 - Formatted: 12 Harbour St", "Arlington",
    ]  # fmt: skip


def test_google_s_old_table_is_read():
    draft = _one(table_samples.GOOGLE_OLD)
    assert (draft.name, draft.email, draft.phone) == ("Ada Lovelace", "ada@x.org", "+44 1")
    assert (draft.organisation, draft.role) == ("Engines", "Countess")
    assert draft.notes == "Likes sums\nGroup Membership: * myContacts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
def test_outlook_s_german_table_is_read_in_any_letters(encoding):
    draft = _one(table_samples.OUTLOOK_GERMAN, encoding)
    assert (draft.name, draft.organisation, draft.role) == (
        "Herr Jürgen Müller",
        "Bäckerei Müller",
        "Meister",
    )
    assert (draft.phone, draft.email) == ("030 123456", "mueller@example.org")
    assert draft.reach.splitlines() == ["www.baecker.example", "Mobiltelefon: 0170 123456"]
    assert draft.notes == "Lehrt „gern“ – im Café"


def test_a_title_beside_a_job_title_is_part_of_the_name():
    draft = _one(table_samples.OUTLOOK)
    assert (draft.name, draft.role, draft.email) == ("Mr Charles Babbage", "Inventor", "c@x.org")
    assert draft.reach.splitlines() == ["E-mail 2 Address: b@x.org", "Mobile Phone: 2"]


@pytest.mark.parametrize(
    ("text", "name", "email", "phone", "role"),
    [
        (table_samples.FRENCH, "Élodie Lefèvre", "elodie@x.org", "06 00 00 00 01", "Éditrice"),
        (table_samples.SPANISH, "Íñigo Núñez", "inigo@x.org", "600 000 001", "Jefe"),
        (table_samples.THUNDERBIRD, "Ada L.", "ada@x.org", "1", "Analyst"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_french_spanish_and_thunderbird_s_columns_are_known(text, name, email, phone, role, encoding):
    draft = _one(text, encoding)
    assert (draft.name, draft.email, draft.phone, draft.role) == (name, email, phone, role)


def test_a_table_without_a_header_is_told_by_what_its_cells_look_like():
    table = tables.sniff(table_samples.NO_HEADER.encode())
    assert (table.delimiter, table.has_header) == ("|", False)
    assert table.header == ("Column 1", "Column 2", "Column 3")
    ada, grace = (each.draft for each in _batch(table_samples.NO_HEADER).people)
    assert (ada.name, ada.email, ada.phone) == ("Ada Lovelace", "ada@x.org", "+44 20 7946 0000")
    assert grace.name == "Grace Hopper"


def test_cells_made_safe_for_spreadsheets_are_read_as_they_were_written():
    draft = _one(table_samples.OWN)
    assert (draft.phone, draft.role, draft.notes, draft.how_met) == (
        "+44 1",
        "=1+1",
        "-5 degrees",
        "At a ball",
    )
    assert _one("Name,Notes\n'quoted' Ada,'tis true\n").notes == "'tis true"


def test_a_line_that_is_shifted_short_or_nameless_is_told_by_its_number():
    text = 'Name,Email,Phone\n"Ada\nL",a@x.org,1\nBob,b@x.org\nEve,e@x.org,2,extra\n,n@x.org,3\n\nZoe,z@x.org,4,\n'
    batch = _batch(text)
    assert [(each.place, each.draft.name) for each in batch.people] == [
        ("Line 2", "Ada L"), ("Line 4", "Bob"), ("Line 8", "Zoe"),
    ]  # fmt: skip
    assert batch.people[1].left == (
        "The line has 2 cells, but there are 3 columns; the last ones are taken as empty.",
    )
    assert [(each.place, each.why) for each in batch.refused] == [
        ("Line 5", "The line has 4 cells, but there are 3 columns."),
        ("Line 6", "The line names nobody. It holds: n@x.org, 3"),
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_and_what_stands_before_it_is_read():
    batch = _batch('Name,Email\nAda,a@x.org\nBob,"b@x.org\nEve,e@x.org\n')
    assert [each.draft.name for each in batch.people] == ["Ada"]
    assert [(each.place, each.why) for each in batch.refused] == [
        ("Line 3", "A quotation mark is opened in this line and never closed."),
    ]


@pytest.mark.parametrize("delimiter", tables.DELIMITERS)
def test_every_delimiter_is_found_also_where_others_stand_in_the_cells(delimiter):
    rows = [["Name", "Company", "Notes"], ["Ada", "A, B; C", "one"], ["Bob", "D | E\tF", "two\nthree"]]
    text = "\n".join(delimiter.join('"' + cell + '"' for cell in row) for row in rows)
    assert tables.sniff(text.encode()).delimiter == delimiter
    assert [each.draft.organisation for each in _batch(text).people] == ["A, B; C", "D | E\tF"]


def test_excel_s_line_about_the_delimiter_is_believed_and_no_person():
    batch = _batch("sep=;\nName;Email\nAda;a@x.org\n")
    assert [(each.draft.name, each.place) for each in batch.people] == [("Ada", "Line 3")]


def test_what_is_given_is_not_guessed():
    content = "Müller;1\n".encode("mac-roman")
    assert tables.sniff(content, encoding="cp1252").rows[0].cells[0] == "MŸller"
    table = tables.sniff(content, delimiter=",", encoding="mac-roman", has_header=True)
    assert (table.header, table.rows, table.delimiter) == (("Müller;1",), (), ",")


def test_a_mapping_and_an_order_of_names_are_obeyed():
    text = "First Name,Last Name,City\nZedong,Mao,Peking\n"
    mapping = (Column.GIVEN, Column.FAMILY, Column.NOTES)
    [person] = _batch(text, mapping=mapping, order=NameOrder.FAMILY_FIRST).people
    assert (person.draft.name, person.draft.notes) == ("Mao Zedong", "City: Peking")
    with pytest.raises(Trouble, match="No column of this table holds names"):
        people_table.parse(text.encode(), (Column.IGNORE,) * 3)


def test_a_word_for_the_whole_name_means_a_part_where_the_other_part_has_its_own_column():
    assert columns.proposed(("Vorname", "Name")) == (Column.GIVEN, Column.FAMILY)
    assert columns.proposed(("Nombre", "Apellidos")) == (Column.GIVEN, Column.FAMILY)
    assert columns.proposed(("Nom", "Courriel")) == (Column.NAME, Column.EMAIL)
    assert columns.proposed(("Name", "Given Name", "Family Name"))[0] is Column.NAME
    assert columns.proposed(("Name", "Title", "Shoe size")) == (Column.NAME, Column.ROLE, Column.IGNORE)


def test_every_meaning_of_a_column_has_its_words():
    assert len({columns.said(each) for each in Column}) == len(Column)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", b",,,\n,,\n"]
)
def test_an_empty_file_is_refused_in_words(content):
    with pytest.raises(Trouble, match="There is nothing in this file") as caught:
        people_table.parse(content)
    assert caught.value.kind is TroubleKind.BAD_INPUT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (limits.BYTES + 1), "larger than 50 MB"),
        (b"Name\n" + b"Ada\n" * (limits.RECORDS + 1), "more than 100,000 records"),
        (b"," * 5000 + b"x", "more than 300 cells"),
        (b"Name\n" + b"x" * (3 * limits.TEXT), "longer than any table's"),
        (b'Name\n"' + b"x\n" * limits.TEXT, "never closed"),
        (b"Name\n" + (b"x," * 290 + b"x\n") * 20_000, "more than Mentee can take in"),
    ],
)
def test_limits_come_first(content, words):
    before = csv.field_size_limit()
    with pytest.raises(Trouble, match=words):
        people_table.parse(content)
    assert csv.field_size_limit() == before


def test_hostile_texts_come_back_as_one_value_each():
    chance = random.Random(3)
    odd = (
        ",",
        ";",
        '"',
        "\n",
        "\r\n",
        "\t",
        "|",
        "'",
        "=1",
        "é",
        "導師",
        "\u2028",
        "x",
        " ",
        "\\",
        "👩",
        "@",
    )
    notes = ["n" + "".join(chance.choice(odd) for _each in range(8)) + "." for _number in range(300)]
    text = "Name,Notes\r\n" + "".join(f'Ada,"{note.replace(chr(34), chr(34) * 2)}"\r\n' for note in notes)
    assert [each.draft.notes for each in _batch(text).people] == notes


def test_broken_files_are_read_or_refused_and_nothing_else():
    found = check_mutated(people_table.parse, SAMPLES, TOKENS, 300, seed=7)
    assert sum(found.values()) == 300 and found["read"] > 150
