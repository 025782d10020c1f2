"""Writes many rows at once, table by table, inside the transaction that is open: the sample, and what is imported."""

from collections import Counter, defaultdict
from typing import Any

from mentee_app.storage import ids, tables
from mentee_app.storage.tables import Row

_ENOUGH = 20_000
"""Rows that are kept back before they are written: some tens of megabytes."""


class ManyRows:
    """Collects rows and writes them in the order of the tables, so that what is referred to comes first."""

    def __init__(self) -> None:
        self._waiting: dict[type[Row], list[dict[str, Any]]] = defaultdict(list)
        self._blank: dict[type[Row], dict[str, Any]] = {}
        self._kept: Counter[type[Row]] = Counter()

    def put(self, table: type[Row], at: int, **values: Any) -> int:
        """Keep one row made `at` (Unix milliseconds), by the names of the table's fields; its id."""
        blank = self._blank.get(table) or self._blank.setdefault(table, _blank(table))
        if not values.keys() <= blank.keys():
            raise KeyError(f"{table.__name__} has no {sorted(values.keys() - blank.keys())}")
        id = ids.new_id()
        self._waiting[table].append({**blank, "id": id, "created_at": at, "updated_at": at, **values})
        self._kept[table] += 1
        return id

    def write_when_many(self) -> None:
        """Write what waits, if it is much."""
        if sum(map(len, self._waiting.values())) >= _ENOUGH:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        connection = tables.Row.run("SELECT 1", ()).connection
        for table in tables.ALL:
            rows = self._waiting.pop(table, [])
            if rows:
                connection.executemany(_insert(table), rows)

    def count(self, table: type[Row]) -> int:
        """How many rows were put into a table."""
        return self._kept[table]


def _blank(table: type[Row]) -> dict[str, Any]:
    return {field.name: field.default for field in table._meta.sorted_fields}


def _insert(table: type[Row]) -> str:
    fields = table._meta.sorted_fields
    columns = ", ".join(field.column_name for field in fields)
    return (
        f"INSERT INTO {table._meta.table_name} ({columns}) VALUES ({', '.join(':' + f.name for f in fields)})"
    )
