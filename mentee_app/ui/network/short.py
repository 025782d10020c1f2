"""Shortens what a person wrote to what a sentence or a button has room for."""


def short(text: str, most: int = 60) -> str:
    """`text` in one line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
