"""How far a goal is: the picture of its check-ins, the newest of them to be written in, and one key for a new one."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.goals import CheckInDraft, GoalDraft
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _, ngettext
from mentee_app.queries import goals
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField, Unreadable
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemKind, ItemList
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.goals.percent_field import PercentField
from mentee_app.ui.goals.progress_chart import Point, ProgressChart
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.heading import caption, section

_SHOWN = 5
_MORE = 25


class Progress(QWidget):
    """The check-ins of one goal, as a line and as a list, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._goal: Kept[GoalDraft] | None = None
        self._build()

    def show_goal(self, goal: Kept[GoalDraft]) -> None:
        """Show another goal."""
        self._goal = goal
        self.list.show_owner(goal.id)
        self._show_line()

    def reload(self, goal: Kept[GoalDraft]) -> None:
        """Ask for the check-ins again."""
        self._goal = goal
        self.list.reload()
        self._show_line()

    def show_line(self, goal: Kept[GoalDraft]) -> None:
        """Draw the line again, and leave the list alone."""
        self._goal = goal
        self._show_line()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return self.list.flush()

    def check_in(self) -> Form | None:
        """Begin today's check-in, or go on with it; its form."""
        if self._goal is None or not self.flush():
            return None
        try:
            id, deed = self._desk.check_ins.check_in(self._goal.id, self._desk.today())
            found = self.form_of(id)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return None
        if deed is not None:
            percent = goals.stands_at(self._goal.id)
            sentence = _("Checked in at {percent} %: “{goal}”")
            name = one_line(self._goal.draft.title)
            self._desk.notices.undoable.emit(sentence.format(percent=percent, goal=name), deed)
        return found

    def form_of(self, id: int) -> Form | None:
        """The form of a check-in (id) of this goal; where it is an older one, more are shown. Raises Trouble."""
        if self._goal is None:
            return None
        self.list.reload()
        self._show_line()
        return self.list.form_of(id)

    def _build(self) -> None:
        self.chart = ProgressChart(_("How far you are, over time"))
        self.numbers = caption("")
        self.list = ItemList(self._desk, self._kind())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("How far you are")))
        column.addWidget(self.chart)
        column.addWidget(self.numbers)
        column.addWidget(self.list)

    def _kind(self) -> ItemKind:
        return ItemKind(
            title=_("Check-ins"),
            icon="flag",
            add=_("Check in: write how it stands today"),
            remove=_("Delete this check-in"),
            service=self._desk.check_ins,
            text_field="reflection",
            kept=goals.check_ins,
            begun=self._begun,
            form=lambda: CheckInForm(self._desk),
            first=_SHOWN,
            step=_MORE,
            more=_earlier,
        )

    def _begun(self, goal: int, text: str, _place: int) -> CheckInDraft:
        return CheckInDraft(goal, self._desk.today(), goals.stands_at(goal), text)

    def _show_line(self) -> None:
        goal = self._goal
        if goal is None:
            return
        found = goals.check_ins(goal.id)
        points = [Point(each.draft.held_on, each.draft.percent) for each in reversed(found)]
        self.chart.setVisible(bool(points))
        self.chart.show_points(points, goal.draft.baseline, goal.draft.target_on, self._desk.today())
        self.numbers.setText(_in_words(points, goal.draft.baseline))


class CheckInForm(Form):
    """One check-in: the day, how far it was, and what the person makes of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.check_ins, desk.notices)
        self.percent = PercentField("percent", _("How far, by your own judgement"))
        self.add_row(_HeldOn("held_on", _("Day"), desk.today), self.percent, stretch=(2, 5))
        self.add_row(TextField("reflection", _("What you make of it"), least=1))

    def start_typing(self) -> None:
        """Put the focus on the number, to be typed over."""
        self.percent.start_typing(replace=True)


class _HeldOn(DayField):
    """A check-in is always of a day."""

    def value(self) -> date:
        day = super().value()
        if day is None:
            raise Unreadable(Flaw.NO_SUCH_DAY)
        return day


def _earlier(count: int) -> str:
    return ngettext("Show {count} earlier check-in", "Show {count} earlier check-ins", count).format(
        count=count
    )


def _in_words(points: list[Point], baseline: int | None) -> str:
    if not points:
        return _("No check-in yet. Now and then, say how far you are: only you judge it.")
    count = ngettext("{count} check-in", "{count} check-ins", len(points)).format(count=len(points))
    last = points[-1].percent
    if baseline is None:
        return _("{percent} % now, {check_ins}.").format(percent=last, check_ins=count)
    words = _("From {start} % at the start to {percent} % now, {check_ins}.")
    return words.format(start=baseline, percent=last, check_ins=count)
