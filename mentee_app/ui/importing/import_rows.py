"""How things that come in from a file are shown before they are kept: what each is, and what would become of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentee_app import words
from mentee_app.domain.incoming import Batch, Fate, Foreseen, Gain, IncomingPerson, IncomingSession, Wish
from mentee_app.i18n import _, ngettext
from mentee_app.ui.lists.look import Look
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days


@dataclass(frozen=True)
class Row:
    """One thing of the batch: `noun` says what it is, `of` the name of the person it belongs to."""

    id: int
    item: Any
    noun: str
    of: str = ""


def rows_of(batch: Batch) -> dict[int, Row]:
    """Everything in the batch by a number, people first, each thing with the name of its person."""
    names = {each.key: each.draft.name for each in batch.people}
    return {number: Row(number, *parts) for number, parts in enumerate(_parts(batch, names), 1)}


def look(row: Row, foreseen: Foreseen, wish: Wish | None, nobody: bool, today: date) -> Look:
    """How a row is shown. `nobody`: it is with somebody yet to be named."""
    return Look(
        title=_title(row.item) or row.noun,
        below=" · ".join(part for part in (row.noun, row.of, _when(row.item, today), row.item.place) if part),
        aside=_aside(foreseen, wish, nobody),
        initials_of=row.item.draft.name if isinstance(row.item, IncomingPerson) else "",
        faint=wish is Wish.LEAVE_OUT or nobody or (foreseen.fate is Fate.KNOWN and wish is None),
    )


def told(row: Row, foreseen: Foreseen, wish: Wish | None) -> str:
    """What becomes of one thing, in sentences."""
    if wish is Wish.LEAVE_OUT:
        return _("It stays out.")
    said = []
    if foreseen.match is not None and wish is not Wish.AS_NEW:
        if isinstance(row.item, IncomingPerson):
            said.append(_("This seems to be {name}, whom you have.").format(name=one_line(foreseen.name)))
        for gain in foreseen.gains:
            said.append(_gained(gain))
        if foreseen.kept:
            listed = ", ".join(
                f"{words.field(each.field)} “{one_line(each.after)}”" for each in foreseen.kept
            )
            said.append(_("What you wrote stays; the file says otherwise: {listed}.").format(listed=listed))
        if not foreseen.gains and not foreseen.kept:
            said.append(_("Nothing in it is new."))
    return " ".join([*said, *row.item.left])


def _parts(batch: Batch, names: Mapping[str, str]) -> Iterator[tuple[Any, str, str]]:
    for person in batch.people:
        yield person, _("Person"), ""
    for session in batch.sessions:
        yield session, words.of(session.draft.status) + " · " + _("Session"), names.get(session.person, "")
    for contact in batch.contacts:
        yield contact, _("Contact"), names.get(contact.person, "")
    for action in batch.actions:
        yield action, _("Action"), names.get(action.person, "")


def _title(item: Any) -> str:
    draft = item.draft
    if isinstance(item, IncomingPerson):
        return one_line(draft.name)
    if isinstance(item, IncomingSession):
        return one_line(draft.topic or draft.notes)
    return one_line(draft.text if hasattr(draft, "text") else draft.note)


def _when(item: Any, today: date) -> str:
    draft = item.draft
    if isinstance(item, IncomingPerson):
        return " · ".join(one_line(part) for part in (draft.email, draft.organisation) if part.strip())
    if isinstance(item, IncomingSession):
        return days.moment(draft.wall_start, today)
    day = draft.held_on if hasattr(draft, "held_on") else draft.due_on
    return days.spoken(day, today) if day else ""


def _aside(foreseen: Foreseen, wish: Wish | None, nobody: bool) -> str:
    if wish is Wish.LEAVE_OUT:
        return _("Stays out")
    if wish is Wish.AS_NEW:
        return _("New, beside the one you have")
    if nobody:
        return _("With whom?")
    if foreseen.fate is Fate.NEW:
        return _("New")
    if foreseen.fate is Fate.KNOWN:
        return _("Here already")
    fields = ngettext("{count} field", "{count} fields", len(foreseen.gains)).format(
        count=len(foreseen.gains)
    )
    return (_("Changes {fields}") if foreseen.fate is Fate.CHANGED else _("Fills in {fields}")).format(
        fields=fields
    )


def _gained(gain: Gain) -> str:
    name, after = words.field(gain.field), one_line(gain.after)
    if gain.before:
        sentence = _("{field}: “{after}” instead of “{before}”.")
        return sentence.format(field=name, after=after, before=one_line(gain.before))
    return _("{field}: “{after}”.").format(field=name, after=after)
