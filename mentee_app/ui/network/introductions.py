"""Whom a person introduced, and whether they were thanked and told how it went on."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.i18n import _, ngettext
from mentee_app.queries import people
from mentee_app.queries.people import IntroductionRow
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.heading import caption, section

_MOST = 50


class Introductions(QWidget):
    """One line for each person they introduced; choosing one opens that person."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[IntroductionRow] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(_("People they introduced to you")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)

    def show_person(self, id: int) -> None:
        """Show whom this person introduced; nothing at all where it is nobody."""
        rows = people.introduced_by(id)
        self.setVisible(bool(rows))
        if rows == self._shown:
            return
        self._shown = rows
        while self._lines.count():
            line = self._lines.takeAt(0).widget()
            line.hide()
            line.deleteLater()
        for row in rows[:_MOST]:
            line = ElidedButton(_spoken(row))
            line.clicked.connect(partial(self._on_clicked, row.id))
            self._lines.addWidget(line)
        more = len(rows) - _MOST
        if more > 0:
            self._lines.addWidget(
                caption(ngettext("and {count} more", "and {count} more", more).format(count=more))
            )

    def _on_clicked(self, id: int) -> None:
        self.chosen.emit(id)


def _spoken(row: IntroductionRow) -> str:
    thanked = (
        _("thanked on {day}").format(day=days.short(row.thanked_on))
        if row.thanked_on
        else _("not thanked yet")
    )
    told = (
        _("told on {day} how it went on").format(day=days.short(row.told_on))
        if row.told_on
        else _("not told yet how it went on")
    )
    return f"{row.name}  ·  {thanked}  ·  {told}"
