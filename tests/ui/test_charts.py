"""The charts: each shows its numbers, says them, and can be read by keys, in either direction of writing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QColor

from mentee_app.domain.advice import Decision
from mentee_app.queries.sessions import Month
from mentee_app.ui.advice.share_bar import ShareBar
from mentee_app.ui.goals.progress_chart import Point, ProgressChart
from mentee_app.ui.goals.time_axis import ticks
from mentee_app.ui.mentors.month_bars import MonthBars
from mentee_app.ui.style import theme

TODAY = date(2026, 3, 3)
THREE = [Point(date(2026, 1, 5), 20), Point(date(2026, 2, 6), 35), Point(date(2026, 3, 3), 60)]
RTL = Qt.LayoutDirection.RightToLeft


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def chart(qtbot):
    shown = ProgressChart("Progress")
    qtbot.addWidget(shown)
    shown.resize(420, 200)
    return shown


@pytest.fixture
def focused(qtbot, chart):
    chart.show_points(THREE, 10, None, TODAY)
    chart.show()
    qtbot.waitUntil(lambda: chart.isVisible())
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    return chart


def painted(widget) -> set[str]:
    """The colours in the picture of a widget."""
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def dots(chart) -> list[QPoint]:
    """Where moving the mouse over the chart finds a check-in."""
    every = (QPoint(x, y) for x in range(chart.width()) for y in range(0, chart.height(), 2))
    return [place for place in every if chart.tooltip_at(place)]


def test_no_check_in_is_said_in_words(chart):
    chart.show_points([], 10, date(2026, 6, 30), TODAY)
    assert chart.spoken == "At the start: 10 %; No check-in yet; Target day: Tue 30 Jun."
    assert chart.accessibleDescription() == chart.spoken
    assert chart.current is None


def test_each_check_in_is_said_with_its_day(chart):
    chart.show_points(THREE, None, None, TODAY)
    assert chart.spoken == "Mon 5 Jan: 20 %, Fri 6 Feb: 35 %, today: 60 %."


def test_many_check_ins_are_said_in_short(chart):
    many = [Point(TODAY - timedelta(3 * n), n % 90) for n in range(300)]
    chart.show_points(many, None, None, TODAY)
    assert "294 more" in chart.spoken
    assert chart.spoken.endswith("today: 0 %; lowest 0 %, highest 89 %.")
    assert len(chart.spoken) < 250


def test_check_ins_are_in_the_order_of_their_days_and_those_of_one_day_as_given(chart):
    chart.show_points([THREE[1], Point(THREE[0].day, 50), THREE[0]], None, None, TODAY)
    assert chart.spoken == "Mon 5 Jan: 50 %, Mon 5 Jan: 20 %, Fri 6 Feb: 35 %."


def test_arrows_go_through_the_check_ins_and_say_each(qtbot, focused):
    assert focused.accessibleDescription() == "today: 60 %, 3 of 3"
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert focused.current == THREE[1]
    assert focused.accessibleDescription() == "Fri 6 Feb: 35 %, 2 of 3"
    for _ in range(5):
        qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert focused.current == THREE[0]
    qtbot.keyClick(focused, Qt.Key.Key_End)
    assert focused.current == THREE[2]
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert focused.current == THREE[2]


def test_right_to_left_the_left_arrow_leads_to_what_is_later(qtbot, focused):
    focused.setLayoutDirection(RTL)
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert focused.current == THREE[1]
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    assert focused.current == THREE[2]


def test_the_whole_is_said_again_when_the_focus_leaves(qtbot, focused):
    qtbot.keyClick(focused, Qt.Key.Key_Left)
    focused.clearFocus()
    assert focused.accessibleDescription() == focused.spoken


def test_a_key_that_moves_nothing_is_left_to_the_window(qtbot, chart):
    chart.show_points([], None, None, TODAY)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current is None


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, RTL])
def test_the_mouse_finds_each_check_in_where_it_is_drawn(chart, direction):
    chart.setLayoutDirection(direction)
    chart.show_points(THREE, 10, date(2026, 6, 30), TODAY)
    found = dots(chart)
    assert {chart.tooltip_at(place) for place in found} == {
        "Mon 5 Jan: 20 %",
        "Fri 6 Feb: 35 %",
        "today: 60 %",
    }
    image = chart.grab().toImage()
    accent = theme.tones().accent
    assert any(image.pixelColor(place) == accent for place in found)
    first = min(place.x() for place in found if chart.tooltip_at(place) == "Mon 5 Jan: 20 %")
    last = min(place.x() for place in found if chart.tooltip_at(place) == "today: 60 %")
    assert (first < last) is (direction is not RTL)


def test_a_click_on_a_dot_makes_it_the_current_one(qtbot, chart):
    chart.show_points(THREE, 10, None, TODAY)
    place = next(place for place in dots(chart) if chart.tooltip_at(place).startswith("Fri"))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chart.current == THREE[1]


@pytest.mark.parametrize(
    "points",
    [
        [],
        [Point(TODAY, 0)],
        [Point(TODAY, 0), Point(TODAY, 100)],
        [Point(date.min, 0), Point(date.max, 100)],
        [Point(date.max, 50)],
        [Point(date.min, 50)],
        [Point(TODAY + timedelta(n), n % 101) for n in range(300)],
    ],
)
def test_any_check_ins_can_be_painted(qtbot, chart, points):
    chart.show_points(points, 40, None, TODAY)
    for width, height in ((420, 200), (40, 30), (1600, 500)):
        chart.resize(width, height)
        chart.grab()
    assert chart.grab().width() == 1600


@given(st.dates(), st.dates(), st.integers(1, 12))
def test_the_named_days_are_few_round_and_inside(one, other, most):
    first, last = sorted((one, other))
    named = ticks(first, last, most)
    assert 1 <= len(named) <= most
    assert all(first <= tick.day <= last for tick in named)
    assert [tick.day for tick in named] == sorted({tick.day for tick in named})


def test_the_year_is_named_where_it_begins_to_be_another():
    words = [tick.words for tick in ticks(date(2025, 9, 15), date(2026, 4, 15), 8)]
    assert words == ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar", "Apr"]


@pytest.fixture
def bars(qtbot):
    shown = MonthBars("Sessions")
    qtbot.addWidget(shown)
    shown.resize(480, 160)
    return shown


def test_months_without_a_session_are_not_said(bars):
    bars.show_months([Month(2025, 12, 2), Month(2026, 1, 0), Month(2026, 2, 1)])
    assert bars.spoken == "3 sessions: Dec 2025 2, Feb 2026 1."
    assert bars.accessibleDescription() == bars.spoken


def test_no_sessions_at_all_are_said_in_words(bars):
    bars.show_months([Month(2026, 1, 0)])
    assert bars.spoken == "No sessions in these months."
    bars.show_months([])
    assert bars.grab().width() == 480


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, RTL])
def test_a_bar_is_as_high_as_its_number(bars, direction):
    bars.setLayoutDirection(direction)
    bars.show_months([Month(2026, 1, 2), Month(2026, 2, 8), Month(2026, 3, 0)])
    image, accent = bars.grab().toImage(), theme.tones().accent
    heights = [sum(image.pixelColor(x, y) == accent for y in range(image.height())) for x in (80, 240, 400)]
    if direction is RTL:
        heights.reverse()
    assert heights[2] == 0
    assert abs(heights[1] - 4 * heights[0]) <= 8
    assert heights[0] > 10


def test_the_month_under_the_mouse_is_said(bars):
    bars.show_months([Month(2026, 1, 1), Month(2026, 2, 0)])
    assert bars.tooltip_at(QPoint(10, 10)) == "Jan 2026: 1 session"
    assert bars.tooltip_at(QPoint(470, 10)) == "Feb 2026: 0 sessions"
    assert bars.tooltip_at(QPoint(-5, 10)) == ""


@pytest.fixture
def shares(qtbot):
    shown = ShareBar("Advice")
    qtbot.addWidget(shown)
    shown.resize(480, 60)
    return shown


COUNTS = {Decision.UNDECIDED: 1, Decision.LEAVE: 2, Decision.TAKE: 5, Decision.ADAPT: 0}


def test_advice_is_said_in_numbers_and_what_there_is_none_of_is_not(shares):
    shares.show_counts(COUNTS)
    assert shares.spoken == "8 pieces of advice: Take 5, Leave 2, Undecided 1."
    assert shares.accessibleDescription() == shares.spoken


@pytest.mark.parametrize("counts", [{}, {Decision.TAKE: 0}])
def test_no_advice_is_said_in_words(shares, counts):
    shares.show_counts(counts)
    assert shares.spoken == "No advice yet."
    assert shares.tooltip_at(QPoint(100, 5)) == ""
    shares.grab()


def test_a_share_is_as_wide_as_its_number_and_a_small_one_can_be_seen(shares):
    shares.show_counts({Decision.TAKE: 997, Decision.ADAPT: 1, Decision.LEAVE: 2})
    said = [shares.tooltip_at(QPoint(x, 5)) for x in range(shares.width())]
    assert said.count("Take: 997 of 1000") > 440
    assert said.count("Adapt: 1 of 1000") >= 6
    assert "" not in said


def test_right_to_left_the_shares_begin_at_the_right(shares):
    shares.setLayoutDirection(RTL)
    shares.show_counts(COUNTS)
    assert shares.tooltip_at(QPoint(475, 5)) == "Take: 5 of 8"


def test_a_narrow_bar_is_higher_so_that_every_share_keeps_its_words(shares):
    shares.show_counts(dict.fromkeys(Decision, 7))
    assert shares.heightForWidth(150) > shares.heightForWidth(800)


def test_decisions_are_drawn_in_neutral_colours(shares):
    shares.show_counts(dict.fromkeys(Decision, 7))
    for colour in map(QColor, painted(shares)):
        assert max(colour.getRgb()[:3]) - min(colour.getRgb()[:3]) <= 24
