"""Below the pages: which one is shown, of how many, and how large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from mentee_app.i18n import _
from mentee_app.ui.export.page_view import STEPS, Fit, Zoom
from mentee_app.ui.forms.fields import CalmComboBox
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, plain_tooltip
from mentee_app.ui.widgets.folding import Folding


class PageBar(Folding):
    """`turned` by -1 or 1, `wanted` is a page, `zoom_chosen` a size, `zoom_stepped` by -1 or 1."""

    turned = Signal(int)
    wanted = Signal(int)
    zoom_chosen = Signal(object)
    zoom_stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pages = 0
        self._busy = False
        self._build()
        self._connect()
        self.show_page(1, 0)

    def show_page(self, page: int, pages: int) -> None:
        """Show which page of how many; 0 where that is not known."""
        self._pages = pages
        if not self.number.hasFocus() or not self.number.isModified():
            self.number.setText(str(page) if pages else "")
        self.before.setEnabled(bool(pages) and page > 1)
        self.behind.setEnabled(page < pages)
        self.number.setEnabled(bool(pages))
        self._say()

    def show_busy(self, busy: bool) -> None:
        """Say whether pages are being drawn."""
        self._busy = busy
        self._say()

    def show_zoom(self, zoom: Zoom) -> None:
        """Show how large the pages are."""
        if zoom in self._zooms:
            self.zoom.setCurrentIndex(self._zooms.index(zoom))

    def _build(self) -> None:
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        towards = ("arrow-right", "arrow-left") if rtl else ("arrow-left", "arrow-right")
        self.before = _button(towards[0], _("Page before"), _("Page Up"))
        self.behind = _button(towards[1], _("Next page"), _("Page Down"))
        self.number = PageNumber()
        self.of = PlainLabel("")
        self.of.setProperty("role", "caption")
        self.doing = PlainLabel("")
        self.doing.setProperty("role", "caption")
        self.doing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.smaller = _button("", _("Smaller"), "−")
        self.larger = _button("", _("Larger"), "+")
        self._zooms: list[Zoom] = [Fit.PAGE, Fit.WIDTH, *STEPS]
        self.zoom = CalmComboBox()
        self.zoom.setMinimumContentsLength(9)
        self.zoom.setAccessibleName(_("Size of the pages"))
        percent = [_("{percent} %").format(percent=step) for step in STEPS]
        self.zoom.addItems([_("Whole page"), _("Page width"), *percent])
        turning = (self.before, self.number, self.of, self.behind, self.doing)
        self.fold([_row(turning), _row((self.smaller, self.zoom, self.larger))], (1, 0))

    def _connect(self) -> None:
        self.before.clicked.connect(self._on_before)
        self.behind.clicked.connect(self._on_behind)
        self.number.typed.connect(self._on_typed)
        self.number.stepped.connect(self.turned)
        self.zoom.activated.connect(self._on_zoom)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)

    def _say(self) -> None:
        self.of.setText(_("of {pages}").format(pages=self._pages) if self._pages else "")
        self.doing.setText(_("Setting the pages…") if self._busy else "")

    def _on_typed(self, text: str) -> None:
        if text.strip().isdecimal() and len(text) < 9:
            self.wanted.emit(int(text))

    def _on_zoom(self, index: int) -> None:
        self.zoom_chosen.emit(self._zooms[index])

    def _on_before(self) -> None:
        self.turned.emit(-1)

    def _on_behind(self) -> None:
        self.turned.emit(1)

    def _on_smaller(self) -> None:
        self.zoom_stepped.emit(-1)

    def _on_larger(self) -> None:
        self.zoom_stepped.emit(1)


class PageNumber(QLineEdit):
    """The number of a page: Enter goes there (and nowhere else), Up and Down turn."""

    typed = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Page"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaximumWidth(theme.scaled(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setModified(False)
            self.typed.emit(self.text())
            self.selectAll()
        elif event.key() in step:
            self.setModified(False)
            self.stepped.emit(step[event.key()])
        else:
            super().keyPressEvent(event)


def _row(parts: Sequence[QWidget]) -> QWidget:
    """The parts side by side, what is left over at the end."""
    row = QWidget()
    side_by_side = QHBoxLayout(row)
    side_by_side.setContentsMargins(0, 0, 0, 0)
    side_by_side.setSpacing(theme.HALF)
    for part in parts:
        side_by_side.addWidget(part)
    side_by_side.addStretch(1)
    return row


def _button(icon_name: str, words: str, key: str) -> QToolButton:
    button = QToolButton()
    if icon_name:
        button.setIcon(icon(icon_name))
    else:
        button.setText(key)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolTip(plain_tooltip(_("{what}, key {key}").format(what=words, key=key)))
    return button
