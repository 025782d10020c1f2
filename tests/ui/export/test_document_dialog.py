"""The dialog that hands documents out: real pages and words before saving, nothing private by mistake, a way to stop."""

import html
import os
import re
import stat
import tempfile
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from mentee_app.domain.sessions import Status
from mentee_app.exports import arranging, history, sharing
from mentee_app.exports.closure import Whose
from mentee_app.exports.documents import Layout
from mentee_app.exports.handing_out import Form
from mentee_app.queries import goals, relationships, sessions
from mentee_app.storage import rows
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.export import document_saver, printed_copies
from mentee_app.ui.export.document_dialog import DocumentDialog
from mentee_app.ui.export.document_kinds import DocumentKind
from mentee_app.ui.export.page_view import Fit
from mentee_app.ui.widgets import message, save_place

_WORD = re.compile(r"[^\W_]{4,}")


@pytest.fixture
def filled(app):
    app.samples.fill(12, today=date(2026, 3, 3), zone="Europe/Berlin")


@pytest.fixture
def opened(qtbot, desk, filled, tmp_path):
    """Opens the dialog, and waits for what it shows."""

    def make(kind=DocumentKind.HISTORY, **subject):
        ask = partial(_place, tmp_path / "document")
        dialog = DocumentDialog(desk, None, kind, ask_for_path=ask, **subject)
        qtbot.addWidget(dialog)
        dialog.show()
        _settled(qtbot, dialog)
        return dialog

    return make


@pytest.fixture
def dialog(opened):
    return opened()


def _place(path, _parent, _suggested):
    return str(path)


def _settled(qtbot, dialog):
    qtbot.waitUntil(
        lambda: (
            not dialog._settling.isActive()
            and not dialog.preview.busy
            and not dialog.preview.view._settling.isActive()
        ),
        timeout=30_000,
    )


def _saved(qtbot, dialog):
    qtbot.mouseClick(dialog.foot.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=30_000)
    return dialog.foot.said.text()


def _chosen(qtbot, dialog, field, value):
    field.show_value(value)
    field.edited.emit()
    qtbot.waitUntil(lambda: not dialog._settling.isActive(), timeout=5000)


def _ticked(qtbot, dialog, box):
    box.click()
    qtbot.waitUntil(lambda: not dialog._settling.isActive(), timeout=5000)


def _text(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def _secret():
    held = "SELECT reflection FROM session WHERE reflection <> '' AND status = 'held' LIMIT 1"
    return " ".join(rows.of(held)[0][0].split()[:4])


def test_the_preview_shows_the_pages_that_are_saved(qtbot, dialog, tmp_path):
    said = _saved(qtbot, dialog)
    assert str(tmp_path / "document.pdf") in said
    assert len(PdfReader(tmp_path / "document.pdf").pages) == dialog.preview.pages
    assert not dialog.preview.view.picture.isNull()


def test_a_page_is_drawn_dot_for_dot_as_large_as_it_is_shown(qtbot, dialog):
    for zoom in (Fit.PAGE, Fit.WIDTH, 100):
        dialog.preview.view.set_zoom(zoom)
        _settled(qtbot, dialog)
        view = dialog.preview.view
        shown = view._sheet.width() - 2
        assert abs(view.picture.width() - shown * view.devicePixelRatioF()) <= 2


@pytest.mark.parametrize(
    ("key", "page"),
    [(Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_End, -1), (Qt.Key.Key_Home, 1)],
)
def test_pages_are_turned_by_keys(qtbot, dialog, key, page):
    qtbot.keyClick(dialog.preview.view, key)
    _settled(qtbot, dialog)
    wanted = page if page > 0 else dialog.preview.pages
    assert dialog.preview.page == wanted and dialog.preview.bar.number.text() == str(wanted)
    assert dialog.preview.bar.of.text() == f"of {dialog.preview.pages}"
    assert dialog.preview.view.accessibleDescription() == f"Page {wanted} of {dialog.preview.pages}"


def test_enter_in_the_page_number_goes_to_the_page_and_saves_nothing(qtbot, dialog, tmp_path):
    number = dialog.preview.bar.number
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "3")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert dialog.preview.page == 3 and not dialog._saver.at_work and list(tmp_path.glob("*.pdf")) == []
    number.selectAll()
    qtbot.keyClicks(number, "9999")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert dialog.preview.page == dialog.preview.pages and number.text() == str(dialog.preview.pages)


