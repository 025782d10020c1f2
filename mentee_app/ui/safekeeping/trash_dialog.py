"""The trash: what was deleted, when, and one key to bring it back."""

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.i18n import _, ngettext
from mentee_app.queries import trash
from mentee_app.queries.trash import TrashRow
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, message, scrolled
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import writes

_DAY_MS = 86_400_000


class TrashDialog(QDialog):
    """Enter brings the chosen one back; nothing leaves the trash but by the person's own doing.

    `copy_first` copies the notebook before many things are deleted for good. Raises Trouble, and then nothing is.
    """

    def __init__(self, desk: Desk, parent: QWidget | None, copy_first: Callable[[], object]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._copy_first = copy_first
        self._rows: dict[int, TrashRow] = {}
        self.setWindowTitle(_("Trash"))
        self.list = RowList(self._page, self._look, _("Trash"), self)
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._back = QPushButton(icon("undo", Ink.ON_ACCENT), _("Bring back"))
        self._gone = QPushButton(_("Delete for good…"))
        self._old = QPushButton(_("Delete what is older than 90 days…"))
        writes(self._back, self._gone, self._old)
        self._build()
        self._connect()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Ask what lies in the trash now. Raises Trouble."""
        at = max(0, self.list.rows.row_of(self.list.current))
        found = trash.thrown_away()
        self._rows = {row.id: row for row in found}
        self.list.show_ids(array("q", self._rows))
        if self.list.current is None and found:
            self.list.choose(found[min(at, len(found) - 1)].id)
        self._empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self._back.setEnabled(bool(found))
        self._gone.setEnabled(bool(found))
        self._old.setVisible(bool(self._older()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Trash"))
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(caption(_("What you delete is kept here until you delete it for good.")))
        self._empty = PlainLabel(_("Nothing is in the trash."), wrap=True)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        dress(self._back, Role.PRIMARY)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._gone)
        row.addWidget(self._old)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        scrolled.fit(self, 640, 520)

    def _connect(self) -> None:
        self.list.opened.connect(self._on_back)
        self.list.delete_wanted.connect(self._on_gone)
        self._back.clicked.connect(self._on_back)
        self._gone.clicked.connect(self._on_gone)
        self._old.clicked.connect(self._on_old)

    def _page(self, wanted: Sequence[int]) -> list[TrashRow]:
        return [self._rows[id] for id in wanted if id in self._rows]

    def _look(self, row: TrashRow) -> Look:
        day = datetime.fromtimestamp(row.at / 1000).date()
        along = ngettext("with {count} thing in it", "with {count} things in it", row.along)
        parts = [words.of_table(row.table), along.format(count=row.along) if row.along else ""]
        return Look(
            title=row.title or words.of_table(row.table),
            below=" · ".join(part for part in parts if part),
            aside=days.spoken(day, self._desk.today()),
            tooltip=f"{row.title}\n{days.full(day)}".strip(),
        )

    def _on_back(self) -> None:
        row = self._rows.get(self.list.current or 0)
        if row is None:
            return
        try:
            back = self._desk.deeds.undo(row.id)
            self.reload()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        name = " ".join(row.title.split())[:60]
        said = _("Brought back: “{name}”.").format(name=name) if name else _("It is back.")
        self._said.setText(said if back else _("It could not be brought back: it is there already."))

    def _on_gone(self) -> None:
        row = self._rows.get(self.list.current or 0)
        if row is not None:
            name = " ".join(row.title.split())[:120] or words.of_table(row.table)
            self._delete([row.id], _("“{name}” cannot be brought back after this.").format(name=name))

    def _on_old(self) -> None:
        old = self._older()
        words = ngettext(
            "{count} deletion is older than 90 days. It cannot be brought back after this.",
            "{count} deletions are older than 90 days. They cannot be brought back after this.",
            len(old),
        )
        self._delete(old, words.format(count=len(old)), self._copy_first)

    def _older(self) -> list[int]:
        before = self._desk.now().timestamp() * 1000 - trash.DAYS * _DAY_MS
        return [row.id for row in self._rows.values() if row.at < before]

    def _delete(self, deeds: list[int], words: str, first: Callable[[], object] = bool) -> None:
        if not message.ask(
            self,
            _("Delete for good?"),
            words,
            accept=_("Delete for good"),
            reject=_("Keep it in the trash"),
            danger=True,
        ):
            return
        try:
            first()
            self._desk.deeds.delete_for_good(deeds)
            self.reload()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self._said.setText(_("Deleted for good."))
