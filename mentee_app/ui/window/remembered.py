"""What the window remembers of its own: place, tab, colours, size; in a small file that is read before the notebook opens."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from mentee_app import own_files
from mentee_app.trouble import Trouble
from mentee_app.ui.style.theme import Scheme

_NAME = "window.json"


@dataclass(frozen=True)
class Remembered:
    """The window as it was left: `place` is Qt's geometry in base64, `zoom` in percent."""

    place: str = ""
    tab: int = 0
    scheme: str = Scheme.SYSTEM.value
    zoom: int = 100

    @property
    def colours(self) -> Scheme:
        """The scheme; the system's where it is none that we know."""
        return next((scheme for scheme in Scheme if scheme.value == self.scheme), Scheme.SYSTEM)


def read(folder: Path) -> Remembered:
    """What is remembered in the data folder; the defaults where there is nothing, or nothing that makes sense."""
    try:
        found = json.loads(own_files.read(folder / _NAME) or b"{}")
        known = {field.name: type(field.default) for field in fields(Remembered)}
        return Remembered(**{name: value for name, value in found.items() if type(value) is known.get(name)})
    except (OSError, ValueError, AttributeError, RecursionError):
        return Remembered()


def write(folder: Path, remembered: Remembered) -> None:
    """Remember it; where that cannot be, it is not worth a word."""
    from mentee_app.exports import files

    try:
        files.atomic_write(folder / _NAME, json.dumps(asdict(remembered)).encode())
    except Trouble:
        pass
