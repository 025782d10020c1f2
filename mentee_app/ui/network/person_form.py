"""One person in place: who they are, the areas they know, being in touch, how to reach them, what I can give back."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton

from mentee_app.domain import touch
from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import areas, network, people
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.choice_fields import AreaField, SeveralField
from mentee_app.ui.forms.fields import ChoiceField, LineField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.network import sayings
from mentee_app.ui.network.contact_items import ContactList
from mentee_app.ui.network.introduced import IntroducedBy
from mentee_app.ui.network.person_fields import IntervalField, TickField
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.scrolled import bring_into_sight

SPOKE_KEY = "Ctrl+Shift+S"


class PersonForm(Form):
    """Shows a person; the contacts with them stand in the middle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.people, desk.notices)
        self._desk = desk
        self.contacts = ContactList(desk)
        self.introduced = IntroducedBy(desk, self)
        self._add_who()
        self._add_touch()
        self.add_widget(self.contacts)
        self.add_widget(section(_("How to reach them")))
        self.add_row(LineField("email", _("Email")), LineField("phone", _("Phone")))
        self.add_row(TextField("reach", _("Other ways to reach them"), least=1))
        self.add_widget(section(_("How you came together")))
        self.add_row(TextField("how_met", _("How you met"), least=1))
        self.add_widget(self.introduced)
        self.add_widget(section(_("What you keep in mind")))
        what = _("What would be of use to them? A thought, a name, an hour of your time.")
        self.add_row(TextField("give_back", _("What I can give back"), what, least=2))
        self.add_row(TextField("notes", _("Notes about them"), least=2))
        self.kept_changed.connect(self.introduced.show_person)

    def origins(self) -> tuple[object, ...]:
        """Who writes in this form."""
        return (self, self.contacts, *self.contacts.forms())

    def show_kept(self, shown: Kept[PersonDraft]) -> None:
        another = self.shown is None or self.shown.id != shown.id
        super().show_kept(shown)
        if another:
            self.contacts.show_owner(shown.id)
        self.reload_belongings(contacts=not another)

    def reload_belongings(self, contacts: bool = True) -> None:
        """Ask again for areas, contacts, the introducer, and when to be in touch."""
        if self.shown:
            self.introduced.show_person(self.shown)
            if contacts:
                self.contacts.reload()
            self._areas.offer([(row.id, row.name) for row in areas.all_areas()])
            self._areas.show_value(people.areas_of(self.shown.id))
            self._new_area.show_value(None)
            self.reload_touch()

    def choose_areas(self) -> None:
        """Put the focus on the areas they know, or where there is none yet, on the line for a new one."""
        field = self._areas if areas.all_areas() else self._new_area
        field.widget.setFocus()
        bring_into_sight(field.widget)

    def reload_touch(self) -> None:
        """Say again when it is time to be in touch."""
        if self.shown:
            today = self._desk.today()
            state = network.touches(self.shown.id, today)
            said = " ".join(
                part
                for part in (_sentence(sayings.since(state, today)), sayings.explained(state, today))
                if part
            )
            self.touch.setText(said)
            dress(self.touch, Role.OVERDUE if touch.is_due(state, today) else Role.CAPTION)

    def flush(self) -> bool:
        self._new_area.settle()
        return all([super().flush(), self.contacts.flush()])

    def _add_who(self) -> None:
        self.name = LineField("name", _("Name"))
        self.add_row(
            self.name, LineField("role", _("What they do")), LineField("organisation", _("Organisation"))
        )
        self._areas = SeveralField("areas", _("Areas they know"), _("None chosen yet"))
        self._new_area = AreaField("new_area", _("Add an area"), self._desk.areas)
        self._areas.edited.connect(self._on_areas_chosen)
        self._new_area.edited.connect(self._on_area_added)
        self.add_row(
            LineField("industry", _("Industry")),
            ChoiceField.of("closeness", _("How close you are"), Closeness, _("Not said")),
        )
        self.place(self._areas, self._new_area, stretch=(3, 2))

    def _add_touch(self) -> None:
        self.add_widget(section(_("Keep in touch")))
        self.add_row(
            IntervalField("keep_in_touch_days", _("How often")),
            TickField("silenced", _("Reminder"), _("Silence it for this person")),
            stretch=(3, 2),
        )
        self.touch = caption("")
        self.add_widget(self.touch)
        self.spoke = QPushButton(icon("check"), _("Spoke today"))
        keys = QKeySequence(SPOKE_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.spoke.setToolTip(plain_tooltip(_("Write down a contact of today ({keys})").format(keys=keys)))
        self.add_widget(prose.leading(self.spoke))

    def _on_areas_chosen(self) -> None:
        self._know(set(self._areas.value()))

    def _on_area_added(self) -> None:
        area = self._new_area.value()
        if area is not None:
            self._know({*self._areas.value(), area})

    def _know(self, wanted: set[int]) -> None:
        shown = self.shown
        if shown and self.attempt(lambda: self._desk.people.knows(shown.id, sorted(wanted), origin=self)):
            self.reload_belongings(contacts=False)


def _sentence(text: str) -> str:
    return _("{text}.").format(text=text)
