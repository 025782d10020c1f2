"""The house: which room may import which, and what every file keeps; proves itself on planted breaches."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# room: what it may import of mentee_app besides itself, and which third parties; the standard library is free
_LOW = "paths i18n trouble own_files"
_BELOW_4 = f"domain wizard storage queries services backup exports words logs single_instance child in_child whole_files {_LOW}"
HOUSE = {
    # floor 1
    "domain": ("", ""),
    "wizard": ("", ""),
    "storage": (f"whole_files {_LOW}", "peewee sqlcipher3"),
    "paths": ("", "appdirs"),
    "i18n": ("paths", ""),
    "trouble": ("", ""),
    "whole_files": ("trouble", ""),
    "child": ("trouble", ""),
    "in_child": ("", ""),
    "core_dumps": ("", ""),
    "own_files": ("", ""),
    # floor 2
    "queries": (f"storage domain {_LOW}", "peewee"),
    "backup": (f"storage whole_files {_LOW}", ""),
    "words": (f"domain wizard {_LOW}", ""),
    "logs": (_LOW, ""),
    "single_instance": (_LOW, ""),
    # floor 3
    "services": (f"storage queries domain wizard {_LOW}", "peewee"),
    "exports": (f"queries domain words whole_files child in_child {_LOW}", "typst icalendar vobject"),
    # floor 4
    "app": (_BELOW_4, "tzlocal"),
    "imports": (f"services domain child in_child {_LOW}", "icalendar vobject yaml fastjsonschema tzlocal"),
    # floor 5
    "ui": (f"services queries exports imports backup wizard domain words child {_LOW}", "PySide6"),
    # floors 6 to 8
    "gui": (f"app ui imports {_BELOW_4}", "PySide6"),
    "commands": (f"app imports {_BELOW_4}", ""),
    "cli": (f"commands core_dumps gui app ui imports {_BELOW_4}", ""),
    "__main__": (f"cli gui app ui imports {_BELOW_4}", ""),
}
# Rooms of ui/, from the ground up: a room may import those on lower floors only. "" are the files that put the rooms together.
UI_FLOORS = (
    "style",
    "desk widgets",
    "forms",
    "lists",
    "asking export search window",
    "areas importing safekeeping",
    "advice goals mentors network requests sessions today wizard",
)
UI_TOP = frozenset({"tour", ""})
UI_FLOOR = {room: floor for floor, rooms in enumerate(UI_FLOORS) for room in rooms.split()}
MOST_FILES = {"ui": 8}
"""Files in the root of ui/, its empty __init__.py counted; in any other folder there are at most 25, or see CROWDED."""
CROWDED = {"domain": 41, "imports": 32, "services": 40, "queries": 41, "exports": 45}
"""Folders that hold more than 25 files today; none may grow."""
MOST_LINES = 400
FOLDERS = frozenset("domain wizard storage queries services backup exports imports ui commands".split())
TOP_LEVEL = frozenset("mentee_app resources tests packaging pyproject.toml README.md LICENSE".split())
MADE_BY_TOOLS = frozenset("build dist __pycache__".split())

ONE_FILE_EACH = frozenset("typst icalendar vobject".split())
ONLY_IN = {"argparse": {"cli", "commands"}, "sqlite3": {"storage", "backup", "imports"}}
NETWORK = frozenset(
    "socket ssl http urllib.request ftplib smtplib poplib imaplib nntplib telnetlib socketserver "
    "xmlrpc asyncio PySide6.QtNetwork PySide6.QtHttpServer PySide6.QtWebSockets PySide6.QtWebChannel "
    "PySide6.QtWebView PySide6.QtWebEngineCore PySide6.QtWebEngineWidgets".split()
)
LOCAL_SOCKETS = frozenset({"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"})
LOCAL_SOCKET_FILES = frozenset({"gui.py", "single_instance.py", "ui/window/meeting.py"})
FILES_AND_CLOCKS = frozenset("os io pathlib shutil tempfile glob sqlite3 time".split())
CLOCK_CALLS = frozenset("today now utcnow".split())
FORBIDDEN_WORDS = frozenset("util utils helper helpers manager managers handler handlers".split())
FORBIDDEN_LAST_WORDS = frozenset({"data", "info"})
QT_NAMES_ITS_OWN = frozenset(
    "data headerData setData setHeaderData itemData setItemData mimeData dropMimeData canDropMimeData "
    "createMimeDataFromSelection canInsertFromMimeData insertFromMimeData".split()
)
UI_NEVER = frozenset("blockSignals processEvents QSignalBlocker".split())
NOWHERE = {
    "StrEnum": "StrEnum comes back from Qt as str",
    "uuid1": "uuid1 tells the machine's address",
    "QPrinterInfo": "listing printers asks the network",
    "singleShot": "what is put off ends with the notebook: later() of ui/widgets/later.py",
}
GUESS_RICH_TEXT = frozenset(
    "QLabel QMessageBox QTextEdit QTextBrowser QErrorMessage QInputDialog QProgressDialog QSplashScreen".split()
)
MAKES_RICH_TEXT = frozenset(
    "setHtml appendHtml insertHtml setMarkdown insertMarkdown fromHtml fromMarkdown RichText AutoText MarkdownText "
    "setOpenExternalLinks setOpenLinks QStaticText QWhatsThis setWhatsThis setStatusTip".split()
)
TIPS = {"setToolTip": 0, "setTabToolTip": 1, "showText": 1, "showMessage": 0}
"""Calls whose words Qt guesses about, or shows where others read along, and which argument they are."""
BUTTONS = frozenset("QPushButton QToolButton QCheckBox QRadioButton QGroupBox QCommandLinkButton".split())
AMPERSANDS = frozenset(
    "addAction addMenu addSection addTab insertTab setTabText addButton setButtonText setTitle QAction QMenu".split()
)
"""Calls in whose words a single & makes a shortcut and vanishes."""
OWN_WORDS = frozenset("_ ngettext pgettext chr".split())
MADE_PLAIN = {"tip": "plain_tooltip", "button": "literal"}
READ_FROM_A_WIDGET = frozenset("text toPlainText currentText".split())
PLAIN_WIDGETS = "ui/style/plain.py"


def test_the_house_is_in_order():
    assert breaches(Path(__file__).parent.parent) == []


@dataclass(frozen=True)
class Source:
    """One file of the package: its place inside mentee_app, its text and its tree."""

    place: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.place.split("/")[0].removesuffix(".py")

    @property
    def inside_ui(self) -> str | None:
        """Its room inside ui/, "" for the root of ui/, None outside."""
        parts = self.place.split("/")
        return None if parts[0] != "ui" else parts[1] if len(parts) > 2 else ""

    @property
    def sees_qt(self) -> bool:
        return self.room in ("ui", "gui")


@dataclass(frozen=True)
class Import:
    """One imported name, written in full; `inside` when it stands in a function."""

    name: str
    line: int
    inside: bool


def breaches(root: Path) -> list[str]:
    """Everything in the checkout at `root` that breaks a rule of the house, as "file:line what"."""
    package = root / "mentee_app"
    sources = [_source(package, path) for path in sorted(package.rglob("*.py"))]
    found = [
        *_layout(root, package),
        *_libraries_in_two_files(sources),
        *_crowds(sources),
        *_circles(sources),
    ]
    for source in sources:
        for rule in RULES:
            found += [f"mentee_app/{source.place}:{line} {what}" for line, what in rule(source)]
    return found


def _source(package: Path, path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(package).as_posix(), text, ast.parse(text, str(path)))


def _layout(root: Path, package: Path) -> Iterator[str]:
    for path in sorted(root.iterdir()):
        if not path.name.startswith(".") and path.name not in TOP_LEVEL | MADE_BY_TOOLS:
            yield f"{path.name} has no place at the top level"
    for path in sorted(package.iterdir()):
        room = path.name.removesuffix(".py")
        known = (
            room in FOLDERS if path.is_dir() else path.name == "__init__.py" or room in HOUSE.keys() - FOLDERS
        )
        if not known and path.name not in MADE_BY_TOOLS:
            yield f"mentee_app/{path.name} is no room of the house"


def _libraries_in_two_files(sources: list[Source]) -> Iterator[str]:
    for library in sorted(ONE_FILE_EACH):
        for room in ("exports", "imports"):
            users = [
                s.place for s in sources if s.room == room and library in {_top(i.name) for i in _imports(s)}
            ]
            if len(users) > 1:
                yield f"{library} belongs in one file of {room}, not in {', '.join(users)}"


def _walls(source: Source) -> Iterator[tuple[int, str]]:
    """The table: rooms and third parties."""
    rooms, parties = (allowed.split() for allowed in HOUSE.get(source.room, ("", "")))
    for found in _imports(source):
        parts = found.name.split(".")
        if parts[0] == "mentee_app":
            target = parts[1] if len(parts) > 1 else ""
            if target not in ("", "__version__", source.room, *rooms):
                yield found.line, f"{source.room} must not import {target}"
        elif not _is_standard(parts[0]) and parts[0] not in parties:
            yield found.line, f"{source.room} must not import {parts[0]}"


def _walls_inside_ui(source: Source) -> Iterator[tuple[int, str]]:
    """The floors of ui/: a room imports lower ones only, and none beside it; its root and the tour see all."""
    here = source.inside_ui
    if here is None:
        return
    if here not in UI_FLOOR and here not in UI_TOP:
        yield 1, f"ui/{here} is no room of the house"
    for found in _imports(source):
        parts = found.name.split(".")
        if parts[:2] != ["mentee_app", "ui"] or len(parts) < 3 or here in UI_TOP:
            continue
        there = parts[2] if parts[2] in UI_FLOOR or parts[2] in UI_TOP else ""
        if there != here and not UI_FLOOR.get(there, len(UI_FLOORS)) < UI_FLOOR.get(here, 0):
            yield found.line, f"ui/{here} must not import ui/{there or parts[2] + '.py'}"


def _size(source: Source) -> Iterator[tuple[int, str]]:
    lines = source.text.count("\n")
    if lines > MOST_LINES:
        yield 1, f"{lines} lines, more than {MOST_LINES}"


def _crowds(sources: list[Source]) -> Iterator[str]:
    folders = Counter(source.place.rpartition("/")[0] for source in sources)
    for folder, count in sorted(folders.items()):
        most = MOST_FILES.get(folder, CROWDED.get(folder, 25))
        if count > most:
            yield f"mentee_app/{folder} has {count} files, more than {most}"


def _circles(sources: list[Source]) -> Iterator[str]:
    """Files that import each other round in a circle, imports inside functions counted."""
    places = {_dotted(source.place): source.place for source in sources}
    ways = {source.place: _imported_files(source, places) for source in sources}
    for circle in _knots(ways):
        yield "mentee_app/" + " -> ".join([*circle, circle[0]]) + " is a circle"


def _dotted(place: str) -> str:
    return ".".join(["mentee_app", *place.removesuffix(".py").removesuffix("/__init__").split("/")])


def _imported_files(source: Source, places: dict[str, str]) -> set[str]:
    """The files of the package that this one imports, as a module or for a name inside it."""
    found = set()
    for each in _imports(source):
        whole, above = places.get(each.name), places.get(each.name.rpartition(".")[0])
        found.update({whole or above} - {None, source.place})
    return found


def _knots(ways: dict[str, set[str]]) -> list[list[str]]:
    """Groups of files of which each one reaches each other one (Tarjan), those of one file left out."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    knots: list[list[str]] = []

    def follow(place: str) -> None:
        number[place] = low[place] = len(number)
        path.append(place)
        for other in sorted(ways[place]):
            if other not in number:
                follow(other)
                low[place] = min(low[place], low[other])
            elif other in path:
                low[place] = min(low[place], number[other])
        if low[place] == number[place]:
            at = path.index(place)
            if len(path) > at + 1:
                knots.append(sorted(path[at:]))
            del path[at:]

    for place in sorted(ways):
        if place not in number:
            follow(place)
    return knots


