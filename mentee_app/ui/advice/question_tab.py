"""The questions of the ledger: each gathers the advice of several mentors, or waits for it."""

from array import array
from collections.abc import Sequence

from mentee_app.domain.kinds import Kind
from mentee_app.domain.questions import QuestionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept, questions
from mentee_app.queries.questions import Filter, Order, QuestionRow, State
from mentee_app.ui.advice.question_editor import QuestionEditor
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import deleted
from mentee_app.ui.lists.list_panel import ListPanel
from mentee_app.ui.lists.look import Look
from mentee_app.ui.lists.noun_tab import NounTab
from mentee_app.ui.widgets import bidi, days
from mentee_app.ui.widgets.empty_state import EmptyState


class QuestionTab(NounTab):
    """List and editor of questions."""

    def __init__(self, desk: Desk) -> None:
        sentence = _(
            "Put one question to several mentors, lay their advice side by side, and decide once with your own reason."
        )
        empty = EmptyState("question", sentence, [(_("Write down a question"), self.begin_new)])
        super().__init__(
            desk, _QuestionPanel(desk), QuestionEditor(desk), empty, _("No question fits the filter.")
        )

    def add(self) -> int | None:
        return self._desk.questions.add(QuestionDraft(_("New question")), origin=self).id

    def discard(self, id: int) -> tuple[int, str]:
        row = kept.one(QuestionDraft, id)
        return self._desk.questions.trash(id, origin=self), deleted(row.draft.text if row else "")


class _QuestionPanel(ListPanel):
    shows = frozenset({Kind.QUESTIONS, Kind.ADVICE, Kind.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Questions"), _("New question"))
        states = [
            (None, _("All questions")),
            (State.OPEN, _("Not decided yet")),
            (State.WAITING, _("To be asked")),
            (State.DECIDED, _("Decided")),
        ]
        self._state = self.add_choice(_("State"), states)
        self._mentor = self.add_choice(_("Mentor"), [(None, _("Any mentor"))])
        self._order = self.add_choice(
            _("Order"), [(Order.NEWEST, _("Newest first")), (Order.OLDEST, _("Oldest first"))]
        )

    def refresh(self) -> None:
        every = [(row.id, row.name) for row in questions.mentors()]
        self.offer(self._mentor, [(None, _("Any mentor")), *every])
        super().refresh()

    def ids(self) -> "array[int]":
        chosen = {"state": self._state, "mentor": self._mentor, "order": self._order}
        return questions.ids(Filter(self.words, **{name: self.choice(box) for name, box in chosen.items()}))

    def page(self, wanted: Sequence[int]) -> list[QuestionRow]:
        return questions.page(wanted)

    def look(self, row: QuestionRow) -> Look:
        parts = []
        if row.advice:
            said = ngettext("{count} piece of advice", "{count} pieces of advice", row.advice)
            parts.append(said.format(count=row.advice))
        if row.waits_for and not row.decided_on:
            parts.append(_("to ask: {names}").format(names=row.waits_for))
        day = days.spoken(row.decided_on, self._desk.today()) if row.decided_on else ""
        return Look(
            title=row.opening,
            below=bidi.joined(parts) or _("No advice here yet"),
            aside=_("decided {day}").format(day=day) if day else "",
            faint=row.decided_on is not None,
            tooltip=row.opening,
        )
