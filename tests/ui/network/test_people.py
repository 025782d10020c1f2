"""The people of the Network tab: the list and what it says now, the person in place, contacts and introductions."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.contacts import ContactDraft, ContactKind, Direction
from mentee_app.domain.kinds import Kind as Noun
from mentee_app.domain.people import Closeness, PersonDraft
from mentee_app.domain.relationships import Kind, RelationshipDraft, Route, Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.domain.sessions import Status as Held
from mentee_app.queries import areas, kept, people, relationships
from mentee_app.queries.network import Only, Order
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.network.contact_items import MOST_SHOWN
from mentee_app.ui.style import theme
from tests.ui.network.conftest import TODAY, choose, said_by


def _draft(id):
    return kept.one(PersonDraft, id).draft


def _pick(box, panel, value):
    values = next(values for each, values in panel._choices if each is box)
    box.setCurrentIndex(values.index(value))
    box.activated.emit(box.currentIndex())


def _meet(desk, person, ago, status=Held.HELD):
    relationship = desk.relationships.add(RelationshipDraft(person=person, status=Status.ACTIVE))
    day = TODAY - timedelta(days=ago)
    at = datetime(day.year, day.month, day.day, 9)
    desk.sessions.add(SessionDraft(relationship.id, status, at, "Europe/Berlin", 60))


def test_each_row_says_what_matters_now(desk, tab, person):
    person("Ada", spoke=22, keep_in_touch_days=14)
    person("Bo", spoke=22, keep_in_touch_days=14, silenced=True)
    person("Cy", keep_in_touch_days=1)
    _meet(desk, person("Di", spoke=90, keep_in_touch_days=14), -7, Held.PLANNED)
    _meet(desk, person("Ed"), 1)
    assert said_by(tab().panel.list.rows) == [
        "Ada, Be in touch: 3 weeks since you spoke",
        "Bo, 3 weeks since you spoke",
        "Cy, Never met yet",
        "Di, Session on Tue 10 Mar, Mentor",
        "Ed, You spoke yesterday, Mentor",
    ]


def test_what_is_due_stands_in_amber_and_nothing_else_does(tab, person):
    person("Ada", spoke=22, keep_in_touch_days=14)
    person("Bo", spoke=22)
    shown = tab()
    rows = shown.panel.list
    amber = theme.tones().amber
    rows.choose(None)

    def has_amber(row):
        place = rows.visualRect(rows.rows.index(row, 0))
        picture = rows.viewport().grab(QRect(place.topLeft() + QPoint(60, 0), place.size())).toImage()
        near = (QColor(picture.pixel(x, y)) for x in range(picture.width()) for y in range(picture.height()))
        return any(
            abs(c.red() - amber.red()) + abs(c.green() - amber.green()) + abs(c.blue() - amber.blue()) < 60
            for c in near
        )

    assert [has_amber(0), has_amber(1)] == [True, False]


def test_the_list_is_narrowed_and_sorted_by_its_choices(tab, person):
    person("Ada", spoke=3, keep_in_touch_days=14, closeness=Closeness.DISTANT)
    person("Bo", spoke=60, keep_in_touch_days=14, closeness=Closeness.CLOSE)
    panel = tab().panel

    def names():
        return [row.split(",")[0] for row in said_by(panel.list.rows)]

    _pick(panel.order, panel, Order.NEXT)
    assert names() == ["Bo", "Ada"]
    _pick(panel.order, panel, Order.NAME)
    assert names() == ["Ada", "Bo"]
    _pick(panel.only, panel, Only.DUE)
    assert names() == ["Bo"]


def test_every_field_of_a_person_is_kept(tab, person):
    ada = person("Ada")
    shown = tab()
    fields = shown.editor.person._fields
    texts = {
        "name",
        "role",
        "organisation",
        "email",
        "phone",
        "industry",
        "reach",
        "how_met",
        "give_back",
        "notes",
    }
    for name in texts:
        choose(fields[name], f"my {name}")
    choose(fields["closeness"], Closeness.CLOSE)
    choose(fields["keep_in_touch_days"], 91)
    fields["silenced"].tick.click()
    assert shown.flush()
    draft = _draft(ada)
    assert {name: getattr(draft, name) for name in texts} == {name: f"my {name}" for name in texts}
    assert (draft.closeness, draft.keep_in_touch_days, draft.silenced) == (Closeness.CLOSE, 91, True)
    assert shown.editor.title.text() == "my name"


def test_a_number_of_days_of_ones_own_is_kept_and_one_that_cannot_be_is_marked(qtbot, tab, person):
    ada = person("Ada", keep_in_touch_days=45)
    shown = tab()
    field = shown.editor.person._fields["keep_in_touch_days"]
    assert field.own.isVisible() and field.own.text() == "45"
    field.own.setFocus()
    field.own.selectAll()
    qtbot.keyClicks(field.own, "9999")
    assert shown.flush()
    assert _draft(ada).keep_in_touch_days == 45 and field.problem.isVisible()
    field.own.selectAll()
    qtbot.keyClicks(field.own, "60")
    assert shown.flush()
    assert _draft(ada).keep_in_touch_days == 60 and not field.problem.isVisible()


def test_a_usual_interval_is_chosen_by_its_words(tab, person):
    ada = person("Ada", keep_in_touch_days=45)
    field = tab().editor.person._fields["keep_in_touch_days"]
    field.box.setCurrentText("Every half a year")
    field.box.activated.emit(field.box.currentIndex())
    assert _draft(ada).keep_in_touch_days == 182 and not field.own.isVisible()


@pytest.mark.parametrize(
    ("values", "spoke", "said"),
    [
        ({}, 5, "5 days since you spoke."),
        ({"keep_in_touch_days": 30}, None, "Never met yet. You have not met yet, so nothing is due."),
        ({"keep_in_touch_days": 30, "silenced": True}, 90, "3 months since you spoke. Silenced"),
        ({"keep_in_touch_days": 30}, 5, "Next: "),
        ({"keep_in_touch_days": 30}, 90, "Time to be in touch since "),
    ],
)
def test_the_next_day_is_explained_and_amber_only_when_it_has_come(tab, person, values, spoke, said):
    person("Ada", spoke=spoke, **values)
    label = tab().editor.person.touch
    assert said in label.text()
    assert (label.property("role") == "overdue") is said.startswith("Time to be")


def test_a_new_interval_is_explained_at_once(tab, person):
    person("Ada", spoke=40)
    editor = tab().editor
    assert "Time to be" not in editor.person.touch.text()
    choose(editor.person._fields["keep_in_touch_days"], 30)
    assert "Time to be in touch" in editor.person.touch.text()


def test_spoke_today_is_one_key_and_one_undo(qtbot, tab, desk, said, person):
    ada = person("Ada", keep_in_touch_days=14)
    desk.contacts.add(ContactDraft(ada, ContactKind.LETTER, TODAY - timedelta(days=30)))
    shown = tab()
    assert "Time to be in touch" in shown.editor.person.touch.text()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_S, keys)
    newest = people.contacts_of(ada)[0].draft
    assert newest == ContactDraft(ada, ContactKind.LETTER, TODAY, Direction.BOTH)
    assert len(shown.editor.person.contacts.forms()) == 2
    assert said_by(shown.panel.list.rows) == ["Ada, You spoke today"]
    sentence, deed = said.undoable[-1]
    assert sentence == "Spoke with Ada today."
    assert desk.deeds.undo(deed)
    assert len(shown.editor.person.contacts.forms()) == 1
    assert "Time to be in touch" in shown.editor.person.touch.text()


def test_spoke_today_twice_is_one_contact_and_the_focus_is_in_its_note(qtbot, tab, desk, said, person):
    ada = person("Ada")
    heard = []
    desk.notices.said.connect(heard.append)
    shown = tab()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(shown.panel.list, Qt.Key.Key_S, keys)
    note = shown.editor.person.contacts.forms()[0].note.edit
    assert shown.focusWidget() is note and heard == []
    qtbot.waitUntil(lambda: not note.visibleRegion().isEmpty())
    note.insertPlainText("Of boats")
    shown.panel.list.setFocus()
    shown.editor.person.spoke.click()
    assert [each.draft.note for each in people.contacts_of(ada)] == ["Of boats"]
    assert len(said.undoable) == 1 and "noted already" in heard[0]
    assert shown.focusWidget() is shown.editor.person.contacts.forms()[0].note.edit


def test_another_kind_of_contact_today_is_no_twin(tab, desk, person):
    ada = person("Ada")
    desk.contacts.add(ContactDraft(ada, ContactKind.LETTER, TODAY, Direction.GIVEN))
    shown = tab()
    shown.editor.spoke_today()
    assert len(people.contacts_of(ada)) == 2


def test_a_contact_is_added_by_one_line_and_stands_on_top(qtbot, tab, desk, person):
    ada = person("Ada", spoke=9)
    contacts = tab().editor.person.contacts
    contacts.new_line.setFocus()
    qtbot.keyClicks(contacts.new_line, "Lunch by the river")
    qtbot.keyClick(contacts.new_line, Qt.Key.Key_Return)
    found = [(each.draft.held_on, each.draft.note) for each in people.contacts_of(ada)]
    assert found == [(TODAY, "Lunch by the river"), (TODAY - timedelta(days=9), "")]
    places = [contacts._column.indexOf(card) for card in contacts._cards.values()]
    assert contacts._cards[people.contacts_of(ada)[0].id] is contacts._column.itemAt(0).widget()
    assert sorted(places) == [0, 1]


def test_kind_day_and_direction_of_a_contact_are_kept_and_a_day_cannot_be_emptied(tab, person):
    ada = person("Ada", spoke=9)
    shown = tab()
    fields = shown.editor.person.contacts.forms()[0]._fields
    choose(fields["kind"], ContactKind.CALL)
    choose(fields["direction"], Direction.RECEIVED)
    choose(fields["held_on"], date(2026, 2, 2))
    assert shown.flush()
    draft = people.contacts_of(ada)[0].draft
    assert (draft.kind, draft.direction, draft.held_on) == (
        ContactKind.CALL,
        Direction.RECEIVED,
        date(2026, 2, 2),
    )
    assert "4 weeks" in shown.editor.person.touch.text()
    choose(fields["held_on"], None)
    assert fields["held_on"].problem.isVisible()
    assert people.contacts_of(ada)[0].draft.held_on == date(2026, 2, 2)


def test_a_deleted_contact_comes_back_by_undo(tab, desk, said, person):
    ada = person("Ada", spoke=9)
    shown = tab()
    card = next(iter(shown.editor.person.contacts._cards.values()))
    card.findChild(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly).click()
    assert people.contacts_of(ada) == []
    assert desk.deeds.undo(said.undoable[-1][1])
    assert len(people.contacts_of(ada)) == len(shown.editor.person.contacts.forms()) == 1


def test_older_contacts_come_by_a_button_and_go_with_the_person(tab, desk, person):
    ada, _bo = person("Ada"), person("Bo")
    for day in range(MOST_SHOWN + 3):
        desk.contacts.add(ContactDraft(ada, held_on=TODAY - timedelta(days=day)))
    shown = tab()
    contacts = shown.editor.person.contacts
    assert len(contacts.forms()) == MOST_SHOWN and "8" in contacts.older.text()
    contacts.older.click()
    assert len(contacts.forms()) == MOST_SHOWN + 3 and not contacts.older.isVisible()
    shown.open_one(_bo)
    shown.open_one(ada)
    assert len(contacts.forms()) == MOST_SHOWN


def test_areas_they_know_are_chosen_and_a_new_one_is_made_by_its_name(qtbot, tab, desk, person):
    ada = person("Ada")
    boats = desk.areas.add(AreaDraft("Boats")).id
    form = tab().editor.person
    form._areas._actions[boats].trigger()
    assert list(people.areas_of(ada)) == [boats]
    line = form._new_area._box.lineEdit()
    line.setFocus()
    qtbot.keyClicks(line, "Bread")
    form.name.widget.setFocus()
    names = {row.id: row.name for row in areas.all_areas()}
    assert [names[id] for id in people.areas_of(ada)] == ["Boats", "Bread"]
    assert form._areas._button.text() == "Boats, Bread" and line.text() == ""
    form._areas._actions[boats].trigger()
    assert [names[id] for id in people.areas_of(ada)] == ["Bread"]


def test_thanks_are_one_key_with_an_undo_and_only_for_somebody_introduced(tab, desk, said, person):
    priya = person("Priya")
    siobhan = person("Siobhán", introduced_by=priya)
    shown = tab()
    introduced = shown.editor.person.introduced
    assert not introduced.thanked.isVisible()
    shown.open_one(siobhan)
    assert introduced.thanked.isVisible() and introduced.told.isVisible()
    introduced.thanked.click()
    assert _draft(siobhan).introduction_thanked_on == TODAY
    assert not introduced.thanked.isVisible() and introduced.told.isVisible()
    assert said.undoable[-1][0] == "Thanked Priya today."
    introduced.told.click()
    assert _draft(siobhan).introduction_told_on == TODAY
    assert desk.deeds.undo(said.undoable[-1][1])
    assert _draft(siobhan).introduction_told_on is None and introduced.told.isVisible()
    assert _draft(siobhan).introduction_thanked_on == TODAY


def test_somebody_new_can_be_the_introducer_and_nobody_introduces_themselves(qtbot, tab, person):
    ada = person("Ada")
    shown = tab()
    line = shown.editor.person.introduced.by.widget
    line.setFocus()
    qtbot.keyClicks(line, "Grace")
    shown.editor.person.name.widget.setFocus()
    assert people.one(_draft(ada).introduced_by).name == "Grace"
    assert shown.editor.person.introduced.thanked.isVisible()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Ada")
    shown.flush()
    assert shown.editor.person.introduced.by.problem.isVisible()
    assert _draft(ada).introduced_by != ada


def test_whom_they_introduced_is_said_and_opens(tab, person):
    priya = person("Priya")
    siobhan = person("Siobhán", introduced_by=priya, introduction_thanked_on=TODAY)
    shown = tab()
    introductions = shown.editor.introductions
    line = introductions._lines.itemAt(0).widget()
    assert line.whole.startswith("Siobhán · thanked on") and "not told yet" in line.whole
    line.click()
    assert shown.shown == siobhan and not introductions.isVisible()


def test_mentoring_is_started_from_here_and_opens_with_the_mentors(tab, desk, said, person):
    boats = desk.areas.add(AreaDraft("Boats")).id
    ada = person("Ada", introduced_by=person("Bo"))
    desk.people.knows(ada, [boats])
    shown = tab()
    shown.open_one(ada)
    shown.editor.mentoring.start[Kind.APPRENTICESHIP].click()
    made = relationships.of_person(ada)[0].draft
    assert (made.kind, made.area, made.route) == (Kind.APPRENTICESHIP, boats, Route.INTRODUCED)
    assert said.wanted == [Place(Noun.PEOPLE, ada)]
    line = shown.editor.mentoring._lines.itemAt(0).widget()
    assert line.whole == "Apprenticeship · Considering"
    line.click()
    assert said.wanted[1:] == [Place(Noun.PEOPLE, ada)]
    assert "Mentor" in said_by(shown.panel.list.rows)[0]


def test_the_first_person_is_begun_from_the_empty_tab_and_typed_over(qtbot, tab):
    shown = tab()
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(shown.editor.person.name.widget, "Grace")
    assert shown.flush()
    assert [row.name for row in people.suggested("Grace")] == ["Grace"]


def test_a_deleted_person_goes_with_their_contacts_and_comes_back_with_them(tab, desk, said, person):
    ada = person("Ada", spoke=3)
    person("Bo")
    shown = tab()
    shown.open_one(ada)
    shown.delete_shown()
    assert [row.split(",")[0] for row in said_by(shown.panel.list.rows)] == ["Bo"]
    assert people.contacts_of(ada) == []
    assert desk.deeds.undo(said.undoable[-1][1])
    shown.open_one(ada)
    assert shown.shown == ada and len(people.contacts_of(ada)) == 1


def test_hostile_names_stand_as_they_were_written(tab, person):
    name = "<img src=/etc/passwd> A & B " + "مرحبا 佐藤 " * 30
    by = person(name, spoke=90, keep_in_touch_days=7)
    person("Zoe", introduced_by=by)
    shown = tab(900, 560)
    shown.open_one(by)
    assert shown.editor.title.text() == name
    assert said_by(shown.panel.list.rows)[0].startswith("<img src=/etc/passwd> A & B")
    assert shown.grab().width() == 900


def test_a_name_that_several_people_have_makes_no_further_one(qtbot, tab, person):
    ada = person("Ada")
    person("Bo")
    person("Bo")
    shown = tab()
    shown.open_one(ada)
    line = shown.editor.person.introduced.by.widget
    line.setFocus()
    qtbot.keyClicks(line, "Bo")
    line.completer().popup().hide()
    shown.editor.person.name.widget.setFocus()
    assert shown.flush()
    assert people.count() == 3 and _draft(ada).introduced_by is None


def test_an_introducer_in_the_trash_is_not_to_be_thanked(tab, desk, person):
    by = person("Priya")
    siobhan = person("Siobhán", introduced_by=by)
    shown = tab()
    shown.open_one(siobhan)
    assert shown.editor.person.introduced.thanked.isVisible()
    desk.people.trash(by)
    assert not shown.editor.person.introduced.thanked.isVisible()


def test_a_contact_is_gone_to_however_old_it_is(tab, desk, person):
    ada = person("Ada")
    days = range(MOST_SHOWN + 3)
    made = [desk.contacts.add(ContactDraft(ada, held_on=TODAY - timedelta(days=day))).id for day in days]
    shown = tab()
    shown.open_one(ada, made[-1])
    form = shown.editor.person.contacts.forms()[-1]
    assert form.shown.id == made[-1] and form.note.edit.hasFocus()
