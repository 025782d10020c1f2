"""Looks up whether anything was written yet."""

from mentee_app.storage import rows

_TABLES = ("about_me", "agenda_template", "area", "goal", "person", "question", "request")
"""Everything else hangs on one of these, but what was begun (drafts) and chosen."""


def anything() -> bool:
    """Whether the notebook holds, or held, anything of the person's. Raises Trouble."""
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in _TABLES)
    return bool(rows.of(f"SELECT {asked}")[0][0])
