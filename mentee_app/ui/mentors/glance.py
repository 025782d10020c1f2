"""One relationship at a glance: what it is, since when, how often, the next and the last session, and the next step."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain import relationships
from mentee_app.domain.kinds import Kind
from mentee_app.domain.relationships import RelationshipDraft, Rhythm, Status
from mentee_app.i18n import _, ngettext
from mentee_app.queries.relationships import Meetings, Spell
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.mentors import spell_words
from mentee_app.ui.mentors.pause_part import PausePart
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel, literal
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.read_only import only_reads


@dataclass(frozen=True)
class Sight:
    """What the glance shows: a relationship as kept, in its history, and its meetings."""

    draft: RelationshipDraft
    spell: Spell
    meetings: Meetings
    keep_in_touch_days: int | None


class Glance(QFrame):
    """The card on top of a mentor; its buttons say what is wanted."""

    log_wanted = Signal()
    preparation_wanted = Signal(object)
    plan_wanted = Signal()
    go_on_wanted = Signal()
    ending_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sight: Sight | None = None
        self.setProperty("role", Role.CARD.value)
        self.what = prose.paragraph("", Role.STRONG.value)
        self.since = prose.paragraph("")
        self.next = prose.paragraph("")
        self.last = prose.paragraph("")
        self.still = QPushButton()
        self.still.setAutoDefault(True)
        dress(self.still, Role.LINK)
        only_reads(self.still)
        self.still.hide()
        self.closing, self._closing = prose.stack(theme.HALF)
        self.pausing = PausePart(desk.today)
        self._make_buttons()
        self._build()
        self._connect()

    def show_sight(self, sight: Sight) -> None:
        """Show this relationship."""
        if self._sight is None or self._sight.spell.id != sight.spell.id:
            self.pausing.hide()
        self._sight = sight
        today = self._desk.today()
        ended = sight.draft.status is Status.ENDED
        parts = (words.of(sight.draft.kind), words.of(sight.draft.status), sight.spell.area)
        self.what.setText(" · ".join(part for part in parts if part))
        _say(self.since, _ended(sight) if ended else _since(sight, today))
        _say(self.next, "" if ended else _next(sight, today))
        still = _still_planned(sight, today) if ended else ""
        self._show_still(still)
        dress(self.next, Role.OVERDUE if _is_late(sight, today) else None)
        _say(self.last, "" if ended else _last(sight, today))
        closing = _closing(sight) if ended else []
        self._show_closing(closing)
        self._offer(sight.draft)
        lines = [label.text() for label in (self.what, self.since, self.next, self.last)]
        lines.append(still)
        lines += [f"{heading}: {text}" if heading else text for heading, text in closing]
        self.setAccessibleDescription("\n".join(line for line in lines if line))

    def _make_buttons(self) -> None:
        self.prepare = QPushButton(_("&Prepare the next session"))
        self.go_on = QPushButton(_("Go on"))
        self.plan = QPushButton(_("P&lan the next session"))
        self.log = QPushButton(_("New session"))
        self.again = QPushButton(_("Begin again"))
        self.pause = QPushButton(_("Pause…"))
        self.end = QPushButton(_("End well…"))
        self._signs = {
            self.go_on: "arrow-right",
            self.prepare: "agenda",
            self.plan: "calendar",
            self.log: "sessions",
            self.again: "add",
            self.pause: "clock",
            self.end: "heart",
        }
        self.again.setToolTip(_("A new relationship with the same person; this one stays as it is"))

    def _build(self) -> None:
        self.setAccessibleName(_("At a glance"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, theme.GROUP)
        column.setSpacing(theme.HALF)
        still = prose.leading(self.still)
        for part in (self.what, self.since, self.next, still, self.last, self.closing):
            column.addWidget(part)
        column.addSpacing(theme.HALF)
        box = QWidget()
        row = FlowLayout(box)
        for button in self._signs:
            button.setAutoDefault(True)
            row.addWidget(button)
        column.addWidget(box)
        column.addWidget(self.pausing)

    def _connect(self) -> None:
        self.still.clicked.connect(self._on_still)
        self.log.clicked.connect(self.log_wanted)
        self.prepare.clicked.connect(self._on_prepare)
        self.plan.clicked.connect(self.plan_wanted)
        self.pause.clicked.connect(self._on_pause)
        self.pausing.left.connect(self.pause.setFocus)
        self.go_on.clicked.connect(self.go_on_wanted)
        self.end.clicked.connect(self.ending_wanted)
        self.again.clicked.connect(self.again_wanted)

    def _show_closing(self, closing: list[tuple[str, str]]) -> None:
        self.closing.setVisible(bool(closing))
        prose.emptied(self._closing)
        for heading, text in closing:
            if heading:
                prose.put(self._closing, prose.paragraph(heading, Role.CAPTION.value))
            prose.put(self._closing, prose.paragraph(text, selectable=True))

    def _offer(self, draft: RelationshipDraft) -> None:
        """The buttons that make sense now; the first of them is the next step."""
        ended, paused = draft.status is Status.ENDED, draft.status is Status.PAUSED
        planned = self._sight is not None and self._sight.meetings.next_session is not None
        self.prepare.setVisible(planned and not ended)
        self.go_on.setVisible(paused)
        self.plan.setVisible(not ended)
        self.log.setVisible(not ended)
        self.again.setVisible(ended)
        self.pause.setVisible(not ended)
        self.pause.setText(_("Another day…") if paused else _("Pause…"))
        self.end.setText(_("Change the closing…") if ended else _("End well…"))
        shown = [button for button in self._signs if not button.isHidden()]
        for button, sign in self._signs.items():
            role, ink = (
                (Role.PRIMARY, Ink.ON_ACCENT) if button is shown[0] and not ended else (None, Ink.TEXT)
            )
            if button in (self.pause, self.end) and not ended:
                role, ink = Role.QUIET, Ink.ACCENT
            dress(button, role)
            button.setIcon(icon(sign, ink))

    def _show_still(self, sentence: str) -> None:
        self.still.setText(literal(sentence))
        self.still.setAccessibleName(sentence or _("Open that session"))
        self.still.setToolTip(_("Open that session"))
        self.still.parentWidget().setVisible(bool(sentence))
        self.still.setVisible(bool(sentence))

    def _on_still(self) -> None:
        if self._sight and self._sight.meetings.next_session is not None:
            self._desk.notices.wanted.emit(Place(Kind.SESSIONS, self._sight.meetings.next_session))

    def _on_prepare(self) -> None:
        if self._sight and self._sight.meetings.next_session is not None:
            self.preparation_wanted.emit(self._sight.meetings.next_session)

    def _on_pause(self) -> None:
        if self._sight:
            self.pausing.open(self._sight.draft.paused_until)


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _since(sight: Sight, today: date) -> str:
    parts = []
    start = spell_words.began(sight.spell)
    if start:
        parts.append(_("Since {day}").format(day=spell_words.day(start)))
    if sight.draft.rhythm is not Rhythm.OPEN:
        parts.append(words.of(sight.draft.rhythm))
    if sight.draft.planned_end_on:
        day = spell_words.day(sight.draft.planned_end_on)
        parts.append(_("Planned until {day}").format(day=day))
    line = " · ".join(parts)
    if sight.draft.status is not Status.PAUSED:
        return line
    until = sight.draft.paused_until
    rest = _("Resting.")
    if until and until > today:
        rest = _("Resting. Look again: {day}.").format(day=days.spoken(until, today))
    elif until:
        rest = _("Resting. You wanted to look again: {day}.").format(day=days.spoken(until, today))
    return f"{line}\n{rest}" if line else rest


def _next(sight: Sight, today: date) -> str:
    start = sight.meetings.next
    if start and start.date() >= today:
        return _("Next session: {when}").format(when=days.moment(start, today))
    if start:
        return _("Planned for {day}, and not held yet. Log it, or move it.").format(
            day=days.spoken(start.date(), today)
        )
    due = _due(sight)
    if due is None:
        return _("No session planned.") if sight.draft.status is Status.ACTIVE else ""
    rhythm = words.of(sight.draft.rhythm)
    if due < today:
        return _("{rhythm}: the next was due around {day}, {distance}. None is planned.").format(
            rhythm=rhythm, day=spell_words.day_of_month(due), distance=days.distance(due, today)
        )
    return _("{rhythm}: next around {day}. None is planned.").format(
        rhythm=rhythm, day=spell_words.day_of_month(due)
    )


def _still_planned(sight: Sight, today: date) -> str:
    """A session that is to come although the relationship has ended."""
    start = sight.meetings.next
    if start is None or start.date() < today:
        return ""
    return _("Still planned: {when}").format(when=days.moment(start, today))


def _due(sight: Sight) -> date | None:
    """When the rhythm wants the next session, where none is planned."""
    if sight.draft.status is not Status.ACTIVE or sight.meetings.next:
        return None
    last = sight.meetings.last.date() if sight.meetings.last else sight.draft.started_on
    return relationships.next_due(sight.draft.rhythm, last)


def _is_late(sight: Sight, today: date) -> bool:
    start, due = sight.meetings.next, _due(sight)
    if sight.draft.status is Status.ENDED:
        return False
    return bool(start and start.date() < today) or bool(due and due < today)


def _last(sight: Sight, today: date) -> str:
    if sight.meetings.last is None:
        return _("No session yet.")
    last = sight.meetings.last.date()
    return _("Last session: {day} · {count}").format(
        day=days.spoken(last, today) if last == today else days.distance(last, today),
        count=spell_words.sessions(sight.meetings.held),
    )


def _ended(sight: Sight) -> str:
    start, end = spell_words.began(sight.spell), spell_words.ended(sight.spell)
    parts = []
    if start and end:
        parts.append(f"{spell_words.day(start)} – {spell_words.day(end)}")
    elif end:
        parts.append(_("Until {day}").format(day=spell_words.day(end)))
    parts.append(spell_words.sessions(sight.meetings.held))
    return " · ".join(parts)


def _closing(sight: Sight) -> list[tuple[str, str]]:
    """How it ended, as headings with texts."""
    draft = sight.draft
    found = [
        (_("What you learned"), draft.closing_learned.strip()),
        (_("Your thanks"), draft.closing_thanks.strip()),
        ("", _touch(draft.stay_in_touch, sight.keep_in_touch_days)),
    ]
    return [(heading, text) for heading, text in found if text]


def _touch(stay: bool | None, every: int | None) -> str:
    if stay and every:
        return ngettext(
            "You stay in touch, every {count} day.", "You stay in touch, every {count} days.", every
        ).format(count=every)
    return {True: _("You stay in touch."), False: _("You left it there."), None: ""}[stay]
