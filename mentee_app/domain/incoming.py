"""What comes in from another program's file: drafts and who they belong to, before anything is kept."""

from dataclasses import dataclass
from enum import Enum

from mentee_app.domain.actions import ActionDraft
from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.series import SeriesDraft
from mentee_app.domain.sessions import SessionDraft


class Source(Enum):
    """The kind of file. With the id that a thing has in it, it is known again when the file comes a second time."""

    CALENDAR = "calendar"
    VCARD = "vcard"
    CSV = "csv"
    MONICA = "monica"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class IncomingPerson:
    """A person; `introduced_by` is the key of another one, or empty.

    In all of these: `key` names the thing within the batch, `uid` in the other program (empty where it gives none),
    `place` says in words where it stands in the file, and `left` what of it has no place here, a sentence each.
    Ids of other things in the drafts are None: the keys say them.
    """

    key: str
    draft: PersonDraft
    uid: str = ""
    introduced_by: str = ""
    place: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomingSeries:
    """A series; `person` is a key."""

    key: str
    draft: SeriesDraft
    person: str = ""


@dataclass(frozen=True)
class IncomingSession:
    """A session; `person` and `series` are keys, empty where the file does not say. `agenda`: the talking points."""

    key: str
    draft: SessionDraft
    uid: str = ""
    person: str = ""
    series: str = ""
    agenda: tuple[str, ...] = ()
    place: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomingContact:
    """A contact with the person of this key."""

    key: str
    draft: ContactDraft
    person: str
    uid: str = ""
    place: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomingAction:
    """An action; `person` is a key or empty."""

    key: str
    draft: ActionDraft
    person: str = ""
    uid: str = ""
    place: str = ""
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """A record of the file that cannot come in: where it stands, and why not, in words."""

    place: str
    why: str


@dataclass(frozen=True)
class Batch:
    """All that a file holds, and what of it is not understood. Keys are unique in it, and name something in it."""

    source: Source
    people: tuple[IncomingPerson, ...] = ()
    series: tuple[IncomingSeries, ...] = ()
    sessions: tuple[IncomingSession, ...] = ()
    contacts: tuple[IncomingContact, ...] = ()
    actions: tuple[IncomingAction, ...] = ()
    refused: tuple[NotUnderstood, ...] = ()

    @property
    def understood(self) -> int:
        """How many records of the file can come in; a series counts by its sessions."""
        return len(self.people) + len(self.sessions) + len(self.contacts) + len(self.actions)

    @property
    def total(self) -> int:
        """How many records the file has."""
        return self.understood + len(self.refused)


class Fate(Enum):
    """What becomes of a thing that comes in."""

    NEW = "new"
    FILLED = "filled"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True)
class Gain:
    """A field of something that is here already: what stands there, and what the file says."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Foreseen:
    """What would become of a thing: `match` (id) and its name where it is here already.

    `gains` are the fields that are filled or changed, `kept` those that differ and stay as they are here.
    """

    fate: Fate
    match: int | None = None
    name: str = ""
    gains: tuple[Gain, ...] = ()
    kept: tuple[Gain, ...] = ()


class Wish(Enum):
    """What the person wants for one thing that comes in, where it is not what was foreseen."""

    LEAVE_OUT = "leave-out"
    AS_NEW = "as-new"
