"""Puts a reading together with the words that every document needs."""

from typing import Any

from mentee_app.exports import wording
from mentee_app.exports.reading import Reading
from mentee_app.i18n import _


def reading(language: str, **said: Any) -> Reading:
    """A reading in this language (like "en" or "ar_EG"); the other parts as in Reading."""
    frame = wording.frame(language)
    return Reading(
        language=frame["language"], region=frame["region"], rtl=frame["rtl"], words=_words(), **said
    )


def _words() -> dict[str, str]:
    return {
        "page": _("Page {page} of {pages}"),
        "missing": _(
            "No font on this computer has these characters. Each stands as an empty box or as \ufffd:"
        ),
        "more_missing": _("and {count} more"),
    }
