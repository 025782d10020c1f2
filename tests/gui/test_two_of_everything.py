"""Two editors on one note, two copies of a profile, and a clock that was set back a year."""

import dataclasses
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from mentee_app import app as application
from mentee_app import single_instance
from mentee_app.domain.goals import GoalDraft
from mentee_app.queries import earlier, goals, kept, trash
from mentee_app.storage import rows
from mentee_app.ui.desk.desk import Desk, Feed
from mentee_app.ui.desk.notices import Notices
from mentee_app.ui.goals.form import GoalForm
from mentee_app.ui.style.theme import Theme
from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent

_A_YEAR_AGO = """
import sys, time
from pathlib import Path
now = time.time_ns
time.time_ns = lambda: now() - 366 * 86_400 * 10**9
from mentee_app import app
from mentee_app.domain.goals import GoalDraft
with app.opened(Path(sys.argv[1])) as opened:
    made = [opened.goals.add(GoalDraft(title=f"Then {number}")) for number in range(20)]
    deed = opened.goals.trash(made[0].id)
    opened.goals.trash(made[1].id)
    assert opened.deeds.undo(deed)
"""


@pytest.fixture
def folder(tmp_path):
    with application.opened(tmp_path / "data") as opened:
        opened.samples.fill(5, today=date.today(), zone="Europe/Berlin")
    return tmp_path / "data"


def test_two_editors_of_one_note_lose_neither_text(qtbot, tmp_path):
    with application.opened(tmp_path / "data") as opened:
        services = {
            name: getattr(opened, name) for name in Desk.__dataclass_fields__ if hasattr(opened, name)
        }
        parts = {"feed": Feed(opened.changes), "notices": Notices(), "theme": Theme()}
        desk = Desk(**parts, now=lambda: datetime(2026, 3, 3, 14, 2), find_zone=lambda: "UTC", **services)
        goal = desk.goals.add(GoalDraft(title="One", why="Before."))
        first, second = GoalForm(desk), GoalForm(desk)
        for form in (first, second):
            qtbot.addWidget(form)
            form.show_kept(goal)
        first._fields["why"].edit.insertPlainText("From the first. ")
        second._fields["why"].edit.insertPlainText("From the second. ")
        assert first.flush() and second.flush()
        why = kept.one(GoalDraft, goal.id).draft.why
        assert why == second._fields["why"].value() == "From the second. Before."  # one place of one line
        assert "From the first. Before." in [each.text for each in earlier.versions(goal.id, "why")]
        first.reload()
        first._fields["why"].edit.appendPlainText("Mine, below.")
        second._fields["why"].edit.appendPlainText("And mine.")
        assert first.flush() and second.flush()
        assert kept.one(GoalDraft, goal.id).draft.why.split("\n")[1:] == ["Mine, below.", "And mine."]


def test_a_copied_profile_is_a_notebook_of_its_own(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert single_instance.meeting_name(folder) != single_instance.meeting_name(copy)
    with application.opened(folder) as here:
        made = here.goals.add(GoalDraft(title="Only here"))
    with application.opened(copy) as there:
        assert kept.one(GoalDraft, made.id) is None
        other = there.goals.add(GoalDraft(title="Only there"))
    with application.opened(folder):
        assert kept.one(GoalDraft, other.id) is None and kept.one(GoalDraft, made.id) is not None


def test_a_clock_set_back_a_year_mixes_nothing_up(folder):
    with application.opened(folder) as opened:
        now = opened.goals.add(GoalDraft(title="Now"))
        opened.goals.trash(opened.goals.add(GoalDraft(title="Thrown away now")).id)
    subprocess.run([sys.executable, "-c", _A_YEAR_AGO, str(folder)], check=True, cwd=_ROOT, timeout=CHILD_S)
    with application.opened(folder) as opened:
        names = [row.title for row in goals.names()]
        assert len([name for name in names if name.startswith("Then")]) == 19 and "Then 0" in names
        assert sorted(row.title for row in trash.thrown_away()) == ["Then 1", "Thrown away now"]
        again = opened.goals.save(
            opened.goals.current(now.id), dataclasses.replace(now.draft, why="Still here")
        )
        assert again.rev == now.rev + 1
        newest = opened.goals.add(GoalDraft(title="Now again"))
        assert newest.id > now.id
        assert rows.of("PRAGMA integrity_check") == [("ok",)]
        assert rows.of("SELECT count(*) - count(DISTINCT id) FROM goal") == [(0,)]
