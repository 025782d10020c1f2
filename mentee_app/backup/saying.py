"""Says what a copy is in words: why it was made, what is in it, whether it is good."""

from mentee_app.backup.listing import Found, State
from mentee_app.backup.places import Reason
from mentee_app.backup.records import Record
from mentee_app.backup.salvaging import Salvaged
from mentee_app.backup.unlocking import Unlike
from mentee_app.i18n import _, ngettext


def reason(reason: Reason) -> str:
    """Why it was made."""
    return {
        Reason.DAILY: _("daily"),
        Reason.BY_HAND: _("made by you"),
        Reason.BEFORE_UPGRADE: _("before an upgrade"),
        Reason.BEFORE_IMPORT: _("before an import"),
        Reason.BEFORE_RESTORE: _("before another was restored"),
        Reason.BEFORE_BULK_DELETE: _("before much was deleted"),
        Reason.REPLACED: _("when another file took its place"),
    }[reason]


def state(state: State) -> str:
    """Whether it is good, in a word or two."""
    return {
        State.VERIFIED: _("verified"),
        State.NOT_VERIFIED: _("not verified"),
        State.CHANGED: _("changed since then"),
        State.TOO_NEW: _("from a newer Mentee"),
        State.DAMAGED: _("damaged"),
        State.UNREADABLE: _("cannot be read"),
    }[state]


def why_not(state: State) -> str:
    """Why a copy in this state cannot be restored, or what to mind; "" for a good one."""
    return {
        State.VERIFIED: "",
        State.NOT_VERIFIED: _("Nobody checked it when it was made. It is checked before it is restored."),
        State.CHANGED: _("It was changed since it was made, so it is not used. Choose another one."),
        State.TOO_NEW: _("A newer version of Mentee made it. Install that version to use it."),
        State.DAMAGED: _("It is damaged, so it is not used. Choose another one."),
        State.UNREADABLE: _("It cannot be read. Check its disk and its permissions."),
    }[state]


def unlike(how: Unlike | None) -> str:
    """How it is locked, where that is not how the notebook is; "" where it is."""
    if how is None:
        return ""
    return {
        Unlike.OPEN: _("not locked, though the notebook is"),
        Unlike.LOCKED: _("locked with a passphrase, though the notebook is not"),
        Unlike.OTHERWISE: _("locked with another passphrase than the notebook"),
    }[how]


def holds(copy: Found | Record) -> str:
    """What is in it, in counts; "" where nobody knows."""
    if copy.sessions is None or copy.people is None:
        return ""
    return counted(copy.sessions, copy.people)


def counted(sessions: int, people: int) -> str:
    """Like "60 sessions, 12 people"."""
    first = ngettext("{count} session", "{count} sessions", sessions).format(count=sessions)
    second = ngettext("{count} person", "{count} people", people).format(count=people)
    return f"{first}, {second}"


def saved(salvaged: Salvaged) -> list[str]:
    """What was saved, a line for each kind of thing that there was, like "Sessions: 58 read, 2 lost"."""
    counts: dict[str, list[int]] = {}
    for table in salvaged.tables:
        known = counts.setdefault(_named(table.table), [0, 0, 0])
        for place, count in enumerate((table.read, table.cut, table.lost)):
            known[place] += count
    told = {name: _counted(*found) for name, found in counts.items() if any(found)}
    for name in {_named(table) for table in salvaged.missing}:
        more = _("{counts}, and perhaps there was more").format(counts=told.get(name))
        told[name] = more if counts[name][0] else _("nothing could be read")
    return [f"{name}: {words}" for name, words in sorted(told.items())]


def _counted(read: int, cut: int, lost: int) -> str:
    parts = [ngettext("{count} read", "{count} read", read).format(count=read)]
    if cut:
        parts.append(ngettext("{count} in part", "{count} in part", cut).format(count=cut))
    if lost:
        parts.append(ngettext("{count} lost", "{count} lost", lost).format(count=lost))
    return ", ".join(parts)


def _named(table: str) -> str:
    return {
        "about_me": _("About me"),
        "action": _("Actions"),
        "advice": _("Advice"),
        "agenda_item": _("Talking points"),
        "agenda_template": _("Agenda templates"),
        "area": _("Areas of life"),
        "area_need": _("Help wanted in an area"),
        "challenge": _("Challenges"),
        "check_in": _("Check-ins"),
        "contact": _("Contacts"),
        "deed": _("Undo and trash"),
        "draft": _("Drafts"),
        "goal": _("Goals"),
        "milestone": _("Steps of goals"),
        "person": _("People"),
        "preference": _("Choices"),
        "question": _("Questions"),
        "relationship": _("Relationships"),
        "request": _("Requests"),
        "series": _("Series of sessions"),
        "session": _("Sessions"),
        "skill": _("Skills"),
        "earlier_version": _("Earlier versions"),
        "agreement_term": _("Parts of agreements"),
    }.get(table, _("Links between them"))
