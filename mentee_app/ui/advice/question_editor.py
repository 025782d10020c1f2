"""One question: the advice on it side by side, where it differs, and one decision on all of it with one reason."""

from collections import defaultdict
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app.domain.advice import Decision
from mentee_app.domain.kinds import Kind
from mentee_app.domain.questions import QuestionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import about_me, advice, kept, questions
from mentee_app.queries.kept import Kept
from mentee_app.queries.questions import AdviceOn
from mentee_app.services.changes import Change
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.card import AdviceCard
from mentee_app.ui.advice.columns import Columns
from mentee_app.ui.advice.suggest_line import SuggestLine
from mentee_app.ui.advice.who_to_ask import WhoToAsk
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.lists import deeds
from mentee_app.ui.lists.noun_tab import Editor
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import days, prose
from mentee_app.ui.widgets.heading import TitleRow, caption
from mentee_app.ui.widgets.scrolled import bring_into_sight


class QuestionEditor(Editor):
    """`advice_wanted` (id) when a piece of advice is to be opened by itself."""

    advice_wanted = Signal(object)
    shows = frozenset({Kind.QUESTIONS, Kind.ADVICE, Kind.PEOPLE, Kind.ABOUT_ME, Kind.SESSIONS, Kind.AREAS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.feed)
        self._desk = desk
        self._id: int | None = None
        self._picked: dict[int, dict[int, Decision]] = defaultdict(dict)
        self._shown: tuple[str, list[AdviceOn]] | None = None
        self.cards: list[AdviceCard] = []
        head = TitleRow(self.delete_wanted)
        self.title = head.title
        self.state = caption("")
        self.form = _QuestionForm(desk)
        self.form.kept_changed.connect(self._show_head)
        self.form.decide.clicked.connect(self._on_decide)
        self.form.search.taken.connect(self._on_taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        for widget in (head, self.state, self.form):
            column.addWidget(widget)

    def setMaximumWidth(self, width: int) -> None:
        """Advice side by side takes more room than running text."""
        super().setMaximumWidth(width * 8 // 5)

    def show_one(self, id: int) -> None:
        shown = kept.one(QuestionDraft, id)
        if shown:
            self._id = id
            self.form.show_kept(shown)
            self._show_around(shown)

    def refresh(self) -> None:
        if self._id is not None and kept.one(QuestionDraft, self._id):
            self.form.reload()
            if self.form.shown:
                self._show_around(self.form.shown)

    def flush(self) -> bool:
        return all([self.form.flush(), self.form.who.flush()])

    def show_part(self, id: int) -> None:
        for card in self.cards:
            if card.row.id == id:
                card.decision.widget.setFocus()

    def start_typing(self, fresh: bool = False) -> None:
        self.form.text.start_typing(fresh)
        if fresh:
            self.form.text.edit.selectAll()

    def start_comparing(self) -> None:
        """Put the cursor where it is written in what the advice differs."""
        self.form.conclusion.start_typing()
        bring_into_sight(self.form.conclusion.edit)

    def _on_changed(self, change: Change) -> None:
        if change.origin is not self.form:
            super()._on_changed(change)

    def _show_around(self, shown: Kept[QuestionDraft]) -> None:
        self._show_head(shown)
        self.form.who.show_question(shown.id)
        now = (about_me.about_me().industry, questions.advice_on(shown.id))
        if now != self._shown:
            self._shown = now
            self._show_cards(shown.id, *now)
        self._show_ready()

    def _show_head(self, shown: Kept[QuestionDraft]) -> None:
        self.title.setText(shown.draft.text)
        on = shown.draft.decided_on
        self.state.setText(
            _("Decided {day}.").format(day=days.spoken(on, self._desk.today()))
            if on
            else _("Not decided yet.")
        )

    def _show_cards(self, question: int, own_industry: str, rows: list[AdviceOn]) -> None:
        picked = self._picked[question]
        self.cards = []
        for row in rows:
            card = AdviceCard(row, own_industry, self._desk.today())
            if row.id in picked:
                card.show_picked(picked[row.id])
            card.picked.connect(self._on_picked)
            card.opened.connect(self.advice_wanted)
            card.release_wanted.connect(self._on_release)
            self.cards.append(card)
        self.form.columns.show_cards(cast("list[QWidget]", list(self.cards)))
        self.form.show_count(rows)

    def _changed(self) -> dict[int, Decision]:
        """The decisions that were pressed and are not kept yet, by advice."""
        return {
            card.row.id: card.decision.value()
            for card in self.cards
            if card.decision.value() is not card.row.decision
        }

    def _show_ready(self) -> None:
        """With nothing left to decide the button is disabled, but not under the focus: that would fall on what follows."""
        self.form.decide.setEnabled(self._is_ready() or self.form.decide.hasFocus())

    def _is_ready(self) -> bool:
        shown = self.form.shown
        undecided = shown is not None and shown.draft.decided_on is None
        return bool(self._changed()) or (undecided and bool(self.cards))

    def _on_picked(self, advice: int, decision: Decision) -> None:
        if self._id is not None:
            self._picked[self._id][advice] = decision
        self._show_ready()

    def _on_taken(self, advice: int) -> None:
        question = self._id
        if question is not None:
            self.form.attempt(lambda: self._desk.questions.gather_more(question, [advice]))

    def _on_release(self, advice: int) -> None:
        question = self._id
        if question is None:
            return
        self._picked[question].pop(advice, None)
        sentence = _("Taken from under the question. The advice itself is still there.")
        self.form.search.setFocus()
        deeds.done(self._desk, lambda: self._desk.questions.release(question, advice), sentence)

    def _on_decide(self) -> None:
        try:
            if self.form.flush() and self._is_ready():
                self._decide()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def _decide(self) -> None:
        desk, shown, changed = self._desk, self.form.shown, self._changed()
        if shown is None:
            return
        sentence = ngettext(
            "Decided on {count} piece of advice: “{question}”",
            "Decided on {count} pieces of advice: “{question}”",
            len(changed),
        ).format(count=len(changed), question=one_line(shown.draft.text))
        conclusion = shown.draft.conclusion
        if deeds.done(
            desk, lambda: desk.questions.settle(shown.id, changed, conclusion, desk.today()), sentence
        ):
            self._picked.pop(shown.id, None)
            self._shown = None
            self.refresh()


class _QuestionForm(Form):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.questions, desk.notices)
        self._desk = desk
        self.text = TextField("text", _("Question"), _("What do you want to know?"), least=1, enter_ends=True)
        self.conclusion = TextField(
            "conclusion",
            _("Where they differ, and why you decide as you do"),
            _("Who speaks from which situation? Which one is yours?"),
            least=3,
        )
        self.count = caption("")
        self.columns = Columns()
        self.search = SuggestLine(desk, _("Add advice: type a word or a name"), "search", self._suggest)
        self.decide = QPushButton(_("Decide"))
        dress(self.decide, Role.PRIMARY)
        self.who = WhoToAsk(desk)
        self.add_row(self.text)
        for widget in (self.count, self.columns, self.search):
            self.add_widget(widget)
        self.add_row(self.conclusion)
        self.add_widget(prose.leading(self.decide))
        self.add_widget(self.who)

    def show_count(self, rows: list[AdviceOn]) -> None:
        """Say how much advice there is, of how many mentors."""
        mentors = len({row.person for row in rows})
        text = ngettext("{count} piece of advice", "{count} pieces of advice", len(rows))
        by = ngettext("from {count} mentor", "from {count} mentors", mentors)
        said = f"{text.format(count=len(rows))} {by.format(count=mentors)}"
        self.count.setText(
            said if rows else _("No advice here yet. Add some, and see side by side where it differs.")
        )

    def _suggest(self, typed: str) -> list[tuple[int, str]]:
        here = {row.id for row in questions.advice_on(self.shown.id)} if self.shown else set()
        found = advice.suggested(typed, self._desk.today(), 24)
        return [(row.id, f"{one_line(row.opening)} · {row.mentor}") for row in found if row.id not in here][
            :12
        ]
