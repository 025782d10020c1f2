"""One goal in place: what it expands, why, how you will know, the help you want, its steps and its end."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.goals import Expands, GoalDraft, MilestoneDraft, Status, Subject, Wanted
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import goals, kept, relationships
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.ui import theme
from mentee_app.ui.choice_fields import AreaField, WantedField
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import ChoiceField, LineField, NumberField, TextField
from mentee_app.ui.form import Form
from mentee_app.ui.heading import caption, section
from mentee_app.ui.items import ItemKind, ItemList
from mentee_app.ui.noun_tab import Editor
from mentee_app.ui.time_fields import DayField
from mentee_app.ui.title_row import TitleRow


class GoalEditor(Editor):
    """Shows one goal; everything is saved as it is typed."""

    shows = frozenset({Kind.GOALS, Kind.MILESTONES, Kind.AREAS, Kind.RELATIONSHIPS, Kind.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._id: int | None = None
        head = TitleRow(self.delete_wanted)
        self.title = head.title
        self.helped_by = caption("")
        self.form = _GoalForm(desk)
        self.form.kept_changed.connect(self._on_kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(head)
        column.addWidget(self.helped_by)
        column.addWidget(self.form)

    def show_one(self, id: int) -> None:
        shown = kept.one(GoalDraft, id)
        if shown:
            self._id = id
            self.form.show_kept(shown)
            self.form.milestones.show_owner(id)
            self._on_kept(shown)

    def refresh(self) -> None:
        if self._id is not None and kept.one(GoalDraft, self._id):
            self.form.reload()
            self.form.milestones.reload()
            if self.form.shown:
                self._on_kept(self.form.shown)

    def flush(self) -> bool:
        return self.form.flush()

    def start_typing(self, fresh: bool = False) -> None:
        self.form.name.start_typing(fresh)

    def _on_changed(self, change: Change) -> None:
        if change.origin not in (self.form, self.form.milestones, *self.form.milestones.forms()):
            super()._on_changed(change)

    def _on_kept(self, shown: Kept[GoalDraft]) -> None:
        self.title.setText(shown.draft.title)
        rows = [relationships.one(id) for id in goals.relationships_of(shown.id)]
        names = ", ".join(row.name for row in rows if row)
        self.helped_by.setText(_("Helped by {names}").format(names=names) if names else "")
        self.helped_by.setVisible(bool(names))
        self.form.show_status(shown)


class _GoalForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.goals, desk.notices)
        self._desk = desk
        self.name = LineField("title", _("Goal"))
        self.milestones = ItemList(desk, _milestones(desk))
        self._add_frame()
        self.add_widget(self.milestones)
        self._add_ending()

    def flush(self) -> bool:
        return all([super().flush(), self.milestones.flush()])

    def show_status(self, shown: Kept[GoalDraft]) -> None:
        """Show the fields of the end where it has ended."""
        self._ending.setVisible(shown.draft.status in (Status.REACHED, Status.DROPPED))

    def _add_frame(self) -> None:
        desk = self._desk
        self.add_row(self.name, ChoiceField.of("status", _("Status"), Status), stretch=(3, 1))
        self.add_row(
            ChoiceField.of("expands", _("It expands my"), Expands, _("Not said")),
            ChoiceField.of("subject", _("of"), Subject, _("Not said")),
            LineField("subject_name", _("Which one")),
            stretch=(2, 2, 3),
        )
        self.add_row(TextField("why", _("Why"), _("Why does it matter to you?")))
        self.add_row(TextField("measure", _("How you will know"), _("What will be different?"), least=1))
        self.add_row(WantedField("wanted", _("The help you want"), Wanted))
        self.add_row(
            AreaField("area", _("Area of life"), desk.areas),
            DayField("target_on", _("Target date"), desk.today),
            DayField("review_on", _("Look at it again on"), desk.today),
        )
        self.add_row(NumberField("baseline", _("Where you stood at the start (0 to 100 %)"), 0, 100, step=5))

    def _add_ending(self) -> None:
        self._ending = QWidget()
        column = QVBoxLayout(self._ending)
        column.setContentsMargins(0, theme.UNIT, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(section(_("How it ended")))
        for field in (
            DayField("ended_on", _("Ended on"), self._desk.today),
            TextField("ending", _("Why it ended"), least=1),
            TextField("learned", _("What you learned")),
        ):
            column.addWidget(field.label)
            column.addWidget(field.widget)
            column.addWidget(field.problem)
            self.save_with(field)
        self.add_widget(self._ending)


def _milestones(desk: Desk) -> ItemKind:
    return ItemKind(
        title=_("Steps on the way"),
        icon="milestone",
        add=_("Add a step"),
        remove=_("Delete this step"),
        service=desk.milestones,
        text_field="title",
        kept=lambda goal: kept.several(MilestoneDraft, "goal", goal),
        begun=lambda goal, text, place: MilestoneDraft(goal, text, position=place),
        form=lambda: _MilestoneForm(desk),
    )


class _MilestoneForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.milestones, desk.notices)
        self.add_row(
            TextField("title", _("Step"), least=1, enter_ends=True),
            DayField("due_on", _("Due on"), desk.today),
            DayField("done_on", _("Done on"), desk.today),
            stretch=(3, 2, 2),
        )
