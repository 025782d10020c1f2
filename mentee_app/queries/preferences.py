"""Looks up the mentee's choices that belong to the notebook."""

from mentee_app.storage import rows


def chosen(name: str, otherwise: str = "") -> str:
    """The choice kept under a name."""
    found = rows.of("SELECT value FROM preference WHERE name = ? AND deleted_at IS NULL", name)
    return str(found[0][0]) if found else otherwise
