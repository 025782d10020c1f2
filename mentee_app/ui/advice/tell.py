"""Closing the loop: a ready message for advice that was used, copied or mailed, and marked as told."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import paths
from mentee_app.domain import asking, telling
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import about_me, kept
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import ChoiceField, TextField
from mentee_app.ui.forms.unsaved import TypedHere
from mentee_app.ui.lists import deeds
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import hand_over
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.read_only import only_reads


class TellThem(QWidget):
    """Seen only while the shown advice waits to be told. What is changed in a message stays, also when the app is closed."""

    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Kept[AdviceDraft] | None = None
        self._email = ""
        names = [(template.id, _(template.name)) for template in templates()]
        self.template = ChoiceField("template", _("Kind of message"), names)
        only_reads(self.template.widget)
        self.text = TextField("message", _("Message"), least=5, most=16)
        self.again = {template.id: self._kept_typed(template.id) for template in templates()}
        self.blanks = caption("")
        self.said = caption("")
        self.copy = hand_over.copy_button()
        self.mail = hand_over.mail_button()
        self.told = QPushButton(icon("check"), _("Mark as told"))
        self._build()
        self._connect()

    def show_advice(self, shown: Kept[AdviceDraft]) -> None:
        """Show the message for this advice, where it waits to be told."""
        draft = shown.draft
        waits = telling.to_tell(draft.decision, draft.outcome, draft.told_on)
        self.setVisible(waits)
        if not waits:
            return
        if self._shown is None or self._shown.id != shown.id:
            self.flush()
            self.template.show_value(templates()[0].id)
            self._say("")
        self._shown = shown
        person = kept.one(PersonDraft, draft.person)
        self._email = person.draft.email.strip() if person else ""
        self.mail.setVisible(bool(self._email))
        self._show_text(shown, person)
        self._show_blanks()

    def flush(self) -> bool:
        """Save what was changed in the message; whether it is saved."""
        return all([each.flush() for each in self.again.values()])

    def _build(self) -> None:
        self.template.show_value(templates()[0].id)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (self.copy, self.mail, self.told):
            row.addWidget(button)
        lead = caption(_("You used it and know what came of it. A few lines from you close the loop."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        for widget in (section(_("Tell them")), lead, FieldRow([self.template]), *self.again.values()):
            column.addWidget(widget)
        for widget in (FieldRow([self.text]), self.blanks, buttons, self.said):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.template.edited.connect(self._on_template)
        self.text.edited.connect(self._on_edited)
        self.copy.clicked.connect(self._on_copy)
        self.mail.clicked.connect(self._on_mail)
        self.told.clicked.connect(self._on_told)

    def _composed(self, draft: AdviceDraft, person: Kept[PersonDraft] | None) -> str:
        return telling.message(
            person.draft.name if person else "",
            about_me.about_me().name,
            draft.text,
            draft.decision,
            draft.outcome,
            self._template(),
            {Decision.TAKE: _("I did what you advised"), Decision.ADAPT: _("I did it in my own way")},
        )

    def _kept_typed(self, template: str) -> TypedHere:
        sentence, anew = _("This is the message as you changed it."), _("Write it anew")
        again = TypedHere(self._desk, f"tell {template}", self._read, self._show, sentence, anew)
        again.emptied.connect(self._on_template)
        return again

    def _read(self) -> dict[str, str]:
        return {"message": self.text.value()} if self.text.value().strip() else {}

    def _show(self, texts: Mapping[str, str]) -> None:
        self.text.show_value(texts.get("message", ""))

    def _show_text(self, shown: Kept[AdviceDraft], person: Kept[PersonDraft] | None) -> None:
        """The message as it was changed, else as it is composed; one that is being typed is left alone."""
        chosen = self.template.value()
        for template, again in self.again.items():
            if template != chosen:
                again.hide()
        if self.flush() and not self.again[chosen].offer(shown.id):
            self.text.show_value(self._composed(shown.draft, person))

    def _template(self) -> str:
        return _(next(each.text for each in templates() if each.id == self.template.value()))

    def _on_template(self) -> None:
        if self._shown:
            try:
                self.show_advice(self._shown)
            except Trouble as trouble:
                self._desk.notices.failed.emit(trouble.sentence)

    def _on_edited(self) -> None:
        if self._shown:
            self.again[self.template.value()].touch()
            self._show_blanks()

    def _show_blanks(self) -> None:
        left = asking.blanks(self.text.value(), self._template())
        names = ", ".join(f"[{blank.text}]" for blank in left)
        self.blanks.setText(_("Still to fill in: {blanks}").format(blanks=names) if left else "")
        self.blanks.setVisible(bool(left))

    def _on_copy(self) -> None:
        self._say(hand_over.copy(self.text.value()))

    def _on_mail(self) -> None:
        subject = _("What became of your advice")
        self._say(hand_over.mail(self.open_link, self._email, subject, self.text.value()))

    def _on_told(self) -> None:
        if self._shown:
            deeds.tell(self._desk, self._shown.id)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


@dataclass(frozen=True)
class Template:
    """One way of telling; name and text in English, to be translated where they are shown."""

    id: str
    name: str
    text: str


@cache
def templates() -> tuple[Template, ...]:
    """The templates that ship with the app, the plain one first."""
    stored = json.loads(paths.resource("messages/telling.json").read_text(encoding="utf-8"))
    return tuple(Template(**entry) for entry in stored)
