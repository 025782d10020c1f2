"""Sets apart what the index would take for one word: letters of scripts without spaces, and signs beside a word."""

import re
import sqlite3
import unicodedata

_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff\u1950-\u19df"  # Burmese, Khmer, Tai Le
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # radicals, iteration marks, kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Han, half-width kana
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"  # old kana, the Han of the further planes
    "])"
)

_SIGN = re.compile(r"[^\w\s\x00-\x7f\u0300-\u036f]")
"""SQLite knows the signs of Unicode 6.1; it takes later ones (emoji, ₺, bidi isolates) for letters of the word beside them."""

_VOWEL_SIGN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
"""Of Hebrew and Arabic, where they are diacritics: a word is found with and without them."""

_MARK = re.compile("[\u0300-\u036f]+")
"""SQLite takes these off Latin letters only; Ё and έ are to be found as е and ε too."""


def spaced(text: str) -> str:
    """`text` without the marks on its letters, with a space in place of signs, and around each letter of a script that
    has none between words: Chinese, Japanese, Thai, Lao, Burmese and Khmer."""
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", text)))
    return _UNSPACED.sub(r" \1 ", _SIGN.sub(" ", _VOWEL_SIGN.sub("", bare)))


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL function `spaced`, which the triggers of the index call."""
    connection.create_function("spaced", 1, spaced, deterministic=True)
