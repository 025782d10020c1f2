"""The import on screen: what comes in is said before it is kept, left out by one key, and taken back by one undo."""

import dataclasses
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mentee_app.domain.incoming import Batch, IncomingPerson, IncomingSession, NotUnderstood, Source
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import outside
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.importing.import_dialog import ImportDialog

WHEN = datetime(2026, 4, 1, 9, 30)


@pytest.fixture
def copied():
    """How often the notebook was copied first."""
    return []


@pytest.fixture
def dialog(qtbot, desk, copied):
    desk.people.add(PersonDraft("Ada <b>Lovelace</b>", phone="1"))
    dialog = ImportDialog(desk, None, "team.ics", _batch(), lambda: copied.append(True))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_everything_in_the_file_is_listed_with_what_would_become_of_it(dialog):
    assert _shown(dialog) == [
        "Ada <b>Lovelace</b> | Person · ada@b.example · row 1 | Fills in 1 field",
        "Bo | Person · row 2 | New",
        "Prices | Planned · Session · Bo · Wed 1 Apr 09:30 · event 1 | New",
        "Alone | Planned · Session · Wed 1 Apr 09:30 · event 2 | With whom?",
    ]
    assert dialog._understood.text().startswith("4 of 5 understood.")
    assert dialog.refused.isVisible() and dialog.refused.told == "event 3: It has no date."
    assert dialog._bring.text() == "Bring 3 in"


def test_what_was_not_understood_is_counted_and_open_where_it_is_short(qtbot, desk, dialog):
    button = dialog.refused.button
    assert button.accessibleName() == "Not understood (1)" and button.text() == "Not understood (1)"
    assert button.isChecked() and dialog.refused.content.isVisible()
    button.click()
    dialog.show_batch(_batch())
    assert not button.isChecked()
    many = tuple(NotUnderstood(f"event {number}", "It has no date.") for number in range(1200))
    long = ImportDialog(desk, None, "team.ics", dataclasses.replace(_batch(), refused=many), lambda: None)
    qtbot.addWidget(long)
    assert long.refused.button.accessibleName() == "Not understood (1,200)"
    assert not long.refused.button.isChecked()


