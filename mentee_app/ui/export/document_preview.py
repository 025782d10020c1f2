"""What a document looks like before it is saved: its real pages, drawn a few at a time, or its text."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase, QPixmap, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mentee_app.exports.pdf import DrawnPages
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.export.page_bar import PageBar
from mentee_app.ui.export.page_view import PageView, Zoom
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.note_edit import PlainTextEdit
from mentee_app.ui.widgets.patience import InThread

_POLL_MS = 40
_KEPT_DOTS = 40_000_000
"""Of all pages that are kept drawn: 160 MB."""

_MOST_AT_ONCE = 6
_SHORT = 40
"""Pages: in a longer document a much enlarged page is drawn less finely, for many are drawn with it."""

_LONGEST_TEXT = 300_000

Draw = Callable[[int, int, float], Any]


class DocumentPreview(QWidget):
    """Shows the pages that `draw(first, last, ppi)` sets, or the text that `make` makes. What is older never comes later."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._draw: Draw | None = None
        self._setting: Any = None
        self._ppi = 0.0
        self._pictures: dict[int, QPixmap] = {}
        self._page = 1
        self._pages = 0
        self._build()
        self._connect()

    @property
    def pages(self) -> int:
        """How many pages the document has; 0 while that is not known."""
        return self._pages

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return self._page

    @property
    def busy(self) -> bool:
        """Whether something is being drawn or made."""
        return self._setting is not None

    def show_pages(self, draw: Draw) -> None:
        """Draw a document, from the page that was shown on: a choice often changes little."""
        self.stop()
        self._draw = draw
        self._pages = 0
        self._pictures = {}
        self.view.show_stale()
        self._stack.setCurrentWidget(self.view)
        self.bar.show()
        if self.isVisible():
            self._begin(self._page)

    def show_text(self, make: Callable[[], str], about: str) -> None:
        """Show a text, made in the background, under a sentence that says what it is."""
        self.stop()
        self._forget()
        self.text.setPlainText("")
        self.text.setPlaceholderText(_("Putting the text together…"))
        self.about_text.setText(about)
        self._stack.setCurrentWidget(self._told)
        self.bar.hide()
        self._start(InThread(make))

    def say(self, sentence: str) -> None:
        """Show a sentence instead."""
        self.stop()
        self._forget()
        self.sentence.setText(sentence)
        self._stack.setCurrentWidget(self.sentence)
        self.bar.hide()

    def turn_to(self, page: int) -> None:
        """Show this page, drawing it where it was not yet."""
        wanted = max(1, min(page, self._pages or 1))
        other = wanted != self._page
        self._page = wanted
        self._name_page()
        if wanted in self._pictures:
            self._show_picture(from_top=other)
        elif self._draw is not None:
            self.view.show_stale()
            self._begin(wanted)
        if other:
            self.turned.emit(wanted)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages that large."""
        self.view.set_zoom(zoom)
        self.bar.show_zoom(zoom)

    def stop(self) -> None:
        """Stop drawing; the child process ends."""
        self._polling.stop()
        if self._setting is not None:
            self._setting.cancel()
            self._setting = None

    def showEvent(self, event: QShowEvent) -> None:
        """Only now it is known how large a page is."""
        super().showEvent(event)
        if self._draw is not None and not self._pictures and self._setting is None:
            self._begin(self._page)

    def _build(self) -> None:
        self.view = PageView()
        self.sentence = PlainLabel("", wrap=True)
        self.sentence.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self.text = PlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Preview of the text"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.about_text = caption("")
        self._told = QWidget()
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.UNIT)
        told.addWidget(self.about_text)
        told.addWidget(self.text, 1)
        self._stack = QStackedWidget()
        for page in (self.view, self.sentence, self._told):
            self._stack.addWidget(page)
        self.bar = PageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        self._polling = QTimer(self)
        self._polling.setInterval(_POLL_MS)

    def _connect(self) -> None:
        self._polling.timeout.connect(self._on_poll)
        self.view.turned.connect(self._on_turned)
        self.view.leapt.connect(self._on_leapt)
        self.view.zoomed.connect(self._on_zoomed)
        self.view.sharper.connect(self._on_sharper)
        self.bar.turned.connect(self._on_turned)
        self.bar.wanted.connect(self.turn_to)
        self.bar.zoom_chosen.connect(self.view.set_zoom)
        self.bar.zoom_stepped.connect(self.view.step_zoom)

    def _begin(self, page: int) -> None:
        """Draw some pages from this one on: as many as are quickly drawn, and kept."""
        assert self._draw is not None
        self._ppi = self.view.ppi()
        at_once = max(1, min(_MOST_AT_ONCE, self._most_kept() // 2))
        self._name_page()
        try:
            setting = self._draw(page, page + at_once - 1, self._ppi)
            self._start(setting)
        except Trouble as trouble:
            self.say(trouble.sentence)

    def _start(self, setting: Any) -> None:
        self.stop()
        setting.start()
        self._setting = setting
        self.bar.show_busy(True)
        self._polling.start()

    def _on_poll(self) -> None:
        if self._setting is None:
            return
        try:
            progress = self._setting.poll()
        except BaseException:  # a bug, told by whoever hears of it: but not again and again
            self.say(_("The preview could not be drawn."))
            raise
        if progress.trouble:
            self.say(progress.trouble.sentence)
        elif progress.finished is not None:
            self.stop()
            self.bar.show_busy(False)
            if isinstance(progress.finished, str):
                self._take_text(progress.finished)
            else:
                self._take(progress.finished)

    def _take(self, drawn: DrawnPages) -> None:
        self._pages = drawn.pages
        self.view.most_ppi = 300 if drawn.pages <= _SHORT else 200
        if not drawn.pictures and self._page > drawn.pages:
            self.turn_to(drawn.pages)  # the document has become shorter
            return
        for number, content in enumerate(drawn.pictures, drawn.first):
            picture = QPixmap()
            picture.loadFromData(content)
            self._pictures.pop(number, None)
            self._pictures[number] = picture
        while len(self._pictures) > max(self._most_kept(), len(drawn.pictures)):
            self._pictures.pop(next(iter(self._pictures)))
        self._name_page()
        self._show_picture(from_top=False)

    def _take_text(self, text: str) -> None:
        if len(text) > _LONGEST_TEXT:
            cut = text[:_LONGEST_TEXT].rsplit("\n", 1)[0]
            text = f"{cut}\n\n{_('… The rest stands in the file.')}"
        self.text.setPlaceholderText("")
        self.text.setPlainText(text)

    def _show_picture(self, from_top: bool) -> None:
        picture = self._pictures.get(self._page)
        if picture is not None:
            self.view.show_page(picture, self._ppi, from_top)

    def _forget(self) -> None:
        self._draw = None
        self._pictures = {}
        self._pages = 0
        self.view.clear()
        self.bar.show_busy(False)
        self._name_page()

    def _most_kept(self) -> int:
        dots = 8.3 * 11.7 * max(self._ppi, 40) ** 2
        return max(2, int(_KEPT_DOTS / dots))

    def _name_page(self) -> None:
        self.bar.show_page(self._page, self._pages)
        words = _("Page {page} of {pages}").format(page=self._page, pages=self._pages)
        self.view.setAccessibleDescription(words if self._pages else "")

    def _on_turned(self, by: int) -> None:
        if self._pages:
            self.turn_to(self._page + by)

    def _on_leapt(self, page: int) -> None:
        if self._pages:
            self.turn_to(page or self._pages)

    def _on_zoomed(self) -> None:
        self.bar.show_zoom(self.view.zoom)

    def _on_sharper(self) -> None:
        """Draw what is shown once more, as sharp as the screen; the page stays as it is until then."""
        if self._draw is not None and self._pages:
            self._pictures = {}
            self._begin(self._page)
