"""Lists the people who may be in the notebook twice, and why; each pair is made one, or left as two."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mentee_app.domain import duplicates as rules
from mentee_app.domain.duplicates import Pair
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.i18n import _, ngettext
from mentee_app.queries import duplicates, kept
from mentee_app.queries.duplicates import DuplicateRow
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.importing import merge_dialog
from mentee_app.ui.importing.merge_dialog import MergeDialog, Person
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.row_list import RowList
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import scrolled
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import writes


@dataclass(frozen=True)
class _Row:
    id: int
    pair: DuplicateRow
    differing: int


class DuplicatesDialog(QDialog):
    """Enter merges two who differ in nothing, else shows both side by side; Delete says that they are two. Raises Trouble."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pairs: dict[int, DuplicateRow] = {}
        self._take_back: Callable[[], str] = str
        self.list = RowList(self._page, self._look, _("People who may be one"), self)
        self._count = caption("")
        self._nobody = PlainLabel(_("Nobody seems to be here twice."), wrap=True)
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._both = QPushButton(_("Look at both…"))
        self._different = QPushButton(_("Not the same person"))
        self._undo = QPushButton(icon("undo"), _("Undo"))
        self._ask_again = QPushButton("")
        self._close = QPushButton(_("Close"))
        self._build()
        self._connect()
        self.reload()
        (self.list if self._pairs else self._close).setFocus()

    def reload(self) -> None:
        """Ask who may be here twice. Raises Trouble."""
        at = max(0, self.list.rows.row_of(self.list.current))
        every, apart = duplicates.pairs(), duplicates.apart()
        found = [each for each in every if each.pair not in apart]
        known = {each.pair: number for number, each in self._pairs.items()}
        after = max(known.values(), default=0) + 1
        self._pairs = {known.get(each.pair, after + place): each for place, each in enumerate(found)}
        numbers = list(self._pairs)
        self.list.show_ids(array("q", numbers))
        if self.list.current is None and numbers:
            self.list.choose(numbers[min(at, len(numbers) - 1)])
        self._nobody.setVisible(not found)
        self.list.setVisible(bool(found))
        self._count.setVisible(bool(found))
        words = ngettext(
            "{count} pair may be one person.", "{count} pairs may be one person each.", len(found)
        )
        self._count.setText(words.format(count=len(found)))
        two = len(every) - len(found)
        words = ngettext("Ask again about {count} pair", "Ask again about {count} pairs", two)
        self._ask_again.setText(words.format(count=two))
        self._ask_again.setVisible(bool(two))
        self._show_chosen()

    def _build(self) -> None:
        self.setWindowTitle(_("Who is here twice"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Who is here twice"))
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(self._count)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nobody, 1)
        column.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(self._ask_again)
        column.addLayout(below)
        dress(self._both, Role.PRIMARY)
        self._undo.hide()
        writes(self._both, self._different, self._undo, self._ask_again)
        row = QHBoxLayout()
        for button in (self._both, self._different, self._undo, self._close):
            row.addWidget(button)
        row.insertStretch(3, 1)
        column.addLayout(row)
        scrolled.fit(self, 640, 520)

    def _connect(self) -> None:
        self.list.opened.connect(self._both.click)
        self.list.delete_wanted.connect(self._on_different)
        self.list.chosen.connect(self._show_chosen)
        self.list.rows.troubled.connect(self._said.setText)
        self._both.clicked.connect(self._on_both)
        self._different.clicked.connect(self._on_different)
        self._undo.clicked.connect(self._on_undo)
        self._ask_again.clicked.connect(self._on_ask_again)
        self._close.clicked.connect(self.accept)

    def _page(self, wanted: Sequence[int]) -> list[_Row]:
        return [_row(id, self._pairs[id]) for id in wanted if id in self._pairs]

    def _look(self, row: _Row) -> Look:
        differing = ngettext("{count} field differs", "{count} fields differ", row.differing)
        return Look(
            title=f"{one_line(row.pair.one_name)} · {one_line(row.pair.other_name)}",
            below=" · ".join(duplicates.why(row.pair)),
            aside=differing.format(count=row.differing) if row.differing else _("Nothing differs"),
            initials_of=row.pair.one_name,
        )

    def _show_chosen(self, _id: object = None) -> None:
        pair = self._pairs.get(self.list.current or 0)
        self._both.setEnabled(pair is not None)
        self._different.setEnabled(pair is not None)
        both = self._both_of(pair) if pair else None
        alike = both is not None and merge_dialog.same_in_all(*both)
        self._both.setText(_("Merge") if alike else _("Look at both…"))

    def _both_of(self, pair: DuplicateRow) -> tuple[Person, Person] | None:
        """The two as they are now; None where one is gone, or nothing can be read."""
        try:
            left, right = kept.one(PersonDraft, pair.one), kept.one(PersonDraft, pair.other)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return None
        return (left, right) if left and right else None

    def _on_both(self) -> None:
        pair = self._pairs.get(self.list.current or 0)
        both = self._both_of(pair) if pair else None
        if pair is None or both is None:
            self._again(_("One of them was deleted meanwhile."))
        elif merge_dialog.same_in_all(*both):
            self._merge_at_once(*both)
        else:
            self._open(pair, *both)

    def _open(self, pair: DuplicateRow, left: Person, right: Person) -> None:
        try:
            dialog = MergeDialog(self._desk, left, right, self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        dialog.finished.connect(self._on_looked)
        dialog.finished.connect(dialog.deleteLater)
        self._looking = dialog
        dialog.open()

    def _on_looked(self, result: int) -> None:
        if result == merge_dialog.DIFFERENT:
            self._on_different()
        elif self._looking.deed:
            self._merged(self._looking.deed, self._looking.draft().name)

    def _merge_at_once(self, left: Person, right: Person) -> None:
        draft = rules.proposed(left.draft, right.draft, left.id, right.id)
        try:
            deed = merge_dialog.merged(self._desk, left, right, draft, origin=self)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
        except (Refused, Vanished):
            self._again(_("One of them was deleted meanwhile."))
        else:
            self._merged(deed, draft.name)

    def _merged(self, deed: int, name: str) -> None:
        self._done(
            _("“{name}” is one person now.").format(name=one_line(name)), lambda: self._two_again(deed)
        )

    def _two_again(self, deed: int) -> str:
        back = self._desk.deeds.undo(deed)
        self._desk.notices.undone.emit(deed)
        return _("They are two again.") if back else _("It was changed again since then, so it is left.")

    def _on_different(self, _id: object = None) -> None:
        pair = self._pairs.get(self.list.current or 0)
        if pair is not None and self._different.isEnabled():
            self._keep_apart(_("They stay two. You are not asked about them again."), pair.pair)

    def _on_ask_again(self) -> None:
        self._keep_apart(_("You are asked again about those who stayed two."))

    def _keep_apart(self, sentence: str, *more: Pair) -> None:
        """Write down that these are two as well; without any, forget of whom it was said."""
        try:
            before = duplicates.apart()
            self._write_apart(before.union(more) if more else frozenset())
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
        else:
            self._done(sentence, lambda: self._apart_again(before))

    def _apart_again(self, before: frozenset[Pair]) -> str:
        self._write_apart(before)
        return _("That is taken back.")

    def _write_apart(self, pairs: frozenset[Pair]) -> None:
        self._desk.preferences.choose(duplicates.APART, rules.written(pairs), origin=self)

    def _done(self, sentence: str, take_back: Callable[[], str]) -> None:
        """Say what was done, and offer to take it back."""
        self._take_back = take_back
        self._undo.show()
        self._again(sentence)

    def _on_undo(self) -> None:
        try:
            sentence = self._take_back()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            return
        self._undo.hide()
        self._again(sentence)

    def _again(self, sentence: str) -> None:
        try:
            self.reload()
        except Trouble as trouble:
            sentence = trouble.sentence
        self._said.setText(sentence)
        (self.list if self._pairs else self._close).setFocus()


def _row(id: int, pair: DuplicateRow) -> _Row:
    return _Row(id, pair, _differing(pair))


def _differing(pair: DuplicateRow) -> int:
    left, right = kept.one(PersonDraft, pair.one), kept.one(PersonDraft, pair.other)
    if left is None or right is None:
        return 0
    return len(rules.choices(left.draft, right.draft, left.id, right.id))
