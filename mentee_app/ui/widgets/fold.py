"""A heading that shows or hides what belongs to it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal
from mentee_app.ui.widgets.read_only import only_reads


class Fold(QWidget):
    """Closed at first; `opened` when a person opens it."""

    opened = Signal()

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.button = FoldButton(title)
        self.button.toggled.connect(self._on_toggled)
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(content)
        self._on_toggled(False)

    def set_open(self, open_now: bool) -> None:
        """Show or hide the content."""
        self.button.setChecked(open_now)

    def _on_toggled(self, open_now: bool) -> None:
        self.button.setIcon(icon("chevron-down" if open_now else "chevron-right"))
        self.content.setVisible(open_now)

    def _on_clicked(self, open_now: bool) -> None:
        if open_now:
            self.opened.emit()


class FoldButton(QPushButton):
    """The title of a fold; it goes on in a second line where one is too short."""

    def __init__(self, title: str) -> None:
        super().__init__()
        only_reads(self)
        self._title = title
        self.setText(literal(title))
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setProperty("role", "fold")
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def call(self, title: str) -> None:
        """Bear another title."""
        self._title = title
        self.setAccessibleName(title)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self._beside() + self._letters().horizontalAdvance(self._title)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        longest = max(self._letters().horizontalAdvance(word) for word in self._title.split())
        return QSize(self._beside() + longest, self._height(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setText(literal("\n".join(self._lines(self.width()))))

    def _lines(self, width: int) -> list[str]:
        room = width - self._beside()
        lines: list[str] = []
        for word in self._title.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._letters().horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _letters(self) -> QFontMetrics:
        """The style sheet makes the title bold, which the widget's own font need not know yet."""
        bold = self.font()
        bold.setWeight(bold.Weight.DemiBold)
        return QFontMetrics(bold)

    def _beside(self) -> int:
        """What stands beside the words: the icon, the gap after it, padding, edges, and a little air."""
        return self.iconSize().width() + 4 * theme.UNIT

    def _height(self, lines: int) -> int:
        return max(lines * self._letters().lineSpacing(), self.iconSize().height()) + 2 * theme.UNIT
