"""One mentor in place: the person, the relationship that matters (or another one), and the last sessions."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain import moments
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft, SkillDraft
from mentee_app.i18n import _
from mentee_app.queries import kept, relationships, sessions
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.lists import session_look
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.mentors.glance import Glance, Sight
from mentee_app.ui.mentors.month_bars import MonthBars
from mentee_app.ui.mentors.outside_hint import OutsideHint
from mentee_app.ui.mentors.person_form import PersonForm
from mentee_app.ui.mentors.relationship_form import RelationshipForm
from mentee_app.ui.mentors.timeline import Timeline
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.heading import TitleRow, section

if TYPE_CHECKING:
    from mentee_app.ui.mentors.closure_dialog import ClosureDialog

_SESSIONS_SHOWN = 5


class MentorEditor(Editor):
    """Shows one person with a relationship; everything is saved as it is typed.

    `session_wanted` and `plan_wanted` carry a relationship (id), `preparation_wanted` a planned session (id).
    """

    shows = frozenset(
        {Kind.PEOPLE, Kind.RELATIONSHIPS, Kind.AGREEMENT, Kind.SKILLS, Kind.GOALS, Kind.SESSIONS, Kind.AREAS}
    )
    session_wanted = Signal(object)
    preparation_wanted = Signal(object)
    plan_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._person: int | None = None
        self.closure: ClosureDialog | None = None
        self.glance = Glance(desk)
        self.timeline = Timeline()
        self.outside = OutsideHint(desk)
        self.person = PersonForm(desk)
        self.relationship = RelationshipForm(desk)
        self._build()
        self._connect()

    def show_one(self, id: int) -> None:
        person = kept.one(PersonDraft, id)
        if person is None:
            return
        self._person = id
        self.person.show_kept(person)
        self.person.more.set_open(False)
        self.title.setText(person.draft.name)
        self._offer_relationships(None)
        self._show_sessions()

    def show_relationship(self, id: int) -> None:
        """Show this one of the person's relationships."""
        if self.relationship.flush():
            self._offer_relationships(id)

    def show_part(self, id: int) -> None:
        """Show a relationship of the person, or a skill in one of them, by its id."""
        skill = kept.one(SkillDraft, id)
        relationship = skill.draft.relationship if skill else id
        if relationship is not None and kept.one(RelationshipDraft, relationship):
            self.show_relationship(relationship)
            self.relationship.skills.put_focus(id)

    def refresh(self) -> None:
        if self._person is None or kept.one(PersonDraft, self._person) is None:
            return
        self.person.reload()
        if self.person.shown:
            self.title.setText(self.person.shown.draft.name)
        shown = self.relationship.shown
        self._offer_relationships(shown.id if shown else None)
        self._show_sessions()

    def flush(self) -> bool:
        closure = self.closure.flush() if self.closure else True
        return all([self.person.flush(), self.relationship.flush(), closure])

    def start_typing(self, fresh: bool = False) -> None:
        self.person.name.start_typing(fresh)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        head = TitleRow(self.delete_wanted)
        self.title = head.title
        self.another = QPushButton(icon("add"), _("Another relationship"))
        self.another.setToolTip(_("Begin a further relationship with the same person"))
        dress(self.another, Role.QUIET)
        self._sessions, self._session_rows = prose.stack(2)
        self._months = MonthBars(_("Sessions in each of the last twelve months"))
        parts: tuple[QWidget, ...] = (
            head,
            self.glance,
            self.timeline,
            self.person,
            self.outside,
            self.relationship,
            section(_("Last sessions")),
            self._months,
            self._sessions,
            prose.leading(self.another),
        )
        for part in parts:
            column.addWidget(part)
        column.insertSpacing(column.indexOf(self.person), theme.UNIT)

    def _connect(self) -> None:
        self.person.kept_changed.connect(self._on_person_kept)
        self.relationship.kept_changed.connect(self._show_glance)
        self.timeline.chosen.connect(self.show_relationship)
        self.outside.hidden.connect(self._on_hint_hidden)
        self.another.clicked.connect(self._on_another)
        self.glance.log_wanted.connect(partial(self._ask_for, self.session_wanted))
        self.glance.plan_wanted.connect(partial(self._ask_for, self.plan_wanted))
        self.glance.preparation_wanted.connect(self._on_preparation_wanted)
        self.glance.pausing.paused.connect(self._on_paused)
        self.glance.go_on_wanted.connect(self._on_go_on)
        self.glance.ending_wanted.connect(self._on_ending)
        self.glance.again_wanted.connect(self._on_again)

    def _offer_relationships(self, wanted: int | None) -> None:
        rows = relationships.of_person(self._person or 0)
        if not rows:
            return
        best = min(rows, key=lambda row: _RANK.index(row.draft.status.value))
        shown = next((row for row in rows if row.id == wanted), best)
        if self.relationship.shown is None or self.relationship.shown.id != shown.id:
            self.relationship.show_kept(shown)
        else:
            self.relationship.reload()
            self.relationship.reload_belongings()
        self._show_glance()

    def _show_glance(self, _shown: object = None) -> None:
        shown, person = self.relationship.shown, kept.one(PersonDraft, self._person)
        if shown is None or person is None:
            return
        spells = relationships.spells(person.id)
        spell = next((each for each in spells if each.id == shown.id), None)
        if spell is None:
            return
        now = moments.instant(self._desk.now(), self._desk.zone)
        meetings = relationships.meetings(shown.id, now)
        self.glance.show_sight(Sight(shown.draft, spell, meetings, person.draft.keep_in_touch_days))
        self.timeline.show_spells(spells, shown.id)
        self.outside.show_for(shown.draft)

    def _show_sessions(self) -> None:
        prose.emptied(self._session_rows)
        today = self._desk.today()
        rows = sessions.of_person(self._person or 0, _SESSIONS_SHOWN)
        months = sessions.per_month(self._person or 0, today)
        self._months.show_months(months)
        self._months.setVisible(any(month.count for month in months))
        for row in rows:
            look = session_look.session(row, today)
            button = ElidedButton(f"{look.aside}  ·  {look.below}")
            button.clicked.connect(partial(self._desk.notices.wanted.emit, Place(Kind.SESSIONS, row.id)))
            self._session_rows.addWidget(button)
        if not rows:
            self._session_rows.addWidget(PlainLabel(_("No sessions yet.")))

    def _on_changed(self, change: Change) -> None:
        if change.origin not in (self.person, *self.relationship.origins()):
            super()._on_changed(change)
        elif Kind.SKILLS in change.kinds and self.isVisible():
            self._ask(self.relationship.skills.count)

    def _on_person_kept(self, shown: Kept[PersonDraft]) -> None:
        self.title.setText(shown.draft.name)
        self._show_glance()

    def _on_hint_hidden(self) -> None:
        self.relationship.skills.list.new_line.setFocus()

    def _on_another(self) -> None:
        if self.flush():
            self.relationship.attempt(partial(self._add_relationship, RelationshipDraft(person=self._person)))

    def _add_relationship(self, draft: RelationshipDraft) -> None:
        self._offer_relationships(self._desk.relationships.add(draft, origin=self).id)

    def _ask_for(self, signal: Signal) -> None:
        shown = self.relationship.shown
        if shown and self.flush():
            signal.emit(shown.id)

    def _on_preparation_wanted(self, session: int) -> None:
        if self.flush():
            self.preparation_wanted.emit(session)

    def _on_paused(self, until: object) -> None:
        self._decide(lambda id: self._desk.relationships.pause(id, until, origin=self), _("Paused: {name}."))
        self.glance.go_on.setFocus()

    def _on_go_on(self) -> None:
        today = self._desk.today()
        self._decide(
            lambda id: self._desk.relationships.go_on(id, today, origin=self), _("Taken up: {name}.")
        )
        self.glance.pause.setFocus()

    def _decide(self, decide: Callable[[int], int], sentence: str) -> None:
        """Do something with the shown relationship that can be taken back, and offer that."""
        shown = self.relationship.shown
        if shown is None or not self.flush():
            return
        deeds: list[int] = []
        if self.relationship.attempt(lambda: deeds.append(decide(shown.id))):
            self.refresh()
            self._desk.notices.undoable.emit(sentence.format(name=self.title.text()), deeds[0])

    def _on_again(self) -> None:
        begun: list[int] = []

        def begin(id: int) -> int:
            fresh, deed = self._desk.relationships.begin_again(id, origin=self)
            begun.append(fresh.id)
            return deed

        self._decide(begin, _("Begun again: {name}."))
        if begun:
            self.show_relationship(begun[0])

    def _on_ending(self) -> None:
        from mentee_app.ui.mentors.closure_dialog import ClosureDialog

        shown = self.relationship.shown
        if shown is None or not self.flush():
            return
        self.closure = ClosureDialog(self._desk, shown.id, self.window())
        self.closure.finished.connect(self._on_closure_finished)
        self.closure.open()

    def _on_closure_finished(self) -> None:
        if self.closure:
            self.closure.deleteLater()
            self.closure = None
        self.refresh()
        self.glance.end.setFocus()


_RANK = ("active", "asked", "considering", "paused", "ended")
