"""Looks up agenda templates: those that come with the app, and the mentee's own."""

import json
from functools import cache

from mentee_app import paths
from mentee_app.domain.templates import TemplateDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.storage import rows


@cache
def built_in() -> tuple[TemplateDraft, ...]:
    """The templates that come with the app; their words go through gettext where they are shown."""
    entries = json.loads(paths.resource("agenda/templates.json").read_text("utf-8"))
    return tuple(TemplateDraft(entry["name"], "\n".join(entry["points"])) for entry in entries)


def own() -> list[Kept[TemplateDraft]]:
    """The mentee's own templates, in their order."""
    sql = "SELECT id FROM agenda_template WHERE deleted_at IS NULL ORDER BY position, id"
    found = (kept.one(TemplateDraft, row[0]) for row in rows.of(sql))
    return [each for each in found if each]


def next_place() -> int:
    """The position of a template that is put last."""
    sql = "SELECT coalesce(max(position), -1) + 1 FROM agenda_template WHERE deleted_at IS NULL"
    return int(rows.of(sql)[0][0])
