"""What cannot be saved where it was typed is set aside and found on Today; rows change, doors open, the window closes."""

import dataclasses
import sys
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from mentee_app import app as application
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.areas import AreaDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.relationships import Status as RelationshipStatus
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft, Status
from mentee_app.domain.templates import TemplateDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.queries import earlier, kept, questions, unfinished
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.areas.dialog import AreasDialog
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.fields import LineField, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme
from mentee_app.ui.today.set_aside_dialog import SetAsideDialog
from mentee_app.ui.widgets import message
from mentee_app.ui.window import unsaved_message
from mentee_app.ui.window.safety import Safety
from mentee_app.ui.window.unsaved_message import UnsavedMessage

_DAY = date(2026, 3, 1)
_TYPED = "words that nobody else has"


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def studio(qtbot, app, monkeypatch):
    from mentee_app.ui import studio as module

    monkeypatch.setattr(module, "_AFTER_START_MS", 10_000_000)
    monkeypatch.setattr(message, "ask", lambda *_words, **_named: True)
    monkeypatch.setattr(unsaved_message, "ask", lambda *_words: True)
    made = Studio(Theme(), lambda: datetime(2026, 3, 3, 12))
    qtbot.addWidget(made.window)
    made.window.restore("", 0)
    made.furnish(app, lambda: "Europe/Berlin", app.folder)
    made.window.show()
    with qtbot.waitExposed(made.window):
        pass
    return made


@pytest.fixture
def ada(app):
    person = app.people.add(PersonDraft(name="Ada"))
    return app.relationships.add(RelationshipDraft(person=person.id, status=RelationshipStatus.ACTIVE))


def _session(app, ada, day, topic=""):
    wall = datetime(2026, 3, day, 10)
    return app.sessions.add(SessionDraft(ada.id, Status.HELD, wall, "UTC", topic=topic)).id


def _of(app, ada, noun):
    """A thing of this kind: its service, its id, and where it is shown."""
    person, session = ada.draft.person, _session(app, ada, 2)
    there = Place(Kind.SESSIONS, session)
    makers = {
        "session": lambda: (app.sessions, session, there),
        "point": lambda: (app.agenda, app.agenda.add(AgendaItemDraft(session, "Point")).id, there),
        "advice of a session": lambda: (
            app.advice,
            app.advice.add(AdviceDraft(person, session, "Read")).id,
            there,
        ),
        "advice": lambda: _at(app.advice, AdviceDraft(person, None, "Read", given_on=_DAY), Kind.ADVICE),
        "challenge": lambda: _at(app.challenges, ChallengeDraft(person, None, "Run"), Kind.CHALLENGES),
        "question": lambda: _at(app.questions, QuestionDraft("How much?"), Kind.QUESTIONS),
        "goal": lambda: _at(app.goals, GoalDraft(title="Price my work"), Kind.GOALS),
        "mentor": lambda: (app.people, person, Place(Kind.PEOPLE, person)),
        "relationship": lambda: (app.relationships, ada.id, Place(Kind.PEOPLE, person)),
        "person": lambda: _at(app.people, PersonDraft(name="Zoe"), Kind.CONTACTS),
        "area": lambda: _at(app.areas, AreaDraft("Career"), Kind.AREAS),
        "template": lambda: _at(app.templates, TemplateDraft("Mine", "One"), Kind.TEMPLATES),
    }
    return makers[noun]()


def _at(service, draft, kind):
    id = service.add(draft).id
    return service, id, Place(kind, id)


def _form_of(studio, id):
    forms = [each for each in studio.window.findChildren(Form) if each.shown and each.shown.id == id]
    return next((each for each in forms if each.isVisible()), forms[0])


def _typed_into(form):
    field = next(each for each in form._fields.values() if isinstance(each, TextField | LineField))
    if isinstance(field, TextField):
        field.edit.insertPlainText(_TYPED)
    else:
        field.widget.setText(_TYPED)
    return field


def _set_aside():
    return [part.text for _id, each in unfinished.set_aside() for part in each.parts]


_NOUNS = (
    "session",
    "point",
    "advice of a session",
    "advice",
    "challenge",
    "question",
    "goal",
    "mentor",
    "relationship",
    "person",
    "area",
    "template",
)


