"""Takes a whole notebook in: what would become of each kind of thing in it, before anything is kept."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.everything import WholeNotebook
from mentee_app.i18n import _, ngettext
from mentee_app.services.notebooks import Foretold, NounCount, TakenIn
from mentee_app.trouble import Trouble
from mentee_app.ui import dialog_size, everything_words, theme
from mentee_app.ui.desk import Desk
from mentee_app.ui.heading import caption
from mentee_app.ui.look import Look
from mentee_app.ui.plain import PlainLabel
from mentee_app.ui.row_list import RowList
from mentee_app.ui.style_sheet import Role, dress
from mentee_app.ui.to_read import writes
from mentee_app.ui.told_lines import ToldLines

_MANY = 2_000
"""From so many records on it takes a moment, and the person is told before."""

_PAINTED_MS = 60


@dataclass(frozen=True)
class _Row:
    id: int
    count: NounCount


class EverythingDialog(QDialog):
    """Accepted once the file is taken in; its one undo is offered then.

    `copy_first` backs the notebook up before (raises Trouble, and then nothing comes in). `taken` is what was done.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        name: str,
        notebook: WholeNotebook,
        copy_first: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._notebook = notebook
        self._copy_first = copy_first
        self._rows: dict[int, _Row] = {}
        self.foretold: Foretold | None = None
        self.taken: TakenIn | None = None
        self.list = RowList(self._page, self._look, _("What comes in"), self)
        self._understood = caption("")
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self.differences = ToldLines(_("What differs, and stays as it is here"))
        self.refused = ToldLines(_("Not understood"))
        self._bring = QPushButton(_("Nothing to bring in"))
        self._cancel = QPushButton(_("Cancel"))
        self._build()
        self._connect()
        self._begin()

    def foresee(self) -> None:
        """Find out what would become of the file; a sentence says why where that cannot be."""
        try:
            self.foretold = self._desk.notebooks.foresee(self._notebook)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self._said.setText("")
        self._show(self.foretold)

    def bring_in(self) -> TakenIn | None:
        """Take it in. None where it could not be; then nothing came, and the reason stands below the list."""
        try:
            self._copy_first()
            self.taken = self._desk.notebooks.take_in(self._notebook, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return None
        if self.taken.deed:
            self._desk.notices.undoable.emit(what_came(self.taken.done), self.taken.deed)
        else:
            self._desk.notices.said.emit(_("Nothing in the file was new."))
        self.accept()
        return self.taken

    def _build(self) -> None:
        self.setWindowTitle(_("Import"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Import {name}").format(name=self._name), wrap=True)
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(self._understood)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        for told in (self.differences, self.refused):
            told.tell([])
            column.addWidget(told)
        dress(self._bring, Role.PRIMARY)
        self._bring.setDefault(True)
        self._bring.setEnabled(False)
        writes(self._bring)
        row = QHBoxLayout()
        row.addWidget(self._bring)
        row.addStretch(1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        dialog_size.fit(self, 720, 560)

    def _connect(self) -> None:
        self.list.opened.connect(self._bring.click)
        self._bring.clicked.connect(self._on_bring)
        self._cancel.clicked.connect(self.reject)

    def _begin(self) -> None:
        if self._notebook.total < _MANY:
            self.foresee()
            self.list.take_focus()
            return
        self._understood.setText(_("One moment. The file is compared with your notebook."))
        QTimer.singleShot(_PAINTED_MS, self, self._foresee_if_open)

    def _foresee_if_open(self) -> None:
        if self.isVisible():
            self.foresee()
            self.list.take_focus()

    def _on_bring(self) -> None:
        if self._notebook.total < _MANY:
            self.bring_in()
            return
        self._bring.setEnabled(False)
        self._said.setText(_("One moment. It is being brought in."))
        QTimer.singleShot(_PAINTED_MS, self, self._bring_in_if_open)

    def _bring_in_if_open(self) -> None:
        if self.isVisible() and self.bring_in() is None:
            self._bring.setEnabled(True)

    def _show(self, foretold: Foretold) -> None:
        nouns = sorted(foretold.nouns, key=_has_nothing_new)
        self._rows = {number: _Row(number, count) for number, count in enumerate(nouns, 1)}
        self.list.show_ids(array("q", self._rows))
        self.list.choose(next(iter(self._rows), None))
        counted = _(
            "{understood} of {total} understood. Nothing is kept before you say so, and one undo takes it all back."
        )
        self._understood.setText(
            counted.format(understood=f"{foretold.understood:,}", total=f"{foretold.total:,}")
        )
        self.differences.tell([everything_words.difference(each) for each in foretold.differences])
        self.refused.tell([f"{each.place}: {each.why}" for each in foretold.refused])
        changes = foretold.changes
        words = ngettext("Bring {count} in", "Bring {count} in", changes)
        self._bring.setText(words.format(count=f"{changes:,}") if changes else _("Nothing to bring in"))
        self._bring.setEnabled(bool(changes))

    def _page(self, wanted: Sequence[int]) -> list[_Row]:
        return [self._rows[id] for id in wanted if id in self._rows]

    def _look(self, row: _Row) -> Look:
        nothing = _has_nothing_new(row.count)
        return Look(
            title=everything_words.noun(row.count.noun),
            below=everything_words.told(row.count),
            aside=_("Nothing new") if nothing else _("Comes in"),
            faint=nothing,
        )


def _has_nothing_new(count: NounCount) -> bool:
    return not (count.new or count.updated or count.conflicts)


def what_came(done: Foretold) -> str:
    """What taking a notebook in did, in a sentence."""
    new = sum(each.new for each in done.nouns)
    changed = sum(each.updated + each.conflicts for each in done.nouns)
    counts = (
        (new, ngettext("{count} new", "{count} new", new)),
        (changed, ngettext("{count} changed", "{count} changed", changed)),
    )
    listed = ", ".join(words.format(count=f"{count:,}") for count, words in counts if count)
    return _("Came in: {listed}.").format(listed=listed)
