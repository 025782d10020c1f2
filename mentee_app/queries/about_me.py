"""Looks up what the mentee says about themselves."""

import re

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.storage import rows
from mentee_app.storage.tables import AboutMe

_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;:]+")


def kept_about_me() -> Kept[AboutMeDraft] | None:
    """The one row, or None before anything was written."""
    first = AboutMe.select(AboutMe.id).order_by(AboutMe.id).limit(1)
    return kept.one(AboutMeDraft, next((row[0] for row in rows.tuples(first)), None))


def about_me() -> AboutMeDraft:
    """What they say; empty fields before anything was written."""
    found = kept_about_me()
    return found.draft if found else AboutMeDraft()


def own_addresses() -> tuple[str, ...]:
    """The email addresses in what they say of how to reach them, as they are written there."""
    return tuple(_ADDRESS.findall(about_me().reach))
