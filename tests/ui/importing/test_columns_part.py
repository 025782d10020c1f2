"""What the columns of a table mean: shown as guessed, changed by key, and read again by the child with each change."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from mentee_app.imports import reading
from mentee_app.imports.handing_over import TableLook
from mentee_app.imports.reading import Format, Settings, TableChoice
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.importing.columns_part import ColumnsPart
from mentee_app.ui.importing.table_dialog import table_dialog
from tests.ui.conftest import NOW

LOOK = TableLook(
    ("First name", "Last name", "Shoe <b>size</b>", "E-mail"),
    ("given", "family", "ignore", "email"),
    (("Ada", "Lovelace", "", "ada@x.org"), ("Grace", "Hopper", "38", "")),
    ",",
    "utf-8",
    True,
)


@pytest.fixture
def part(qtbot):
    part = ColumnsPart(LOOK)
    qtbot.addWidget(part)
    part.show()
    return part


@pytest.fixture
def chosen(part):
    chosen = []
    part.changed.connect(chosen.append)
    return chosen


@pytest.fixture
def opened(qtbot, desk, tmp_path):
    """Opens the dialog over a file, read by the child."""

    def opened(text, encoding="utf-8"):
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode(encoding))

        def read(table):
            return reading.read(path, Format.TABLE, Settings("Europe/Berlin", NOW, (), table))

        first = read(TableChoice())
        first.start()
        dialog = table_dialog(desk, None, "people.csv", first.wait(), lambda: None, read)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog, dialog.findChild(ColumnsPart)

    return opened


def test_each_column_has_its_name_an_example_and_what_it_means(part):
    assert [field.label.text() for field in part.fields] == list(LOOK.header)
    assert [field.value() for field in part.fields] == list(LOOK.mapping)
    assert [field.box.currentText() for field in part.fields] == [
        "First name",
        "Last name",
        "Leave out",
        "Email",
    ]
    assert [field.widget.accessibleDescription() for field in part.fields] == [
        "Ada",
        "Lovelace",
        "38",
        "ada@x.org",
    ]
    assert part._summary.text() == "3 of 4 columns come in."


def test_what_is_certain_is_folded_and_what_is_not_is_open(qtbot, part):
    assert not part.fold.button.isChecked()
    doubtful = (
        TableLook(("a", "b"), ("name", "ignore"), (("Ada", "x"),), ",", "utf-8", False),
        TableLook(
            ("A", "B"), ("ignore", "ignore"), (("Ada", "x"),), ",", "utf-8", True, "No column holds names."
        ),
        TableLook(("Name", "B", "C"), ("name", "ignore", "ignore"), (("A", "x", "y"),), ",", "utf-8", True),
    )
    for look in doubtful:
        other = ColumnsPart(look)
        qtbot.addWidget(other)
        assert other.fold.button.isChecked()
        assert other._problem.text() == look.flaw


def test_a_meaning_is_changed_by_the_keyboard(qtbot, part, chosen):
    part.fold.set_open(True)
    box = part.fields[2].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert [each.mapping for each in chosen] == [("given", "family", "notes", "email")]
    assert chosen[0].delimiter is None and chosen[0].name_order is None


def test_columns_that_are_cut_otherwise_are_guessed_anew(qtbot, part, chosen):
    part.fold.set_open(True)
    qtbot.keyClick(part.fields[2].box, Qt.Key.Key_Up)
    qtbot.keyClick(part.delimiter.box, Qt.Key.Key_Down)
    part.first_line.click()
    assert chosen[1:] == [
        TableChoice(None, None, ";"),
        TableChoice(None, None, ";", None, False),
    ]


def test_the_order_of_a_name_is_asked_only_where_it_has_parts(part):
    part.fold.set_open(True)
    assert part.order.widget.isVisible()
    part.show_look(TableLook(("Name",), ("name",), (("Ada",),), ",", "utf-8", True))
    assert not part.order.widget.isVisible()


def test_what_was_not_read_is_taken_back(qtbot, part, chosen):
    part.fold.set_open(True)
    qtbot.keyClick(part.fields[2].box, Qt.Key.Key_Up)
    part.take_back()
    assert part.fields[2].value() == "ignore"
    qtbot.keyClick(part.fields[2].box, Qt.Key.Key_Up)
    assert len(chosen) == 2


def test_ninety_columns_scroll(qtbot):
    header = tuple(f"Column {number}" for number in range(90))
    part = ColumnsPart(TableLook(header, ("name", *("ignore",) * 89), ((("x",) * 90),), ",", "utf-8", True))
    qtbot.addWidget(part)
    part.show()
    part.fold.set_open(True)
    assert part.height() < 500 and part._area.verticalScrollBar().maximum() > 1000
    part._area.ensureWidgetVisible(part.fields[89].box)
    assert not part.fields[89].box.visibleRegion().isEmpty()


def test_each_change_reads_the_file_again_and_shows_who_comes(qtbot, opened):
    dialog, part = opened("First name,Last name,E-mail\nAda,Lovelace,ada@x.org\nGrace,Hopper,\n")
    assert _names(dialog) == ["Ada Lovelace", "Grace Hopper"]
    part.fold.set_open(True)
    qtbot.keyClick(part.order.box, Qt.Key.Key_Down)
    assert not dialog._bring.isEnabled() and "read again" in dialog._understood.text()
    qtbot.waitUntil(partial(_shows, dialog, ["Lovelace Ada", "Hopper Grace"]))
    assert dialog._bring.isEnabled() and dialog._understood.text().startswith("2 of 2 understood.")
    assert dialog.bring_in().people == 2


def test_a_wrong_delimiter_can_be_put_right_again(qtbot, opened):
    dialog, part = opened("Name;E-mail\nAda;ada@x.org\n")
    part.fold.set_open(True)
    qtbot.keyClick(part.delimiter.box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(part.fields) == 1)
    qtbot.keyClick(part.delimiter.box, Qt.Key.Key_Down)
    qtbot.waitUntil(partial(_shows, dialog, ["Ada"]))
    assert part.delimiter.value() == ";" and len(part.fields) == 2


def test_no_column_of_names_is_said_and_can_be_chosen(qtbot, opened):
    dialog, part = opened("First name,E-mail\nAda,ada@x.org\n")
    part.fold.set_open(True)
    box = part.fields[0].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "No column" in part._problem.text())
    assert part._problem.isVisible() and not dialog._bring.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.waitUntil(partial(_shows, dialog, ["Ada"]))
    assert not part._problem.isVisible() and box.hasFocus() is dialog.isActiveWindow()


def test_enter_in_a_choice_brings_nothing_in(qtbot, opened):
    dialog, part = opened("First name,Last name\nAda,Lovelace\n")
    part.fold.set_open(True)
    for widget in (part.fields[0].box, part.first_line):
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.brought is None


def test_a_reading_that_is_stopped_leaves_all_as_it_was(qtbot, opened):
    dialog, part = opened("First name,Last name\nAda,Lovelace\n")
    part.fold.set_open(True)
    qtbot.keyClick(part.order.box, Qt.Key.Key_Down)
    waiting = next(each for each in dialog.findChildren(QDialog))
    waiting.reject()
    assert _names(dialog) == ["Ada Lovelace"] and part.order.value() == "given-first"
    assert dialog._bring.isEnabled()


def test_a_reading_that_cannot_be_compared_with_the_notebook_leaves_all_as_it_was(qtbot, opened, monkeypatch):
    dialog, part = opened("First name,Last name\nAda,Lovelace\n")

    def refuse(*_words):
        raise Trouble(TroubleKind.IO_ERROR, "The disk does not answer.", None)

    with monkeypatch.context() as broken:
        broken.setattr("mentee_app.services.foreseeing.foreseen", refuse)
        part.fold.set_open(True)
        qtbot.keyClick(part.order.box, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: part._problem.text() == "The disk does not answer.", timeout=20_000)
    assert _names(dialog) == ["Ada Lovelace"] and part.order.value() == "given-first"
    assert dialog._bring.isEnabled()


def test_closing_the_dialog_stops_the_reading(qtbot, opened):
    dialog, part = opened("First name,Last name\nAda,Lovelace\n")
    part.fold.set_open(True)
    qtbot.keyClick(part.order.box, Qt.Key.Key_Down)
    waiting = next(each for each in dialog.findChildren(QDialog))
    child = waiting._reading
    dialog.reject()
    assert waiting._reading is None
    child._thread.join(20)
    assert not child._thread.is_alive()


def _names(dialog):
    return [row.item.draft.name for row in dialog._rows.values()]


def _shows(dialog, names):
    assert _names(dialog) == names