def test_keys_and_the_wheel_with_ctrl_make_the_page_larger_and_smaller(qtbot, dialog):
    view = dialog.preview.view
    view.set_zoom(100)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == 125 and dialog.preview.bar.zoom.currentText() == "125 %"
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == 100
    _wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 125
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom is Fit.PAGE
    for _turn in range(12):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == 300


def test_the_wheel_turns_a_page_that_is_seen_whole(dialog):
    _wheel(dialog.preview.view, -120)
    assert dialog.preview.page == 2


def _wheel(view, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    middle = QPointF(view.rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_an_older_preview_never_comes_after_a_newer_choice(qtbot, dialog):
    pages = dialog.preview.pages
    for layout in (Layout.BY_DATE, Layout.BY_GOAL, Layout.BY_DATE):
        dialog.choices.layout_choice.show_value(layout)
        dialog._on_settled()
    dialog.choices.since.show_value(date(2026, 2, 1))
    dialog._on_settled()
    _settled(qtbot, dialog)
    found = dialog._outlook._choice
    assert found.since == date(2026, 2, 1) and found.layout is Layout.BY_DATE
    assert 0 < dialog.preview.pages < pages


def test_the_private_reflection_is_in_it_only_when_asked_for(qtbot, dialog, tmp_path):
    _saved(qtbot, dialog)
    without = _text(tmp_path / "document.pdf")
    _ticked(qtbot, dialog, dialog.choices.private)
    dialog._saver._ask_for_path = partial(_place, tmp_path / "private.pdf")
    _saved(qtbot, dialog)
    assert _secret() not in without and _secret() in _text(tmp_path / "private.pdf")


def test_that_private_reflections_went_along_is_not_remembered(qtbot, opened):
    first = opened()
    _ticked(qtbot, first, first.choices.private)
    first.reject()
    assert not opened().choices.private.isChecked()


def test_a_copy_to_share_lists_what_stays_and_holds_no_reflection_and_no_name(qtbot, opened, tmp_path):
    dialog = opened(DocumentKind.SHARE)
    assert not dialog.choices.private.isVisible()
    assert "private reflection" in dialog.foot.left_out.text() and dialog.foot.left_out.isVisible()
    _ticked(qtbot, dialog, dialog.choices.initials)
    assert "initials" in dialog.foot.left_out.text()
    _saved(qtbot, dialog)
    text = _text(tmp_path / "document.pdf")
    names = [row.name for row in relationships.all_relationships()]
    assert _secret() not in text and names and not [name for name in names if name in text]


def test_names_are_looked_for_a_few_sessions_at_a_time_and_nothing_is_saved_before_the_last(
    qtbot, opened, tmp_path, monkeypatch
):
    monkeypatch.setattr(history, "_AT_ONCE", 1)
    dialog = opened(DocumentKind.SHARE)
    qtbot.waitUntil(lambda: dialog.foot.save.isEnabled(), timeout=30_000)
    said = []
    monkeypatch.setattr(dialog.preview, "say", said.append)
    dialog.choices.initials.setChecked(True)
    dialog.save()
    assert not dialog.foot.save.isEnabled() and not dialog._saver.at_work
    qtbot.waitUntil(lambda: dialog.foot.save.isEnabled(), timeout=30_000)
    assert len(said) > 4 and all(each.startswith("Looking for names in your texts") for each in said)
    assert not list(tmp_path.glob("document*"))
    assert "A text may still name people otherwise" in dialog.foot.left_out.text()
    dialog.choices.initials.setChecked(False)
    dialog.save()
    dialog.reject()
    assert not dialog._looking_on.isActive() and sharing._finder.cache_info().currsize == 0


def test_one_session_is_in_its_document_alone(qtbot, opened, tmp_path):
    newest = sessions.page(sessions.ids(sessions.Filter(status=Status.HELD)))
    wanted = newest[3]
    other = next(row for row in newest if row.topic not in ("", wanted.topic))
    dialog = opened(DocumentKind.SESSION, session=wanted.id)
    assert dialog.choices.session.value() == wanted.id
    _saved(qtbot, dialog)
    text = _text(tmp_path / "document.pdf")
    assert " ".join(wanted.topic.split()) in text and " ".join(other.topic.split()) not in text


def test_a_session_to_share_has_initials_to_choose_and_no_reflection(qtbot, opened):
    dialog = opened(DocumentKind.SESSION)
    assert dialog.choices.private.isVisible() and not dialog.choices.initials.isVisible()
    dialog.choices.private.click()
    _ticked(qtbot, dialog, dialog.choices.share)
    assert not dialog.choices.private.isVisible() and dialog.choices.initials.isVisible()
    choice = dialog.choices.choice()
    assert choice.share and not choice.with_private


def test_a_mentor_narrows_the_sessions_that_are_offered(qtbot, opened):
    dialog = opened(DocumentKind.SESSION)
    every = dialog.choices.session.box.count()
    person = relationships.all_relationships()[0].person
    _chosen(qtbot, dialog, dialog.choices.person, person)
    assert 0 < dialog.choices.session.box.count() < every
    assert dialog._outlook is not None


def test_the_portfolio_of_a_goal_opens_at_the_goal(qtbot, opened, tmp_path):
    goal = goals.names()[1]
    dialog = opened(DocumentKind.PORTFOLIO, goal=goal.id)
    assert dialog.choices.own_goal.value() == goal.id and "left out" in dialog.foot.left_out.text()
    _saved(qtbot, dialog)
    text = _text(tmp_path / "document.pdf")
    assert " ".join(goal.title.split()) in text and _secret() not in text


def test_the_goal_in_front_is_that_of_the_portfolio_also_where_another_kind_was_shown_first(qtbot, opened):
    first, second, third = [goal.id for goal in goals.names()[:3]]
    opened(DocumentKind.PORTFOLIO, goal=first).reject()
    dialog = opened(DocumentKind.HISTORY, goal=second)
    _chosen(qtbot, dialog, dialog.kind, DocumentKind.PORTFOLIO)
    assert dialog.choices.choice().goal == second
    _chosen(qtbot, dialog, dialog.choices.own_goal, third)
    for kind in (DocumentKind.HISTORY, DocumentKind.PORTFOLIO):
        _chosen(qtbot, dialog, dialog.kind, kind)
    assert dialog.choices.choice().goal == third


def test_a_closure_for_the_mentor_says_what_it_leaves_out(qtbot, opened, tmp_path):
    row = relationships.all_relationships()[-1]
    dialog = opened(DocumentKind.CLOSURE, relationship=row.id)
    mine = dialog.foot.left_out.text()
    _chosen(qtbot, dialog, dialog.choices.whose, Whose.MENTOR)
    assert dialog.foot.left_out.text() != mine and "your reasons" in dialog.foot.left_out.text()
    _saved(qtbot, dialog)
    assert row.name.split()[0] in _text(tmp_path / "document.pdf")


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_every_kind_is_shown_as_words_and_saved_as_what_was_shown(qtbot, opened, tmp_path, kind, form):
    dialog = opened(kind)
    _chosen(qtbot, dialog, dialog.choices.form, form)
    _settled(qtbot, dialog)
    _saved(qtbot, dialog)
    text = (tmp_path / f"document{form.value}").read_text("utf-8")
    shown = dialog.preview.text.toPlainText()
    assert len(text) > 200 and dialog.preview.about_text.isVisible()
    if form is Form.MARKDOWN:
        assert shown.strip() == text.strip()
    else:
        assert "<" not in shown and "browser" in dialog.preview.about_text.text()
        assert set(_WORD.findall(shown)) <= set(_WORD.findall(html.unescape(text)))
    assert not dialog.preview.bar.isVisible() and not dialog.foot.print.isEnabled()


@pytest.fixture
def twice_as_large(desk):
    desk.theme.apply(QApplication.instance())
    desk.theme.set_zoom(200)
    yield
    desk.theme.set_zoom(100)


def test_at_twice_the_size_it_fits_a_small_screen_with_every_button(qtbot, twice_as_large, opened):
    dialog = opened()
    dialog.resize(1024, 700)
    qtbot.waitUntil(lambda: (dialog.width(), dialog.height()) == (1024, 700))
    inside, bar, foot = QRect(QPoint(0, 0), dialog.size()), dialog.preview.bar, dialog.foot
    for part in (foot.save, foot.print, foot.close_button, bar.behind, bar.larger):
        place = QRect(part.mapTo(dialog, QPoint(0, 0)), part.size())
        assert part.isVisible() and inside.contains(place) and part.width() >= part.minimumSizeHint().width()


def test_choices_are_remembered_by_kind(qtbot, opened):
    first = opened(DocumentKind.SHARE)
    _ticked(qtbot, first, first.choices.initials)
    _chosen(qtbot, first, first.choices.layout_choice, Layout.BY_GOAL)
    first.preview.bar.zoom_chosen.emit(150)
    first.reject()
    again = opened(None)
    assert again.kind.value() is DocumentKind.SHARE and again.choices.initials.isChecked()
    assert again.choices.layout_choice.value() is Layout.BY_GOAL and again.preview.view.zoom == 150
    _chosen(qtbot, again, again.kind, DocumentKind.HISTORY)
    assert again.choices.layout_choice.value() is Layout.BY_MENTOR
    assert not again.choices.initials.isVisible() and not again.choices.choice().share


def test_a_remembered_goal_that_is_gone_is_not_asked_for(desk, opened, qtbot):
    goal = goals.names()[0]
    first = opened(DocumentKind.PORTFOLIO, goal=goal.id)
    first.reject()
    desk.goals.trash(goal.id)
    again = opened(DocumentKind.PORTFOLIO)
    assert again.choices.own_goal.value() not in (None, goal.id) and again.foot.save.isEnabled()


def test_it_can_be_left_while_the_last_choices_cannot_be_read(dialog, monkeypatch):
    def refuse(*_words):
        raise Trouble(TroubleKind.IO_ERROR, "The disk does not answer.", None)

    monkeypatch.setattr("mentee_app.queries.preferences.chosen", refuse)
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_an_empty_notebook_says_that_there_is_nothing_to_hand_out(qtbot, desk, kind):
    dialog = DocumentDialog(desk, None, kind)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.preview.sentence.isVisible() and dialog.preview.sentence.text()
    assert not dialog.foot.save.isEnabled() and not dialog.foot.print.isEnabled()


def test_a_choice_that_fits_nothing_says_so_and_cannot_be_saved(qtbot, dialog):
    _chosen(qtbot, dialog, dialog.choices.since, date(2031, 1, 1))
    assert not dialog.foot.save.isEnabled()
    assert "No session matches" in dialog.preview.sentence.text()


def test_an_end_before_the_start_is_marked_and_leaves_nothing_to_save(qtbot, dialog):
    dialog.choices.since.show_value(date(2026, 2, 1))
    _chosen(qtbot, dialog, dialog.choices.until, date(2026, 1, 1))
    assert "before the start" in dialog.choices.until.problem.text()
    dialog.save()
    assert not dialog._saver.at_work and not dialog.foot.save.isEnabled()


def test_a_day_that_is_refused_leaves_nothing_to_save(qtbot, dialog, tmp_path):
    dialog.choices.since.widget.line.setText("2026-02-30")
    dialog.choices.edited.emit()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog._saver.at_work and not dialog.foot.save.isEnabled() and dialog._outlook is None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog._saver.at_work and list(tmp_path.glob("*.pdf")) == []
    dialog.choices.since.widget.line.setText("")
    dialog.choices.edited.emit()
    qtbot.waitUntil(dialog.foot.save.isEnabled, timeout=5000)


def test_a_long_history_is_saved_in_volumes_that_can_be_looked_at(qtbot, opened, tmp_path, monkeypatch):
    monkeypatch.setattr(arranging.volumes, "__defaults__", (5,))
    dialog = opened()
    parts = dialog.foot.parts
    count = parts.box.count()
    assert count > 1 and parts.widget.isVisible() and parts.box.currentText().startswith("Volume 1 of")
    first = dialog.preview.view.picture.toImage()
    _chosen(qtbot, dialog, parts, 1)
    _settled(qtbot, dialog)
    assert dialog.preview.view.picture.toImage() != first
    said = _saved(qtbot, dialog)
    files = sorted(tmp_path.glob("document*.pdf"))
    assert len(files) == count and f"{count} volumes" in said
    topics = {row.topic for row in sessions.page(sessions.ids(sessions.Filter(status=Status.HELD)))}
    text = " ".join(map(_text, files))
    assert len(topics) > 5 and [topic for topic in topics if " ".join(topic.split()) not in text] == []


def test_a_volume_that_is_there_is_replaced_only_when_agreed(qtbot, opened, tmp_path, monkeypatch):
    monkeypatch.setattr(arranging.volumes, "__defaults__", (5,))
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **_named: asked.append(words[2]))
    dialog = opened()
    taken = tmp_path / f"document 2 of {dialog.foot.parts.box.count()}.pdf"
    taken.write_bytes(b"mine")
    dialog.save()
    assert str(taken) in asked[0] and not dialog._saver.at_work and taken.read_bytes() == b"mine"


@pytest.mark.parametrize("answer", [True, False])
def test_a_file_under_the_name_with_the_ending_is_replaced_only_when_agreed(
    qtbot, dialog, tmp_path, monkeypatch, answer
):
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **_named: asked.append(words[2]) or answer)
    path = tmp_path / "document.pdf"
    path.write_bytes(b"mine")
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=20_000)
    assert str(path) in asked[0] and len(asked) == 1
    assert path.read_bytes().startswith(b"%PDF" if answer else b"mine")


