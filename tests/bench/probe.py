"""One measurement in a process of its own: probe.py STARTED_NS bare|window DIR|use DIR|pdf DIR OUT. Prints name=value lines."""

import resource
import subprocess
import sys
import time
from pathlib import Path

_STARTED = int(sys.argv[1])
_USES = 200


def main() -> None:
    """Measure what the words ask for."""
    what, *words = sys.argv[2:]
    {"bare": _bare, "window": _window, "use": _use, "pdf": _pdf}[what](*words)


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    qt = QApplication([])
    window = QMainWindow()
    window.resize(1180, 760)
    _when_painted(window, lambda: (_report_time("painted_ms"), _report_peak(), qt.quit()))
    window.show()
    qt.exec()


def _window(folder: str) -> None:
    """The program as it is started, timed at its first paint and when the notebook stands in the window."""
    from PySide6.QtCore import QTimer

    from mentee_app import cli, gui
    from mentee_app.ui.window import window

    show, furnish = window.MainWindow.show, gui.Studio.furnish

    def shown(window):  # type: ignore[no-untyped-def]
        _when_painted(window, lambda: _report_time("painted_ms"))
        show(window)

    def furnished(studio, opened, *more):  # type: ignore[no-untyped-def]
        furnish(studio, opened, *more)
        _when_painted(studio.window, lambda: (_report_time("content_ms"), QTimer.singleShot(500, end)))

    def end() -> None:
        _report_peak()
        gui.QApplication.instance().quit()

    window.MainWindow.show, gui.Studio.furnish = shown, furnished  # type: ignore[method-assign]
    cli.run(["--data-dir", folder])


def _when_painted(window, act) -> None:  # type: ignore[no-untyped-def]
    """Call `act` when the next painting of the window is over."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest:
                window.removeEventFilter(self)
                QTimer.singleShot(0, act)
            return False

    window.watch = Watch()
    window.installEventFilter(window.watch)


def _report_time(name: str) -> None:
    print(f"{name}={(time.monotonic_ns() - _STARTED) / 1e6}")


def _report_peak() -> None:
    print(f"peak_mb={_peak(resource.RUSAGE_SELF)}", flush=True)


def _use(folder: str) -> None:
    from PySide6.QtWidgets import QApplication

    from mentee_app import app, gui
    from mentee_app.domain.kinds import Kind
    from mentee_app.ui.style.theme import Theme

    qt = QApplication([])
    theme = Theme()
    theme.apply(qt)
    with app.opened(Path(folder)) as opened:
        studio = gui.Studio(theme)
        studio.furnish(opened, app.local_zone, opened.folder)
        window = studio.window
        window.resize(1180, 760)
        window.show()
        qt.processEvents()
        for index in range(window.tabs.count()):
            window.tabs.setCurrentIndex(index)
            qt.processEvents()
        _print_p95("switch", qt, lambda turn: window.tabs.setCurrentIndex(turn % window.tabs.count()))
        window.show_tab(Kind.SESSIONS)
        tab = window.tab_of(Kind.SESSIONS)
        table = tab.panel.list
        qt.processEvents()
        _print_p95("choose", qt, lambda turn: table.setCurrentIndex(table.rows.index(turn * 7 + 1, 0)))
        notes = tab.editor.form.notes.edit

        def save(turn: int) -> None:
            notes.insertPlainText(f"word {turn} ")
            assert tab.editor.flush()

        _print_p95("save", qt, save)
        _search(qt, studio)
        window.close()


def _search(qt, studio) -> None:  # type: ignore[no-untyped-def]
    """Each keystroke of some searches: common words, one letter, a phrase, people, filters, and what nobody wrote."""
    from mentee_app.ui.search.dialog import SearchDialog

    typed = (
        "the a",
        "team tea",
        '"of the"',
        "mentor:s t",
        "is:undecided t",
        "before:2020 t",
        "佐藤",
        "zebra",
    )
    strokes = [words[:end] for words in typed for end in range(1, len(words) + 1)]
    dialog = SearchDialog(studio.desk, studio.menus.commands(), studio.window)
    dialog.open()
    qt.processEvents()
    _print_p95("search", qt, lambda turn: dialog.line.setText(strokes[turn % len(strokes)]))
    dialog.reject()


def _print_p95(name, qt, act) -> None:  # type: ignore[no-untyped-def]
    times = []
    for turn in range(_USES):
        started = time.perf_counter()
        act(turn)
        qt.processEvents()
        times.append((time.perf_counter() - started) * 1000)
    print(f"{name}_p95_ms={sorted(times)[int(len(times) * 0.95)]}")
    print(f"{name}_median_ms={sorted(times)[len(times) // 2]}")


def _pdf(folder: str, out: str) -> None:
    started = time.perf_counter()
    words = ["-m", "mentee_app", "export", "history", out, "--data-dir", folder]
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    print(f"seconds={time.perf_counter() - started}")
    print(f"peak_mb={_peak(resource.RUSAGE_CHILDREN)}")


def _peak(whose: int) -> float:
    """The largest resident size so far, in MB (Linux counts in KB)."""
    size = resource.getrusage(whose).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
