"""One thing that comes of a request, in a card of the next steps: how it is begun, or what it is by now."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mentee_app.domain.requests import RequestDraft
from mentee_app.queries import kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.read_only import writes


class Linked(QWidget):
    """One thing that may come of a request (id): how it is begun, or what it is by now."""

    def __init__(self, desk: Desk, request: int) -> None:
        super().__init__()
        writes(self)
        self.desk = desk
        self.request = request
        self.beginning = QWidget()
        self.begun = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.beginning)
        column.addWidget(self.begun)

    def reload(self) -> None:
        """Show what is so now."""
        raise NotImplementedError

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return True

    def draft(self) -> RequestDraft:
        """The request as it stands."""
        found = kept.one(RequestDraft, self.request)
        return found.draft if found else RequestDraft()

    def show_begun(self, begun: bool) -> None:
        """Show the one or the other."""
        self.beginning.setVisible(not begun)
        self.begun.setVisible(begun)

    def attempt(self, work: Callable[[], object]) -> None:
        """Do something that is saved at once, tell the window, and show what is so then."""
        try:
            work()
        except Trouble as trouble:
            self.desk.notices.failed.emit(trouble.sentence)
        else:
            self.desk.notices.saved.emit()
        self.reload()


def row_in(box: QWidget) -> QHBoxLayout:
    """A row of widgets inside `box`, without margins."""
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.UNIT)
    return row
