"""The base of everything that shows kept things: asks again when they change and it is seen, else when it is seen next."""

import sys
from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from mentee_app.domain.kinds import Kind
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Feed


class Screen(QWidget):
    """Shows the kinds of things in `shows`. A change that it made itself (origin) leaves it alone."""

    shows: frozenset[Kind] = frozenset()

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self._feed = feed
        feed.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Ask the queries again and show what they say."""
        raise NotImplementedError

    def redraw(self, ids: frozenset[int]) -> None:
        """Show these rows again; their order cannot have moved."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)

    def catch_up(self) -> None:
        """Refresh if something changed while it was hidden."""
        if self._stale:
            self._stale = False
            self._ask(self.refresh)

    def _on_changed(self, change: Change) -> None:
        if change.origin is self or not self.shows & change.kinds:
            return
        if not self.isVisible():
            self._stale = True
        elif change.moved:
            self._ask(self.refresh)
        else:
            self._ask(lambda: self.redraw(change.ids))

    def _ask(self, show: Callable[[], None]) -> None:
        """Show something, and say it where the file cannot be read.

        This runs inside events of Qt: what left one of them as an exception, while it calls others, can end the process.
        """
        try:
            show()
        except Trouble as trouble:
            self._feed.troubled.emit(trouble.sentence)
        except Exception:
            sys.excepthook(*sys.exc_info())
