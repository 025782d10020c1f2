"""The preparation page: what is open with one person, each thing one key from done, and one sheet to print."""

import dataclasses
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from mentee_app import app as application
from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.goals import CheckInDraft, GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.questions import QuestionDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import AgendaItemDraft, SessionDraft, Status
from mentee_app.exports.handing_out import Form
from mentee_app.queries import kept, preparation, questions
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.sessions.preparation import PreparationDialog
from mentee_app.ui.style.plain import PlainLabel

_HOSTILE = "#strong[x] <b>bold</b> $1$ \\u{202e}"


@pytest.fixture
def life(desk):
    """A session tomorrow with Ada, and all that can be open with her; the same with Bea must not show."""
    made = {}
    for name in ("Ada", "Bea"):
        person = desk.people.add(PersonDraft(name=name)).id
        relationship = desk.relationships.add(RelationshipDraft(person=person)).id
        goal = desk.goals.add(GoalDraft(title=f"{name}'s goal", why="Because")).id
        desk.relationships.help_with(relationship, [goal])
        desk.check_ins.add(CheckInDraft(goal, date(2026, 2, 1), 40))
        held = SessionDraft(relationship, Status.HELD, datetime(2026, 2, 3, 16), "Europe/Berlin")
        last = desk.sessions.add(_with_notes(held, f"What {name} said")).id
        desk.agenda.add(AgendaItemDraft(last, f"{name}: not reached"))
        desk.advice.add(AdviceDraft(person, last, f"{name}: wait"))
        used = AdviceDraft(person, last, f"{name}: write", decision=Decision.TAKE, outcome="It helped")
        desk.advice.add(used)
        desk.actions.add(ActionDraft(person, last, text=f"{name}: call", due_on=date(2026, 2, 10)))
        desk.challenges.add(ChallengeDraft(person, last, f"{name}: speak"))
        question = desk.questions.add(QuestionDraft(f"{name}: why?")).id
        desk.questions.wait_for(question, [person])
        planned = SessionDraft(relationship, wall_start=datetime(2026, 3, 4, 16), zone="Europe/Berlin")
        made[name] = (person, desk.sessions.add(planned).id, question, last)
    return made


@pytest.fixture
def page(qtbot, desk, life):
    dialog = PreparationDialog(desk, life["Ada"][1], None)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitExposed(dialog):
        pass
    return dialog


def _with_notes(draft, notes):
    return dataclasses.replace(draft, notes=notes)


def _texts(page):
    return [line._main.whole for line in page.lines]


def test_the_page_holds_what_is_open_with_this_person_and_nobody_else(page):
    said = " ".join(_texts(page))
    for word in ("Ada's goal", "Ada: why?", "Ada: call", "Ada: wait", "Ada: write", "Ada: speak"):
        assert word in said
    assert "Bea" not in said
    assert page._title.text() == "Prepare: Ada"


def test_it_is_never_larger_than_the_screen(desk, life, qtbot):
    application = QApplication.instance()
    desk.theme.apply(application)
    desk.theme.set_zoom(200)
    try:
        page = PreparationDialog(desk, life["Ada"][1], None)
        qtbot.addWidget(page)
        room = page.screen().availableGeometry()
        assert page.width() <= room.width() and page.height() <= room.height()
    finally:
        desk.theme.set_zoom(100)


def test_points_that_were_not_reached_come_along_when_it_opens(page, life):
    found = preparation.of_session(life["Ada"][1])
    assert [(point.text, point.carried_from) for point in found.points] == [
        ("Ada: not reached", date(2026, 2, 3))
    ]
    assert [form.draft().text for form in page.agenda.forms()] == ["Ada: not reached"]


def test_each_line_is_one_key_from_done(qtbot, page, desk, said, life):
    keys = {"Ada: call": "D", "Ada: wait": "T", "Ada: write": "D", "Ada: speak": "A", "Ada: why?": "D"}
    for text, key in keys.items():
        line = next(line for line in page.lines if text in line._main.whole)
        line.parts[0].setFocus()
        qtbot.keyClick(line.parts[0], key)
    assert len(said.undoable) == 5
    left = " ".join(_texts(page))
    assert not [text for text in keys if text in left and text != "Ada: speak"]
    assert questions.waiting_for(life["Ada"][0]) == []


def test_a_question_is_put_on_the_agenda_once(qtbot, page, life):
    line = next(line for line in page.lines if "why?" in line._main.whole)
    line.parts[0].setFocus()
    qtbot.keyClick(line.parts[0], "P")
    assert [point.text for point in preparation.of_session(life["Ada"][1]).points][-1] == "Ada: why?"
    line = next(line for line in page.lines if "why?" in line._main.whole)
    qtbot.keyClick(line.parts[0], "P")
    assert len(preparation.of_session(life["Ada"][1]).points) == 2


def test_what_is_typed_on_the_page_is_kept_when_it_is_left(qtbot, page, life):
    qtbot.keyClicks(page.agenda.new_line, "One more thing")
    page.accept()
    assert [point.text for point in preparation.of_session(life["Ada"][1]).points][-1] == "One more thing"


def test_opening_a_line_leaves_the_page_and_goes_there(qtbot, page, said, life):
    line = next(line for line in page.lines if "call" in line._main.whole)
    qtbot.mouseClick(line.parts[0], Qt.MouseButton.LeftButton)
    assert not page.isVisible()
    place = said.wanted[-1]
    assert isinstance(place, Place) and (place.kind, place.id) == (Kind.SESSIONS, life["Ada"][3])


