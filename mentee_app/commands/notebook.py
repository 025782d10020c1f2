"""Finds the data folder that the command line means, and opens the notebook in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from mentee_app import paths
from mentee_app.commands.passphrase import asked_passphrase
from mentee_app.commands.terminal import Misuse, say, short
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

if TYPE_CHECKING:
    from mentee_app.app import App
    from mentee_app.storage.cipher import Key


def folder(chosen: str | None) -> Path:
    """The data folder, or the one that was `chosen`. One that is shared with others is refused before it is written into.

    Raises Misuse, Trouble.
    """
    from mentee_app.storage import folder as folders

    if chosen is not None and not chosen.strip():
        raise Misuse(_("--data-dir needs the name of a folder. See mentee --help."))
    try:
        found = paths.data_folder(chosen)
    except paths.NoPlace as nowhere:
        raise Misuse(_no_folder("--data-dir" if chosen else "MENTEE_DATA_DIR", nowhere.given)) from None
    folders.refuse_shared(found)
    return found


@contextmanager
def opened(folder: Path, ask: "Callable[[], Key | None] | None" = None) -> Iterator["App"]:
    """Everything below the screens, on the notebook in this folder; its log is kept meanwhile. Raises Trouble.

    The passphrase of a locked one is asked for (by `ask`), once nobody else can have it open.
    """
    from mentee_app import app, logs, single_instance

    with single_instance.alone(folder):
        key = ask() if ask else asked_passphrase(folder / paths.NOTEBOOK)
        with app.opened_alone(folder, key) as found:
            found.notebook.news = say
            logs.start(folder)
            with _faults_of_the_file(found):
                yield found


@contextmanager
def _faults_of_the_file(opened: "App") -> Iterator[None]:
    """What fails over a file that we did not write is no mistake of ours. Raises Trouble then."""
    try:
        yield
    except (Trouble, Misuse, OSError):
        raise
    except Exception as fault:
        from mentee_app.domain.codes import CODES

        trouble = opened.notebook.strange(CODES)
        if trouble is None:
            raise
        raise trouble from fault


@contextmanager
def opened_as_it_is(folder: Path) -> Iterator["App"]:
    """The same; where there is no notebook, none is made, and what cannot be written is read. Raises Trouble."""
    if not any((folder / name).exists() for name in (paths.NOTEBOOK, paths.NOTEBOOK_MADE)):
        sentence = _("There is no notebook in {folder}. Check --data-dir.").format(folder=folder)
        raise Trouble(TroubleKind.NO_FOLDER, sentence, folder)
    with ExitStack() as opening:
        yield _entered(folder, opening)


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """Nobody else has the notebook open meanwhile. A disk with faults can often only be read: no lock can be taken there,
    and it is enough that nobody has the notebook open now. Raises Trouble."""
    from mentee_app import single_instance
    from mentee_app.backup import restoring

    with ExitStack() as held:
        try:
            held.enter_context(single_instance.alone(folder))
        except Trouble as trouble:
            if trouble.kind not in _NOT_TO_WRITE:
                raise
            restoring.refuse_open(folder / paths.NOTEBOOK)
        yield


def _entered(folder: Path, opening: ExitStack) -> "App":
    from mentee_app import app

    ask = cache(partial(asked_passphrase, folder / paths.NOTEBOOK))  # once, however it is opened then
    try:
        return opening.enter_context(opened(folder, ask))
    except Trouble as trouble:
        if trouble.kind not in _NOT_TO_WRITE:
            raise
        try:
            key = ask()
            return opening.enter_context(
                app.opened_to_read(folder, key) if key else app.opened_to_read(folder)
            )
        except Trouble as other:
            raise other if other.kind in _OF_A_PASSPHRASE else trouble from None


_NOT_TO_WRITE = frozenset({TroubleKind.READ_ONLY, TroubleKind.NO_ACCESS})

_OF_A_PASSPHRASE = frozenset(
    {TroubleKind.LOCKED_BY_PASSPHRASE, TroubleKind.WRONG_PASSPHRASE, TroubleKind.NO_CIPHER}
)


def _no_folder(said_by: str, given: str) -> str:
    if not given:
        return _("There is no home folder here. Choose a folder with --data-dir.")
    if not given.strip():
        return _("{name} needs the name of a folder. See mentee --help.").format(name=said_by)
    sentence = _("{name} says “{given}”, and this leads to no folder here. Give the whole path.")
    return sentence.format(name=said_by, given=short(given))
