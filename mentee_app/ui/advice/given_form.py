"""A form over what a mentor gave: advice or a challenge. Something new is kept as soon as it says who and what."""

from typing import Any

from PySide6.QtCore import Signal

from mentee_app.i18n import _
from mentee_app.queries.kept import Kept
from mentee_app.ui.desk import Desk
from mentee_app.ui.field_row import FieldRow
from mentee_app.ui.fields import Field, TextField
from mentee_app.ui.form import Form
from mentee_app.ui.people_field import PersonField

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

    @property
    def fresh(self) -> bool:
        """Whether what is shown was not kept yet."""
        return self.shown is not None and self.shown.id == _NOT_KEPT

    def begin(self, draft: Any) -> None:
        """Show something new."""
        self.show_kept(Kept(_NOT_KEPT, 0, draft))

    def drop(self) -> None:
        """Forget what was begun and not kept."""
        self._base = None
        self._autosave.done()

    def show_kept(self, shown: Kept[Any]) -> None:
        super().show_kept(shown)
        if self._outside is not None:
            self._outside.setVisible(shown.draft.session is None)

    def flush(self) -> bool:
        saved = super().flush()
        if not saved and self.fresh:
            self._notices.failed.emit(_("Say who gave it, and it is kept."))
        return saved

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
            self._autosave.given_up()  # it is kept when the person has said more
        elif found:
            self._autosave.done()
        else:
            self._base = self._service.add(draft, origin=self)
            self._autosave.done()
            self._notices.saved.emit()
            self.begun.emit(self._base.id)
