"""Asks under which question some advice is to stand: one you have, found as you type, or a new one."""

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mentee_app.domain.questions import QuestionDraft
from mentee_app.i18n import _, ngettext
from mentee_app.queries import questions
from mentee_app.trouble import Trouble
from mentee_app.ui.advice.suggest_line import SuggestLine
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.autosave import let_go
from mentee_app.ui.forms.unsaved import TypedHere
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.style.style_sheet import Role, dress
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption


class UnderQuestion(QDialog):
    """`ask` gives the id of the question that holds the advice (ids) now, or None when it was left with Esc."""

    def __init__(self, desk: Desk, advice: list[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._advice = advice
        self.question: int | None = None
        self._taken: int | None = None
        self.setWindowTitle(_("Compare under a question"))
        self.line = SuggestLine(
            desk, _("The question this advice answers"), "question", self._suggest, clears=False
        )
        self._said = caption("")
        self.again = TypedHere(desk, "under question", self._read, self._show)
        self._build()

    def ask(self) -> int | None:
        """Show the dialog until it is accepted or left."""
        return self.question if self.exec() else None

    def accept(self) -> None:
        text = self.line.text().strip()
        if not text:
            self.line.setFocus()
            return
        try:
            self.question = self._kept(text)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
            self._said.setText(trouble.sentence)
            return
        self._desk.notices.saved.emit()
        super().accept()

    def flush(self) -> bool:
        """Save what is typed, as something begun; whether it is saved."""
        return self.again.flush()

    def done(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self.again.forget()
        elif not let_go(self, self._desk.notices, self.flush):
            return
        super().done(result)

    def _kept(self, text: str) -> int:
        if self._taken is None:
            return self._desk.questions.begin(QuestionDraft(text), self._advice).id
        self._desk.questions.gather_more(self._taken, self._advice)
        return self._taken

    def _build(self) -> None:
        count = len(self._advice)
        lead = ngettext(
            "{count} piece of advice goes under one question, to be seen beside others.",
            "{count} pieces of advice go under one question, to be seen side by side.",
            count,
        )
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(_("Compare"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Not now"), QDialogButtonBox.ButtonRole.RejectRole)
        dress(self.accept_button, Role.PRIMARY)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GROUP)
        column.setSpacing(theme.UNIT)
        for widget in (prose.paragraph(lead.format(count=count)), self.again, self.line, self._said, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(theme.scaled(480))
        self.line.textChanged.connect(self._on_text)
        self.line.textChanged.connect(self.again.touch)
        self.again.emptied.connect(self._on_emptied)
        self.line.setFocus()
        self._on_text("")
        self.again.offer()

    def _read(self) -> dict[str, str]:
        text = self.line.text()
        return {"text": text} if text.strip() else {}

    def _show(self, texts: Mapping[str, str]) -> None:
        self.line.stand(texts.get("text", ""))

    def _on_emptied(self) -> None:
        self.line.stand("")
        self.line.setFocus()

    def _suggest(self, typed: str) -> list[tuple[int, str]]:
        return [(row.id, one_line(row.opening)) for row in questions.suggested(typed)]

    def _on_text(self, text: str) -> None:
        """A question that is written exactly as one that stands is that one."""
        same = {words.casefold(): id for id, words in self.line.found}
        self._taken = same.get(" ".join(text.split()).casefold())
        known = _("You have this question; the advice joins what is there.")
        self._said.setText(known if self._taken else _("A new question.") if text.strip() else "")
        self.accept_button.setEnabled(bool(text.strip()))
