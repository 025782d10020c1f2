"""The dialogs about copies: what the list says of each, what may be restored, the second folder, and the calm bar."""

import os
from datetime import datetime, timedelta

import pytest

from mentee_app.backup import copies, listing, places
from mentee_app.backup.places import Reason
from mentee_app.trouble import Trouble
from mentee_app.ui.safekeeping import while_closed
from mentee_app.ui.safekeeping.backup_keeper import OLD, BackupKeeper
from mentee_app.ui.safekeeping.restore_dialog import RestoreDialog
from mentee_app.ui.safekeeping.second_folder_dialog import PREFERENCE, SecondFolderDialog, chosen
from mentee_app.ui.widgets.bars import BackupBar

NOW = datetime(2026, 3, 3, 14, 2)


@pytest.fixture
def filled(app):
    app.samples.fill(8, today=NOW.date(), zone="UTC")
    return app


def _make(app, reason, wall):
    return copies.make(app.notebook.connection(), app.folder, reason, wall.astimezone()).path


def _shown(dialog):
    looks = [dialog._look(row) for row in dialog._page(range(1, dialog.list.rows.rowCount() + 1))]
    return [f"{look.title} | {look.below.split(' · ')[0]} | {look.aside}" for look in looks]


def _dialog(qtbot, app, second=None, **more):
    dialog = RestoreDialog(app.folder, second, NOW, None, **more)
    qtbot.addWidget(dialog)
    return dialog


def test_each_backup_says_when_why_what_and_whether_it_is_good(qtbot, filled):
    _make(filled, Reason.DAILY, NOW - timedelta(hours=26))
    changed = _make(filled, Reason.BEFORE_IMPORT, NOW)
    with changed.open("ab") as file:
        file.write(b"more")
    (places.backups(filled.folder) / "notebook 2026-03-01 10-00-00 daily.mentee").write_bytes(b"no copy")
    dialog = _dialog(qtbot, filled)
    assert _shown(dialog) == [
        "today 14:02 · before an import | 8 sessions, 12 people | changed since then",
        "yesterday 12:02 · daily | 8 sessions, 12 people | verified",
        "Sun 1 Mar 10:00 · daily |  | damaged",
    ]
    assert dialog.list.current == 2 and dialog._restore.isEnabled()


def test_a_bad_backup_cannot_be_chosen_and_says_why(qtbot, filled):
    path = _make(filled, Reason.DAILY, NOW)
    path.write_bytes(b"short")
    dialog = _dialog(qtbot, filled)
    dialog.list.opened.emit()
    assert not dialog._restore.isEnabled() and dialog.chosen is None
    assert "changed since it was made" in dialog._said.text()


def test_the_second_folder_adds_this_notebooks_copies_only(qtbot, filled, tmp_path):
    second = tmp_path / "disk"
    second.mkdir()
    path = _make(filled, Reason.DAILY, NOW)
    for source in (path, places.record_of(path)):
        os.rename(source, second / source.name)
    foreign = "notebook 2026-03-02 10-00-00 daily"
    text = places.record_of(second / path.name).read_text().replace(places.origin(filled.folder), "0" * 16)
    (second / f"{foreign}.json").write_text(text)
    (second / f"{foreign}.mentee").write_bytes((second / path.name).read_bytes())
    assert _shown(_dialog(qtbot, filled, second)) == [
        "today 14:02 · daily | 8 sessions, 12 people | verified"
    ]
    assert _shown(_dialog(qtbot, filled, tmp_path / "not connected")) == []


def test_a_file_that_is_no_notebook_is_refused_and_the_notebook_stays(filled, tmp_path):
    other = tmp_path / "letter.mentee"
    other.write_text("Dear Ada" * 100)
    filled.notebook.close()
    before = (filled.folder / "notebook.mentee").read_bytes()
    with pytest.raises(Trouble):
        while_closed.restore(filled.folder, other, lambda: NOW)
    assert (filled.folder / "notebook.mentee").read_bytes() == before


