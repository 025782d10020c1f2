"""The main window as a whole: tabs, places, closing, undo, faults, and a name for everything that takes the focus."""

from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mentee_app import app as application
from mentee_app import gui
from mentee_app.domain.advice import AdviceDraft, Decision
from mentee_app.domain.goals import GoalDraft
from mentee_app.domain.kinds import Kind
from mentee_app.queries import about_me, goals, kept, searching, sessions, today
from mentee_app.queries.found import Found
from mentee_app.storage import rows
from mentee_app.ui.asking.about_me import AboutMeDialog
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.search import content as search_content
from mentee_app.ui.search.rows import Line
from mentee_app.ui.style.theme import Scheme, Theme
from mentee_app.ui.window import remembered, unsaved_message


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
    studio.window.show()
    with qtbot.waitExposed(studio.window):
        pass
    return studio


@pytest.fixture
def full(studio, app, qtbot):
    app.samples.fill(20, today=date.today(), zone="Europe/Berlin")
    return studio


def test_an_empty_notebook_offers_three_ways_to_begin_and_a_door_to_the_network(qtbot, studio):
    words = [button.text() for button in studio.window.tab(0)._empty.buttons]
    assert words[:3] == ["What am I asking for?", "I already have a mentor", "Show me a sample"]
    assert words[3:] == ["Tend my network"] and studio.window.tab(0)._empty.isVisible()
    studio.window.tab(0)._empty.buttons[3].click()
    tab = studio.window.tab_of(Kind.CONTACTS)
    assert tab.isVisible() and tab.editor.person.name.widget.selectedText() == "New person"


def test_the_sample_fills_every_tab_at_once(qtbot, studio):
    qtbot.mouseClick(studio.window.tab(0)._empty.buttons[2], Qt.MouseButton.LeftButton)
    assert sessions.count() == 60
    for kind in (Kind.PEOPLE, Kind.GOALS, Kind.SESSIONS, Kind.REQUESTS):
        studio.window.show_tab(kind)
        tab = studio.window.tab_of(kind)
        assert tab.panel.list.rows.rowCount() > 0 and tab.shown is not None
    assert studio.window.tab(0)._scroll.isVisibleTo(studio.window.tab(0))


def test_a_tab_is_made_when_it_is_first_shown(studio):
    assert list(studio.window._made) == [0]
    studio.window.tabs.setCurrentIndex(2)
    assert list(studio.window._made) == [0, 2]


def test_a_window_that_goes_while_its_letters_change_fits_nothing_any_more(qtbot, app):
    window = gui.Studio(Theme()).window
    window.show()
    with qtbot.waitExposed(window):
        pass
    qtbot.waitUntil(lambda: window._was_painted)
    with qtbot.captureExceptions() as told:
        QApplication.sendEvent(window, QEvent(QEvent.Type.FontChange))
        shiboken6.delete(window)
        qtbot.wait(1)
    assert told == []


def test_a_first_mentor_is_one_click_and_a_name_away(qtbot, studio):
    qtbot.mouseClick(studio.window.tab(0)._empty.buttons[1], Qt.MouseButton.LeftButton)
    tab = studio.window.tab_of(Kind.PEOPLE)
    line = tab.editor.person.name.widget
    assert studio.window.tabs.currentIndex() == 1 and line.selectedText() == line.text() != ""
    qtbot.keyClicks(line, "Ada Lovelace")
    assert tab.flush()
    assert rows.of("SELECT name FROM person") == [("Ada Lovelace",)]


def test_an_emptied_name_is_refused_and_the_last_one_kept(qtbot, full):
    full.window.show_tab(Kind.PEOPLE)
    form = full.window.tab_of(Kind.PEOPLE).editor.person
    before = form.shown.draft.name
    form.name.widget.selectAll()
    qtbot.keyClick(form.name.widget, Qt.Key.Key_Delete)
    assert form.flush()
    assert form.name.problem.isVisible() and "name is needed" in form.name.problem.text()
    assert form.shown.draft.name == before


