"""The values in an export of Monica, each of which may be missing or of another kind than it should be."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mentee_app.domain.people import PersonDraft
from mentee_app.i18n import _

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![0-9])", re.ASCII)


@dataclass(frozen=True)
class Thing:
    """One thing of the export: a contact, a call, a note."""

    stored: Mapping[str, Any]

    @property
    def uid(self) -> str:
        return text(self.stored.get("uuid")).strip()[:200]

    @property
    def properties(self) -> Mapping[str, Any]:
        return mapping(self.stored.get("properties"))

    def inside(self, kind: str) -> list["Thing"]:
        """The things of a kind ("contact") that stand in it, wherever this version of Monica put them."""
        return [Thing(each) for each in self._values(kind) if isinstance(each, dict)]

    def uids(self, kind: str) -> list[str]:
        """The same where Monica only names them."""
        found = [
            text(each if isinstance(each, str) else mapping(each).get("uuid")) for each in self._values(kind)
        ]
        return list(dict.fromkeys(uid for uid in found if uid))

    def holds(self, kind: str) -> bool:
        return bool(self._values(kind))

    def _values(self, kind: str) -> list[Any]:
        found = []
        for each in sequence(self.stored.get("data")):
            if mapping(each).get("type") == kind:
                found += sequence(mapping(each).get("values"))
        for place in (self.stored, self.properties):
            many = place.get(_PLURALS.get(kind, f"{kind}s"))
            found += sequence(mapping(many).get("values")) if isinstance(many, dict) else sequence(many)
        return found


_PLURALS = {"activity": "activities", "address": "addresses"}


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a mapping; else an empty one (PHP writes that as [])."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """The value where it is a list; PHP writes one with gaps as a mapping from numbers."""
    if isinstance(value, dict):
        return list(value.values()) if all(map(str.isdigit, value)) else []
    return value if isinstance(value, list) else []


def things(value: Any) -> list[Thing]:
    found = mapping(value).get("values", value)
    return [Thing(each) for each in sequence(found) if isinstance(each, dict)]


def text(value: Any) -> str:
    """The value as text; nothing for what is none."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def is_true(value: Any) -> bool:
    return value is True or value == 1 or value == "1"


def day(value: Any) -> date | None:
    """The day of "2024-03-01", "2024-03-01 10:00:00" or "2024-03-01T10:00:00.000000Z", as it stands there."""
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        told = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return told if told and 1900 <= told.year <= 2999 else None


