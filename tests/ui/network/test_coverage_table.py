"""The coverage of areas and people: blanks are seen and said, and everybody is a key or a click away."""

import pytest
from PySide6.QtCore import Qt

from mentee_app.ui.network.coverage_model import Column, Cover
from mentee_app.ui.network.coverage_table import CoverageTable

ADA = Column(7, "Ada", False)
BEN = Column(8, "Ben <b>", True)
CLEO = Column(9, "Cleo")
AREAS = ["Career", "Health"]
CELLS = {(0, 7): Cover.MENTOR, (0, 8): Cover.APPRENTICESHIP, (0, 9): Cover.NETWORK}
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def table(qtbot):
    shown = CoverageTable("Coverage")
    qtbot.addWidget(shown)
    shown.resize(700, 300)
    shown.show_cover(AREAS, [ADA, BEN, CLEO], CELLS)
    shown.show()
    return shown


def picture(table, role=Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = table.model()
    return [
        " | ".join(model.index(row, column).data(role) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def heads(table, orientation) -> list[str]:
    model = table.model()
    count = model.columnCount() if orientation is Qt.Orientation.Horizontal else model.rowCount()
    return [model.headerData(section, orientation) for section in range(count)]


def test_each_cell_has_its_word_and_an_area_without_anybody_says_so(table):
    assert picture(table) == ["3 people | Mentor | Sponsor | Knows this", "Nobody yet |  |  | "]


def test_each_cell_says_in_words_all_that_can_be_seen(table):
    assert picture(table, SPOKEN) == [
        "Career: 3 people | Career, Ada: Mentor, other industry"
        " | Career, Ben <b>: Sponsor, same industry | Career, Cleo: Knows this",
        "Health: Nobody yet | Health, Ada: Nobody yet, other industry"
        " | Health, Ben <b>: Nobody yet, same industry | Health, Cleo: Nobody yet",
    ]


def test_the_heads_say_the_industry_in_words(table):
    assert heads(table, Qt.Orientation.Horizontal) == [
        "Covered by",
        "Ada, other industry",
        "Ben <b>, same industry",
        "Cleo",
    ]
    assert heads(table, Qt.Orientation.Vertical) == AREAS


def test_a_name_in_a_tooltip_is_not_read_as_markup(table):
    tip = table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "Ben &lt;b&gt;" in tip and "Sponsor" in tip


def test_enter_chooses_the_person_of_the_cell(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.chosen) as said:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert said.args == [7]


def test_the_counts_choose_nobody(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.assertNotEmitted(table.chosen):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_a_click_on_a_cell_chooses_its_person(qtbot, table):
    place = table.visualRect(table.model().index(0, 3)).center()
    with qtbot.waitSignal(table.chosen) as said:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == [9]


def test_a_click_on_a_head_chooses_its_person(qtbot, table):
    head = table.horizontalHeader()
    place = head.viewport().rect().center()
    place.setX(head.sectionViewportPosition(2) + 30)
    with qtbot.waitSignal(table.chosen) as said:
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.args == [8]


def test_the_keys_stay_at_the_same_area_and_person_when_others_come(table):
    table.setCurrentIndex(table.model().index(0, 2))
    moved = {(1, id): cover for (_area, id), cover in CELLS.items()}
    table.show_cover(["Art", *AREAS], [CLEO, Column(1, "New"), BEN], moved)
    assert table.currentIndex().data(SPOKEN) == "Career, Ben <b>: Sponsor, same industry"


def test_nobody_at_all_leaves_every_area_blank_in_words(table):
    table.show_cover(AREAS, [], {})
    assert picture(table) == ["Nobody yet", "Nobody yet"]
    table.grab()
    table.show_cover([], [], {})
    assert picture(table) == []
    table.grab()


def test_the_words_of_a_blank_row_are_still_seen_far_to_the_side(table):
    many = [Column(n, f"Person {n}") for n in range(60)]
    for cells, blank in (
        ({(0, 59): Cover.MENTOR}, True),
        ({(0, 59): Cover.MENTOR, (1, 0): Cover.MENTOR}, False),
    ):
        table.show_cover(AREAS, many, cells)
        table.scrollTo(table.model().index(0, 60))
        image = table.viewport().grab().toImage()
        top, high = table.rowViewportPosition(1), table.rowHeight(1)
        inks = {image.pixelColor(x, y).name() for x in range(120) for y in range(top + 2, top + high - 2)}
        assert (len(inks) > 1) is blank


def test_area_names_stay_in_sight_beside_sixty_people(table):
    table.show_cover([f"Area {n}" for n in range(20)], [Column(n, f"Person {n}") for n in range(60)], {})
    before = table.verticalHeader().geometry()
    table.scrollTo(table.model().index(19, 60))
    assert table.horizontalScrollBar().value() > 0
    assert table.verticalHeader().geometry() == before
