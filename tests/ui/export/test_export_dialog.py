"""Files for other programs, from the screen: what stays is said before, the file is read back, choices stand there again."""

import csv
import json
import os
import stat
from datetime import date, datetime

import icalendar
import pytest

from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.series import Rule
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import relationships
from mentee_app.ui.export import export_kinds
from mentee_app.ui.export.export_dialog import ExportDialog


@pytest.fixture
def notebook(desk):
    """Ada, =1+1 by name of her firm, with one session planned."""
    ada = desk.people.add(
        PersonDraft("Ada", email="ada@b.example", organisation="=1+1", notes="Private words")
    )
    relationship = desk.relationships.add(RelationshipDraft(person=ada.id))
    draft = SessionDraft(
        relationship.id, wall_start=datetime(2026, 4, 1, 9, 30), zone="Europe/Berlin", topic="Prices"
    )
    desk.sessions.plan(draft, Rule.ONCE, 1, date(2026, 3, 3))
    return ada


def test_a_calendar_is_saved_with_an_alarm_and_the_choice_stands_there_again(open_dialog, notebook, tmp_path):
    dialog = open_dialog("calendar", tmp_path / "mine")
    assert "Your notes, private reflections" in dialog._stays.text()
    dialog._handout._alarm.show_value(60)
    dialog.save()
    _finish(dialog)
    saved = tmp_path / "mine.ics"
    assert dialog._said.text() == f"Saved as {saved}."
    events = list(icalendar.Calendar.from_ical(saved.read_bytes()).walk("VEVENT"))
    assert [str(event["SUMMARY"]) for event in events] == ["Prices · Ada"]
    assert len(list(events[0].walk("VALARM"))) == 1
    if os.name == "posix":
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert open_dialog("calendar", tmp_path)._handout._alarm.value() == 60


def test_only_the_session_in_front_goes_along_where_that_is_wanted(qtbot, desk, notebook, tmp_path):
    draft = SessionDraft(
        relationships.of_person(notebook.id)[0].id, wall_start=datetime(2026, 5, 4, 9), zone="Europe/Berlin"
    )
    made = desk.sessions.plan(draft, Rule.WEEKLY, 3, date(2026, 3, 3)).sessions
    handout = export_kinds.handout("calendar", made[1])
    dialog = ExportDialog(desk, handout, None, lambda _parent, _suggested: str(tmp_path / "one.ics"))
    qtbot.addWidget(dialog)
    assert [handout._which.box.itemText(n) for n in range(handout._which.box.count())] == [
        "All that are planned",
        "All, also those that were held",
        "Only “the chosen session”, Monday, 11 May 2026",
        "The whole series of “the chosen session”",
    ]
    for which, days in (("one", [11]), ("series", [4])):
        handout._which.show_value(which)
        dialog.save()
        _finish(dialog)
        events = icalendar.Calendar.from_ical((tmp_path / "one.ics").read_bytes()).walk("VEVENT")
        assert [event["DTSTART"].dt.day for event in events] == days


def test_contacts_leave_the_notes_about_people_here_unless_they_are_wanted(open_dialog, notebook, tmp_path):
    dialog = open_dialog("address-book", tmp_path / "all.vcf")
    assert "Your notes about them" in dialog._stays.text()
    dialog.save()
    _finish(dialog)
    assert "Private words" not in (tmp_path / "all.vcf").read_text()
    dialog._handout._boxes["notes"].click()
    assert "Your notes about them" not in dialog._stays.text()


def test_tables_go_into_a_folder_and_hold_no_formula(open_dialog, notebook, tmp_path):
    (tmp_path / "tables").mkdir()
    dialog = open_dialog("tables", tmp_path / "tables")
    dialog.save()
    _finish(dialog)
    rows = list(csv.DictReader((tmp_path / "tables" / "people.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["Organisation"] for row in rows] == ["'=1+1"]
    assert f"tables are in {tmp_path}" in dialog._said.text()


def test_everything_is_one_file_that_says_what_it_is(open_dialog, notebook, tmp_path):
    dialog = open_dialog("everything", tmp_path / "all.json")
    dialog.save()
    _finish(dialog)
    whole = json.loads((tmp_path / "all.json").read_text())
    assert whole["format"] == "mentee-everything" and [each["name"] for each in whole["people"]] == ["Ada"]


def test_a_name_that_is_too_long_for_a_file_is_said_in_words(open_dialog, notebook, tmp_path):
    dialog = open_dialog("calendar", tmp_path / ("long" * 80))
    dialog.save()
    _finish(dialog)
    assert dialog._said.text().endswith(
        "is no name that a file can have here. Choose a shorter or plainer one."
    )


def test_stopping_writes_nothing(open_dialog, notebook, tmp_path):
    dialog = open_dialog("everything", tmp_path / "all.json")
    dialog.save()
    dialog._stop.click()
    assert dialog._said.text() == "Stopped. Nothing was written." and not (tmp_path / "all.json").exists()


def test_a_bug_while_a_file_is_written_is_told_once_and_it_can_be_tried_again(
    qtbot, open_dialog, notebook, tmp_path, monkeypatch
):
    dialog = open_dialog("everything", tmp_path / "all.json")
    with qtbot.captureExceptions() as told, monkeypatch.context() as broken:
        broken.setattr("mentee_app.exports.everything.parts", lambda: iter([1 // 0]))
        dialog.save()
        qtbot.waitUntil(lambda: bool(told))
        qtbot.waitUntil(dialog._save.isEnabled)
    assert [kind for kind, _error, _place in told] == [ZeroDivisionError]
    dialog.save()
    _finish(dialog)
    assert (tmp_path / "all.json").is_file()


def test_a_place_that_cannot_be_is_said_in_words_and_the_dialog_stays(open_dialog, notebook, tmp_path):
    dialog = open_dialog("address-book", tmp_path / "nowhere" / "all.vcf")
    dialog.save()
    _finish(dialog)
    assert "does not exist. Choose another place." in dialog._said.text() and dialog._save.isEnabled()


@pytest.fixture
def open_dialog(qtbot, desk):
    def opened(kind: str, path: object) -> ExportDialog:
        dialog = ExportDialog(desk, export_kinds.handout(kind), None, lambda _parent, _suggested: str(path))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


def _finish(dialog: ExportDialog) -> None:
    while dialog._steps is not None:
        dialog._on_step()
