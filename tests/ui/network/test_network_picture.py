"""The picture of the network: everybody can be reached, chosen and told by mouse, keys and ear."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mentee_app.domain.areas import Colour
from mentee_app.domain.picture import Dot
from mentee_app.ui.network.picture import NetworkPicture
from mentee_app.ui.network.stage import name_places

ADA = Dot(7, "Ada", 1, "Career", Colour.TEAL, mentor=True)
BEN = Dot(8, "Ben <img src=x>", 3, "Health", Colour.ROSE)
CLEO = Dot(9, "Cleo")
RTL = Qt.LayoutDirection.RightToLeft


def crowd(count: int) -> list[Dot]:
    return [Dot(n, f"Person {n}", (None, 1, 2, 3)[n % 4], f"Area {n % 3}", Colour.SAND) for n in range(count)]


@pytest.fixture
def picture(qtbot):
    shown = NetworkPicture("Your network")
    qtbot.addWidget(shown)
    shown.resize(640, 560)
    shown.show_people([ADA, BEN, CLEO], [(7, 8)])
    return shown


@pytest.fixture
def focused(qtbot, picture):
    picture.show()
    picture.activateWindow()
    picture.setFocus()
    qtbot.waitUntil(picture.hasFocus)
    return picture


def found(picture) -> dict[str, QPoint]:
    """Each name that a mouse finds, and a place where."""
    places = {}
    for y in range(0, picture.height(), 8):
        for x in range(0, picture.width(), 8):
            said = picture.tooltip_at(QPoint(x, y))
            if said:
                places.setdefault(said.split(",")[0], QPoint(x, y))
    return places


def test_everybody_is_somewhere_in_the_picture(picture):
    assert set(found(picture)) == {"Ada", "Ben <img src=x>", "Cleo"}


def test_a_click_chooses_the_person(qtbot, picture):
    for name, id in (("Ada", 7), ("Cleo", 9)):
        with qtbot.waitSignal(picture.chosen) as said:
            qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=found(picture)[name])
        assert said.args == [id]


def test_a_click_beside_everybody_chooses_nobody(qtbot, picture):
    with qtbot.assertNotEmitted(picture.chosen):
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_chooses_whom_the_arrows_are_at(qtbot, focused, key):
    qtbot.keyClick(focused, Qt.Key.Key_End)
    with qtbot.waitSignal(focused.chosen) as said:
        qtbot.keyClick(focused, key)
    assert said.args == [9]


def test_moving_about_chooses_nobody(qtbot, focused):
    with qtbot.assertNotEmitted(focused.chosen):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Home):
            qtbot.keyClick(focused, key)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, RTL])
def test_the_right_arrow_leads_to_somebody_on_the_right(qtbot, focused, direction):
    focused.setLayoutDirection(direction)
    focused.show_people(crowd(12), [])
    places = found(focused)
    for _ in range(12):
        before = focused.current
        qtbot.keyClick(focused, Qt.Key.Key_Right)
        if focused.current != before:
            assert places[f"Person {focused.current}"].x() > places[f"Person {before}"].x()
    assert places[f"Person {focused.current}"].x() == max(place.x() for place in places.values())


def test_page_down_goes_through_everybody(qtbot, focused):
    focused.show_people(crowd(30), [])
    qtbot.keyClick(focused, Qt.Key.Key_Home)
    seen = [focused.current]
    for _ in range(29):
        qtbot.keyClick(focused, Qt.Key.Key_PageDown)
        seen.append(focused.current)
    assert sorted(seen) == list(range(30))


def test_the_one_the_keys_are_at_is_said_with_all_that_is_drawn(qtbot, focused):
    assert focused.accessibleName() == (
        "Your network: Ada, mentor, Career, near, introduced you to Ben <img src=x>"
    )
    qtbot.keyClick(focused, Qt.Key.Key_PageDown)
    assert focused.accessibleName() == "Your network: Ben <img src=x>, Health, far, introduced by Ada"
    qtbot.keyClick(focused, Qt.Key.Key_PageDown)
    assert focused.accessibleName() == "Your network: Cleo, No area"
    focused.clearFocus()
    assert focused.accessibleName() == "Your network"


def test_the_picture_is_told_in_numbers(picture):
    told = "3 people around you; Career 1; Health 1; No area 1; 1 introduction."
    assert picture.spoken == picture.accessibleDescription() == told


def test_tab_enters_and_leaves_the_whole_picture(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    before, picture, after = QLineEdit(), NetworkPicture("Your network"), QLineEdit()
    column = QVBoxLayout(page)
    for widget in (before, picture, after):
        column.addWidget(widget)
    picture.show_people(crowd(5), [])
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert picture.hasFocus()
    qtbot.keyClick(picture, Qt.Key.Key_Tab)
    assert after.hasFocus()
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert picture.hasFocus()


def test_who_was_current_stays_so_when_somebody_comes(picture, qtbot):
    qtbot.keyClick(picture, Qt.Key.Key_End)
    picture.show_people([Dot(1, "New"), ADA, BEN, CLEO], [])
    assert picture.current == 9
    picture.show_people([ADA], [])
    assert picture.current == 7


def test_of_very_many_the_mentors_and_the_near_are_shown_and_the_rest_is_counted(picture):
    picture.show_people([*crowd(199), Dot(500, "Mentor", None, mentor=True)], [(500, 3), (1, 4000)])
    assert picture.left_out == 140
    assert "and 140 more in the list" in picture.spoken
    assert "1 introduction" not in picture.spoken
    assert "Mentor" in found(picture)


def test_an_empty_network_is_said_in_words_and_has_nobody_to_choose(qtbot, picture):
    picture.show_people([], [])
    assert picture.spoken == "Nobody yet."
    assert picture.current is None
    with qtbot.assertNotEmitted(picture.chosen):
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    picture.grab()


@pytest.mark.parametrize("size", [(400, 400), (1200, 500), (500, 1200)])
@pytest.mark.parametrize("count", [1, 12, 60])
def test_everybody_can_be_pointed_at_in_any_size(picture, size, count):
    picture.resize(*size)
    picture.show_people(crowd(count), [(0, count - 1), (0, 0)])
    assert not picture.grab().isNull()
    assert len(found(picture)) == count


def test_names_stand_on_no_other_name_and_on_no_disc(qapp):
    discs = [QRect(x, y, 30, 30) for x in range(100, 500, 60) for y in range(100, 400, 48)]
    names = ["Somebody with a long name"] * len(discs)
    room, me = QRect(0, 0, 600, 500), QRect(290, 240, 40, 40)
    placed = name_places(names, discs, range(len(discs)), QFont(), room, me)
    areas = [place.area for place in placed]
    assert len(areas) > 5
    for place, area in enumerate(areas):
        assert room.contains(area)
        assert not any(area.intersects(other) for other in areas[place + 1 :] + discs + [me])
