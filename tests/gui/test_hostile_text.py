"""One hostile text in every field of the window: kept letter by letter, and shown everywhere as what it is."""

import inspect
import json
import re
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenu, QPushButton
from shiboken6 import isValid

from mentee_app import app as application
from mentee_app import gui
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.exports import command, pdf
from mentee_app.exports import preparation as pages
from mentee_app.exports.history import Paper
from mentee_app.queries import preparation, sessions
from mentee_app.storage import rows, tables
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.doors import Doors
from mentee_app.ui.forms.choice_fields import SeveralField
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.style.theme import Theme
from tests.gui.rooms import (
    OTHER_DOORS,
    PLAIN_DOORS,
    READS,
    field_of,
    fields,
    is_a_number,
    rooms,
    settle,
    takes_text,
    type_in,
    typed,
)
from tests.gui.shown import Watch, faults

SEEKS = {"Search and go anywhere", "Add advice: type a word or a name"}
"""Lines that look for what is there."""
MACHINE = re.compile(
    r"\.(status|kind|colour|stage|state|decision|owner|direction|route|rhythm|fit|outcome_kind|verdict|expands"
    r"|subject|wanted|medium|moved_by|zone|rule|wall_start|outcome|page|own_choice|ready|answer|answers|term"
    r"|\w+_on|\w+_at|paused_until|field)$|^(preference|deed|draft)\."
)
"""Columns that hold no word of a person: members of enums, days, zones; and the records of what was done."""
WRITTEN_OUTCOME = "advice.outcome"
"""The one column of that name in which a person writes."""


@pytest.fixture
def canary(tmp_path):
    """A real picture that nobody may open: asked for what was opened, and emptied, by `opened()`."""
    path = tmp_path / "pictures" / "canary.png"
    path.parent.mkdir()
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with Watch(path) as watch:
        yield watch


def hostile(canary: Path, breaks: int = 300) -> str:
    """All of it in one text; lines are broken only where `breaks` is not 0."""
    parts = [
        f'<img src="{canary}"><img src="file://{canary}"><a href="file://{canary}">a link</a>',
        "a<b and c>d <b>bold</b> <table><tr><td> &amp; &lt; <!-- gone? --> <style>*{color:red}</style>",
        "&mnemonic && more &File &",
        "{name} {0} {} %s %1 %n %d [*] $text \\n \\u0041",
        '#panic("x") $a^2$ *bold* _thin_ @nobody #read("/etc/passwd") #import "@preview/a:1.0.0": b',
        f"![x]({canary}) [x](javascript:alert(1)) `code` # head --- ~~gone~~ <javascript:alert(1)>",
        "\u202eover \u2066isolate \u2067right\u2069 \u200f\u200e \u061c",
        "z\u200bz\u200cz\u200dz\ufeffz\u00adz\u00a0z\u2060z",
        "nul\0nul \x01\x08\x1b[31m\x7f\x85 half \ud800 half \udfff \ufffe \U0010ffff",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f44d\U0001f3fd",
        "z" + "\u0300\u0323" * 60,
        "\n" * breaks,
        "W" * 200,
        "the end",
    ]
    return " ".join(parts)