def test_the_sheet_shows_everything_as_text(qtbot, desk, page, life, tmp_path):
    desk.agenda.add(AgendaItemDraft(life["Ada"][1], _HOSTILE))
    page.foot.saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "sheet.pdf")
    page.foot.save(Form.PDF)
    qtbot.waitUntil(lambda: not page.foot.saver.at_work, timeout=20_000)
    assert "Saved as" in page.foot.said.text()
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    for words in ("Preparation: Ada", "Ada: not reached", "from 3 February 2026", "#strong[x] <b>bold</b>"):
        assert words in text
    assert "Bea" not in text


def test_a_session_that_is_gone_closes_the_page(page, desk, life):
    desk.sessions.trash(life["Ada"][1])
    assert not page.isVisible()
    assert kept.one(SessionDraft, life["Ada"][1]) is None


def test_a_first_session_says_so(qtbot, desk):
    person = desk.people.add(PersonDraft(name="New")).id
    relationship = desk.relationships.add(RelationshipDraft(person=person)).id
    session = desk.sessions.add(
        SessionDraft(relationship, wall_start=datetime(2026, 3, 4, 16), zone="Europe/Berlin")
    )
    dialog = PreparationDialog(desk, session.id, None)
    qtbot.addWidget(dialog)
    assert dialog.lines == [] and preparation.of_session(session.id).last is None


def test_enter_keeps_a_point_and_leaves_the_page_open(qtbot, page, said, life):
    for text in ("First", "Second"):
        qtbot.keyClicks(page.agenda.new_line, text)
        qtbot.keyClick(page.agenda.new_line, Qt.Key.Key_Return)
    assert page.isVisible() and said.wanted == []
    texts = [point.text for point in preparation.of_session(life["Ada"][1]).points]
    assert texts == ["Ada: not reached", "First", "Second"]


def test_enter_on_a_line_opens_it(qtbot, page, said, life):
    line = next(line for line in page.lines if "call" in line._main.whole)
    line.parts[0].setFocus()
    qtbot.keyClick(line.parts[0], Qt.Key.Key_Return)
    assert said.wanted[-1].id == life["Ada"][3] and not page.isVisible()


def test_the_saved_sheet_is_opened_by_one_button(qtbot, page, tmp_path):
    opened = []
    page.foot.open_link = lambda link: not opened.append(link)
    assert not page.foot.open_saved.isVisible()
    page.foot.saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "sheet.pdf")
    page.foot.save(Form.PDF)
    qtbot.waitUntil(lambda: not page.foot.saver.at_work, timeout=20_000)
    page.foot.open_saved.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "sheet.pdf"))]


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_the_page_is_saved_as_text_too(qtbot, page, tmp_path, form):
    page.foot.saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "sheet")
    page.foot.save(form)
    qtbot.waitUntil(lambda: not page.foot.saver.at_work, timeout=20_000)
    text = (tmp_path / f"sheet{form.value}").read_text("utf-8")
    assert "Ada: not reached" in text and "Preparation: Ada" in text and "Bea" not in text


def test_the_page_is_printed_by_the_pdf_program(qtbot, page, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = []
    page.foot.open_link = lambda link: not opened.append(Path(link.toLocalFile()))
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    text = "".join(each.extract_text() for each in PdfReader(opened[0]).pages)
    assert "Ada: not reached" in text and "print from there" in page.foot.said.text()


def test_a_notebook_that_is_open_to_be_read_only_shows_the_page_and_changes_nothing(
    qtbot, tmp_path, app, life, desk
):
    app.notebook.close()
    notebook = tmp_path / "data" / "notebook.mentee"
    before = notebook.read_bytes()
    with application.opened_to_read(tmp_path / "data") as reading:
        services = {
            name: getattr(reading, name) for name in Desk.__dataclass_fields__ if hasattr(reading, name)
        }
        dialog = PreparationDialog(dataclasses.replace(desk, **services), life["Ada"][1], None)
        qtbot.addWidget(dialog)
        dialog.show()
        assert "Ada: call" in " ".join(_texts(dialog)) and dialog.foot.said.text() == ""
        dialog.foot.saver._ask_for_path = lambda _parent, _suggested: str(tmp_path / "sheet.pdf")
        dialog.foot.save(Form.PDF)
        qtbot.waitUntil(lambda: not dialog.foot.saver.at_work, timeout=20_000)
        assert PdfReader(tmp_path / "sheet.pdf").pages
        dialog.accept()
        assert not dialog.isVisible()
    assert notebook.read_bytes() == before


def test_a_page_with_nothing_open_says_so_and_names_the_day_of_the_session_before(qtbot, desk):
    person = desk.people.add(PersonDraft(name="Cy")).id
    relationship = desk.relationships.add(RelationshipDraft(person=person)).id
    made = [
        desk.sessions.add(
            SessionDraft(relationship, status, datetime(2026, month, 4, 16), "Europe/Berlin")
        ).id
        for status, month in ((Status.HELD, 2), (Status.PLANNED, 3))
    ]
    dialog = PreparationDialog(desk, made[1], None)
    qtbot.addWidget(dialog)
    assert _texts(dialog) == ["The session before, Wed 4 Feb"]
    said = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert "Nothing else is open with Cy." in said
