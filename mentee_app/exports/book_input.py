"""Turns a worded document into what resources/pdf/history.typ takes: every text made ready for setting."""

from dataclasses import is_dataclass
from typing import Any

from mentee_app.exports.lettering import Lettering
from mentee_app.exports.worded import Said, Worded

_LONG_PARAGRAPH = 20_000


def template_input(document: Worded) -> dict[str, Any]:
    """The document as the template takes it: dictionaries and lists, the names as in worded.py."""
    lettering = Lettering(document.frame.rtl)
    said: dict[str, Any] = _plain(document, lettering)
    said |= said.pop("frame")
    large = document.long_lines or lettering.longest > _LONG_PARAGRAPH
    said["linebreaks"] = "simple" if large else "optimized"
    return said | {"replaced": sorted(map(ord, lettering.replaced))}


def _plain(value: Any, lettering: Lettering) -> Any:
    if isinstance(value, str):
        return lettering.begun(value) if value.isprintable() else lettering.line(value)
    if isinstance(value, Said):
        return lettering.text(value.text)
    if isinstance(value, tuple):
        return [_plain(each, lettering) for each in value]
    if is_dataclass(value):
        said = {name: _plain(each, lettering) for name, each in vars(value).items()}
        if "cells" in said:
            said["cells"] = [lettering.text(each.text, narrow=True) for each in vars(value)["cells"]]
        if "line" in said:  # it may hold a name, and a name may be longer than a line
            said["line"] = lettering.text(said["line"])
        return said
    return value