def kept_as(text: str) -> str:
    """What the file holds: NUL and halves of surrogate pairs become U+FFFD, all else stays."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


PIECES = ("<img", "&lt;img", "a<b and", "mnemonic", "<b>bold", "{name}", "#panic")


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def studio(qtbot, app):
    studio = gui.Studio(Theme())
    qtbot.addWidget(studio.window)
    studio.window.restore("", 0)
    studio.furnish(app, lambda: "Europe/Berlin", app.folder)
    studio.window.resize(900, 600)
    studio.window.show()
    with qtbot.waitExposed(studio.window):
        pass
    yield studio
    studio.window.close()


def test_a_hostile_text_in_every_field_is_kept_as_typed_and_shown_as_it_is(studio, app, canary):
    app.samples.fill(12, today=date.today(), zone="Europe/Berlin")
    assert _not_kept(studio, hostile(canary.path)) == SEEKS
    assert _written_columns() - _columns_with("the end") == set()
    _throw_some_away(studio)
    studio.open("back-up")
    wrong, seen = [], []
    for room in rooms(studio):
        seen.append(room.name)
        fields(room.root)
        wrong += [f"{room.name}: {fault}" for fault in faults(room.root, PIECES)]
        assert not room.root.grab().isNull()
    assert len(seen) > 60
    assert sorted(set(wrong)) == []
    assert canary.opened() == 0


def test_what_cannot_be_read_as_a_day_or_number_stays_in_its_field_and_changes_nothing(studio, app, canary):
    app.samples.fill(12, today=date.today(), zone="Europe/Berlin")
    text, before = hostile(canary.path), _columns_with("the end")
    for room in rooms(studio):
        for field in fields(room.root):
            if isValid(field) and field.isVisible() and not is_a_number(field) and field_of(field) in READS:
                field.setFocus()
                type_in(field, text)
                there = typed(field)
                assert not hasattr(room.root, "flush") or isinstance(room.root.flush(), bool)
                assert not isValid(field) or typed(field) in (there, ""), field.accessibleName()
    waiting = {"draft.content"}  # what a dialog cannot keep yet waits there for its next opening
    assert _columns_with("the end") - waiting == before
    assert canary.opened() == 0


def test_a_hostile_text_can_be_looked_for(studio, app, canary, qtbot):
    text = hostile(canary.path, breaks=3)
    made = app.goals.add(GoalDraft(text))
    studio.window.show_tab(Kind.GOALS)
    panel = studio.window.tab_of(Kind.GOALS).panel
    type_in(panel.filter, "mnemonic")
    qtbot.waitUntil(lambda: list(panel.ids()) == [made.id] and panel.list.rows.rowCount() == 1)
    type_in(panel.filter, text)
    studio.open("search")
    (box,) = [each for each in studio.window.findChildren(QDialog) if each.isVisible()]
    type_in(box.line, "javascript")
    qtbot.waitUntil(lambda: "<img" in str(box.list.model().index(1, 0).data()))
    assert not [*faults(box, PIECES), *faults(studio.window, PIECES)]
    type_in(box.line, text)
    qtbot.wait(300)
    box.close()
    qtbot.wait(300)
    assert canary.opened() == 0


@pytest.mark.parametrize(
    "name",
    ["W" * 80, "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 60, "line\n" * 300, "a word " * 150_000],
)
def test_a_long_name_makes_no_bar_and_no_dialog_larger_than_the_window(studio, app, name):
    window = studio.window
    made = app.goals.add(GoalDraft(name))
    studio.notices.wanted.emit(Place(Kind.GOALS, made.id))
    window.remind(f"At 14:00 you have a session with {name}.", 1)
    studio.notices.undoable.emit(f"Held: the session with {name}.", 1)
    settle()
    assert not list(faults(window, PIECES)) and (window.width(), window.height()) == (900, 600)
    window.tab_of(Kind.GOALS).delete_shown()
    settle()
    assert not list(faults(window, PIECES)) and (window.width(), window.height()) == (900, 600)


def test_a_name_of_ampersands_is_cut_between_no_two_of_them_in_a_menu(qtbot):
    field = SeveralField("goals", "Goals", "None")
    qtbot.addWidget(field.widget)
    field.offer([(1, "x" + "&" * 100), (2, "&" * 100)])
    field.show_value((1, 2))
    assert not list(faults(field.widget, ("&",)))
    assert field.value() == (1, 2)


def test_what_turns_the_writing_round_ends_with_the_text_that_it_stands_in():
    assert one_line("\u202eevil \u2066x") == "\u202eevil \u2066x\u202c\u2069\u202c"
    assert one_line("plain & <b>") == "plain & <b>" and one_line("a\n\n b") == "a b"


@pytest.mark.parametrize("place", ["goal title", "session notes"])
def test_a_very_long_text_is_kept_and_shown(studio, app, place):
    app.samples.fill(4, today=date.today(), zone="Europe/Berlin")
    text = "what was said & done <b> " * (
        2_100 if place == "goal title" else 42_000
    )  # Qt takes 45 s for 1 MB in a line
    kind = Kind.GOALS if place == "goal title" else Kind.SESSIONS
    studio.window.show_tab(kind)
    tab = studio.window.tab_of(kind)
    field = tab.editor.form.name.widget if kind is Kind.GOALS else tab.editor.form.notes.edit
    type_in(field, text)
    there = typed(field)
    assert tab.flush() and len(there) == len(text)
    column = ("goal", "title") if kind is Kind.GOALS else ("session", "notes")
    assert rows.of(f"SELECT count(*) FROM {column[0]} WHERE {column[1]} = ?", there) == [(1,)]
    for index in range(studio.window.tabs.count()):
        studio.window.tabs.setCurrentIndex(index)
        settle()
        assert not list(faults(studio.window, ("<b> what",)))


@pytest.mark.parametrize("which", ["history", "preparation"])
def test_a_pdf_holds_a_hostile_text_as_it_is_and_no_link_out_of_it(app, tmp_path, canary, which):
    app.samples.fill(4, today=date.today(), zone="Europe/Berlin")
    text = kept_as(hostile(canary.path, breaks=3))
    for table, column in (name.split(".") for name in sorted(_written_columns())):
        rows.of(f"UPDATE {table} SET {column} = ?", text) if table != "preference" else None
    path = tmp_path / "out.pdf"
    if which == "history":
        command.save_history(path, command.choice(with_private=True), datetime.now())
    else:
        session = sessions.next_planned(0, 1)[0]
        sheet = pages.template_input(preparation.of_session(session.id), date.today(), "en", Paper.A4)
        setting = pdf.preparation_pdf(sheet, path)
        setting.start()
        setting.wait()
    read = pypdf.PdfReader(path)
    words = "".join(" ".join(page.extract_text() for page in read.pages).split())
    for piece in (
        "<img",
        "a<band c>d",
        "&amp;&lt;",
        "&mnemonic&&more",
        "{name}{0}",
        '#panic("x")$a^2$*bold*',
        "#read(",
    ):
        assert piece.replace(" ", "") in words, piece
    assert "root:" not in words
    links = [
        str(each.get_object()["/A"].get("/URI", ""))
        for page in read.pages
        for each in page.get("/Annots", [])
        if "/A" in each.get_object()
    ]
    assert [link for link in links if link] == []
    assert not [image for page in read.pages for image in page.images]
    assert canary.opened() == 0


def test_the_walk_goes_through_every_door():
    names = set(re.findall(r'^ +"([a-z-]+)": ', inspect.getsource(Doors.open), re.M))
    assert names == OTHER_DOORS | set(PLAIN_DOORS)


def test_a_bare_label_would_have_opened_the_picture(qtbot, canary):
    """The proof that the watch and the finder of faults see what they should."""
    bare = QLabel(f'<img src="{canary.path}">')
    qtbot.addWidget(bare)
    bare.grab()
    assert canary.opened() > 0
    assert [fault for fault in faults(bare, PIECES) if "not plain" in fault]
    button = QPushButton("one & two <img", bare)
    button.setToolTip("<img> & more")
    menu = QMenu("&mnemonic", bare)
    menu.addAction("&mnemonic")
    bare.setWindowTitle("{name}[*]\nsecond line")
    told = " ".join(faults(bare, PIECES))
    for what in (
        "button: a mnemonic",
        "a shortcut out",
        "guesses about",
        "action: a mnemonic",
        "[*]",
        "one line",
    ):
        assert what in told, what


def _not_kept(studio, text):
    """Type into every field of every room; the names of those whose text is not in the file once all is saved."""
    number, lost = 0, set()
    for room in rooms(studio):
        put = {}
        for field in fields(room.root):
            if not takes_text(field) or field.accessibleName() == "Filter":
                continue
            number += 1
            mark = f"\u00ab{number}\u00bb"
            name = field.accessibleName()
            field.setFocus()
            type_in(field, f"{mark} {text}")
            put[mark] = (name, typed(field))
            _finish(field)
        for widget in (room.root, studio.window):
            assert getattr(widget, "flush", lambda: True)(), room.name
        _press(room.root)
        there = _cells(put)
        lost |= {name for mark, (name, what) in put.items() if not {what, kept_as(what)} & set(there[mark])}
    return lost


def _finish(field):
    """Press Enter where that is what keeps a line."""
    if isinstance(field, QLineEdit) and field_of(field) in ("", "PersonField"):
        QTest.keyClick(field, Qt.Key.Key_Return)


def _press(root):
    """Press what keeps a dialog."""
    for name in ("keep_button", "accept_button"):
        button = getattr(root, name, None)
        if button is not None and button.isEnabled():
            button.click()
            settle()


def _cells(marks):
    """For each mark, every text in the file that has it."""
    found = {mark: [] for mark in marks}
    for table in tables.ALL:
        names = ", ".join(field.column_name for field in table._meta.sorted_fields)
        for row in rows.of(f"SELECT {names} FROM {table._meta.table_name}"):
            for cell in _texts_in(row):
                mark = cell[: cell.index("\u00bb") + 1]
                if mark in found:
                    found[mark].append(cell)
    return found


def _texts_in(row):
    """The marked texts in a row, and in what a row keeps as JSON."""
    for cell in row:
        if isinstance(cell, str) and cell.startswith("\u00ab"):
            yield cell
        elif isinstance(cell, str) and cell.startswith("{"):
            yield from _texts_in(json.loads(cell).values())
        elif isinstance(cell, dict):
            yield from _texts_in(cell.values())


def _written_columns():
    """Every column in which a person writes, as "table.column"."""
    every = {
        f"{table._meta.table_name}.{field.column_name}"
        for table in tables.ALL
        for field in table._meta.sorted_fields
        if field.field_type == "TEXT"
    }
    persons = {name for name in every if not MACHINE.search(name) and not name.startswith("outside_id.")}
    return persons | {WRITTEN_OUTCOME}


def _columns_with(text):
    found = set()
    for table in tables.ALL:
        for field in table._meta.sorted_fields:
            sql = f"SELECT 1 FROM {table._meta.table_name} WHERE instr(CAST({field.column_name} AS TEXT), ?) LIMIT 1"
            if rows.of(sql, text):
                found.add(f"{table._meta.table_name}.{field.column_name}")
    return found


def _throw_some_away(studio):
    for kind in (Kind.GOALS, Kind.SESSIONS, Kind.PEOPLE):
        studio.window.show_tab(kind)
        studio.window.tab_of(kind).delete_shown()
