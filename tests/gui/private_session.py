"""A whole session of use as a program of its own, in which one sentence is typed everywhere: python private_session.py ROOT

The real program is started on ROOT/data; it walks through every room (with --short through a few), looks for the sentence,
goes every way out (see ways_out.py) to ROOT/out, has faults that quote the sentence, and closes, or is killed (with --dies).
What it saw is one line of JSON on its output.
"""

import argparse
import json
import os
import signal
import sys
import uuid
from functools import partial
from pathlib import Path
from typing import Any

from tests.gui import ways_out

SENTENCE = "The heron stands quiet in my secret garden"
"""A sentence that is nowhere in the program."""

NETWORK = frozenset(
    "socket ssl http.client urllib.request ftplib smtplib poplib imaplib nntplib telnetlib socketserver "
    "xmlrpc.client asyncio requests httpx aiohttp".split()
)


def main() -> int:
    """Run the session; the exit code of the program."""
    words = argparse.ArgumentParser()
    words.add_argument("root", type=Path)
    words.add_argument("--umask", default="022")
    words.add_argument("--short", action="store_true")
    words.add_argument("--dies", action="store_true")
    wanted = words.parse_args()
    os.umask(int(wanted.umask, 8))
    told: dict[str, Any] = {"network": []}
    sys.addaudithook(partial(_on_event, told["network"]))
    uuid.uuid1 = _fail  # it tells the machine's address
    ways_out.watch_programs(told)
    from mentee_app import cli, gui
    from mentee_app.ui.studio import Studio

    ways_out.catch_messages(told)

    class Played(Studio):
        """Is played with once it is furnished."""

        def furnish(self, opened: Any, *rest: Any) -> None:
            super().furnish(opened, *rest)
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, self.window, partial(_play, self, opened, wanted, told))

    gui.Studio = Played
    code = cli.run(["--data-dir", str(wanted.root / "data")])
    print(json.dumps(told))
    return code


def _on_event(seen: list[str], event: str, words: tuple[Any, ...]) -> None:
    """Note what has to do with a network, with the file that wants it."""
    if event.split(".")[0] in ("socket", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "http"):
        seen.append(f"{event} in {_asker()}")
    elif event == "import" and words[0] in NETWORK:
        seen.append(f"import {words[0]} in {_asker()}")


def _asker() -> str:
    """The nearest file that is neither this one nor the machinery of imports."""
    frame = sys._getframe(1)
    while frame.f_back and (frame.f_code.co_filename == __file__ or "importlib" in frame.f_code.co_filename):
        frame = frame.f_back
    return Path(frame.f_code.co_filename).name


def _play(studio: Any, opened: Any, wanted: Any, told: dict[str, Any]) -> None:
    from PySide6.QtCore import QTimer, qWarning
    from PySide6.QtGui import QGuiApplication

    from tests.gui import rooms

    opened.samples.fill(8, today=studio.desk.today(), zone="Europe/Berlin")
    titles: set[str] = set()
    number = 0
    for count, room in enumerate(rooms.rooms(studio)):
        for field in rooms.fields(room.root):
            if rooms.takes_text(field):
                number += 1
                field.setFocus()
                rooms.type_in(field, f"{SENTENCE} {number}")
        studio.window.flush()
        titles |= {
            each.windowTitle() for each in QGuiApplication.allWindows() if hasattr(each, "windowTitle")
        }
        titles |= {room.root.windowTitle(), *(each.title() for each in QGuiApplication.allWindows())}
        if wanted.short and count > 4:
            break
    studio.open("back-up")
    for fail in (
        partial(_fail, SENTENCE),
        partial(qWarning, SENTENCE),
        partial(qWarning, f"QWidget::x: {SENTENCE}"),
    ):
        QTimer.singleShot(0, studio.window, fail)
    QTimer.singleShot(300, studio.window, partial(_leave, studio, opened, wanted, told))
    told.update(typed=number, titles=sorted(titles), copied=QGuiApplication.clipboard().text())


def _leave(studio: Any, opened: Any, wanted: Any, told: dict[str, Any]) -> None:
    ways_out.go(studio, opened, wanted.root / "out", SENTENCE)
    told.update(process=ways_out.seen_of("self"), modes=_modes(wanted.root))
    if wanted.dies:
        print(json.dumps(told), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    studio.window.close()


def _fail(sentence: str = "") -> None:
    try:
        raise KeyError(sentence)
    except KeyError as error:
        raise RuntimeError(f"cannot keep {sentence}") from error


def _modes(root: Path) -> dict[str, str]:
    """The rights of everything below `root` while the program runs."""
    return {
        str(path.relative_to(root)): oct(path.lstat().st_mode & 0o777)
        for path in sorted(root.rglob("*"))
        if not path.is_symlink()
    }


if __name__ == "__main__":
    sys.exit(main())
