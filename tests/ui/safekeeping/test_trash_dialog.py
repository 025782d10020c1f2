"""The trash on screen: bring back by one key, delete for good only by hand, and many only after a copy."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from mentee_app.domain.goals import GoalDraft
from mentee_app.queries import kept, trash
from mentee_app.storage import ids, tables
from mentee_app.trouble import Trouble, TroubleKind
from mentee_app.ui.safekeeping.trash_dialog import TrashDialog
from mentee_app.ui.widgets import message


@pytest.fixture
def thrown(desk):
    """Two goals in the trash, the first for a hundred days."""
    goals = [desk.goals.add(GoalDraft(title=title)) for title in ("Old <b>goal</b>", "New goal")]
    for goal in goals:
        desk.goals.trash(goal.id)
    then = int((desk.now() - timedelta(days=100)).timestamp() * 1000)
    old = trash.thrown_away()[-1]
    tables.Goal.update(deleted_at=then).where(tables.Goal.id == goals[0].id).execute()
    before = tables.Deed.get_by_id(old.id).before.replace(str(old.at), str(then))
    tables.Deed.update(before=before).where(tables.Deed.id == old.id).execute()
    return goals


@pytest.fixture
def copied():
    """How often the notebook was copied first."""
    return []


@pytest.fixture
def dialog(qtbot, desk, thrown, copied):
    dialog = TrashDialog(desk, None, lambda: copied.append(ids.now_ms()))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _titles():
    return [row.title for row in trash.thrown_away()]


def test_enter_brings_the_chosen_one_back(qtbot, dialog, thrown):
    assert _titles() == ["New goal", "Old <b>goal</b>"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert _titles() == ["Old <b>goal</b>"]
    assert kept.one(GoalDraft, thrown[1].id) is not None
    assert "New goal" in dialog._said.text()


def test_one_is_deleted_for_good_only_after_a_question(dialog, monkeypatch, copied):
    asked = []
    monkeypatch.setattr(message, "ask", lambda *words, **more: bool(asked.append(words)))
    dialog._gone.click()
    assert len(asked) == 1 and len(_titles()) == 2
    monkeypatch.setattr(message, "ask", lambda *words, **more: True)
    dialog._gone.click()
    assert _titles() == ["Old <b>goal</b>"] and copied == []


def test_what_is_old_is_deleted_after_a_copy_and_nothing_else(dialog, monkeypatch, copied):
    monkeypatch.setattr(message, "ask", lambda *words, **more: True)
    dialog._old.click()
    assert _titles() == ["New goal"] and len(copied) == 1
    assert not dialog._old.isVisible()


def test_without_a_copy_nothing_is_deleted(qtbot, desk, thrown, monkeypatch):
    def full():
        raise Trouble(TroubleKind.DISK_FULL, "The disk is full.")

    dialog = TrashDialog(desk, None, full)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(message, "ask", lambda *words, **more: True)
    dialog._old.click()
    assert len(_titles()) == 2 and dialog._said.text() == "The disk is full."