def test_a_stop_that_comes_too_late_does_not_say_that_nothing_was_written(qtbot, dialog, tmp_path):
    dialog.save()
    dialog._saver._setting._setting.wait()
    dialog._saver.stop()
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=20_000)
    said = dialog.foot.said.text()  # it goes on where a letter is in no font of the machine
    assert said.startswith(f"Saved as {tmp_path / 'document.pdf'}.") and "Nothing was written" not in said


def test_a_name_with_the_ending_was_asked_about_by_the_system(qtbot, dialog, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **_named: asked.append(words) or False)
    path = tmp_path / "Other.PDF"
    path.write_bytes(b"old")
    dialog._saver._ask_for_path = partial(_place, path)
    dialog.save()
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=20_000)
    assert asked == [] and path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("form", "ending"), [(Form.PDF, "pdf"), (Form.MARKDOWN, "md"), (Form.HTML, "html")])
def test_the_systems_dialog_puts_the_ending_behind_a_name_and_asks_before_replacing(
    qtbot, tmp_path, form, ending
):
    seen = []

    def answer():
        dialog = QApplication.activeModalWidget()
        seen.append((dialog.defaultSuffix(), dialog.acceptMode(), dialog.selectedFiles()))
        assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile("other")
        dialog.done(QFileDialog.DialogCode.Accepted)

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, answer)
    chosen = save_place.asked(
        parent, str(tmp_path / f"My history.{ending}"), document_saver.file_kind("Save", form)
    )
    assert seen == [(ending, QFileDialog.AcceptMode.AcceptSave, [str(tmp_path / f"My history.{ending}")])]
    assert chosen == str(tmp_path / f"other.{ending}")


