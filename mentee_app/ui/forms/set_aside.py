"""Words that cannot be kept where they were typed: they are set aside in the notebook, and found on Today."""

import dataclasses
import logging
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from mentee_app import words
from mentee_app.domain import merging
from mentee_app.domain.unfinished import Part, SetAside
from mentee_app.i18n import _
from mentee_app.queries import kept, sessions, trash
from mentee_app.queries.kept import Kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.forms.fields import Field, Unreadable
from mentee_app.ui.style.plain import one_line
from mentee_app.ui.widgets import days

_RETRY_MS = 2000

_log = logging.getLogger(__name__)


class Unsaved(QObject):
    """Takes what the screens set aside. Where the notebook cannot be written, it is held here and tried again."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held: list[SetAside] = []
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY_MS)
        self._retry.timeout.connect(self.flush)
        desk.notices.set_aside.connect(self.take)

    @property
    def held(self) -> tuple[SetAside, ...]:
        """What could not be kept anywhere yet."""
        return tuple(self._held)

    def take(self, what: SetAside) -> None:
        """Keep it, and say where it is."""
        self._held.append(what)
        self.flush()

    def flush(self) -> bool:
        """Keep now what is held; whether all is kept."""
        while self._held:
            what = self._held.pop(0)  # a listener may flush this too
            try:
                self._keep(what)
            except Trouble as trouble:
                self._held.insert(0, what)
                self._retry.start()
                self._desk.notices.failed.emit(trouble.sentence)
                return False
        return True

    def _keep(self, what: SetAside) -> None:
        """Where it belongs, if it is still there; else on Today. Raises Trouble."""
        try:
            if can_be_put_back(what):
                _put_under(self._desk, what)
                self._desk.notices.saved.emit()
                return
        except Trouble:
            raise
        except Exception:  # a mistake of ours, or gone in this moment: the words must be kept all the same
            _log.exception("what was typed could not be put where it belongs")
        self._desk.sessions.set_aside(what)
        said = _("What you typed could not be kept there. It waits on Today: “{title}”.")
        self._desk.notices.failed.emit(said.format(title=one_line(what.title)))


def of_fields(fields: Iterable[Field], base: Kept[Any]) -> SetAside | None:
    """What was typed into these fields of a kept draft and differs from it."""
    parts = [part for field in fields if field.holds_words for part in _parts(field, base)]
    labels = ", ".join(part.label for part in parts)
    return (
        SetAside(title(labels, base.id), tuple(parts), type(base.draft).__name__, base.id) if parts else None
    )


def can_be_put_back(what: SetAside) -> bool:
    """Whether what it was typed into is there, and holds such texts. Raises Trouble."""
    fits = all(part.field for part in what.parts)
    return fits and what.subject is not None and kept.is_kept(what.subject)


def put_back(desk: Desk, what: SetAside) -> None:
    """Join it with what stands there now. Raises Trouble, Refused, Vanished."""
    service = _service(desk, what.draft)
    now = service.current(what.subject)
    before, wanted = _drafts(what, now)
    service.save(now.as_it_was(before), wanted)


def title(label: str, id: int | None) -> str:
    """Where it was typed: the names of the fields, and what they belong to (id; it may lie in the trash)."""
    try:
        table, own = trash.own_words(id or 0)
        session = sessions.page([id or 0]) if table == "session" else []
    except Trouble:
        return label
    if session:
        day = days.full(session[0].wall_start.date())
        said = _("{field} of the session with {name}, {day}")
        return said.format(field=label, name=session[0].mentor, day=day)
    if not table:
        return label
    thing = words.of_table(table)
    return f"{label} ({thing}: {one_line(own)})" if own else f"{label} ({thing})"


def as_text(all_of_them: Iterable[SetAside]) -> str:
    """All of it as plain text, to be kept in a file."""
    return "\n\n".join(f"{each.title}\n\n{text_of(each)}" for each in all_of_them) + "\n"


def text_of(one: SetAside) -> str:
    """What was typed, as one text."""
    if len(one.parts) == 1:
        return one.parts[0].text
    return "\n\n".join(f"{part.label}:\n{part.text}" for part in one.parts)


def _put_under(desk: Desk, what: SetAside) -> None:
    """Join it with what stands there now, which was typed later and so stays. Raises Trouble, Refused, Vanished."""
    service = _service(desk, what.draft)
    now = service.current(what.subject)
    before, earlier = _drafts(what, now)
    joined = merging.merged(before, now.draft, earlier, {part.field for part in what.parts})
    service.save(now, joined.draft)
    for part in what.parts:
        if (part.field, part.text) in joined.unseen and part.text not in getattr(joined.draft, part.field):
            service.keep_version(dataclasses.replace(now, draft=earlier), part.field)


def _drafts(what: SetAside, now: Kept[Any]) -> tuple[Any, Any]:
    """The draft as it was before the words were typed, and with them."""
    before = dataclasses.replace(now.draft, **{part.field: part.before for part in what.parts})
    return before, dataclasses.replace(now.draft, **{part.field: part.text for part in what.parts})


def _parts(field: Field, base: Kept[Any]) -> list[Part]:
    before = getattr(base.draft, field.name)
    try:
        if field.value() == before and not field.unsettled():
            return []
    except Unreadable:
        pass
    text = field.words()
    if not text.strip():
        return []
    written = isinstance(before, str)
    return [Part(field.label.text(), text, field.name if written else "", before if written else "")]


def _service(desk: Desk, draft: str) -> Any:
    services = (
        desk.actions,
        desk.advice,
        desk.agenda,
        desk.areas,
        desk.challenges,
        desk.check_ins,
        desk.contacts,
        desk.goals,
        desk.milestones,
        desk.needs,
        desk.people,
        desk.questions,
        desk.relationships,
        desk.requests,
        desk.sessions,
        desk.skills,
        desk.templates,
    )
    return next(each for each in services if each.draft_type.__name__ == draft)
