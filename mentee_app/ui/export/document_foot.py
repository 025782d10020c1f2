"""Below the choices of a document: how much is in it, what is left out, and the buttons that save and print it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mentee_app.exports.handing_out import Form
from mentee_app.i18n import _, ngettext
from mentee_app.ui.export.document_outlook import Outlook
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import PlainLabel, plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.scrolled import Room

_LEAST_LINES = 3


class DocumentFoot(QWidget):
    """`part_chosen` when another volume is to be looked at, `names_asked` for the places that may be names or words."""

    part_chosen = Signal()
    names_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._can = False
        self._busy = False
        self._form = Form.PDF
        self.parts = ChoiceField("part", _("Look at"), [])
        self.left_out = PlainLabel("", wrap=True)
        self.names = QPushButton()
        self.said = PlainLabel("", wrap=True, selectable=True)
        self._build()
        self.parts.edited.connect(self.part_chosen)
        self.names.clicked.connect(self.names_asked)
        self._show_buttons()

    def part(self) -> int:
        """The volume that is looked at, from 0."""
        return self.parts.value() or 0

    def show_outlook(self, found: Outlook, holds_back: bool) -> None:
        """Say how much is in it and what is left out; the latter always where it goes to others."""
        self._can = True
        self._count.setText(found.said)
        self._count.setVisible(bool(found.said))
        self.parts.offer(list(enumerate(found.parts)))
        if self.parts.value() is None and found.parts:
            self.parts.show_value(0)
        lines = found.left_out or (
            (_("Nothing: these sessions hold nothing private."),) if holds_back else ()
        )
        self.left_out.setText("\n".join(f"– {line}" for line in lines))
        self._left.setVisible(bool(lines))
        self._left_area.fit()
        self._show_names(len(found.changes.doubts))
        self._show_parts()
        self._show_buttons()
        self.say("")

    def show_form(self, form: Form) -> None:
        """A text has no volumes and no pages to print."""
        self._form = form
        self._show_parts()
        self._show_buttons()

    def show_nothing(self) -> None:
        """There is no document."""
        self._can = False
        self._count.hide()
        self._left.hide()
        self._show_names(0)
        self.parts.offer([])
        self._show_parts()
        self._show_buttons()
        self.say("")

    def show_busy(self, busy: bool) -> None:
        """Show that it is being saved."""
        if busy:
            self.progress.setRange(0, 0)
            self._step.setText("")
        self._busy = busy
        self._show_buttons()
        (self.stop if busy else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, at: int, of: int) -> None:
        """Show which of several files is being set."""
        if of > 1:
            self.progress.setRange(0, of)
            self.progress.setValue(at - 1)
            self._step.setText(_("Volume {number} of {count}").format(number=at, count=of))
            self._step.setVisible(self._busy)

    def say(self, sentence: str) -> None:
        """Say how it went."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_left_area"):
            self._left_area.fit()

    def _build(self) -> None:
        self._count = caption("")
        self._left = QWidget()
        self.left_out.setProperty("role", "caption")
        self.left_out.setAccessibleName(_("Left out"))
        heading = PlainLabel(_("Left out"))
        heading.setProperty("role", "strong")
        self._left_area = Room(self.left_out, _LEAST_LINES, by_itself=True)
        self._left_area.setAccessibleName(_("Left out"))
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.HALF // 2)
        left.addWidget(heading)
        left.addWidget(self._left_area)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self._step = caption("")
        self._make_buttons()
        self.said.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        for part in (self.parts.label, self.parts.widget, self._count, self._left, self.names, self.said):
            column.addWidget(part)
        column.addWidget(self._step)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        for button in (self.save, self.print, self.stop):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _make_buttons(self) -> None:
        self.save = QPushButton(icon("export", Ink.ON_ACCENT), _("Save…"))
        dress(self.save, Role.PRIMARY)
        self.save.setDefault(True)
        self.print = QPushButton(icon("print"), _("Print…"))
        self.print.setToolTip(plain_tooltip(_("Open it in your PDF program, and print it there (Ctrl+P)")))
        self.stop = QPushButton(_("Stop"))
        self.close_button = QPushButton(_("Close"))
        dress(self.close_button, Role.QUIET)
        for button in (self.names, self.print, self.stop, self.close_button):
            button.setAutoDefault(False)

    def _show_names(self, count: int) -> None:
        said = ngettext(
            "Name or word? Look at {count} place…", "Name or word? Look at {count} places…", count
        )
        self.names.setText(said.format(count=count))
        self.names.setVisible(bool(count))

    def _show_parts(self) -> None:
        several = self._can and self._form is Form.PDF and self.parts.box.count() > 1
        self.parts.label.setVisible(several)
        self.parts.widget.setVisible(several)

    def _show_buttons(self) -> None:
        self.save.setVisible(not self._busy)
        self.print.setVisible(not self._busy)
        self.stop.setVisible(self._busy)
        self.progress.setVisible(self._busy)
        self._step.setVisible(self._busy and bool(self._step.text()))
        self.save.setEnabled(self._can)
        self.print.setEnabled(self._can and self._form is Form.PDF)
        self.names.setEnabled(not self._busy)
