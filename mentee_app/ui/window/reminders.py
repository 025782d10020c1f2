"""Announces sessions while the app is open: on the desktop where the person wants it and there is a tray, else in the window."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from mentee_app.domain import reminding
from mentee_app.domain.reminding import Coming
from mentee_app.i18n import _
from mentee_app.queries import preferences, sessions
from mentee_app.queries.sessions import SessionRow
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style.icons import app_icon
from mentee_app.ui.widgets import days

_EACH_MS = 60_000
_LOOKED_AT = 8
_PREFERENCE = "desktop-reminders"
_ON = "on"


def on_desktop() -> bool:
    """Whether the person wants reminders on the desktop. Raises Trouble."""
    return preferences.chosen(_PREFERENCE) == _ON


def can_be_on_desktop() -> bool:
    """Whether this desktop has a tray that shows messages."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


class Reminders(QObject):
    """`in_window` carries a sentence and a session (id); `chosen` a session whose message on the desktop was clicked."""

    in_window = Signal(str, object)
    chosen = Signal(object)
    looked = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told: list[Coming] = []
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_EACH_MS)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Look now, and each minute from now on."""
        self.look()
        self._timer.start()

    def want_on_desktop(self, wanted: bool) -> None:
        """Keep the choice. Raises Trouble."""
        self._desk.preferences.choose(_PREFERENCE, _ON if wanted else "off", origin=self)
        if not wanted and self._tray is not None:
            self._tray.hide()

    def look(self) -> None:
        """Announce what begins within the hour. `looked` is said first: it may be another day by now."""
        self.looked.emit()
        now = int(self._desk.now().timestamp())
        try:
            rows = {Coming(row.id, row.starts_at): row for row in sessions.next_planned(now, _LOOKED_AT)}
            wanted = on_desktop() and can_be_on_desktop()
        except Trouble as trouble:
            self._desk.feed.troubled.emit(trouble.sentence)
            return
        for coming in reminding.to_announce(rows, now, self._told):
            self._told.append(coming)
            if wanted:
                self._show_message(coming)
            self.in_window.emit(self._sentence(rows[coming]), coming.id)

    def _on_time(self) -> None:
        """The notebook is closed by the time its window was; then there is nothing more to announce."""
        window = self.parent()
        if isinstance(window, QWidget) and not window.isVisible():
            self._timer.stop()
        else:
            self.look()

    def _sentence(self, row: SessionRow) -> str:
        when = datetime.fromtimestamp(row.starts_at)
        return _("At {time} you have a session with {name}.").format(time=days.clock(when), name=row.mentor)

    def _show_message(self, coming: Coming) -> None:
        """On the desktop stands no name: it may show it to anybody, on a locked screen too."""
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.setToolTip(_("Mentee"))
            self._tray.messageClicked.connect(self._on_clicked)
            self._tray.activated.connect(self._on_clicked)
        self._session = coming.id
        self._tray.show()
        when = datetime.fromtimestamp(coming.starts_at)
        self._tray.showMessage(
            _("Mentee"), _("You have a session at {time}.").format(time=days.clock(when)), app_icon()
        )

    def _on_clicked(self) -> None:
        self.chosen.emit(self._session)
