"""The last talk before a relationship ends: its talking points, planned as a session or put on the one that is planned."""

from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain import moments
from mentee_app.domain.problems import Refused
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.i18n import _
from mentee_app.queries import relationships, sessions, templates
from mentee_app.queries.relationships import Meetings
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Unreadable
from mentee_app.ui.forms.time_fields import MomentField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption, section

_CLOSING = "Closing meeting"


class LastTalk(QWidget):
    """It may be left out. `session` is the one (id) that was planned here or took the points."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._relationship: int | None = None
        self._meetings: Meetings | None = None
        self.when = MomentField("wall_start", _("When"), desk.today)
        self._when = FieldRow([self.when])
        self.plan = QPushButton(icon("calendar"), "")
        self.planned = prose.paragraph("")
        self.said = caption("")
        self._points = closing_points()
        self.session: int | None = None
        self._build()
        self.plan.clicked.connect(self._on_plan)

    def show_relationship(self, id: int) -> None:
        """Offer the last talk of this relationship."""
        self._relationship = id
        self._meetings = relationships.meetings(id, moments.instant(self._desk.now(), self._desk.zone))
        self._offer()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(section(_("A last talk")))
        self.points = Fold(_("Talking points for it"), prose.points(self._points))
        column.addWidget(self.points)
        column.addWidget(self._when)
        column.addWidget(self.planned)
        box = QWidget()
        FlowLayout(box).addWidget(self.plan)
        column.addWidget(box)
        self.said.hide()
        column.addWidget(self.said)

    def _offer(self) -> None:
        start = self._upcoming()
        self._when.setVisible(start is None)
        self.planned.setVisible(start is not None)
        if start:
            when = days.moment(start, self._desk.today())
            self.planned.setText(_("Your next session: {when}").format(when=when))
            self.plan.setText(_("Put the points on its agenda"))
        else:
            self.plan.setText(_("Plan it with these points"))
            self.when.show_value(self._suggested())

    def _upcoming(self) -> datetime | None:
        start = self._meetings.next if self._meetings else None
        return start if start and start >= self._desk.now() else None

    def _suggested(self) -> datetime:
        """A week from now, at the hour of the last session."""
        last = self._meetings.last if self._meetings else None
        return datetime.combine(
            self._desk.today() + timedelta(days=7), last.time() if last else time(hour=10)
        )

    def _on_plan(self) -> None:
        try:
            if self._upcoming() and self._meetings and self._meetings.next_session:
                self._put(self._meetings.next_session)
            else:
                self._plan(self.when.value())
        except Unreadable as unreadable:
            self.when.show_flaw(unreadable.flaw)
        except Refused as refused:
            self.when.show_flaw(refused.problems[0].flaw)
        except Trouble as trouble:
            self._say(trouble.sentence)

    def _plan(self, start: datetime) -> None:
        before = sessions.latest(self._relationship) or SessionDraft()
        draft = SessionDraft(
            relationship=self._relationship,
            status=Status.PLANNED,
            wall_start=start,
            zone=self._desk.zone,
            minutes=before.minutes,
            medium=before.medium,
            topic=_("Our last session"),
        )
        desk = self._desk
        self.session, deed = desk.sessions.plan_last(desk.agenda, draft, self._points, origin=self)
        self.when.show_flaw(None)
        self._told(_("Planned: {day}.").format(day=days.moment(start, desk.today())), deed)

    def _put(self, session: int) -> None:
        count, deed = self._desk.agenda.use(session, self._points, origin=self)
        self.session = session
        if count:
            self._told(_("The points stand on the agenda."), deed)
        else:
            self._say(_("They stand there already."))

    def _told(self, sentence: str, deed: int) -> None:
        self.show_relationship(self._relationship or 0)
        self._say(sentence)
        self._desk.notices.saved.emit()
        self._desk.notices.undoable.emit(sentence, deed)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()


def closing_points() -> list[str]:
    """The talking points that come with the app for a last session."""
    found = next(each for each in templates.built_in() if each.name == _CLOSING)
    return [_(point) for point in found.points.splitlines()]
