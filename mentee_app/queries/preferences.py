"""Looks up preferences."""

from mentee_app.storage import rows
from mentee_app.storage.tables import Preference


def all_preferences() -> dict[str, str]:
    """All names and values."""
    return dict(rows.tuples(Preference.select(Preference.name, Preference.value)))
