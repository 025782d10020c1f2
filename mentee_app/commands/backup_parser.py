"""The words of the commands backup, restore, check and salvage, and what each of them calls."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mentee_app.commands import given, notebook, terminal
from mentee_app.i18n import _


def add_to(commands: Any, parents: Sequence[argparse.ArgumentParser]) -> None:
    """Teach the parser of commands (what `add_subparsers` gives) these four."""
    words = {
        "backup": (_add_backup, "copy the notebook, and verify the copy"),
        "restore": (_add_restore, "put a backup in the notebook's place"),
        "check": (_add_check, "look for damage"),
        "salvage": (_add_salvage, "save what a damaged notebook still holds"),
    }
    for name, (add, what) in words.items():
        add(commands.add_parser(name, parents=parents, help=what))


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Makes a copy of the notebook in the folder “backups”, reads it again and verifies it."
    )
    parser.add_argument("--to", metavar="DIR", type=given.place, help="copy it into this folder as well")
    parser.add_argument(
        "--list", action="store_true", help="list the backups there are (with --to: those there)"
    )
    parser.add_argument("--json", action="store_true", help="the list as JSON")
    parser.set_defaults(do=_backup)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Puts a backup in the notebook's place. What is there now is backed up first, or put aside."
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        default="newest",
        type=given.name,
        help="one of “mentee backup --list”, a file, or newest (newest)",
    )
    parser.add_argument("--yes", action="store_true", help="without asking")
    parser.set_defaults(do=_restore)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.description = "Looks for damage; the exit code is 1 where there is any."
    parser.add_argument(
        "--full",
        action="store_true",
        help="every page, link and text, the texts against the newest good backup",
    )
    parser.add_argument("--rebuild-index", action="store_true", help="make the search index anew first")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(do=_check)


def _add_salvage(parser: argparse.ArgumentParser) -> None:
    parser.description = "Saves row by row what can be read of a damaged notebook, which is not changed."
    parser.add_argument("out", metavar="OUT.mentee", type=given.place, help="the new file")
    parser.set_defaults(do=_salvage)


def _backup(wanted: argparse.Namespace) -> None:
    from mentee_app.commands import backup

    if wanted.list:
        backup.show(_folder(wanted), wanted.to, wanted.json)
    elif wanted.json:
        raise terminal.Misuse(_("--json goes with --list. See mentee backup --help."))
    else:
        backup.make(_folder(wanted), wanted.to)


def _restore(wanted: argparse.Namespace) -> None:
    from mentee_app.commands import backup

    backup.restore(_folder(wanted), wanted.name, wanted.yes)


def _check(wanted: argparse.Namespace) -> None:
    from mentee_app.commands import backup

    backup.check(_folder(wanted), wanted.full, wanted.rebuild_index, wanted.json)


def _salvage(wanted: argparse.Namespace) -> None:
    from mentee_app.commands import backup

    backup.salvage(_folder(wanted), wanted.out)


def _folder(wanted: argparse.Namespace) -> Path:
    return notebook.folder(getattr(wanted, "data_dir", None))
