"""Who is here twice: pairs with the reason, merged field by field or by one key, and taken back by one undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.queries import duplicates, kept, outside
from mentee_app.ui.importing import merge_dialog
from mentee_app.ui.importing.duplicates_dialog import DuplicatesDialog
from mentee_app.ui.importing.merge_dialog import MergeDialog

ADA = PersonDraft("Ada Lovelace", "ada@a.org", "1", notes="Likes tea", closeness=Closeness.CLOSE)
OTHER = PersonDraft("A. Lovelace", "ada@b.org", "", role="Countess", notes="Knows engines")


@pytest.fixture
def ada(desk):
    return desk.people.add(ADA)


@pytest.fixture
def other(desk, ada):
    return desk.people.add(OTHER)


@pytest.fixture
def dialog(qtbot, desk, other):
    dialog = DuplicatesDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def merging(qtbot, desk, ada, other):
    merging = MergeDialog(desk, ada, other, None)
    qtbot.addWidget(merging)
    merging.show()
    return merging


def test_nobody_twice_is_said(qtbot, desk):
    dialog = DuplicatesDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._nobody.isVisible() and not dialog.list.isVisible()
    assert not dialog._both.isEnabled()


def test_each_pair_is_listed_with_the_reason(dialog):
    assert _shown(dialog) == [
        "Ada Lovelace · A. Lovelace | One name has initials where the other has whole words. | 6 fields differ"
    ]
    assert dialog._both.text() == "Look at both…"


def test_the_proposal_is_chosen_and_enter_merges(qtbot, desk, dialog, said):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    merging = dialog._looking
    assert merging.isVisible()
    qtbot.keyClick(merging._merge, Qt.Key.Key_Return)
    assert _people() == ["Ada Lovelace"]
    (person,) = (kept.one(PersonDraft, id).draft for id, _name, _email in outside.people())
    assert (person.email, person.phone, person.role) == ("ada@a.org", "1", "Countess")
    assert person.reach == "ada@b.org" and person.notes == "Likes tea\n\nKnows engines"
    assert dialog._nobody.isVisible() and dialog._said.text() == "“Ada Lovelace” is one person now."
    assert len(said.undoable) == 1


def test_undo_in_the_dialog_makes_them_two_again(qtbot, desk, dialog, said):
    undone = []
    desk.notices.undone.connect(undone.append)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog._looking.merge()
    assert dialog._undo.isVisible()
    dialog._undo.click()
    assert _people() == ["A. Lovelace", "Ada Lovelace"] and len(_shown(dialog)) == 1
    assert undone == [said.undoable[0][1]] and not dialog._undo.isVisible()


def test_two_who_differ_in_nothing_merge_by_one_key(qtbot, desk):
    for _again in range(2):
        desk.people.add(PersonDraft("Bo & Co <b>"))
    dialog = DuplicatesDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert _shown(dialog)[0].endswith("| Nothing differs") and dialog._both.text() == "Merge"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert _people() == ["Bo & Co <b>"]


def test_two_who_are_not_the_same_are_not_shown_again_until_somebody_asks(qtbot, desk, dialog):
    assert not dialog._ask_again.isVisible()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert _shown(dialog) == [] and len(_people()) == 2
    again = DuplicatesDialog(desk, None)
    qtbot.addWidget(again)
    again.show()
    assert _shown(again) == [] and again._ask_again.text() == "Ask again about 1 pair"
    qtbot.mouseClick(again._ask_again, Qt.MouseButton.LeftButton)
    assert len(_shown(again)) == 1 and not again._ask_again.isVisible()
    qtbot.mouseClick(again._undo, Qt.MouseButton.LeftButton)
    assert _shown(again) == [] and again._ask_again.isVisible()


def test_that_they_are_two_is_taken_back_by_undo(qtbot, dialog):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    qtbot.mouseClick(dialog._undo, Qt.MouseButton.LeftButton)
    assert len(_shown(dialog)) == 1 and duplicates.apart() == frozenset() and not dialog._undo.isVisible()


def test_those_who_are_two_stay_so_when_one_goes(qtbot, desk, dialog, ada):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    deed = desk.people.trash(ada.id)
    dialog.reload()
    assert not dialog._ask_again.isVisible()
    desk.deeds.undo(deed)
    dialog.reload()
    assert _shown(dialog) == [] and dialog._ask_again.isVisible()


def test_not_the_same_can_be_said_while_looking_at_both(qtbot, dialog):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog._looking.done(merge_dialog.DIFFERENT)
    assert _shown(dialog) == [] and len(_people()) == 2


def test_enter_on_a_button_does_what_that_button_says(qtbot, dialog, merging):
    button = next(each for each in merging.findChildren(QPushButton) if each.text() == "Not the same person")
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert merging.result() == merge_dialog.DIFFERENT and len(_people()) == 2
    qtbot.keyClick(dialog._close, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_escape_merges_nothing(qtbot, dialog, said):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.keyClick(dialog._looking, Qt.Key.Key_Escape)
    assert dialog.isVisible() and len(_shown(dialog)) == 1 and said.undoable == []


def test_the_two_values_stand_side_by_side(merging):
    texts = {name: [option.text() for option in field.options] for name, field in merging.fields.items()}
    assert texts["name"] == ["Ada Lovelace", "A. Lovelace"]
    assert texts["role"] == ["Empty", "Countess"] and texts["closeness"] == ["Close", "Empty"]
    assert texts["notes"][:2] == ["Likes tea", "Knows engines"] and len(texts["notes"]) == 3
    assert len(texts["email"]) == 2
    assert merging.fields["reach"].value == "ada@b.org"


def test_whose_value_is_whose_stands_over_the_columns_and_in_every_name(merging):
    heads = [head.text() for head in merging.heads]
    assert heads == ["1: Ada Lovelace (ada@a.org)", "2: A. Lovelace (ada@b.org)", "Both together"]
    names = [option.accessibleName() for option in merging.fields["notes"].options]
    assert names[0].startswith("Notes, 1: Ada Lovelace (ada@a.org): Likes tea")
    assert names[1].startswith("Notes, 2: A. Lovelace (ada@b.org): Knows engines")
    assert names[2].startswith("Notes, Both together: ")
    lefts = {option.x() for field in merging.fields.values() for option in field.options}
    assert len(lefts) == 3


def test_lists_and_notes_are_both_together_unless_somebody_chooses_otherwise(qtbot, desk):
    one = PersonDraft("Ada", reach="Signal", how_met="At a talk", notes="Tea")
    two = PersonDraft("Ada", reach="Mail", how_met="At work", notes="Engines")
    dialog = MergeDialog(desk, desk.people.add(one), desk.people.add(two), None)
    qtbot.addWidget(dialog)
    for name in ("reach", "how_met", "notes"):
        chosen = [option.isChecked() for option in dialog.fields[name].options]
        assert chosen == [False, False, True], name
        for said in (getattr(one, name), getattr(two, name)):
            assert dialog.fields[name].value.count(said) == 1


def test_another_side_is_chosen_by_key_and_the_other_email_is_kept(qtbot, merging, ada):
    option = merging.fields["email"].options[1]
    option.setFocus()
    qtbot.keyClick(option, Qt.Key.Key_Return)
    assert [each.isChecked() for each in merging.fields["email"].options] == [False, True]
    assert merging.isVisible()
    qtbot.keyClick(option, Qt.Key.Key_1)
    assert merging.fields["email"].value == "ada@a.org" and merging.fields["reach"].value == "ada@b.org"
    qtbot.keyClick(merging.fields["email"].options[0], Qt.Key.Key_2)
    merging.merge()
    person = kept.one(PersonDraft, ada.id).draft
    assert (person.email, person.reach) == ("ada@b.org", "ada@a.org")


def test_who_stays_can_be_the_other_one(merging, other, ada):
    merging.kept.show_value(other.id)
    merging.merge()
    assert kept.one(PersonDraft, ada.id) is None
    assert kept.one(PersonDraft, other.id).draft.name == "Ada Lovelace"


def test_one_who_was_deleted_meanwhile_is_told(desk, merging, other, said):
    desk.people.trash(other.id)
    assert merging.merge() == 0
    assert merging.isVisible() and "deleted meanwhile" in merging._said.text()
    assert said.undoable == []


def test_trouble_is_told_and_nothing_is_merged(app, merging):
    app.notebook.execute_sql("PRAGMA query_only = 1")
    assert merging.merge() == 0 and merging._said.text()
    app.notebook.execute_sql("PRAGMA query_only = 0")
    assert len(_people()) == 2 and merging.merge()


def _shown(dialog):
    looks = map(dialog._look, dialog._page(list(dialog._pairs)))
    return [f"{look.title} | {look.below} | {look.aside}" for look in looks]


def _people():
    return sorted(name for _id, name, _email in outside.people())
