"""A whole notebook on screen: what would become of each noun, what differs, what is refused, and one undo."""

import json
import threading
from functools import partial

import pytest
from PySide6.QtCore import Qt

from mentee_app import app as application
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.exports import everything as written
from mentee_app.imports import everything
from mentee_app.queries import kept, outside
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.importing import everything_dialog, everything_words
from mentee_app.ui.importing.everything_dialog import EverythingDialog
from mentee_app.ui.importing.reading_dialog import ReadingDialog
from mentee_app.ui.widgets.patience import InThread


@pytest.fixture
def content(tmp_path):
    """Another notebook: Ada with a relationship, and Bo."""
    with application.opened(tmp_path / "other") as other:
        ada = other.people.add(PersonDraft("Ada <b>Lovelace</b>", phone="2")).id
        other.people.add(PersonDraft("Bo"))
        other.relationships.add(RelationshipDraft(ada))
        return written.content()


@pytest.fixture
def app(content, tmp_path):
    """The notebook into which it comes; one is open at a time."""
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def opened(qtbot, app, desk, content):
    """Opens the dialog over a file."""

    def opened(content=content, copy_first=lambda: None):
        dialog = EverythingDialog(desk, None, "all.json", everything.parse(content), copy_first)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


def test_what_becomes_of_each_noun_is_told(opened):
    dialog = opened()
    looks = _looks(dialog)
    assert looks["People"] == ("Comes in", "2 new") and looks["Relationships"] == ("Comes in", "1 new")
    total = dialog.foretold.total
    assert dialog._understood.text().startswith(f"{total} of {total} understood.")
    assert dialog._bring.text() == f"Bring {dialog.foretold.changes} in" and dialog._bring.isEnabled()
    assert not dialog.refused.isVisible() and not dialog.differences.isVisible()


def test_enter_brings_all_in_after_a_copy_and_one_undo_takes_it_back(qtbot, desk, said, opened):
    copies = []
    dialog = opened(copy_first=lambda: copies.append(_names()))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert copies == [[]] and not dialog.isVisible()
    assert _names() == ["Ada <b>Lovelace</b>", "Bo"]
    sentence, deed = said.undoable[-1]
    assert sentence.startswith("Came in: ") and desk.deeds.undo(deed)
    assert _names() == []


def test_the_same_file_again_has_nothing_new(opened):
    opened().bring_in()
    again = opened()
    assert again._bring.text() == "Nothing to bring in" and not again._bring.isEnabled()
    assert _looks(again)["People"] == ("Nothing new", "2 here already")


def test_a_value_that_was_changed_on_both_sides_is_told_with_the_one_that_stays(desk, content, opened):
    opened().bring_in()
    id = next(id for id, name, _email in outside.people() if name.startswith("Ada"))
    here = kept.one(PersonDraft, id)
    desk.people.save(here, PersonDraft("Ada <b>Lovelace</b>", phone="1", keep_in_touch_days=30))
    theirs = json.loads(content)
    ada = next(each for each in theirs["people"] if each["name"].startswith("Ada"))
    ada.update(rev=kept.one(PersonDraft, id).rev, keep_in_touch_days=60)
    dialog = opened(json.dumps(theirs).encode())
    assert next(iter(_looks(dialog))) == "People"
    assert _looks(dialog)["People"] == ("Comes in", "1 changed on both sides, both are kept · 1 here already")
    lines = dialog.differences.told.splitlines()
    assert "People: Ada <b>Lovelace</b>. Keep in touch every (days): “30” stays; the file says “60”." in lines
    dialog.bring_in()
    assert kept.one(PersonDraft, id).draft.keep_in_touch_days == 30


def test_what_is_refused_is_told_line_by_line_and_the_rest_can_come(content, opened):
    broken = json.loads(content)
    for each in broken["people"]:
        if each["name"] == "Bo":
            each["closeness"] = "no such thing"
    dialog = opened(json.dumps(broken).encode())
    total = dialog.foretold.total
    assert dialog._understood.text().startswith(f"{total - 1} of {total} understood.")
    assert dialog.refused.isVisible() and dialog.refused.told.startswith("people 2: ")
    dialog.bring_in()
    assert _names() == ["Ada <b>Lovelace</b>"]


def test_escape_keeps_nothing(qtbot, said, opened):
    dialog = opened()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and _names() == [] and said.undoable == []


def test_without_a_copy_nothing_comes_in(opened):
    def full():
        raise Trouble(TroubleKind.DISK_FULL, "There is no room left.")

    dialog = opened(copy_first=full)
    assert dialog.bring_in() is None
    assert dialog._said.text() == "There is no room left." and dialog.isVisible() and _names() == []


def test_trouble_in_the_middle_is_told_and_it_can_be_tried_again(app, opened):
    dialog = opened()
    app.notebook.execute_sql("PRAGMA query_only = 1")
    assert dialog.bring_in() is None and dialog._said.text()
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert _names() == [] and dialog.bring_in() is not None


def test_a_big_file_says_that_it_takes_a_moment(qtbot, monkeypatch, opened):
    monkeypatch.setattr(everything_dialog, "_MANY", 1)
    dialog = opened()
    assert dialog._understood.text().startswith("One moment.") and not dialog._bring.isEnabled()
    qtbot.waitUntil(dialog._bring.isEnabled)
    with qtbot.waitSignal(dialog.accepted):
        dialog._bring.click()
        assert dialog._said.text().startswith("One moment.") and _names() == []
    assert len(_names()) == 2


def test_a_reading_in_a_thread_that_is_stopped_says_nothing(qtbot):
    going_on, told = threading.Event(), []
    waiting = ReadingDialog(None, "all.json", partial(InThread, going_on.wait))
    qtbot.addWidget(waiting)
    waiting.read.connect(told.append)
    waiting.refused.connect(told.append)
    waiting.start()
    qtbot.waitUntil(waiting.isVisible)
    thread = waiting._reading._work._thread
    qtbot.keyClick(waiting, Qt.Key.Key_Escape)
    going_on.set()
    thread.join(10)
    assert not waiting.isVisible() and not waiting._polling.isActive() and told == []


def test_every_noun_has_a_name_of_its_own():
    from mentee_app.domain import everything as file

    names = [everything_words.noun(noun) for noun in file.NOUNS]
    assert len(set(names)) == len(names)
    assert not set(names) & set(file.NOUNS)


def _looks(dialog):
    looks = map(dialog._look, dialog._rows.values())
    return {look.title: (look.aside, look.below) for look in looks}


def _names():
    return sorted(name for _id, name, _email in outside.people())
