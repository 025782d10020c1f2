"""Says in a sentence why no window can open, where Qt would end the process without one that a person understands."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from mentee_app.i18n import _


def end_in_words() -> None:
    """From now on, until another hears Qt's messages: what is fatal to Qt is one line and exit code 1, the rest is quiet."""
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, _text: str) -> None:
    if kind is not QtMsgType.QtFatalMsg:
        return
    sentence = _(
        "No window can open: the display does not answer, or a library for it is missing."
        " “mentee tour DIR” and “mentee export history OUT.pdf” work without a display."
    )
    if sys.stderr is not None:
        print(f"mentee: {sentence}", file=sys.stderr, flush=True)
    os._exit(1)  # on return, Qt aborts
