"""What is still planned in a relationship that ends: how much, one key to put it in the trash, and the choice to do so."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.queries import relationships
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.heading import section

_NAMED = 3


class StillPlanned(QWidget):
    """Hidden where nothing is planned. The last talk, planned on the same page, is not meant by the choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._relationship: int | None = None
        self._ended = False
        self.told = prose.paragraph("")
        self.discard = QPushButton(icon("trash"), "")
        self.along = QCheckBox()
        self.along.setChecked(True)
        self.discard.clicked.connect(self._on_discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("Still planned")))
        column.addWidget(self.told)
        column.addWidget(prose.leading(self.discard))
        column.addWidget(self.along)

    def show_relationship(self, id: int, ended: bool, end: date | None, last_talk: int | None) -> None:
        """Say what is planned in it (id) now; `end` is its last day. Raises Trouble."""
        self._relationship, self._ended = id, ended
        found = relationships.still_planned(id)
        self.setVisible(bool(found))
        today = self._desk.today()
        said = ngettext("{count} planned session", "{count} planned sessions", len(found))
        named = ", ".join(days.moment(start, today) for _id, start in found[:_NAMED])
        more = ", …" if len(found) > _NAMED else ""
        self.told.setText(f"{said.format(count=len(found))}: {named}{more}")
        self.discard.setText(
            ngettext("Put it in the trash", "Put them in the trash", len(found)).format(count=len(found))
        )
        self._after = [each for each, start in found if start.date() > (end or today) and each != last_talk]
        self.along.setVisible(bool(self._after) and not ended)
        choice = ngettext(
            "Also put the {count} after the last day in the trash",
            "Also put the {count} after the last day in the trash",
            len(self._after),
        )
        self.along.setText(literal(choice.format(count=len(self._after))))

    def trashed(self) -> list[int]:
        """The sessions (ids) that go with the end."""
        return self._after if self.along.isChecked() and not self._ended else []

    def _on_discard(self) -> None:
        try:
            found = [id for id, _start in relationships.still_planned(self._relationship or 0)]
            deed = self._desk.sessions.trash_all(found, origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        sentence = ngettext(
            "Deleted {count} planned session.", "Deleted {count} planned sessions.", len(found)
        )
        self._desk.notices.saved.emit()
        self._desk.notices.undoable.emit(sentence.format(count=len(found)), deed)