def test_a_kept_thing_can_be_opened_from_anywhere(full):
    goal = goals.names()[-1].id
    full.window.tab_of(Kind.GOALS).panel.filter.setText("no such goal")
    full.notices.wanted.emit(Place(Kind.GOALS, goal))
    tab = full.window.tab_of(Kind.GOALS)
    assert (tab.shown, tab.panel.list.current) == (goal, goal)


def test_what_was_deleted_comes_back_by_the_bar(qtbot, full):
    full.window.show_tab(Kind.GOALS)
    before = [goal.title for goal in goals.names()]
    full.window.tab_of(Kind.GOALS).delete_shown()
    assert len(goals.names()) == len(before) - 1 and full.window._undo.isVisible()
    full.window.undo_last()
    assert [goal.title for goal in goals.names()] == before and not full.window._undo.isVisible()


def test_what_came_back_is_chosen_so_that_the_next_key_does_not_hit_its_neighbour(qtbot, full):
    for kind in (Kind.GOALS, Kind.PEOPLE, Kind.SESSIONS, Kind.ADVICE, Kind.REQUESTS, Kind.CONTACTS):
        full.window.show_tab(kind)
        tab = full.window.tab_of(kind)
        chosen = tab.panel.list.rows.id_at(1)
        tab.open_one(chosen)
        qtbot.keyClick(tab.panel.list, Qt.Key.Key_Delete)
        assert tab.shown not in (chosen, None)
        qtbot.keyClick(tab.panel.list, Qt.Key.Key_Home)
        full.window.undo_last()
        assert (kind, tab.shown, tab.panel.list.current) == (kind, chosen, chosen)


def test_control_and_a_number_enters_the_page_from_the_tab_bar(qtbot, full):
    bar = full.window.tabs.tabBar()
    full.window.activateWindow()
    bar.setFocus()
    qtbot.waitUntil(bar.hasFocus)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert full.window.tabs.currentIndex() == 1 and bar.hasFocus()
    for number in (3, 3, 4):
        bar.setFocus()
        qtbot.keyClick(full.window, str(number), Qt.KeyboardModifier.ControlModifier)
        tab = full.window.tab(number - 1)
        assert tab.isVisible() and tab.panel.list.hasFocus()
    bar.setFocus()
    full.notices.wanted.emit(Place(Kind.SESSIONS, tab.panel.list.rows.id_at(2)))
    assert tab.panel.list.hasFocus()


def test_the_filter_leads_into_the_list_by_down_enter_and_escape(qtbot, full):
    full.window.activateWindow()
    full.window.show_tab(Kind.PEOPLE)
    tab = full.window.tab_of(Kind.PEOPLE)
    panel = tab.panel
    every = panel.list.rows.rowCount()
    name = tab.editor.title.text()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(full.window, "f", Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(panel.filter.hasFocus)
        panel.filter.setText(name)
        qtbot.keyClick(panel.filter, key)
        assert panel.list.hasFocus() and panel.list.rows.rowCount() < every
        assert panel.list.currentIndex().row() == 0
    tab.focus_filter()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.filter.text() == "" and panel.filter.hasFocus()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.list.hasFocus() and panel.list.rows.rowCount() == every
    tab.focus_filter()
    panel.filter.setText("nobody of that name")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert panel.filter.hasFocus()


def test_home_end_and_pages_move_in_a_list(qtbot, full):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    rows, last = tab.panel.list.rows, tab.panel.list.rows.rowCount() - 1
    went = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        qtbot.keyClick(tab.panel.list, key)
        went.append(rows.row_of(tab.shown))
    assert went[0] == last and 0 < went[1] < last - 1 and went[2] == 0 and 1 < went[3] < last


def _found_commands(studio, typed):
    found = search_content.while_searching(
        searching.read(typed), Found(), studio.menus.commands(), date.today()
    )
    return {line.title: line for line in found if isinstance(line, Line)}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("coverage", "Network: Coverage"),
        ("picture", "Network: Picture"),
        ("questions", "Advice: Questions"),
        ("challenges", "Advice: Challenges"),
        ("export", "A document: history, portfolio…"),
        ("print", "A document: history, portfolio…"),
        ("dark mode", "Dark"),
        ("light", "Light"),
        ("zoom", "Larger"),
        ("check in", "Goals"),
        ("pause", "Mentors"),
    ],
)
def test_the_search_finds_views_and_switches_by_their_words_and_by_others(full, typed, first):
    assert next(iter(_found_commands(full, typed))) == first


