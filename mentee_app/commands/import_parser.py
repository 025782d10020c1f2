"""The words of the command import, and what it calls."""

import argparse
from collections.abc import Sequence
from typing import Any

from mentee_app.commands import given, notebook


def add_to(commands: Any, parents: Sequence[argparse.ArgumentParser]) -> None:
    """Teach the parser of commands (what `add_subparsers` gives) to import."""
    parser = commands.add_parser("import", parents=parents, help="bring a file of another program in")
    parser.description = (
        "Brings a file in: a calendar (.ics), contacts (.vcf, .csv), Monica's export, Markdown notes (a file, folder or"
        " ZIP), or everything (.json). Says first what it holds; the notebook is backed up before."
    )
    parser.add_argument("file", metavar="FILE", type=given.place, help="the file, or a folder of notes")
    parser.add_argument(
        "--with",
        dest="person",
        metavar="NAME",
        type=given.word,
        help="whom sessions that name nobody are with",
    )
    parser.add_argument("--yes", action="store_true", help="without asking")
    parser.set_defaults(do=_import)


def _import(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import bringing_in

    folder = notebook.folder(getattr(wanted, "data_dir", None))
    bringing_in.bring_in(folder, wanted.file, wanted.person, wanted.yes)
    return 0
