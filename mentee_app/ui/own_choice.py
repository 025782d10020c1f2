"""The mentee's own verdict: one of four, with a reason, kept beside the outcome, taken back by one button."""

import dataclasses

from PySide6.QtWidgets import QPushButton

from mentee_app import words
from mentee_app.domain.requests import OwnChoice, RequestDraft
from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.widgets import prose
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.options import Options


class OwnChoiceForm(Form):
    """Choosing keeps the choice at once; the reason may stay empty, and stays when the choice is taken back.

    A request that was split off goes back to the kind of help it was split off for.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.requests, desk.notices)
        self._desk = desk
        self._back_to: OwnChoice | None = None
        self.options = Options(
            _("I choose for myself"), [(choice.value, words.of(choice)) for choice in OwnChoice], compact=True
        )
        self.options.chosen.connect(self._on_chosen)
        self.reason = TextField("own_reason", _("Why (you may leave this empty)"))
        self.back = QPushButton(_("Take my choice back"))
        self.back.clicked.connect(self._on_taken_back)
        lead = caption(_("You know your situation best. Your own choice is kept next to the result."))
        self.add_widget(lead)
        self.add_widget(self.options)
        self.add_row(self.reason)
        self.add_widget(prose.leading(self.back))

    def show_kept(self, shown: Kept[RequestDraft]) -> None:
        super().show_kept(shown)
        choice = shown.draft.own_choice
        self._back_to = self._desk.requests.part_of(shown)
        self.options.show_chosen(choice.value if choice else None)
        self.back.setVisible(choice is not self._back_to)

    def _on_chosen(self, choice: str) -> None:
        self._choose(OwnChoice(choice))

    def _on_taken_back(self) -> None:
        self._choose(self._back_to)

    def _choose(self, choice: OwnChoice | None) -> None:
        shown = self.shown
        if shown is None or not self.flush():
            return
        now = self._desk.requests.current(shown.id)
        draft = dataclasses.replace(now.draft, own_choice=choice)
        self.attempt(lambda: self._desk.requests.save(now, draft))
        self.reload()