def test_a_view_is_gone_to_from_the_search(full, qtbot):
    full.window.activateWindow()
    _found_commands(full, "coverage")["Network: Coverage"].act()
    tab = full.window.tab_of(Kind.CONTACTS)
    assert tab.isVisible() and tab._views[tab.view].table.hasFocus()
    _found_commands(full, "challenges")["Advice: Challenges"].act()
    tab = full.window.tab_of(Kind.ADVICE)
    assert tab.kind is Kind.CHALLENGES and tab.panel.list.hasFocus()


def test_the_colours_are_switched_from_the_search_which_says_what_is_chosen(full):
    full.theme.set_scheme(Scheme.SYSTEM)
    _found_commands(full, "dark")["Dark"].act()
    assert full.theme.scheme is Scheme.DARK
    assert _found_commands(full, "dark")["Dark"].aside == "chosen"
    full.theme.set_scheme(Scheme.SYSTEM)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.GOALS, "check in"),
        (Kind.PEOPLE, "pause"),
        (Kind.PEOPLE, "end well"),
        (Kind.SESSIONS, "use a template"),
        (Kind.ADVICE, "compare"),
        (Kind.CONTACTS, "spoke today"),
    ],
)
def test_what_the_tab_in_front_can_do_is_found_where_it_is_typed(full, kind, typed):
    full.window.show_tab(kind)
    assert any(title.casefold().startswith(typed) for title in _found_commands(full, typed))
    shown = search_content.before([], full.menus.commands(), date.today())
    assert not any(row.title.casefold().startswith(typed) for row in shown if isinstance(row, Line))


def test_a_button_of_the_tab_is_pressed_from_the_search(full):
    full.window.show_tab(Kind.CONTACTS)
    tab = full.window.tab_of(Kind.CONTACTS)
    before = rows.of("SELECT count(*) FROM contact")[0][0]
    _found_commands(full, "spoke")["Spoke today"].act()
    assert rows.of("SELECT count(*) FROM contact")[0][0] == before + 1 and tab.shown is not None


def test_closing_saves_what_is_typed(full, app):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    tab.editor.form.notes.edit.insertPlainText("the last words ")
    assert full.window.close()
    assert rows.of("SELECT count(*) FROM session WHERE notes LIKE 'the last words %'") == [(1,)]
    assert full.remembered().tab == 3


def test_closing_with_unsaved_text_asks_first(full, app, monkeypatch):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    asked = []
    monkeypatch.setattr(unsaved_message, "ask", lambda *words: asked.append(words) or False)
    rows.of(f"PRAGMA max_page_count = {rows.of('PRAGMA page_count')[0][0]}")
    tab.editor.form.notes.edit.insertPlainText("word " * 100_000)
    assert not full.window.close()
    assert full.window.isVisible() and "disk is full" in asked[0][1]
    rows.of("PRAGMA max_page_count = 1000000")
    assert full.window.close()


def test_a_fault_while_closing_keeps_the_window_and_the_text(full, monkeypatch, qtbot):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    monkeypatch.setattr(tab, "flush", lambda: 1 / 0)
    with qtbot.captureExceptions() as caught:
        full.window.close()
    assert len(caught) == 1 and full.window.isVisible()
    monkeypatch.undo()


def test_the_status_line_says_saved_only_after_the_commit(full, app):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    full.window._status.setText("")
    tab.editor.form.notes.edit.insertPlainText("x")
    assert full.window._status.text() == ""
    tab.flush()
    assert full.window._status.text().startswith("Saved ")


