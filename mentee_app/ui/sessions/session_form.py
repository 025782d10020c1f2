"""The fields of one session in place: agenda, notes, advice, challenges, actions, and what stays private."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.goals import Wanted
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import Fit
from mentee_app.domain.sessions import Medium, MovedBy, SessionDraft, Status
from mentee_app.domain.templates import TemplateDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import carrying, goals, kept, relationships, sessions, templates
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.choice_fields import SeveralField, WantedField
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import ChoiceField, LineField, NumberField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemList
from mentee_app.ui.forms.time_fields import MomentField, ZoneField
from mentee_app.ui.sessions import items
from mentee_app.ui.sessions.agenda import AgendaTools
from mentee_app.ui.sessions.note_tools import NoteTools
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption, section


class SessionForm(Form):
    """One form over the session's row, with the lists of what belongs to it in between."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.sessions, desk.notices)
        self._desk = desk
        self._which: tuple[int, Status] | None = None
        self._add_frame()
        self.agenda = ItemList(desk, items.agenda(desk))
        self.agenda_tools = AgendaTools()
        self.notes = TextField(
            "notes", _("Notes"), _("What was said, what struck you, what you want to keep"), 8, 40
        )
        self.note_tools = NoteTools(self.notes.edit)
        self._advice = ItemList(desk, items.advice(desk, self._whom))
        self._challenges = ItemList(desk, items.challenges(desk, self._whom))
        self._actions = ItemList(desk, items.actions(desk, self._whom))
        self.items = (self.agenda, self._advice, self._challenges, self._actions)
        self.save_with(self.notes)
        self.notes.label.hide()
        self._to_say = _stacked(self.agenda, self.agenda_tools)
        self._said = _stacked(section(_("Notes")), self.note_tools, FieldRow([self.notes]))
        self.add_widget(self._to_say)
        self.add_widget(self._said)
        for each in self.items[1:]:
            self.add_widget(each)
        self._add_private()
        self.note_tools.wanted.connect(self._on_lift_wanted)
        self.agenda_tools.points_wanted.connect(self._on_points_wanted)
        self.agenda_tools.saving_wanted.connect(self._on_saving_wanted)
        self.agenda_tools.own_wanted.connect(self._on_own_wanted)

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
        which = (shown.id, shown.draft.status)
        if which != self._which:  # what a person opened stays open while it is saved
            self._which = which
            self._arrange(shown.draft.status is Status.HELD)
        away = shown.draft.zone != self._desk.zone or shown.draft.status is Status.MOVED
        self._elsewhere.set_open(away or shown.draft.moved_by is not None)

    def show_belongings(self, id: int) -> None:
        """Show the goals and items of this session, and ask openly whether it fits only where that is due."""
        self._goals.show_value(sessions.goals_of(id))
        for each in self.items:
            each.show_owner(id)
        self.fit.set_open(sessions.asks_fit(id))

    def reload_belongings(self) -> None:
        """Ask for them again."""
        if self.shown:
            self._goals.show_value(sessions.goals_of(self.shown.id))
            if sessions.asks_fit(self.shown.id):
                self.fit.set_open(True)
        for each in self.items:
            each.reload()

    def part(self, id: int) -> Form | None:
        """The form of a talking point, advice, challenge or action (id)."""
        found = (each.form_of(id) for each in self.items)
        return next((form for form in found if form), None)

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
            stretch=(3, 1, 2),
        )
        self.add_row(LineField("topic", _("Topic"), _("What is it about?")))
        wanted = WantedField("wanted", _("What you want from it"), Wanted)
        self.save_with(wanted)
        self._goals = SeveralField("goals", _("Goals it serves"), _("Choose goals"))
        self._goals.edited.connect(self._on_goals_chosen)
        aims = _stacked(FieldRow([wanted]), FieldRow([self._goals]))
        self.aims = Fold(_("What you want from it, and the goals it serves"), aims)
        self.add_widget(self.aims)
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
        fit = ChoiceField.of(
            "fit", _("You, and this way of being helped. Never shown in any export."), Fit, _("Not said")
        )
        self.save_with(fit)
        self.fit = Fold(_("Does it fit?"), FieldRow([fit]))
        self.add_widget(self.fit)

    def _arrange(self, held: bool) -> None:
        """What was said is the heart of a session that was held, what is to be said that of one to come."""
        self.aims.set_open(not held)
        first, second = (self._said, self._to_say) if held else (self._to_say, self._said)
        place = min(self._rows.indexOf(first), self._rows.indexOf(second))
        self._rows.insertWidget(place, first)
        self._rows.insertWidget(place + 1, second)

    def _whom(self) -> tuple[int | None, date]:
        draft = self.draft()
        row = relationships.one(draft.relationship or 0)
        return (row.person if row else None), draft.wall_start.date()

    def _on_goals_chosen(self) -> None:
        if self.shown:
            self.attempt(lambda: self._desk.sessions.serve(self.shown.id, self._goals.value(), origin=self))

    def _on_lift_wanted(self, kind: Kind, text: str) -> None:
        if self.shown and self.flush():
            self.attempt(lambda: self._lift(kind, text))

    def _lift(self, kind: Kind, text: str) -> None:
        """Keep a line of the notes below as well, once."""
        session, (person, day) = self.shown.id, self._whom()
        drafts = {
            Kind.ADVICE: (self._desk.advice, AdviceDraft(person, session, text, given_on=day)),
            Kind.CHALLENGES: (self._desk.challenges, ChallengeDraft(person, session, text)),
            Kind.ACTIONS: (self._desk.actions, ActionDraft(person, session, text=text)),
        }
        service, draft = drafts[kind]
        known = kept.several(type(draft), "session", session)
        if text in (each.draft.text.strip() for each in known):
            self.note_tools.say(_("It stands below already."))
            return
        deed = self._desk.sessions.lift(service, items.placed(draft, known))
        self.note_tools.say(_("It stands below now."))
        self._notices.undoable.emit(items.lifted(kind, text), deed)

    def _on_points_wanted(self, points: tuple[str, ...]) -> None:
        if self.shown and self.flush():
            self.attempt(lambda: self._use(points))

    def _use(self, points: tuple[str, ...]) -> None:
        count, deed = self._desk.agenda.use(self.shown.id, points)
        if not count:
            self.agenda_tools.say(_("All of it stands there already."))
            return
        sentence = ngettext("Added {count} talking point.", "Added {count} talking points.", count)
        self._notices.undoable.emit(sentence.format(count=count), deed)

    def _on_saving_wanted(self) -> None:
        if self.shown and self.flush():
            self.attempt(self._save_template)

    def _save_template(self) -> None:
        points = carrying.texts(self.shown.id)
        if not points:
            self.agenda_tools.say(_("Write a talking point first."))
            return
        row = relationships.one(self.shown.draft.relationship or 0)
        name = self.shown.draft.topic.strip() or (
            _("Agenda with {name}").format(name=row.name) if row else ""
        )
        lines = (" ".join(point.split()) for point in points)
        draft = TemplateDraft(name or _("My agenda"), "\n".join(lines), templates.next_place())
        self._show_templates(self._desk.templates.add(draft).id)

    def _on_own_wanted(self) -> None:
        self._show_templates(None)

    def _show_templates(self, chosen: int | None) -> None:
        from mentee_app.ui.sessions.templates_dialog import TemplatesDialog

        dialog = TemplatesDialog(self._desk, self, chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _stacked(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.UNIT)
    for part in parts:
        column.addWidget(part)
    return whole


def _named(row: relationships.RelationshipRow) -> str:
    parts = [row.name, words.of(row.kind), row.area]
    return " · ".join(part for part in parts if part)
