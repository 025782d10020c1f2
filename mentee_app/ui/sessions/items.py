"""The items of a session: talking points, advice with its decision, challenges, actions."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mentee_app.domain.actions import ActionDraft, Owner
from mentee_app.domain.advice import AdviceDraft
from mentee_app.domain.challenges import ChallengeDraft
from mentee_app.domain.challenges import Status as ChallengeStatus
from mentee_app.domain.kinds import Kind
from mentee_app.domain.sessions import AgendaItemDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.decision import DecisionField, decided
from mentee_app.ui.forms.fields import ChoiceField, TextField
from mentee_app.ui.forms.items import ItemKind
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.sessions.agenda import AgendaForm, ItemForm
from mentee_app.ui.style.plain import one_line

Whom = Callable[[], tuple[int | None, date]]
"""Gives the person of the shown session (id) and its day."""


def agenda(desk: Desk) -> ItemKind:
    """Talking points."""
    return ItemKind(
        title=_("Agenda"),
        icon="agenda",
        add=_("Add a talking point"),
        remove=_("Delete this talking point"),
        service=desk.agenda,
        text_field="text",
        kept=lambda session: kept.several(AgendaItemDraft, "session", session),
        begun=lambda session, text, place: AgendaItemDraft(session, text, position=place),
        form=lambda: AgendaForm(desk),
    )


def advice(desk: Desk, whom: Whom) -> ItemKind:
    """Advice and what became of it."""

    def begun(session: int, text: str, place: int) -> AdviceDraft:
        person, day = whom()
        return AdviceDraft(person, session, text, given_on=day, position=place)

    return ItemKind(
        title=_("Advice"),
        icon="advice",
        add=_("Add advice you were given"),
        remove=_("Delete this advice"),
        service=desk.advice,
        text_field="text",
        kept=lambda session: kept.several(AdviceDraft, "session", session),
        begun=begun,
        form=lambda: _AdviceForm(desk),
    )


def challenges(desk: Desk, whom: Whom) -> ItemKind:
    """What the mentor dared the mentee to do."""
    return ItemKind(
        title=_("Challenges"),
        icon="challenge",
        add=_("Add something they dared you to do"),
        remove=_("Delete this challenge"),
        service=desk.challenges,
        text_field="text",
        kept=lambda session: kept.several(ChallengeDraft, "session", session),
        begun=lambda session, text, place: ChallengeDraft(whom()[0], session, text, position=place),
        form=lambda: _ChallengeForm(desk),
    )


def actions(desk: Desk, whom: Whom) -> ItemKind:
    """What to do after the session."""
    return ItemKind(
        title=_("Actions"),
        icon="action",
        add=_("Add something to do"),
        remove=_("Delete this action"),
        service=desk.actions,
        text_field="text",
        kept=lambda session: kept.several(ActionDraft, "session", session),
        begun=lambda session, text, place: ActionDraft(whom()[0], session, text=text, position=place),
        form=lambda: _ActionForm(desk),
    )


def placed(draft: Any, known: Sequence[Kept[Any]]) -> Any:
    """`draft`, put last among the `known` ones."""
    last = max((each.draft.position for each in known), default=-1)
    return dataclasses.replace(draft, position=last + 1)


def lifted(kind: Kind, text: str) -> str:
    """The sentence that offers to undo that a line of the notes was kept as something of this kind too."""
    sentence = {
        Kind.ADVICE: _("Kept as advice: “{line}”."),
        Kind.CHALLENGES: _("Kept as a challenge: “{line}”."),
        Kind.ACTIONS: _("Kept as an action: “{line}”."),
    }[kind]
    return sentence.format(line=one_line(text))


class _AdviceForm(ItemForm):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.advice, desk.notices)
        self._desk = desk
        self.add_row(TextField("text", _("Advice"), least=1))
        self.add_row(
            TextField("context", _("Context"), _("What was it about, and when does it hold?"), least=1)
        )
        self._decision = DecisionField("decision", _("Your decision"))
        self._decision.edited.connect(self._on_decided)
        self.place(self._decision)
        self.add_row(
            TextField("reason", _("Why"), _("May stay empty"), least=1),
            DayField("review_on", _("Look at it again on"), desk.today),
            stretch=(3, 2),
        )
        self.add_row(
            TextField("outcome", _("What happened when you used it"), least=1),
            DayField("told_on", _("Told them on"), desk.today),
            stretch=(3, 2),
        )

    def show_kept(self, shown: Kept[AdviceDraft]) -> None:
        super().show_kept(shown)
        self._decision.show_value(shown.draft.decision)

    def _on_decided(self) -> None:
        """A decision is an action of its own, with its own undo."""
        if self.shown and self.flush():
            self.attempt(self._decide)
            self.reload()
            self._decision.show_value(self.shown.draft.decision)

    def _decide(self) -> None:
        decision = self._decision.value()
        deed = self._desk.advice.decide(self.shown.id, decision, self._desk.today(), origin=self)
        self._desk.notices.undoable.emit(decided(decision, self.shown.draft.text), deed)


class _ChallengeForm(ItemForm):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.challenges, desk.notices)
        self.add_row(
            TextField("text", _("Challenge"), least=1),
            ChoiceField.of("status", _("State"), ChallengeStatus),
            stretch=(3, 1),
        )
        self.add_row(TextField("learned", _("What you learned"), least=1))


class _ActionForm(ItemForm):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.actions, desk.notices)
        self.add_row(TextField("text", _("Action"), least=1, enter_ends=True))
        self.add_row(
            ChoiceField.of("owner", _("Who"), Owner),
            DayField("due_on", _("Due on"), desk.today),
            DayField("done_on", _("Done on"), desk.today),
        )