def test_zoom_and_colours_are_remembered(full, tmp_path):
    full.zoom(1)
    full.zoom(1)
    full.theme.set_scheme(Scheme.DARK)
    remembered.write(tmp_path, full.remembered())
    again = remembered.read(tmp_path)
    assert (again.zoom, again.colours) == (125, Scheme.DARK)
    full.zoom(0)
    assert full.theme.zoom == 100


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"zoom": "x", "tab": null, "scheme": 3}', "[" * 100_000]
)
def test_an_odd_file_of_window_memories_is_passed_over(tmp_path, content):
    (tmp_path / "window.json").write_text(content)
    assert remembered.read(tmp_path) == remembered.Remembered()


def test_every_shortcut_is_used_once(studio):
    shortcuts = [
        shortcut.toString()
        for menu in studio.window.menuBar().actions()
        for action in menu.menu().actions()
        for shortcut in action.shortcuts()
    ]
    assert len(shortcuts) == len(set(shortcuts)) > 10


def test_everything_that_takes_the_focus_has_a_name(full, qtbot):
    nameless = []
    for index in range(full.window.tabs.count()):
        full.window.tabs.setCurrentIndex(index)
        QApplication.sendPostedEvents()
        nameless += _nameless(full.window)
    full.open_wizard(None)
    full.prepare(sessions.next_planned(0, 1)[0].id)
    for door in ("search", "about-me", "areas", "templates", "trash", "calendar", "everything"):
        full.open(door)
    full.plan()
    dialogs = full.window.findChildren(QDialog)
    assert len(dialogs) >= 9
    for dialog in dialogs:
        nameless += _nameless(dialog)
        dialog.close()
    assert sorted(set(nameless)) == []


def _nameless(root):
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__} of {type(root).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.focusProxy()
        and widget.isVisibleTo(root)
        and widget.window() is root.window()
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or getattr(widget, "text", str)() or getattr(widget, "title", str)())
    ]


def test_the_keyboard_reaches_the_notes_of_a_session(full, qtbot):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    seen = set()
    widget = tab.panel.filter
    for _step in range(60):
        seen.add(widget)
        widget = widget.nextInFocusChain()
        while not (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ):
            widget = widget.nextInFocusChain()
    assert {tab.panel.list, tab.editor.form.notes.edit, tab.editor.items[1].new_line} <= seen


def test_tab_follows_the_eye(full, qtbot):
    full.window.show_tab(Kind.SESSIONS)
    tab = full.window.tab_of(Kind.SESSIONS)
    tab.open_one(tab.panel.list.rows.id_at(tab.panel.list.rows.rowCount() - 1))
    qtbot.wait(50)
    qtbot.keyClick(tab.panel.filter, Qt.Key.Key_Tab)
    seen, widget = [], tab.panel.filter
    while widget not in seen and len(seen) < 400:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    form = tab.editor.form
    order = [tab.panel.filter, tab.panel.list, form._with.widget, form.notes.edit, form.items[1].new_line]
    order += [form.items[3].new_line, form._fields["reflection"].widget]
    places = [seen.index(each) for each in order]
    assert places == sorted(places)


def test_an_idle_window_does_nothing(full, qtbot):
    class Counter(QObject):
        events = 0

        def is_quiet(self):
            """Whether next to nothing was laid out in a moment; a busy machine has first to come to its end."""
            self.events = 0
            QApplication.instance().installEventFilter(self)
            qtbot.wait(120)
            QApplication.instance().removeEventFilter(self)
            return self.events < 20

        def eventFilter(self, _watched, event):
            self.events += event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
            return False

    counter = Counter()
    for index in range(full.window.tabs.count()):
        full.window.tabs.setCurrentIndex(index)
        qtbot.waitUntil(counter.is_quiet)


def test_enter_in_the_list_lets_type_without_replacing(full, qtbot):
    full.window.show_tab(Kind.PEOPLE)
    tab = full.window.tab_of(Kind.PEOPLE)
    before = tab.editor.person.shown.draft.name
    qtbot.keyClick(tab.panel.list, Qt.Key.Key_Return)
    qtbot.keyClicks(tab.editor.person.name.widget, "x")
    tab.flush()
    assert tab.editor.person.shown.draft.name == before + "x"