@pytest.mark.parametrize("form", list(Form))
def test_the_data_folder_is_no_place_for_a_document(qtbot, dialog, app, form):
    _chosen(qtbot, dialog, dialog.choices.form, form)
    notebook = app.folder / "notebook.mentee"
    for place in (app.folder / f"history{form.value}", notebook):
        dialog._saver._ask_for_path = partial(_place, place)
        dialog.save()
        assert "data folder" in dialog.foot.said.text() and not dialog._saver.at_work
    assert notebook.read_bytes().startswith(b"SQLite")


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(dialog, tmp_path):
    dialog._saver._ask_for_path = partial(_place, tmp_path / "none" / "history.pdf")
    dialog.save()
    assert str(tmp_path / "none") in dialog.foot.said.text() and not dialog._saver.at_work


@pytest.mark.parametrize("form", list(Form))
def test_stopping_writes_nothing(qtbot, dialog, tmp_path, form):
    _chosen(qtbot, dialog, dialog.choices.form, form)
    dialog.save()
    assert dialog.foot.stop.isVisible()
    qtbot.mouseClick(dialog.foot.stop, Qt.MouseButton.LeftButton)
    assert "Nothing was written" in dialog.foot.said.text() and dialog.foot.save.isVisible()
    assert list(tmp_path.glob("document*")) == []


