"""One relationship in place: skills, kind, area, route, status, rhythm, purpose, dates, goals, agreement, and its fit."""

from PySide6.QtWidgets import QWidget

from mentee_app.domain import relationships as rules
from mentee_app.domain.relationships import Fit, Kind, RelationshipDraft, Rhythm, Route, Status
from mentee_app.i18n import _
from mentee_app.queries import goals, relationships
from mentee_app.queries.kept import Kept
from mentee_app.ui.asking.agreement import PURPOSE, Agreement
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.choice_fields import AreaField, SeveralField
from mentee_app.ui.forms.fields import ChoiceField, LineField, TextField, Unreadable
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.mentors.skill_ladder import SkillLadder
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption, section


class RelationshipForm(Form):
    """Shows a relationship with its goals, agreement and skills."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.relationships, desk.notices)
        self._desk = desk
        self._agreed_purpose = ""
        self.skills = SkillLadder(desk)
        self.add_widget(self.skills)
        self.add_widget(section(_("Relationship")))
        self._add_frame()
        self._apprenticeship = self._group(
            LineField("place", _("Place"), _("Where you learn, and with whom")),
            TextField(
                "end_condition",
                _("It ends when"),
                _("When you take their place, or have enough to go your own way"),
                least=1,
            ),
        )
        self.add_widget(self._apprenticeship)
        self._agreement = Agreement(desk, with_purpose=False)
        self.add_widget(section(_("What you agreed")))
        self.add_widget(self._agreement)
        self._add_fit()
        self.kept_changed.connect(self._on_kept)

    def origins(self) -> tuple[object, ...]:
        """Who writes in this form."""
        return (self, self._agreement, self.skills.list, *self.skills.list.forms())

    def show_kept(self, shown: Kept[RelationshipDraft]) -> None:
        another = self.shown is None or self.shown.id != shown.id
        super().show_kept(shown)
        self._show_purpose(shown)
        self._show_goals(shown.id)
        if another:
            self.skills.show_owner(shown.id)
        else:
            self.skills.reload()
        self._show_kind(shown)

    def reload_belongings(self) -> None:
        """Ask again for goals, skills and terms."""
        if self.shown:
            self._show_goals(self.shown.id)
            self.skills.reload()
            self._agreement.reload()

    def flush(self) -> bool:
        return all([super().flush(), self._agreement.flush(), self.skills.list.flush()])

    def draft(self) -> RelationshipDraft:
        """What the form says, with the days that a changed status suggests."""
        assert self.shown is not None
        typed: RelationshipDraft = super().draft()
        draft = rules.dated(self.shown.draft.status, typed, self._desk.today())
        if draft.started_on == typed.started_on:
            return draft
        try:
            self._started.value()
        except Unreadable:  # something is being typed there
            return typed
        self._started.show_value(draft.started_on)
        return draft

    def _keep(self, draft: RelationshipDraft) -> None:
        """What was agreed as the purpose stands in the field while the relationship has none: it changes with the field."""
        shown = self.shown
        if shown and not shown.draft.purpose and self._agreed_purpose not in ("", draft.purpose):
            self._desk.relationships.agree(shown.id, PURPOSE, draft.purpose, origin=self)
            self._agreed_purpose = draft.purpose
        super()._keep(draft)

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
        self._purpose = TextField("purpose", _("What it is for"), _("In one sentence"), least=1)
        self.add_row(self._purpose)
        self._goals = SeveralField("goals", _("Goals it helps with"), _("Choose goals"))
        self._goals.edited.connect(self._on_goals_chosen)
        self.place(self._goals)
        self._started = DayField("started_on", _("Started on"), desk.today)
        self.add_row(self._started, DayField("planned_end_on", _("Planned end"), desk.today))

    def _add_fit(self) -> None:
        self.add_widget(section(_("Private")))
        self.add_widget(caption(_("Only for you. Never shown in any export.")))
        self.add_row(ChoiceField.of("fit", _("Does it fit?"), Fit, _("Not said")))
        self.fit_words = prose.paragraph("", "caption")
        self.add_widget(self.fit_words)

    def _group(self, *fields: DayField | LineField | TextField | ChoiceField) -> QWidget:
        """Fields under each other that are shown or hidden together."""
        group, column = prose.stack(theme.HALF)
        for field in fields:
            column.addWidget(field.label)
            column.addWidget(field.widget)
            column.addWidget(field.problem)
            self.save_with(field)
        return group

    def _show_purpose(self, shown: Kept[RelationshipDraft]) -> None:
        self._agreed_purpose = relationships.agreed(shown.id).get(PURPOSE, "")
        if not shown.draft.purpose:
            self._purpose.show_value(self._agreed_purpose)

    def _show_goals(self, id: int) -> None:
        self._goals.offer([(goal.id, goal.title) for goal in goals.names()])
        self._goals.show_value(relationships.goals_of(id))

    def _show_kind(self, shown: Kept[RelationshipDraft]) -> None:
        apprenticeship = shown.draft.kind is Kind.APPRENTICESHIP
        self._apprenticeship.setVisible(apprenticeship)
        self.skills.setVisible(apprenticeship)
        self.fit_words.setText(_fit_words(shown.draft.fit))
        self.fit_words.setVisible(shown.draft.fit is not None)
        if self._agreement.flush():
            self._agreement.show_terms(shown.id, shown.draft.kind)

    def _on_kept(self, shown: Kept[RelationshipDraft]) -> None:
        self._show_kind(shown)

    def _on_goals_chosen(self) -> None:
        shown = self.shown
        if shown:
            help_with = self._desk.relationships.help_with
            self.attempt(lambda: help_with(shown.id, self._goals.value(), origin=self))


def _fit_words(fit: Fit | None) -> str:
    return {
        None: "",
        Fit.GOOD: _("You are not asked again. Change it here whenever that changes."),
        Fit.UNSURE: _(
            "You are asked again after the next session. It may help to write down what is missing,"
            " and to say it there."
        ),
        Fit.NOT: _(
            "That happens, and it is nobody’s failure. You can say so and talk about it, let it rest with Pause,"
            " or end it well and thank them. You are not asked again."
        ),
    }[fit]
