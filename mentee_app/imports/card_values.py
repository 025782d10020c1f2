"""Reads the values of the lines of a contact: their letters, parameters, escapes and parts."""

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Property:
    """One property of a card: its name in capitals, its group, its parameters (in capitals), and its value as in the file."""

    name: str
    group: str
    parameters: tuple[tuple[str, str], ...]
    value: str
    old: bool

    def types(self) -> frozenset[str]:
        """What its TYPE says, in small letters; in version 2.1 a type may stand alone."""
        return frozenset(value.lower() for name, value in self.parameters if name in ("TYPE", ""))

    def parameter(self, wanted: str) -> str:
        """The first value of a parameter; empty where there is none."""
        return next((value for name, value in self.parameters if name == wanted), "")

    def text(self) -> str:
        """The value as one text."""
        return _unescaped(self.value, self.old)

    def parts(self, mark: str = ";") -> list[str]:
        """The value as the texts between `mark`."""
        return [_unescaped(part, self.old) for part in _split(self.value, mark)]


@lru_cache(maxsize=1000)
def parameters(head: bytes) -> tuple[tuple[str, str], ...]:
    """The parameters, one by one: `TYPE=home,voice` are two of the same name, `;HOME` has none."""
    if not head:
        return ()
    text = head.decode("utf-8", "replace")
    found = []
    for part in _split(text, ";", quotes=True)[:100]:
        name, is_pair, value = part.partition("=")
        if not is_pair:
            found.append(("", name.strip()))
            continue
        for each in _split(value, ",", quotes=True):
            found += [(name.strip().upper(), one.strip()) for one in each.strip().strip('"').split(",")]
    return tuple(found)


def _split(text: str, mark: str, quotes: bool = False) -> list[str]:
    """The parts between marks that are not escaped; with `quotes`, not within quotation marks either."""
    if "\\" not in text and not quotes:
        return text.split(mark)
    parts, begun = [], 0
    escape, quoted = "" if quotes else "\\", False
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == escape:
            at += 1
        elif quotes and letter == '"':
            quoted = not quoted
        elif letter == mark and not quoted:
            parts.append(text[begun:at])
            begun = at + 1
        at += 1
    return [*parts, text[begun:]]


def _unescaped(text: str, old: bool) -> str:
    r"""Escapes taken out. Version 2.1 knows `\;` and what programs write like it, but no `\n`."""
    if "\\" not in text:
        return text

    def plain(found: re.Match[str]) -> str:
        letter = found[1]
        if letter in "nN":
            return found[0] if old else "\n"
        return letter if letter in "\\,;:" else str(found[0])

    return _ESCAPED.sub(plain, text)


def decoded(value: bytes, head: bytes, quoted: bool) -> str:
    """The bytes of a value as text, in the letters that it names, else in those that it seems to be in."""
    if quoted:
        value = binascii.a2b_qp(value)
    if b"CHARSET" in head.upper():
        named = next((value for name, value in parameters(head) if name == "CHARSET"), "")
        try:
            return value.decode(_known_letters(named))
        except (LookupError, ValueError):
            pass
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _known_letters(named: str) -> str:
    found = named.lower().replace("_", "-")
    if not _LETTERS.fullmatch(found):
        raise LookupError(named)
    return found


_LETTERS = re.compile(
    r"utf-?8|us-ascii|ascii|iso-8859-\d{1,2}|latin-?[1-9]|(windows-|cp)125[0-8]|cp(437|850|852|866|874|932|949|950)"
    r"|gbk|gb2312|gb18030|big5|euc-jp|euc-kr|shift-jis|sjis|iso-2022-jp|koi8-[ru]|mac(-?roman|intosh)|tis-620|utf-16(-[lb]e)?"
)
"""The names of letters that are believed; looking up any other would search the disk for it."""

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
