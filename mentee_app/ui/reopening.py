"""What the window that closes tells the one that follows: what is done between them, and how the notebook is opened then."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What is said when the window stands again."""

    title: str
    text: str


@dataclass(frozen=True)
class Reopening:
    """How the notebook is opened anew: `act` comes before, while it is closed (raises Trouble).

    `second_folder` is kept where the notebook that is opened then knows none.
    """

    act: Callable[[], Told | None] | None = None
    to_read: bool = False
    second_folder: str = ""


@dataclass(frozen=True)
class Opening:
    """How the notebook is opened: to be read only; after what was `told`; with the second folder of the one before."""

    to_read: bool = False
    told: Told | None = None
    second_folder: str = ""
