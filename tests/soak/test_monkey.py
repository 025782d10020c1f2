"""The monkey at the real window: a short seed runs clean, and what is planted in the program is found."""

import json
import os

import pytest

from tests.soak import monkey

if os.name != "posix":
    pytest.skip("kill -9", allow_module_level=True)

_IN_THE_WHY = {"act": "paste", "chance": 5, "target": "NoteEdit Why"}
_GOALS = {"act": "press", "chance": 1, "target": "Ctrl+3"}
_FIRST_ROW = {"act": "key", "chance": 1, "target": "Down"}
_WAITING = {"act": "rest", "chance": 50, "target": ""}
"""More than a second, as that chance has it."""
_ACTS = [_GOALS, _FIRST_ROW, _IN_THE_WHY, _WAITING, _WAITING]

_EDITOR_THAT_RAISES = """
from mentee_app.ui.forms.form import Form
def draft(self):
    raise KeyError("planted")
Form.draft = draft
"""
_REV_FORGOTTEN = """
import dataclasses
from mentee_app.services.records import Records
from mentee_app.storage import rows
def update(self, now, draft, touched):
    for column, value in self._changed_columns(now.draft, draft).items():
        rows.of(f"UPDATE {self._table._meta.table_name} SET {column} = ? WHERE id = ?", value, now.id)
    return dataclasses.replace(now, draft=draft)
Records._update = update
"""
_NEVER_SAVED = """
from mentee_app.ui.forms.autosave import Autosave
from tests.soak import monkey_window
Autosave.touch = lambda self: None
monkey_window.LATEST = 0.5
"""
_DOOR_SHUT = """
from mentee_app.ui.doors import Doors
Doors._areas = lambda self, at: None
"""


def test_a_short_seed_runs_clean(tmp_path):
    played = monkey.play(seed=3, minutes=2, acts=60, traces=tmp_path)
    assert played.faults == []
    assert played.acts >= 60 and len(played.kinds) > 8


@pytest.mark.parametrize(
    ("planted", "end", "found"),
    [
        (_EDITOR_THAT_RAISES, "kill", "KeyError: 'planted'"),
        (_REV_FORGOTTEN, "kill", "check --full"),
        (_NEVER_SAVED, "kill", "is not saved after 0.5 s"),
        (_DOOR_SHUT, "quit", "the door “areas” stays shut"),
    ],
    ids=["editor", "revision", "autosave", "door"],
)
def test_what_is_planted_is_found(tmp_path, planted, end, found):
    (fault,) = monkey.again(_trace(tmp_path, end), planted).faults
    assert found in fault


def _trace(folder, end):
    """A life that does nothing, after which a copy of the notebook is made; and one that writes into a goal."""
    lines = [
        {"world": "1 1"},
        *({"life": "1", "acts": 1, "end": "kill"}, _GOALS),
        *({"life": "2", "acts": len(_ACTS), "end": end}, *_ACTS),
    ]
    path = folder / "made.trace"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_what_a_fault_does_not_need_is_left_out_of_its_trace():
    assert monkey._without(range(100), lambda kept: {17, 63} <= set(kept)) == [17, 63]
