"""A form over one kept draft: fields in rows, saved as typed, with nothing lost when it cannot be saved."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mentee_app.domain.unfinished import SetAside
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Vanished
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.notices import Notices
from mentee_app.ui.forms import set_aside
from mentee_app.ui.forms.autosave import Autosave
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import Field, TextField, Unreadable
from mentee_app.ui.style import theme
from mentee_app.ui.widgets.read_only import writes


class Form(QWidget):
    """Shows a `Kept` draft and saves what a person changes through `service` (a services.records.Records)."""

    kept_changed = Signal(object)

    def __init__(self, service: Any, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        writes(self)
        self._service = service
        self._notices = notices
        self._fields: dict[str, Field] = {}
        self._base: Kept[Any] | None = None
        self._autosave = Autosave(self, service.told_after, self.words, self._rest)
        self._flawed: frozenset[str] = frozenset()
        self._gone = False
        self._on_screen: Any = None
        self._autosave.due.connect(self._on_due)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.UNIT)

    @property
    def shown(self) -> Kept[Any] | None:
        """The kept draft that is shown."""
        return self._base

    def add_row(self, *fields: Field, stretch: tuple[int, ...] = ()) -> None:
        """Put fields side by side, each under its label, and save them with the form."""
        self.place(*fields, stretch=stretch)
        for field in fields:
            self.save_with(field)

    def save_with(self, field: Field) -> None:
        """Save a field with the form that is placed elsewhere."""
        self._fields[field.name] = field
        field.edited.connect(self._autosave.touch)
        field.left.connect(self._on_left)
        if isinstance(field, TextField):
            field.edit.versions_wanted.connect(partial(self._on_versions_wanted, field))

    def place(self, *fields: Field, stretch: tuple[int, ...] = ()) -> None:
        """Put fields side by side that somebody else saves."""
        self._rows.addWidget(FieldRow(fields, stretch))

    def add_widget(self, widget: QWidget) -> None:
        """Put something else below the rows so far."""
        self._rows.addWidget(widget)

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something that is saved at once; whether it was, the window is told either way."""
        try:
            work()
        except Trouble as trouble:
            self._notices.failed.emit(trouble.sentence)
            return False
        self._notices.saved.emit()
        return True

    def show_kept(self, shown: Kept[Any]) -> None:
        """Show another draft. What could not be saved of the one before is set aside."""
        if self._base and self._base.id != shown.id:
            self.leave()
            self._flawed = frozenset()
        self._base = shown
        if self._gone:
            self._gone = False
            self.setEnabled(True)
        for name, field in self._fields.items():
            value = getattr(shown.draft, name)
            if self._on_screen is None:
                field.show_value(value)
                field.show_flaw(None)
            elif value != getattr(self._on_screen, name):
                field.follow(value)
                field.show_flaw(None)
        self._autosave.done()

    def reload(self) -> None:
        """Show what is kept now, unless something is being typed (saving then joins the two)."""
        if self._base and not self._autosave.pending:
            now = kept.one(type(self._base.draft), self._base.id)
            if now and now.rev != self._base.rev:
                self._follow(self._base.draft, now)
            elif now:
                for field in self._fields.values():
                    field.name_again()

    def flush(self) -> bool:
        """Save now; whether all that could be read is saved."""
        with self._service.told_after():
            return self._settled() and self._autosave.flush()

    def leave(self) -> None:
        """Save what is typed, else set it aside: what is shown here goes away."""
        self._autosave.flush()
        self._autosave.let_go(self._notices)

    def words(self) -> SetAside | None:
        """What is typed here and not kept."""
        return set_aside.of_fields(self._fields.values(), self._base) if self._base else None

    def draft(self) -> Any:
        """What the form says; a field that cannot be read keeps its last value and shows what is wrong."""
        assert self._base is not None
        values = {}
        for name, field in self._fields.items():
            try:
                values[name] = field.value()
                field.show_flaw(None)
            except Unreadable as unreadable:
                field.show_flaw(unreadable.flaw)
        self._flawed = self._fields.keys() - values.keys()
        return dataclasses.replace(self._base.draft, **values)

    def _settled(self) -> bool:
        """Take what stands in the fields; whether a new name that stands there could be kept."""
        try:
            for field in self._fields.values():
                field.settle()
        except Trouble as trouble:
            self._autosave.failed()
            self._notices.failed.emit(trouble.sentence)
            return False
        return True

    def _on_left(self) -> None:
        self._autosave.flush()

    def _on_versions_wanted(self, field: TextField) -> None:
        """Offer earlier versions of a text; the one that is there now stays among them."""
        from mentee_app.ui.forms import versions_dialog

        if self._base is None or not self.flush():
            return
        try:
            text = versions_dialog.chosen(self._base.id, field, self)
            if text is None:
                return
            self._service.keep_version(self._base, field.name)
        except Trouble as trouble:
            self._notices.failed.emit(trouble.sentence)
            return
        field.edit.replace_text(text)
        self.flush()

    def _on_due(self) -> None:
        if self._base is None:
            self._autosave.done()
            return
        try:
            self._keep(self._without_flaws(self.draft()))
        except Trouble as trouble:
            self._autosave.failed()
            self._notices.failed.emit(trouble.sentence)
        except Vanished:
            self._autosave.let_go(self._notices)
            self._gone = True
            self._base = None
            self.setEnabled(False)  # until something is shown that is there
        except Exception:  # a mistake of ours: told once, and tried again only when something more is typed
            self._autosave.given_up()
            self._notices.failed.emit(
                _("This could not be saved: Mentee made a mistake. What you typed is still here.")
            )
            raise

    def _keep(self, draft: Any) -> None:
        base = self._base
        self._base = self._service.save(base, draft, origin=self)
        self._autosave.done()
        if self._base is base:
            self.reload()  # nothing was to be saved, but something may have come in while it was typed
            return
        self._notices.saved.emit()
        self.kept_changed.emit(self._base)
        if self._base.draft != draft:
            self._follow(draft, self._base)

    def _follow(self, on_screen: Any, now: Kept[Any]) -> None:
        """Somebody else changed what is shown: show what came in, and leave the cursor and every other field alone."""
        self._set_aside_under(on_screen, now)
        self._on_screen = on_screen
        try:
            self.show_kept(now)
        finally:
            self._on_screen = None

    def _set_aside_under(self, on_screen: Any, now: Kept[Any]) -> None:
        """What stands in a flawed field that something else is shown in now."""
        came = {name for name in self._flawed if getattr(now.draft, name) != getattr(on_screen, name)}
        words = set_aside.of_fields((self._fields[name] for name in came if name in self._fields), now)
        self._flawed -= came
        if words:
            self._notices.set_aside.emit(words)

    def _rest(self) -> SetAside | None:
        """What stands in flawed fields, and names of nobody that is known: all else is saved."""
        if self._base is None:
            return None
        fields = (each for each in self._fields.values() if each.name in self._flawed or each.unsettled())
        return set_aside.of_fields(fields, self._base)

    def _without_flaws(self, draft: Any) -> Any:
        """The draft with each flawed field as it was last kept; the fields say what is wrong."""
        assert self._base is not None
        found = self._service.problems(draft, self._base.id)
        for problem in found:
            if problem.field in self._fields:
                self._fields[problem.field].show_flaw(problem.flaw)
        return self._as_far_as_it_can_be_kept(draft) if found else draft

    def _as_far_as_it_can_be_kept(self, draft: Any) -> Any:
        """One change after the other: an end that is refused for its start holds no notes back."""
        assert self._base is not None
        found = self._base.draft
        refused = set()
        for name in (each.name for each in dataclasses.fields(draft)):
            wanted = dataclasses.replace(found, **{name: getattr(draft, name)})
            if wanted != found and self._service.problems(wanted, self._base.id):
                refused.add(name)
            else:
                found = wanted
        self._flawed |= refused
        return found
