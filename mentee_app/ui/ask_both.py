"""Two requests in one: a column for each kind of help, and the split that makes each a request of its own."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.services.changes import Kind as Things
from mentee_app.trouble import Trouble
from mentee_app.ui import asked, prose, theme
from mentee_app.ui.ask_steps import AskSteps, reading
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import NoteEdit
from mentee_app.ui.heading import caption, section
from mentee_app.ui.icons import Ink, icon
from mentee_app.ui.instrument import instrument
from mentee_app.ui.notices import Place
from mentee_app.ui.prose import emptied, paragraph, points, put
from mentee_app.ui.ready_list import ReadyList
from mentee_app.ui.style_sheet import Role, dress

_SIDES = (OwnChoice.APPRENTICESHIP, OwnChoice.MENTORING)
_ROOM_FOR_TWO = 900
"""Pixels at 100 %: with less, the two columns stand below each other."""


class AskBoth(QWidget):
    """Before the split each column tells about its part; after it, it holds that request's next steps."""

    def __init__(self, desk: Desk, request: int) -> None:
        super().__init__()
        self._desk = desk
        self._request = request
        self._split_into: tuple[int, ...] | None = None
        self.columns: dict[OwnChoice, SideColumn] = {}
        self.split = QPushButton(icon("both", Ink.ON_ACCENT), _("Split into two requests"))
        self.split.clicked.connect(self._on_split)
        dress(self.split, Role.PRIMARY)
        self._build()
        self.reload()

    def reload(self) -> None:
        """Show what is so now."""
        children = asked.children(self._request)
        self.split.setVisible(not all(side in children for side in _SIDES))
        self._lead.setVisible(self.split.isVisibleTo(self))
        for side, column in self.columns.items():
            column.show_child(children.get(side))

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return all(column.flush() for column in self.columns.values())

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
        for side in _SIDES:
            self.columns[side] = SideColumn(self._desk, side, self._request)
            self._columns.addWidget(self.columns[side], 1)
        whole.addLayout(self._columns)

    def _on_split(self) -> None:
        try:
            self._split()
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        else:
            self._desk.notices.saved.emit()
        self.reload()

    def _split(self) -> None:
        """Each part takes the answers along, so that it stands on its own; the parent stays as it is."""
        requests = self._desk.requests
        children = asked.children(self._request)
        parent = requests.current(self._request).draft
        for side in _SIDES:
            if side not in children:
                requests.add(
                    RequestDraft(
                        own_words=self.columns[side].sentence.text().strip() or parent.own_words,
                        answers=parent.answers,
                        page=parent.page,
                        finished_at=parent.finished_at,
                        outcome=parent.outcome,
                        verdict=parent.verdict,
                        own_choice=side,
                        parent=self._request,
                    )
                )


class SideColumn(QWidget):
    """One of the two kinds of help."""

    def __init__(self, desk: Desk, side: OwnChoice, parent_request: int) -> None:
        super().__init__()
        self._desk = desk
        self._side = side
        self._child: int | None = None
        self.steps: AskSteps | None = None
        self.sentence = NoteEdit(2, 6)
        self.sentence.setAccessibleName(_("Your sentence: {kind}").format(kind=words.of(side)))
        self.open = QPushButton(_("Open this request"))
        self.open.clicked.connect(self._on_open)
        self._before = self._made_before(parent_request)
        self._after, self._after_column = prose.stack(theme.UNIT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(words.of(side)))
        column.addWidget(self._before)
        column.addWidget(self._after)
        column.addStretch(1)

    def show_child(self, child: Kept[RequestDraft] | None) -> None:
        """Show the request that was split off for this side, or what comes before there is one."""
        self._before.setVisible(child is None)
        self._after.setVisible(child is not None)
        if child is None or child.id == self._child:
            if self.steps:
                self.steps.reload()
            return
        self._child = child.id
        emptied(self._after_column)
        put(self._after_column, paragraph(child.draft.own_words))
        self.open = QPushButton(_("Open this request"))
        self.open.clicked.connect(self._on_open)
        put(self._after_column, prose.leading(self.open))
        self.steps = AskSteps(self._desk, self._side.value, child.id)
        put(self._after_column, self.steps)

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""
        return self.steps.flush() if self.steps else True

    def _made_before(self, request: int) -> QWidget:
        outcome = instrument().outcome(self._side.value)
        box, column = prose.stack(theme.UNIT)
        beginnings = {
            OwnChoice.APPRENTICESHIP: _("From one person I want to learn …"),
            OwnChoice.MENTORING: _("I want to think about …"),
        }
        self.sentence.setPlaceholderText(beginnings[self._side])
        column.addWidget(paragraph(_(outcome.body)))
        column.addWidget(self.sentence)
        self.ready = ReadyList(self._desk, outcome, request)
        column.addWidget(prose.card(paragraph(_("Are you ready?"), "strong"), self.ready))
        for fold in reading(outcome):
            column.addWidget(fold)
        return box

    def _on_open(self) -> None:
        if self._child is not None and self.flush():
            self._desk.notices.wanted.emit(Place(Things.REQUESTS, self._child))
