"""The dialog that saves the session history as PDF: what goes in, the real pages beside it, progress, and a way to stop."""

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mentee_app.domain.problems import Flaw
from mentee_app.exports import history, pdf
from mentee_app.exports.history import Choice, HistoryDocument, Layout
from mentee_app.i18n import _, ngettext
from mentee_app.queries import areas, goals, mentors
from mentee_app.trouble import Trouble
from mentee_app.ui import theme
from mentee_app.ui.desk import Desk
from mentee_app.ui.fields import ChoiceField, Field, Unreadable
from mentee_app.ui.heading import caption, section
from mentee_app.ui.history_preview import HistoryPreview
from mentee_app.ui.icons import Ink, icon
from mentee_app.ui.pdf_saver import AskForPath, PdfSaver, document_language
from mentee_app.ui.scrolled import scrolled
from mentee_app.ui.style_sheet import Role, dress
from mentee_app.ui.time_fields import DayField

_PAUSE_MS = 350


class HistoryDialog(QDialog):
    """`ask_for_path` gives the place to save at, or "" (the system's file dialog unless a test says otherwise)."""

    def __init__(self, desk: Desk, parent: QWidget | None, ask_for_path: AskForPath | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._document: HistoryDocument | None = None
        self._saver = PdfSaver(self, _("Save session history as PDF"), ask_for_path)
        self.setWindowTitle(_("Save session history as PDF"))
        self.preview = HistoryPreview()
        self._make_fields()
        self._build()
        self._connect()
        self._on_settled()

    def done(self, result: int) -> None:
        self.preview.stop()
        self._saver.stop()
        super().done(result)

    def save(self) -> None:
        """Ask for a place and write the PDF there."""
        self._on_settled()
        document = self._document
        if document is not None:
            self._saver.save(
                f"{document.title} {document.name}".strip(), lambda path: pdf.history_pdf(document, path)
            )

    def _make_fields(self) -> None:
        everyone = mentors.page(mentors.ids(mentors.Filter()))
        self.mentor = ChoiceField(
            "mentor", _("Mentor"), [(row.name, row.name) for row in everyone], _("All mentors")
        )
        titles = [(goal.title, goal.title) for goal in goals.names()]
        self.goal = ChoiceField("goal", _("Goal"), titles, _("All goals"))
        names = [(row.name, row.name) for row in areas.all_areas()]
        self.area = ChoiceField("area", _("Area of life"), names, _("All areas"))
        self.since = DayField("since", _("From"), self._desk.today)
        self.until = DayField("until", _("To"), self._desk.today)
        layouts = [(Layout.BY_MENTOR, _("By mentor")), (Layout.BY_DATE, _("By date"))]
        self.layout_choice = ChoiceField("layout", _("Order"), layouts)
        self.layout_choice.show_value(Layout.BY_MENTOR)
        for choice in (self.mentor, self.goal, self.area):
            choice.show_value(None)
        self.private = QCheckBox(_("With my private reflections"))
        self._fields: tuple[Field, ...] = (
            self.mentor,
            self.goal,
            self.area,
            self.since,
            self.until,
            self.layout_choice,
        )

    def _build(self) -> None:
        choices = QWidget()
        inner = QVBoxLayout(choices)
        inner.setContentsMargins(0, 0, theme.UNIT, 0)
        inner.setSpacing(theme.HALF)
        inner.addWidget(section(_("What goes in")))
        for field in self._fields:
            inner.addWidget(field.label)
            inner.addWidget(field.widget)
            inner.addWidget(field.problem)
            inner.addSpacing(theme.HALF)
        inner.addWidget(self.private)
        inner.addWidget(caption(_("How well a mentor fits is never in a document.")))
        inner.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(theme.HALF)
        left.addWidget(scrolled(choices), 1)
        self._said = caption("")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress"))
        self._save = QPushButton(icon("pdf", Ink.ON_ACCENT), _("Save the PDF…"))
        dress(self._save, Role.PRIMARY)
        self._save.setDefault(True)
        self._stop = QPushButton(_("Stop"))
        self._close = QPushButton(_("Close"))
        for button in (self._stop, self._close):
            button.setAutoDefault(False)
        left.addWidget(self._said)
        left.addWidget(self._progress)
        buttons = QHBoxLayout()
        for button in (self._save, self._stop, self._close):
            buttons.addWidget(button)
        left.addLayout(buttons)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setMaximumWidth(theme.scaled(320))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.GROUP, theme.GROUP, theme.GROUP)
        row.setSpacing(theme.MARGIN)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        self.resize(980, 680)
        self._show_busy(False)

    def _connect(self) -> None:
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_PAUSE_MS)
        self._settling.timeout.connect(self._on_settled)
        self._saver.busy.connect(self._show_busy)
        self._saver.said.connect(self._on_said)
        for field in self._fields:
            field.edited.connect(self._settling.start)
        self.private.toggled.connect(self._on_toggled)
        self._save.clicked.connect(self.save)
        self._stop.clicked.connect(self._saver.stop)
        self._close.clicked.connect(self.reject)

    def _choice(self) -> Choice | None:
        days: dict[str, date | None] = {}
        for field in (self.since, self.until):
            try:
                days[field.name] = field.value()
                field.show_flaw(None)
            except Unreadable as unreadable:
                field.show_flaw(unreadable.flaw)
        if len(days) < 2:
            return None
        if days["since"] and days["until"] and days["since"] > days["until"]:
            self.until.show_flaw(Flaw.END_BEFORE_START)
            return None
        return Choice(
            mentor=self.mentor.value() or "",
            goal=self.goal.value() or "",
            area=self.area.value() or "",
            since=days["since"],
            until=days["until"],
            with_private=self.private.isChecked(),
            layout=self.layout_choice.value(),
        )

    def _on_toggled(self) -> None:
        self._settling.start()

    def _on_settled(self) -> None:
        """Gather the document anew and draw it, where it is another one."""
        self._settling.stop()
        choice = self._choice()
        if choice is None:
            self._show_nothing(_("The choice cannot be followed yet. Correct what is marked."))
            return
        if self._document and self._document.choice == choice:
            return
        try:
            self._document = self._gathered(choice)
        except (Trouble, history.UnknownName) as problem:
            self._show_nothing(getattr(problem, "sentence", str(problem)))
            return
        self.preview.show_document(self._document)
        count = self._document.sessions
        self._said.setText(ngettext("{count} session", "{count} sessions", count).format(count=count))
        self._save.setEnabled(True)

    def _show_nothing(self, why: str) -> None:
        """No document fits the choice: the last one that did is gone, so that it cannot be saved by mistake."""
        self._document = None
        self.preview.say(why)
        self._said.setText("")
        self._save.setEnabled(False)

    def _gathered(self, choice: Choice) -> HistoryDocument:
        language, locale_name = document_language()
        return history.history(choice, self._desk.now(), language, history.paper_for(locale_name))

    def _on_said(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)
        self._save.setVisible(not busy)
        for field in self._fields:
            field.widget.setEnabled(not busy)
        self.private.setEnabled(not busy)
