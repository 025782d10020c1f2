"""What was agreed with a mentor: one field for each term of the instrument."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.relationships import Kind
from mentee_app.queries import relationships
from mentee_app.trouble import Trouble
from mentee_app.ui import theme
from mentee_app.ui.autosave import Autosave
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import TextField
from mentee_app.ui.instrument import agreement_terms


class Agreement(QWidget):
    """The terms of one relationship, saved as they are typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._relationship: int | None = None
        self._kind: Kind | None = None
        self._fields: dict[str, TextField] = {}
        self._kept: dict[str, str] = {}
        self._autosave = Autosave(self)
        self._autosave.due.connect(self._on_due)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)

    def show_terms(self, relationship: int, kind: Kind) -> None:
        """Show what was agreed in a relationship (id) of this kind."""
        if kind is not self._kind:
            self._make_fields(kind)
        self._relationship = relationship
        self._kept = relationships.agreed(relationship)
        for term, field in self._fields.items():
            field.show_value(self._kept.get(term, ""))
        self._autosave.done()

    def reload(self) -> None:
        """Ask again, unless something is being typed."""
        if self._relationship is not None and self._kind and not self._autosave.pending:
            self.show_terms(self._relationship, self._kind)

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self._autosave.flush()

    def _make_fields(self, kind: Kind) -> None:
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self._kind = kind
        self._fields = {term: TextField(term, words, least=1) for term, words in agreement_terms(kind)}
        for field in self._fields.values():
            field.edited.connect(self._autosave.touch)
            field.left.connect(self._autosave.flush)
            self._column.addWidget(field.label)
            self._column.addWidget(field.widget)

    def _on_due(self) -> None:
        try:
            for term, field in self._fields.items():
                text = field.value()
                if text != self._kept.get(term, "") and self._relationship is not None:
                    self._desk.relationships.agree(self._relationship, term, text, origin=self)
                    self._kept[term] = text
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._autosave.done()
        self._desk.notices.saved.emit()
