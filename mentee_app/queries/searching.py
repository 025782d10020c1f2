"""Turns what a person types into a filter field into a query of the index over all written text."""


def match(words: str) -> str:
    """The FTS5 query for rows that hold all `words`, each from its beginning; "" where there is nothing to look for."""
    return " ".join(f'"{word}"*' for word in _words(words))


def match_title(words: str) -> str:
    """The same, in titles and names only."""
    query = match(words)
    return f"title : ({query})" if query else ""


def _words(text: str) -> list[str]:
    cleaned = text.replace('"', " ").replace("\0", " ")
    return [word for word in cleaned.split() if any(letter.isalnum() for letter in word)]
