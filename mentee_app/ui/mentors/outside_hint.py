"""A quiet hint for an apprentice without a mentor elsewhere: keep one outside. It can be hidden for good."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import preferences, relationships
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose

_CHOICE = "hint-mentor-outside"


class OutsideHint(QWidget):
    """Seen beside an active apprenticeship while there is no active mentoring with somebody else."""

    hidden = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.hide_it = QPushButton(_("Do not show this again"))
        dress(self.hide_it, Role.QUIET)
        self.hide_it.setAutoDefault(True)
        self.hide_it.clicked.connect(self._on_hide)
        words = _(
            "Your sponsor wants you to go on as they did, and you depend on them for the work too."
            " Somebody who does not gain from what you choose can tell you plainly when to stay and when to go."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            prose.card(
                prose.paragraph(_("Keep one mentor outside"), Role.STRONG.value),
                prose.paragraph(words),
                prose.leading(self.hide_it),
                sign="mentoring",
            )
        )

    def show_for(self, draft: RelationshipDraft) -> None:
        """Say it where it helps in this relationship, else be still."""
        here = draft.kind is Kind.APPRENTICESHIP and draft.status is Status.ACTIVE
        wanted = here and preferences.chosen(_CHOICE) != "hidden"
        self.setVisible(wanted and not relationships.has_mentor_besides(draft.person or 0))

    def _on_hide(self) -> None:
        self._desk.preferences.choose(_CHOICE, "hidden", origin=self)
        self.hide()
        self.hidden.emit()