def test_a_file_with_nothing_in_it_says_so(qtbot, desk):
    dialog = ImportDialog(desk, None, "empty.ics", Batch(_batch().source), lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._nothing.isVisible() and "there is nothing in it" in dialog._nothing.text()
    assert not dialog._understood.isVisible() and not dialog.refused.isVisible()


def test_a_table_that_cannot_be_read_so_is_not_said_to_be_empty(qtbot, desk):
    dialog = ImportDialog(desk, None, "a.csv", _batch(), lambda: None, above=QPushButton("Columns"))
    qtbot.addWidget(dialog)
    dialog.show_batch(Batch(_batch().source))
    assert dialog._nothing.text() == "Nothing in this file can come in as it stands."


def test_the_chosen_one_is_told_in_sentences(dialog):
    dialog.list.take_focus()
    assert (
        "This seems to be Ada <b>Lovelace</b>, whom you have. Email: “ada@b.example”." in dialog._said.text()
    )
    assert "the file says otherwise: Phone “2”." in dialog._said.text()
    assert dialog._as_new.isVisible()
    dialog._as_new.click()
    assert _shown(dialog)[0].endswith("New, beside the one you have")


def test_space_leaves_out_and_takes_again(dialog, qtbot):
    dialog.list.choose(2)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [each.split(" | ")[2] for each in _shown(dialog)[1:3]] == ["Stays out", "With whom?"]
    assert dialog._bring.text() == "Bring 1 in"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog._bring.text() == "Bring 3 in"


def test_one_key_brings_all_in_after_a_copy_and_one_undo_takes_it_back(dialog, desk, said, copied, qtbot):
    dialog.with_whom._line.setFocus()
    qtbot.keyClicks(dialog.with_whom._line, "Cy")
    dialog.list.take_focus()
    assert dialog._bring.text() == "Bring 4 in"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert copied == [True] and dialog.result() == ImportDialog.DialogCode.Accepted
    sentence, deed = said.undoable[-1]
    assert sentence == "Came in: 2 people, 2 sessions, 1 changed."
    assert _names() == ["Ada <b>Lovelace</b>", "Bo", "Cy"]
    assert desk.deeds.undo(deed)
    assert _names() == ["Ada <b>Lovelace</b>"]


def test_without_a_copy_nothing_comes_in(qtbot, desk):
    def full() -> None:
        raise Trouble(TroubleKind.DISK_FULL, "There is no room left.")

    dialog = ImportDialog(desk, None, "x", _batch(), full)
    qtbot.addWidget(dialog)
    assert dialog.bring_in() is None
    assert dialog._said.text() == "There is no room left." and _names() == []


def test_cancel_keeps_nothing_not_even_a_name_that_was_typed(dialog, said, qtbot):
    qtbot.keyClicks(dialog.with_whom._line, "Cy")
    dialog.list.take_focus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and dialog.brought is None
    assert _names() == ["Ada <b>Lovelace</b>"] and said.undoable == []


def test_enter_on_a_button_does_what_that_button_says(dialog, qtbot):
    dialog._leave_out.setFocus()
    qtbot.keyClick(dialog._leave_out, Qt.Key.Key_Return)
    assert dialog._leave_out.isChecked() and dialog.isVisible()
    cancel = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Cancel")
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible() and dialog.brought is None


def test_sessions_of_nobody_are_with_somebody_who_is_here(dialog, desk, qtbot):
    qtbot.keyClicks(dialog.with_whom._line, "Ada <b>Lovelace</b>")
    assert dialog._bring.text() == "Bring 4 in"
    assert dialog.bring_in().sessions == 2
    assert _names() == ["Ada <b>Lovelace</b>", "Bo"]


def test_somebody_new_does_not_come_without_the_sessions(dialog, qtbot):
    qtbot.keyClicks(dialog.with_whom._line, "Cy")
    dialog.list.choose(4)
    dialog._leave_out.click()
    dialog.bring_in()
    assert _names() == ["Ada <b>Lovelace</b>", "Bo"]


def test_where_everything_is_refused_the_reasons_stand_there(qtbot, desk):
    refused = tuple(NotUnderstood(f"Line {line}", "It has no name.") for line in range(1, 301))
    dialog = ImportDialog(desk, None, "x.csv", Batch(Source.CSV, refused=refused), lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._understood.text().startswith("0 of 300 understood.")
    assert dialog._bring.text() == "Nothing to bring in" and not dialog._bring.isEnabled()
    assert not dialog.list.isVisible() and dialog._nothing.isVisible()
    lines = dialog.refused.told.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (201, "Line 1: It has no name.", "and 100 more")


def test_the_same_file_again_has_nothing_new(dialog, desk, qtbot):
    qtbot.keyClicks(dialog.with_whom._line, "Cy")
    dialog.bring_in()
    again = ImportDialog(desk, None, "team.ics", _batch(), lambda: None)
    qtbot.addWidget(again)
    assert [each.split(" | ")[2] for each in _shown(again)[:3]] == ["Here already"] * 3


def test_trouble_in_the_middle_is_told_and_nothing_came(dialog, app, said):
    app.notebook.execute_sql("PRAGMA query_only = 1")
    assert dialog.bring_in() is None
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert "written" in dialog._said.text() and dialog.result() != ImportDialog.DialogCode.Accepted
    assert said.undoable == [] and _names() == ["Ada <b>Lovelace</b>"]
    assert dialog.bring_in() is not None


def test_a_long_file_says_that_it_takes_a_moment(qtbot, desk):
    people = tuple(IncomingPerson(str(each), PersonDraft(f"Person {each}")) for each in range(400))
    dialog = ImportDialog(desk, None, "x.vcf", Batch(Source.VCARD, people=people), lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        dialog._bring.click()
        assert dialog._said.text().startswith("One moment.") and _names() == []
    assert len(_names()) == 400


def test_escape_in_that_moment_keeps_nothing(qtbot, desk):
    people = tuple(IncomingPerson(str(each), PersonDraft(f"Person {each}")) for each in range(400))
    dialog = ImportDialog(desk, None, "x.vcf", Batch(Source.VCARD, people=people), lambda: None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._bring.click()
    dialog.reject()
    dialog._bring_in_if_open()
    assert _names() == [] and dialog.brought is None


def _batch() -> Batch:
    def session(topic: str) -> SessionDraft:
        return SessionDraft(wall_start=WHEN, zone="Europe/Berlin", topic=topic)

    ada = PersonDraft("Ada <b>Lovelace</b>", "ada@b.example", "2")
    return Batch(
        Source.CALENDAR,
        (IncomingPerson("a", ada, place="row 1"), IncomingPerson("b", PersonDraft("Bo"), place="row 2")),
        sessions=(
            IncomingSession("1", session("Prices"), person="b", place="event 1"),
            IncomingSession("2", session("Alone"), place="event 2"),
        ),
        refused=(NotUnderstood("event 3", "It has no date."),),
    )


def _names() -> list[str]:
    return sorted(name for _id, name, _email in outside.people())


def _shown(dialog: ImportDialog) -> list[str]:
    looks = [dialog._look(row) for row in dialog._rows.values()]
    return [f"{look.title} | {look.below} | {look.aside}" for look in looks]
