"""Reads what is known of words that are names too, and of endings that languages hang on to a name."""

import json
from functools import cache
from typing import Any

from mentee_app import paths
from mentee_app.domain.lettered import letters
from mentee_app.domain.name_spellings import NameWords


@cache
def known() -> NameWords:
    """The words of all languages there are lists of."""
    read = json.loads(paths.resource("names/words.json").read_text(encoding="utf-8"))
    return NameWords(
        common=frozenset(_words(read["common"])),
        small=frozenset(_words(read["small"])),
        titles=frozenset(_words(read["titles"])),
        particles=frozenset(_words(read["particles"])),
        common_to_reach=frozenset(_words(read["common_to_reach"])),
        endings=tuple(_words(read["endings"])),
        endings_of_stems=tuple(_words(read["endings_of_stems"])),
        beginnings=frozenset(_words(read["beginnings"])),
        addressed=tuple(_words(read["addressed"])),
    )


def _words(lines: Any) -> list[str]:
    """The folded words of lines, by language or not."""
    every = [line for some in lines.values() for line in some] if isinstance(lines, dict) else lines
    return [letters(word) for line in every for word in line.split()]
