"""The three views of the Network tab: switched by key, the coverage and its blanks, the picture and its table."""

import dataclasses
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mentee_app import paths
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.areas import AreaDraft, NeedDraft
from mentee_app.domain.kinds import Kind as Noun
from mentee_app.domain.people import Closeness
from mentee_app.domain.relationships import Kind, RelationshipDraft, Status
from mentee_app.queries import about_me
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.network import blank_area, coverage_view
from mentee_app.ui.network.tab import View

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def area(desk):
    return lambda name, position=0: desk.areas.add(AreaDraft(name, position=position)).id


def _table(view):
    """A table as it is read, row by row."""
    model = view.model()
    columns = range(model.columnCount())
    head = [model.headerData(column, Qt.Orientation.Horizontal) or "" for column in columns]
    body = [[model.index(row, column).data() or "" for column in columns] for row in range(model.rowCount())]
    return [" | ".join(row) for row in (head, *body)]


def _start(desk, person, area, kind=Kind.MENTORING, status=Status.ACTIVE):
    desk.relationships.add(RelationshipDraft(person=person, kind=kind, area=area, status=status))


def test_the_views_are_switched_by_key_and_the_chosen_person_stays_chosen(qtbot, tab, person):
    person("Ada")
    bo = person("Bo")
    shown = tab()
    shown.open_one(bo)
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_3, ALT)
    assert shown.view is View.PICTURE and shown.buttons[View.PICTURE].isChecked()
    picture = shown._views[View.PICTURE]
    assert picture.picture.hasFocus() and picture.table.current == bo
    qtbot.keyClick(picture.picture, Qt.Key.Key_2, ALT)
    assert shown.view is View.COVERAGE
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_1, ALT)
    assert shown.view is View.PEOPLE and shown.shown == bo and shown.panel.list.hasFocus()


def test_what_is_typed_is_saved_before_another_view_comes(qtbot, tab, person):
    person("Ada", closeness=Closeness.CLOSE)
    shown = tab()
    name = shown.editor.person._fields["name"]
    name.start_typing(replace=True)
    qtbot.keyClicks(name.widget, "Grace")
    shown.buttons[View.PICTURE].click()
    assert _table(shown._views[View.PICTURE].table)[1].startswith("Grace | Close")


def test_a_new_person_and_the_filter_lead_back_to_the_people(tab, person):
    person("Ada")
    shown = tab()
    shown.show_view(View.PICTURE)
    shown.begin_new()
    assert shown.view is View.PEOPLE and shown.editor.title.text() == "New person"
    shown.show_view(View.COVERAGE)
    shown.focus_filter()
    assert shown.view is View.PEOPLE and shown.panel.filter.hasFocus()


def test_nothing_is_deleted_from_a_view_that_does_not_show_the_person(tab, said, person):
    person("Ada")
    shown = tab()
    shown.show_view(View.PICTURE)
    shown.delete_shown()
    assert said.undoable == []


def test_the_coverage_says_who_covers_what_and_tells_other_industries_apart(desk, tab, person, area):
    boats, bread = area("Boats"), area("Bread", 1)
    area("Books", 2)
    desk.about_me.write(AboutMeDraft(industry="Archives"))
    ada = person("Ada", industry="ARCHIVES ")
    bo, cy = person("Bo", industry="Baking"), person("Cy")
    person("Nobody in particular")
    _start(desk, bo, bread)
    _start(desk, cy, boats, Kind.APPRENTICESHIP)
    _start(desk, cy, bread, status=Status.ENDED)
    desk.people.knows(ada, [boats])
    shown = tab()
    shown.show_view(View.COVERAGE)
    assert _table(shown._views[View.COVERAGE].table) == [
        "Covered by | Bo, other industry | Cy | Ada, same industry",
        "2 people |  | Sponsor | Knows this",
        "2 people | Mentor | Knows this | ",
        "Nobody yet |  |  | ",
    ]


