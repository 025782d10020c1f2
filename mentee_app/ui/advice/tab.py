"""The Advice tab: the ledger of advice, the questions that lay it side by side, and challenges, one at a time."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from mentee_app.domain.advice import Decision
from mentee_app.domain.kinds import Kind
from mentee_app.queries import challenges, questions
from mentee_app.queries.advice import Waiting
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.head import Head
from mentee_app.ui.advice.ledger_tab import LedgerTab
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.lists.noun_tab import Editor, NounTab
from mentee_app.ui.widgets import tab_order
from mentee_app.ui.widgets.empty_state import EmptyState


class AdviceTab(QWidget):
    """Holds the three lists; those that nobody looked at yet are not made."""

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__()
        self._desk = desk
        self._made: dict[Kind, NounTab] = {}
        self._kind = Kind.ADVICE
        self._chained: Kind | None = None
        self.head = Head(desk)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.ledger = LedgerTab(desk, empty)
        self.ledger.question_wanted.connect(self._on_wanted)
        self.ledger.compared.connect(self._on_compared)
        self._take_in(Kind.ADVICE, self.ledger)
        self.head.switched.connect(self._on_switched)
        self.head.narrowed.connect(self._on_narrowed)
        self._add_keys()
        self.show_kind(Kind.ADVICE)

    @property
    def kind(self) -> Kind:
        """Which of the three is shown."""
        return self._kind

    @property
    def current(self) -> NounTab:
        """The list and editor in front."""
        return self.list_of(self._kind)

    @property
    def panel(self) -> ListPanel:
        """The list in front."""
        return self.current.panel

    @property
    def editor(self) -> Editor:
        """The editor in front."""
        return self.current.editor

    @property
    def scroll_bar(self) -> QScrollBar:
        """The scroll bar of the right side."""
        return self.current.scroll_bar

    @property
    def shown(self) -> int | None:
        """The id of what is in the editor in front."""
        return self.current.shown

    def list_of(self, kind: Kind) -> NounTab:
        """List and editor of ADVICE, QUESTIONS or CHALLENGES, made where they were not yet."""
        if kind not in self._made:
            self._take_in(kind, self._new(kind))
        return self._made[kind]

    def show_kind(self, kind: Kind) -> None:
        """Bring the list of ADVICE, QUESTIONS or CHALLENGES to the front."""
        self._kind = kind
        self._stack.setCurrentWidget(self.list_of(kind))
        self.head.show_kind(kind)

    def show_view(self, kind: Kind) -> None:
        """Bring one of the three to the front and put the focus into it. What cannot be saved stays where it is typed."""
        if kind is not self._kind:
            self.flush()
        self.show_kind(kind)
        self.take_focus()

    def open_one(self, id: int, part: int | None = None) -> None:
        """Show the advice, question or challenge with this id, and put the focus on a part of it (id)."""
        self.flush()
        self.show_kind(_kind_of(id))
        self.current.open_one(id, part)

    def begin_new(self, kind: Kind | None = None) -> None:
        """Begin something new of this kind, else of the kind in front."""
        self.flush()
        self.show_kind(kind or self._kind)
        self.current.begin_new()

    def delete_shown(self) -> None:
        """Put what is shown in the trash."""
        self.current.delete_shown()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all([made.flush() for made in self._made.values()])

    def take_focus(self) -> None:
        """Put the focus on the list in front, or on what begins its first entry."""
        self.current.take_focus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.current.focus_filter()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab lead from the head into the list in front and back."""
        if self._chained is not self._kind:
            tab_order.chain(self)
            self._chained = self._kind
        return super().focusNextPrevChild(next)

    def _add_keys(self) -> None:
        for number, kind in enumerate(self.head.switches, 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._on_switched, kind))

    def _new(self, kind: Kind) -> NounTab:
        if kind is Kind.QUESTIONS:
            from mentee_app.ui.advice.question_tab import QuestionTab

            tab = QuestionTab(self._desk)
            tab.editor.advice_wanted.connect(self._on_wanted)
            return tab
        from mentee_app.ui.advice.challenge_tab import ChallengeTab

        return ChallengeTab(self._desk)

    def _take_in(self, kind: Kind, made: NounTab) -> None:
        self._made[kind] = made
        self._stack.addWidget(made)

    def _on_wanted(self, id: int) -> None:
        try:
            self.open_one(id)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _on_switched(self, kind: Kind) -> None:
        try:
            self.show_view(kind)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _on_compared(self, question: int) -> None:
        self._on_wanted(question)
        editor: Any = self.editor
        if self._kind is Kind.QUESTIONS:
            editor.start_comparing()

    def _on_narrowed(self, wanted: Decision | Waiting) -> None:
        try:
            self.flush()
            self.ledger.panel.show_only(wanted)
            self.ledger.take_focus()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)


def _kind_of(id: int) -> Kind:
    """What a kept thing of this tab is; what is in none of the three counts as advice."""
    if questions.exists(id):
        return Kind.QUESTIONS
    return Kind.CHALLENGES if challenges.exists(id) else Kind.ADVICE
