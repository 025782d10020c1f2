"""Takes a whole notebook in: what would become of each kind of thing in it, before anything is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mentee_app.domain.everything import WholeNotebook
from mentee_app.i18n import _, ngettext
from mentee_app.services.notebooks import Foretold, NounCount, TakenIn
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.importing import everything_words
from mentee_app.ui.importing.bring_in_dialog import PAINTED_MS, BringInDialog
from mentee_app.ui.importing.told_lines import ToldLines
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets.later import later

_MANY = 2_000
"""From so many records on it takes a moment, and the person is told before."""


@dataclass(frozen=True)
class _Row:
    id: int
    count: NounCount


class EverythingDialog(BringInDialog):
    """What would become of the whole file, noun by noun; `foretold` once that is known."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        name: str,
        notebook: WholeNotebook,
        copy_first: Callable[[], object],
    ) -> None:
        super().__init__(desk, parent, name, copy_first)
        self._notebook = notebook
        self.foretold: Foretold | None = None
        self.differences = ToldLines(_("What differs, and stays as it is here"))
        self._said.setAccessibleName(_("Status"))
        self._build()
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

    def _keep(self) -> TakenIn:
        self._copy_first()
        return self._desk.notebooks.take_in(self._notebook, origin=self)

    def _what_came(self, done: TakenIn) -> str:
        return _what_came(done.done)

    def _takes_long(self) -> bool:
        return self._notebook.total >= _MANY

    def _build(self) -> None:
        column = self._begin_column()
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        for told in (self.differences, self.refused):
            told.tell([])
            column.addWidget(told)
        self._bring.setEnabled(False)
        self._end_column(column, 560)

    def _begin(self) -> None:
        if not self._takes_long():
            self.foresee()
            self.list.take_focus()
            return
        self._understood.setText(_("One moment. The file is compared with your notebook."))
        later(PAINTED_MS, self, self._foresee_if_open)

    def _foresee_if_open(self) -> None:
        if self.isVisible():
            self.foresee()
            self.list.take_focus()

    def _show(self, foretold: Foretold) -> None:
        nouns = sorted(foretold.nouns, key=_has_nothing_new)
        self._show_rows({number: _Row(number, count) for number, count in enumerate(nouns, 1)})
        self._show_understood(foretold.understood, foretold.total)
        self.differences.tell([everything_words.difference(each) for each in foretold.differences])
        self.refused.tell([f"{each.place}: {each.why}" for each in foretold.refused])
        self._offer(foretold.changes)

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


def _what_came(done: Foretold) -> str:
    """What taking a notebook in did, in a sentence."""
    new = sum(each.new for each in done.nouns)
    changed = sum(each.updated + each.conflicts for each in done.nouns)
    counts = (
        (new, ngettext("{count} new", "{count} new", new)),
        (changed, ngettext("{count} changed", "{count} changed", changed)),
    )
    listed = ", ".join(words.format(count=f"{count:,}") for count, words in counts if count)
    return _("Came in: {listed}.").format(listed=listed)
