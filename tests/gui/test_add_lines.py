"""Whatever listens to a change may save all that is typed: a line for something new makes one of it, never two."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QLineEdit

from mentee_app import app as application
from mentee_app.domain.kinds import Kind
from mentee_app.domain.people import PersonDraft
from mentee_app.queries import kept
from mentee_app.storage import rows
from mentee_app.ui.areas.dialog import AreasDialog
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms.choice_fields import AreaField
from mentee_app.ui.forms.fields import LineField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.items import ItemList
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.studio import Studio
from mentee_app.ui.style.theme import Theme

_TODAY = date(2026, 3, 3)
_TYPED = "Words by nobody's keys"
_TABS = (Kind.PEOPLE, Kind.GOALS, Kind.SESSIONS, Kind.CONTACTS)


@pytest.fixture
def app(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(60, today=_TODAY, zone="UTC")
        yield opened


@pytest.fixture
def studio(qtbot, app, monkeypatch):
    from mentee_app.ui import studio as module

    monkeypatch.setattr(module, "_AFTER_START_MS", 10_000_000)
    made = Studio(Theme(), lambda: datetime(2026, 3, 3, 12))
    qtbot.addWidget(made.window)
    made.window.restore("", 0)
    made.furnish(app, lambda: "UTC", app.folder)
    made.window.show()
    with qtbot.waitExposed(made.window):
        pass
    return made


class _Flushing:
    """Saves everything each time something is told, as a list does that shows another row."""

    def __init__(self, studio):
        self.told = 0
        self._studio = studio
        studio.feed.changed.connect(self._on_changed)

    def _on_changed(self, _change):
        self.told += 1
        assert self.told < 40, "it goes round and round"
        self._studio.window.flush()


def _made(text):
    """How many living rows of any table say this."""
    count = 0
    for table in kept.TABLES.values():
        columns = [
            each.column_name for each in table._meta.sorted_fields if type(each).__name__ == "TextField"
        ]
        said = " OR ".join(f"{name} = ?" for name in columns)
        sql = f"SELECT count(*) FROM {table._meta.table_name} WHERE deleted_at IS NULL AND ({said})"
        count += rows.of(sql, *[text] * len(columns))[0][0]
    return count


@pytest.mark.parametrize("by", ["flush", "another tab", "the list"])
@pytest.mark.parametrize("kind", _TABS, ids=lambda kind: kind.value)
def test_every_line_of_the_window_makes_one_of_what_no_key_typed(studio, app, kind, by):
    studio.window.show_tab(kind)
    tab = studio.window.tab_of(kind)
    lists = [each for each in tab.findChildren(ItemList) if each._owner is not None]
    assert lists
    flushing = _Flushing(studio)
    for number, each in enumerate(lists):
        text = f"{_TYPED} {number}"
        each.new_line.setText(text)
        flushing.told = 0
        if by == "flush":
            studio.window.flush()
        elif by == "another tab":
            studio.window.enter(0)
            studio.window.flush()
        else:
            tab.panel.refresh()
            studio.window.flush()
        assert _made(text) == 1, (type(each._kind.service).__name__, _made(text))


def test_text_in_a_line_is_kept_once_when_the_list_is_filtered_from_code(studio, app, qtbot):
    studio.window.show_tab(Kind.SESSIONS)
    tab = studio.window.tab_of(Kind.SESSIONS)
    for each in tab.editor.items:
        each.new_line.setText(_TYPED)
    tab.panel.filter.setText("qqqzzz")
    tab.panel._on_filter_left()
    assert studio.window.flush() and _made(_TYPED) == len(tab.editor.items)
    assert tab.panel.list.rows.rowCount() == 0


def test_the_add_lines_of_areas_make_one_each(studio, app):
    dialog = AreasDialog(studio.desk, studio.window)
    dialog.open()
    _Flushing(studio)
    lists = dialog.findChildren(ItemList)
    assert lists
    for each in lists:
        each.new_line.setText(_TYPED)
        assert dialog.flush() and _made(_TYPED) == 1
    before = rows.of("SELECT count(*) FROM area WHERE deleted_at IS NULL")[0][0]
    dialog._begin("New area")
    assert rows.of("SELECT count(*) FROM area WHERE deleted_at IS NULL") == [(before + 1,)]


@pytest.mark.parametrize("kind", [Kind.ADVICE, Kind.CHALLENGES], ids=lambda kind: kind.value)
def test_something_new_of_a_mentor_is_kept_once_while_the_list_changes(studio, app, kind):
    studio.go(Place(kind))
    form = studio.window.tab_of(Kind.ADVICE).editor.form
    _Flushing(studio)
    form.text.edit.insertPlainText(_TYPED)
    studio.window.tab_of(Kind.ADVICE).panel.refresh()
    assert studio.window.flush() and _made(_TYPED) == 1
    tab = studio.window.tab_of(Kind.ADVICE)
    assert kept.one(tab.editor.draft_type, tab.shown).draft.text == _TYPED


def test_a_name_that_is_new_makes_one_person_and_one_area_in_the_row_where_it_was_typed(studio, app):
    studio.window.show_tab(Kind.CONTACTS)
    tab = studio.window.tab_of(Kind.CONTACTS)
    person = tab.shown
    field = tab.editor.person._fields["introduced_by"]
    assert isinstance(field, PersonField)
    flushing = _Flushing(studio)
    field.widget.setText("Marta Newcomer")
    assert studio.window.flush()
    (made,) = rows.of("SELECT id FROM person WHERE name = 'Marta Newcomer'")
    assert kept.one(PersonDraft, person).draft.introduced_by == made[0]
    flushing.told = 0
    studio.window.show_tab(Kind.GOALS)
    goals = studio.window.tab_of(Kind.GOALS)
    area = goals.editor.form.area
    assert isinstance(area, AreaField)
    area.widget.setEditText("Beekeeping")
    assert studio.window.flush()
    assert rows.of("SELECT count(*) FROM area WHERE name = 'Beekeeping'") == [(1,)]


def test_a_form_that_saves_while_others_save_it_too_writes_once(studio, app):
    studio.window.show_tab(Kind.GOALS)
    tab = studio.window.tab_of(Kind.GOALS)
    form = tab.editor.form
    _Flushing(studio)
    rev = form.shown.rev
    field = next(each for each in form._fields.values() if isinstance(each, LineField))
    field.widget.setText(_TYPED)
    assert studio.window.flush() and form.shown.rev == rev + 1


def test_what_listens_sees_the_maker_as_it_is_afterwards(studio, app):
    studio.window.show_tab(Kind.SESSIONS)
    agenda = studio.window.tab_of(Kind.SESSIONS).editor.form.agenda
    seen = []
    studio.feed.changed.connect(lambda _change: seen.append((agenda._autosave.pending, agenda._new is None)))
    agenda.new_line.setText(_TYPED)
    agenda.flush()
    assert seen and (True, True) not in seen


def test_a_line_that_is_refused_keeps_its_text_and_makes_nothing(studio, app, monkeypatch):
    from mentee_app.trouble import Trouble, TroubleKind

    def full(*_words, **_named):
        raise Trouble(TroubleKind.DISK_FULL, "The disk is full.", None)

    studio.window.show_tab(Kind.SESSIONS)
    agenda = studio.window.tab_of(Kind.SESSIONS).editor.form.agenda
    with monkeypatch.context() as lasting:
        lasting.setattr(app.agenda, "add", full)
        agenda.new_line.setText(_TYPED)
        assert not agenda.flush() and agenda.new_line.text() == _TYPED and _made(_TYPED) == 0
    assert agenda.flush() and _made(_TYPED) == 1


def test_every_line_of_every_form_notices_text_that_no_key_typed(studio, app):
    for kind in _TABS:
        studio.window.show_tab(kind)
        studio.window.tab_of(kind)
    forms = [each for each in studio.window.findChildren(Form) if each.shown]
    for form in forms:
        for field in form._fields.values():
            line = field.widget if isinstance(field.widget, QLineEdit) else None
            if line is None or line.isReadOnly():
                continue
            form._autosave.done()
            line.setText(line.text() + "7")
            assert form._autosave.pending, (type(form).__name__, field.name)
            line.show_text(line.text()[:-1])
            form._autosave.done()
