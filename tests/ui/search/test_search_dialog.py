"""Search and go anywhere: what is shown while typing, the keys, and where Enter leads."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import candidates
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.search import painting
from mentee_app.ui.search.dialog import Command, SearchDialog
from mentee_app.ui.search.rows import ROW, Head, Line


@pytest.fixture
def told(desk):
    """Ada, who knows tea, and a session with her about it; their ids."""
    person = desk.people.add(PersonDraft(name="Ada <b>Tea</b>", organisation="A&B")).id
    relationship = desk.relationships.add(RelationshipDraft(person=person)).id
    start = datetime(2026, 3, 2, 10)
    session = desk.sessions.add(
        SessionDraft(
            relationship, wall_start=start, topic="Leaves", notes="We met. The tea was cold. We left."
        )
    ).id
    advice = desk.advice.add(AdviceDraft(person, session, "Drink more tea")).id
    return {"person": person, "session": session, "advice": advice}


@pytest.fixture
def done():
    return []


@pytest.fixture
def window(qtbot, desk):
    window = QMainWindow()
    window.setCentralWidget(QLineEdit())
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    window.activateWindow()
    window.centralWidget().setFocus()
    qtbot.waitUntil(window.centralWidget().hasFocus)
    return window


@pytest.fixture
def search(qtbot, desk, told, window, done):
    commands = [
        Command("Teach me the keys", "F1", lambda: done.append("keys")),
        Command("Mentors", "Ctrl+2", lambda: done.append("mentors")),
    ]
    dialog = SearchDialog(desk, commands, window)
    dialog.open()
    qtbot.waitUntil(dialog.line.hasFocus)
    return dialog


def _shown(search):
    """The rows as text: heads as they are, lines with two blanks before them."""
    return [row.text if isinstance(row, Head) else f"  {row.title}" for row in search.rows.rows]


def test_hits_stand_under_the_heads_of_their_groups_while_typing(qtbot, search):
    qtbot.keyClicks(search.line, "tea")
    assert _shown(search) == [
        "People",
        "  Ada <b>Tea</b>",
        "Go to and do",
        "  Teach me the keys",
        "Sessions",
        "  Leaves",
        "Advice",
        "  Drink more tea",
    ]
    line = next(row for row in search.rows.rows if isinstance(row, Line) and row.title == "Leaves")
    assert line.below == "The tea was cold."
    assert [line.below[start:end] for start, end in line.marks] == ["tea"]
    assert line.aside == "Ada <b>Tea</b> · yesterday"


def test_up_and_down_pass_over_the_heads_and_enter_opens_the_hit_there(qtbot, search, said, told):
    qtbot.keyClicks(search.line, "tea")
    assert search.current.title == "Ada <b>Tea</b>"
    for _turn in range(9):
        qtbot.keyClick(search.line, Qt.Key.Key_Down)
    assert search.current.title == "Drink more tea"
    qtbot.keyClick(search.line, Qt.Key.Key_Up)
    assert search.current.title == "Leaves"
    qtbot.keyClick(search.line, Qt.Key.Key_Down)
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert said.wanted == [Place(Kind.SESSIONS, told["session"], told["advice"])]
    assert not search.isVisible()


def test_a_click_opens_a_hit_and_a_head_does_nothing(qtbot, search, said, told):
    qtbot.keyClicks(search.line, "leaves")
    head, line = (search.list.visualRect(search.rows.index(row, 0)).center() for row in (0, 1))
    qtbot.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert search.isVisible() and said.wanted == []
    qtbot.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=line)
    assert said.wanted == [Place(Kind.SESSIONS, told["session"])] and not search.isVisible()


def test_a_command_is_found_by_its_words_and_done(qtbot, search, done):
    qtbot.keyClicks(search.line, "ment")
    assert _shown(search) == ["Go to and do", "  Mentors"] and search.current.aside == "Ctrl+2"
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert done == ["mentors"]


def test_escape_closes_and_the_focus_goes_back(qtbot, search, window, said):
    qtbot.keyClick(search.line, Qt.Key.Key_Escape)
    assert not search.isVisible() and said.wanted == []
    window.activateWindow()
    qtbot.waitUntil(window.centralWidget().hasFocus)


def test_before_anything_is_typed_the_last_places_and_all_commands_are_shown(
    qtbot, desk, search, window, told
):
    assert _shown(search)[:3] == ["Lately", "  Leaves", "  Ada <b>Tea</b>"]
    desk.notices.wanted.emit(Place(Kind.PEOPLE, told["person"]))
    again = SearchDialog(desk, [Command("Mentors", "", print)], window)
    assert _shown(again) == ["Lately", "  Ada <b>Tea</b>", "  Leaves", "Go to and do", "  Mentors"]


def test_nothing_found_is_said_calmly_and_what_to_try(qtbot, search):
    qtbot.keyClicks(search.line, "giraffe")
    assert _shown(search) == [] and search.list.isHidden()
    assert search.said.text().startswith("Nothing found. Try")
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert search.isVisible()


def test_a_filter_that_is_not_understood_is_said_and_the_words_are_searched(qtbot, search):
    search.line.setText("tea before:cold")
    assert "before: needs a day" in search.said.text()
    assert "  Leaves" in _shown(search)
    search.line.setText("tea mentor:ada kind:session")
    assert _shown(search) == ["Sessions", "  Leaves"] and search.said.isHidden()


def test_a_screen_reader_is_told_the_line_and_how_many_there_are(qtbot, search):
    qtbot.keyClicks(search.line, "leaves")
    assert search.line.accessibleDescription() == ("Leaves, Ada <b>Tea</b> · yesterday, Sessions. 1 line")
    index = search.rows.index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Leaves, Ada")
    focusable = [w for w in search.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert focusable and all(widget.accessibleName() for widget in focusable)


def test_what_lies_further_back_follows_in_a_pause(qtbot, monkeypatch, desk, search, told):
    monkeypatch.setattr(candidates, "FIRST", 3)
    monkeypatch.setattr(candidates, "FURTHER", 3)
    for number in range(8):
        desk.goals.add(GoalDraft(title=f"Goal {number} with leaves"))
    search.line.setText("leaves mentor:ada")
    assert "Looking further back" in search.said.text()
    qtbot.waitUntil(lambda: _shown(search) == ["Sessions", "  Leaves"])
    assert search.said.isHidden()


def test_the_chosen_line_stays_chosen_when_more_is_found(qtbot, monkeypatch, desk, search, told):
    monkeypatch.setattr(candidates, "FIRST", 3)
    monkeypatch.setattr(candidates, "FURTHER", 3)
    for number in range(8):
        desk.goals.add(GoalDraft(title=f"Goal {number} with tea"))
    search.line.setText("tea")
    while search.current.title != "Goal 6 with tea":
        qtbot.keyClick(search.line, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: search._found.below is None)
    assert "  Leaves" in _shown(search) and search.current.title == "Goal 6 with tea"


def test_a_mark_far_in_a_line_is_moved_into_sight(qtbot, search):
    metrics = QFontMetrics(search.font())
    text = "word " * 30 + "needle in hay " + "word " * 30
    start = text.index("needle")
    shown, marks = painting.fitted(metrics, text, ((start, start + 6),), 300)
    assert [shown[left:right] for left, right in marks] == ["needle"]
    assert metrics.horizontalAdvance(shown) <= 300 and shown.startswith("…")


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("text", ["", "<img src=/x> tea", "😀😀 tea 茶", "تاي tea שלום", "tea " * 200])
def test_any_text_can_be_painted_with_its_marks(qtbot, search, direction, text):
    picture = QPixmap(300, 20)
    picture.fill(Qt.GlobalColor.white)
    before = picture.toImage()
    painter = QPainter(picture)
    painter.setLayoutDirection(direction)
    place = text.find("tea")
    marks = ((place, place + 3),) if place >= 0 else ()
    ink = search.palette().text().color()
    painting.draw_marked(painter, picture.rect(), search.font(), text, marks, ink, ink)
    painter.end()
    assert (picture.toImage() == before) is (text == "")


def test_it_stands_in_the_upper_middle_of_the_window_and_inside_it(qtbot, search, window):
    corner = search.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    assert abs(corner.x() + search.width() / 2 - window.width() / 2) <= 4
    assert 0 <= corner.y() <= window.height() - search.height()


def test_every_row_gives_itself_to_the_painter(qtbot, search):
    qtbot.keyClicks(search.line, "tea")
    rows = [search.rows.index(number, 0).data(ROW) for number in range(search.rows.rowCount())]
    assert rows == list(search.rows.rows) and not search.grab().isNull()
