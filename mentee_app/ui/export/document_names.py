"""The dialog that shows each place where a name may be a mere word, and asks which of the two it is."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.names_in_texts import Doubt
from mentee_app.i18n import _
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import literal, one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose, scrolled, tab_order
from mentee_app.ui.widgets.heading import caption

_LONGEST = 160


@dataclass(frozen=True)
class _Row:
    id: int
    doubt: Doubt


class DocumentNames(QDialog):
    """Accepted with `turned`: the places where it is not as it seemed. Space turns the chosen place round."""

    def __init__(
        self, doubts: Sequence[Doubt], turned: frozenset[Doubt], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.turned = turned
        self._rows = {number: _Row(number, each) for number, each in enumerate(doubts, 1)}
        self.setWindowTitle(_("Names or words"))
        self.list = RowList(self._page, self._look, _("Places that may be a name or a word"), self)
        self.turn = QPushButton()
        self.alike = QPushButton()
        self.every_name = QPushButton(_("All are names"))
        self.every_word = QPushButton(_("All are words"))
        self._use = QPushButton(_("Use these answers"))
        self._cancel = QPushButton(_("Cancel"))
        self._build()
        self._connect()
        self.list.show_ids(array("q", self._rows))
        self.list.take_focus()
        self._show_chosen()

    def _build(self) -> None:
        said = _(
            "A name is replaced by initials, a word stays as it is. Nothing is changed in your notebook."
            " Space changes the answer for the chosen place."
        )
        dress(self._use, Role.PRIMARY)
        dress(self._cancel, Role.QUIET)
        self._use.setDefault(True)
        for button in (self.turn, self.alike, self.every_name, self.every_word, self._cancel):
            button.setAutoDefault(False)
        answers, foot = QHBoxLayout(), QHBoxLayout()
        for button in (self.turn, self.alike):
            answers.addWidget(button)
        answers.addStretch(1)
        for button in (self.every_name, self.every_word):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._cancel, self._use):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(prose.title(_("Is this a name, or a word?")))
        column.addWidget(caption(said))
        column.addWidget(self.list, 1)
        column.addLayout(answers)
        column.addSpacing(theme.HALF)
        column.addLayout(foot)
        scrolled.fit(self, 720, 520)
        tab_order.chain(self)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self.accept)
        self.turn.clicked.connect(self._on_turn)
        self.alike.clicked.connect(self._on_alike)
        self.every_name.clicked.connect(partial(self._answer_all, True))
        self.every_word.clicked.connect(partial(self._answer_all, False))
        self._use.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.list)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.turn.click)

    def _page(self, wanted: Sequence[int]) -> list[_Row]:
        return [self._rows[id] for id in wanted]

    def _look(self, row: _Row) -> Look:
        doubt, named = row.doubt, row.doubt.is_name(self.turned)
        return Look(
            title=f"“{one_line(doubt.word, _LONGEST)}”",
            below=one_line(f"{doubt.before}{doubt.word}{doubt.behind}", _LONGEST),
            aside=_("Name: initials") if named else _("Word: stays"),
            faint=not named,
        )

    def _chosen(self) -> Doubt | None:
        row = self._rows.get(self.list.current or 0)
        return row.doubt if row else None

    def _show_chosen(self, _id: object = None) -> None:
        chosen = self._chosen()
        for button in (self.turn, self.alike):
            button.setEnabled(chosen is not None)
        if chosen is None:
            return
        named = chosen.is_name(self.turned)
        self.turn.setText(_("It is a word (Space)") if named else _("It is a name (Space)"))
        word = literal(one_line(chosen.word, 24))
        said = _("Every “{word}” is a name") if named else _("Every “{word}” is a word")
        self.alike.setText(said.format(word=word))

    def _on_turn(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._answer([chosen], not chosen.is_name(self.turned))

    def _on_alike(self) -> None:
        """Places of the same letters in capitals and small are alike only where they are written alike."""
        chosen = self._chosen()
        if chosen is not None:
            alike = [row.doubt for row in self._rows.values() if row.doubt.word == chosen.word]
            self._answer(alike, chosen.is_name(self.turned))

    def _answer_all(self, named: bool) -> None:
        self._answer([row.doubt for row in self._rows.values()], named)

    def _answer(self, doubts: Sequence[Doubt], named: bool) -> None:
        right = {each for each in doubts if each.likely is named}
        self.turned = (self.turned - right) | (frozenset(doubts) - right)
        self.list.rows.redraw()
        self._show_chosen()
