"""The head of the Advice tab: which of its three lists is shown, what waits, and what became of advice."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentee_app.domain.advice import Decision
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import advice
from mentee_app.queries.advice import Waiting
from mentee_app.ui.advice.share_bar import ShareBar
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.screen import Screen
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets.flow import FlowLayout

_WIDE_CHARACTERS = 110


class Head(Screen):
    """`switched` (Kind) when a person wants another list, `narrowed` when only what waits is to be shown."""

    switched = Signal(object)
    narrowed = Signal(object)
    shows = frozenset({Kind.ADVICE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._any = False
        self.switches: dict[Kind, QToolButton] = {}
        self.waits: dict[Decision | Waiting, QPushButton] = {}
        self.share = ShareBar(_("What became of advice"))
        self._build()

    def show_kind(self, kind: Kind) -> None:
        """Say which list is shown."""
        self.switches[kind].setChecked(True)
        self._waits.setVisible(kind is Kind.ADVICE)
        self._show_share()

    def refresh(self) -> None:
        counts, waits = advice.became(), advice.waits(self._desk.today())
        self.share.show_counts(counts)
        self._any = bool(counts)
        self._show_share()
        texts = {
            Decision.UNDECIDED: ngettext("{count} to decide", "{count} to decide", waits.undecided),
            Waiting.TELLING: ngettext("{count} to tell", "{count} to tell", waits.telling),
            Waiting.REVIEW: ngettext("{count} to look at again", "{count} to look at again", waits.review),
        }
        numbers = (waits.undecided, waits.telling, waits.review)
        for (wanted, text), count in zip(texts.items(), numbers, strict=True):
            self.waits[wanted].setText(text.format(count=f"{count:n}"))
            self.waits[wanted].setVisible(count > 0)

    def redraw(self, ids: frozenset[int]) -> None:
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_share()

    def _show_share(self) -> None:
        """The picture stands beside the switch, where there is room for both."""
        wide = self.width() > _WIDE_CHARACTERS * self.fontMetrics().averageCharWidth()
        self.share.setVisible(wide and self._any and self.switches[Kind.ADVICE].isChecked())

    def _build(self) -> None:
        left = QWidget()
        switch = FlowLayout(left)
        group = QButtonGroup(self)
        for kind, sign, word in (
            (Kind.ADVICE, "advice", _("Advice")),
            (Kind.QUESTIONS, "question", _("Questions")),
            (Kind.CHALLENGES, "challenge", _("Challenges")),
        ):
            self.switches[kind] = self._switch(kind, sign, word)
            keys = _("{view} (Alt+{number})").format(view=word, number=len(self.switches))
            self.switches[kind].setToolTip(plain_tooltip(keys))
            group.addButton(self.switches[kind])
            switch.addWidget(self.switches[kind])
        self._waits = QWidget()
        waits = FlowLayout(self._waits)
        for wanted in (Decision.UNDECIDED, Waiting.TELLING, Waiting.REVIEW):
            button = QPushButton("")
            button.setProperty("role", Role.QUIET.value)
            button.clicked.connect(partial(self._on_wait, wanted))
            waits.addWidget(button)
            self.waits[wanted] = button
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(left)
        column.addWidget(self._waits)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GROUP, theme.UNIT, theme.GROUP, 0)
        row.setSpacing(theme.MARGIN)
        row.addLayout(column, 1)
        row.addWidget(self.share, 1, Qt.AlignmentFlag.AlignTop)

    def _switch(self, kind: Kind, sign: str, word: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setIcon(icon(sign))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("role", Role.CHIP.value)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCheckable(True)
        button.setAccessibleName(word)
        button.clicked.connect(partial(self._on_switch, kind))
        return button

    def _on_switch(self, kind: Kind, _checked: bool = False) -> None:
        self.switched.emit(kind)

    def _on_wait(self, wanted: Decision | Waiting, _checked: bool = False) -> None:
        self.narrowed.emit(wanted)
