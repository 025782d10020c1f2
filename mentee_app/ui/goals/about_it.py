"""What was said about a goal elsewhere: the sessions that served it and the advice that came of them, to be opened."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _, ngettext
from mentee_app.queries import goals
from mentee_app.queries.goals import AdviceLine, Served
from mentee_app.queries.sessions import SessionRow
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.lists import session_look
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.widgets.heading import caption, section

_SESSIONS = 5
_ADVICE = 3


class AboutIt(QWidget):
    """The last sessions about a goal and the last advice from them; the counts are of all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._said: tuple[Served, list[SessionRow], list[AdviceLine]] | None = None
        self.counts = caption("")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        column.addWidget(section(_("Sessions about it")))
        column.addWidget(self.counts)
        column.addLayout(self._lines)

    def show_goal(self, goal: int) -> None:
        """Show what there is about this goal (id)."""
        said = (goals.served(goal), goals.sessions_about(goal, _SESSIONS), goals.advice_about(goal, _ADVICE))
        if said == self._said:
            return
        self._said = said
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        served, sessions, advice = said
        self.counts.setText(_counted(served))
        for row in sessions:
            look = session_look.session(row, self._desk.today())
            self._add(f"{look.aside}  ·  {look.title}  ·  {look.below}", Place(Kind.SESSIONS, row.id))
        for line in advice:
            sign = f"{words.decision_sign(line.decision)} {words.of(line.decision)}"
            self._add(
                f"{sign}  ·  {line.text}  ·  {line.mentor}", Place(Kind.SESSIONS, line.session, line.id)
            )

    def _add(self, text: str, place: Place) -> None:
        button = ElidedButton(text)
        button.clicked.connect(partial(self._desk.notices.wanted.emit, place))
        self._lines.addWidget(button)


def _counted(served: Served) -> str:
    if not served.sessions:
        return _("No session about it yet. Choose this goal in a session, and it is counted here.")
    sessions = ngettext("{count} session", "{count} sessions", served.sessions).format(count=served.sessions)
    if not served.advice:
        return sessions
    advice = ngettext("{count} piece of advice", "{count} pieces of advice", served.advice)
    return f"{sessions} · {advice.format(count=served.advice)}"
