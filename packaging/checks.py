"""The checks of the project, run one after the other: every one is run, and those that failed are named."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

CHECKS = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("pytest", ("pytest", "-n", "auto", "--dist", "loadfile")),
)


def run_all(python: Path, root: Path, environ: Mapping[str, str], for_pytest: list[str]) -> int:
    """Run all checks in `root`, pytest last; 0 when all passed, else 1."""
    failed = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        extra = for_pytest if name == "pytest" else []
        called = subprocess.run([python, "-m", *command, *extra], cwd=root, env=dict(environ), check=False)
        if called.returncode != 0:
            failed.append(name)
            print(f"{name} failed with code {called.returncode}.", flush=True)
    print(verdict(failed), flush=True)
    return 1 if failed else 0


def verdict(failed: list[str]) -> str:
    """The closing line."""
    return "Failed: " + ", ".join(failed) if failed else "All checks passed."
