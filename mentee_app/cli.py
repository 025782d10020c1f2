"""The command line: reads the words, calls what is asked for, and turns every fault into one line and an exit code."""

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from mentee_app import __version__, i18n, paths
from mentee_app.i18n import _
from mentee_app.trouble import Trouble, TroubleKind

OK, TROUBLE, MISUSE = 0, 1, 2


def run(words: Sequence[str]) -> int:
    """Do what the words of the command line ask for. 0: done; 1: trouble; 2: the words were wrong."""
    _speak_every_letter()
    try:
        code = _done(words)
        _hand_out()
        return code
    except Misuse as misuse:
        return _say(str(misuse), MISUSE)
    except Trouble as trouble:
        return _say(trouble.sentence, TROUBLE)
    except BrokenPipeError:
        _drop_output()
        return TROUBLE
    except Exception as fault:
        return _say(_sorry(fault), TROUBLE)
    except KeyboardInterrupt:
        return _say(_("Stopped."), 130)


class Misuse(Exception):
    """The words of the command line cannot be followed; the message says why, in one line."""


def _done(words: Sequence[str]) -> int:
    if list(words[:1]) == ["typeset"]:  # the child process that sets PDFs: nothing else is loaded for it
        from mentee_app.exports import typeset

        return typeset.main()
    try:
        wanted = _parser().parse_args(words)
    except SystemExit as answered:  # --help and --version
        return int(answered.code or OK)
    i18n.use(getattr(wanted, "lang", None))
    return int(wanted.do(wanted) or OK)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misuse(
            _("{message}. See {program} --help.").format(
                message=_short(message.rstrip("."), 300), program="mentee"
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
    _add_ask(commands.add_parser("ask", help="sort a wish for help: answers in, result out, as JSON"))
    _add_export(commands.add_parser("export", help="hand something out as a document"), where)
    _add_sample(
        commands.add_parser("sample", parents=[where], help="fill an empty notebook with a believable life")
    )
    _add_tour(commands.add_parser("tour", help="take a picture of each screen, over the sample"))
    return parser


def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prints the result of “What am I asking for?” as JSON. Nothing is kept."
    parser.add_argument(
        "--answers",
        metavar="FILE",
        required=True,
        type=_name,
        help="a JSON file with the answers, or - for standard input",
    )
    parser.set_defaults(do=_ask)


def _add_export(parser: argparse.ArgumentParser, where: "_Parser") -> None:
    kinds = parser.add_subparsers(title="documents", metavar="DOCUMENT", required=True, parser_class=_Parser)
    history = kinds.add_parser("history", parents=[where], help="the session history as one PDF")
    history.add_argument("out", metavar="OUT.pdf", type=_place)
    history.add_argument("--mentor", metavar="NAME", type=_word, help="only sessions with this mentor")
    history.add_argument("--goal", metavar="TITLE", type=_word, help="only sessions that serve this goal")
    history.add_argument("--area", metavar="NAME", type=_word, help="only sessions in this area of life")
    history.add_argument(
        "--from", dest="since", metavar="DAY", type=_day, help="only from this day on (2026-03-31)"
    )
    history.add_argument("--to", dest="until", metavar="DAY", type=_day, help="only up to this day")
    history.add_argument("--by-date", action="store_true", help="in the order of time, instead of by mentor")
    history.add_argument("--with-private", action="store_true", help="with the private reflections")
    history.set_defaults(do=_export_history)


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sessions", metavar="N", type=_count, default=60, help="how many sessions (60)")
    parser.add_argument(
        "--seed", metavar="S", type=_count, default=1, help="another number gives another life (1)"
    )
    parser.set_defaults(do=_sample)


def _add_tour(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dir", metavar="DIR", type=_place, help="where the pictures and the PDF go")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument(
        "--scale", metavar="F", type=_scale, default=1.0, help="device pixels for each pixel (1)"
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
    from mentee_app.ui import no_display

    no_display.end_in_words()
    return gui.run(folder)


def _ask(wanted: argparse.Namespace) -> int:
    from mentee_app.wizard import answers, content, engine

    try:
        given = answers.parse_answers(_read(wanted.answers))
    except answers.AnswersRefused as refused:
        raise Misuse(" ".join(str(refused).split("\n"))) from None
    verdict = engine.judge(given, content.load(paths.resource("wizard/instrument.json")))
    escaped = sys.stdout is None or not (sys.stdout.encoding or "").lower().startswith("utf")
    _hand_out(json.dumps(verdict.as_mapping(), indent=1, ensure_ascii=escaped))
    return OK


def _export_history(wanted: argparse.Namespace) -> int:
    from mentee_app import app, logs
    from mentee_app.exports import command

    folder = _folder(wanted)
    if not folder.exists():
        sentence = _("There is no notebook in {folder}. Check --data-dir.").format(folder=folder)
        raise Trouble(TroubleKind.NO_FOLDER, sentence, folder)
    with app.opened(folder):
        logs.start(folder)
        try:
            said = command.save_history(
                wanted.out,
                mentor=wanted.mentor,
                goal=wanted.goal,
                area=wanted.area,
                since=wanted.since,
                until=wanted.until,
                by_date=wanted.by_date,
                with_private=wanted.with_private,
                now=datetime.now(),
                language=i18n.language(),
                locale_name=i18n.locale_name(),
            )
        except command.UnknownName as unknown:
            raise Misuse(str(unknown)) from None
    _hand_out(said)
    return OK


def _sample(wanted: argparse.Namespace) -> int:
    from mentee_app import app, logs

    folder = _folder(wanted)
    with app.opened(folder) as opened:
        logs.start(folder)
        filled = opened.samples.fill(wanted.sessions, wanted.seed, today=date.today(), zone=app.local_zone())
    _hand_out(
        _("The notebook in {folder} now holds a sample: {sessions} sessions.").format(
            folder=folder, sessions=filled.sessions
        )
    )
    return OK


def _tour(wanted: argparse.Namespace) -> int:
    from mentee_app import gui

    return gui.tour(wanted.dir, dark=wanted.dark, scale=wanted.scale, language=wanted.lang)


def _folder(wanted: argparse.Namespace) -> Path:
    """The data folder; one that is shared with others is refused before anything is written into it."""
    from mentee_app.storage import folder as folders

    chosen = getattr(wanted, "data_dir", None)
    if chosen is not None and not chosen.strip():
        raise Misuse(_("--data-dir needs the name of a folder. See mentee --help."))
    try:
        folder = paths.data_folder(chosen)
    except paths.NoPlace as nowhere:
        raise Misuse(_no_folder("--data-dir" if chosen else "MENTEE_DATA_DIR", nowhere.given)) from None
    folders.refuse_shared(folder)
    return folder


def _no_folder(said_by: str, given: str) -> str:
    if not given:
        return _("There is no home folder here. Choose a folder with --data-dir.")
    if not given.strip():
        return _("{name} needs the name of a folder. See mentee --help.").format(name=said_by)
    sentence = _("{name} says “{given}”, and this leads to no folder here. Give the whole path.")
    return sentence.format(name=said_by, given=_short(given))


def _has_display() -> bool:
    """Whether Qt has something to draw on; without, it would end the process."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _read(name: str) -> str:
    if name == "-" and sys.stdin is None:
        raise Misuse(_("The answers should come from standard input, which is closed. See mentee --help."))
    try:
        return sys.stdin.buffer.read().decode() if name == "-" else Path(name).read_text("utf-8")
    except UnicodeDecodeError:
        raise Misuse(_("{name} is not text in UTF-8.").format(name=name)) from None
    except OSError as error:
        kind = TroubleKind.BAD_INPUT
        raise Trouble(
            kind, _("{name} cannot be read: {why}.").format(name=name, why=error.strerror)
        ) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("there is no day “{text}”; write it like 2026-03-31").format(text=_short(text))
        ) from None


def _count(text: str) -> int:
    digits = text.lstrip("0") or text[:1]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7 or int(digits) > 1_000_000:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a whole number from 0 to 1000000").format(text=_short(text))
        )
    return int(digits)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a number from 0.5 to 4").format(text=_short(text))
        )
    return scale


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a name is needed, and this is empty"))
    return text


def _word(text: str) -> str:
    """What is looked up in the notebook. Nothing must not mean everybody."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("this is not text in UTF-8")) from None
    return _name(text)


def _place(text: str) -> Path:
    return Path(_name(text))


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[:most] + " …"


def _sorry(fault: Exception) -> str:
    from mentee_app import logs

    if logs.is_kept():
        logging.getLogger(__name__).error("a fault", exc_info=fault)
        return _("Mentee made a mistake and stopped. The log in your data folder says where.")
    return _("Mentee made a mistake and stopped ({place}).").format(place=logs.place_of(fault))


def _speak_every_letter() -> None:
    """What the terminal's encoding does not have is written as an escape; a message is never lost over a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _hand_out(words: str = "") -> None:
    """Write the words, and all that waits to be written, on standard output. Raises Trouble, BrokenPipeError."""
    if sys.stdout is None:
        return
    try:
        if words:
            print(words)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        sentence = _("Standard output cannot be written: {why}.").format(why=error.strerror)
        raise Trouble(TroubleKind.IO_ERROR, sentence) from None


def _drop_output() -> None:
    """What is still waiting goes nowhere, so that the end of the process does not fail over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(sentence: str, code: int) -> int:
    """One line on standard error, where there is one (a windowed start on Windows has none)."""
    if sys.stderr is not None:
        try:
            print(f"mentee: {' '.join(sentence.split())}", file=sys.stderr, flush=True)
        except OSError:
            pass  # the exit code is left to say it
    return code
