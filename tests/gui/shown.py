"""Finds what is shown of a person's text as anything else than plain text, and tells whether a file was opened."""

import ctypes
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QErrorMessage,
    QGroupBox,
    QInputDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

GUESS = (QTextEdit, QMessageBox, QInputDialog, QProgressDialog, QErrorMessage)
_OPENING = '<qt><p style="white-space: pre-wrap">'
_ROWS = 12
_WINDOW = (900, 600)


class Watch:
    """Tells whether anybody opened a file (through inotify)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "Watch":
        if sys.platform != "linux":
            pytest.skip("only Linux tells who opens a file")
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        opened_or_read = 0x20 | 0x01
        assert libc.inotify_add_watch(self._watch, os.fsencode(self.path), opened_or_read) > 0
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._watch)

    def opened(self) -> int:
        """How often it was opened or read since the last time."""
        try:
            return len(os.read(self._watch, 65536)) // struct.calcsize("iIII")
        except BlockingIOError:
            return 0


def faults(root: QWidget, pieces: tuple[str, ...]) -> Iterator[str]:
    """What in a window would show a text with one of these pieces in it as something else than it is."""

    def theirs(text: str) -> bool:
        return any(piece in text for piece in pieces)

    for widget in [root, *root.findChildren(QWidget)]:
        if widget.window() is not root and isinstance(widget.window(), QMenu) is False:
            continue
        name = type(widget).__name__
        for what in (*_words(widget), *_tips(widget)):
            kind, text, problem = what
            if theirs(text) and problem:
                yield f"{name} {kind}: {problem}: {text[:80]!r}"
        if isinstance(widget, GUESS):
            yield f"{name} guesses rich text"
        if theirs(widget.objectName() + widget.statusTip() + widget.whatsThis() + widget.styleSheet()):
            yield f"{name}: a person's text where none belongs"
    yield from _too_large(root)


def tooltip_problem(tip: str) -> str:
    """What is wrong with a tooltip that holds a person's text; "" for nothing."""
    if not tip.startswith(_OPENING):
        return "a tooltip that Qt guesses about"
    inside = tip.removeprefix(_OPENING).removesuffix("</p></qt>")
    return "a tooltip with markup in it" if re.search("[<>]", inside) else ""


def _words(widget: QWidget) -> Iterator[tuple[str, str, str]]:
    """Kind, text and what is wrong with it, for the words on a widget."""
    if isinstance(widget, QLabel):
        plain = widget.textFormat() is Qt.TextFormat.PlainText
        eaten = widget.buddy() is not None and _eaten(widget.text())
        yield "label", widget.text(), "" if plain and not eaten else "not plain"
    if isinstance(widget, QAbstractButton):
        yield "button", widget.text(), _eaten(widget.text())
        if not widget.shortcut().isEmpty():
            yield "button", widget.text(), "a shortcut out of a text"
    if isinstance(widget, QGroupBox):
        yield "group", widget.title(), _eaten(widget.title())
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield "tab", widget.tabText(tab), _eaten(widget.tabText(tab))
            yield "tab tip", widget.tabToolTip(tab), tooltip_problem(widget.tabToolTip(tab))
    if isinstance(widget, QMenu):
        yield "menu", widget.title(), _eaten(widget.title())
    for action in widget.actions():
        yield "action", action.text(), _eaten(action.text())
    if widget.isWindow():
        title = widget.windowTitle()
        yield "title", title, "[*] is eaten" if title.replace("[*][*]", "").count("[*]") else ""
        yield "title", title, "more than one line" if len(title.splitlines()) > 1 else ""


def _tips(widget: QWidget) -> Iterator[tuple[str, str, str]]:
    """The same for its tooltips, those that come when the mouse rests there included."""
    yield "tooltip", widget.toolTip(), tooltip_problem(widget.toolTip())
    if isinstance(widget, QAbstractItemView):
        yield from _tips_of_rows(widget)
    elif hasattr(widget, "tooltip_at"):
        for across in range(1, 8):
            place = QPoint(widget.width() * across // 8, widget.height() // 2)
            yield "tooltip", *_shown_at(widget, place)


def _tips_of_rows(view: QAbstractItemView) -> Iterator[tuple[str, str, str]]:
    model, root = view.model(), view.rootIndex()
    for row in range(min(model.rowCount(root), _ROWS) if model else 0):
        for column in range(model.columnCount(root) if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column)
            tip = index.data(Qt.ItemDataRole.ToolTipRole) or ""
            yield "row's tooltip", tip, tooltip_problem(tip)
            place = view.visualRect(index).center()
            if view.isVisible() and view.viewport().rect().contains(place):
                yield "row's tooltip", *_shown_at(view.viewport(), place)


def _shown_at(widget: QWidget, place: QPoint) -> tuple[str, str]:
    """The tooltip that stands there once the mouse rests, and what is wrong with it."""
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    shown = QToolTip.text() if QToolTip.isVisible() else ""
    return shown, tooltip_problem(shown)


def _eaten(text: str) -> str:
    """Whether an ampersand in there is taken for a shortcut, as it is where it stands alone."""
    return "a mnemonic" if "&" in text.replace("&&", "") else ""


def _too_large(root: QWidget) -> Iterator[str]:
    least = root.minimumSizeHint().expandedTo(root.minimumSize())
    if least.width() > _WINDOW[0] or least.height() > _WINDOW[1]:
        yield f"needs {least.width()} x {least.height()}"
