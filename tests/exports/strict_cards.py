"""A second reader of contacts, written from RFC 6350's and RFC 2426's grammar: refuses everything they do not allow."""

import re

Line = tuple[str, dict[str, str], str]

_NAME = re.compile(r"[A-Z0-9-]+")
_ESCAPE = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";"}


def read(content: bytes) -> list[list[Line]]:
    """The cards, each as its lines (name, parameters, value as it stands). AssertionError for what is not allowed."""
    assert content.endswith(b"\r\n") or not content
    physical = content.split(b"\r\n")[:-1]
    lines: list[bytes] = []
    for line in physical:
        assert 0 < len(line) <= 75, "a line is empty or longer than 75 bytes"
        assert not any(byte < 32 and byte != 9 or byte == 127 for byte in line), "a control character"
        line.decode("utf-8")  # no letter is torn
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    cards: list[list[Line]] = []
    inside = False
    for line in lines:
        name, parameters, value = _line(line.decode("utf-8"))
        if name == "BEGIN":
            assert not inside and value == "VCARD"
            cards.append([])
            inside = True
        elif name == "END":
            assert inside and value == "VCARD"
            inside = False
        else:
            assert inside, "a line outside of a card"
            cards[-1].append((name, parameters, value))
    assert not inside
    for card in cards:
        assert card[0][0] == "VERSION", "VERSION comes first"
        names = [name for name, _parameters, _value in card]
        assert names.count("FN") == names.count("N") == names.count("UID") == names.count("REV") == 1
    return cards


def text(value: str) -> str:
    """One text: every comma, semicolon and backslash in it is escaped."""
    [whole] = parts(value, "\0")
    return whole


def parts(value: str, mark: str = ";") -> list[str]:
    """The texts between marks."""
    found, at = [""], 0
    while at < len(value):
        letter = value[at]
        if letter == "\\":
            found[-1] += _ESCAPE[value[at + 1]]
            at += 1
        elif letter == mark:
            found.append("")
        else:
            assert letter not in ",;", "a comma or semicolon that is not escaped"
            found[-1] += letter
        at += 1
    return found


def _line(line: str) -> Line:
    head, colon, value = line.partition(":")
    assert colon
    name, *parameters = head.split(";")
    assert _NAME.fullmatch(name), name
    return name, dict(each.split("=") for each in parameters), value
