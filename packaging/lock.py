"""Writes the two hash-pinned locks from pyproject.toml: `python packaging/lock.py [--upgrade]`. Needs uv."""

import shutil
import subprocess
import sys
from pathlib import Path

APP_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
MAY_LACK = "sqlcipher3"
"""The package that the app goes without where there is no wheel for it (see cipher.py)."""


def main(extra: list[str]) -> int:
    """Compile both locks, the test lock on the app lock's versions; `extra` (like --upgrade) goes to uv."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print("uv was not found. Install it with: python3 -m pip install uv", file=sys.stderr)
        return 1
    here = Path(__file__).resolve().parent
    for command in commands(uv, here.name, extra):
        code = subprocess.run(command, cwd=here.parent, stdout=subprocess.DEVNULL, check=False).returncode
        if code != 0:
            return code
    leaks = [name for name in (APP_LOCK, TEST_LOCK) if has_an_address((here / name).read_text("utf-8"))]
    if leaks:
        print(f"An address got into {' and '.join(leaks)}: take it out before you commit.", file=sys.stderr)
    return 1 if leaks else 0


def commands(uv: str, folder: str, extra: list[str]) -> list[list[str]]:
    """The two uv calls, to be run at the root of the checkout."""
    base = [uv, "pip", "compile", "pyproject.toml", "--generate-hashes", "--universal"]
    base += ["--no-emit-index-url", "--custom-compile-command", "python packaging/lock.py", *extra]
    app = [*base, "--extra", "encryption", "-o", f"{folder}/{APP_LOCK}"]
    test = [*base, "--extra", "test", "-c", f"{folder}/{APP_LOCK}", "-o", f"{folder}/{TEST_LOCK}"]
    return [app, test]


def without(text: str, package: str) -> str:
    """A lock without one of its packages and that one's hashes."""
    kept, leaving = [], False
    for line in text.splitlines(keepends=True):
        leaving = line.startswith(f"{package}==") or (leaving and line.startswith(" "))
        if not leaving:
            kept.append(line)
    return "".join(kept)


def has_an_address(text: str) -> bool:
    """Whether a lock says where a package is to be fetched from."""
    options = ("-i ", "--index-url", "--extra-index-url", "-f ", "--find-links", "--trusted-host")
    return "://" in text or any(line.startswith(options) for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