@pytest.mark.parametrize("noun", _NOUNS)
def test_what_is_typed_into_something_that_was_deleted_elsewhere_is_set_aside_and_holds_nothing(
    studio, app, ada, noun
):
    service, id, place = _of(app, ada, noun)
    studio.go(place)
    form = _form_of(studio, id)
    _typed_into(form)
    service.trash(id)
    assert studio.window.flush()
    assert any(_TYPED in text for text in _set_aside())
    assert form.shown is None or form.shown.id != id
    studio.open("trash")
    assert "TrashDialog" in [type(each).__name__ for each in studio.window.findChildren(QDialog)]
    assert studio.window.close()


def test_deleting_what_is_shown_and_filtered_leaves_the_page_of_nothing(studio, app, ada, qtbot):
    wanted, other = _session(app, ada, 1, "Prices"), _session(app, ada, 2, "Courage")
    studio.go(Place(Kind.SESSIONS, wanted))
    tab = studio.window.tab_of(Kind.SESSIONS)
    tab.panel.filter.setText("Prices")
    tab.panel.refresh()
    tab.editor.form.notes.edit.setFocus()
    tab.delete_shown()
    assert tab.shown is None and not tab.editor.isVisible()
    assert not tab.editor.isAncestorOf(studio.window.focusWidget())
    tab.panel.clear_filter()
    assert tab.shown == other


@pytest.mark.parametrize("by", ["its mentor", "an undo of an import", "a merge", "for good"])
def test_a_session_and_a_person_that_go_by_another_deed_give_back_the_words(studio, app, ada, by):
    zoe = app.people.add(PersonDraft(name="Zoe"))
    if by in ("a merge", "an undo of an import"):
        studio.go(Place(Kind.CONTACTS, zoe.id))
        _typed_into(_form_of(studio, zoe.id))
        if by == "a merge":
            keep = kept.one(PersonDraft, ada.draft.person)
            app.people.merge(keep, zoe.id, keep.draft)
        else:
            app.people.trash(zoe.id)
    else:
        session = _session(app, ada, 2)
        studio.go(Place(Kind.SESSIONS, session))
        studio.window.tab_of(Kind.SESSIONS).editor.form.notes.edit.insertPlainText(_TYPED)
        deed = app.people.trash(ada.draft.person)
        if by == "for good":
            app.deeds.delete_for_good([deed])
    assert studio.window.flush() and any(_TYPED in text for text in _set_aside())


def test_words_that_were_set_aside_are_put_back_once_the_deletion_is_undone(studio, app, ada, qtbot):
    session = _session(app, ada, 1)
    base = kept.one(SessionDraft, session)
    app.sessions.save(base, dataclasses.replace(base.draft, notes="before"))
    studio.go(Place(Kind.SESSIONS, session))
    studio.window.tab_of(Kind.SESSIONS).editor.form.notes.edit.appendPlainText(_TYPED)
    deed = app.sessions.trash(session)
    assert studio.window.flush()
    ((id, aside),) = unfinished.set_aside()
    assert aside.title.startswith("Notes of the session with Ada, ") and "March" in aside.title
    studio.window.enter(0)
    today = studio.window.tab(0)
    line = next(each for each in today._lines if each.parts[0].whole == aside.title)
    gone = SetAsideDialog(studio.desk, id, aside, studio.window)
    assert not gone.back.isVisibleTo(gone)
    assert app.deeds.undo(deed)
    line.parts[0].click()
    dialog = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, SetAsideDialog) and each.isVisible()
    )
    dialog.back.click()
    assert kept.one(SessionDraft, session).draft.notes == f"before\n{_TYPED}"
    assert unfinished.set_aside() == []


def test_what_cannot_be_put_back_as_it_is_written_waits_on_and_says_why(studio, app, ada):
    session = _session(app, ada, 1)
    aside = SetAside(
        "Time zone", (Part("Time zone", "no-such-zone", "zone", "UTC"),), "SessionDraft", session
    )
    app.sessions.set_aside(aside)
    ((id, kept_aside),) = unfinished.set_aside()
    dialog = SetAsideDialog(studio.desk, id, kept_aside, studio.window)
    dialog.back.click()
    assert "cannot be kept there as it is written" in dialog._said.text() and dialog.result() == 0
    app.sessions.trash(session)
    dialog.back.click()
    assert "deleted again" in dialog._said.text()
    assert unfinished.set_aside() == [(id, aside)]


