"""The command line: reads the words, calls what is asked for, and turns every fault into one line and an exit code."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from mentee_app import __version__, core_dumps, i18n, paths
from mentee_app.commands import backup_parser, export_parser, given, import_parser, notebook, terminal
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

OK, TROUBLE, MISUSE = 0, 1, 2


def run(words: Sequence[str]) -> int:
    """Do what the words of the command line ask for. 0: done; 1: trouble; 2: the words were wrong."""
    core_dumps.leave_none()
    terminal.speak_every_letter()
    try:
        return _carried_out(words)
    except terminal.Misuse as misuse:
        return terminal.say(str(misuse), MISUSE)
    except Trouble as trouble:
        return terminal.say(trouble.sentence, TROUBLE)
    except BrokenPipeError:
        terminal.drop_output()
        return TROUBLE
    except Exception as fault:
        return terminal.say(_sorry(fault), TROUBLE)
    except KeyboardInterrupt:
        return terminal.say(_("Stopped."), 130)


def _carried_out(words: Sequence[str]) -> int:
    with terminal.stoppable():
        try:
            code = _done(words)
            terminal.hand_out()
            return code
        except Exception:
            terminal.stop_where_wanted()
            raise


def _done(words: Sequence[str]) -> int:
    if list(words[:1]) == ["typeset"]:  # the child process that sets PDFs: nothing else is loaded for it
        from mentee_app.exports import typeset

        return typeset.main()
    if list(words[:1]) == ["understand"]:  # the one that reads files of other programs
        from mentee_app.imports import understand

        return understand.main()
    try:
        wanted = _parser().parse_args(words)
    except SystemExit as answered:  # --help and --version
        return int(answered.code or OK)
    i18n.use(getattr(wanted, "lang", None))
    return int(wanted.do(wanted) or OK)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise terminal.Misuse(
            _("{message}. See {program} --help.").format(
                message=terminal.short(message.rstrip("."), 300), program="mentee"
            )
        )


def _parser() -> argparse.ArgumentParser:
    where = _Parser(add_help=False)
    where.add_argument(
        "--data-dir",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="keep all data in DIR (else MENTEE_DATA_DIR)",
    )
    parser = _Parser(
        prog="mentee",
        parents=[where],
        description="A private notebook for people who are being mentored. Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"Mentee {__version__}")
    parser.set_defaults(do=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    backup_parser.add_to(commands, [where])
    _add_ask(commands.add_parser("ask", help="sort a wish for help: answers in, result out, as JSON"))
    export_parser.add_to(commands, [where], _Parser)
    import_parser.add_to(commands, [where])
    _add_sample(
        commands.add_parser("sample", parents=[where], help="fill an empty notebook with a believable life")
    )
    _add_search(
        commands.add_parser("search", parents=[where], help="find what was written"),
    )
    today = commands.add_parser("today", parents=[where], help="what waits now")
    today.description = "Prints what waits now: sessions, advice to decide, people to tell, actions and more."
    today.add_argument("--json", action="store_true", help="as a JSON list")
    today.set_defaults(do=_today)
    _add_tour(commands.add_parser("tour", help="take a picture of each screen, over the sample"))
    return parser


def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prints the result of “What am I asking for?” as JSON. Nothing is kept."
    parser.add_argument(
        "--answers",
        metavar="FILE",
        required=True,
        type=given.name,
        help="a JSON file with the answers, or - for standard input",
    )
    parser.set_defaults(do=_ask)


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sessions", metavar="N", type=given.count, default=60, help="how many sessions (60)"
    )
    parser.add_argument(
        "--seed", metavar="S", type=given.count, default=1, help="another number gives another life (1)"
    )
    parser.set_defaults(do=_sample)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Finds what holds all the words, each from its beginning, and '\"a phrase\"' as it stands. Filters: mentor:ada"
        " area:career goal:team kind:advice is:undecided before:2026-03 after:2026-01-15."
    )
    parser.add_argument("words", metavar="WORDS", nargs="+", type=given.text, help="what to look for")
    parser.add_argument("--json", action="store_true", help="as a JSON list")
    parser.add_argument("--limit", metavar="N", type=given.some, default=50, help="at most N hits (50)")
    parser.set_defaults(do=_search)


def _add_tour(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", metavar="DIR", type=given.place, help="where the pictures and the PDF go")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument(
        "--scale", metavar="F", type=given.scale, default=1.0, help="device pixels for each pixel (1)"
    )
    parser.add_argument("--lang", metavar="L", help="the language of the screens, like de")
    parser.set_defaults(do=_tour)


def _window(wanted: argparse.Namespace) -> int:
    folder = _folder(wanted)
    if not _has_display():
        sentence = _(
            "There is no display here, so no window can open."
            " “mentee tour DIR” and “mentee export history OUT.pdf” work without one."
        )
        raise Trouble(TroubleKind.NO_ACCESS, sentence)
    from mentee_app import gui
    from mentee_app.ui.window import no_display

    no_display.end_in_words()
    return gui.run(folder)


def _ask(wanted: argparse.Namespace) -> int:
    from mentee_app.wizard import answers, content, engine

    try:
        answered = answers.parse_answers(given.read(wanted.answers))
    except answers.AnswersRefused as refused:
        raise terminal.Misuse(" ".join(str(refused).split("\n"))) from None
    verdict = engine.judge(answered, content.load(paths.resource("wizard/instrument.json")))
    terminal.hand_out(terminal.as_json(verdict.as_mapping()))
    return OK


def _sample(wanted: argparse.Namespace) -> int:
    from mentee_app import app

    folder = _folder(wanted)
    with notebook.opened(folder) as opened:
        filled = opened.samples.fill(wanted.sessions, wanted.seed, today=date.today(), zone=app.local_zone())
    terminal.hand_out(
        _("The notebook in {folder} now holds a sample: {sessions} sessions.").format(
            folder=folder, sessions=filled.sessions
        )
    )
    return OK


def _search(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import search

    search.show(_folder(wanted), wanted.words, wanted.limit, wanted.json)
    return OK


def _today(wanted: argparse.Namespace) -> int:
    from mentee_app.commands import today

    today.show(_folder(wanted), wanted.json)
    return OK


def _tour(wanted: argparse.Namespace) -> int:
    from mentee_app import gui

    return gui.tour(wanted.dir, dark=wanted.dark, scale=wanted.scale, language=wanted.lang)


def _folder(wanted: argparse.Namespace) -> Path:
    return notebook.folder(getattr(wanted, "data_dir", None))


def _has_display() -> bool:
    """Whether Qt has something to draw on; without, it would end the process."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _sorry(fault: Exception) -> str:
    from mentee_app import logs

    if logs.is_kept():
        logging.getLogger(__name__).error("a fault", exc_info=fault)
        return _("Mentee made a mistake and stopped. The log in your data folder says where.")
    return _("Mentee made a mistake and stopped ({place}).").format(place=logs.place_of(fault))
