"""Below the preparation page: what was done, and the buttons that save it, print it, and leave it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mentee_app.exports import history, pdf, preparation
from mentee_app.exports.handing_out import Form
from mentee_app.i18n import _
from mentee_app.queries.preparation import Preparation
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.export.document_outlook import text_of
from mentee_app.ui.export.document_saver import DocumentSaver, document_language, form_words
from mentee_app.ui.export.printed_copies import PrintedCopies
from mentee_app.ui.export.text_file import TextFile
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import Ink, icon
from mentee_app.ui.style.plain import plain_tooltip
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets.heading import caption


class PreparationFoot(QWidget):
    """`page` gives the page as it is now, or None where it cannot be handed out. `done`, `session_wanted` by its buttons."""

    done = Signal()
    session_wanted = Signal()
    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(self, desk: Desk, window: QWidget, page: Callable[[], Preparation | None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._page = page
        self._saved: Path | None = None
        self.saver = DocumentSaver(window, _("Save the preparation page"))
        self.said = caption("")
        self._make_buttons()
        self._build()
        self._connect()

    def say(self, sentence: str) -> None:
        """Say what was done."""
        self.said.setText(sentence)

    def save(self, form: Form) -> None:
        """Ask for a place, and write the page there."""
        self.open_saved.hide()
        page = None if self.saver.at_work else self._page()
        if page is not None:
            self.saver.save(self._sheet(page)["title"], partial(self._begun, page, form), form)

    def print_page(self) -> None:
        """Hand the page to the person's PDF program, which prints it."""
        page = None if self.saver.at_work else self._page()
        if page is None:
            return
        copies = PrintedCopies.of(self)
        try:
            path = copies.place()
        except OSError:
            self.say(_("There is no room here for a copy to print. Save it, and print it from there."))
            return
        begin = partial(pdf.preparation_pdf, self._sheet(page), path)
        if not self.saver.run(begin, partial(self._on_set, copies)):
            copies.drop(path)

    def _make_buttons(self) -> None:
        self.open_saved = QPushButton(_("Open it"))
        self.open_saved.setAccessibleName(_("Open what was saved"))
        dress(self.open_saved, Role.QUIET)
        self.open_saved.hide()
        self.save_button = QPushButton(icon("export"), _("Save as"))
        self._menu = QMenu(self.save_button)
        for form in Form:
            self._menu.addAction(form_words(form) + "…").triggered.connect(partial(self._on_form, form))
        self.save_button.setMenu(self._menu)
        self.print_button = QPushButton(icon("print"), _("Print…"))
        self.print_button.setToolTip(
            plain_tooltip(_("Open it in your PDF program, and print it there (Ctrl+P)"))
        )
        self.session_button = QPushButton(icon("sessions"), _("Open the session"))
        self.done_button = QPushButton(icon("check", Ink.ON_ACCENT), _("Done"))
        dress(self.done_button, Role.PRIMARY)

    def _build(self) -> None:
        told = QHBoxLayout()
        told.addWidget(self.said, 1)
        told.addWidget(self.open_saved)
        row = QHBoxLayout()
        row.setSpacing(theme.UNIT)
        for button in (self.save_button, self.print_button, self.session_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        for button in (self.open_saved, *self._buttons(), self.session_button, self.done_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.GROUP, 0)
        column.setSpacing(theme.HALF)
        column.addLayout(told)
        column.addLayout(row)

    def _connect(self) -> None:
        self.saver.busy.connect(self._show_busy)
        self.saver.said.connect(self.say)
        self.saver.saved.connect(self._on_saved)
        self.open_saved.clicked.connect(self._on_open)
        self.print_button.clicked.connect(self.print_page)
        self.session_button.clicked.connect(self.session_wanted)
        self.done_button.clicked.connect(self.done)
        QShortcut(QKeySequence("Ctrl+P"), self.window(), self.print_page)
        QShortcut(QKeySequence("Ctrl+S"), self.window(), partial(self.save, Form.PDF))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.save_button, self.print_button

    def _sheet(self, page: Preparation) -> dict[str, Any]:
        language, locale_name = document_language()
        return preparation.template_input(page, self._desk.today(), language, history.paper_for(locale_name))

    def _begun(self, page: Preparation, form: Form, path: Path) -> Any:
        if form is Form.PDF:
            return pdf.preparation_pdf(self._sheet(page), path)
        told = preparation.reading(page, self._desk.today(), document_language()[0])
        return TextFile(partial(text_of, told, form), path)

    def _show_busy(self, busy: bool) -> None:
        for button in self._buttons():
            button.setDisabled(busy)

    def _on_form(self, form: Form, _checked: bool = False) -> None:
        self.save(form)

    def _on_saved(self, path: Path) -> None:
        self._saved = path
        self.open_saved.show()

    def _on_set(self, copies: PrintedCopies, path: Path, _sentence: str) -> None:
        self.say(copies.hand_over(path, self.open_link))

    def _on_open(self) -> None:
        if self._saved and not self.open_link(QUrl.fromLocalFile(str(self._saved))):
            self.say(_("No program here opens it. It lies at {path}.").format(path=self._saved))
