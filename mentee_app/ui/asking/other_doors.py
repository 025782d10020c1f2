"""The next steps where it is neither or not clear yet: better doors, and both kinds to compare."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.requests import OwnChoice
from mentee_app.i18n import _
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.asking.next_steps import reading
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.prose import paragraph, points


class BetterDoors(QWidget):
    """Where to ask for other kinds of help; `flags` are those of the request, empty stands for all."""

    def __init__(self, flags: tuple[str, ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        wanted = flags or instrument().rule.neither_order
        for flag in wanted:
            column.addWidget(self._door(flag, named=len(wanted) > 1))

    def _door(self, flag: str, named: bool) -> QWidget:
        neither = instrument().neither(flag)
        parts: list[QWidget] = [paragraph(_(neither.title), "strong")] if named else []
        parts.append(points(_(text) for text in neither.go))
        if neither.kinds:
            parts.append(points(_(kind.text) for kind in neither.kinds))
        return prose.card(*parts, caption(_(neither.back)))


class NotClear(QWidget):
    """What to do meanwhile; `choice_wanted` carries the kind of help that the person wants to try."""

    choice_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.picks: dict[OwnChoice, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        self._column.addWidget(points(_(step.text) for step in instrument().not_clear.steps))
        sides, column = prose.stack(theme.UNIT)
        for choice in (OwnChoice.APPRENTICESHIP, OwnChoice.MENTORING):
            column.addWidget(self._side(choice))
        self.side_by_side = Fold(_("Look at both kinds of help"), sides)
        self._column.addWidget(self.side_by_side)

    def _side(self, choice: OwnChoice) -> QWidget:
        outcome = instrument().outcome(choice.value)
        pick = QPushButton(_("Try this one: {kind}").format(kind=words.of(choice)))
        self.picks[choice] = pick
        pick.clicked.connect(partial(self.choice_wanted.emit, choice))
        head = (paragraph(words.of(choice), "strong"), paragraph(_(outcome.body)))
        return prose.card(*head, *reading(outcome)[:2], prose.leading(pick))
