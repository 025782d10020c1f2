"""What is too large, too deep or too much is refused in a sentence before it costs anything."""

import io
import zipfile

import pytest

from mentee_app.imports import limits
from mentee_app.trouble import Trouble


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_every_encoding_it_may_have(encoding: str) -> None:
    assert limits.json_value('{"a": ["ü", 1]}'.encode(encoding)) == {"a": ["ü", 1]}


@pytest.mark.parametrize("depth", [50, 51, 10_000, 3_000_000])
def test_json_that_stands_too_deep_is_refused(depth: int) -> None:
    content = b"[" * depth + b"]" * depth
    if depth <= 50:
        assert limits.json_value(content) is not None
        return
    with pytest.raises(Trouble, match="more than 50 deep"):
        limits.json_value(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"[" + b"9" * 5000 + b"]",
        b'"\xff"',
        b"{'a': 1}",
        b"[1,]",
        b"\xff\xfe{",
    ],
)
def test_json_that_is_not_whole_is_refused(content: bytes) -> None:
    with pytest.raises(Trouble, match="not whole JSON"):
        limits.json_value(content)


def test_json_with_too_many_values_is_refused_before_it_is_read() -> None:
    with pytest.raises(Trouble, match="more than Mentee can take in"):
        limits.json_value(b"[" + b"0," * 4_000_001 + b"0]")


def test_a_file_of_more_than_50_mb_is_refused() -> None:
    limits.check_size(50_000_000)
    with pytest.raises(Trouble, match="larger than 50 MB"):
        limits.check_size(50_000_001)


def test_a_text_counts_by_its_bytes() -> None:
    assert not limits.is_too_long("x" * 1_000_000)
    assert limits.is_too_long("x" * 1_000_001)
    assert not limits.is_too_long("€" * 333_333)
    assert limits.is_too_long("€" * 333_334)


def test_a_zip_that_swells_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Trouble, match="more than 100 times"):
        limits.open_zip(zipped(("a.md", b"\0" * 1_000_000)))
    with pytest.raises(Trouble, match="more than 100 times"):
        limits.open_zip(zipped(("a.md", b"\0" * 1_000_000), ("b.md", bytes(range(256)) * 200)))


def test_a_zip_that_is_large_inside_is_refused() -> None:
    packed = bytearray(zipped(("a.md", b"hello")))
    place = packed.index(b"PK\x01\x02")
    packed[place + 24 : place + 28] = (50_000_001).to_bytes(4, "little")
    with pytest.raises(Trouble, match="larger than 50 MB"):
        limits.open_zip(bytes(packed))


def test_a_zip_with_too_many_members_is_refused() -> None:
    limits.open_zip(zipped(*((f"{number}.md", b"") for number in range(1000)))).close()
    with pytest.raises(Trouble, match="more than 1,000 files"):
        limits.open_zip(zipped(*((f"{number}.md", b"") for number in range(1001))))


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    packed = bytearray(zipped(("a.md", b"hello" * 100)))
    place = packed.index(b"PK\x01\x02")
    packed[place + 24 : place + 28] = (5).to_bytes(4, "little")
    with limits.open_zip(bytes(packed)) as archive:
        held = limits.zip_member(archive, archive.infolist()[0])
    assert held is None or len(held) <= 5


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18, b"PK\x05\x06" + b"\0" * 17]
)
def test_a_damaged_zip_is_refused(content: bytes) -> None:
    with pytest.raises(Trouble, match="damaged"):
        limits.open_zip(content)
