"""The closing of one relationship, saved as it is typed: what was learned, thanks, staying in touch, and the day."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app import paths
from mentee_app.domain import asking, closing
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import about_me
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import ChoiceField, NumberField, TextField, Unreadable
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import hand_over
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption, section

_NEXT = "[what comes next]"


class ClosingForm(Form):
    """Writes the closing fields of a relationship; its status is not touched."""

    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.relationships, desk.notices)
        self._desk = desk
        self._person: Kept[PersonDraft] | None = None
        self.learned = TextField("closing_learned", _("What you learned"), least=3)
        self.thanks = TextField("closing_thanks", _("Your thanks"), least=3, most=20)
        self.stay = ChoiceField(
            "stay_in_touch",
            _("Your choice"),
            [(True, _("Yes, stay in touch")), (False, _("No, leave it here"))],
            _("Not said"),
        )
        self.every = NumberField("keep_in_touch_days", _("Every … days"), 1, 3660, step=7)
        self.ended_on = DayField("ended_on", _("Ended on"), desk.today)
        self.write = QPushButton(icon("edit"), _("Write thanks to begin with"))
        self.copy = hand_over.copy_button()
        self.mail = hand_over.mail_button()
        self.told = caption("")
        self._build()
        self._connect()

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self._person.draft.name if self._person else ""

    def show_person(self, person: Kept[PersonDraft]) -> None:
        """Whom it is about; how often to keep in touch is theirs."""
        self._person = person
        self.every.show_value(person.draft.keep_in_touch_days)

    def interval(self) -> int | None:
        """How often to keep in touch from now on; None where that is not to be changed. Raises Unreadable."""
        try:
            every = self.every.value() if self.stay.value() else None
        except Unreadable as unreadable:
            self.every.show_flaw(unreadable.flaw)
            raise
        self.every.show_flaw(None)
        return every

    def keep_interval(self) -> bool:
        """Keep how often to keep in touch with the person; whether it is kept. Raises Unreadable."""
        every = self.interval()
        if self._person is None or every in (None, self._person.draft.keep_in_touch_days):
            return True
        person = self._person
        draft = dataclasses.replace(person.draft, keep_in_touch_days=every)
        return self.attempt(lambda: self._desk.people.save(person, draft, origin=self))

    def blanks(self) -> str:
        """What is still to be filled in in the thanks, as it stands there."""
        blanks = asking.blanks(self.thanks.value(), _(closing_words().thanks))
        return ", ".join(f"[{blank.text}]" for blank in blanks)

    def show_kept(self, shown: Kept) -> None:
        super().show_kept(shown)
        self._tell()

    def _rest(self) -> SetAside | None:
        rest = super()._rest()
        try:
            self.interval()
        except Unreadable:
            label, typed = self.every.label.text(), self.every.standing()
            whole = rest or SetAside(set_aside.title(label, self._base.id if self._base else None), ())
            return dataclasses.replace(whole, parts=(*whole.parts, Part(label, typed)))
        return rest

    def _build(self) -> None:
        self.add_widget(section(_("What you learned")))
        self._add(self.learned)
        self.add_widget(
            caption(
                _(
                    "You can hand this and your thanks to your mentor later; what you hand over is shown before."
                )
            )
        )
        self.add_widget(section(_("Thanks")))
        self._add(self.thanks)
        box = QWidget()
        row = FlowLayout(box)
        for button in (self.write, self.copy, self.mail):
            row.addWidget(button)
        self.add_widget(box)
        self.told.hide()
        self.add_widget(self.told)
        self.add_widget(section(_("Stay in touch")))
        self.add_widget(FieldRow([self.stay, self.every]))
        self.save_with(self.stay)
        self.add_widget(section(_("The day")))
        self.add_row(self.ended_on)
        self.add_widget(caption(_("Empty means today.")))

    def _add(self, field: TextField) -> None:
        """A field whose heading stands above it already."""
        self.add_widget(field.edit)
        self.save_with(field)

    def _connect(self) -> None:
        self.thanks.edit.textChanged.connect(self._tell)
        self.stay.edited.connect(self._on_stay_chosen)
        self.write.clicked.connect(self._on_write)
        self.copy.clicked.connect(self._on_copy)
        self.mail.clicked.connect(self._on_mail)

    def _tell(self) -> None:
        said = bool(self.thanks.value().strip())
        self.copy.setEnabled(said)
        self.mail.setEnabled(said)
        self.every.widget.setEnabled(self.stay.value() is True)
        self.write.setText(_("Write the thanks again") if said else _("Write thanks to begin with"))

    def _on_stay_chosen(self) -> None:
        """What comes next is known now: where the thanks wait for it, it is filled in."""
        self._tell()
        text = self.thanks.value()
        if _NEXT in text and self.stay.value() is not None:
            self._replace(text.replace(_NEXT, self._next_step()))
            self._say_blanks()

    def _on_write(self) -> None:
        """In one step that Ctrl+Z takes back."""
        template = _(closing_words().thanks)
        own_name = about_me.about_me().name
        self._replace(closing.thanks(template, self.name, self.learned.value(), self._next_step(), own_name))
        self.thanks.edit.setFocus()
        self._say_blanks()

    def _next_step(self) -> str:
        words = closing_words()
        return {True: _(words.stay), False: _(words.leave), None: ""}[self.stay.value()]

    def _replace(self, text: str) -> None:
        cursor = self.thanks.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._autosave.touch()
        self._autosave.flush()

    def _say_blanks(self) -> None:
        left = self.blanks()
        self._say(_("Still to fill in: {blanks}").format(blanks=left) if left else "")

    def _on_copy(self) -> None:
        self._say(hand_over.copy(self.thanks.value()))

    def _on_mail(self) -> None:
        address = self._person.draft.email if self._person else ""
        self._say(hand_over.mail(self.open_link, address, _("Thank you"), self.thanks.value()))

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))


@dataclass(frozen=True)
class ClosingWords:
    """`thanks` has blanks in [brackets]; `stay` and `leave` say what comes next."""

    thanks: str
    stay: str
    leave: str


@cache
def closing_words() -> ClosingWords:
    """As shipped, in English; whoever shows them translates them."""
    found = json.loads(paths.resource("messages/closing.json").read_text(encoding="utf-8"))
    return ClosingWords(found["thanks"], found["stay"], found["leave"])
