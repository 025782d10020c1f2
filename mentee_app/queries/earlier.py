"""Looks up earlier versions of a text."""

from dataclasses import dataclass

from mentee_app.queries import paging


@dataclass(frozen=True)
class Version:
    """A text as it was until `kept_at` (Unix milliseconds)."""

    id: int
    kept_at: int
    text: str


def versions(subject: int, field: str) -> list[Version]:
    """The earlier versions of one text of a kept thing (id), the newest first."""
    sql = (
        "SELECT id, created_at, text FROM earlier_version"
        " WHERE subject_id = ? AND field = ? AND deleted_at IS NULL ORDER BY id DESC"
    )
    return paging.every(Version, sql, subject, field)
