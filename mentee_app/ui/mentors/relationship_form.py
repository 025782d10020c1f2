"""One relationship in place: kind, area, route, status, rhythm, purpose, dates, goals, agreement, and its end."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.relationships import (
    Fit,
    Kind,
    RelationshipDraft,
    Rhythm,
    Route,
    SkillDraft,
    Stage,
    Status,
)
from mentee_app.i18n import _
from mentee_app.queries import goals, kept, relationships
from mentee_app.queries.kept import Kept
from mentee_app.ui import theme
from mentee_app.ui.agreement import Agreement
from mentee_app.ui.choice_fields import AreaField, SeveralField
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import ChoiceField, LineField, TextField
from mentee_app.ui.form import Form
from mentee_app.ui.heading import caption, section
from mentee_app.ui.items import ItemKind, ItemList
from mentee_app.ui.time_fields import DayField


class RelationshipForm(Form):
    """Shows a relationship with its goals, agreement and skills."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.relationships, desk.notices)
        self._desk = desk
        self._add_frame()
        self._skills = ItemList(desk, _skills(desk))
        self._apprenticeship = self._group(
            LineField("place", _("Place")), TextField("end_condition", _("It ends when"))
        )
        self._agreement = Agreement(desk)
        self._add_apprenticeship()
        self.add_widget(section(_("What you agreed")))
        self.add_widget(self._agreement)
        self._add_ending()

    def origins(self) -> tuple[object, ...]:
        """Who writes in this form."""
        return (self, self._agreement, self._skills, *self._skills.forms())

    def show_kept(self, shown: Kept[RelationshipDraft]) -> None:
        another = self.shown is None or self.shown.id != shown.id
        super().show_kept(shown)
        self._goals.offer([(goal.id, goal.title) for goal in goals.names()])
        self._goals.show_value(relationships.goals_of(shown.id))
        if another:
            self._skills.show_owner(shown.id)
        else:
            self._skills.reload()
        self._show_kind(shown)

    def reload_belongings(self) -> None:
        """Ask again for goals, skills and terms."""
        if self.shown:
            self._goals.offer([(goal.id, goal.title) for goal in goals.names()])
            self._goals.show_value(relationships.goals_of(self.shown.id))
            self._skills.reload()
            self._agreement.reload()

    def flush(self) -> bool:
        return all([super().flush(), self._agreement.flush(), self._skills.flush()])

    def _add_frame(self) -> None:
        desk = self._desk
        self.add_row(
            ChoiceField.of("kind", _("Kind"), Kind),
            ChoiceField.of("status", _("Status"), Status),
            AreaField("area", _("Area of life"), desk.areas),
            stretch=(2, 2, 3),
        )
        self.add_row(
            ChoiceField.of("route", _("How it came about"), Route),
            ChoiceField.of("rhythm", _("How often you meet"), Rhythm),
            stretch=(1, 1),
        )
        self.add_row(TextField("purpose", _("What it is for"), _("In one sentence"), least=1))
        self._goals = SeveralField("goals", _("Goals it helps with"), _("Choose goals"))
        self._goals.edited.connect(self._on_goals_chosen)
        self.place(self._goals)
        self.add_row(
            DayField("started_on", _("Started on"), desk.today),
            DayField("planned_end_on", _("Planned end"), desk.today),
        )
        self.kept_changed.connect(self._show_kind)

    def _add_apprenticeship(self) -> None:
        self.add_widget(self._apprenticeship)
        self.add_widget(self._skills)

    def _add_ending(self) -> None:
        self._ending_title = section(_("How it ended"))
        self.add_widget(self._ending_title)
        self._ending = self._group(
            DayField("ended_on", _("Ended on"), self._desk.today),
            TextField("closing_learned", _("What you learned")),
            TextField("closing_thanks", _("Your thanks")),
            ChoiceField(
                "stay_in_touch",
                _("Stay in touch"),
                [(True, _("Yes, stay in touch")), (False, _("No, leave it here"))],
                _("Not said"),
            ),
        )
        self.add_widget(self._ending)
        self.add_widget(section(_("Private")))
        self.add_widget(caption(_("Only for you. Never shown in any export.")))
        self.add_row(ChoiceField.of("fit", _("Does it fit?"), Fit, _("Not said")))

    def _group(self, *fields: DayField | LineField | TextField | ChoiceField) -> QWidget:
        """Fields under each other that are shown or hidden together."""
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        for field in fields:
            column.addWidget(field.label)
            column.addWidget(field.widget)
            column.addWidget(field.problem)
            self.save_with(field)
        return group

    def _show_kind(self, shown: Kept[RelationshipDraft]) -> None:
        apprenticeship = shown.draft.kind is Kind.APPRENTICESHIP
        self._apprenticeship.setVisible(apprenticeship)
        self._skills.setVisible(apprenticeship)
        ended = shown.draft.status is Status.ENDED
        self._ending.setVisible(ended)
        self._ending_title.setVisible(ended)
        if self._agreement.flush():
            self._agreement.show_terms(shown.id, shown.draft.kind)

    def _on_goals_chosen(self) -> None:
        shown = self.shown
        if shown:
            help_with = self._desk.relationships.help_with
            self.attempt(lambda: help_with(shown.id, self._goals.value(), origin=self))


def _skills(desk: Desk) -> ItemKind:
    return ItemKind(
        title=_("Skills to learn"),
        icon="flag",
        add=_("Add a skill"),
        remove=_("Delete this skill"),
        service=desk.skills,
        text_field="name",
        kept=lambda relationship: kept.several(SkillDraft, "relationship", relationship),
        begun=lambda relationship, text, place: SkillDraft(relationship, text, position=place),
        form=lambda: _SkillForm(desk),
    )


class _SkillForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.skills, desk.notices)
        self.add_row(
            LineField("name", _("Skill")), ChoiceField.of("stage", _("Stage"), Stage), stretch=(3, 2)
        )
        self.add_row(TextField("note", _("Note"), least=1))
