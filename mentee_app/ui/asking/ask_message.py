"""The message that asks a person: written from what is known, edited here, copied or mailed."""

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app.domain import asking
from mentee_app.domain.asking import Asker
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.requests import Answer, RequestDraft
from mentee_app.i18n import _
from mentee_app.queries import about_me, kept
from mentee_app.queries.kept import Kept
from mentee_app.ui.asking import judged_request
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import days, hand_over
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption


class AskMessage(Form):
    """The message of one request; `side` is apprenticeship or mentoring."""

    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(self, desk: Desk, side: str) -> None:
        super().__init__(desk.requests, desk.notices)
        self._desk = desk
        self._side = side
        self._template = _(instrument().outcome(side).message)
        self.text = TextField("ask_text", _("Your message"), least=6, most=24)
        self.write = _button(_("Write the message from my answers"), "edit")
        self.next_blank = _button(_("Go to the next blank"), "arrow-right")
        self.copy = hand_over.copy_button()
        self.mail = hand_over.mail_button()
        self.sent = _button(_("I have sent it"), "check")
        self.blanks = caption("")
        self.told = caption("")
        self._build()
        self._connect()

    def show_kept(self, shown: Kept[RequestDraft]) -> None:
        super().show_kept(shown)
        self._fill_in()
        self._tell()

    def reload(self) -> None:
        super().reload()
        self._fill_in()
        self._tell()

    def _build(self) -> None:
        self.add_row(self.text)
        self.add_widget(self.blanks)
        box = QWidget()
        row = FlowLayout(box)
        for button in (self.write, self.next_blank, self.copy, self.mail, self.sent):
            row.addWidget(button)
        self.add_widget(box)
        self.add_widget(self.told)

    def _connect(self) -> None:
        self.text.edit.textChanged.connect(self._tell)
        self.write.clicked.connect(self._on_write)
        self.next_blank.clicked.connect(self._on_next_blank)
        self.copy.clicked.connect(self._on_copy)
        self.mail.clicked.connect(self._on_mail)
        self.sent.clicked.connect(self._on_sent)

    def _on_write(self) -> None:
        bring = _("What I bring: [what you bring].")
        self._replace(asking.message(self._template, self._asker(), self._person(), bring))
        self.text.edit.setFocus()

    def _fill_in(self) -> None:
        """Fill blanks that stand in the message and are known by now, unless it is being written."""
        text = self.text.value()
        if self.shown and text and not self._autosave.pending and asking.blanks(text, self._template):
            filled = asking.message(text, dataclasses.replace(self._asker(), answers={}), self._person())
            if filled != text:
                self._replace(filled)

    def _replace(self, text: str) -> None:
        """Put in another text in one step that Ctrl+Z takes back, and keep it."""
        cursor = self.text.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._autosave.touch()
        self._autosave.flush()

    def _asker(self) -> Asker:
        draft = self._draft_now()
        goal = kept.one(GoalDraft, draft.goal)
        answers = judged_request.read_answers(draft.answers).to_mapping()
        return Asker(about_me.about_me(), answers, goal.draft if goal else None)

    def _person(self) -> PersonDraft | None:
        found = kept.one(PersonDraft, self._draft_now().person)
        return found.draft if found else None

    def _draft_now(self) -> RequestDraft:
        now = kept.one(RequestDraft, self.shown.id) if self.shown else None
        return now.draft if now else RequestDraft()

    def _tell(self) -> None:
        text = self.text.value()
        left = asking.blanks(text, self._template)
        said = bool(text.strip())
        names = ", ".join(f"[{blank.text}]" for blank in left)
        self.blanks.setText(_("Still to fill in: {blanks}").format(blanks=names) if left else "")
        self.blanks.setVisible(bool(left))
        self.next_blank.setVisible(bool(left))
        self.write.setText(_("Write it again") if said else _("Write the message from my answers"))
        for button in (self.copy, self.mail, self.sent):
            button.setEnabled(said)
        asked_on = self.shown.draft.asked_on if self.shown else None
        self.sent.setVisible(asked_on is None)
        if asked_on:
            day = days.spoken(asked_on, self._desk.today())
            self._say(_("Sent: {day}.").format(day=day))
        self.told.setVisible(bool(self.told.text()))

    def _on_next_blank(self) -> None:
        edit = self.text.edit
        left = asking.blanks(self.text.value(), self._template)
        if not left:
            return
        position = edit.textCursor().selectionEnd()
        blank = next((each for each in left if each.start >= position), left[0])
        cursor = edit.textCursor()
        before = self.text.value()[: blank.start]
        cursor.setPosition(_units(before))
        end = _units(before + self.text.value()[blank.start : blank.end])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
        edit.setFocus()

    def _on_copy(self) -> None:
        self._say(hand_over.copy(self.text.value()))

    def _on_mail(self) -> None:
        person = self._person()
        subjects = {
            "apprenticeship": _("May I learn from you?"),
            "mentoring": _("May I ask you something?"),
        }
        address = person.email if person else ""
        self._say(hand_over.mail(self.open_link, address, subjects[self._side], self.text.value()))

    def _on_sent(self) -> None:
        if self.shown is None or not self.flush():
            return
        self.attempt(lambda: self._desk.requests.answer(self.shown.id, Answer.SENT, self._desk.today()))
        self.reload()

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()


def _button(text: str, sign: str) -> QPushButton:
    return QPushButton(icon(sign), text)


def _units(text: str) -> int:
    """The length of a text as the editor counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