def test_what_was_put_away_comes_back_by_the_undo(studio, app, ada):
    session = _session(app, ada, 1)
    studio.go(Place(Kind.SESSIONS, session))
    studio.window.tab_of(Kind.SESSIONS).editor.form.notes.edit.insertPlainText(_TYPED)
    app.sessions.trash(session)
    studio.window.flush()
    ((id, aside),) = unfinished.set_aside()
    SetAsideDialog(studio.desk, id, aside, studio.window).away.click()
    assert unfinished.set_aside() == []
    studio.window.undo_last()
    assert unfinished.set_aside() == [(id, aside)]


def _full(*_words, **_named):
    raise Trouble(TroubleKind.DISK_FULL, "The disk is full.", None)


def _mistaken(*_words, **_named):
    raise ZeroDivisionError


@pytest.mark.parametrize("refuse", [_full, _mistaken])
def test_a_save_that_fails_for_ever_holds_no_row_and_no_door(studio, app, ada, monkeypatch, qtbot, refuse):
    ids = [_session(app, ada, day) for day in (1, 2)]
    studio.go(Place(Kind.SESSIONS, ids[0]))
    tab = studio.window.tab_of(Kind.SESSIONS)
    with monkeypatch.context() as lasting, qtbot.captureExceptions():
        lasting.setattr(app.sessions, "save", refuse)
        lasting.setattr(app.sessions, "set_aside", _full)
        tab.editor.form.notes.edit.insertPlainText(_TYPED)
        for door in ("trash", "restore", "tables", "areas"):
            before = len(studio.window.findChildren(QDialog))
            studio.open(door)
            assert len(studio.window.findChildren(QDialog)) == before + 1, door
        assert tab.editor.form.notes.value() == _TYPED
        studio.go(Place(Kind.SESSIONS, ids[1]))
        assert tab.shown == ids[1] and tab.editor.form.notes.value() == ""
        assert not studio.window.flush()
    assert studio.window.flush() and kept.one(SessionDraft, ids[0]).draft.notes == _TYPED


def test_a_new_name_that_cannot_be_kept_holds_no_row(studio, app, ada, monkeypatch):
    zoe, eve = (app.people.add(PersonDraft(name=name)).id for name in ("Zoe", "Eve"))
    studio.go(Place(Kind.CONTACTS, zoe))
    tab = studio.window.tab_of(Kind.CONTACTS)
    with monkeypatch.context() as lasting:
        lasting.setattr(app.people, "add", _full)
        lasting.setattr(app.people, "save", _full)
        lasting.setattr(app.sessions, "set_aside", _full)
        tab.editor.person._fields["introduced_by"].widget.setText("Marta Newcomer")
        studio.go(Place(Kind.CONTACTS, eve))
        assert tab.shown == eve and "disk is full" in studio.window._trouble.sentence
    assert studio.window.flush() and _set_aside() == ["Marta Newcomer"]


def test_a_window_that_cannot_save_offers_to_keep_the_words_in_a_file(
    studio, app, ada, monkeypatch, tmp_path
):
    ids = [_session(app, ada, day) for day in (1, 2)]
    asked = []
    monkeypatch.setattr(unsaved_message, "ask", lambda *words: asked.append(words) or False)
    studio.go(Place(Kind.SESSIONS, ids[0]))
    tab = studio.window.tab_of(Kind.SESSIONS)
    with monkeypatch.context() as lasting:
        lasting.setattr(app.sessions, "save", _full)
        lasting.setattr(app.sessions, "set_aside", _full)
        tab.editor.form.notes.edit.insertPlainText("the first")
        studio.go(Place(Kind.SESSIONS, ids[1]))
        tab.editor.form.notes.edit.insertPlainText("the second")
        assert not studio.window.close()
        dialog = UnsavedMessage(*asked[0])
        dialog.keep_in(tmp_path / "nowhere" / "words.txt")
        assert not dialog.result() and "does not exist" in dialog.text.text()
        dialog.keep_in(tmp_path / "words.txt")
        assert dialog.result() == QDialog.DialogCode.Accepted
    written = (tmp_path / "words.txt").read_text("utf-8")
    assert "the first" in written and "the second" in written and "session with Ada" in written


