"""What a file is, is told by what it holds; what is not read is named."""

import os
import zipfile
from pathlib import Path

import pytest

from mentee_app.imports import sniffing
from mentee_app.imports.sniffing import Format
from mentee_app.trouble import Trouble, TroubleKind
from tests.imports import mutants, whole_notebook

OF = {
    "calendar": Format.CALENDAR,
    "vcard": Format.VCARD,
    "table": Format.TABLE,
    "monica": Format.MONICA,
    "markdown": Format.MARKDOWN,
}


@pytest.mark.parametrize("kind", OF)
@pytest.mark.parametrize("name", ["file", "file.txt", "file.dat", "file.pdf"])
def test_a_file_is_told_by_what_it_holds_whatever_it_is_called(kind: str, name: str, tmp_path: Path) -> None:
    for sample in mutants.SAMPLES[kind]:
        (tmp_path / name).write_bytes(sample)
        assert sniffing.what_is(tmp_path / name) is OF[kind]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_of_two_bytes_are_no_picture(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_bytes("BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n".encode(encoding))
    assert sniffing.what_is(path) is Format.VCARD


def test_everything_is_known_in_both_layouts(tmp_path: Path) -> None:
    for sample in whole_notebook.samples():
        (tmp_path / "out.json").write_bytes(sample)
        assert sniffing.what_is(tmp_path / "out.json") is Format.EVERYTHING


def test_monica_is_known_when_its_fields_stand_in_another_order(tmp_path: Path) -> None:
    long = (
        b'{"account": {"uuid": "a", "data": ['
        + b'"x",' * 100_000
        + b'"x"]}, "exported_by": "u", "app_version": "4"}'
    )
    (tmp_path / "out").write_bytes(long)
    assert sniffing.what_is(tmp_path / "out") is Format.MONICA


@pytest.mark.parametrize(
    "text",
    [
        "[[Ada]] and I met\n",
        "[Ada](ada.md), Bo\n",
        "{{date}}\n",
        "well, yes\nno\n",
        "# a, b\nc, d\n",
        "- a, b\n- c, d\n",
    ],
)
def test_a_note_that_looks_like_something_else_is_a_note(text: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    assert sniffing.what_is(tmp_path / "note.txt") is Format.MARKDOWN


def test_the_name_decides_where_both_would_be_right(tmp_path: Path) -> None:
    for name, kind in (("list.csv", Format.TABLE), ("list.md", Format.MARKDOWN)):
        (tmp_path / name).write_text("Name\nAda\n", encoding="utf-8")
        assert sniffing.what_is(tmp_path / name) is kind


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"%PDF-1.7\n", "is a PDF"),
        (b"SQLite format 3\0" + b"\0" * 100, "is a database"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0" + b"\0" * 16 + b"[Content_Types].xml",
            "is an Office document",
        ),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "is an OpenDocument file",
        ),
        (b"\x7fELF\x02", "is a program"),
        (b"MZ\x90\0", "is a program"),
        (b"\x1f\x8b\x08", "is packed"),
        (b"<!DOCTYPE html><p>", "is a web page"),
        (b"<?xml version='1.0'?>", "is a web page or XML"),
        (b"{\\rtf1 ", "in RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Office document"),
        (b'{"a": 1}', "neither from Mentee nor from Monica"),
        (b"# Monica\nINSERT IGNORE INTO accounts VALUES (1);", "choose the export as JSON"),
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (bytes(range(256)) * 20, "of no kind that Mentee reads"),
        (b"\0" * 5000, "of no kind that Mentee reads"),
    ],
)
def test_what_is_not_read_is_named(start: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "thing").write_bytes(start)
    with pytest.raises(Trouble, match=words) as caught:
        sniffing.what_is(tmp_path / "thing")
    assert caught.value.kind is TroubleKind.BAD_INPUT and "thing" in caught.value.sentence


def test_a_file_of_more_than_50_mb_is_refused_but_not_one_of_everything(tmp_path: Path) -> None:
    path = tmp_path / "large"
    for start in (b"BEGIN:VCARD\r\n", whole_notebook.samples()[0]):
        with path.open("wb") as file:
            file.write(start + b"\n" * 50_000_000)
        if start.startswith(b"{"):
            assert sniffing.what_is(path) is Format.EVERYTHING
        else:
            with pytest.raises(Trouble, match="larger than 50 MB"):
                sniffing.what_is(path)


def test_a_folder_or_a_zip_of_notes_is_markdown(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.md").write_text("x", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as archive:
        archive.writestr("a.md", "x")
    assert sniffing.what_is(tmp_path) is Format.MARKDOWN
    assert sniffing.what_is(tmp_path / "notes.zip") is Format.MARKDOWN


def test_a_folder_with_nothing_to_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="an empty folder"):
        sniffing.what_is(tmp_path)
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(Trouble, match="without Markdown notes"):
        sniffing.what_is(tmp_path)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="is not there") as caught:
        sniffing.what_is(tmp_path / "gone")
    assert caught.value.kind is TroubleKind.VANISHED
    for name in ("a" * 300, "a\0b"):
        with pytest.raises(Trouble, match="no name that a file can have"):
            sniffing.what_is(tmp_path / name)


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices")
def test_links_pipes_and_devices_are_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    for name, words in (
        ("loop", "back to itself"),
        ("dangling", "leads to a file that is not there"),
        ("pipe", "a pipe"),
    ):
        with pytest.raises(Trouble, match=words):
            sniffing.what_is(tmp_path / name)
    with pytest.raises(Trouble, match="a device"):
        sniffing.what_is(Path("/dev/zero"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is locked to an administrator")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "locked"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(Trouble, match="may not be read") as caught:
        sniffing.what_is(path)
    assert caught.value.kind is TroubleKind.NO_ACCESS
