"""How a goal ended: reached or let go, why, what was learned, and the last word on how far it was."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from mentee_app.domain.goals import ENDED, GoalDraft, Status
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import goals
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import TextField, Unreadable
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.goals.percent_field import PercentField
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.heading import caption, section


class Ending(QFrame):
    """`save_with` keeps the fields of the goal itself; the last self-assessment is a check-in, of the day it ended."""

    def __init__(self, desk: Desk, save_with: Callable[[object], None]) -> None:
        super().__init__()
        self._desk = desk
        self._goal: Kept[GoalDraft] | None = None
        self.setProperty("role", "card")
        self.said = caption("")
        self.why = TextField("ending", _("Why it ended"), least=1)
        self.learned = TextField("learned", _("What you learned"))
        self.ended_on = DayField("ended_on", _("Ended on"), desk.today)
        self.percent = PercentField("percent", _("How far you came, by your own judgement"), optional=True)
        for field in (self.why, self.learned, self.ended_on):
            save_with(field)
        self._autosave = Autosave(self, desk.feed.told_after, self._words)
        self._autosave.due.connect(self._on_due)
        self.percent.edited.connect(self._autosave.touch)
        self.percent.left.connect(self._autosave.flush)
        self._build()

    def show_goal(self, goal: Kept[GoalDraft]) -> None:
        """Show the end where it has ended."""
        self.setVisible(goal.draft.status in ENDED)
        if self._autosave.pending:
            return
        self._goal = goal
        self.said.setText(
            _("You got there. What do you take along?")
            if goal.draft.status is Status.REACHED
            else _("To let a goal go is a decision like any other. What did you find out?")
        )
        self.percent.show_value(self._came_to(goal))

    def flush(self) -> bool:
        """Save the last self-assessment now; whether it is saved."""
        return self._autosave.flush()

    def start_typing(self) -> None:
        """Put the cursor where the end is explained; where the goal was reached, into what was learned."""
        reached = self._goal is not None and self._goal.draft.status is Status.REACHED
        (self.learned if reached else self.why).start_typing()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.HALF, theme.GROUP, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("How it ended")))
        column.addWidget(self.said)
        column.addWidget(FieldRow((self.why,)))
        column.addWidget(FieldRow((self.learned,)))
        column.addWidget(FieldRow((self.ended_on, self.percent), (2, 5)))

    def _came_to(self, goal: Kept[GoalDraft]) -> int | None:
        """What was said for the day it ended, or before: not what a later check-in says."""
        day = goal.draft.ended_on
        found = [each.draft for each in goals.check_ins(goal.id) if day is None or each.draft.held_on <= day]
        return found[0].percent if found else None

    def _words(self) -> SetAside | None:
        said, label = self.percent.line.text().strip(), self.percent.label.text()
        goal = self._goal.id if self._goal else None
        return SetAside(set_aside.title(label, goal), (Part(label, said),)) if said else None

    def _on_due(self) -> None:
        goal = self._goal
        try:
            percent = self.percent.value()
            self.percent.show_flaw(None)
        except Unreadable as unreadable:
            self.percent.show_flaw(unreadable.flaw)
            percent = None
        if goal is None or percent is None:
            self._autosave.done()
            return
        day = goal.draft.ended_on or self._desk.today()
        try:
            self._desk.check_ins.assess(goal.id, day, percent, origin=self)
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        except Vanished:
            self._autosave.let_go(self._desk.notices)
            return
        self._autosave.done()
        self._desk.notices.saved.emit()