def test_a_deed_on_what_vanished_ends_in_a_calm_sentence_and_a_fresh_screen(qapp, studio, app, ada):
    goal = app.goals.add(GoalDraft(title="Price my work")).id
    studio.go(Place(Kind.GOALS, goal))
    safety = Safety(qapp, studio.window)
    try:
        safety._feed = studio.feed
        try:
            app.contacts.current(goal)
        except Exception:
            sys.excepthook(*sys.exc_info())
    finally:
        safety.release()
    said = studio.window._trouble.sentence
    assert "deleted meanwhile" in said and "mistake" not in said


def test_a_contact_that_vanished_while_it_is_typed_in_is_set_aside(studio, app, ada):
    zoe = app.people.add(PersonDraft(name="Zoe"))
    contact = app.contacts.add(ContactDraft(zoe.id, held_on=_DAY, note="x")).id
    studio.go(Place(Kind.CONTACTS, zoe.id))
    _typed_into(_form_of(studio, contact))
    app.people.trash(zoe.id)
    assert studio.window.flush() and any(_TYPED in text for text in _set_aside())


@pytest.mark.parametrize("by", ["another row", "another tab's door", "the window is closed", "it goes"])
@pytest.mark.parametrize(
    ("noun", "field", "typed"),
    [
        ("goal", "target_on", "31.2.2026 or so"),
        ("relationship", "started_on", "in spring"),
        ("session", "minutes", "an hour"),
        ("session", "zone", "Atlantis/Poseidonis"),
        ("person", "keep_in_touch_days", "now and then"),
    ],
)
def test_what_stands_in_a_field_that_cannot_be_kept_is_set_aside_when_it_is_left(
    studio, app, ada, by, noun, field, typed
):
    other = _of(app, ada, noun)[1]
    if noun == "relationship":
        other = app.people.add(PersonDraft(name="Other")).id
        app.relationships.add(RelationshipDraft(person=other, status=RelationshipStatus.ACTIVE))
    service, id, place = _of(app, ada, noun)
    studio.go(place)
    form = _form_of(studio, id)
    form._fields[field].stand(typed)
    form._fields[field].edited.emit()
    assert studio.window.flush() and _set_aside() == []
    if by == "another row":
        studio.go(Place(place.kind, other))
    elif by == "the window is closed":
        assert studio.window.close()
    elif by == "it goes":
        service.trash(id)
        studio.window.tab_of(place.kind).panel.refresh()
    else:
        studio.window.tab_of(place.kind).open_one(place.id)
    assert [each for each in _set_aside() if typed in each] == [_set_aside()[0]]


def test_an_end_that_is_refused_for_its_start_holds_no_other_field_back(studio, app, ada):
    base = kept.one(RelationshipDraft, ada.id)
    ended = dataclasses.replace(base.draft, started_on=date(2026, 1, 1), planned_end_on=date(2026, 2, 1))
    app.relationships.save(base, ended)
    studio.go(Place(Kind.PEOPLE, ada.draft.person))
    form = _form_of(studio, ada.id)
    form._fields["purpose"].edit.insertPlainText(_TYPED)
    form._fields["started_on"].stand("2026-05-05")
    form._fields["started_on"].edited.emit()
    assert studio.window.flush()
    now = kept.one(RelationshipDraft, ada.id).draft
    assert now.purpose == _TYPED and now.started_on == date(2026, 1, 1)
    assert form._fields["planned_end_on"].problem.isVisibleTo(form)
    assert studio.window.close() and _set_aside() == ["2026-05-05"]


def test_an_area_whose_name_cannot_be_kept_is_set_aside(studio, app, ada, monkeypatch):
    _service, _id, place = _of(app, ada, "goal")
    other = app.goals.add(GoalDraft(title="Other")).id
    studio.go(place)
    form = studio.window.tab_of(Kind.GOALS).editor.form
    with monkeypatch.context() as lasting:
        lasting.setattr(app.areas, "named", _full)
        form.area.widget.setEditText("Beekeeping")
        studio.go(Place(Kind.GOALS, other))
    assert studio.window.tab_of(Kind.GOALS).shown == other
    assert studio.window.flush() and _set_aside() == ["Beekeeping"]


def test_somebody_to_ask_who_was_typed_by_no_key_is_kept_or_set_aside(studio, app, ada, monkeypatch):
    one, other = (app.questions.add(QuestionDraft(text)).id for text in ("How much?", "How often?"))
    studio.go(Place(Kind.QUESTIONS, one))
    who = studio.window.tab_of(Kind.ADVICE).editor.form.who
    who.person.widget.setText("Zoe")
    assert studio.window.flush() and who.person.typed == ""
    assert [each.name for each in questions.people_of(one)] == ["Zoe"]
    with monkeypatch.context() as lasting:
        lasting.setattr(app.people, "add", _full)
        who.person.widget.setText("Quentin")
        studio.go(Place(Kind.QUESTIONS, other))
    assert _set_aside() == ["Quentin"] and who.person.typed == ""
    assert studio.window.close() and questions.people_of(other) == []


