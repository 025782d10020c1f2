"""The challenges of the ledger: offered, accepted or declined, done, and what was learned."""

from array import array
from collections.abc import Sequence
from functools import partial

from mentee_app import words
from mentee_app.domain.challenges import ChallengeDraft, Status
from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.queries import challenges, given
from mentee_app.queries.challenges import ChallengeRow, Filter, Order
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.advice import answers
from mentee_app.ui.advice.answers import AnswerField
from mentee_app.ui.advice.given_editor import GivenEditor
from mentee_app.ui.advice.given_form import GivenForm
from mentee_app.ui.advice.given_tab import GivenTab
from mentee_app.ui.advice.narrowed_panel import NarrowedPanel
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.lists import deeds
from mentee_app.ui.lists.look import Look
from mentee_app.ui.widgets import bidi, days
from mentee_app.ui.widgets.empty_state import EmptyState
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.keys import Keys


class ChallengeTab(GivenTab):
    """List and editor of challenges; one key answers in the list."""

    def __init__(self, desk: Desk) -> None:
        sentence = _(
            "What a mentor dares you to do. You accept or decline as you see fit, and keep what you learned."
        )
        empty = EmptyState("challenge", sentence, [(_("Write down a challenge"), self.begin_new)])
        super().__init__(
            desk, _ChallengePanel(desk), ChallengeEditor(desk), empty, _("No challenge fits the filter.")
        )
        self.service = desk.challenges
        self.connect_begun()
        Keys(
            [self.panel.list], {key: partial(self._answer, status) for status, _icon, key in answers.ANSWERS}
        )

    def _answer(self, status: Status) -> None:
        """Answer the chosen one; where the list shows those that wait for an answer, go on to the next."""
        id = self.panel.list.current
        if id is None:
            return
        try:
            if self.panel.status is not None and self.panel.status is not status:
                if not self.go_on_from(id):
                    return
            elif not self.editor.flush():
                return
            deeds.answer(self._desk, id, status)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)


class ChallengeEditor(GivenEditor):
    """One challenge in place."""

    draft_type = ChallengeDraft
    shows = frozenset({Kind.CHALLENGES, Kind.SESSIONS, Kind.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _ChallengeForm(desk), _("New challenge"))

    def first_draft(self, person: int | None) -> ChallengeDraft:
        return ChallengeDraft(person)

    def show_around(self, shown: Kept[ChallengeDraft]) -> None:
        super().show_around(shown)
        self.form.show_answer(shown)


class _ChallengePanel(NarrowedPanel):
    shows = frozenset(
        {Kind.CHALLENGES, Kind.SESSIONS, Kind.RELATIONSHIPS, Kind.PEOPLE, Kind.AREAS, Kind.GOALS}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Challenges"), _("New challenge"))
        statuses = [(None, _("All challenges")), *((status, words.of(status)) for status in Status)]
        self._status = self.add_choice(_("State"), statuses)
        orders = [
            (Order.NEWEST, _("Newest first")),
            (Order.OLDEST, _("Oldest first")),
            (Order.MENTOR, _("By mentor")),
        ]
        self._order = self.add_choice(_("Order"), orders)
        self.add_narrowing(
            lambda: given.mentors("challenge"),
            _("Keys: A accepted, D declined, F finished."),
        )

    @property
    def status(self) -> Status | None:
        """Which state the list is narrowed to."""
        chosen: Status | None = self.choice(self._status)
        return chosen

    def ids(self) -> "array[int]":
        return challenges.ids(Filter(status=self.status, order=self.choice(self._order), **self.narrowed))

    def page(self, wanted: Sequence[int]) -> list[ChallengeRow]:
        return challenges.page(wanted)

    def look(self, row: ChallengeRow) -> Look:
        state = f"{answers.sign(row.status)} {words.of(row.status)}"
        day = days.spoken(row.offered_on, self._desk.today())
        return Look(
            title=row.opening,
            below=bidi.joined([state, row.mentor, day]),
            aside=_("learned") if row.learned else "",
            initials_of=row.mentor,
            colour=row.colour,
            faint=row.status in (Status.DECLINED, Status.DONE),
            tooltip=f"{row.opening}\n{row.mentor}, {days.full(row.offered_on)}",
        )


class _ChallengeForm(GivenForm):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.challenges, desk, _("Challenge"))
        self._desk = desk
        self.answer = AnswerField("status", _("Your answer"))
        self.answer.edited.connect(self._on_answered)
        self.answer_row = FieldRow([self.answer])
        self.learned = TextField(
            "learned", _("What you learned"), _("From doing it, or from declining it"), 2
        )
        self.add_who()
        self.add_row(self.text)
        self.add_widget(self.answer_row)
        self.hint = caption(
            _("Yours to take up or to leave. Declining is an answer like any other. Keys: A, D, F.")
        )
        self.add_widget(self.hint)
        self.add_row(self.learned)

    def show_answer(self, shown: Kept[ChallengeDraft]) -> None:
        """Show what became of it."""
        self.answer.show_value(shown.draft.status)
        for widget in (self.answer_row, self.hint):
            widget.setVisible(not self.fresh)

    def _on_answered(self) -> None:
        wanted = self.answer.value()
        try:
            if self.shown and self.flush() and deeds.answer(self._desk, self.shown.id, wanted):
                return
        except Trouble as trouble:
            self._notices.failed.emit(trouble.sentence)
        if self.shown:
            self.answer.show_value(self.shown.draft.status)
