"""A form over what a mentor gave: advice or a challenge. Something new is kept as soon as it says who and what."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Field, TextField
from mentee_app.ui.forms.form import Form
from mentee_app.ui.forms.people_field import PersonField
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.forms.unsaved import TypedHere

_NOT_KEPT = 0
"""The id of what is not kept yet."""


class GivenForm(Form):
    """`begun` (id) when something new was kept for the first time. Who gave it is asked only outside of a session."""

    begun = Signal(object)

    def __init__(self, service: Any, desk: Desk, what: str) -> None:
        super().__init__(service, desk.notices)
        self.person = PersonField("person", _("Who gave it"), keep_new=desk.people)
        self.text = TextField("text", what, least=2)
        self._outside: FieldRow | None = None
        self.begun_before = TypedHere(desk, f"new {service.kind.value}", self._read_typed, self._show_typed)
        self.begun_before.emptied.connect(self._on_emptied)
        self.add_widget(self.begun_before)

    @property
    def fresh(self) -> bool:
        """Whether what is shown was not kept yet."""
        return self.shown is not None and self.shown.id == _NOT_KEPT

    def begin(self, draft: Any) -> None:
        """Show something new, with what was typed into it before and not kept yet. Raises Trouble."""
        self.show_kept(Kept(_NOT_KEPT, 0, draft))
        self.begun_before.offer()

    def drop(self) -> None:
        """Put away what was begun and not kept."""
        if self.begun_before.put_away():
            self._base = None
            self._autosave.done()

    def show_kept(self, shown: Kept[Any]) -> None:
        super().show_kept(shown)
        self.begun_before.hide()
        if self._outside is not None:
            self._outside.setVisible(shown.draft.session is None)

    def flush(self) -> bool:
        """Something new that does not say who gave it waits until somebody goes on with it."""
        saved = super().flush()
        if saved or not self.fresh:
            return saved
        waits = self.begun_before.flush()
        if waits:
            self._notices.said.emit(_("What you began waits until you say who gave it."))
        return waits

    def add_who(self, *beside: Field, stretch: tuple[int, ...] = ()) -> None:
        """Put who gave it here, with other fields that are known by the session otherwise."""
        fields = (self.person, *beside)
        for field in fields:
            self.save_with(field)
        self._outside = FieldRow(fields, stretch)
        self.add_widget(self._outside)

    def _without_flaws(self, draft: Any) -> Any:
        return draft if self.fresh else super()._without_flaws(draft)

    def _keep(self, draft: Any) -> None:
        if not self.fresh:
            super()._keep(draft)
            return
        found = self._service.problems(draft, None)
        if found and draft.text.strip():
            for problem in found:
                self._fields[problem.field].show_flaw(problem.flaw)
            self._autosave.given_up()  # it is kept when the person has said more; until then it waits
            self._let_wait()
        elif found:
            self._autosave.done()
            self._let_wait()
        else:
            self._base = self._service.add(draft, origin=self)
            self._autosave.done()
            self.begun_before.forget()
            self._notices.saved.emit()
            self.begun.emit(self._base.id)

    def _let_wait(self) -> None:
        self.begun_before.touch()
        self.begun_before.flush()

    def _read_typed(self) -> dict[str, str]:
        typed = {name: field.standing() for name, field in self._fields.items() if _is_typed(field)}
        return typed if self.fresh and any(typed[name].strip() for name in typed if name != "person") else {}

    def _show_typed(self, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].stand(text)

    def _on_emptied(self) -> None:
        if self._base is not None:
            self.show_kept(self._base)


def _is_typed(field: Field) -> bool:
    return isinstance(field, TextField | PersonField | DayField)
