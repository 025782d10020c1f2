"""The ledger of all advice: decide by one key, and lay advice side by side under a question."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.editor import AdviceEditor
from mentee_app.ui.advice.given_tab import GivenTab
from mentee_app.ui.advice.panel import AdvicePanel
from mentee_app.ui.advice.under_question import UnderQuestion
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.decision import CHOICES
from mentee_app.ui.lists import deeds
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.keys import Keys


class LedgerTab(GivenTab):
    """List and editor of advice.

    `question_wanted` (id) when a question is to be shown, `compared` when advice was just put under it.
    """

    question_wanted = Signal(object)
    compared = Signal(object)

    def __init__(self, desk: Desk, empty: EmptyState) -> None:
        super().__init__(desk, AdvicePanel(desk), AdviceEditor(desk), empty, _("No advice fits the filter."))
        self.service = desk.advice
        self.connect_begun()
        deciding = {key: partial(self._decide, decision) for decision, _icon, key in CHOICES}
        Keys([self.panel.list], deciding)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+Q"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.compare)
        self.panel.compare_wanted.connect(self.compare)
        self.editor.compare_wanted.connect(self.compare)
        self.editor.question_wanted.connect(self.question_wanted)

    def compare(self) -> None:
        """Put what is marked, else what is shown, under a question, and show that."""
        chosen = list(self.panel.marked) or ([self._shown] if self._shown is not None else [])
        if not chosen or not self.editor.flush():
            return
        question = UnderQuestion(self._desk, chosen, self).ask()
        if question is not None:
            self.panel.unmark()
            self.compared.emit(question)

    def _decide(self, decision: Decision) -> None:
        """Decide on the chosen one; where the list is narrowed to one decision, go on to the next."""
        id = self.panel.list.current
        if id is None:
            return
        try:
            narrowed = isinstance(self.panel.shown, Decision) and self.panel.shown is not decision
            if not (self.go_on_from(id) if narrowed else self.editor.flush()):
                return
            deeds.decide(self._desk, id, decision)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
