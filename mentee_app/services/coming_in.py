"""Keeps the things of a batch, inside the transaction that is open: rows at once, each made or filled, all remembered."""

from collections.abc import Mapping
from typing import Any

from mentee_app.domain import actions, contacts, moments, people, series, sessions, stored
from mentee_app.domain.incoming import Batch, Fate, Foreseen, IncomingSession, Wish
from mentee_app.domain.people import PersonDraft
from mentee_app.domain.problems import Refused
from mentee_app.domain.relationships import Status
from mentee_app.domain.sessions import SessionDraft
from mentee_app.queries import kept, outside
from mentee_app.services import earlier, foreseeing
from mentee_app.services.company import Company
from mentee_app.services.many_rows import ManyRows
from mentee_app.services.records import Vanished
from mentee_app.services.trash import Undoing
from mentee_app.storage import ids, tables


class ComingIn:
    """One import; `touched` holds the ids that it made or changed. Raises Refused for a draft that no screen would keep."""

    def __init__(self, batch: Batch, wishes: Mapping[str, Wish], with_whom: int | None) -> None:
        _refuse_flawed(batch)
        self._batch, self._wishes, self._with_whom = batch, wishes, with_whom
        self._foreseen = _settled(foreseeing.foreseen(batch), wishes)
        self._rows = ManyRows()
        self._made: list[tuple[type[tables.Row], int]] = []
        self._ids: dict[str, int] = {}
        self._introduced: dict[int, str] = {}
        self._relationships: dict[int, int] = {}
        self._at = ids.now_ms()
        self.touched: set[int] = set()
        self.changed = 0
        self.left_out = 0

    def counts(self) -> dict[str, int]:
        """How many came, by what they are."""
        came = {
            "people": tables.Person,
            "sessions": tables.Session,
            "contacts": tables.Contact,
            "actions": tables.Action,
        }
        return {name: self._rows.count(table) for name, table in came.items()}

    def keep(self, undoing: Undoing) -> None:
        """Keep everything that is wanted. Raises Vanished where `with_whom` is gone."""
        if self._with_whom is not None and not kept.living(tables.Person, [self._with_whom]):
            raise Vanished(self._with_whom)
        self._keep_people(undoing)
        self._keep_sessions(undoing)
        self._keep_contacts()
        self._keep_actions()
        self._note_uids()
        self._rows.write()
        self._introduce()
        for table, id in self._made:
            undoing.made(table, id)
            self.touched.add(id)

    def _keep_people(self, undoing: Undoing) -> None:
        for person in self._wanted(self._batch.people):
            here = self._foreseen[person.key]
            if here.match is None:
                values = stored.plain(stored.storable(person.draft))
                self._ids[person.key] = self._put(tables.Person, **values)
                self._introduced[self._ids[person.key]] = person.introduced_by
            else:
                self._ids[person.key] = here.match
                self._gain(PersonDraft, tables.Person, here, undoing)

    def _introduce(self) -> None:
        """Say who introduced the new people, now that everybody is there."""
        for id, key in self._introduced.items():
            by = self._ids.get(key)
            if by and by != id:
                tables.Person.update(introduced_by=by).where(tables.Person.id == id).execute()

    def _keep_sessions(self, undoing: Undoing) -> None:
        made: dict[str, int] = {}
        drafts = {each.key: each.draft for each in self._batch.series}
        for item in self._wanted(self._batch.sessions):
            here = self._foreseen[item.key]
            if here.match is not None:
                self._ids[item.key] = here.match
                self._gain(SessionDraft, tables.Session, here, undoing)
                continue
            person = self._ids.get(item.person) if item.person else self._with_whom
            if person is None:
                self.left_out += 1
                continue
            relationship = self._meets(person)
            if item.series and item.series not in made:
                values = stored.plain(drafts[item.series]) | {"relationship": relationship}
                made[item.series] = self._put(tables.Series, **values)
            self._keep_session(item, relationship, made.get(item.series))

    def _keep_session(self, item: IncomingSession, relationship: int, series: int | None) -> None:
        draft = stored.storable(item.draft)
        values = stored.plain(draft) | {
            "relationship": relationship,
            "series": series,
            "starts_at": moments.instant(draft.wall_start, draft.zone),
        }
        made = self._ids[item.key] = self._put(tables.Session, **values)
        for position, text in enumerate(item.agenda):
            self._put(tables.AgendaItem, session=made, text=stored.plain_value(text), position=position)

    def _meets(self, person: int) -> int:
        """The relationship (id) that sessions with somebody belong to; who had none becomes a mentor by it."""
        if person not in self._relationships:
            mine = Company.where_one_meets(person)
            self._relationships[person] = (
                mine.id
                if mine
                else self._put(
                    tables.Relationship, person=person, kind="mentoring", status=Status.ACTIVE.value
                )
            )
        return self._relationships[person]

    def _keep_contacts(self) -> None:
        for item in self._wanted(self._batch.contacts):
            here, person = self._foreseen[item.key], self._ids.get(item.person)
            if here.match is not None:
                self._ids[item.key] = here.match
            elif person is None:
                self.left_out += 1
            else:
                values = stored.plain(stored.storable(item.draft)) | {"person": person}
                self._ids[item.key] = self._put(tables.Contact, **values)

    def _keep_actions(self) -> None:
        for item in self._wanted(self._batch.actions):
            here, person = self._foreseen[item.key], self._ids.get(item.person)
            if here.match is not None:
                self._ids[item.key] = here.match
            elif item.person and person is None:
                self.left_out += 1
            else:
                values = stored.plain(stored.storable(item.draft)) | {"person": person}
                self._ids[item.key] = self._put(tables.Action, **values)

    def _note_uids(self) -> None:
        """Keep by which ids the other program knows what came, where that is not known yet."""
        source = self._batch.source.value
        nouns: tuple[tuple[type[tables.Row], tuple[Any, ...]], ...] = (
            (tables.Person, self._batch.people),
            (tables.Session, self._batch.sessions),
            (tables.Contact, self._batch.contacts),
            (tables.Action, self._batch.actions),
        )
        for table, items in nouns:
            wanted = [each.uid for each in items if each.uid]
            known = outside.known(table, source, wanted) if wanted else {}
            for item in items:
                if item.uid and item.uid not in known and item.key in self._ids:
                    known[item.uid] = self._ids[item.key]
                    self._put(
                        tables.OutsideId,
                        kind=table._meta.table_name,
                        subject_id=self._ids[item.key],
                        source=source,
                        uid=stored.plain_value(item.uid),
                    )

    def _gain(self, kind: type[Any], table: type[tables.Row], here: Foreseen, undoing: Undoing) -> None:
        """Fill and change what was foreseen of something that is here."""
        now = kept.one(kind, here.match)
        if now is None or not here.gains:
            return
        values = {gain.field: gain.after for gain in here.gains}
        draft = stored.restored(kind, stored.plain(now.draft) | values)
        columns = stored.plain(draft)
        changed = {name: columns[name] for name in values}
        if table is tables.Session:
            changed["starts_at"] = moments.instant(draft.wall_start, draft.zone)
        earlier.keep(table, now.id, stored.plain(now.draft), changed, since=now.created_at)
        undoing.change(table, now.id, changed)
        table.update(**changed).where(table.id == now.id).execute()
        self.touched.add(now.id)
        self.changed += 1

    def _wanted(self, items: tuple[Any, ...]) -> list[Any]:
        wanted = [each for each in items if self._wishes.get(each.key) is not Wish.LEAVE_OUT]
        self.left_out += len(items) - len(wanted)
        return wanted

    def _put(self, table: type[tables.Row], **values: Any) -> int:
        made = self._rows.put(table, self._at, **values)
        self._made.append((table, made))
        return made


def _settled(foreseen: dict[str, Foreseen], wishes: Mapping[str, Wish]) -> dict[str, Foreseen]:
    """What is foreseen, where the person did not want it new instead."""
    as_new = Foreseen(Fate.NEW)
    return {key: as_new if wishes.get(key) is Wish.AS_NEW else each for key, each in foreseen.items()}


def _refuse_flawed(batch: Batch) -> None:
    """Ids that the keys stand for are not asked for here."""
    found = [
        *(each for item in batch.people for each in people.problems(item.draft)),
        *(each for item in batch.sessions for each in sessions.problems(item.draft)),
        *(each for item in batch.series for each in series.problems(item.draft)),
        *(each for item in batch.contacts for each in contacts.problems(item.draft)),
        *(each for item in batch.actions for each in actions.problems(item.draft)),
    ]
    found = [each for each in found if each.field not in ("relationship", "person")]
    if found:
        raise Refused(tuple(found))
