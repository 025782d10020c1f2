"""The words of the command export, and what each of its documents calls."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mentee_app.commands import given, notebook


def add_to(commands: Any, parents: Sequence[argparse.ArgumentParser], parser_class: type) -> None:
    """Teach the parser of commands (what `add_subparsers` gives) to export."""
    parser = commands.add_parser("export", help="hand something out as a document or a file")
    kinds = parser.add_subparsers(title="what", metavar="WHAT", required=True, parser_class=parser_class)
    words = {
        "history": (_add_history, "the session history: PDF, Markdown or HTML, by the ending of OUT"),
        "portfolio": (_add_portfolio, "what came of one goal, for an appraisal or an application"),
        "closure": (_add_closure, "what came of a relationship that ended"),
        "calendar": (_add_calendar, "planned sessions for a calendar (.ics)"),
        "contacts": (_add_contacts, "people for an address book (.vcf)"),
        "tables": (_add_tables, "a folder of tables for spreadsheets (.csv)"),
        "everything": (_add_everything, "the whole notebook as one open file (.json)"),
    }
    for name, (add, what) in words.items():
        add(kinds.add_parser(name, parents=parents, help=what, description=f"{what[0].upper()}{what[1:]}."))


def _add_history(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT", "where to write it: ends in .pdf, .md or .html")
    parser.add_argument("--mentor", metavar="NAME", type=given.word, help="only sessions with this mentor")
    parser.add_argument("--goal", metavar="TITLE", type=given.word, help="only sessions that serve this goal")
    parser.add_argument("--area", metavar="NAME", type=given.word, help="only sessions in this area of life")
    parser.add_argument(
        "--session",
        metavar="DAY",
        type=given.word,
        help="only the session of this day (or “2026-03-31 14:00”)",
    )
    parser.add_argument(
        "--from",
        dest="since",
        metavar="DAY",
        type=given.first_day,
        help="only from this day (2026-03-31) or month (2026-03) on",
    )
    parser.add_argument(
        "--to",
        dest="until",
        metavar="DAY",
        type=given.last_day,
        help="only up to this day, or to a month's end",
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--by-date", action="store_true", help="in the order of time, instead of by mentor")
    order.add_argument("--by-goal", action="store_true", help="by goal, instead of by mentor")
    privacy = parser.add_mutually_exclusive_group()
    privacy.add_argument("--with-private", action="store_true", help="with the private reflections")
    privacy.add_argument(
        "--share", action="store_true", help="a copy to share: nothing private, no addresses"
    )
    parser.add_argument(
        "--initials", action="store_true", help="a copy to share with initials instead of names"
    )
    parser.set_defaults(do=_history)


def _add_portfolio(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT", "where to write it: ends in .pdf, .md or .html")
    parser.add_argument("--goal", metavar="TITLE", type=given.word, required=True, help="the goal")
    parser.add_argument("--with-notes", action="store_true", help="with the notes of its sessions")
    parser.add_argument("--initials", action="store_true", help="with initials instead of names")
    parser.set_defaults(do=_portfolio)


def _add_closure(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT", "where to write it: ends in .pdf, .md or .html")
    parser.add_argument("--mentor", metavar="NAME", type=given.word, required=True, help="with whom it was")
    parser.add_argument("--for-mentor", action="store_true", help="a copy to hand over: nothing private")
    parser.add_argument("--initials", action="store_true", help="with initials instead of names")
    parser.set_defaults(do=_closure)


def _add_calendar(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT.ics", "where to write it")
    parser.add_argument("--held", action="store_true", help="with the sessions that were held")
    parser.add_argument("--agenda", action="store_true", help="with the talking points")
    parser.add_argument("--alarm", metavar="MINUTES", type=given.count, help="remind so many minutes before")
    parser.set_defaults(do=_calendar)


def _add_contacts(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT.vcf", "where to write it")
    parser.add_argument("--with-notes", action="store_true", help="with the notes about them")
    parser.add_argument("--newest", action="store_true", help="vCard 4.0 instead of 3.0")
    parser.set_defaults(do=_contacts)


def _add_tables(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "FOLDER", "the folder to write them into; it is made where there is none")
    parser.add_argument(
        "--private", action="store_true", help="with reflections, fit, closeness and notes on people"
    )
    parser.set_defaults(do=_tables)


def _add_everything(parser: argparse.ArgumentParser) -> None:
    _add_out(parser, "OUT.json", "where to write it")
    parser.set_defaults(do=_everything)


def _add_out(parser: argparse.ArgumentParser, shown: str, what: str) -> None:
    parser.add_argument("out", metavar=shown, type=given.place, help=what)


def _folder(wanted: argparse.Namespace) -> Path:
    return notebook.folder(getattr(wanted, "data_dir", None))


def _history(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    names = ("mentor", "goal", "area", "session", "since", "until")
    flags = ("by_date", "by_goal", "with_private", "share", "initials")
    export.history(_folder(wanted), wanted.out, **{name: getattr(wanted, name) for name in (*names, *flags)})
    return 0


def _portfolio(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.portfolio(_folder(wanted), wanted.out, wanted.goal, wanted.with_notes, wanted.initials)
    return 0


def _closure(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.closure(_folder(wanted), wanted.out, wanted.mentor, wanted.for_mentor, wanted.initials)
    return 0


def _calendar(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.calendar(_folder(wanted), wanted.out, wanted.held, wanted.agenda, wanted.alarm)
    return 0


def _contacts(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.contacts(_folder(wanted), wanted.out, wanted.with_notes, wanted.newest)
    return 0


def _tables(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.tables(_folder(wanted), wanted.out, wanted.private)
    return 0


def _everything(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import export

    export.everything(_folder(wanted), wanted.out)
    return 0
