"""Ending a relationship well: the thanks, written as far as they can be."""

from mentee_app.domain import asking


def thanks(template: str, name: str, learned: str, next_step: str, own_name: str) -> str:
    """The template with its blanks filled; what is not known stays in its [brackets].

    The blanks: [name], [what I learned], [what comes next], [your name].
    """
    values = {
        "name": name,
        "what I learned": learned,
        "what comes next": next_step,
        "your name": own_name,
    }
    text = template
    for blank in reversed(asking.blanks(template, template)):
        value = values.get(blank.text, "").strip()
        if value:
            text = text[: blank.start] + value + text[blank.end :]
    return text
