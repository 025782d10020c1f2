"""The fields of a goal: what it expands, why, how it is measured, the help that is wanted, and who helps."""

from mentee_app import words
from mentee_app.domain.goals import Expands, GoalDraft, Subject, Wanted
from mentee_app.i18n import _
from mentee_app.queries import goals, relationships
from mentee_app.queries.kept import Kept
from mentee_app.queries.relationships import RelationshipRow
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.choice_fields import AreaField, SeveralField, WantedField
from mentee_app.ui.forms.fields import ChoiceField, LineField, NumberField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.goals.ending import Ending
from mentee_app.ui.widgets.heading import caption


class GoalForm(Form):
    """Everything is saved as it is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.goals, desk.notices)
        self._desk = desk
        self.name = LineField("title", _("Goal"))
        self.area = AreaField("area", _("Area of life"), desk.areas)
        self.ending = Ending(desk, self.save_with)
        self.add_widget(self.ending)
        self._add_frame()
        self._add_who_helps()

    def show_around(self, shown: Kept[GoalDraft]) -> None:
        """Show what is kept elsewhere: who helps, and how far it was at the end."""
        self.ending.show_goal(shown)
        self.who_helps.offer([(row.id, _named(row)) for row in relationships.all_relationships()])
        chosen = goals.relationships_of(shown.id)
        self.who_helps.show_value(chosen)
        self.alone.setVisible(not chosen)

    def flush(self) -> bool:
        return all([super().flush(), self.ending.flush()])

    def _add_frame(self) -> None:
        desk = self._desk
        self.add_row(self.name)
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
            self.area,
            DayField("target_on", _("Target date"), desk.today),
            DayField("review_on", _("Look at it again on"), desk.today),
        )
        self.add_row(NumberField("baseline", _("Where you stood at the start (0 to 100 %)"), 0, 100, step=5))

    def _add_who_helps(self) -> None:
        self.who_helps = SeveralField("who_helps", _("Who helps with it"), _("Without a mentor"))
        self.who_helps.edited.connect(self._on_who_chosen)
        self.place(self.who_helps)
        self.alone = caption(_("A goal stands without a mentor too. You answer to nobody but yourself."))
        self.add_widget(self.alone)

    def _on_who_chosen(self) -> None:
        shown = self.shown
        if shown:
            chosen = self.who_helps.value()
            self.attempt(lambda: self._desk.goals.helped_by(shown.id, chosen, origin=self))
            self.alone.setVisible(not chosen)


def _named(row: RelationshipRow) -> str:
    return " · ".join(part for part in (row.name, words.of(row.kind), row.area) if part)
