"""A heading that shows or hides what belongs to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.ui import theme
from mentee_app.ui.icons import icon
from mentee_app.ui.plain import literal


class Fold(QWidget):
    """Closed at first; `opened` when a person opens it."""

    opened = Signal()

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.button = QPushButton()
        self.button.setText(literal(title))
        self.button.setAccessibleName(title)
        self.button.setCheckable(True)
        self.button.setProperty("role", "fold")
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

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self.button.isChecked()

    def _on_toggled(self, open_now: bool) -> None:
        self.button.setIcon(icon("chevron-down" if open_now else "chevron-right"))
        self.content.setVisible(open_now)

    def _on_clicked(self, open_now: bool) -> None:
        if open_now:
            self.opened.emit()
