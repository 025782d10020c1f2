"""One session in place: with whom and when, agenda, notes, advice, challenges, actions, and what stays private."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from mentee_app import words
from mentee_app.domain.goals import Wanted
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import Fit
from mentee_app.domain.sessions import Medium, MovedBy, SessionDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import goals, kept, relationships, sessions
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.ui import days, theme
from mentee_app.ui.choice_fields import SeveralField, WantedField
from mentee_app.ui.desk import Desk
from mentee_app.ui.field_row import FieldRow
from mentee_app.ui.fields import ChoiceField, LineField, NumberField, TextField
from mentee_app.ui.fold import Fold
from mentee_app.ui.form import Form
from mentee_app.ui.heading import caption, section
from mentee_app.ui.items import ItemList
from mentee_app.ui.noun_tab import Editor
from mentee_app.ui.sessions import items
from mentee_app.ui.time_fields import MomentField, ZoneField
from mentee_app.ui.title_row import TitleRow

_OFFERED = {Kind.RELATIONSHIPS, Kind.PEOPLE, Kind.GOALS, Kind.AREAS}


class SessionEditor(Editor):
    """Shows one session; everything is saved as it is typed."""

    shows = frozenset(
        {
            Kind.SESSIONS,
            Kind.RELATIONSHIPS,
            Kind.PEOPLE,
            Kind.GOALS,
            Kind.AGENDA,
            Kind.ADVICE,
            Kind.CHALLENGES,
            Kind.ACTIONS,
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._id: int | None = None
        self._offered = False
        head = TitleRow(self.delete_wanted)
        self.title = head.title
        self.when = caption("")
        self.form = _SessionForm(desk)
        self.items = self.form.items
        self.form.kept_changed.connect(self._on_kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(head)
        column.addWidget(self.when)
        column.addSpacing(theme.UNIT)
        column.addWidget(self.form)

    def show_one(self, id: int) -> None:
        self._id = id
        shown = kept.one(SessionDraft, id)
        if shown is None:
            return
        self._offer()
        self.form.show_kept(shown)
        self.form.show_belongings(id)
        self._on_kept(shown)

    def refresh(self) -> None:
        if self._id is not None and kept.one(SessionDraft, self._id):
            self._offer()
            self.form.reload()
            self.form.reload_belongings()
            if self.form.shown:
                self._on_kept(self.form.shown)

    def flush(self) -> bool:
        return self.form.flush()

    def start_typing(self, fresh: bool = False) -> None:
        self.form.notes.start_typing()

    def _offer(self) -> None:
        """Offer the relationships and goals anew only where one of them changed: there can be hundreds."""
        if not self._offered:
            self.form.offer_choices()
            self._offered = True

    def _on_changed(self, change: Change) -> None:
        self._offered = self._offered and change.kinds.isdisjoint(_OFFERED)
        if change.origin not in self.form.origins():
            super()._on_changed(change)

    def _on_kept(self, shown: Kept[SessionDraft]) -> None:
        row = relationships.one(shown.draft.relationship or 0)
        self.title.setText(row.name if row else _("Session"))
        day = shown.draft.wall_start.date()
        parts = [words.of(shown.draft.status), days.full(day), days.clock(shown.draft.wall_start)]
        if day != self._desk.today():
            parts.append(days.distance(day, self._desk.today()))
        if shown.draft.zone != self._desk.zone:
            parts.append(shown.draft.zone)
        self.when.setText(" · ".join(parts))


class _SessionForm(Form):
    """One form over the session's row, with the lists of what belongs to it in between."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.sessions, desk.notices)
        self._desk = desk
        self._add_frame()
        self._agenda = ItemList(desk, items.agenda(desk))
        self.notes = TextField(
            "notes", _("Notes"), _("What was said, what struck you, what you want to keep"), 8, 40
        )
        self._advice = ItemList(desk, items.advice(desk, self._whom))
        self._challenges = ItemList(desk, items.challenges(desk, self._whom))
        self._actions = ItemList(desk, items.actions(desk, self._whom))
        self.items = (self._agenda, self._advice, self._challenges, self._actions)
        self.add_widget(self._agenda)
        self.add_widget(section(_("Notes")))
        self.add_row(self.notes)
        self.notes.label.hide()
        for each in self.items[1:]:
            self.add_widget(each)
        self._add_private()

    def origins(self) -> tuple[object, ...]:
        """Who writes in this editor."""
        lists = self.items
        return (self, *lists, *(form for each in lists for form in each.forms()))

    def offer_choices(self) -> None:
        """Offer the relationships and goals that there are now."""
        self._with.offer([(row.id, _named(row)) for row in relationships.all_relationships()])
        self._goals.offer([(goal.id, goal.title) for goal in goals.names()])

    def show_kept(self, shown: Kept[SessionDraft]) -> None:
        super().show_kept(shown)
        away = shown.draft.zone != self._desk.zone or shown.draft.status is Status.MOVED
        self._elsewhere.set_open(away or shown.draft.moved_by is not None)

    def show_belongings(self, id: int) -> None:
        """Show the goals and items of this session."""
        self._goals.show_value(sessions.goals_of(id))
        for each in self.items:
            each.show_owner(id)

    def reload_belongings(self) -> None:
        """Ask for them again."""
        if self.shown:
            self._goals.show_value(sessions.goals_of(self.shown.id))
        for each in self.items:
            each.reload()

    def flush(self) -> bool:
        return all([super().flush(), *(each.flush() for each in self.items)])

    def _add_frame(self) -> None:
        desk = self._desk
        self._with = ChoiceField("relationship", _("With"), [])
        self.add_row(self._with, ChoiceField.of("status", _("Status"), Status), stretch=(3, 2))
        self.add_row(
            MomentField("wall_start", _("Start"), desk.today),
            NumberField("minutes", _("Minutes"), 1, 6000, step=5),
            ChoiceField.of("medium", _("How"), Medium),
            stretch=(3, 2, 2),
        )
        self.add_row(LineField("topic", _("Topic"), _("What is it about?")))
        self.add_row(WantedField("wanted", _("What you want from it"), Wanted))
        self._goals = SeveralField("goals", _("Goals it serves"), _("Choose goals"))
        self._goals.edited.connect(self._on_goals_chosen)
        self.place(self._goals)
        zone = ZoneField("zone", _("Time zone"))
        moved_by = ChoiceField.of("moved_by", _("Moved by"), MovedBy, _("Not moved"))
        for field in (zone, moved_by):
            self.save_with(field)
        self._elsewhere = Fold(_("Time zone, and who moved it"), FieldRow([zone, moved_by], (3, 2)))
        self.add_widget(self._elsewhere)

    def _add_private(self) -> None:
        self.add_widget(section(_("Private reflection")))
        self.add_widget(caption(_("Only for you. Left out of every document unless you ask for it.")))
        reflection = TextField("reflection", _("Private reflection"), _("How was it really?"), 3)
        self.add_row(reflection)
        reflection.label.hide()
        self.add_row(ChoiceField.of("fit", _("Does it fit? Never shown in any export."), Fit, _("Not said")))

    def _whom(self) -> tuple[int | None, date]:
        draft = self.draft()
        row = relationships.one(draft.relationship or 0)
        return (row.person if row else None), draft.wall_start.date()

    def _on_goals_chosen(self) -> None:
        if self.shown:
            self.attempt(lambda: self._desk.sessions.serve(self.shown.id, self._goals.value(), origin=self))


def _named(row: relationships.RelationshipRow) -> str:
    parts = [row.name, words.of(row.kind), row.area]
    return " · ".join(part for part in parts if part)
