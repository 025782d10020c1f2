"""The steps of a goal: each with the day it is due, and done by one key."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QToolButton

from mentee_app.domain.goals import MilestoneDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemKind
from mentee_app.ui.forms.time_fields import DayField


def steps(desk: Desk, finish: Callable[[int, date | None], object]) -> ItemKind:
    """The list of steps; `finish` says on which day one (id) was done, or that it is not."""
    return ItemKind(
        title=_("Steps on the way"),
        icon="milestone",
        add=_("Add a step"),
        remove=_("Delete this step"),
        service=desk.milestones,
        text_field="title",
        kept=lambda goal: kept.several(MilestoneDraft, "goal", goal),
        begun=lambda goal, text, place: MilestoneDraft(goal, text, position=place),
        form=lambda: StepForm(desk, finish),
    )


class StepForm(Form):
    """One step."""

    def __init__(self, desk: Desk, finish: Callable[[int, date | None], object]) -> None:
        super().__init__(desk.milestones, desk.notices)
        self._desk = desk
        self._finish = finish
        self.title = TextField("title", _("Step"), least=1, enter_ends=True)
        done_on = DayField("done_on", _("Done on"), desk.today)
        self.done = QToolButton()
        self.done.setText(_("Done"))
        self.done.setCheckable(True)
        self.done.setProperty("role", "chip")
        self.done.clicked.connect(self._on_done)
        done_on.widget.layout().addWidget(self.done)
        self.add_row(self.title, DayField("due_on", _("Due on"), desk.today), done_on, stretch=(3, 2, 2))
        self.kept_changed.connect(self._show_done)

    def show_kept(self, shown: Kept[MilestoneDraft]) -> None:
        super().show_kept(shown)
        self._show_done(shown)

    def start_typing(self) -> None:
        """Put the cursor into the step."""
        self.title.start_typing()

    def _show_done(self, shown: Kept[MilestoneDraft]) -> None:
        done = shown.draft.done_on is not None
        self.done.setChecked(done)
        name = _("Done: {step}").format(step=" ".join(shown.draft.title.split()))
        self.done.setAccessibleName(name)
        self.done.setToolTip(_("Not done yet after all") if done else _("Done today"))

    def _on_done(self) -> None:
        if self.shown is None or not self.flush():
            return
        done = self.shown.draft.done_on is not None
        self._finish(self.shown.id, None if done else self._desk.today())
        self._show_done(self.shown)
