"""One person of the network in place: who they are and being in touch, whom they introduced, the way to mentoring."""

from PySide6.QtWidgets import QVBoxLayout

from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.network import contact_items
from mentee_app.ui.network.introductions import Introductions
from mentee_app.ui.network.mentoring import Mentoring
from mentee_app.ui.network.person_form import PersonForm
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.heading import TitleRow


class PersonEditor(Editor):
    """Shows one person; everything is saved as it is typed."""

    shows = frozenset({Kind.PEOPLE, Kind.CONTACTS, Kind.RELATIONSHIPS, Kind.SESSIONS, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._person: int | None = None
        self.person = PersonForm(desk)
        self.introductions = Introductions()
        self.mentoring = Mentoring(desk, self.flush)
        self._build()
        self.person.kept_changed.connect(self._on_kept)
        self.person.spoke.clicked.connect(self.spoke_today)

    def show_one(self, id: int) -> None:
        found = kept.one(PersonDraft, id)
        if found is None:
            return
        self._person = id
        self.person.show_kept(found)
        self._show_around(found)

    def refresh(self) -> None:
        found = kept.one(PersonDraft, self._person)
        if found is None:
            return
        self.person.reload()
        self.person.reload_belongings()
        self._show_around(found)

    def flush(self) -> bool:
        return self.person.flush()

    def show_part(self, id: int) -> None:
        """Put the focus on a contact."""
        self.person.contacts.go_to(id)

    def start_typing(self, fresh: bool = False) -> None:
        self.person.name.start_typing(fresh)

    def choose_areas(self) -> None:
        """Put the focus on the areas they know."""
        self.person.choose_areas()

    def spoke_today(self) -> None:
        """Write down, by one key, that they spoke today; where it is written down already, go there."""
        if self._person is None or not self.flush():
            return
        name = one_line(self.person.shown.draft.name if self.person.shown else "")
        noted = contact_items.of_day(self._person, self._desk.today())
        if noted is not None:
            self.person.contacts.go_to(noted)
            self._desk.notices.said.emit(
                _("That you spoke with {name} today is noted already. You can add to it here.").format(
                    name=name
                )
            )
            return
        draft = contact_items.begun(self._person, self._desk.today())
        try:
            deed = self._desk.contacts.log(draft, origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self.person.contacts.reload()
        self.person.reload_touch()
        made = contact_items.of_day(self._person, self._desk.today())
        if made is not None:
            self.person.contacts.go_to(made)
        self._desk.notices.undoable.emit(_("Spoke with {name} today.").format(name=name), deed)

    def _build(self) -> None:
        head = TitleRow(self.delete_wanted)
        self.title = head.title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(head)
        for part in (self.person, self.introductions, self.mentoring):
            column.addWidget(part)

    def _show_around(self, shown: Kept[PersonDraft]) -> None:
        self.title.setText(shown.draft.name)
        self.introductions.show_person(shown.id)
        self.mentoring.show_person(shown)

    def _on_changed(self, change: Change) -> None:
        if change.origin not in self.person.origins():
            super()._on_changed(change)
        elif Kind.CONTACTS in change.kinds:
            self._ask(self.person.reload_touch)

    def _on_kept(self, shown: Kept[PersonDraft]) -> None:
        self.title.setText(shown.draft.name)
        self._ask(self.person.reload_touch)
