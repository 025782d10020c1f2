"""Remembers where the person went lately, so that the way back is one key."""

from PySide6.QtCore import QObject

from mentee_app.ui.desk.notices import Notices, Place

_KEPT = 8


class RecentPlaces(QObject):
    """The last kept things that somebody wanted to see, the last one first."""

    def __init__(self, notices: Notices) -> None:
        super().__init__(notices)
        self.places: tuple[Place, ...] = ()
        notices.wanted.connect(self._on_wanted)

    def _on_wanted(self, place: Place) -> None:
        if place.id is not None:
            others = (each for each in self.places if (each.kind, each.id) != (place.kind, place.id))
            self.places = (place, *others)[:_KEPT]


def recent_places(notices: Notices) -> RecentPlaces:
    """The one memory of these notices; it begins when it is first asked for."""
    return notices.findChild(RecentPlaces) or RecentPlaces(notices)