def test_the_keys_begin_at_the_first_blank_which_says_what_is_wanted_and_where_to_look(
    desk, tab, person, area
):
    boats, bread = area("Boats"), area("Bread", 1)
    desk.needs.add(NeedDraft(bread, "Somebody who bakes <b>sourdough</b>"))
    _start(desk, person("Ada"), boats)
    shown = tab()
    shown.show_view(View.COVERAGE)
    view = shown._views[View.COVERAGE]
    assert view.table.hasFocus() and view.table.currentIndex().row() == 1
    assert view.below._title.text() == "Bread: nobody yet"
    assert "Somebody who bakes <b>sourdough</b>" in view.below._needs.text()
    assert view.below.where.content.isVisible()
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    assert view.below._title.text() == "Boats: 1 person" and not view.below.where.content.isVisible()


def test_a_blank_leads_to_the_wizard_and_to_a_new_person(desk, tab, person, area):
    area("Boats")
    person("Ada")
    asked = []
    desk.notices.wizard_wanted.connect(asked.append)
    shown = tab()
    shown.show_view(View.COVERAGE)
    ask, new = shown._views[View.COVERAGE].below.findChildren(
        QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    ask.click()
    assert asked == [None]
    new.click()
    assert shown.view is View.PEOPLE and shown.editor.title.text() == "New person"


def test_choosing_a_person_in_the_coverage_opens_them(qtbot, desk, tab, person, area):
    boats = area("Boats")
    person("Ada")
    bo = person("Bo")
    desk.people.knows(bo, [boats])
    shown = tab()
    shown.show_view(View.COVERAGE)
    table = shown._views[View.COVERAGE].table
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shown.view is View.PEOPLE and shown.shown == bo and shown.panel.list.hasFocus()


def test_a_blank_cell_of_a_person_leads_to_the_areas_they_know(qtbot, desk, tab, person, area):
    boats, bread = area("Boats"), area("Bread", 1)
    ada, bo = person("Ada"), person("Bo")
    desk.people.knows(ada, [bread])
    desk.people.knows(bo, [boats])
    shown = tab()
    for row, id in ((0, ada), (1, bo)):
        shown.show_view(View.COVERAGE)
        view = shown._views[View.COVERAGE]
        column = view._columns.index(id) + 1
        view.table.setCurrentIndex(view.table.model().index(row, column))
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
        assert shown.view is View.PEOPLE and shown.shown == id
        assert shown.editor.person._areas.widget.focusProxy().hasFocus()


def test_the_coverage_follows_what_changes_while_it_is_seen(desk, tab, person, area):
    boats = area("Boats")
    ada = person("Ada")
    shown = tab()
    shown.show_view(View.COVERAGE)
    view = shown._views[View.COVERAGE]
    assert _table(view.table) == ["Covered by", "Nobody yet"]
    desk.people.knows(ada, [boats])
    assert _table(view.table) == ["Covered by | Ada", "1 person | Knows this"]
    assert view.below._title.text() == "Boats: 1 person"


def test_an_industry_of_ones_own_is_asked_for_only_while_it_is_missing(desk, tab, person, area):
    area("Boats")
    shown = tab()
    shown.show_view(View.COVERAGE)
    note = shown._views[View.COVERAGE]._note
    assert "industry" in note.text() and note.isVisible()
    desk.about_me.write(dataclasses.replace(about_me.about_me(), industry="Archives"))
    assert not note.isVisible()


def test_without_areas_the_coverage_says_what_it_is_for(tab, person):
    person("Ada")
    shown = tab()
    shown.show_view(View.COVERAGE)
    view = shown._views[View.COVERAGE]
    assert view._whole.currentWidget() is view._empty


def test_without_areas_the_coverage_leads_to_them_and_to_the_people(tab, desk, said, person):
    ada = person("Ada")
    shown = tab()
    shown.show_view(View.COVERAGE)
    name, choose, ask = shown._views[View.COVERAGE]._empty.buttons
    name.click()
    assert said.wanted == [Place(Noun.AREAS)]
    choose.click()
    assert shown.view is View.PEOPLE and shown.shown == ada
    at = shown.window().focusWidget()
    assert shown.editor.person._new_area.widget.isAncestorOf(at) or shown.editor.person._new_area.widget is at
    assert ask.text() == "What am I asking for?"


def test_without_people_choosing_areas_begins_with_a_person(tab):
    shown = tab()
    shown.show_view(View.COVERAGE)
    shown._views[View.COVERAGE]._empty.buttons[1].click()
    assert shown.view is View.PEOPLE and shown.editor.title.text() == "New person"


def test_no_area_looks_blank_because_somebody_had_no_room_in_the_table(monkeypatch, desk, tab, person, area):
    monkeypatch.setattr(coverage_view, "MOST_COLUMNS", 2)
    boats, bread = area("Boats"), area("Bread", 1)
    for name in ("Ada", "Bo", "Cy"):
        desk.people.knows(person(name), [boats])
    desk.people.knows(person("Zoe"), [bread])
    shown = tab()
    shown.show_view(View.COVERAGE)
    view = shown._views[View.COVERAGE]
    assert _table(view.table)[0] == "Covered by | Ada | Bo | Zoe"
    assert "1 more person stands in the list only" in view._note.text()
    assert view.below._title.text() == "Boats: 3 people"


def test_the_prompts_are_plain_texts_each_with_its_own_id():
    found = json.loads(paths.resource("network/prompts.json").read_text("utf-8"))["places"]
    assert len({entry["id"] for entry in found}) == len(found) >= 6
    assert blank_area.places() == [entry["text"] for entry in found]
    assert all(10 < len(text) < 200 for text in blank_area.places())


def test_the_picture_stands_beside_it_as_a_table(desk, tab, person, area):
    ada = person("Ada", closeness=Closeness.CLOSE)
    bo = person("Bo", closeness=Closeness.DISTANT, introduced_by=ada)
    person("Cy")
    _start(desk, bo, area("Boats"))
    shown = tab()
    shown.show_view(View.PICTURE)
    view = shown._views[View.PICTURE]
    assert _table(view.table) == [
        "Name | Closeness | Area | Introduced by",
        "Ada | Close | No area | –",
        "Bo (mentor) | Distant | Boats | Ada",
        "Cy | Not said | No area | –",
    ]
    assert "3 people around you" in view.picture.spoken and "1 introduction" in view.picture.spoken


def test_the_near_stand_nearer_in_the_picture(tab, person):
    for name, closeness in (("Ada", Closeness.CLOSE), ("Bo", Closeness.KNOWN), ("Cy", Closeness.DISTANT)):
        person(name, closeness=closeness)
    shown = tab()
    shown.show_view(View.PICTURE)
    placed = shown._views[View.PICTURE].picture._placed
    distances = {each.dot.name: each.x**2 + each.y**2 for each in placed}
    assert distances["Ada"] < distances["Bo"] < distances["Cy"]


def test_choosing_in_the_picture_or_in_its_table_opens_the_person(qtbot, tab, person):
    person("Ada")
    bo = person("Bo")
    shown = tab()
    shown.show_view(View.PICTURE)
    view = shown._views[View.PICTURE]
    qtbot.keyClick(view.picture, Qt.Key.Key_End)
    qtbot.keyClick(view.picture, Qt.Key.Key_Return)
    assert shown.view is View.PEOPLE and shown.shown == bo
    shown.show_view(View.PICTURE)
    view.table.choose(None)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert shown.view is View.PEOPLE and shown.editor.title.text() == "Ada"


def test_many_people_stand_in_the_table_and_the_nearest_in_the_picture(tab, person):
    for number in range(80):
        person(f"Person {number:02}")
    shown = tab(900, 560)
    shown.show_view(View.PICTURE)
    view = shown._views[View.PICTURE]
    assert len(_table(view.table)) == 81 and view.picture.left_out > 0
    assert shown.grab().height() == 560


@pytest.mark.parametrize("view", list(View))
def test_everything_that_takes_the_focus_has_a_name(desk, tab, person, area, view):
    area("Boats")
    by = person("Ada", spoke=90, keep_in_touch_days=45)
    shown = tab()
    shown.open_one(person("Bo", introduced_by=by))
    shown.show_view(view)
    nameless = [
        widget
        for widget in shown.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_every_control_of_a_view_is_reached_by_tab(qtbot, tab, person, area):
    area("Boats")
    person("Ada")
    shown = tab()
    for view, wanted in ((View.COVERAGE, "below.where.button"), (View.PICTURE, "table")):
        shown.show_view(view)
        target = shown._views[view]
        for name in wanted.split("."):
            target = getattr(target, name)
        for _step in range(12):
            if target.hasFocus():
                break
            qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
        assert target.hasFocus()
