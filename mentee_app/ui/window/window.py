"""The main window: tabs, menus, the status line that tells the truth, the undo bar; nothing is lost when it closes."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import Notices, Place
from mentee_app.ui.forms.autosave import Autosave, let_go
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel, literal, plain_tooltip
from mentee_app.ui.widgets.bars import ReminderBar, TroubleBar, UndoBar
from mentee_app.ui.widgets.later import later
from mentee_app.ui.widgets.read_only import writes
from mentee_app.ui.window import file_drop

if TYPE_CHECKING:
    from mentee_app.ui.forms.set_aside import Unsaved


class Tab(Protocol):
    """What the window needs of a tab."""

    def flush(self) -> bool:
        """Save what is being typed; whether all is saved."""

    def take_focus(self) -> None:
        """Put the focus where work goes on."""


@dataclass(frozen=True)
class TabPlan:
    """A tab that is made when it is first shown: the kind of things in it, its icon and word, and how to make it."""

    kind: Kind | None
    icon: str
    word: str
    make: Callable[[], QWidget]


class MainWindow(QMainWindow):
    """Its tabs stay empty until it is furnished. `painted` is emitted once, after the first paint.

    `prepare_wanted` carries the id of a session, `dropped` the file (Path) that was dropped onto it; `day_may_have_changed`
    when the window comes to the front.
    """

    painted = Signal()
    search_wanted = Signal()
    prepare_wanted = Signal(object)
    dropped = Signal(object)
    day_may_have_changed = Signal()

    def __init__(self, notices: Notices, now: Callable[[], datetime], plans: Sequence[TabPlan]) -> None:
        super().__init__()
        self._notices = notices
        self._now = now
        self._plans = plans
        self._made: dict[int, Tab] = {}
        self._undo_deed: Callable[[int], object] | None = None
        self._unsaved: Unsaved | None = None
        self._was_painted = False
        self._with_signs = True
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    @property
    def tabs(self) -> QTabWidget:
        """The tabs, in the order of their plans."""
        return self._tabs

    def furnish(self, undo_deed: Callable[[int], object], unsaved: "Unsaved") -> None:
        """Make the tab in front, and the others as they are shown. `undo_deed` takes a deed (id) back; `unsaved` holds
        what the screens set aside.
        """
        self._undo_deed = undo_deed
        self._unsaved = unsaved
        self.tab(self._tabs.currentIndex()).take_focus()

    def tab(self, index: int) -> Any:
        """The tab at an index, made where it was not yet."""
        if index not in self._made:
            made = self._plans[index].make()
            page = self._tabs.widget(index)
            page.layout().addWidget(made)
            made.show()
            self._made[index] = made
        return self._made[index]

    def tab_of(self, kind: Kind) -> Any:
        """The tab of a kind of things."""
        return self.tab(self._index_of(kind))

    def go(self, place: Place) -> None:
        """Show a kept thing in its tab, or begin a new one."""
        index = self._index_of(place.kind)
        self._tabs.setCurrentIndex(index)
        tab = self.tab(index)
        if self._tabs.tabBar().hasFocus():
            tab.take_focus()
        if place.id is None:
            tab.begin_new()
        else:
            tab.open_one(place.id, place.part)

    def show_tab(self, kind: Kind) -> None:
        """Bring the tab of a kind of things to the front."""
        self._tabs.setCurrentIndex(self._index_of(kind))

    def shown(self, kind: Kind) -> int | None:
        """The id of the thing of this kind that stands in the tab in front; None where it shows another kind."""
        index = self._tabs.currentIndex()
        return self.tab(index).shown if self._plans[index].kind is kind else None

    def enter(self, index: int) -> None:
        """Bring a tab to the front and put the focus into it, from the tab bar too."""
        self._tabs.setCurrentIndex(index)
        if self._undo_deed:
            self.tab(index).take_focus()

    def flush(self) -> bool:
        """Save what is being typed anywhere, in open dialogs too; whether all is saved."""
        dialogs = [
            dialog for dialog in self.findChildren(QDialog) if dialog.isVisible() and hasattr(dialog, "flush")
        ]
        saved = all([each.flush() for each in (*self._made.values(), *dialogs)])
        return (self._unsaved is None or self._unsaved.flush()) and saved

    def let_go(self) -> bool:
        """Save what is being typed anywhere, and set aside what cannot be saved; whether no words are in the window alone."""
        return let_go(self, self._notices, self.flush) and self.flush()

    @property
    def trouble(self) -> str:
        """What is said to be wrong; "" is nothing."""
        return self._trouble.sentence

    def rest(self) -> None:
        """Hide with every dialog and stop every timer: what is painted or put off would ask a notebook that is closed."""
        for each in (self, *self.findChildren(QDialog)):
            each.hide()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        try:
            ready = self.let_go() or self._close_anyway()
        except Exception:  # leaving this method by an exception would end the program, at times with a crash
            sys.excepthook(*sys.exc_info())
            return
        if ready:
            event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_drop.file_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = file_drop.file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self._was_painted:
            later(0, self, self._fit_bar)  # the tabs learn of another zoom after the window
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.look_again()

    def look_again(self) -> None:
        """It may be another day."""
        if 0 in self._made:
            self._made[0].look_again()
            self.day_may_have_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            later(0, self, self.painted.emit)

    def say(self, sentence: str) -> None:
        """Say what is wrong, until something is saved again or the person closes the bar."""
        self._status.setText("")
        self._trouble.say(sentence)

    def tell(self, sentence: str) -> None:
        """Say what was done to keep the notebook whole, until the person closes the bar."""
        self._trouble.tell(sentence)

    def remind(self, sentence: str, session: int) -> None:
        """Announce a session (id) until the person closes the bar."""
        self._reminder.say(sentence, session)

    def note(self, sentence: str) -> None:
        """Say something quiet in the status line."""
        self._status.setText(sentence)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar below the tabs, above those that are there."""
        self._column.insertWidget(1, bar)

    def restore(self, place: str, tab: int) -> None:
        """Take the place (base64 of Qt's geometry) and tab of the last time."""
        if not place or not self.restoreGeometry(
            QByteArray.fromBase64(QByteArray(place.encode(errors="replace")))
        ):
            self.resize(1180, 760)
        self._tabs.setCurrentIndex(tab if 0 <= tab < len(self._plans) else 0)

    def place(self) -> tuple[str, int]:
        """The place (base64 of Qt's geometry) and tab as they are now."""
        return bytes(self.saveGeometry().toBase64().data()).decode(), self._tabs.currentIndex()

    def _build(self) -> None:
        self.setWindowTitle(_("Mentee"))
        self.setMinimumSize(720, 520)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Tabs"))
        for number, plan in enumerate(self._plans, 1):
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self._tabs.addTab(page, icon(plan.icon), literal(plan.word))
            keys = _("{tab} (Ctrl+{number})").format(tab=plan.word, number=number)
            self._tabs.setTabToolTip(number - 1, plain_tooltip(keys))
        self._ask = QPushButton(icon("ask"), _("What am I asking for?"))
        self._ask.setAccessibleName(_("What am I asking for?"))
        writes(self._ask)
        self._ask.setToolTip(_("Sort a wish for help into a clear request"))
        self._search = QToolButton()
        self._search.setIcon(icon("search"))
        self._search.setAccessibleName(_("Search and go anywhere"))
        self._search.setToolTip(_("Search and go anywhere (Ctrl+K)"))
        self._search.setAutoRaise(True)
        self._search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.setCornerWidget(_side_by_side(self._search, self._ask), Qt.Corner.TopRightCorner)
        self._undo = UndoBar()
        self._reminder = ReminderBar()
        self._trouble = TroubleBar()
        whole = QWidget()
        self._column = column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._trouble)
        column.addWidget(self._reminder)
        column.addWidget(self._undo)
        self.setCentralWidget(whole)
        self._status = PlainLabel("")
        self._status.setAccessibleName(_("Status"))
        self._status.setProperty("role", "caption")
        self._status.setContentsMargins(theme.GROUP, 0, 0, theme.HALF)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        notices = self._notices
        notices.saved.connect(self._on_saved)
        notices.failed.connect(self.say)
        notices.said.connect(self.note)
        notices.undoable.connect(self._undo.offer)
        notices.undone.connect(self._undo.forget)
        self._undo.undo_wanted.connect(self._on_undo_wanted)
        self._trouble.again.connect(self.flush)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._ask.clicked.connect(self._on_ask)
        self._search.clicked.connect(self.search_wanted)
        self._reminder.prepare_wanted.connect(self.prepare_wanted)

    def undo_last(self) -> None:
        """Take back what the bar shows."""
        self._undo.undo()

    def _fit_bar(self) -> None:
        """Where the tabs want the room, the wizard's button gives its words, and then they their icons."""
        bar = self._tabs.tabBar()
        signs = bar.count() * theme.scaled(18 + theme.UNIT)
        tabs = bar.sizeHint().width() + (0 if self._with_signs else signs)
        words = _("What am I asking for?")
        room = self.width() - tabs - self._search.sizeHint().width() - 3 * theme.MARGIN
        wanted = self._ask.fontMetrics().horizontalAdvance(words) + 2 * theme.MARGIN
        self._ask.setText(words if wanted < room else "")
        if (room > theme.MARGIN) is not self._with_signs:
            self._with_signs = not self._with_signs
            for index, plan in enumerate(self._plans):
                self._tabs.setTabIcon(index, icon(plan.icon) if self._with_signs else QIcon())

    def _index_of(self, kind: Kind) -> int:
        return next(index for index, plan in enumerate(self._plans) if plan.kind is kind)

    def _on_tab_changed(self, index: int) -> None:
        if self._undo_deed:
            self.tab(index)
            if not self._tabs.tabBar().hasFocus():
                self.tab(index).take_focus()

    def _on_ask(self) -> None:
        self._notices.wizard_wanted.emit(None)

    def _on_saved(self) -> None:
        self._trouble.settle()
        from mentee_app.ui.widgets import days

        self._status.setText(_("Saved {time}").format(time=days.saved_at(self._now())))

    def _on_undo_wanted(self, deed: int) -> None:
        if self._undo_deed is None:
            return
        self.flush()  # what cannot be saved because of the deed is saved after it
        try:
            taken_back = self._undo_deed(deed)
        except Trouble as trouble:
            self.say(trouble.sentence)
            return
        self._undo.done()
        if taken_back:
            self._on_saved()
            self.flush()
        else:
            self.say(_("It was changed again since then, so it is left as it is now."))

    def _close_anyway(self) -> bool:
        from mentee_app.ui.window import unsaved_message

        held = self._unsaved.held if self._unsaved else ()
        typed = [each.words() for each in self.findChildren(Autosave)]
        return unsaved_message.ask(self, self._trouble.sentence, [*held, *(each for each in typed if each)])


def _side_by_side(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, theme.HALF)
    row.setSpacing(theme.UNIT)
    for widget in widgets:
        row.addWidget(widget)
    row.addSpacing(theme.GROUP)
    return box
