"""Who introduced a person: thanked? told how it went on? Each is one key, and can be taken back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _
from mentee_app.queries import people
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import caption


class IntroducedBy(QWidget):
    """The introducer, and below, as soon as there is one, the days of thanks and of telling. `form` saves the fields."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self.by = PersonField("introduced_by", _("Introduced by"), keep_new=desk.people)
        self._thanked_on = DayField("introduction_thanked_on", _("Thanked on"), desk.today)
        self._told_on = DayField("introduction_told_on", _("Told how it went on"), desk.today)
        self.thanked = QPushButton(icon("heart"), _("Thanked today"))
        self.told = QPushButton(icon("mail"), _("Told them today"))
        for field in (self.by, self._thanked_on, self._told_on):
            form.save_with(field)
        self._build()
        self.thanked.clicked.connect(self._on_thanked)
        self.told.clicked.connect(self._on_told)

    def show_person(self, shown: Kept[PersonDraft]) -> None:
        """Offer only what is still open for this person."""
        self._after.setVisible(people.one(shown.draft.introduced_by or 0) is not None)
        self.thanked.setVisible(shown.draft.introduction_thanked_on is None)
        self.told.setVisible(shown.draft.introduction_told_on is None)
        open_still = not (shown.draft.introduction_thanked_on and shown.draft.introduction_told_on)
        self._why.setVisible(open_still)

    def _build(self) -> None:
        self._after = QWidget()
        self._why = caption(_("Whoever opens a door likes to hear what came of it."))
        buttons = FlowLayout()
        buttons.addWidget(self.thanked)
        buttons.addWidget(self.told)
        after = QVBoxLayout(self._after)
        after.setContentsMargins(0, 0, 0, 0)
        after.setSpacing(theme.UNIT)
        after.addWidget(FieldRow((self._thanked_on, self._told_on)))
        after.addWidget(self._why)
        after.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(FieldRow((self.by,)))
        column.addWidget(self._after)

    def _on_thanked(self) -> None:
        self._mark(self._desk.people.thank, _("Thanked {name} today."), self._thanked_on)

    def _on_told(self) -> None:
        self._mark(self._desk.people.tell, _("Told {name} today how it went on."), self._told_on)

    def _mark(self, mark: Callable[[int, date], int], sentence: str, field: DayField) -> None:
        if self._form.shown is None or not self._form.flush():
            return
        shown = self._form.shown
        by = people.one(shown.draft.introduced_by or 0)
        try:
            deed = mark(shown.id, self._desk.today())
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._form.reload()
        field.start_typing()
        self._desk.notices.undoable.emit(sentence.format(name=one_line(by.name if by else "")), deed)