def _import_style(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "relative import"
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.lineno, "import of *"
        if isinstance(node, ast.Call) and _is_dynamic_import(node) and not _constant(node):
            yield node.lineno, "import of a name that is not written out"


def _only_in_their_rooms(source: Source) -> Iterator[tuple[int, str]]:
    for found in _imports(source):
        top = _top(found.name)
        if source.room not in ONLY_IN.get(top, {source.room}):
            yield found.line, f"{top} belongs in {' and '.join(sorted(ONLY_IN[top]))}"
        if source.room == "cli" and found.name.startswith("mentee_app.gui") and not found.inside:
            yield found.line, "cli imports gui only when a window is wanted"


def _network(source: Source) -> Iterator[tuple[int, str]]:
    for found in _imports(source):
        if source.place in LOCAL_SOCKET_FILES and found.name in LOCAL_SOCKETS:
            continue
        if any(found.name == module or found.name.startswith(f"{module}.") for module in NETWORK):
            yield found.line, f"network module {found.name}"


def _pure_domain(source: Source) -> Iterator[tuple[int, str]]:
    if source.room != "domain":
        return
    for found in _imports(source):
        if _top(found.name) in FILES_AND_CLOCKS:
            yield found.line, f"domain knows no files and no clocks: {found.name}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and (_called(node) in CLOCK_CALLS or _called(node) == "open"):
            yield node.lineno, f"domain knows no files and no clocks: {_called(node)}()"


def _opening(source: Source) -> Iterator[tuple[int, str]]:
    """A first line that says what the file is for; package files empty."""
    if source.place == "__init__.py":
        if not all(_is_docstring(node) or _sets(node, "__version__") for node in source.tree.body):
            yield 1, "only a docstring and __version__ belong here"
    elif source.place.endswith("__init__.py"):
        if source.text.strip():
            yield 1, "__init__.py must be empty"
        return
    docstring = ast.get_docstring(source.tree, clean=False) or ""
    lines = docstring.split("\n")
    if not source.text.startswith('"""') or not lines[0].strip() or (len(lines) > 1 and lines[1].strip()):
        yield 1, "must open with a docstring of one line"


def _quiet_import(source: Source) -> Iterator[tuple[int, str]]:
    """Nothing runs on import."""
    for node in source.tree.body:
        call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if call or isinstance(node, ast.For | ast.While | ast.With):
            yield node.lineno, "runs on import"


def _names(source: Source) -> Iterator[tuple[int, str]]:
    for part in source.place.removesuffix(".py").split("/"):
        if _is_forbidden(part):
            yield 1, f"forbidden name {part}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and _is_forbidden(
            node.name
        ):
            if not (source.sees_qt and node.name in QT_NAMES_ITS_OWN):
                yield node.lineno, f"forbidden name {node.name}"


