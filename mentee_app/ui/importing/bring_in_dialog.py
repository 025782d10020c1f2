"""What every import shares: the list of what would come in, why something does not, and the button that keeps it."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.problems import Refused
from mentee_app.i18n import _, ngettext
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.importing.told_lines import ToldLines
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import scrolled
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.later import later
from mentee_app.ui.widgets.read_only import writes

PAINTED_MS = 60
"""What was said before something that takes a moment is on the screen by then."""


class BringInDialog(QDialog):
    """Accepted once it is kept; its one undo is offered then, and `brought` is what came in.

    `copy_first` backs the notebook up before anything comes in (raises Trouble, and then nothing does). Kinds lay it out
    between `_begin_column` and `_end_column`, and give what is abstract here.
    """

    def __init__(
        self, desk: Desk, parent: QWidget | None, name: str, copy_first: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._copy_first = copy_first
        self._rows: Mapping[int, Any] = {}
        self.brought: Any = None
        self.list = RowList(self._page, self._look, _("What comes in"), self)
        self.refused = ToldLines(_("Not understood"))
        self._title = PlainLabel(_("Import {name}").format(name=name), wrap=True)
        self._understood = caption("")
        self._said = caption("")
        self._bring = QPushButton(_("Nothing to bring in"))
        self._cancel = QPushButton(_("Cancel"))
        self.list.opened.connect(self._bring.click)
        self._bring.clicked.connect(self._on_bring)
        self._cancel.clicked.connect(self.reject)

    def bring_in(self) -> Any:
        """Keep it. None where it could not be; then nothing came, and the reason stands below the list."""
        try:
            done = self._keep()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return None
        except (Refused, Vanished):
            self._said.setText(_("Something in it cannot be kept as it stands. Nothing was brought in."))
            return None
        if done.deed:
            self._desk.notices.undoable.emit(self._what_came(done), done.deed)
        else:
            self._desk.notices.said.emit(_("Nothing in the file was new."))
        self.brought = done
        self.accept()
        return done

    def _keep(self) -> Any:
        """Copy first, and keep it: what came in, with its `deed`. Raises Trouble, Refused and Vanished."""
        raise NotImplementedError

    def _what_came(self, done: Any) -> str:
        raise NotImplementedError

    def _takes_long(self) -> bool:
        """Whether the person is told before that it takes a moment."""
        raise NotImplementedError

    def _look(self, row: Any) -> Look:
        raise NotImplementedError

    def _begin_column(self) -> QVBoxLayout:
        self.setWindowTitle(_("Import"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        self._title.setProperty("role", "title")
        column.addWidget(self._title)
        column.addWidget(self._understood)
        return column

    def _end_column(self, column: QVBoxLayout, height: int) -> None:
        dress(self._bring, Role.PRIMARY)
        self._bring.setDefault(True)
        writes(self._bring)
        row = QHBoxLayout()
        row.addWidget(self._bring)
        row.addStretch(1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        scrolled.fit(self, 720, height)

    def _show_rows(self, rows: Mapping[int, Any]) -> None:
        self._rows = rows
        self.list.show_ids(array("q", rows))
        if self.list.current is None:
            self.list.choose(next(iter(rows), None))

    def _show_understood(self, understood: int, total: int) -> None:
        counted = _(
            "{understood} of {total} understood. Nothing is kept before you say so, and one undo takes it all back."
        )
        self._understood.setText(counted.format(understood=f"{understood:,}", total=f"{total:,}"))

    def _offer(self, count: int) -> None:
        """Let so many things be brought in."""
        words = ngettext("Bring {count} in", "Bring {count} in", count)
        self._bring.setText(words.format(count=f"{count:,}") if count else _("Nothing to bring in"))
        self._bring.setEnabled(bool(count))

    def _page(self, wanted: Sequence[int]) -> list[Any]:
        return [self._rows[id] for id in wanted if id in self._rows]

    def _on_bring(self) -> None:
        if not self._takes_long():
            self.bring_in()
            return
        self._bring.setEnabled(False)
        self._said.setText(_("One moment. It is being brought in."))
        later(PAINTED_MS, self, self._bring_in_if_open)

    def _bring_in_if_open(self) -> None:
        if self.isVisible() and self.bring_in() is None:
            self._bring.setEnabled(True)
