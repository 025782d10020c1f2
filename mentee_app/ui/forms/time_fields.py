"""Fields for days, times and time zones: typed as people type them, or chosen from a calendar."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCompleter,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from mentee_app.domain import moments
from mentee_app.domain.problems import Flaw
from mentee_app.i18n import _
from mentee_app.ui.forms.fields import Field, Today, Unreadable, storable
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.typed_line import TypedLine


class DayEdit(QWidget):
    """A line for a day, with a calendar behind a button (Alt+Down)."""

    def __init__(self, label: str, today: Today) -> None:
        super().__init__()
        self._today = today
        self.line = _MeasuredLine("0000-00-00")
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(_("No date"))
        button = QToolButton()
        button.setIcon(icon("calendar"))
        button.setAccessibleName(_("Choose {field} from a calendar").format(field=label))
        button.setToolTip(_("Choose from a calendar"))
        button.setAutoRaise(True)
        button.clicked.connect(self._on_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)
        self.button = button

    def day(self) -> date | None:
        """The day that stands there. Raises Unreadable."""
        if not self.line.text().strip():
            return None
        try:
            return days.read_day(self.line.text(), self._today())
        except ValueError:
            raise Unreadable(Flaw.NO_SUCH_DAY) from None

    def show_day(self, day: date | None) -> None:
        """Show a day; what is typed stays where it means the same."""
        try:
            if self.line.text().strip() and self.day() == day:
                return
        except Unreadable:
            pass
        self.line.show_text(days.short(day) if day else "")
        self.line.setToolTip(days.full(day) if day else "")

    def _on_button(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(_("Calendar"))
        try:
            calendar.setSelectedDate(QDate(self.day() or self._today()))
        except Unreadable:
            pass
        calendar.activated.connect(self._on_day_chosen)
        calendar.clicked.connect(self._on_day_chosen)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()
        self._calendar = calendar

    def _on_day_chosen(self, chosen: QDate) -> None:
        self.line.setText(days.short(date(chosen.year(), chosen.month(), chosen.day())))
        self._calendar.close()
        self.line.setFocus()


class _MeasuredLine(TypedLine):
    """A line that is never narrower than a sample of what stands in it."""

    def __init__(self, sample: str) -> None:
        super().__init__()
        self._sample = sample

    def sizeHint(self) -> QSize:
        return QSize(self._least(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), super().minimumSizeHint().height())

    def _least(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._sample) + 3 * theme.UNIT


class DayField(Field):
    """A day, or none."""

    holds_words = True

    def __init__(self, name: str, label: str, today: Today) -> None:
        self._edit = DayEdit(label, today)
        super().__init__(name, label, self._edit)
        self._edit.line.installEventFilter(self)
        self._edit.line.typed.connect(self.edited)

    def value(self) -> date | None:
        return self._edit.day()

    def show_value(self, value: date | None) -> None:
        self._edit.show_day(value)

    def standing(self) -> str:
        return storable(self._edit.line.text())

    def stand(self, text: str) -> None:
        self._edit.line.show_text(text)


class MomentField(Field):
    """A day and a time of day on the wall clock."""

    holds_words = True

    def __init__(self, name: str, label: str, today: Today) -> None:
        box = QWidget()
        self._day = DayEdit(_("Day"), today)
        self._time = _MeasuredLine("00:00 AM")
        self._time.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._time.setAccessibleName(_("Time"))
        self._time.setPlaceholderText("14:30")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._day, 1)
        row.addWidget(self._time)
        box.setFocusProxy(self._day.line)
        super().__init__(name, label, box)
        for line in (self._day.line, self._time):
            line.installEventFilter(self)
            line.typed.connect(self.edited)

    def value(self) -> datetime:
        day = self._day.day()
        if day is None:
            raise Unreadable(Flaw.NO_SUCH_DAY)
        try:
            return datetime.combine(day, days.read_time(self._time.text()))
        except ValueError:
            raise Unreadable(Flaw.NO_SUCH_TIME) from None

    def show_value(self, value: datetime) -> None:
        try:
            if self.value() == value:
                return
        except Unreadable:
            pass
        self._day.show_day(value.date())
        self._time.show_text(days.typed_clock(value))

    def standing(self) -> str:
        return storable(f"{self._day.line.text()}\n{self._time.text()}")

    def stand(self, text: str) -> None:
        day, _break, time = text.partition("\n")
        self._day.line.show_text(day)
        self._time.show_text(time)


class ZoneField(Field):
    """An IANA time zone, with type-ahead over any part of its name."""

    holds_words = True

    def __init__(self, name: str, label: str) -> None:
        self._line = TypedLine()
        super().__init__(name, label, self._line)
        self._line.typed.connect(self._on_typed)

    def value(self) -> str:
        wanted = self._line.text().strip().replace(" ", "_")
        if not wanted or moments.flaw_of(datetime(2026, 1, 1, 12), wanted):
            raise Unreadable(Flaw.NO_SUCH_ZONE)
        return wanted

    def show_value(self, value: Any) -> None:
        if self._line.text() != value:
            self._line.show_text(value)

    def standing(self) -> str:
        return storable(self._line.text())

    def stand(self, text: str) -> None:
        self._line.show_text(text)

    def _on_typed(self) -> None:
        if self._line.completer() is None:
            completer = QCompleter(sorted(moments.zones()), self._line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(self.edited)
            self._line.setCompleter(completer)
        self.edited.emit()
