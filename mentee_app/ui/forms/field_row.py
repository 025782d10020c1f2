"""Fields side by side, each under its label; under each other where there is no room."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.ui.forms.fields import Field
from mentee_app.ui.widgets.folding import Folding


class FieldRow(Folding):
    """`stretch` gives the share of each field; without it all are alike."""

    def __init__(self, fields: Sequence[Field], stretch: Sequence[int] = ()) -> None:
        super().__init__()
        self.fold([_cell(field) for field in fields], stretch)


def _cell(field: Field) -> QWidget:
    """As high as the row, with the field at its top."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in (field.label, field.widget, field.problem):
        column.addWidget(part)
    column.addStretch(1)
    return cell
