"""What this machine lacks (display, system libraries, font, venv), and the apt-get line that mends it."""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from stop import Stop

BASE = "base"
WINDOW = "window"
# Debian's package -> the library that Qt opens from it
LIBRARIES = {
    BASE: {
        "libglib2.0-0": "libglib-2.0.so.0",
        "libegl1": "libEGL.so.1",
        "libgl1": "libGL.so.1",
        "libdbus-1-3": "libdbus-1.so.3",
        "libfontconfig1": "libfontconfig.so.1",
        "libxkbcommon0": "libxkbcommon.so.0",
        "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    },
    WINDOW: {
        "libx11-xcb1": "libX11-xcb.so.1",
        "libxcb-cursor0": "libxcb-cursor.so.0",
        "libxcb-icccm4": "libxcb-icccm.so.4",
        "libxcb-keysyms1": "libxcb-keysyms.so.1",
        "libxcb-randr0": "libxcb-randr.so.0",
        "libxcb-shape0": "libxcb-shape.so.0",
        "libxcb-sync1": "libxcb-sync.so.1",
        "libxcb-xfixes0": "libxcb-xfixes.so.0",
        "libxcb-xkb1": "libxcb-xkb.so.1",
        "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    },
}
FONT = "fonts-dejavu-core"
_FONT_FILES = (".ttf", ".otf", ".ttc", ".pfb")


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether Qt would find something to draw on; an empty value is no display."""
    if not platform.startswith(("linux", "freebsd")):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def layers(platform: str, environ: Mapping[str, str], opens_a_window: bool) -> frozenset[str]:
    """Which lists of libraries the coming run needs: none but on Linux, the window's own only under X11."""
    if not platform.startswith("linux"):
        return frozenset()
    return frozenset({BASE, WINDOW} if opens_a_window and environ.get("DISPLAY") else {BASE})


def make_fit(wanted: frozenset[str], needs_venv: bool) -> None:
    """Make sure that what is needed is here: as root on Debian by apt-get, else Stop with the line to run."""
    lacking = missing(wanted, needs_venv)
    if not lacking:
        return
    if not is_debian():
        _tell_elsewhere(lacking)
        return
    line = apt_line(lacking)
    if sys.platform == "win32" or os.geteuid() != 0:
        raise Stop(
            f"Mentee needs system packages that are missing. Run this, then start again:\n  sudo {line}"
        )
    print(f"Installing system packages that are missing: {line}", flush=True)
    _run_apt(lacking)
    importlib.invalidate_caches()
    if still := missing(wanted, needs_venv):
        raise Stop(f"These system packages are still missing after apt-get: {' '.join(still)}")


def missing(wanted: frozenset[str], needs_venv: bool) -> list[str]:
    """Debian's names of the packages that this machine lacks, in the order of the lists."""
    lacking = [venv_package()] if needs_venv and not has_venv() else []
    for layer, packages in LIBRARIES.items():
        if layer in wanted:
            lacking += [package for package, library in packages.items() if not _loads(library)]
    if wanted and not has_font(font_folders(os.environ)):
        lacking.append(FONT)
    return lacking


def apt_line(packages: list[str]) -> str:
    """The exact command that installs the packages on Debian and Ubuntu."""
    return "apt-get install -y --no-install-recommends " + " ".join(packages)


def qt_fault(python: Path) -> str | None:
    """Why Qt cannot be loaded by that Python: the last line of its complaint; None when it can."""
    script = "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport, PySide6.QtNetwork"
    tried = subprocess.run(
        [python, "-c", script], capture_output=True, text=True, errors="replace", check=False
    )
    if tried.returncode == 0:
        return None
    return (tried.stderr.strip().splitlines() or [f"it ended with code {tried.returncode}"])[-1]


def is_debian() -> bool:
    """Whether apt-get and Debian's package names apply: Debian, Ubuntu and what derives from them."""
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def has_venv() -> bool:
    """Whether this Python can make a venv with pip in it; Debian takes ensurepip out."""
    found = [importlib.util.find_spec(name) for name in ("venv", "ensurepip")]
    return all(spec is not None and spec.origin is not None for spec in found)


def venv_package() -> str:
    """Debian's package that brings venv to the running Python: python3-venv for the system's own."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return "python3-venv" if Path("/usr/bin/python3").resolve().name == own else f"{own}-venv"


def has_font(folders: list[Path]) -> bool:
    """Whether any font file lies in the folders; without one every letter is drawn as a box."""
    return any(name.lower().endswith(_FONT_FILES) for folder in folders for name in _file_names(folder))


def font_folders(environ: Mapping[str, str]) -> list[Path]:
    """Where fontconfig looks for fonts on Linux."""
    home = Path(environ.get("HOME") or "/")
    own = Path(environ.get("XDG_DATA_HOME") or home / ".local/share") / "fonts"
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, home / ".fonts"]


def _file_names(folder: Path) -> Iterator[str]:
    for _, _, names in os.walk(folder, followlinks=True):
        yield from names


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _tell_elsewhere(lacking: list[str]) -> None:
    """Not Debian: without venv nothing goes on; a library may be found in other ways, so it is only named."""
    if venv_package() in lacking:
        raise Stop(
            "This Python lacks venv or ensurepip. Install its venv package, or a Python from python.org."
        )
    known = {package: library for packages in LIBRARIES.values() for package, library in packages.items()}
    names = ", ".join(known.get(package, "a font") for package in lacking)
    print(f"Not found on this system, and the window may need it: {names}", file=sys.stderr, flush=True)


def _run_apt(packages: list[str]) -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*apt, "update"], env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    done = subprocess.run(
        [*apt, *apt_line(packages).split()[1:]],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.startswith("E:")]
        why = lines[0][2:].strip() if lines else f"apt-get ended with code {done.returncode}"
        line = apt_line(packages)
        raise Stop(f"System packages could not be installed ({why}). Run this, then start again:\n  {line}")
