"""Changes the mentee's choices that belong to the notebook, by name."""

from mentee_app.domain import stored
from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Changes
from mentee_app.storage import ids
from mentee_app.storage.tables import Preference


class Preferences:
    """Choices as texts; `queries.preferences` reads them."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def choose(self, name: str, value: str, origin: object = None) -> None:
        """Keep a choice. Raises Trouble."""
        with self._changes.transaction(Kind.PREFERENCES, origin=origin) as touched:
            now = ids.now_ms()
            row = {"name": name, "value": stored.plain_value(value), "deleted_at": None}
            if not Preference.update(**row).where(Preference.name == name).execute():
                Preference.insert(**row, id=ids.new_id(), created_at=now, updated_at=now).execute()
            touched.moved = True