def short(name: str, most: int = 60) -> str:
    line = " ".join(name.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def name(contact: Thing) -> str:
    """First, middle and last name; else the nickname."""
    parts = [_line(contact, part) for part in ("first_name", "middle_name", "last_name")]
    return " ".join(filter(None, parts)) or _line(contact, "nickname")


def titled(thing: Thing) -> str:
    """Title and description in one line each."""
    parts = [text(thing.properties.get(part)).strip() for part in ("title", "description")]
    return "\n".join(filter(None, parts))


def person(contact: Thing, kinds: Mapping[str, tuple[str, str]]) -> tuple[PersonDraft, list[str]]:
    """A contact as a person, and what is left of it. `kinds`: see `ways_to_reach`."""
    email, phone, reach = reached(contact, kinds)
    days = contact.properties.get("stay_in_touch_frequency")
    rhythm = days if isinstance(days, int) and not isinstance(days, bool) and 1 <= days <= 3660 else None
    draft = PersonDraft(
        name=name(contact),
        email=email,
        phone=phone,
        reach=reach,
        organisation=_line(contact, "company"),
        role=_line(contact, "job"),
        how_met=_how_met(contact),
        keep_in_touch_days=rhythm,
        notes=_about(contact),
    )
    left = _left(contact)
    return draft, [_("Left out: {things}.").format(things=", ".join(left))] if left else []


def ways_to_reach(account: Thing) -> dict[str, tuple[str, str]]:
    """The kinds of contact fields that the account knows, by uuid: "email", "phone" or neither, and a name."""
    return {
        each.uid: (text(each.properties.get("type")).strip(), text(each.properties.get("name")).strip())
        for each in things(mapping(account.stored.get("instance")).get("contact_field_types"))
    }


def reached(contact: Thing, kinds: Mapping[str, tuple[str, str]]) -> tuple[str, str, str]:
    """Email, phone, and all other ways to reach a contact."""
    found: dict[str, list[str]] = {"email": [], "phone": [], "": []}
    for each in contact.inside("contact_field"):
        value = text(each.properties.get("data")).strip()
        kind, called = kinds.get(text(each.properties.get("type")), ("", ""))
        if not kind and not called:
            kind = "email" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else ""
        if value:
            found[kind if kind in found else ""].append(
                value if kind in ("email", "phone") or not called else f"{called}: {value}"
            )
    more = [*found["email"][1:], *found["phone"][1:], *found[""]]
    return (
        " ".join(found["email"][:1]),
        " ".join(found["phone"][:1]),
        "\n".join(dict.fromkeys(more)),
    )


def is_once(reminder: Thing) -> bool:
    return reminder.properties.get("frequency_type") in (None, "one_time", "once")


def next_time(reminder: Thing, first: date, today: date) -> date | None:
    """When it comes from today on; its only day where it does not repeat; None where that cannot be told."""
    if is_once(reminder) or first >= today:
        return first
    every = reminder.properties.get("frequency_number")
    every = 1 if every is None else every
    if isinstance(every, bool) or not isinstance(every, int) or not 1 <= every <= 1000:
        return None
    kind = reminder.properties.get("frequency_type")
    if kind == "week":
        return today + timedelta(-(today - first).days % (7 * every))
    step = every * {"month": 1, "year": 12}.get(kind if isinstance(kind, str) else "", 0)
    if not step:
        return None
    gone = (today.year - first.year) * 12 + today.month - first.month
    times = gone // step * step
    return next(
        (day for months in (times, times + step) if (day := _months_later(first, months)) and day >= today),
        None,
    )


def _months_later(first: date, months: int) -> date | None:
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    if year > 2999:
        return None
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def _how_met(contact: Thing) -> str:
    met = mapping(contact.properties.get("first_met_date"))
    met = mapping(met.get("properties")) or met
    on, lines = day(met.get("date")), []
    if on and is_true(met.get("is_age_based")):
        lines.append(_("First met in {year}.").format(year=on.year))
    elif on:
        told = f"--{on:%m-%d}" if is_true(met.get("is_year_unknown")) else on.isoformat()
        lines.append(_("First met on {day}.").format(day=told))
    names = ("first_met_where", "first_met_additional_info", "first_met_additional_information")
    lines += [text(contact.properties.get(each)).strip() for each in names]
    return "\n".join(filter(None, lines))


def _about(contact: Thing) -> str:
    lines = []
    nickname = _line(contact, "nickname")
    if nickname and nickname != name(contact):
        lines.append(_("Also called {name}.").format(name=nickname))
    lines.append(text(contact.properties.get("description")).strip())
    food = text(contact.properties.get("food_preferences")).strip()
    lines.append(_("Food: {food}").format(food=food) if food else "")
    return "\n\n".join(filter(None, lines))


def _left(contact: Thing) -> list[str]:
    """What of a contact has no place here, in words."""
    inside = {
        "address": _("addresses"),
        "gift": _("gifts"),
        "debt": _("debts"),
        "pet": _("pets"),
        "life_event": _("life events"),
        "photo": _("photos"),
        "document": _("documents"),
    }
    own = {"birthdate": _("birthday"), "deceased_date": _("day of death"), "tags": _("tags")}
    found = [words for kind, words in inside.items() if contact.holds(kind)]
    found += [words for key, words in own.items() if contact.properties.get(key)]
    if contact.properties.get("is_dead") is True and not contact.properties.get("deceased_date"):
        found.append(_("that they died"))
    if contact.properties.get("is_active") is False:
        found.append(_("that they are archived"))
    return found


def _line(contact: Thing, part: str) -> str:
    return " ".join(text(contact.properties.get(part)).split())
