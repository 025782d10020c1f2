"""Plans a session, or several in a rhythm; the days they fall on are shown before anything is kept."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from mentee_app import words
from mentee_app.domain import moments, series
from mentee_app.domain.series import MOST, Occurrence, Rule
from mentee_app.domain.sessions import SessionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField, LineField, NumberField, Unreadable
from mentee_app.ui.sessions.with_person import WithPersonDialog
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days

_SHOWN = 8


class PlanDialog(WithPersonDialog):
    """Ctrl+Enter keeps all sessions as one deed. `again` is a session that did not take place, planned anew."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        relationship: int | None = None,
        again: SessionDraft | None = None,
    ) -> None:
        super().__init__(desk, parent, _("Plan a session"), relationship)
        self._again = again
        self.topic = LineField("topic", _("Topic"), _("What is it about? May stay empty"))
        self.rule = ChoiceField.of("rule", _("Repeats"), Rule)
        self.count = NumberField("count", _("How many"), 1, MOST)
        self.dates = PlainLabel("", wrap=True)
        dress(self.dates, Role.CAPTION)
        self.dates.setAccessibleName(_("The days it will be"))
        self.add_frame()
        self.add_row(self.topic)
        self.add_row(self.rule, self.count, stretch=(3, 2))
        self._column.addWidget(self.dates)
        self.finish(_("Plan it"), _("Not now"))
        self.setMinimumWidth(520)
        self.show_first()
        self.keep_typed("plan", relationship)
        if relationship is None:
            self.person.start_typing(replace=True)
        else:
            self.start.start_typing()

    def keep(self) -> None:
        self.refuse_unclear()
        draft = self.fresh_draft()
        count = self.count.value() or 1
        made = self._desk.sessions.plan(
            draft, self.rule.value(), count, self._desk.today(), self.company(), origin=self
        )
        self._desk.notices.undoable.emit(self._sentence(len(made.sessions), draft.wall_start), made.deed)
        self.kept.emit(made.sessions[0])

    def show_first(self) -> None:
        self.topic.show_value(self._again.topic if self._again else "")
        self.rule.show_value(Rule.ONCE)
        self.count.show_value(6)
        self.begin()

    def habits(self) -> SessionDraft:
        return self._again or super().habits()

    def first_start(self) -> datetime:
        """Tomorrow, at the hour of the last time; or a week after the one that was missed, on a day to come."""
        if self._again:
            before = self._again.wall_start
            late = max(0, (self._desk.today() - before.date()).days)
            return before + timedelta(weeks=1 + late // 7)
        before = self.habits().wall_start
        hour = before.time() if before.year > 2000 else before.time().replace(hour=10)
        return datetime.combine(self._desk.today() + timedelta(days=1), hour)

    def after_person(self) -> None:
        self.start.start_typing()

    def person_changed(self) -> None:
        super().person_changed()
        self._show_dates()

    def on_edited(self, name: str) -> None:
        super().on_edited(name)
        self._show_dates()

    def _show_dates(self) -> None:
        repeats = self.rule.value() is not Rule.ONCE
        self.count.widget.setEnabled(repeats)
        self.dates.setText("\n".join(self._lines()))
        self.keep_button.setText(self._button(repeats))

    def _lines(self) -> list[str]:
        try:
            start, count = self.start.value(), self.count.value() or 1
        except Unreadable:
            return []
        zone = self._desk.zone
        flaw = moments.flaw_of(start, zone)
        if flaw:
            return [words.flaw(flaw)]
        if start.year > 2900:
            return []
        found = series.occurrences(self.rule.value(), start, zone, count)
        lines = [self._line(each, start) for each in found]
        told = {number for number, each in enumerate(found) if each.skipped}
        shown = [line for number, line in enumerate(lines) if number < _SHOWN or number in told]
        if len(shown) < len(lines):
            rest = len(lines) - len(shown)
            last = days.full(found[-1].wall.date())
            shown.append(_("… and {count} more, the last on {day}").format(count=rest, day=last))
        return shown

    def _line(self, each: Occurrence, start: datetime) -> str:
        taken = f"{days.full(each.wall.date())}, {days.clock(each.wall)}"
        if not each.skipped:
            return taken
        return _("{taken}: the clocks skip {meant} there on that day, so {time} is taken").format(
            taken=taken, meant=days.clock(start), time=days.clock(each.wall)
        )

    def _button(self, repeats: bool) -> str:
        try:
            count = self.count.value() or 1
        except Unreadable:
            count = 1
        if not repeats:
            return _("Plan it")
        return ngettext("Plan {count} session", "Plan {count} sessions", count).format(count=count)

    def _sentence(self, count: int, start: datetime) -> str:
        name = self.person.typed
        if count == 1:
            when = days.moment(start, self._desk.today())
            return _("Planned a session with {name}, {when}.").format(name=name, when=when)
        return ngettext(
            "Planned {count} session with {name}.", "Planned {count} sessions with {name}.", count
        ).format(count=count, name=name)