def test_a_second_folder_is_chosen_refused_inside_and_given_up(qtbot, filled, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    asked = [str(filled.folder / "backups"), str(disk), str(tmp_path / "none")]
    _make(filled, Reason.DAILY, NOW)
    dialog = SecondFolderDialog(filled.folder, filled.preferences, NOW, None, lambda *_words: asked.pop(0))
    qtbot.addWidget(dialog)
    dialog._change.click()
    assert "inside the data folder" in dialog._said.text() and chosen() is None
    dialog._change.click()
    assert chosen() == disk and dialog._said.text() == "" and "No backup" in dialog._last.text()
    dialog._change.click()
    assert chosen() == disk and "not there" in dialog._said.text()
    dialog._none.click()
    assert chosen() is None and not dialog._none.isEnabled()


def test_a_second_folder_that_is_not_connected_is_said_calmly(qtbot, filled, tmp_path):
    filled.preferences.choose(PREFERENCE, str(tmp_path / "gone"))
    dialog = SecondFolderDialog(filled.folder, filled.preferences, NOW, None)
    qtbot.addWidget(dialog)
    assert dialog._last.text() == "It is not connected now."


class _Kept:
    """A keeper at a time of day that can be moved, and what it said."""

    def __init__(self, qtbot, app):
        self.now = datetime.now()
        self.bar = BackupBar()
        qtbot.addWidget(self.bar)
        self.said: list[str] = []
        self.keeper = BackupKeeper(app, lambda: self.now, self.bar, self.bar)
        self.keeper.said.connect(self.said.append)

    def look(self, qtbot):
        self.keeper.look()
        qtbot.waitUntil(lambda: not self.keeper.at_work, timeout=10_000)


@pytest.fixture
def kept(qtbot, filled):
    return _Kept(qtbot, filled)


def test_a_good_copy_a_day_leaves_the_bar_away(qtbot, kept, filled):
    kept.look(qtbot)
    kept.look(qtbot)
    assert len(listing.copies(filled.folder)) == 1 and kept.bar.isHidden() and len(kept.said) == 1
    kept.now += timedelta(days=1)
    kept.look(qtbot)
    assert len(listing.copies(filled.folder)) == 2 and kept.bar.isHidden()


def test_a_copy_that_fails_is_said_calmly_and_made_when_it_is_wanted_again(qtbot, kept, filled):
    kept.look(qtbot)
    kept.now += timedelta(days=1)
    place = places.backups(filled.folder)
    os.rename(place, filled.folder / "backups-before")
    place.symlink_to(filled.folder / "backups-before")
    kept.look(qtbot)
    assert not kept.bar.isHidden() and "link" in kept.bar.sentence and "old" not in kept.bar.sentence
    place.unlink()
    os.rename(filled.folder / "backups-before", place)
    kept.bar.wanted.emit()
    qtbot.waitUntil(lambda: not kept.keeper.at_work, timeout=10_000)
    assert kept.bar.isHidden() and len(listing.copies(filled.folder)) == 2


def test_a_copy_older_than_a_week_is_said_but_not_in_the_first_days(qtbot, kept, filled):
    assert kept.keeper._old() == ""
    kept.now += OLD + timedelta(hours=1)
    assert kept.keeper._old() == "There is no good backup of your notebook."
    kept.now = datetime.now()
    kept.look(qtbot)
    kept.now += timedelta(days=9)
    assert kept.keeper._old() == "The newest good backup is 9 days old."


def test_a_clock_set_back_is_no_first_day_of_a_notebook(kept):
    kept.now -= timedelta(days=365)
    assert kept.keeper._old() == "There is no good backup of your notebook."


def test_nothing_is_copied_while_nothing_was_written(qtbot, app):
    kept = _Kept(qtbot, app)
    kept.look(qtbot)
    assert listing.copies(app.folder) == () and kept.bar.isHidden()
