"""What is typed where nothing is kept before a button says so: it survives, and stands there again the next time."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mentee_app.domain.unfinished import Part, SetAside, Typed
from mentee_app.i18n import _
from mentee_app.queries import unfinished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption


class Again(QWidget):
    """Says that what was begun stands here again; `empty_wanted` where the person wants to start without it."""

    empty_wanted = Signal()

    def __init__(self, sentence: str = "", start_empty: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(caption(sentence or _("What you began last time stands here again.")), 1)
        self.start_empty = QPushButton(start_empty or _("Start empty"))
        self.start_empty.setAutoDefault(False)
        dress(self.start_empty, Role.QUIET)
        self.start_empty.clicked.connect(self.empty_wanted)
        row.addWidget(self.start_empty)
        self.hide()


class TypedHere(Again):
    """Keeps what `read` gives (texts by name; none where there is nothing to keep) within a second of `touch`.

    `show` puts them back, and `emptied` is said when they were put away, which can be undone.
    """

    emptied = Signal()

    def __init__(
        self,
        desk: Desk,
        place: str,
        read: Callable[[], Mapping[str, str]],
        show: Callable[[Mapping[str, str]], None],
        sentence: str = "",
        start_empty: str = "",
    ) -> None:
        super().__init__(sentence, start_empty)
        self._desk = desk
        self._place = place
        self._subject: int | None = None
        self._read = read
        self._show = show
        self._autosave = Autosave(self, desk.feed.told_after, self._words)
        self._autosave.due.connect(self._on_due)
        self.empty_wanted.connect(self._on_empty_wanted)

    def offer(self, subject: int | None = None) -> bool:
        """Put back what was left about this subject (id; None for whatever was left last). Raises Trouble."""
        found = unfinished.typed(self._place, subject)
        self._autosave.done()
        self._subject = found.subject if found else subject
        if found:
            self._show(dict(found.texts))
            self._autosave.done()
        self.setVisible(found is not None)
        return found is not None

    def touch(self) -> None:
        """Something was typed."""
        self._autosave.touch()

    def flush(self) -> bool:
        """Save now; whether all is saved."""
        return self._autosave.flush()

    def forget(self) -> None:
        """It is done with."""
        self._autosave.done()
        self.hide()
        try:
            self._desk.sessions.keep_typed(Typed(self._place, self._subject))
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)

    def put_away(self) -> bool:
        """Forget it so that it can be taken back; whether that was done."""
        try:
            kept = self.flush()
            deed = self._desk.sessions.put_away_typed(Typed(self._place, self._subject)) if kept else None
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            return False
        self._autosave.done()
        self.hide()
        if deed is not None:
            self._desk.notices.undoable.emit(_("What you had typed is put away."), deed)
        return True

    def _on_empty_wanted(self) -> None:
        if self.put_away():
            self.emptied.emit()

    def _words(self) -> SetAside | None:
        parts = tuple(Part("", text) for text in self._read().values() if text.strip())
        return SetAside(_("What you had begun to type"), parts) if parts else None

    def _on_due(self) -> None:
        texts = tuple(self._read().items())
        try:
            self._desk.sessions.keep_typed(Typed(self._place, self._subject, texts))
        except Trouble as trouble:
            self._autosave.failed()
            self._desk.notices.failed.emit(trouble.sentence)
            return
        self._autosave.done()
        if texts:
            self._desk.notices.saved.emit()
