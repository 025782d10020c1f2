"""Every way out saves first: quitting, logging out, signals, a fault in a slot; and what a fault may show."""

import logging
import os
import re
import signal
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from mentee_app.domain.codes import CODES
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.services.changes import Change
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.window.window import MainWindow

if TYPE_CHECKING:
    from mentee_app.ui.desk.desk import Feed

_log = logging.getLogger(__name__)
_IDLE_MS = 30_000
_QT_METHOD = re.compile(r"Q[A-Z]\w{1,40}::~?\w{1,40}(?=:|\()", re.ASCII)
"""What Qt puts before many of its messages, like QPainter::begin."""


class Safety(QObject):
    """Watches over one window, and over its notebook once that is open."""

    def __init__(self, qt: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._qt = qt
        self._window = window
        self._notebook: Any = None
        self._feed: Feed | None = None
        self._meeting: Any = None
        self._signal = 0
        self._pipe: tuple[int, ...] = ()
        self._telling = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        qt.aboutToQuit.connect(self._on_about_to_quit)
        qt.commitDataRequest.connect(self._on_session_end)
        qt.applicationStateChanged.connect(self._on_state_changed)
        self._install_hooks()
        self._catch_signals()

    def hold(self, notebook: Any) -> None:
        """The notebook is open; what goes wrong from now on may be its fault."""
        self._notebook = notebook
        notebook.news = self._window.tell

    def watch(self, notebook: Any, feed: "Feed", name: str) -> None:
        """Look after the open notebook, and let a second start raise the window by this name."""
        self.hold(notebook)
        self._feed = feed
        feed.changed.connect(self._on_changed)
        self.meet(name)
        self._idle.start()

    def meet(self, name: str) -> None:
        """Let a second start raise the window by this name, also while the notebook is locked."""
        from mentee_app.ui.window.meeting import Meeting

        if self._meeting is None:
            self._meeting = Meeting(name, self._raise_window, self)

    @property
    def by_signal(self) -> bool:
        """Whether a signal ended the program."""
        return bool(self._signal)

    def exit_code(self, code: int) -> int:
        """What the program ends with: as Qt says, or as a signal wants it."""
        self.release()
        return 128 + self._signal if self._signal else code

    def release(self) -> None:
        """Give back the hooks and signals that were taken."""
        self._idle.stop()
        self._notebook = None
        if self._meeting is not None:
            self._meeting.close()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)
        if self._pipe:
            signal.set_wakeup_fd(-1)
            for number, before in self._before.items():
                signal.signal(number, before)
            self._notifier.setEnabled(False)
            for end in self._pipe:
                os.close(end)
            self._pipe = ()

    def _raise_window(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _on_changed(self) -> None:
        self._idle.start()

    def _on_idle(self) -> None:
        if self._notebook and self._window.flush():
            try:
                self._make_sure()
                self._notebook.shrink_journal()
            except Exception:
                _log.exception("the journal could not be emptied")

    def _on_about_to_quit(self) -> None:
        self._window.flush()

    def _on_session_end(self, _session: Any) -> None:
        self._window.flush()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._make_sure()
        else:
            self._window.flush()

    def _make_sure(self) -> None:
        """Other programs had the computer meanwhile, and may have taken the notebook's files away."""
        if self._notebook and not self._notebook.is_closed():
            try:
                self._notebook.make_sure()
            except Trouble as trouble:
                self._window.say(trouble.sentence)

    def _install_hooks(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def _catch_signals(self) -> None:
        if os.name != "posix":
            return
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
        self._before = {number: signal.signal(number, _wake_only) for number in numbers}
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        received = os.read(self._pipe[0], 64)
        self._signal = received[0] if received else signal.SIGTERM
        self._window.flush()
        self._qt.quit()

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        _log.error("a fault in a thread", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        """Log it, save what is typed, and say it once; the window stays open."""
        if isinstance(error, Vanished):
            self._on_vanished()
            return
        _log.error("a fault", exc_info=(kind, error, place))
        if issubclass(kind, KeyboardInterrupt):
            self._qt.quit()
            return
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(error, saved=self._saved())
        except Exception:
            _log.exception("a fault while telling a fault")
        finally:
            self._telling = False

    def _on_vanished(self) -> None:
        """Something was to be done with what an undo, a merge or another screen took away: no fault, the screen is old."""
        self._window.say(
            _("This was deleted meanwhile, so nothing was changed. Edit ▸ Trash… brings it back.")
        )
        if self._feed is not None:
            self._feed.changed.emit(Change(frozenset(Kind), frozenset(), None, moved=True))

    def _fault_of_the_file(self) -> Trouble | None:
        """What fails over a file that we did not write is no mistake of ours."""
        if self._notebook is None:
            return None
        found: Trouble | None = self._notebook.strange(CODES)
        return found

    def _saved(self) -> bool:
        try:
            return self._window.flush()
        except Exception:
            _log.exception("saving after a fault failed too")
            return False

    def _tell(self, error: BaseException, saved: bool) -> None:
        trouble = error if isinstance(error, Trouble) else self._fault_of_the_file()
        if trouble:
            self._window.say(trouble.sentence)
        elif QApplication.platformName() in ("offscreen", "minimal"):
            self._window.say(_sorry(saved))
        else:
            from mentee_app.ui.widgets import message

            message.tell(self._window, _("Something went wrong"), _sorry(saved))


def _sorry(saved: bool) -> str:
    if saved:
        what = _("Mentee made a mistake. What you typed is saved, and you can go on working.")
    else:
        what = _(
            "Mentee made a mistake, and what you typed last is not saved. Copy it before you close the window."
        )
    return what + " " + _("The log in your data folder says where it happened, without your words.")


def _wake_only(_number: int, _frame: Any) -> None:
    """The work is done in the event loop, woken through the pipe."""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Log who in Qt complained. What it says stays out: it may quote an address, a path, or what was typed."""
    who = _QT_METHOD.match(text)
    words = f"{context.category or 'default'} {who[0] if who else ''}".strip()
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        _log.error("Qt: %s", words)
    elif kind is QtMsgType.QtWarningMsg:
        _log.warning("Qt: %s", words)