def test_leaving_the_save_dialog_does_nothing(dialog, tmp_path):
    dialog._saver._ask_for_path = lambda _parent, _suggested: ""
    dialog.save()
    assert not dialog._saver.at_work and list(tmp_path.glob("*.pdf")) == []


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def _printed(qtbot, dialog, opens=True):
    links = []
    dialog.open_link = lambda link: links.append(Path(link.toLocalFile())) or opens
    qtbot.mouseClick(dialog.foot.print, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog._saver.at_work, timeout=30_000)
    return links[0]


def test_printing_hands_a_private_copy_with_a_name_that_tells_nothing_to_the_pdf_program(
    qtbot, opened, temporary
):
    dialog = opened(DocumentKind.CLOSURE)
    path = _printed(qtbot, dialog)
    assert len(PdfReader(path).pages) == dialog.preview.pages
    assert path.name == "To print.pdf" and "print from there" in dialog.foot.said.text()
    if os.name == "posix":
        modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)]
        assert modes == [0o600, 0o700]


def test_a_copy_that_no_program_opens_is_removed_at_once(qtbot, dialog, temporary):
    path = _printed(qtbot, dialog, opens=False)
    assert not path.exists() and list(temporary.iterdir()) == []
    assert "Save it" in dialog.foot.said.text()


