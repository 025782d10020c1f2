"""Asks at the start what was never asked, because Mentee was stopped before: about backups that anybody can open."""

from functools import partial
from typing import TYPE_CHECKING, Any

from mentee_app.trouble import Trouble
from mentee_app.ui.safekeeping.reopening import Opening, Reopening

if TYPE_CHECKING:
    from mentee_app.backup.locking import Key


def to_ask_again(opened: Any, came_from: Opening, key: "Key | None") -> Reopening | None:
    """Where Mentee was stopped before it asked about the backups: that is asked first of all, with the notebook closed.

    Asked once, whatever comes of it; the next start asks again until it is answered.
    """
    from mentee_app.backup import alike

    if opened.to_read or came_from.follows or not alike.is_open(opened.folder):
        return None
    from mentee_app.ui.safekeeping import passphrase_ways, second_folder_dialog

    try:
        second = second_folder_dialog.chosen()
    except Trouble:
        return None  # the notebook cannot be read, which is told where it is shown
    return Reopening(partial(passphrase_ways.ask_again, opened.folder, second, key), key=key)
