"""One piece of advice among others under a question: who, when, what it was about, and the decision in the making."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from mentee_app import words
from mentee_app.domain.advice import Decision
from mentee_app.i18n import _
from mentee_app.queries.questions import AdviceOn
from mentee_app.ui.forms.decision import DecisionField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role
from mentee_app.ui.widgets import bidi, days, prose
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.read_only import only_reads


class AdviceCard(QFrame):
    """What is pressed here is not kept until the question is decided: `picked` (id, decision)."""

    picked = Signal(object, object)
    opened = Signal(object)
    release_wanted = Signal(object)

    def __init__(self, row: AdviceOn, own_industry: str, today: date) -> None:
        super().__init__()
        self.row = row
        self.setProperty("role", Role.CARD.value)
        self.setAccessibleName(_("Advice from {name}").format(name=row.mentor))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.decision = DecisionField(
            "decision", _("Your decision on the advice from {name}").format(name=row.mentor)
        )
        self.decision.show_value(row.decision)
        self.decision.edited.connect(self._on_picked)
        self.pending = caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.UNIT, theme.UNIT, theme.GROUP)
        column.setSpacing(theme.HALF)
        column.addLayout(self._head())
        column.addWidget(caption(bidi.joined(_from_where(row, own_industry, today))))
        column.addSpacing(theme.HALF)
        column.addWidget(prose.paragraph(row.text, selectable=True))
        if row.context.strip():
            column.addWidget(caption(_("Context: {context}").format(context=row.context.strip())))
        if row.reason.strip():
            column.addWidget(caption(_("Why: {reason}").format(reason=row.reason.strip())))
        column.addSpacing(theme.HALF)
        column.addStretch(1)
        column.addWidget(self.decision.widget)
        column.addWidget(self.pending)
        self._say_pending()

    def show_picked(self, decision: Decision) -> None:
        """Show a decision that was pressed before and is not kept yet."""
        self.decision.show_value(decision)
        self._say_pending()

    def _head(self) -> QHBoxLayout:
        name = prose.paragraph(self.row.mentor, Role.STRONG.value)
        self.open = QToolButton()
        only_reads(self.open)
        self.open.setIcon(icon("edit"))
        self.open.setAutoRaise(True)
        _name(self.open, _("Open the advice from {name}").format(name=self.row.mentor))
        self.open.clicked.connect(self._on_open)
        self.release = QToolButton()
        self.release.setIcon(icon("close"))
        self.release.setAutoRaise(True)
        _name(
            self.release,
            _("Remove the advice from {name} from this question").format(name=self.row.mentor),
        )
        self.release.clicked.connect(self._on_release)
        row = QHBoxLayout()
        row.setSpacing(theme.HALF)
        row.addWidget(name, 1)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.release, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _say_pending(self) -> None:
        now = self.decision.value()
        changed = now is not self.row.decision
        sign = f"{words.decision_sign(now)} {words.of(now)}"
        self.pending.setText(_("{decision}, when you decide").format(decision=sign) if changed else sign)

    def _on_picked(self) -> None:
        self._say_pending()
        self.picked.emit(self.row.id, self.decision.value())

    def _on_open(self) -> None:
        self.opened.emit(self.row.id)

    def _on_release(self) -> None:
        self.release_wanted.emit(self.row.id)


def _from_where(row: AdviceOn, own_industry: str, today: date) -> list[str]:
    """When it was given, by whom, and whether from the mentee's own industry."""
    industry = row.industry.strip()
    told = industry
    if industry and own_industry.strip():
        same = industry.casefold() == own_industry.strip().casefold()
        told = (_("your industry: {name}") if same else _("another industry: {name}")).format(name=industry)
    return [days.spoken(row.given_on, today), row.organisation.strip(), told, row.area]


def _name(button: QToolButton, text: str) -> None:
    button.setAccessibleName(text)
    button.setToolTip(plain_tooltip(text))
