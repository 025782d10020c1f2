"""Moves a planned session: to when, who moved it, and whether those that follow move too."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mentee_app.domain.problems import Flaw
from mentee_app.domain.sessions import MovedBy, SessionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import sessions
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField, Unreadable
from mentee_app.ui.forms.time_fields import MomentField
from mentee_app.ui.sessions.entry_dialog import EntryDialog
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import caption


class MoveDialog(EntryDialog):
    """`moved` carries the id of the session that came in the place of the old one."""

    moved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, session: Kept[SessionDraft], name: str) -> None:
        super().__init__(desk, parent, _("Move a session"))
        self._session = session
        self._name = one_line(name)
        self._following = len(sessions.following(session.id)) if session.draft.series else 0
        self.start = MomentField("wall_start", _("New day and time"), desk.today)
        self.by = ChoiceField.of("moved_by", _("Who moved it?"), MovedBy)
        self.scope = ChoiceField(
            "scope",
            _("Which ones?"),
            [(False, _("Only this one")), (True, _this_and_following(self._following))],
        )
        when = days.moment(session.draft.wall_start, desk.today())
        self._column.addWidget(
            caption(
                _("With {name}, planned for {when} ({zone}).").format(
                    name=self._name, when=when, zone=session.draft.zone
                )
            )
        )
        self.add_row(self.start, self.by, stretch=(3, 2))
        self.add_row(self.scope).setVisible(self._following > 0)
        self.finish(_("Move it"), _("Not now"))
        self.setMinimumWidth(420)
        self.show_first()
        self.keep_typed("move", session.id)
        self.start.start_typing()

    def show_first(self) -> None:
        self.start.show_value(self._session.draft.wall_start)
        self.by.show_value(MovedBy.ME)
        self.scope.show_value(False)

    def keep(self) -> None:
        to = self.read(self._session.draft).wall_start
        if to == self._session.draft.wall_start:
            self.say(_("It stands there already. Choose another day or time."))
            raise Unreadable(Flaw.OUT_OF_RANGE)
        following = self._following > 0 and self.scope.value()
        moved = self._desk.sessions.move(
            self._session.id, to, self.by.value(), self._desk.today(), following, origin=self
        )
        when = days.moment(to, self._desk.today())
        sentence = _("Moved the session with {name} to {when}.").format(name=self._name, when=when)
        self._desk.notices.undoable.emit(sentence, moved.deed)
        self.moved.emit(moved.sessions[0])


def _this_and_following(count: int) -> str:
    return ngettext(
        "This one and the {count} that follows", "This one and the {count} that follow", count
    ).format(count=count)
