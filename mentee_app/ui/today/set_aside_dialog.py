"""Shows words that were set aside: to copy them, to put them back where that is there again, or to put them away."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.problems import Refused
from mentee_app.domain.unfinished import SetAside
from mentee_app.i18n import _
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms import set_aside
from mentee_app.ui.lists import deeds
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import hand_over, prose, scrolled
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import only_reads, writes


class SetAsideDialog(QDialog):
    """One of them (id). Putting it back joins it with what stands there now; the rest stays as it is."""

    def __init__(self, desk: Desk, id: int, what: SetAside, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = id
        self._what = what
        self.setWindowTitle(_("Set aside"))
        self.shown = QPlainTextEdit(set_aside.text_of(what))
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(what.title)
        self._said = caption("")
        self.back = QPushButton(icon("undo"), _("Put it back"))
        self.copy = hand_over.copy_button()
        self.copy.setText(_("Copy the text"))
        self.away = QPushButton(_("Put it away"))
        self.close_button = QPushButton(_("Close"))
        writes(self.back, self.away)
        only_reads(self.close_button)
        self._build()
        self.back.clicked.connect(self._on_back)
        self.copy.clicked.connect(self._on_copy)
        self.away.clicked.connect(self._on_away)
        self.close_button.clicked.connect(self.reject)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(prose.title(self._what.title))
        said = _("You typed this where it could not be kept any more. It waits here until you put it away.")
        column.addWidget(caption(said))
        column.addWidget(self.shown, 1)
        column.addWidget(self._said)
        row = QHBoxLayout()
        for button in (self.back, self.copy, self.away):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.back.setVisible(set_aside.can_be_put_back(self._what))
        first, sign = (self.back, "undo") if self.back.isVisibleTo(self) else (self.copy, "copy")
        dress(first, Role.PRIMARY)
        first.setIcon(icon(sign, Ink.ON_ACCENT))
        scrolled.fit(self, 640, 460)

    def _on_copy(self) -> None:
        self._said.setText(hand_over.copy(self.shown.toPlainText()))

    def _on_back(self) -> None:
        try:
            set_aside.put_back(self._desk, self._what)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        except Refused as refused:
            said = _("It cannot be kept there as it is written: {flaw} Copy it, and write it there anew.")
            self._said.setText(said.format(flaw=words.flaw(refused.problems[0].flaw)))
            return
        except Vanished:
            self._said.setText(_("What it was typed into was deleted again. It waits here."))
            return
        put_away(self._desk, self._id)
        self.accept()

    def _on_away(self) -> None:
        if put_away(self._desk, self._id):
            self.accept()


def put_away(desk: Desk, id: int) -> bool:
    """Put away what was set aside (id), with an undo; whether it is away."""
    away = partial(desk.sessions.put_away_set_aside, id)
    return deeds.done(desk, away, _("What was set aside is put away."))


def show(desk: Desk, id: int, what: SetAside, parent: QWidget | None) -> SetAsideDialog:
    """Open the dialog."""
    dialog = SetAsideDialog(desk, id, what, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
