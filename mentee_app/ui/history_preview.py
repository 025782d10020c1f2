"""The pages of a document as they will be printed: drawn by the same setting, a few at a time."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from mentee_app.exports import pdf
from mentee_app.exports.history import HistoryDocument
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui import theme
from mentee_app.ui.heading import caption
from mentee_app.ui.icons import icon
from mentee_app.ui.plain import PlainLabel, plain_tooltip

_POLL_MS = 40
_AT_ONCE = 6
_PPI = 110


class HistoryPreview(QWidget):
    """Shows one page; the arrows, Page Up and Page Down turn it."""

    def __init__(self) -> None:
        super().__init__()
        self._document: HistoryDocument | None = None
        self._setting: pdf.Typesetting[pdf.DrawnPages] | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._page = 1
        self._pages = 0
        self._build()
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)
        self._polling.timeout.connect(self._on_poll)

    @property
    def pages(self) -> int:
        """How many pages the document has; 0 while that is not known."""
        return self._pages

    @property
    def busy(self) -> bool:
        """Whether pages are being drawn."""
        return self._setting is not None

    def show_document(self, document: HistoryDocument) -> None:
        """Draw the first pages of a document."""
        self.stop()
        self._document = document
        self._pictures = {}
        self._pages = 0
        self.turn_to(1)

    def say(self, sentence: str) -> None:
        """Show a sentence instead of a page."""
        self.stop()
        self._document = None
        self._pictures = {}
        self._pages = 0
        self._picture.setPixmap(QPixmap())
        self._picture.setText(sentence)
        self._name_page()

    def turn_to(self, page: int) -> None:
        """Show this page, drawing it where it was not yet."""
        self._page = max(1, min(page, self._pages or 1))
        self._name_page()
        if self._page in self._pictures:
            self._show_picture()
        elif self._document is not None:
            self._draw(self._page)

    def stop(self) -> None:
        """Stop drawing; the child process ends."""
        self._polling.stop()
        if self._setting is not None:
            self._setting.cancel()
            self._setting = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(event.key())
        if step:
            self.turn_to(self._page + step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_picture()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview of the pages"))
        self._picture = PlainLabel("", wrap=True)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._picture)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._before = _arrow("arrow-left", _("Page before"))
        self._behind = _arrow("arrow-right", _("Next page"))
        self._before.clicked.connect(self._on_before)
        self._behind.clicked.connect(self._on_behind)
        self._where = caption("")
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addWidget(self._before)
        row.addWidget(self._where, 1)
        row.addWidget(self._behind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._area, 1)
        column.addLayout(row)

    def _draw(self, page: int) -> None:
        self.stop()
        assert self._document is not None
        if not self._pictures:
            self._picture.setText(_("Setting the pages…"))
        self._setting = pdf.history_pages(self._document, page, page + _AT_ONCE - 1, _PPI)
        try:
            self._setting.start()
        except Trouble as trouble:
            self._setting = None
            self.say(trouble.sentence)
            return
        self._polling.start()

    def _on_poll(self) -> None:
        if self._setting is None:
            return
        progress = self._setting.poll()
        if progress.trouble:
            self.say(progress.trouble.sentence)
        elif progress.finished:
            self._polling.stop()
            self._setting = None
            self._take(progress.finished)

    def _take(self, drawn: pdf.DrawnPages) -> None:
        self._pages = drawn.pages
        for number, content in enumerate(drawn.pictures, drawn.first):
            picture = QPixmap()
            picture.loadFromData(content)
            self._pictures[number] = picture
        self._name_page()
        self._show_picture()

    def _show_picture(self) -> None:
        picture = self._pictures.get(self._page)
        if picture is None:
            return
        ratio = self.devicePixelRatioF()
        room = self._area.viewport().size() - QSize(theme.GROUP, theme.GROUP)
        shown = picture.scaled(
            room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)

    def _name_page(self) -> None:
        words = _("Page {page} of {pages}").format(page=self._page, pages=self._pages) if self._pages else ""
        self._where.setText(words)
        self._picture.setAccessibleName(words)
        self._before.setEnabled(self._page > 1)
        self._behind.setEnabled(self._page < self._pages)

    def _on_before(self) -> None:
        self.turn_to(self._page - 1)

    def _on_behind(self) -> None:
        self.turn_to(self._page + 1)


def _arrow(icon_name: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setAccessibleName(words)
    button.setToolTip(plain_tooltip(words))
    return button
