"""Puts the parts below the screens together by hand: one notebook, one door for changes, one service for each noun."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from mentee_app import paths, single_instance
from mentee_app.domain import moments
from mentee_app.services.about_me import AboutMe
from mentee_app.services.actions import Actions
from mentee_app.services.advice import Advice
from mentee_app.services.areas import Areas, Needs
from mentee_app.services.challenges import Challenges
from mentee_app.services.changes import Changes
from mentee_app.services.contacts import Contacts
from mentee_app.services.goals import CheckIns, Goals, Milestones
from mentee_app.services.imports import Imports
from mentee_app.services.notebooks import Notebooks
from mentee_app.services.people import People
from mentee_app.services.preferences import Preferences
from mentee_app.services.questions import Questions
from mentee_app.services.relationships import Relationships, Skills
from mentee_app.services.requests import Requests
from mentee_app.services.sample import Samples
from mentee_app.services.sessions import Agenda, Sessions
from mentee_app.services.templates import Templates
from mentee_app.services.trash import Deeds
from mentee_app.storage import database
from mentee_app.storage.cipher import Key
from mentee_app.storage.database import SafeSqliteDatabase


@dataclass(frozen=True)
class App:
    """Everything below the screens, open and ready. `to_read`: every change is refused in a sentence."""

    folder: Path
    notebook: SafeSqliteDatabase
    changes: Changes
    about_me: AboutMe
    actions: Actions
    advice: Advice
    agenda: Agenda
    areas: Areas
    challenges: Challenges
    check_ins: CheckIns
    contacts: Contacts
    deeds: Deeds
    goals: Goals
    imports: Imports
    milestones: Milestones
    needs: Needs
    notebooks: Notebooks
    people: People
    preferences: Preferences
    questions: Questions
    relationships: Relationships
    requests: Requests
    samples: Samples
    sessions: Sessions
    skills: Skills
    templates: Templates
    to_read: bool = False


@contextmanager
def opened(folder: Path) -> Iterator[App]:
    """The app on the notebook in `folder`, which nobody else may use meanwhile. Raises Trouble."""
    with single_instance.alone(folder), opened_alone(folder) as app:
        yield app


@contextmanager
def opened_alone(folder: Path, key: Key | None = None) -> Iterator[App]:
    """The same, for somebody who holds the lock of `folder`. A restore that was cut off is finished first. Raises Trouble.

    `key` opens a notebook with a passphrase; one without is opened without.
    """
    _finish_restore(folder)
    aside = partial(_copy_aside, folder)
    notebook = database.open_notebook(folder, partial(_copy_before_upgrade, folder), key, aside)
    with _until_closed(notebook) as changes:
        yield _composed(folder, notebook, changes)


@contextmanager
def opened_to_read(folder: Path, key: Key | None = None) -> Iterator[App]:
    """The same, for a notebook that is damaged or cannot be written; nothing in `folder` changes. Raises Trouble."""
    from mentee_app.storage import to_read

    notebook = to_read.open_to_read(folder, key)
    with _until_closed(notebook) as changes:
        yield _composed(folder, notebook, changes, to_read=True)


def _finish_restore(folder: Path) -> None:
    """Looked up by what it leaves behind: a usual start does not pay for loading the room of backups."""
    try:
        names = os.listdir(folder)
    except OSError:  # opening says what is wrong with it
        return
    if any(name.lstrip(".").startswith(paths.NOTEBOOK + ".") for name in names):
        from mentee_app.backup import restoring

        restoring.finish_interrupted(folder)


def _copy_before_upgrade(folder: Path, connection: Any) -> None:
    from mentee_app.backup import copies

    copies.before_upgrade(folder, datetime.now().astimezone())(connection)


def _copy_aside(folder: Path, connection: Any) -> Path:
    from mentee_app.backup import copies
    from mentee_app.backup.places import Reason

    return copies.make(connection, folder, Reason.REPLACED, datetime.now().astimezone()).path


@contextmanager
def _until_closed(notebook: SafeSqliteDatabase) -> Iterator[Changes]:
    changes = Changes(notebook)
    try:
        yield changes
    finally:
        try:
            changes.end()
        finally:
            notebook.close()


def _composed(folder: Path, notebook: SafeSqliteDatabase, changes: Changes, to_read: bool = False) -> App:
    return App(
        folder=folder,
        notebook=notebook,
        changes=changes,
        about_me=AboutMe(changes),
        actions=Actions(changes),
        advice=Advice(changes),
        agenda=Agenda(changes),
        areas=Areas(changes),
        challenges=Challenges(changes),
        check_ins=CheckIns(changes),
        contacts=Contacts(changes),
        deeds=Deeds(changes),
        goals=Goals(changes),
        imports=Imports(changes),
        milestones=Milestones(changes),
        needs=Needs(changes),
        notebooks=Notebooks(changes),
        people=People(changes),
        preferences=Preferences(changes),
        questions=Questions(changes),
        relationships=Relationships(changes),
        requests=Requests(changes),
        samples=Samples(changes),
        sessions=Sessions(changes),
        skills=Skills(changes),
        templates=Templates(changes),
        to_read=to_read,
    )


def local_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" where it cannot be told."""
    import tzlocal

    try:
        zone = str(tzlocal.get_localzone_name())
    except Exception:  # an unreadable or odd setting of the machine: a known zone is better than no start
        return "UTC"
    now = datetime.now()
    if moments.flaw_of(now, zone) is None and abs(moments.instant(now, zone) - now.timestamp()) < 60:
        return zone
    hours = round((now.timestamp() - moments.instant(now, "UTC")) / 3600)
    return f"Etc/GMT{hours:+d}" if hours else "UTC"  # their sign counts westward
