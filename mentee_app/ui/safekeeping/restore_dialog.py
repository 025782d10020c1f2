"""Restore a backup: each with its date and what it holds, one clear question, and then the choice is handed on."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.backup import listing, places, records, saying
from mentee_app.backup.listing import Found
from mentee_app.backup.locking import Key
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, message, scrolled
from mentee_app.ui.widgets.heading import caption

AskForPath = Callable[[QWidget], str]


@dataclass(frozen=True)
class _Row:
    id: int
    found: Found


class RestoreDialog(QDialog):
    """Accepted with `chosen` set to a copy (path). Nothing happens in here. Raises Trouble where no list can be read.

    `second` is the second backup folder, where there is one. `damaged`: the notebook cannot be backed up first.
    `key` opens the notebook, and its backups, where it has a passphrase.
    """

    def __init__(
        self,
        folder: Path,
        second: Path | None,
        now: datetime,
        parent: QWidget | None,
        damaged: bool = False,
        ask_for_path: AskForPath | None = None,
        key: Key | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen: Path | None = None
        self._now = now
        self._damaged = damaged
        self._ask_for_path = ask_for_path or _ask_for_path
        found = _all_copies(folder, second, key)
        self._found = dict(enumerate(found, 1))
        self.list = RowList(self._page, self._look, _("Backups"), self)
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._restore = QPushButton(_("Restore…"))
        self._other = QPushButton(_("From a file…"))
        self._build()
        self._connect()
        self.list.show_ids(array("q", self._found))
        first = next((id for id, each in self._found.items() if each.state in listing.USABLE), None)
        self.list.choose(first if first is not None else next(iter(self._found), None))
        self._show_chosen()
        (self.list if self._found else self._other).setFocus()

    def _build(self) -> None:
        self.setWindowTitle(_("Restore a backup"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Restore a backup"))
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(caption(self._kept_first()))
        empty = PlainLabel(_("There are no backups yet."), wrap=True)
        empty.setVisible(not self._found)
        self.list.setVisible(bool(self._found))
        column.addWidget(empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        dress(self._restore, Role.PRIMARY)
        self._restore.setDefault(True)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._restore)
        row.addWidget(self._other)
        row.addStretch(1)
        row.addWidget(cancel)
        column.addLayout(row)
        scrolled.fit(self, 640, 520)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._on_restore)
        self._restore.clicked.connect(self._on_restore)
        self._other.clicked.connect(self._on_other)

    def _page(self, wanted: Sequence[int]) -> list[_Row]:
        return [_Row(id, self._found[id]) for id in wanted]

    def _look(self, row: _Row) -> Look:
        found = row.found
        parts = [saying.holds(found)]
        if found.last_written_on:
            day = days.spoken(found.last_written_on, self._now.date())
            parts.append(_("last written {day}").format(day=day))
        return Look(
            title=f"{days.moment(_wall(found), self._now.date())} · {saying.reason(found.reason)}",
            below=" · ".join(part for part in parts if part),
            aside=saying.state(found.state),
            faint=found.state not in listing.USABLE,
            tooltip=f"{days.full(_wall(found).date())}\n{found.path}",
        )

    def _show_chosen(self, _id: object = None) -> None:
        found = self._found.get(self.list.current or 0)
        self._restore.setEnabled(found is not None and found.state in listing.USABLE)
        self._said.setText(saying.why_not(found.state) if found else "")

    def _on_restore(self) -> None:
        found = self._found.get(self.list.current or 0)
        if found is None or found.state not in listing.USABLE:
            return
        what = _("The backup of {moment} ({counts}) takes the place of the notebook.").format(
            moment=days.moment(_wall(found), self._now.date()), counts=saying.holds(found) or _("not counted")
        )
        self._ask(found.path, what)

    def _on_other(self) -> None:
        chosen = self._ask_for_path(self)
        if chosen:
            what = _("{path} takes the place of the notebook, once it was found to be whole.")
            self._ask(Path(chosen), what.format(path=chosen))

    def _ask(self, path: Path, what: str) -> None:
        text = f"{what}\n\n{self._kept_first()}"
        if message.ask(
            self,
            _("Restore this backup?"),
            text,
            accept=_("Restore"),
            reject=_("Keep the notebook as it is"),
        ):
            self.chosen = path
            self.accept()

    def _kept_first(self) -> str:
        if self._damaged:
            return _("The damaged notebook is put aside as it is, so nothing of it is lost.")
        return _("The notebook as it is now is backed up first, so you can come back to it.")


def _all_copies(folder: Path, second: Path | None, key: Key | None) -> list[Found]:
    """Those in the data folder, and those in the second folder that are of this notebook and not in the first."""
    try:
        found = list(listing.copies(folder, key))
    except Trouble:
        if second is None:
            raise
        found = []
    names = {each.path.name for each in found}
    for each in _elsewhere(second, key):
        record = records.read(each.path)
        if each.path.name not in names and record and record.origin == places.origin(folder):
            found.append(each)
    return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)


def _elsewhere(second: Path | None, key: Key | None) -> Sequence[Found]:
    try:
        return listing.copies_in(second, key) if second else ()
    except (Trouble, OSError):  # its disk is not there now
        return ()


def _wall(found: Found) -> datetime:
    return found.made_at.astimezone().replace(tzinfo=None)


def _ask_for_path(parent: QWidget) -> str:
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, _("Restore from a file"), "", _("Mentee notebooks (*.mentee)")
    )
    return chosen
