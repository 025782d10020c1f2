"""The kinds of files that are handed out to other programs: what can be chosen of each, and how it is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mentee_app.domain.sessions import SessionDraft
from mentee_app.exports import files
from mentee_app.i18n import _, ngettext
from mentee_app.queries import kept
from mentee_app.ui.forms.fields import ChoiceField
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days
from mentee_app.ui.widgets.heading import caption
from mentee_app.ui.widgets.save_place import FileKind

_ALL, _HELD, _ONE, _SERIES = "all", "held", "one", "series"

_ALARMS = (None, 10, 60, 24 * 60)
"""Minutes before a session."""


class Handout(QWidget):
    """What can be chosen of one kind of file. Kinds give the words, and write; `edited` when another choice was made.

    `kind` says which file (or folder) comes of it; `name` is that under which the choices are remembered.
    """

    edited = Signal()

    def __init__(self, name: str, about: str, kind: FileKind) -> None:
        super().__init__()
        self.name = name
        self.about = about
        self.kind = kind
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.UNIT, 0, 0)
        self._column.setSpacing(theme.HALF)

    def suggested(self) -> str:
        """The name of the file, without its ending."""
        return self.kind.title

    def stays(self) -> tuple[str, ...]:
        """What does not go along, by what is chosen: sentences."""
        raise NotImplementedError

    def written(self, path: Path) -> Iterator[str]:
        """Write it there, in steps: each gives "", the last says what was written. Raises Trouble."""
        raise NotImplementedError

    def chosen(self) -> dict[str, Any]:
        """The choices by name, as they are remembered."""
        return {name: box.isChecked() for name, box in self._boxes.items()}

    def show_chosen(self, choices: dict[str, Any]) -> None:
        """Show remembered choices."""
        for name, box in self._boxes.items():
            box.setChecked(choices.get(name) is True)

    def is_on(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self._boxes[name].isChecked()

    def add_box(self, name: str, words: str) -> None:
        """Add something that may go along or not."""
        box = QCheckBox(words)
        box.toggled.connect(self.edited)
        self._boxes[name] = box
        self._column.addWidget(box)

    def add_field(self, field: ChoiceField) -> None:
        """Add a choice."""
        self._column.addWidget(field.label)
        self._column.addWidget(field.widget)
        self._column.addSpacing(theme.HALF)
        field.edited.connect(self.edited)


class CalendarFile(Handout):
    """Sessions for a calendar: all that are planned, or one (id) that was chosen, or its series."""

    def __init__(self, session: int | None) -> None:
        about = _("A calendar that reads it again changes its events; it makes no second ones.")
        kind = FileKind(_("Save for a calendar"), _("Calendars (*.ics)"), ".ics")
        super().__init__("export-calendar", about, kind)
        self._session = kept.one(SessionDraft, session)
        self._which = ChoiceField("which", _("Which sessions"), self._sessions())
        self._which.show_value(_ALL)
        self._alarm = ChoiceField(
            "alarm", _("Remind me"), [(minutes, _before(minutes)) for minutes in _ALARMS]
        )
        self._alarm.show_value(None)
        self.add_field(self._which)
        self.add_field(self._alarm)
        self.add_box("agenda", _("With the talking points"))

    def suggested(self) -> str:
        return _("Mentoring sessions")

    def chosen(self) -> dict[str, Any]:
        return {**super().chosen(), "alarm": self._alarm.value()}

    def show_chosen(self, choices: dict[str, Any]) -> None:
        super().show_chosen(choices)
        self._alarm.show_value(choices.get("alarm") if choices.get("alarm") in _ALARMS else None)

    def stays(self) -> tuple[str, ...]:
        from mentee_app.exports import calendar_events

        return (calendar_events.left_out(self._choice()),)

    def written(self, path: Path) -> Iterator[str]:
        from mentee_app.exports import calendar

        files.check_place(path)
        files.atomic_write(path, calendar.calendar(self._choice()))
        yield _("Saved as {path}.").format(path=path)

    def _sessions(self) -> list[tuple[str, str]]:
        offered = [(_ALL, _("All that are planned")), (_HELD, _("All, also those that were held"))]
        if self._session:
            draft = self._session.draft
            when = days.full(draft.wall_start.date())
            name = one_line(draft.topic) or _("the chosen session")
            offered.append((_ONE, _("Only “{name}”, {day}").format(name=name, day=when)))
            if draft.series:
                offered.append((_SERIES, _("The whole series of “{name}”").format(name=name)))
        return offered

    def _choice(self) -> Any:
        from mentee_app.exports.calendar_events import Choice

        which, kept_one = self._which.value(), self._session
        return Choice(
            session=kept_one.id if kept_one and which == _ONE else None,
            series=kept_one.draft.series if kept_one and which == _SERIES else None,
            held=which == _HELD,
            agenda=self.is_on("agenda"),
            alarm=self._alarm.value(),
        )


class ContactsFile(Handout):
    """People for an address book."""

    def __init__(self) -> None:
        about = _("Everybody in your network, with how to reach them.")
        kind = FileKind(_("Save for an address book"), _("Contacts (*.vcf)"), ".vcf")
        super().__init__("export-contacts", about, kind)
        self.add_box("notes", _("With my notes about them"))
        self.add_box("newest", _("In the newest form (vCard 4.0), which not every program reads"))

    def suggested(self) -> str:
        return _("My network")

    def stays(self) -> tuple[str, ...]:
        from mentee_app.exports import contacts

        return contacts.left_out(self._choice())

    def written(self, path: Path) -> Iterator[str]:
        from mentee_app.exports import contacts

        yield from contacts.saved_in_steps(path, self._choice())

    def _choice(self) -> Any:
        from mentee_app.exports.contacts import ContactChoice, Version

        version = Version.NEWEST if self.is_on("newest") else Version.WIDELY_READ
        return ContactChoice(None, version, self.is_on("notes"))


class TablesFolder(Handout):
    """A folder of tables for spreadsheets, one for each noun."""

    def __init__(self) -> None:
        about = _(
            "One table (CSV) for each kind of thing, for spreadsheets. Nothing in it is taken for a formula."
        )
        super().__init__("export-tables", about, FileKind(_("Save as tables"), "", ""))
        self.add_box("private", _("With private columns: reflections, fit, closeness, notes on people"))

    def suggested(self) -> str:
        return _("My Mentee tables")

    def stays(self) -> tuple[str, ...]:
        rest = _("Trash, earlier versions and settings")
        return (rest,) if self.is_on("private") else (_("Private columns"), rest)

    def written(self, path: Path) -> Iterator[str]:
        from mentee_app.exports import tables

        count = 0
        for noun in tables.NOUNS:
            count += len(tables.save(path, self.is_on("private"), (noun,)))
            yield ""
        words = ngettext("{count} table is in {path}.", "{count} tables are in {path}.", count)
        yield words.format(count=count, path=path)


class EverythingFile(Handout):
    """The whole notebook in an open form."""

    def __init__(self) -> None:
        about = _(
            "All that you wrote, in one open file (JSON): for another computer, or for another program."
        )
        kind = FileKind(_("Save everything"), _("Whole notebooks (*.json)"), ".json")
        super().__init__("export-everything", about, kind)
        self._column.addWidget(
            caption(
                _("The file is not locked with a passphrase. Whoever has it can read your private notes.")
            )
        )

    def suggested(self) -> str:
        return _("My Mentee notebook")

    def stays(self) -> tuple[str, ...]:
        return (_("Settings of the window, and what can be undone"),)

    def written(self, path: Path) -> Iterator[str]:
        from mentee_app.exports import everything

        files.check_place(path)
        parts: list[bytes] = []
        for part in everything.parts():
            parts.append(part)
            yield ""
        files.write_parts(path, parts)
        yield _("Saved as {path}.").format(path=path)


def handout(name: str, session: int | None = None) -> Handout:
    """A kind by its name: calendar, address-book, tables, everything. `session` (id) stands in front."""
    if name == "calendar":
        return CalendarFile(session)
    return {"address-book": ContactsFile, "tables": TablesFolder, "everything": EverythingFile}[name]()


def _before(minutes: int | None) -> str:
    return {
        None: _("Not at all"),
        10: _("10 minutes before"),
        60: _("An hour before"),
        24 * 60: _("A day before"),
    }[minutes]
