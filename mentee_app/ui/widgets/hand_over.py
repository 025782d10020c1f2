"""Hands a message over to where it is sent from: the clipboard, or the person's mail program. Nothing is sent from here."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QPushButton

from mentee_app.domain import asking
from mentee_app.i18n import _
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets.read_only import only_reads


def copy_button() -> QPushButton:
    """The button that copies a message."""
    return _reading("copy", _("Copy the message"))


def mail_button() -> QPushButton:
    """The button that opens a message in the mail program."""
    return _reading("mail", _("Open in the mail program"))


def copy(text: str) -> str:
    """Put `text` on the clipboard; the sentence that says so."""
    QGuiApplication.clipboard().setText(text)
    return _("Copied. Paste it where you want to send it.")


def mail(open_link: Callable[[QUrl], bool], address: str, subject: str, text: str) -> str:
    """Open a message in the mail program by `open_link`, else copy it; the sentence that says which."""
    link = asking.mail_link(address, subject, text)
    if open_link(QUrl.fromEncoded(link.encode("ascii"), QUrl.ParsingMode.StrictMode)):
        return _("Handed to your mail program. Nothing is sent before you send it there.")
    QGuiApplication.clipboard().setText(text)
    return _("No mail program opened. The message is copied, so that you can paste it.")


def take_back() -> None:
    """Nobody is to paste from a locked notebook what was copied or selected in it. What other programs copied stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _reading(sign: str, words: str) -> QPushButton:
    button = QPushButton(icon(sign), words)
    only_reads(button)
    return button
