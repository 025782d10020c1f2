"""The lines at the top of a note that say what it is: YAML between ---, "key:: value", or "date: …" as its first line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent

_MOST = 16_000
_NESTED = 200
"""Brackets: a block with more is not given to YAML, which takes long over them."""

_BLOCK = re.compile(r"---[ \t]*\n(?:(.*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([^\W\d_][\w /-]{0,40}?)\s*::?(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
_DOUBLE_COLON = re.compile(r"(?:[-*]\s+)?([^\W\d_][\w -]{0,40})::\s*(.*)")
_LABELLED = re.compile(r"([^\W\d_][\w ]{0,40}):\s+(\S.*)")
_SHALLOW = 4


@dataclass(frozen=True)
class Top:
    """The fields by plain name (small letters, no blanks or marks), and the note below as it was typed."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: str = ""


def split(text: str) -> Top:
    """The fields and the body of a note, line ends being \\n."""
    found = _BLOCK.match(text)
    if found and len(found[0]) <= _MOST and (fields := _fields(found[1] or "")) is not None:
        return Top(fields, text[found.end() :].lstrip("\n"))
    return Top(_in_the_text(text), text)


def is_toml(text: str) -> bool:
    """Whether the top is in the language of Hugo that is not read here."""
    return re.match(r"\+\+\+[ \t]*\n", text) is not None


def plain_name(key: str) -> str:
    return re.sub(r"[\W_]+", "", key.casefold())


class _OnlyText(yaml.BaseLoader):
    """Every scalar stays the text it is, no tag makes an object, and nothing may be referred to twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _fields(block: str) -> dict[str, tuple[str, ...]] | None:
    """None where the block is no fields at all: text between two rules."""
    if block.count("[") + block.count("{") <= _NESTED:
        try:
            told = _OnlyText(block).get_single_data()
        except (yaml.YAMLError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
            pass
        else:
            if isinstance(told, dict):
                return {plain_name(str(key)): _texts(value) for key, value in told.items()}
            return {} if told in (None, "") else None
    return _by_line(block)


def _texts(value: Any, deep: int = 0) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, list) and deep < _SHALLOW:
        return tuple(text for each in value for text in _texts(each, deep + 1))
    return ()


def _by_line(block: str) -> dict[str, tuple[str, ...]] | None:
    """What people write that is not quite YAML: "title: Ada: a plan", "with: [[Ada]], [[Bo]]"."""
    fields: dict[str, tuple[str, ...]] = {}
    last = ""
    for line in block.split("\n"):
        if found := _LINE.fullmatch(line.rstrip()):
            last = plain_name(found[1])
            fields[last] = tuple(filter(None, [_unquoted(found[2] or "")]))
        elif last and (found := _ITEM.fullmatch(line)):
            fields[last] += (_unquoted(found[1]),)
    return fields or None


def _in_the_text(text: str) -> dict[str, tuple[str, ...]]:
    """The properties that Logseq, Obsidian's Dataview and Notion write into the first lines of the note itself."""
    lines = [line.strip() for line in text[:4000].split("\n")[:40]]
    fields: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if found := _DOUBLE_COLON.fullmatch(line):
            fields.setdefault(plain_name(found[1]), (found[2],) if found[2] else ())
    if fields:
        return fields
    if lines[0].startswith("# "):
        return _labelled(lines[2:] if lines[1:2] == [""] else lines[1:])
    return _labelled(lines) if lines[0].casefold().startswith("date:") else {}


def _labelled(lines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The "key: value" with which the first of these lines begin."""
    fields: dict[str, tuple[str, ...]] = {}
    for line in lines:
        labelled = _LABELLED.fullmatch(line)
        if not labelled:
            break
        fields[plain_name(labelled[1])] = (labelled[2],)
    return fields


def _unquoted(text: str) -> str:
    line = text.strip()
    return line[1:-1] if len(line) > 1 and line[0] == line[-1] and line[0] in "\"'" else line
