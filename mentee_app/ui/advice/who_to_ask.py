"""Whom a question still waits for, and who was asked."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import questions
from mentee_app.queries.questions import Asked
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.lists import deeds
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.heading import caption, section


class WhoToAsk(QWidget):
    """The people of one question (id). Type a name and press Enter: the question waits for them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._question: int | None = None
        self._shown: list[Asked] | None = None
        self.person = PersonField("person", _("Somebody to ask"), keep_new=desk.people)
        self.person.left.connect(self._take)
        self.person.widget.returnPressed.connect(self.flush)
        self._autosave = Autosave(self, desk.feed.told_after, rest=self._rest)
        self._lines, self._column = prose.stack(theme.HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("Whom you want to ask")))
        column.addWidget(caption(_("The question waits for them when you prepare your next session.")))
        column.addWidget(self._lines)
        column.addWidget(FieldRow([self.person]))

    def show_question(self, question: int) -> None:
        """Show the people of this question."""
        if question != self._question:
            self._autosave.let_go(self._desk.notices)
            self._question, self._shown = question, None
            self.person.show_value(None)
        found = questions.people_of(question)
        if found != self._shown:
            self._shown = found
            prose.emptied(self._column)
            for row in found:
                prose.put(self._column, self._line(row))

    def flush(self) -> bool:
        """Take the name that stands in the field, as if it was left; whether it could be kept."""
        try:
            with self._desk.feed.told_after():
                self.person.settle()
                return self._take()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False

    def _line(self, row: Asked) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.UNIT)
        line.addWidget(prose.paragraph(row.name), 1)
        if row.asked_on:
            day = days.spoken(row.asked_on, self._desk.today())
            line.addWidget(caption(_("asked {day}").format(day=day)), 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            asked = QPushButton(icon("check"), _("I asked them"))
            asked.setAccessibleName(_("I asked {name}").format(name=row.name))
            asked.clicked.connect(partial(self._mark_asked, row))
            line.addWidget(asked)
        remove = QToolButton()
        remove.setIcon(icon("close"))
        remove.setAutoRaise(True)
        words = _("Do not ask {name}").format(name=row.name)
        remove.setAccessibleName(words)
        remove.setToolTip(plain_tooltip(words))
        remove.clicked.connect(partial(self._wait_no_more, row))
        line.addWidget(remove)
        return box

    def _rest(self) -> SetAside | None:
        name, label = self.person.typed, self.person.label.text()
        return SetAside(set_aside.title(label, self._question), (Part(label, name),)) if name else None

    def _take(self) -> bool:
        """The question waits for whoever stands in the field; whether that could be kept."""
        person, question = self.person.value(), self._question
        if person is None or question is None:
            return True
        try:
            known = [row.id for row in questions.people_of(question)]
            self._desk.questions.wait_for(question, [*known, person])
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        self.person.show_value(None)
        self._desk.notices.saved.emit()
        return True

    def _mark_asked(self, row: Asked, _checked: bool = False) -> None:
        desk, question = self._desk, self._question
        if question is not None:
            sentence = _("You asked {name}.").format(name=row.name)
            deeds.done(desk, lambda: desk.questions.mark_asked(question, row.id, desk.today()), sentence)
            self.person.start_typing()

    def _wait_no_more(self, row: Asked, _checked: bool = False) -> None:
        desk, question = self._desk, self._question
        if question is not None:
            sentence = _("The question waits for {name} no more.").format(name=row.name)
            deeds.done(desk, lambda: desk.questions.wait_no_more(question, row.id), sentence)
            self.person.start_typing()
