"""What can be chosen of each kind of document; only what matters to the kind is shown."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mentee_app import words
from mentee_app.domain.problems import Flaw
from mentee_app.domain.relationships import Status
from mentee_app.domain.sessions import Status as SessionStatus
from mentee_app.exports import closure, history, portfolio
from mentee_app.exports.closure import Whose
from mentee_app.exports.documents import Layout
from mentee_app.exports.handing_out import Form
from mentee_app.i18n import _
from mentee_app.queries import areas, goals, mentors, relationships, sessions
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.export.document_kinds import DocumentKind
from mentee_app.ui.export.document_outlook import Choice
from mentee_app.ui.export.document_saver import form_words
from mentee_app.ui.forms.field_row import FieldRow
from mentee_app.ui.forms.fields import ChoiceField, Field, Unreadable
from mentee_app.ui.forms.time_fields import DayField
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days

_OFFERED = 300
"""Sessions: as many as can be looked through; a mentor narrows them."""

_SHOWN = 80
_BOOK = ("mentor", "goal", "area", "period", "layout")
_PARTS = {
    DocumentKind.HISTORY: (*_BOOK, "private", "form"),
    DocumentKind.SHARE: (*_BOOK, "initials", "form"),
    DocumentKind.SESSION: ("person", "session", "share", "private", "initials", "form"),
    DocumentKind.PORTFOLIO: ("own_goal", "notes", "initials", "form"),
    DocumentKind.CLOSURE: ("relationship", "whose", "initials", "form"),
}


class DocumentChoices(QWidget):
    """The choices of one kind at a time. `edited` when a person chose otherwise."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._subjects: dict[str, int] = {}
        self.kind = DocumentKind.HISTORY
        self._make_fields()
        self._make_boxes()
        self._build()
        self._connect()

    def show_kind(self, kind: DocumentKind) -> None:
        """Show what can be chosen of this kind."""
        self.kind = kind
        share = kind is DocumentKind.SESSION and self.share.isChecked()
        for name, part in self._parts.items():
            part.setVisible(name in _PARTS[kind])
        if kind is DocumentKind.SESSION:
            self.private.setVisible(not share)
            self.initials.setVisible(share)

    def show_subject(self, session: int | None, goal: int | None, relationship: int | None) -> None:
        """Choose what the document is about, in every kind until a person chooses otherwise; None leaves it as it is."""
        if session is not None:
            self._offer_sessions(session)
        for field, subject in (
            (self.session, session),
            (self.own_goal, goal),
            (self.relationship, relationship),
        ):
            if subject is not None:
                self._subjects[field.name] = subject
                field.show_value(subject)

    def choice(self) -> Choice | None:
        """What is chosen; None where something is marked, or there is nothing to choose from."""
        if self.kind is DocumentKind.PORTFOLIO:
            goal = self.own_goal.value()
            with_notes, initials = self.notes.isChecked(), self.initials.isChecked()
            return None if goal is None else portfolio.Choice(goal, with_notes, initials)
        if self.kind is DocumentKind.CLOSURE:
            relationship, whose = self.relationship.value(), self.whose.value()
            initials = self.initials.isChecked()
            return None if relationship is None else closure.Choice(relationship, whose, initials)
        return self._one_session() if self.kind is DocumentKind.SESSION else self._book()

    def nothing(self) -> str:
        """Why there is no choice."""
        return {
            DocumentKind.PORTFOLIO: _("There is no goal yet that a portfolio could be about."),
            DocumentKind.CLOSURE: _("There is no mentor yet whose time with you could be told."),
            DocumentKind.SESSION: _("There is no session here yet."),
        }.get(self.kind, _("The choice cannot be followed yet. Correct what is marked."))

    def chosen(self) -> dict[str, Any]:
        """What is remembered of this kind: never a period, which is of its day, nor that private reflections went along."""
        every: dict[str, Any] = {
            "mentor": self.mentor.value(),
            "goal": self.goal.value(),
            "area": self.area.value(),
            "layout": self.layout_choice.value().value,
            "share": self.share.isChecked(),
            "initials": self.initials.isChecked(),
            "notes": self.notes.isChecked(),
            "own_goal": self.own_goal.value(),
            "relationship": self.relationship.value(),
            "whose": self.whose.value().value,
            "form": self.form.value().value,
        }
        return {name: value for name, value in every.items() if name in _PARTS[self.kind]}

    def show_chosen(self, choices: dict[str, Any]) -> None:
        """Show remembered choices; what is not there any more is as at first."""
        for field in (self.mentor, self.goal, self.area):
            field.show_value(choices.get(field.name) or None)
            if field.value() is None:
                field.show_value(None)
        for field, kind, first in (
            (self.layout_choice, Layout, Layout.BY_MENTOR),
            (self.whose, Whose, Whose.MINE),
            (self.form, Form, Form.PDF),
        ):
            known = {member.value: member for member in kind}
            field.show_value(known.get(choices.get(field.name, ""), first))
        for name in ("share", "initials", "notes"):
            self._boxes[name].setChecked(choices.get(name) is True)
        self.private.setChecked(False)
        for field in (self.own_goal, self.relationship):
            field.show_value(self._subjects.get(field.name, choices.get(field.name)))
            if field.value() is None and field.box.count():
                field.box.setCurrentIndex(0)

    def _make_fields(self) -> None:
        everyone = mentors.names()
        called = list(dict.fromkeys(name for _id, name in everyone))
        every = goals.names()
        titles = list(dict.fromkeys(goal.title for goal in every))
        named = [row.name for row in areas.all_areas()]
        self.mentor = ChoiceField("mentor", _("Mentor"), _lines(called), _("All mentors"))
        self.goal = ChoiceField("goal", _("Goal"), _lines(titles), _("All goals"))
        self.area = ChoiceField("area", _("Area of life"), _lines(named), _("All areas"))
        self.since = DayField("since", _("From"), self._desk.today)
        self.until = DayField("until", _("To"), self._desk.today)
        orders = [
            (Layout.BY_MENTOR, _("By mentor")),
            (Layout.BY_GOAL, _("By goal")),
            (Layout.BY_DATE, _("By date")),
        ]
        self.layout_choice = ChoiceField("layout", _("Order"), orders)
        people = [(id, _short(name)) for id, name in everyone]
        self.person = ChoiceField("person", _("Mentor"), people, _("All mentors"))
        self.session = ChoiceField("session", _("Session"), [])
        self.own_goal = ChoiceField("own_goal", _("Goal"), [(goal.id, _short(goal.title)) for goal in every])
        ended_first = sorted(
            relationships.all_relationships(), key=lambda row: row.status is not Status.ENDED
        )
        found = [(row.id, _relationship_words(row)) for row in ended_first]
        self.relationship = ChoiceField("relationship", _("Relationship"), found)
        whose = [(Whose.MINE, _("Me")), (Whose.MENTOR, _("My mentor"))]
        self.whose = ChoiceField("whose", _("For"), whose)
        self.form = ChoiceField("form", _("Save as"), [(form, form_words(form)) for form in Form])
        self._offer_sessions()

    def _make_boxes(self) -> None:
        self.private = QCheckBox(_("With my private reflections"))
        self.initials = QCheckBox(_("Initials instead of names"))
        self.notes = QCheckBox(_("With notes of sessions and check-ins"))
        self.share = QCheckBox(_("As a copy to share"))
        self._boxes = {
            "private": self.private,
            "share": self.share,
            "initials": self.initials,
            "notes": self.notes,
        }

    def _build(self) -> None:
        period = FieldRow((self.since, self.until))
        self._parts: dict[str, QWidget] = {
            "mentor": _cell(self.mentor),
            "goal": _cell(self.goal),
            "area": _cell(self.area),
            "period": period,
            "layout": _cell(self.layout_choice),
            "person": _cell(self.person),
            "session": _cell(self.session),
            "own_goal": _cell(self.own_goal),
            "relationship": _cell(self.relationship),
            "whose": _cell(self.whose),
            **self._boxes,
            "form": _cell(self.form),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        for part in self._parts.values():
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        for field in (
            self.mentor, self.goal, self.area, self.since, self.until, self.layout_choice, self.session,
            self.own_goal, self.relationship, self.whose, self.form,
        ):  # fmt: skip
            field.edited.connect(self.edited)
        for field in (self.own_goal, self.relationship):
            field.edited.connect(partial(self._subjects.pop, field.name, None))
        self.person.edited.connect(self._on_person)
        for box in self._boxes.values():
            box.clicked.connect(self._on_ticked)

    def _book(self) -> history.Choice | None:
        read: dict[str, date | None] = {}
        for field in (self.since, self.until):
            try:
                read[field.name] = field.value()
                field.show_flaw(None)
            except Unreadable as unreadable:
                field.show_flaw(unreadable.flaw)
        if len(read) < 2:
            return None
        if read["since"] and read["until"] and read["since"] > read["until"]:
            self.until.show_flaw(Flaw.END_BEFORE_START)
            return None
        share = self.kind is DocumentKind.SHARE
        return history.Choice(
            mentor=self.mentor.value() or "",
            goal=self.goal.value() or "",
            area=self.area.value() or "",
            since=read["since"],
            until=read["until"],
            with_private=not share and self.private.isChecked(),
            layout=self.layout_choice.value(),
            share=share,
            initials=share and self.initials.isChecked(),
        )

    def _one_session(self) -> history.Choice | None:
        session, share = self.session.value(), self.share.isChecked()
        if session is None:
            return None
        return history.Choice(
            session=session,
            share=share,
            with_private=not share and self.private.isChecked(),
            initials=share and self.initials.isChecked(),
        )

    def _offer_sessions(self, first: int | None = None) -> None:
        """The newest of all or of one mentor; `first` also where it is older."""
        newest = list(sessions.ids(sessions.Filter(person=self.person.value()))[:_OFFERED])
        found = sessions.page(newest if first is None or first in newest else [first, *newest])
        rows, held = [(row.id, _session_words(row)) for row in found], SessionStatus.HELD
        self.session.offer(rows)
        if self.session.value() is None and rows:
            self.session.show_value(next((row.id for row in found if row.status is held), rows[0][0]))

    def _on_person(self) -> None:
        self._offer_sessions()
        self.edited.emit()

    def _on_ticked(self) -> None:
        self.show_kind(self.kind)
        self.edited.emit()


def _cell(field: Field) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.HALF // 2)
    for part in (field.label, field.widget, field.problem):
        column.addWidget(part)
    return cell


def _lines(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, _short(name)) for name in names]


def _short(text: str) -> str:
    return one_line(text, _SHOWN)


def _session_words(row: sessions.SessionRow) -> str:
    parts = (days.short(row.wall_start.date()), row.mentor, row.topic)
    return _short(" · ".join(part for part in parts if part.strip()))


def _relationship_words(row: relationships.RelationshipRow) -> str:
    return _short(" · ".join(part for part in (row.name, row.area, words.of(row.status)) if part.strip()))
