"""Hand something out as a file that other programs read: what goes along, what stays here, and where it goes."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.export import last_choices
from mentee_app.ui.export.export_kinds import Handout
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import save_place
from mentee_app.ui.widgets.heading import caption, section
from mentee_app.ui.widgets.save_place import AskForPath


class ExportDialog(QDialog):
    """One kind of file. `ask_for_path` gives the place, or "" (the system's dialog unless a test says otherwise)."""

    def __init__(
        self, desk: Desk, handout: Handout, parent: QWidget | None, ask_for_path: AskForPath | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._handout = handout
        self._ask_for_path = ask_for_path
        self._steps: Iterator[str] | None = None
        self._stays = PlainLabel("", wrap=True)
        self._stays.setAccessibleName(_("What stays here"))
        self._said = caption("")
        self._said.setAccessibleName(_("Status"))
        self._progress = QProgressBar()
        self._save = QPushButton(icon("export", Ink.ON_ACCENT), _("Save…"))
        self._stop = QPushButton(_("Stop"))
        self._close = QPushButton(_("Close"))
        self._stepping = QTimer(self)
        self._build()
        self._connect()
        handout.show_chosen(last_choices.last(handout.name))
        self._show_what_stays()
        self._show_busy(False)

    def save(self) -> None:
        """Ask for a place and write the file there, step by step, so that the window stays alive."""
        handout = self._handout
        path = save_place.chosen(self, handout.suggested(), handout.kind, self._ask_for_path)
        if path is None:
            return
        last_choices.remember(self._desk.preferences, handout.name, handout.chosen())
        self._said.setText("")
        self._steps = handout.written(path)
        self._show_busy(True)
        self._stepping.start()

    def done(self, result: int) -> None:
        self._on_stop()
        super().done(result)

    def _build(self) -> None:
        self.setWindowTitle(self._handout.kind.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        title = PlainLabel(self._handout.kind.title, wrap=True)
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(caption(self._handout.about))
        column.addWidget(self._handout)
        column.addWidget(section(_("What stays here")))
        column.addWidget(self._stays)
        column.addStretch(1)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress"))
        column.addWidget(self._progress)
        column.addWidget(self._said)
        dress(self._save, Role.PRIMARY)
        self._save.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._stop)
        row.addStretch(1)
        row.addWidget(self._close)
        column.addLayout(row)
        self.setMinimumWidth(min(theme.scaled(560), self.screen().availableGeometry().width() * 9 // 10))

    def _connect(self) -> None:
        self._handout.edited.connect(self._show_what_stays)
        self._save.clicked.connect(self.save)
        self._stop.clicked.connect(self._on_stop)
        self._close.clicked.connect(self.reject)
        self._stepping.timeout.connect(self._on_step)

    def _on_step(self) -> None:
        if self._steps is None:
            return
        try:
            said = next(self._steps)
        except Trouble as trouble:
            self._end(trouble.sentence)
            return
        except BaseException:  # a bug, told by whoever hears of it: but not again and again
            self._end("")
            raise
        if said:
            self._end(said)

    def _on_stop(self) -> None:
        if self._steps is not None:
            self._end(_("Stopped. Nothing was written."))

    def _end(self, sentence: str) -> None:
        self._steps = None
        self._stepping.stop()
        self._show_busy(False)
        self._said.setText(sentence)

    def _show_busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)
        self._save.setEnabled(not busy)
        self._handout.setEnabled(not busy)

    def _show_what_stays(self) -> None:
        stays = self._handout.stays()
        self._stays.setText("\n".join(f"– {each}" for each in stays) if len(stays) > 1 else "".join(stays))