def test_deciding_on_today_keeps_the_keyboard_where_it_was(full, qtbot):
    tab = full.window.tab(0)
    tab.refresh()
    line = next(line for line in tab._lines if len(line.parts) == 5)
    number = tab._lines.index(line)
    line.parts[1].setFocus()
    before = len(today.undecided_advice(100))
    qtbot.keyClick(line.parts[1], Qt.Key.Key_A)
    assert len(today.undecided_advice(100)) == before - 1
    assert tab._focused() == (number, 1)


def test_what_cannot_be_saved_is_told_until_it_is(full):
    full.window.say("The disk is full.")
    assert full.window._trouble.isVisible() and full.window._trouble.sentence == "The disk is full."
    full.notices.saved.emit()
    assert not full.window._trouble.isVisible()


def test_user_text_is_shown_as_it_is(full, app):
    hostile = '<img src="/etc/passwd"><b>bold</b> a<b & c>d'
    made = app.goals.add(GoalDraft(hostile))
    full.notices.wanted.emit(Place(Kind.GOALS, made.id))
    editor = full.window.tab_of(Kind.GOALS).editor
    assert editor.title.text() == hostile and editor.title.textFormat() is Qt.TextFormat.PlainText
    full.window.tab_of(Kind.GOALS).delete_shown()
    assert hostile[:20] in full.window._undo._sentence.text()
    assert full.window._undo._sentence.textFormat() is Qt.TextFormat.PlainText


def test_an_undo_that_fails_stays_on_offer(full, qtbot):
    full.window.show_tab(Kind.GOALS)
    before = len(goals.names())
    full.window.tab_of(Kind.GOALS).delete_shown()
    rows.of("PRAGMA query_only = 1")
    full.window.undo_last()
    assert full.window._trouble.isVisible() and full.window._undo.isVisible()
    rows.of("PRAGMA query_only = 0")
    full.window.undo_last()
    assert len(goals.names()) == before and not full.window._undo.isVisible()


def test_an_older_undo_does_not_take_back_a_later_decision(full, app):
    advice = today.undecided_advice(1)[0].id
    deed = app.advice.decide(advice, Decision.TAKE, date(2026, 1, 1))
    app.advice.decide(advice, Decision.LEAVE, date(2026, 1, 2))
    assert not app.deeds.undo(deed)
    assert kept.one(AdviceDraft, advice).draft.decision is Decision.LEAVE


def test_about_me_is_saved_as_it_is_typed(full, qtbot):
    full.open("about-me")
    dialog = full.window.findChild(AboutMeDialog)
    dialog.fields[0].widget.clear()
    qtbot.keyClicks(dialog.fields[0].widget, "Maren")
    assert full.window.flush()
    assert about_me.about_me().name == "Maren"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and about_me.about_me().name == "Maren"


def test_today_knows_of_a_first_goal_and_of_a_new_day(studio, app):
    app.goals.add(GoalDraft("First"))
    tab = studio.window.tab(0)
    assert tab._scroll.isVisibleTo(tab)
    tab._shown_on = date(2020, 1, 1)
    tab.look_again()
    assert tab._shown_on == studio.desk.today()


@pytest.mark.parametrize("table", ["session", "person", "advice", "goal"])
def test_damaged_pages_end_in_a_sentence(app, studio, qtbot, table, tmp_path):
    app.samples.fill(30, today=date.today(), zone="Europe/Berlin")
    app.notebook.shrink_journal()
    size, root = (
        rows.of("PRAGMA page_size")[0][0],
        rows.of("SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0][0],
    )
    with app.notebook.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes(range(256)) * (size // 256))
    app.notebook.remember_file()
    rows.of("PRAGMA shrink_memory")
    for index in range(studio.window.tabs.count()):
        studio.window.tabs.setCurrentIndex(index)
        tab = studio.window.tab(index)
        (tab.panel if hasattr(tab, "panel") else tab)._ask(
            (tab.panel if hasattr(tab, "panel") else tab).refresh
        )
    qtbot.waitUntil(lambda: "damaged" in studio.window._trouble.sentence, timeout=3000)
