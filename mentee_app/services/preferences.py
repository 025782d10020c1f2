"""Changes preferences: the small choices that the app remembers (window place, zoom, colours)."""

from mentee_app.services.changes import Changes, Kind
from mentee_app.storage import ids
from mentee_app.storage.tables import Preference


class Preferences:
    """Names and values, both text."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def put(self, **values: str) -> None:
        """Remember these values under their names. Raises Trouble."""
        with self._changes.transaction(Kind.PREFERENCES) as touched:
            for name, value in values.items():
                now = ids.now_ms()
                change = Preference.update(value=value, updated_at=now, rev=Preference.rev + 1)
                if not change.where(Preference.name == name).execute():
                    row = {"id": ids.new_id(), "created_at": now, "updated_at": now}
                    Preference.insert(**row, name=name, value=value).execute()
            touched.moved = True
