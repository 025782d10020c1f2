"""The dialog that hands out a document: what goes in, what stays, the real pages beside it; saved, or printed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mentee_app.domain.names_in_texts import Doubt
from mentee_app.exports import history, sharing
from mentee_app.exports.choosing import UnknownName
from mentee_app.exports.handing_out import Form
from mentee_app.i18n import _
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.export import last_choices
from mentee_app.ui.export.document_choices import DocumentChoices
from mentee_app.ui.export.document_foot import DocumentFoot
from mentee_app.ui.export.document_kinds import DocumentKind, about, holds_back, name_of
from mentee_app.ui.export.document_names import DocumentNames
from mentee_app.ui.export.document_outlook import Choice, Outlook, Setup, outlook
from mentee_app.ui.export.document_preview import DocumentPreview
from mentee_app.ui.export.document_saver import DocumentSaver, document_language
from mentee_app.ui.export.page_view import STEPS, Fit
from mentee_app.ui.export.printed_copies import PrintedCopies
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.style import theme
from mentee_app.ui.widgets import scrolled, tab_order
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.save_place import AskForPath
from mentee_app.ui.widgets.scrolled import Room

_PAUSE_MS = 350
_LAST_KIND = "document"
_LEAST_SIDE = 280
_LEAST_LINES = 8


class DocumentDialog(QDialog):
    """Opens at a `kind` with its subject (an id) chosen, else at the kind of the last time.

    `ask_for_path` gives the place to save at, or "" (the system's file dialog unless a test says otherwise).
    """

    open_link: Callable[[QUrl], bool] = staticmethod(QDesktopServices.openUrl)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        kind: DocumentKind | None = None,
        session: int | None = None,
        goal: int | None = None,
        relationship: int | None = None,
        ask_for_path: AskForPath | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._outlook: Outlook | None = None
        self._shown: tuple[Choice, Form] | None = None
        self._turned: frozenset[Doubt] = frozenset()
        self._looking: Iterator[tuple[int, int]] = iter(())
        self._looked: Choice | None = None
        self._saver = DocumentSaver(self, _("Save the document"), ask_for_path)
        self.setWindowTitle(_("A document of your notebook"))
        self.kind = ChoiceField("kind", _("Document"), [(each, name_of(each)) for each in DocumentKind])
        self.choices = DocumentChoices(desk)
        self.preview = DocumentPreview()
        self.foot = DocumentFoot()
        self._build()
        self._connect()
        self._show_last(kind)
        self.choices.show_subject(session, goal, relationship)
        self._on_settled()

    def done(self, result: int) -> None:
        self._settling.stop()
        self._looking_on.stop()
        self.preview.stop()
        self._saver.stop()
        self._remember()
        sharing.forget()
        super().done(result)

    def save(self) -> None:
        """Ask for a place and write the document there."""
        self._on_settled()
        found, form = self._outlook, self.choices.form.value()
        if found is None or self._saver.at_work:
            return
        begin = partial(_begun, found, form)
        if self._saver.save(found.name, begin, form, partial(found.places, form)):
            self._remember()

    def print_pages(self) -> None:
        """Hand the pages that are looked at to the person's PDF program, which prints them."""
        self._on_settled()
        found = self._outlook
        if found is None or self._saver.at_work or not self.foot.print.isEnabled():
            return
        copies = PrintedCopies.of(self)
        try:
            path = copies.place()
        except OSError:
            self._on_said(_("There is no room here for a copy to print. Save it, and print it from there."))
            return
        began = self._saver.run(partial(found.one_pdf, self.foot.part(), path), partial(self._on_set, copies))
        if not began:
            copies.drop(path)

    def _build(self) -> None:
        self._about = caption("")
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, theme.UNIT, 0)
        head.setSpacing(theme.HALF // 2)
        for part in (self.kind.label, self.kind.widget, self._about):
            head.addWidget(part)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addLayout(head)
        column.addSpacing(theme.HALF)
        column.addWidget(Room(self.choices, _LEAST_LINES), 1)
        column.addWidget(self.foot)
        side.setFixedWidth(theme.scaled(_LEAST_SIDE) + theme.GROUP)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.GROUP, theme.GROUP, theme.GROUP)
        row.setSpacing(theme.UNIT)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        scrolled.fit(self, 1100, 740)
        tab_order.chain(self)
        self.kind.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_PAUSE_MS)
        self._settling.timeout.connect(self._on_settled)
        self._looking_on = QTimer(self)
        self._looking_on.setSingleShot(True)
        self._looking_on.timeout.connect(self._look_on)
        self.kind.edited.connect(self._on_kind)
        self.choices.edited.connect(self._settling.start)
        self.foot.save.clicked.connect(self.save)
        self.foot.print.clicked.connect(self.print_pages)
        self.foot.stop.clicked.connect(self._saver.stop)
        self.foot.close_button.clicked.connect(self.reject)
        self.foot.part_chosen.connect(self._on_part)
        self.foot.names_asked.connect(self._on_names)
        self._saver.busy.connect(self._show_busy)
        self._saver.stepped.connect(self.foot.show_step)
        self._saver.said.connect(self._on_said)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_pages)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def _show_last(self, kind: DocumentKind | None) -> None:
        known = {each.value: each for each in DocumentKind}
        last = last_choices.last(_LAST_KIND)
        shown = kind or known.get(last.get("kind", ""), DocumentKind.HISTORY)
        zooms = {each.value: each for each in Fit} | {step: step for step in STEPS}
        self.preview.set_zoom(zooms.get(last.get("zoom", ""), Fit.PAGE))
        self.kind.show_value(shown)
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self.kind.value()
        self._about.setText(about(kind))
        self.choices.show_kind(kind)
        self.choices.show_chosen(last_choices.last(_named(kind)))
        self.choices.show_kind(kind)

    def _remember(self) -> None:
        kind, zoom, service = self.kind.value(), self.preview.view.zoom, self._desk.preferences
        shown = zoom.value if isinstance(zoom, Fit) else zoom
        last_choices.remember(service, _named(kind), self.choices.chosen())
        last_choices.remember(service, _LAST_KIND, {"kind": kind.value, "zoom": shown})

    def _on_kind(self) -> None:
        last_choices.remember(self._desk.preferences, _named(self.choices.kind), self.choices.chosen())
        self._show_kind()
        self._on_settled()

    def _on_settled(self) -> None:
        """Gather the document anew and draw it, where it is another one."""
        self._settling.stop()
        choice = self.choices.choice()
        if choice is None:
            self._looking_on.stop()
            self._looked = None
            self._show_nothing(self.choices.nothing())
            return
        if self._looked != choice:
            self._looked = choice
            self._looking = iter(())
            if isinstance(choice, history.Choice):
                self._looking = history.looked_through(choice, self._desk.now())
        self._look_on()

    def _look_on(self) -> None:
        """Look for names in a few texts, which the window does not wait for; after the last the document is made."""
        self._looking_on.stop()
        try:
            for done, count in self._looking:
                if done < count:
                    percent = _("Looking for names in your texts: {percent} %").format(
                        percent=100 * done // count
                    )
                    self._show_nothing(percent)
                    self._looking_on.start()
                    return
            self._make()
        except (Trouble, UnknownName) as problem:
            self._looked = None
            self._show_nothing(getattr(problem, "sentence", str(problem)))

    def _make(self) -> None:
        choice, form = self._looked, self.choices.form.value()
        assert choice is not None
        choice = replace(choice, turned=self._turned)
        if self._outlook is not None and self._shown == (choice, form):
            return
        if self._outlook is None or self._shown is None or self._shown[0] != choice:
            self._outlook = outlook(choice, self._setup())
            self.foot.show_outlook(self._outlook, holds_back(self.kind.value()) or _is_shared(choice))
        self._shown = (choice, form)
        self._look(form)

    def _look(self, form: Form) -> None:
        assert self._outlook is not None
        self.foot.show_form(form)
        if form is Form.PDF:
            self.preview.show_pages(partial(self._outlook.pages, self.foot.part()))
        elif form is Form.HTML:
            about = _("The words of the page. A browser shows them set, with figures and tables.")
            self.preview.show_text(self._outlook.text(Form.MARKDOWN), about)
        else:
            self.preview.show_text(self._outlook.text(form), _("The text as it stands in the file."))

    def _setup(self) -> Setup:
        language, locale_name = document_language()
        return Setup(self._desk.now(), language, history.paper_for(locale_name))

    def _show_nothing(self, why: str) -> None:
        """No document fits the choice: the last one that did is gone, so that it cannot be saved by mistake."""
        self._outlook = None
        self._shown = None
        self.preview.say(why)
        self.foot.show_nothing()

    def _on_part(self) -> None:
        if self._outlook is not None and self._shown is not None:
            try:
                self._look(self._shown[1])
            except Trouble as trouble:
                self._show_nothing(trouble.sentence)

    def _on_names(self) -> None:
        """Ask which of the places are names; the answers hold as long as this dialog is open."""
        self._on_settled()
        if self._outlook is None:
            return
        asked = DocumentNames(self._outlook.changes.doubts, self._turned, self)
        if asked.exec():
            self._turned = asked.turned
            self._on_settled()
        asked.deleteLater()

    def _on_set(self, copies: PrintedCopies, path: Path, _sentence: str) -> None:
        self._on_said(copies.hand_over(path, self.open_link))

    def _on_said(self, sentence: str) -> None:
        self.foot.say(sentence)

    def _show_busy(self, busy: bool) -> None:
        self.foot.show_busy(busy)
        self.choices.setEnabled(not busy)
        self.kind.widget.setEnabled(not busy)


def _begun(found: Outlook, form: Form, path: Path) -> object:
    return found.whole(form, path)


def _named(kind: DocumentKind) -> str:
    return f"{_LAST_KIND}-{kind.value}"


def _is_shared(choice: Choice) -> bool:
    return isinstance(choice, history.Choice) and choice.share
