"""About me: kept as it is typed, and every field really is used where the dialog says so."""

from datetime import datetime

import pytest

from mentee_app.domain import asking, people
from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.asking import Asker
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.relationships import RelationshipDraft
from mentee_app.domain.sessions import SessionDraft, Status
from mentee_app.exports import history
from mentee_app.exports.history import Choice
from mentee_app.queries import about_me
from mentee_app.ui.asking.about_me import AboutMeDialog

_ME = AboutMeDraft(
    name="Maren <b>Okafor</b>",
    does="I look after three libraries.",
    known_for="Quiet places & loud ideas",
    brings="I listen to the end.",
    industry="Public libraries",
    reach="maren@example.org",
)
_TEMPLATE = (
    "Hello,\n\nI am [one line about you]. I bring [what you bring].\n\n[your name and how to reach you]"
)


@pytest.fixture
def dialog(qtbot, desk):
    dialog = AboutMeDialog(desk, None)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitExposed(dialog):
        pass
    return dialog


def _type(dialog):
    for field in dialog.fields:
        field.show_value(getattr(_ME, field.name))
        field.edited.emit()
    assert dialog.flush()


def test_everything_about_me_is_kept_and_shown_again(qtbot, dialog, desk):
    _type(dialog)
    assert about_me.about_me() == _ME
    again = AboutMeDialog(desk, None)
    qtbot.addWidget(again)
    assert AboutMeDraft(**{field.name: field.value() for field in again.fields}) == _ME


def test_each_field_says_where_it_is_used(dialog):
    told = {field.name: field.widget.accessibleDescription() for field in dialog.fields}
    assert set(told) == set(AboutMeDraft.__dataclass_fields__)
    assert [name for name, words in told.items() if "ask message" in words] == [
        "name",
        "does",
        "brings",
        "reach",
    ]
    assert [name for name, words in told.items() if "PDF" in words] == ["name", "known_for"]
    assert [name for name, words in told.items() if "industry" in words] == ["industry"]


def test_the_ask_message_uses_what_the_dialog_says_it_uses(dialog):
    _type(dialog)
    text = asking.message(_TEMPLATE, Asker(about_me.about_me(), {}), None)
    for words in (_ME.name, "I look after three libraries", "I listen to the end", _ME.reach):
        assert words in text
    assert asking.blanks(text, _TEMPLATE) == ()


def test_the_first_page_of_the_pdf_has_the_name_and_what_i_want_to_be_known_for(dialog, desk):
    _type(dialog)
    ada = desk.relationships.start_with(desk.people, PersonDraft(name="Ada"), RelationshipDraft())
    desk.sessions.add(SessionDraft(ada.id, Status.HELD, datetime(2026, 3, 2, 9), "Europe/Berlin", 60))
    document = history.history(Choice(), datetime(2026, 3, 3, 14))
    assert (document.name, document.known_for) == (_ME.name, _ME.known_for)


def test_the_industry_tells_people_of_my_own_from_others(dialog):
    _type(dialog)
    mine = about_me.about_me().industry
    assert people.same_industry(mine, "public  Libraries") is True
    assert people.same_industry(mine, "Boat building") is False


def test_what_came_in_while_the_dialog_is_open_stands_beside_what_is_typed(qtbot, dialog, desk):
    other = AboutMeDialog(desk, None)
    qtbot.addWidget(other)
    for one, name, text in (
        (dialog, "brings", "Patience"),
        (other, "does", "Boats"),
        (other, "brings", "A saw"),
    ):
        field = next(each for each in one.fields if each.name == name)
        field.edit.insertPlainText(text)
    assert dialog.flush() and other.flush()
    now = about_me.about_me()
    assert now.does == "Boats" and now.brings == "Patience\nA saw"
    assert {field.name: field.value() for field in other.fields} == vars(now)
