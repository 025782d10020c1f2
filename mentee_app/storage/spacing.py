"""Sets spaces between the letters of scripts that write none between words, so that the index finds a word inside a line."""

import re
import sqlite3

_UNSPACED = re.compile(
    "(["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff\u1950-\u19df"  # Burmese, Khmer, Tai Le
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # radicals, iteration marks, kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Han, half-width kana
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"  # old kana, the Han of the further planes
    "])"
)


def spaced(text: str) -> str:
    """`text` with a space around each letter of Chinese, Japanese, Thai, Lao, Burmese and Khmer; all else as it is."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL function `spaced`, which the triggers of the index call."""
    connection.create_function("spaced", 1, spaced, deterministic=True)
