"""The command export: documents and files of the notebook, written where they are wanted, and said in a sentence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from mentee_app import i18n
from mentee_app.commands import notebook, terminal
from mentee_app.commands.terminal import Misuse
from mentee_app.i18n import _, ngettext
from mentee_app.trouble import Trouble, TroubleKind


def history(folder: Path, out: Path, **wanted: Any) -> None:
    """The session history; `wanted` as `exports.command.choice` takes it. Raises Misuse, Trouble."""
    from mentee_app.exports import command, handing_out

    _refuse_ending(out)

    def save() -> str:
        return handing_out.save_history(out, command.choice(**wanted), **_surroundings())

    _save(folder, save)


def portfolio(folder: Path, out: Path, goal: str, with_notes: bool, initials: bool) -> None:
    """What came of a goal. Raises Misuse, Trouble."""
    from mentee_app.exports import handing_out

    _refuse_ending(out)

    def save() -> str:
        return handing_out.save_portfolio(
            out, goal, with_notes=with_notes, by_initials=initials, **_surroundings()
        )

    _save(folder, save)


def closure(folder: Path, out: Path, mentor: str, for_mentor: bool, initials: bool) -> None:
    """What came of a relationship. Raises Misuse, Trouble."""
    from mentee_app.exports import handing_out
    from mentee_app.exports.closure import Whose

    _refuse_ending(out)
    whose = Whose.MENTOR if for_mentor else Whose.MINE

    def save() -> str:
        return handing_out.save_closure(out, mentor, whose=whose, by_initials=initials, **_surroundings())

    _save(folder, save)


def calendar(folder: Path, out: Path, held: bool, agenda: bool, alarm: int | None) -> None:
    """Sessions for a calendar. Raises Misuse, Trouble."""
    from mentee_app.exports import calendar as written
    from mentee_app.exports import files
    from mentee_app.exports.calendar_events import Choice
    from mentee_app.exports.calendar_words import MOST_ALARM

    if alarm is not None and alarm > MOST_ALARM:
        raise Misuse(_("--alarm takes at most {most} minutes: four weeks.").format(most=MOST_ALARM))

    def save() -> str:
        files.check_place(out)
        files.atomic_write(out, written.calendar(Choice(held=held, agenda=agenda, alarm=alarm)))
        return _("{out} is written.").format(out=out)

    _save(folder, save)


def contacts(folder: Path, out: Path, with_notes: bool, newest: bool) -> None:
    """People for an address book. Raises Trouble."""
    from mentee_app.exports import contacts as written

    version = written.Version.NEWEST if newest else written.Version.WIDELY_READ
    _save(folder, lambda: written.save_contacts(out, written.ContactChoice(None, version, with_notes)))


def tables(folder: Path, out: Path, private: bool) -> None:
    """Tables for spreadsheets, in a folder that is made where there is none. Raises Trouble."""
    from mentee_app.exports import tables as written

    def save() -> str:
        _make_folder(out)
        count = len(written.save(out, private))
        return ngettext("{out} holds {count} table.", "{out} holds {count} tables.", count).format(
            out=out, count=count
        )

    _save(folder, save)


def everything(folder: Path, out: Path) -> None:
    """The whole notebook as one file. Raises Trouble."""
    from mentee_app.exports import everything as written
    from mentee_app.exports import files

    def save() -> str:
        files.check_place(out)
        files.write_parts(out, written.parts())
        return _("{out} holds everything. It is not locked with a passphrase.").format(out=out)

    _save(folder, save)


def _refuse_ending(out: Path) -> None:
    """A document is not written under the ending of another kind of file. Raises Misuse, Trouble for a place that cannot be."""
    from mentee_app.exports import files, handing_out

    files.check_place(out)
    if out.suffix[1:].isalpha() and out.suffix.lower() not in handing_out.ENDINGS:
        sentence = _("A document ends in .pdf, .md or .html, not in {ending}.")
        raise Misuse(sentence.format(ending=terminal.short(out.suffix)))


def _save(folder: Path, save: Callable[[], str]) -> None:
    from mentee_app.exports.choosing import UnknownName

    with notebook.opened_as_it_is(folder):
        try:
            said = save()
        except UnknownName as unknown:
            raise Misuse(str(unknown)) from None
    terminal.hand_out(said)


def _surroundings() -> dict[str, Any]:
    return {"now": datetime.now(), "language": i18n.language(), "locale_name": i18n.locale_name()}


def _make_folder(out: Path) -> None:
    from mentee_app.exports import files

    if not out.is_dir() and out.parent.is_dir():  # what is refused leaves no folder behind
        files.check_place(out)
    try:
        out.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        sentence = _("{path} is a file. Name a folder for the tables.")
        raise Trouble(TroubleKind.BAD_INPUT, sentence.format(path=out), out) from None
    except (OSError, ValueError) as error:
        sentence = _("The folder {path} cannot be made here. Choose another place.")
        raise Trouble(TroubleKind.NO_FOLDER, sentence.format(path=out), out) from error
