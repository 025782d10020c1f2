"""A flat button that shows as much of its text as there is room for, and the whole of it in a tooltip."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import literal, plain_tooltip
from mentee_app.ui.widgets.read_only import only_reads


class ElidedButton(QPushButton):
    """Its text is user text: ampersands are no mnemonics, line breaks are spaces."""

    def __init__(self, text: str) -> None:
        super().__init__()
        only_reads(self)
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self.setToolTip(plain_tooltip(text))
        self.setProperty("role", "line")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """The text, also where not all of it is shown."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        beside = 0 if self.icon().isNull() else self.iconSize().width() + theme.HALF
        room = self.width() - beside - 3 * theme.UNIT
        self.setText(
            literal(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(room, 0)))
        )