def test_stopping_before_a_copy_is_printed_leaves_no_copy(qtbot, dialog, temporary):
    dialog.print_pages()
    qtbot.mouseClick(dialog.foot.stop, Qt.MouseButton.LeftButton)
    assert list(temporary.rglob("*.pdf")) == []


def test_copies_stay_while_a_program_may_need_them_and_go_afterwards(qtbot, dialog, temporary):
    path = _printed(qtbot, dialog)
    made = path.parent.stat().st_mtime
    other = temporary / "mine.pdf"
    other.write_bytes(b"x")
    printed_copies.remove_left(lambda: made + 30)
    assert path.exists()
    printed_copies.remove_left(lambda: made + 600)
    assert list(temporary.iterdir()) == [other]


def test_copies_go_with_their_window(qtbot, desk, filled, temporary):
    window = QWidget()
    dialog = DocumentDialog(desk, window, DocumentKind.CLOSURE)
    dialog.show()
    _settled(qtbot, dialog)
    path = _printed(qtbot, dialog)
    dialog.done(0)
    assert path.exists()
    old = datetime(2026, 3, 3).timestamp()
    os.utime(path.parent, (old, old))
    window.deleteLater()
    qtbot.waitUntil(lambda: not path.parent.exists(), timeout=5000)


def test_everything_that_is_worked_has_a_name(dialog):
    named = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.focusProxy()
    ]
    assert len(named) > 12
    assert [
        each
        for each in named
        if not each.accessibleName() and not (hasattr(each, "text") and each.text().strip())
    ] == []


def test_the_dialog_is_usable_in_900_by_600(qtbot, dialog):
    dialog.resize(900, 600)
    _settled(qtbot, dialog)
    assert (dialog.width(), dialog.height()) == (900, 600)
    assert dialog.foot.save.isVisible() and dialog.preview.view.width() > 450


def test_a_session_older_than_those_offered_is_there_when_it_is_asked_for(qtbot, opened, desk, monkeypatch):
    from mentee_app.ui.export import document_choices

    monkeypatch.setattr(document_choices, "_OFFERED", 2)
    oldest = sessions.ids(sessions.Filter())[-1]
    dialog = opened(DocumentKind.SESSION, session=oldest)
    assert dialog.choices.session.value() == oldest and dialog.choices.session.box.count() == 3


def test_what_a_copy_with_initials_leaves_out_is_all_in_sight_where_there_is_room(qtbot, opened):
    dialog = opened(DocumentKind.SHARE)
    dialog.resize(1100, 740)
    _ticked(qtbot, dialog, dialog.choices.initials)
    _settled(qtbot, dialog)
    foot = dialog.foot
    foot.left_out.setText("\n".join([foot.left_out.text(), *(f"– {number} more" for number in range(5))]))
    qtbot.waitUntil(lambda: foot._left_area.height() >= foot.left_out.heightForWidth(foot.left_out.width()))
    assert foot._left_area.verticalScrollBar().maximum() == 0
    assert foot._left_area.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_what_is_left_out_is_scrolled_by_keys_where_there_is_no_room(qtbot, opened):
    dialog = opened(DocumentKind.SHARE)
    _ticked(qtbot, dialog, dialog.choices.initials)
    area = dialog.foot._left_area
    dialog.foot.left_out.setText("\n".join(f"– {number} things" for number in range(60)))
    area.fit()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert dialog.choices.parentWidget().height() >= 8 * dialog.choices.fontMetrics().lineSpacing() - 1
