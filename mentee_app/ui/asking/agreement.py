"""What was agreed with a mentor: one field for each term of the instrument, and the trial of an apprenticeship."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.relationships import Kind, RelationshipDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import kept, relationships
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.asking.instrument import agreement_terms
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import prose

PURPOSE = "purpose"
"""The term that the relationship itself holds too: it is written there; an older text of the term is shown where it differs."""


class Agreement(QWidget):
    """The terms of one relationship, saved as they are typed. `with_purpose`: what it is for is written here too."""

    def __init__(self, desk: Desk, with_purpose: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._with_purpose = with_purpose
        self._relationship: int | None = None
        self._kind: Kind | None = None
        self._fields: dict[str, TextField] = {}
        self._boxes: dict[str, QWidget] = {}
        self._kept: dict[str, str] = {}
        self._purpose = ""
        self._autosave = Autosave(self, desk.feed.told_after, self._words)
        self._autosave.due.connect(self._on_due)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        self.purpose = self._field(PURPOSE, _("What it is for, in one sentence"))
        self._own = _box(self.purpose)
        self._column.addWidget(self._own)

    def show_terms(self, relationship: int, kind: Kind) -> None:
        """Show what was agreed in a relationship (id) of this kind."""
        same = relationship == self._relationship
        if not same and not self._autosave.flush():
            self._autosave.let_go(self._desk.notices)
        if kind is not self._kind:
            self._make_fields(kind)
        self._relationship = relationship
        self._kept = relationships.agreed(relationship)
        self._purpose = purpose_of(relationship, self._kept)
        _show(self.purpose, self._purpose, same)
        for term, field in self._fields.items():
            _show(field, self._kept.get(term, ""), same)
            self._boxes[term].setVisible(term != PURPOSE or self._differs())
        self._autosave.done()

    def reload(self) -> None:
        """Ask again, unless something is being typed."""
        if self._relationship is not None and self._kind and not self._autosave.pending:
            self.show_terms(self._relationship, self._kind)

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self._autosave.flush()

    def _make_fields(self, kind: Kind) -> None:
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._kind = kind
        self._own.setVisible(self._with_purpose and kind is Kind.MENTORING)
        terms = dict(agreement_terms(kind))
        if kind is Kind.APPRENTICESHIP:
            terms = {"trial": _("Trial: how long, and what you both look at when it ends"), **terms}
        if PURPOSE in terms:
            terms[PURPOSE] = _("What it is for, as you agreed it before")
        self._fields = {term: self._field(term, words) for term, words in terms.items()}
        self._boxes = {term: _box(field) for term, field in self._fields.items()}
        for box in self._boxes.values():
            self._column.addWidget(box)

    def _field(self, name: str, label: str) -> TextField:
        field = TextField(name, label, least=1)
        field.edited.connect(self._autosave.touch)
        field.left.connect(self._autosave.flush)
        field.edit.versions_wanted.connect(partial(self._on_versions_wanted, field))
        return field

    def _on_versions_wanted(self, field: TextField) -> None:
        """Offer earlier versions of a term; the one that is there now stays among them."""
        from mentee_app.ui.forms import versions_dialog

        if self._relationship is None or not self.flush():
            return
        try:
            own = field is self.purpose
            row = self._relationship if own else relationships.term(self._relationship, field.name)
            text = versions_dialog.chosen(row or 0, field, self, "" if own else "text")
            if text is None:
                return
            if not own:
                self._desk.relationships.keep_term(row)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return
        field.edit.replace_text(text)
        self.flush()

    def _differs(self) -> bool:
        """Whether an older text of the purpose stands among the terms that is shown nowhere else."""
        before = self._kept.get(PURPOSE, "").strip()
        return bool(before) and before != self._purpose.strip()

    def _words(self) -> SetAside | None:
        """What was written under the terms and is not kept."""
        fields = {**self._fields, PURPOSE: self.purpose}
        before = {**self._kept, PURPOSE: self._purpose}
        typed = [each for name, each in fields.items() if each.value() != before.get(name, "")]
        parts = tuple(Part(each.label.text(), each.value()) for each in typed if each.value().strip())
        title = set_aside.title(", ".join(part.label for part in parts), self._relationship)
        return SetAside(title, parts) if parts else None

    def _on_due(self) -> None:
        try:
            self._keep()
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        except Vanished:
            self._autosave.let_go(self._desk.notices)
            self._relationship = None
            return
        self._autosave.done()
        self._desk.notices.saved.emit()

    def _keep(self) -> None:
        if self._relationship is None:
            return
        for term, field in self._fields.items():
            text = field.value()
            if text != self._kept.get(term, ""):
                before = self._kept.get(term, "")
                self._kept[term] = self._desk.relationships.agree(
                    self._relationship, term, text, self, before
                )
                field.follow(self._kept[term])
        text = self.purpose.value()
        if text != self._purpose:
            self._purpose = self._desk.relationships.say_purpose(
                self._relationship, text, self, self._purpose
            )
            self.purpose.follow(self._purpose)


def purpose_of(relationship: int, agreed: dict[str, str]) -> str:
    """What a relationship (id) is for: what it says itself, else what was agreed under that term."""
    found = kept.one(RelationshipDraft, relationship)
    return (found.draft.purpose if found else "") or agreed.get(PURPOSE, "")


def _show(field: TextField, text: str, follow: bool) -> None:
    if follow:
        field.follow(text)
    else:
        field.show_value(text)


def _box(field: TextField) -> QWidget:
    box, column = prose.stack(theme.HALF)
    field.label.setWordWrap(True)
    column.addWidget(field.label)
    column.addWidget(field.widget)
    return box