def test_what_stands_in_a_flawed_field_is_set_aside_when_another_hand_fills_it(studio, app, ada):
    service, id, place = _of(app, ada, "goal")
    studio.go(place)
    form = _form_of(studio, id)
    form._fields["target_on"].stand("soon")
    form._fields["target_on"].edited.emit()
    assert studio.window.flush() and _set_aside() == []
    now = service.current(id)
    service.save(now, dataclasses.replace(now.draft, title="Other words"))
    assert _set_aside() == [] and form._fields["target_on"].standing() == "soon"
    now = service.current(id)
    service.save(now, dataclasses.replace(now.draft, target_on=date(2026, 9, 1)))
    assert _set_aside() == ["soon"] and form._fields["target_on"].value() == date(2026, 9, 1)
    assert studio.window.close() and _set_aside() == ["soon"]


@pytest.mark.parametrize("noun", ["session", "goal", "person", "advice", "challenge", "point", "area"])
def test_a_mistake_of_ours_in_a_save_keeps_nobody_from_deleting(studio, app, ada, monkeypatch, qtbot, noun):
    service, id, place = _of(app, ada, noun)
    studio.go(place)
    form = _form_of(studio, id)
    with monkeypatch.context() as lasting, qtbot.captureExceptions():
        lasting.setattr(service, "save", _mistaken)
        _typed_into(form)
        if noun == "point":
            form.parent().remove_wanted.emit(form)
        else:
            _front(studio, noun).delete_shown()
        assert kept.one(service.draft_type, id) is None
        assert any(_TYPED in text for text in _set_aside())


@pytest.mark.parametrize("noun", ["goal", "person", "advice", "challenge", "area"])
def test_a_mistake_of_ours_in_a_save_keeps_nobody_from_beginning(studio, app, ada, monkeypatch, qtbot, noun):
    service, id, place = _of(app, ada, noun)
    studio.go(place)
    form = _form_of(studio, id)
    with monkeypatch.context() as lasting, qtbot.captureExceptions():
        lasting.setattr(service, "save", _mistaken)
        _typed_into(form)
        if noun == "area":
            _front(studio, noun)._begin("Another")
        else:
            studio.go(Place(place.kind))
        assert form.shown is None or form.shown.id != id
        assert any(_TYPED in text for text in _set_aside())


def _front(studio, noun):
    """What is worked in: the tab in front, or the dialog."""
    if noun == "area":
        return next(each for each in studio.window.findChildren(AreasDialog) if each.isVisible())
    return studio.window.tab(studio.window.tabs.currentIndex())


def test_held_words_never_take_the_place_of_what_was_typed_after_them(studio, app, ada, monkeypatch):
    id = app.goals.add(GoalDraft(title="Price my work", why="Because of the rent.")).id
    held = SetAside("Why", (Part("Why", "Because of rent.", "why", "Because of the rent."),), "GoalDraft", id)
    with monkeypatch.context() as lasting:
        lasting.setattr(app.goals, "save", _full)
        studio.notices.set_aside.emit(held)
    now = app.goals.current(id)
    app.goals.save(now, dataclasses.replace(now.draft, why="Because of my savings.\nAnd for fun."))
    assert studio.window.flush()
    assert kept.one(GoalDraft, id).draft.why == "Because of my savings.\nAnd for fun."
    assert "Because of rent." in [each.text for each in earlier.versions(id, "why")]


def test_a_window_whose_words_could_be_set_aside_closes_unasked(studio, app, ada, monkeypatch, qtbot):
    asked = []
    monkeypatch.setattr(unsaved_message, "ask", lambda *words: asked.append(words) or False)
    _service, id, place = _of(app, ada, "session")
    studio.go(place)
    with qtbot.captureExceptions():
        monkeypatch.setattr(app.sessions, "save", _mistaken)
        _typed_into(_form_of(studio, id))
        assert studio.window.close()
    assert not asked and any(_TYPED in text for text in _set_aside())
