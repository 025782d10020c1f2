"""Brings the changes that services tell to the screens, as one Qt signal."""

from PySide6.QtCore import QObject, Signal

from mentee_app.services.changes import Changes


class Feed(QObject):
    """`changed` carries a `services.changes.Change` after each commit, `troubled` why something could not be looked up."""

    changed = Signal(object)
    troubled = Signal(str)

    def __init__(self, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        changes.listen(self.changed.emit)
