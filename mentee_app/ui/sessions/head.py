"""The head of a session: with whom and when, what became of it by one press, and where it was moved to."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept, relationships, sessions
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import literal, plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.heading import TitleRow, caption
from mentee_app.ui.widgets.prose import leading
from mentee_app.ui.widgets.read_only import only_reads


class SessionHead(QWidget):
    """Says what is wanted: the editor does it. `change_wanted`: what was changed here holds for those that follow too."""

    held = Signal()
    missed = Signal()
    preparation_wanted = Signal()
    move_wanted = Signal()
    again_wanted = Signal()
    change_wanted = Signal()
    delete_following_wanted = Signal()

    def __init__(self, desk: Desk, delete_wanted: SignalInstance) -> None:
        super().__init__()
        self._desk = desk
        self._other: int | None = None
        title = TitleRow(delete_wanted)
        self.title = title.title
        self.when = caption("")
        self._make_buttons()
        self._deeds = QWidget()
        row = FlowLayout(self._deeds)
        for button in (self.prepare, self.hold, self.miss, self.move_on, self.again, self.delete_following):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        for part in (title, self.when, leading(self.link), self._deeds, leading(self.change)):
            column.addWidget(part)

    def show_session(self, shown: Kept[SessionDraft], before: SessionDraft) -> None:
        """Show this session, which was `before` when it was opened."""
        row = relationships.one(shown.draft.relationship or 0)
        self.title.setText(row.name if row else _("Session"))
        self.when.setText(self._spoken(shown.draft))
        self._show_link(shown)
        planned = shown.draft.status is Status.PLANNED
        ahead = len(sessions.following(shown.id)) if planned and shown.draft.series else 0
        for button in (self.prepare, self.hold, self.miss, self.move_on):
            button.setVisible(planned)
        self.again.setVisible(shown.draft.status is Status.MISSED)
        self._deeds.setVisible(planned or not self.again.isHidden())
        self.delete_following.setVisible(ahead > 0)
        self.delete_following.setText(
            ngettext(
                "Delete this one and the {count} that follows",
                "Delete this one and the {count} that follow",
                ahead,
            ).format(count=ahead)
        )
        self._offer_change(shown.draft, before, ahead)

    def _make_buttons(self) -> None:
        self.prepare = _button(
            _("Prepare"), "agenda", _("All that waits for it, on one page (Ctrl+Shift+R)"), "Ctrl+Shift+R"
        )
        self.hold = _button(_("Held"), "check", _("It took place (Ctrl+Shift+H)"), "Ctrl+Shift+H")
        self.miss = _button(_("Missed"), "leave", _("It did not take place (Ctrl+Shift+X)"), "Ctrl+Shift+X")
        self.move_on = _button(
            _("Move…"), "calendar", _("It will be at another time (Ctrl+Shift+D)"), "Ctrl+Shift+D"
        )
        self.again = _button(
            _("Plan it again…"), "calendar", _("The same person, at the same hour next week")
        )
        self.delete_following = _button("", "trash", _("Undo brings all of them back"))
        self.change = _button("", "sessions", _("Time, minutes and how, as they were changed here"))
        self.link = _button("", "arrow-right", _("Open that session"))
        for button in (self.delete_following, self.change, self.link):
            dress(button, Role.QUIET)
        only_reads(self.link)
        self.prepare.clicked.connect(self.preparation_wanted)
        self.hold.clicked.connect(self.held)
        self.miss.clicked.connect(self.missed)
        self.move_on.clicked.connect(self.move_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.delete_following.clicked.connect(self.delete_following_wanted)
        self.change.clicked.connect(self.change_wanted)
        self.link.clicked.connect(self._on_link)

    def _spoken(self, draft: SessionDraft) -> str:
        day, today = draft.wall_start.date(), self._desk.today()
        parts = [words.of(draft.status), days.full(day), days.clock(draft.wall_start)]
        if day != today:
            parts.append(days.distance(day, today))
        if draft.zone != self._desk.zone:
            parts.append(draft.zone)
        if draft.series:
            parts.append(words.of(sessions.rule_of(draft.series)))
        return " · ".join(parts)

    def _show_link(self, shown: Kept[SessionDraft]) -> None:
        """Where it was moved to, or else where it stood before it was moved here."""
        self._other = shown.draft.moved_to or sessions.moved_from(shown.id)
        other = kept.one(SessionDraft, self._other)
        self.link.setVisible(other is not None)
        if other:
            when = days.moment(other.draft.wall_start, self._desk.today())
            sentence = _("Moved to {when}") if shown.draft.moved_to else _("Moved here from {when}")
            self.link.setText(literal(sentence.format(when=when)))
            self.link.setAccessibleName(sentence.format(when=when))

    def _offer_change(self, now: SessionDraft, before: SessionDraft, ahead: int) -> None:
        changed = (now.minutes, now.medium, now.wall_start) != (
            before.minutes,
            before.medium,
            before.wall_start,
        )
        wanted = changed and ahead > 0
        self.change.setVisible(wanted)
        if wanted:
            self.change.setText(
                ngettext(
                    "Only this one was changed. Change the {count} that follows too",
                    "Only this one was changed. Change the {count} that follow too",
                    ahead,
                ).format(count=ahead)
            )

    def _on_link(self) -> None:
        self._desk.notices.wanted.emit(Place(Kind.SESSIONS, self._other))


def _button(text: str, icon_name: str, tooltip: str, keys: str = "") -> QPushButton:
    button = QPushButton(icon(icon_name), text)
    button.setToolTip(plain_tooltip(tooltip))
    if keys:
        QShortcut(QKeySequence(keys), button).activated.connect(button.click)
    return button
