"""The next steps for one kind of help, which do things: goal, person, ready-list, message, relationship."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.relationships import Kind
from mentee_app.domain.requests import RequestDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.ui.asking.ask_message import AskMessage
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.asking.links import GoalLink, PersonLink
from mentee_app.ui.asking.ready_list import ReadyList
from mentee_app.ui.asking.relationship_link import RelationshipLink
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.prose import paragraph, points
from mentee_app.wizard.instrument import Outcome


class AskSteps(QWidget):
    """For `side` (apprenticeship or mentoring) of the request with this id."""

    def __init__(self, desk: Desk, side: str, request: int) -> None:
        super().__init__()
        self._request = request
        outcome = instrument().outcome(side)
        self.goal = GoalLink(desk, request)
        self.person = PersonLink(desk, request)
        self.ready = ReadyList(desk, outcome, request)
        self.message = AskMessage(desk, side)
        self.relationship = RelationshipLink(desk, request, Kind(side))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.UNIT)
        self._add_deeds()
        for fold in reading(outcome):
            self._column.addWidget(fold)
        self.reload()

    def reload(self) -> None:
        """Show what is so now; what is being typed stays."""
        for part in (self.goal, self.person, self.ready, self.relationship):
            part.reload()
        found = kept.one(RequestDraft, self._request)
        if self.message.shown is None and found:
            self.message.show_kept(found)
        else:
            self.message.reload()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all([each.flush() for each in (self.goal, self.person, self.message, self.relationship)])

    def _add_deeds(self) -> None:
        parts = (
            (_("A goal"), _("What do you want to get further with?"), self.goal),
            (_("A person"), _("Somebody you know, or would like to know."), self.person),
            (_("Are you ready?"), _("Tick what is true. An open one is something to do first."), self.ready),
            (_("The message"), _("It is yours to change. Nothing is sent from here."), self.message),
            (
                _("The relationship"),
                _("Keeps what you agree, your sessions and their advice."),
                self.relationship,
            ),
        )
        for name, lead, part in parts:
            self._column.addWidget(prose.card(paragraph(name, "strong"), caption(lead), part))


def reading(outcome: Outcome) -> list[Fold]:
    """What there is to read about one kind of help, folded."""
    steps = points((_(step.text) for step in outcome.steps), numbered=True)
    folds = [
        Fold(_("All steps, one by one"), steps),
        Fold(_("What to look for in a person"), points(_(text) for text in outcome.look_for)),
    ]
    if outcome.agenda:
        folds.append(Fold(_("A plan for the first talk"), points(_(text) for text in outcome.agenda)))
    if outcome.map:
        folds.append(
            Fold(_("Parts of life that may need different people"), points(_(text) for text in outcome.map))
        )
    if outcome.message_more:
        more = paragraph(_(outcome.message_more), selectable=True)
        folds.append(Fold(_("A message for after the first talk"), more))
    return folds
