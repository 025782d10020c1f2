"""One key, one deed: letters that act while a list or a button has the focus."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class Keys(QObject):
    """Calls what a key stands for. A key that is held down acts once."""

    def __init__(self, widgets: Sequence[QWidget], deeds: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(widgets[0])
        self._deeds = deeds
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.modifiers():
            return False
        deed = self._deeds.get(event.key())
        if deed is None:
            return False
        if not event.isAutoRepeat():
            deed()
        return True
