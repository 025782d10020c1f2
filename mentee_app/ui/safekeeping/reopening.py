"""What the window that closes tells the one that follows: what is done between them, and how the notebook is opened then."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mentee_app import paths
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.backup.locking import Key


@dataclass(frozen=True)
class Told:
    """What is said when the window stands again. `key` opens the notebook from now on, where that is another one."""

    title: str
    text: str
    key: "Key | None" = None


@dataclass(frozen=True)
class Reopening:
    """How the notebook is opened anew: `act` comes before, while it is closed (raises Trouble).

    `second_folder` is kept where the notebook that is opened then knows none. Without its `key` a locked one is asked for.
    """

    act: Callable[[], Told | None] | None = None
    to_read: bool = False
    second_folder: str = ""
    key: "Key | None" = None


@dataclass(frozen=True)
class Opening:
    """How the notebook is opened: to be read only; after what was `told`; with the second folder of the one before.

    `follows`: there was another window before it.
    """

    to_read: bool = False
    told: Told | None = None
    second_folder: str = ""
    key: "Key | None" = None
    follows: bool = False


def can_only_be_read(trouble: Trouble, folder: Path) -> bool:
    """Whether a notebook is there that may be read, on a disk or with rights that let nobody write."""
    if trouble.kind not in (TroubleKind.READ_ONLY, TroubleKind.NO_ACCESS):
        return False
    try:
        (folder / paths.NOTEBOOK).open("rb").close()
    except OSError:
        return False
    return True


def following(reopening: Reopening, alone: bool) -> Opening:
    """Do what is to be done while the notebook is closed. What fails is told in the next window.

    Who is not `alone` in the folder, because no lock can be taken there, only reads.
    """
    told: Told | None = None
    try:
        if reopening.act and not alone:
            sentence = _("Nothing can be written into the data folder, so nothing can be restored there.")
            raise Trouble(TroubleKind.READ_ONLY, sentence)
        told = reopening.act() if reopening.act else None
    except Trouble as trouble:
        told = Told(_("Nothing was changed"), trouble.sentence)
    key = (told.key if told else None) or reopening.key
    return Opening(reopening.to_read or not alone, told, reopening.second_folder, key, follows=True)