def _nowhere(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            bases = {_last(base) for base in node.bases}
            if "Enum" in bases and "str" in bases:
                yield node.lineno, "an Enum that is a str is a StrEnum"
        for name in _mentioned(node):
            if name in NOWHERE:
                yield getattr(node, "lineno", 1), NOWHERE[name]


def _qt_habits(source: Source) -> Iterator[tuple[int, str]]:
    if not source.sees_qt:
        return
    for node in ast.walk(source.tree):
        for name in UI_NEVER.intersection(_mentioned(node)):
            yield getattr(node, "lineno", 1), f"{name} is forbidden"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sender":
            yield node.lineno, "sender() is forbidden"
        if isinstance(node, ast.Call) and _called(node) == "QTimer" and not node.args:
            yield node.lineno, "a timer without an owner runs on when the notebook is closed"


def _plain_text(source: Source) -> Iterator[tuple[int, str]]:
    """Labels and message boxes guess rich text: only the plain ones may be used, made or inherited from."""
    if source.place == PLAIN_WIDGETS:
        return
    for node in ast.walk(source.tree):
        used: list[ast.expr] = []
        if isinstance(node, ast.Call):
            used = [node.func, node.func.value] if isinstance(node.func, ast.Attribute) else [node.func]
        elif isinstance(node, ast.ClassDef):
            used = node.bases
        elif isinstance(node, ast.alias) and node.name in GUESS_RICH_TEXT and node.asname:
            yield node.lineno, f"{node.name} under another name"
        for expression in used:
            if _last(expression) in GUESS_RICH_TEXT:
                yield node.lineno, f"bare {_last(expression)}: use the plain one of ui/style/plain.py"


def _no_markup(source: Source) -> Iterator[tuple[int, str]]:
    if not source.sees_qt or source.place == PLAIN_WIDGETS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and _last(node) in MAKES_RICH_TEXT:
            yield node.lineno, f"{_last(node)} interprets text"


def _plain_tips(source: Source) -> Iterator[tuple[int, str]]:
    """A tooltip is a sentence of our own, or goes through plain_tooltip: Qt guesses whether it is markup."""
    if not source.sees_qt or source.place == PLAIN_WIDGETS:
        return
    for function in _functions(source.tree):
        names = _told_names(function)
        for call in _calls(function):
            place = TIPS.get(_called(call))
            if place is not None and len(call.args) > place:
                if not (_is_made_plain(call.args[place], "tip") or _is_own(call.args[place], names)):
                    yield call.lineno, "a tooltip or message that may hold a person's text: plain_tooltip"
        if "ToolTipRole" in _all_mentioned(function) and "plain_tooltip" not in _all_mentioned(function):
            if any(isinstance(node, ast.Return) and node.value for node in ast.walk(function)):
                yield function.lineno, "a row's tooltip that is not through plain_tooltip"


def _whole_ampersands(source: Source) -> Iterator[tuple[int, str]]:
    """What comes out of the notebook stands on a button, in a menu or on a tab only through literal."""
    if not source.sees_qt or source.place == PLAIN_WIDGETS:
        return
    buttons = _names_of_buttons(source.tree)
    for function in _functions(source.tree):
        names = _told_names(function)
        for call in _calls(function):
            for words in _button_words(call, buttons):
                if isinstance(words, ast.Subscript) and _is_made_plain(words.value, "button"):
                    yield call.lineno, "cut after each & was doubled, perhaps between two: cut first"
                elif not _is_made_plain(words, "button") and _is_own(words, names) is False:
                    yield call.lineno, "a person's text where & makes a shortcut: literal"
            if _called(call) == "setWindowTitle" and call.args and _is_own(call.args[0], names) is False:
                yield call.lineno, "a person's text in the title of a window"


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _button_words(call: ast.Call, buttons: set[str]) -> list[ast.expr]:
    """The arguments of a call that become the words of a button, a menu or a tab."""
    if _called(call) in BUTTONS | AMPERSANDS:
        return call.args
    if _called(call) == "setText" and isinstance(call.func, ast.Attribute):
        return call.args if _last(call.func.value) in buttons else []
    return []


def _names_of_buttons(tree: ast.Module) -> set[str]:
    """The names under which this file keeps buttons, and no name that it also gives to something else."""
    kept: dict[str, set[bool]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for target in node.targets:
                kept.setdefault(_last(target), set()).add(_called(node.value) in BUTTONS)
    return {name for name, buttons in kept.items() if name and buttons == {True}}


def _told_names(function: ast.FunctionDef) -> dict[str, bool | None]:
    """For each local name whether it is our own words (True), a person's (False), or cannot be told (None)."""
    names: dict[str, bool | None] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            told = True if _is_made_plain(node.value, "") else _is_own(node.value, names)
            names[name] = told if name not in names or names[name] is told else None
    return names


def _is_own(node: ast.expr, names: dict[str, bool | None]) -> bool | None:
    """Whether an expression is words of the program: True, False for what was read from a row or a widget, else None."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return False if isinstance(root, ast.Name) and root.id[:1].islower() and root.id != "self" else None
    if isinstance(node, ast.Call):
        return _is_own_call(node, names)
    if isinstance(node, ast.Subscript):
        return _is_own(node.value, names)
    parts = {
        ast.IfExp: lambda: [node.body, node.orelse],
        ast.BinOp: lambda: [node.left, node.right],
        ast.BoolOp: lambda: node.values,
        ast.JoinedStr: lambda: [p.value for p in node.values if isinstance(p, ast.FormattedValue)],
    }.get(type(node), lambda: None)()
    return None if parts is None else _all_own([_is_own(part, names) for part in parts])


def _is_own_call(node: ast.Call, names: dict[str, bool | None]) -> bool | None:
    name = _called(node)
    if name in OWN_WORDS or name in MADE_PLAIN.values():
        return True
    if isinstance(node.func, ast.Attribute):
        if _last(node.func.value) in ("words", "days"):
            return True
        if name == "format":
            given = [node.func.value, *node.args, *(word.value for word in node.keywords)]
            return _all_own([_is_own(each, names) for each in given])
        if name in READ_FROM_A_WIDGET and not node.args:
            return False
    return None


def _all_own(told: list[bool | None]) -> bool | None:
    if False in told:
        return False
    return None if None in told else True


def _is_made_plain(node: ast.expr, where: str) -> bool:
    """Whether an expression is made plain on the spot; for a button also by doubling each &."""
    if isinstance(node, ast.IfExp):
        return _is_made_plain(node.body, where) and _is_made_plain(node.orelse, where)
    if not isinstance(node, ast.Call):
        return False
    doubled = _called(node) == "replace" and [_text(each) for each in node.args] == ["&", "&&"]
    return _called(node) == MADE_PLAIN.get(where) or (where == "button" and doubled)


def _text(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _all_mentioned(node: ast.AST) -> set[str]:
    return {name for each in ast.walk(node) for name in _mentioned(each)}


RULES = (
    _walls,
    _walls_inside_ui,
    _size,
    _import_style,
    _only_in_their_rooms,
    _network,
    _pure_domain,
    _opening,
    _quiet_import,
    _names,
    _nowhere,
    _qt_habits,
    _plain_text,
    _no_markup,
    _plain_tips,
    _whole_ampersands,
)


def _imports(source: Source) -> list[Import]:
    """Every import of the file, those in functions and those by a written-out name included."""
    found: list[Import] = []

    def visit(node: ast.AST, inside: bool) -> None:
        found.extend(Import(name, node.lineno, inside) for name in _imported(node))
        deeper = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, deeper)

    visit(source.tree, False)
    return found


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and _is_dynamic_import(node):
        return [name] if (name := _constant(node)) else []
    return []


def _is_dynamic_import(node: ast.Call) -> bool:
    return _called(node) in ("import_module", "__import__")


def _constant(node: ast.Call) -> str:
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _called(node: ast.Call) -> str:
    return _last(node.func)


def _last(node: ast.expr) -> str:
    """The last word of a dotted name: QLabel for QtWidgets.QLabel."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _mentioned(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        return {_last(node)}
    return {node.name.split(".")[-1]} if isinstance(node, ast.alias) else set()


def _top(name: str) -> str:
    return name.split(".")[0]


def _is_standard(name: str) -> bool:
    return name in sys.stdlib_module_names


def _is_forbidden(name: str) -> bool:
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]
    return bool(words) and (words[-1] in FORBIDDEN_LAST_WORDS or not FORBIDDEN_WORDS.isdisjoint(words))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _sets(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and [_last(target) for target in node.targets] == [name]


# What follows proves that the rules above see what they should.

ALLOWED = {
    "domain/sessions.py": "from dataclasses import dataclass\nfrom mentee_app.domain import goals\n",
    "domain/goals.py": "import datetime\n",
    "wizard/content.py": "from pathlib import Path\n",
    "storage/tables.py": "import sqlite3\nimport peewee\nfrom mentee_app.trouble import Trouble\n",
    "services/sessions.py": "import peewee\nfrom mentee_app.queries import sessions\n",
    "exports/pdf.py": "def made():\n    import typst\n    return typst\n",
    "ui/sessions/model.py": "class Model:\n    def data(self, index, role):\n        return index\n",
    "ui/sessions/tab.py": "from mentee_app.ui.sessions import model\nfrom PySide6 import QtWidgets\n",
    "ui/goals/tab.py": "from mentee_app.ui.style import plain\nfrom PySide6.QtWidgets import QLabel\n",
    "ui/style/plain.py": "from PySide6.QtWidgets import QLabel\n\n\nclass PlainLabel(QLabel):\n    pass\n",
    "gui.py": "from PySide6.QtNetwork import QLocalServer, QLocalSocket\nfrom mentee_app.ui.style import plain\n",
    "cli.py": "import argparse\n\n\ndef show():\n    from mentee_app import gui\n    return gui\n",
    "paths.py": "import appdirs\n\n\ndef data_folder():\n    return appdirs\n",
}
PLANTED = [
    ("domain/area.py", "import peewee", "domain must not import peewee"),
    ("domain/area.py", "from mentee_app import i18n", "domain must not import i18n"),
    ("domain/area.py", "from pathlib import Path", "domain knows no files"),
    (
        "domain/area.py",
        "def due(day):\n    return day.today()",
        "domain knows no files and no clocks: today()",
    ),
    (
        "domain/area.py",
        "def read(path):\n    return open(path)",
        "domain knows no files and no clocks: open()",
    ),
    ("wizard/rule.py", "from mentee_app.domain import goals", "wizard must not import domain"),
    ("wizard/rule.py", "from mentee_app.paths import resource", "wizard must not import paths"),
    ("storage/rows.py", "import mentee_app.domain.goals", "storage must not import domain"),
    ("queries/goals.py", "from mentee_app import services", "queries must not import services"),
    (
        "services/goals.py",
        "def f():\n    from mentee_app.ui.style import plain",
        "services must not import ui",
    ),
    ("services/goals.py", "from mentee_app.exports import pdf", "services must not import exports"),
    ("backup/copies.py", "from mentee_app.services import sessions", "backup must not import services"),
    ("exports/history.py", "from mentee_app.storage import tables", "exports must not import storage"),
    ("exports/book.py", "import typst", "typst belongs in one file of exports"),
    ("imports/csv.py", "from mentee_app.storage import tables", "imports must not import storage"),
    ("imports/csv.py", "import typst", "imports must not import typst"),
    ("ui/style/theme.py", "from mentee_app.storage import tables", "ui must not import storage"),
    (
        "ui/style/theme.py",
        "import importlib\nX = importlib.import_module('peewee')",
        "ui must not import peewee",
    ),
    ("ui/style/theme.py", "X = __import__('mentee_app.cli')", "ui must not import cli"),
    ("ui/style/theme.py", "def f(n):\n    return __import__(n)", "import of a name that is not written out"),
    ("ui/style/theme.py", "from mentee_app import nowhere", "ui must not import nowhere"),
    ("ui/style/theme.py", "import requests", "ui must not import requests"),
    ("app.py", "from mentee_app import gui", "app must not import gui"),
    ("app.py", "from PySide6 import QtCore", "app must not import PySide6"),
    ("logs.py", "import appdirs", "logs must not import appdirs"),
    ("words.py", "from mentee_app.queries import goals", "words must not import queries"),
    ("single_instance.py", "from PySide6.QtCore import QObject", "single_instance must not import PySide6"),
    ("ui/goals/list.py", "from mentee_app.ui.sessions import model", "ui/goals must not import ui/sessions"),
    ("ui/goals/list.py", "from mentee_app.ui import sessions", "ui/goals must not import ui/sessions"),
    ("ui/goals/list.py", "def f():\n    from mentee_app.ui import menus", "must not import ui/menus.py"),
    ("ui/style/theme.py", "from mentee_app.ui.widgets import bars", "ui/style must not import ui/widgets"),
    ("ui/widgets/bars.py", "from mentee_app.ui.desk import desk", "ui/widgets must not import ui/desk"),
    ("ui/forms/form.py", "from mentee_app.ui.lists import look", "ui/forms must not import ui/lists"),
    ("ui/search/rows.py", "from mentee_app.ui.export import kinds", "ui/search must not import ui/export"),
    ("ui/safekeeping/keep.py", "from mentee_app.ui.tour import stops", "must not import ui/tour"),
    ("ui/helping/x.py", "X = 1", "ui/helping is no room"),
    ("ui/style/theme.py", "X = 1\n" * 400, "403 lines, more than 400"),
    ("ui/style/theme.py", "from . import plain", "relative import"),
    ("ui/style/theme.py", "from mentee_app.ui.style.plain import *", "import of *"),
    ("services/goals.py", "import sqlite3", "sqlite3 belongs in backup and imports and storage"),
    ("app.py", "import argparse", "argparse belongs in cli"),
    ("__main__.py", "import socket", "network module socket"),
    ("__main__.py", "from urllib import request", "network module urllib.request"),
    ("__main__.py", "import http.client", "network module http.client"),
    ("ui/style/theme.py", "from PySide6.QtNetwork import QLocalServer", "network module PySide6.QtNetwork"),
    ("ui/style/theme.py", "from PySide6 import QtNetwork", "network module PySide6.QtNetwork"),
    ("ui/window/meeting.py", "from PySide6.QtNetwork import QTcpSocket", "network module PySide6.QtNetwork"),
    ("ui/goals/__init__.py", "from mentee_app.ui.goals import tab", "__init__.py must be empty"),
    ("__init__.py", "import os", "only a docstring and __version__"),
    ("logs.py", "print('started')", "runs on import"),
    ("ui/style/utils.py", "X = 1", "forbidden name utils"),
    ("ui/style/theme.py", "class FooManager:\n    pass", "forbidden name FooManager"),
    ("ui/style/theme.py", "def click_handler():\n    pass", "forbidden name click_handler"),
    ("ui/style/theme.py", "class SessionData:\n    pass", "forbidden name SessionData"),
    ("queries/goals.py", "def data():\n    pass", "forbidden name data"),
    ("domain/kind.py", "from enum import StrEnum", "StrEnum comes back"),
    ("domain/kind.py", "import enum\n\n\nclass K(str, enum.Enum):\n    A = 'a'", "is a StrEnum"),
    ("storage/ids.py", "from uuid import uuid1", "uuid1 tells"),
    ("storage/ids.py", "import uuid\n\n\ndef new():\n    return uuid.uuid1()", "uuid1 tells"),
    ("ui/style/theme.py", "def f(w):\n    w.blockSignals(True)", "blockSignals is forbidden"),
    ("ui/tour/tour.py", "def f(app):\n    app.processEvents()", "processEvents is forbidden"),
    (
        "ui/style/theme.py",
        "class A:\n    def _on_x(self):\n        return self.sender()",
        "sender() is forbidden",
    ),
    ("ui/tour/tour.py", "def f(act):\n    QTimer.singleShot(0, act)", "ends with the notebook"),
    ("ui/tour/tour.py", "def f():\n    return QTimer(interval=5)", "without an owner"),
    ("ui/style/theme.py", "def f(t):\n    return QLabel(t)", "bare QLabel"),
    ("ui/style/theme.py", "def f(t):\n    return QtWidgets.QLabel(t)", "bare QLabel"),
    ("ui/style/theme.py", "def f(t):\n    QMessageBox.warning(None, t, t)", "bare QMessageBox"),
    ("ui/style/theme.py", "class Title(QLabel):\n    pass", "bare QLabel"),
    ("ui/style/theme.py", "from PySide6.QtWidgets import QLabel as Words", "QLabel under another name"),
    ("ui/style/theme.py", "def f(t):\n    return QTextBrowser(t)", "bare QTextBrowser"),
    ("ui/style/theme.py", "class Asked(QtWidgets.QInputDialog):\n    pass", "bare QInputDialog"),
    ("ui/style/theme.py", "def f(t):\n    return QInputDialog.getText(None, t, t)", "bare QInputDialog"),
    ("ui/style/theme.py", "def f(t):\n    QErrorMessage().showMessage(t)", "bare QErrorMessage"),
    ("ui/style/theme.py", "def f(t):\n    return QProgressDialog(t, '', 0, 1)", "bare QProgressDialog"),
    ("ui/style/theme.py", "def f(d, t):\n    d.setHtml(t)", "setHtml interprets text"),
    ("ui/style/theme.py", "def f(d, t):\n    d.setMarkdown(t)", "setMarkdown interprets text"),
    (
        "ui/style/theme.py",
        "def f(w):\n    w.setTextFormat(Qt.TextFormat.AutoText)",
        "AutoText interprets text",
    ),
    ("ui/style/theme.py", "def f(t):\n    return QStaticText(t)", "QStaticText interprets text"),
    ("ui/style/theme.py", "def f(w, row):\n    w.setToolTip(row.name)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(w, t):\n    w.setToolTip(t)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(w, t):\n    w.setToolTip(_('Open {t}').format(t=t))", "plain_tooltip"),
    ("ui/style/theme.py", "def f(w, t):\n    w.setToolTip(f'{t}!')", "plain_tooltip"),
    ("ui/style/theme.py", "def f(w, row):\n    t = row.name\n    w.setToolTip(t)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(w, t):\n    w.setToolTip('x' if t else t)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(p, t, w):\n    QToolTip.showText(p, t, w)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(tabs, t):\n    tabs.setTabToolTip(0, t)", "plain_tooltip"),
    ("ui/style/theme.py", "def f(bar, t):\n    bar.showMessage(t)", "plain_tooltip"),
    (
        "ui/style/theme.py",
        "def f(row, role):\n    if role == Qt.ToolTipRole:\n        return row.name",
        "a row's tooltip",
    ),
    ("ui/style/theme.py", "def f(row):\n    return QPushButton(row.name)", "literal"),
    ("ui/style/theme.py", "def f(menu, row):\n    menu.addAction(row.name[:80])", "literal"),
    ("ui/style/theme.py", "def f(menu, row):\n    menu.addAction(row.name)", "literal"),
    ("ui/style/theme.py", "def f(menu, row):\n    menu.addAction(literal(row.name)[:80])", "cut first"),
    ("ui/style/theme.py", "def f(menu, t):\n    menu.addAction(t.replace('&', '&&')[:80])", "cut first"),
    ("ui/style/theme.py", "def f(menu, line):\n    menu.addMenu(line.text())", "literal"),
    (
        "ui/style/theme.py",
        "def f(tabs, row):\n    tabs.setTabText(0, _('{n}').format(n=row.name))",
        "literal",
    ),
    (
        "ui/style/theme.py",
        "class A:\n    def f(self, row):\n        self.b = QPushButton()\n        self.b.setText(row.t)",
        "literal",
    ),
    ("ui/style/theme.py", "def f(w, row):\n    w.setWindowTitle(row.name)", "in the title of a window"),
    ("web.py", "X = 1", "mentee_app/web.py is no room"),
    ("core/rule.py", "X = 1", "mentee_app/core is no room"),
]


PLAIN = [
    "def f(w):\n    w.setToolTip('')",
    "def f(w, row):\n    w.setToolTip(plain_tooltip(row.name))",
    "def f(w, row):\n    t = plain_tooltip(row.name)\n    w.setToolTip(t)",
    "def f(w, day):\n    w.setToolTip(days.full(day) if day else '')",
    "def f(w, do):\n    w.setToolTip(_('{a}, key {b}').format(a=words.of(do), b=chr(3)))",
    "def f(menu, row):\n    menu.addAction(literal(row.name))",
    "def f(menu, row):\n    menu.addAction(row.name[:80].replace('&', '&&'))",
    "def f(menu, text):\n    menu.addAction(text)",
    "class A:\n    def f(self, row):\n        self.a = PlainLabel()\n        self.a.setText(row.name)",
    "def f(w, menu):\n    w.setWindowTitle(_('Trash'))\n    menu.addAction(_('&Undo'))",
]
"""What the rules for plain text leave alone."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small checkout in which everything is in order."""
    for folder in ("resources", "tests", "packaging", ".git", *(f"mentee_app/{room}" for room in FOLDERS)):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (tmp_path / name).touch()
    for place, text in ALLOWED.items():
        _put(tmp_path, place, f'"""What it is for."""\n\n{text}')
    for folder in (tmp_path / "mentee_app").glob("**/"):
        (folder / "__init__.py").touch()
    _put(tmp_path, "__init__.py", '"""The app."""\n\n__version__ = "1"\n')
    return tmp_path


def test_a_house_in_order_has_no_breach(house):
    assert breaches(house) == []


@pytest.mark.parametrize(("place", "text", "what"), PLANTED)
def test_a_planted_breach_is_found(house, place, text, what):
    _put(house, place, f'"""What it is for."""\n\n{text}\n')
    found = breaches(house)
    assert found and all(
        place.split("/")[0] in breach for breach in found if "belongs in one file" not in breach
    )
    assert [breach for breach in found if what in breach], found


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_left_alone(house, text):
    _put(house, "ui/style/theme.py", f'"""What it is for."""\n\n{text}\n')
    assert breaches(house) == []


@pytest.mark.parametrize("text", ["X = 1\n", '"""\nLate."""\n', '"""Two\nlines."""\n', "# A comment.\n"])
def test_a_file_that_does_not_say_what_it_is_for_is_found(house, text):
    _put(house, "ui/style/theme.py", text)
    assert breaches(house) == ["mentee_app/ui/style/theme.py:1 must open with a docstring of one line"]


def test_a_circle_of_files_is_found_also_when_it_is_closed_inside_a_function(house):
    _put(house, "queries/a.py", '"""A."""\n\nfrom mentee_app.queries import b\n')
    _put(house, "queries/b.py", '"""B."""\n\nfrom mentee_app.queries.c import x\n')
    assert breaches(house) == []
    _put(
        house, "queries/c.py", '"""C."""\n\n\ndef x():\n    from mentee_app.queries import a\n    return a\n'
    )
    circle = "queries/a.py -> queries/b.py -> queries/c.py -> queries/a.py"
    assert breaches(house) == [f"mentee_app/{circle} is a circle"]


def test_a_crowded_room_is_found(house):
    for number in range(25):
        _put(house, f"ui/goals/goal_{number}.py", '"""One."""\n')
    for number in range(8):
        _put(house, f"ui/door_{number}.py", '"""One."""\n')
    assert breaches(house) == [
        "mentee_app/ui has 9 files, more than 8",
        "mentee_app/ui/goals has 27 files, more than 25",
    ]


def test_a_stranger_at_the_top_level_is_found(house):
    (house / "scripts").mkdir()
    assert breaches(house) == ["scripts has no place at the top level"]


def test_the_window_imported_at_the_start_of_the_command_line_is_found(house):
    _put(house, "cli.py", '"""What it is for."""\n\nfrom mentee_app import gui\n')
    assert breaches(house) == ["mentee_app/cli.py:3 cli imports gui only when a window is wanted"]


def _put(root: Path, place: str, text: str) -> None:
    path = root / "mentee_app" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
