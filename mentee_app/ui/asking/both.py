"""Two requests in one: a column for each kind of help, and the split that makes each a request of its own."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Kind as Things
from mentee_app.services.records import Vanished
from mentee_app.services.requests import SIDES
from mentee_app.trouble import Trouble
from mentee_app.ui.asking.instrument import instrument
from mentee_app.ui.asking.next_steps import AskSteps, reading
from mentee_app.ui.asking.ready_list import ReadyList
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.desk.notices import Place
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.note_edit import NoteEdit
from mentee_app.ui.widgets.prose import emptied, paragraph, points, put
from mentee_app.ui.widgets.read_only import only_reads

_ROOM_FOR_TWO = 900
"""Pixels at 100 %: with less, the two columns stand below each other."""


class AskBoth(QWidget):
    """Before the split each column tells about its part; after it, it holds that request's next steps."""

    def __init__(self, desk: Desk, request: int) -> None:
        super().__init__()
        self._desk = desk
        self._request = request
        self.columns: dict[OwnChoice, SideColumn] = {}
        self.split = QPushButton(icon("both", Ink.ON_ACCENT), _("Split into two requests"))
        self.split.clicked.connect(self._on_split)
        dress(self.split, Role.PRIMARY)
        self._build()
        self.reload()

    def reload(self) -> None:
        """Show what is so now."""
        split = self._desk.requests.split_of(self._request)
        whole = kept.one(RequestDraft, self._request)
        offered = not split.parts and whole is not None and self._desk.requests.part_of(whole) is None
        self.split.setVisible(offered)
        self._lead.setVisible(offered)
        for side, column in self.columns.items():
            column.show_sentence(split.sentences.get(side, ""), asked_for=offered)
            column.show_part(split.parts.get(side))

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all([column.flush() for column in self.columns.values()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= theme.scaled(_ROOM_FOR_TWO)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GROUP)
        whole.addWidget(points((_(step.text) for step in instrument().both.steps), numbered=True))
        self._lead = caption(
            _("Write one sentence for each part, or leave them empty and split all the same.")
        )
        head = QHBoxLayout()
        head.addWidget(self._lead, 1)
        head.addWidget(self.split)
        whole.addLayout(head)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.GROUP)
        for side in SIDES:
            self.columns[side] = SideColumn(self._desk, side, self._request)
            self._columns.addWidget(self.columns[side], 1)
        whole.addLayout(self._columns)

    def _on_split(self) -> None:
        try:
            sentences = {side: column.sentence.text() for side, column in self.columns.items()}
            self._desk.requests.split(self._request, sentences)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        else:
            for column in self.columns.values():
                column.forget_sentence()
            self._desk.notices.saved.emit()
        self.reload()


class SideColumn(QWidget):
    """One of the two kinds of help."""

    def __init__(self, desk: Desk, side: OwnChoice, whole: int) -> None:
        super().__init__()
        self._desk = desk
        self._side = side
        self._whole = whole
        self._part: int | None = None
        self._kept_sentence = ""
        self.steps: AskSteps | None = None
        self.sentence = NoteEdit(2, 6)
        self.sentence.setAccessibleName(_("Your sentence: {kind}").format(kind=words.of(side)))
        self._autosave = Autosave(self, desk.feed.told_after, self._words)
        self.open: QPushButton | None = None
        self._before = self._made_before()
        self._after, self._after_column = prose.stack(theme.UNIT)
        self._gone = caption(_("This part was split off and deleted since then."))
        self._build()
        self.sentence.textChanged.connect(self._on_changed)
        self._autosave.due.connect(self._on_due)

    def show_sentence(self, text: str, asked_for: bool) -> None:
        """Show the sentence that is kept, unless it is being typed. `asked_for`: there is a split to write it for."""
        self.sentence.setVisible(asked_for)
        if not self._autosave.pending and text != self._kept_sentence:
            self._kept_sentence = text
            self.sentence.setPlainText(text)

    def forget_sentence(self) -> None:
        """It went into the part."""
        self._kept_sentence = ""
        self.sentence.clear()
        self._autosave.done()

    def show_part(self, part: int | None) -> None:
        """Show the request (id) that was split off for this side, or what comes before there is one."""
        found = kept.one(RequestDraft, part)
        self._before.setVisible(part is None)
        self._after.setVisible(found is not None)
        self._gone.setVisible(part is not None and found is None)
        if found and part != self._part:
            self._part = part
            self._show_steps(found)
        elif found and self.steps:
            self.steps.reload()

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all([self._autosave.flush(), self.steps.flush() if self.steps else True])

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(words.of(self._side)))
        column.addWidget(self._before)
        column.addWidget(self._after)
        column.addWidget(self._gone)
        column.addStretch(1)

    def _show_steps(self, part: Kept[RequestDraft]) -> None:
        emptied(self._after_column)
        put(self._after_column, paragraph(part.draft.own_words))
        self.open = QPushButton(_("Open this request"))
        only_reads(self.open)
        self.open.clicked.connect(self._on_open)
        put(self._after_column, prose.leading(self.open))
        self.steps = AskSteps(self._desk, self._side.value, part.id)
        put(self._after_column, self.steps)

    def _made_before(self) -> QWidget:
        outcome = instrument().outcome(self._side.value)
        box, column = prose.stack(theme.UNIT)
        beginnings = {
            OwnChoice.APPRENTICESHIP: _("From one person I want to learn …"),
            OwnChoice.MENTORING: _("I want to think about …"),
        }
        self.sentence.setPlaceholderText(beginnings[self._side])
        column.addWidget(paragraph(_(outcome.body)))
        column.addWidget(self.sentence)
        self.ready = ReadyList(self._desk, outcome, self._whole)
        column.addWidget(prose.card(paragraph(_("Are you ready?"), "strong"), self.ready))
        for fold in reading(outcome):
            column.addWidget(fold)
        return box

    def _on_changed(self) -> None:
        if self._autosave.pending or self.sentence.text() != self._kept_sentence:
            self._autosave.touch()

    def _words(self) -> SetAside | None:
        text = self.sentence.text()
        return self._as_words(text) if text.strip() else None

    def _as_words(self, text: str) -> SetAside:
        label = words.of(self._side)
        return SetAside(set_aside.title(label, self._whole), (Part(label, text),))

    def _on_due(self) -> None:
        text = self.sentence.text()
        try:
            kept_now = self._desk.requests.write_sentence(
                self._whole, self._side, text, self, self._kept_sentence
            )
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        except Vanished:
            self._autosave.let_go(self._desk.notices)
            return
        self._autosave.done()
        self._kept_sentence = text
        if kept_now.text != text:
            self.show_sentence(kept_now.text, asked_for=True)
        self._desk.notices.saved.emit()
        if kept_now.unseen:
            self._desk.notices.set_aside.emit(self._as_words(kept_now.unseen))

    def _on_open(self) -> None:
        if self._part is not None and self.flush():
            self._desk.notices.wanted.emit(Place(Things.REQUESTS, self._part))
