"""Makes one person of two: field by field, what each says side by side, with a proposal that is mostly right."""

import dataclasses
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mentee_app.domain import duplicates
from mentee_app.domain.duplicates import FieldChoice
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.importing.merge_field import MergeField
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel, one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets import scrolled as dialog_size
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import writes
from mentee_app.ui.widgets.scrolled import scrolled

Person = Kept[PersonDraft]

DIFFERENT = 2
"""The result where the person said that these are two."""


class MergeDialog(QDialog):
    """Accepted with `deed`, once the two are one. Enter merges as proposed. Raises Trouble."""

    def __init__(self, desk: Desk, left: Person, right: Person, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._left, self._right = left, right
        self.deed = 0
        owners = _called(left, 1), _called(right, 2)
        self.fields = {each.field: MergeField(each, owners) for each in _choices(left, right)}
        self.heads = tuple(PlainLabel(each, wrap=True) for each in (*owners, _("Both together")))
        self.kept = ChoiceField(
            "kept", _("Who stays"), [(each.id, self._named(each)) for each in (left, right)]
        )
        self.kept.show_value(left.id)
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._merge = QPushButton(_("Merge"))
        self._build()
        for name in ("email", "phone"):
            if name in self.fields:
                self.fields[name].changed.connect(self._on_way_changed)
        self._merge.setFocus()

    def merge(self) -> int:
        """Make one of them; the deed, 0 where it cannot be (a sentence says why)."""
        keep, gone = self._left, self._right
        if self.kept.value() == gone.id:
            keep, gone = gone, keep
        try:
            self.deed = merged(self._desk, keep, gone, self.draft())
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
        except Refused:
            self._said.setText(_("A name is needed. Choose the side that has one."))
        except Vanished:
            self._said.setText(_("One of them was deleted meanwhile."))
        if self.deed:
            self.accept()
        return self.deed

    def draft(self) -> PersonDraft:
        """The person as chosen."""
        whole = duplicates.proposed(self._left.draft, self._right.draft, self._left.id, self._right.id)
        return dataclasses.replace(whole, **{name: field.value for name, field in self.fields.items()})

    def _build(self) -> None:
        self.setWindowTitle(_("Merge two people"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(_("Merge two people"), wrap=True)
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(
            caption(
                _(
                    "All that is noted with either stays, with the one who stays. The other one goes to the trash."
                )
            )
        )
        for widget in (self.kept.label, self.kept.widget):
            column.addWidget(widget)
        column.addSpacing(theme.UNIT)
        column.addWidget(scrolled(self._page()), 1)
        column.addWidget(self._said)
        column.addLayout(self._buttons())
        dialog_size.fit(self, 760, 600)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.UNIT, 0)
        column.setSpacing(0)
        if self.fields:
            column.addLayout(self._heads())
        for field in self.fields.values():
            column.addWidget(field)
        text = _("All else is the same.") if self.fields else _("They say the same in every field.")
        column.addWidget(caption(text))
        column.addStretch(1)
        return page

    def _heads(self) -> QHBoxLayout:
        """Whose value stands in which column."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, theme.UNIT)
        row.setSpacing(theme.UNIT)
        for head in self.heads:
            head.setProperty("role", "strong")
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(head, 1)
        if not any(len(field.options) > 2 for field in self.fields.values()):
            self.heads[2].setText("")
        return row

    def _buttons(self) -> QHBoxLayout:
        dress(self._merge, Role.PRIMARY)
        self._merge.setDefault(True)
        writes(self._merge)
        self._merge.clicked.connect(self.merge)
        different = QPushButton(_("Not the same person"))
        different.clicked.connect(self._on_different)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._merge)
        row.addWidget(different)
        row.addStretch(1)
        row.addWidget(cancel)
        return row

    def _named(self, person: Person) -> str:
        since = datetime.fromtimestamp(person.created_at / 1000).date()
        number = 1 if person is self._left else 2
        words = _("{number}: {name}, here since {day}")
        day = days.spoken(since, self._desk.today())
        return words.format(number=number, name=one_line(person.draft.name, 40), day=day)

    def _on_way_changed(self) -> None:
        """The email and phone that are not chosen stand in the ways to reach them."""
        field = self.fields.get("reach")
        if field is None:
            return
        left, right = self._left.draft, self._right.draft
        for name in ("email", "phone"):
            if name in self.fields and self.fields[name].value == getattr(right, name):
                mine, theirs = getattr(left, name), getattr(right, name)
                left = dataclasses.replace(left, **{name: theirs})
                right = dataclasses.replace(right, **{name: mine})
        field.offer_both(duplicates.proposed(left, right, self._left.id, self._right.id).reach)

    def _on_different(self) -> None:
        self.done(DIFFERENT)


def merged(desk: Desk, keep: Person, gone: Person, draft: PersonDraft, origin: object = None) -> int:
    """Make one of two and offer the undo; the deed. Raises Refused, Vanished, Trouble."""
    deed = desk.people.merge(keep, gone.id, draft, origin)
    sentence = _("“{name}” is one person now.").format(name=one_line(draft.name))
    desk.notices.undoable.emit(sentence, deed)
    return deed


def same_in_all(left: Person, right: Person) -> bool:
    """Whether nothing differs that somebody would have to choose."""
    return not _choices(left, right)


def _choices(left: Person, right: Person) -> tuple[FieldChoice, ...]:
    """With the ways to reach them, where a second email or phone comes to stand there."""
    found = duplicates.choices(left.draft, right.draft, left.id, right.id)
    proposal = duplicates.proposed(left.draft, right.draft, left.id, right.id)
    mine: Any = left.draft.reach
    if left.draft.reach == right.draft.reach != proposal.reach:
        found = (*found, FieldChoice("reach", mine, mine, proposal.reach))
    return found


def _called(person: Person, number: int) -> str:
    """A person with what tells them from another of that name."""
    draft = person.draft
    beside = draft.organisation.strip() or draft.email.strip()
    name = one_line(draft.name, 40)
    words = _("{number}: {name} ({beside})") if beside else _("{number}: {name}")
    return words.format(number=number, name=name, beside=one_line(beside, 40))
