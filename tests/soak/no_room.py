"""Every kind of export onto a disk that is full, nearly full or to be read only: the old file stays, a sentence says why.

It runs in a namespace of its own, where a small disk of memory is mounted as the folder for exports, or for the notebook;
each command is the real one. Good is: either exit code 0 and a whole new file, or 1, one line that says what the disk lacks,
the file that stood there, and nothing else.
"""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.soak.traced import ROOT
from tests.soak.whole import Tally

OLD = b"what stood there before"
SIZE_KB = 4096
FREE = (0, 4096, 20_000, 60_000)
"""Bytes that are left on the full disk."""

FULL, READ = ("room", "full"), ("can only be read", "read-only")
"""What a sentence says, one of these."""


def prove(short: bool) -> Tally:
    """All kinds on all disks; in the short form each kind of writing once, on a full one."""
    import tempfile

    tally = Tally("exports without room")
    if not shutil.which("unshare"):
        tally.notes.append("nothing can be mounted here (no unshare): not tried")
        return tally
    with tempfile.TemporaryDirectory(prefix="mentee-no-room-") as place:
        command = [
            "unshare",
            "-rm",
            sys.executable,
            "-m",
            "tests.soak.no_room",
            place,
            *(["--short"] if short else []),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    if done.returncode == 77 or "unshare:" in done.stderr:
        tally.notes.append("nothing can be mounted here: not tried")
        return tally
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        tally.miss("exports without room", f"ended with {done.returncode}: {done.stderr[-600:]}")
        return tally
    tally.done, tally.missed, tally.notes = told["done"], told["missed"], told["notes"]
    tally.half = len(tally.missed)
    return tally


def main() -> int:
    """Inside: print what came of it as one line of JSON."""
    root, short = Path(sys.argv[1]), "--short" in sys.argv
    tally = Tally("inside")
    try:
        names = _prepare(root)
        _mount(root / "out")
    except subprocess.CalledProcessError:
        return 77
    kinds = _kinds(*names)
    for free in FREE[:1] if short else FREE:
        for words, files in kinds[::4] if short else kinds:
            _one(root, words, files, free, tally)
    for words, files in kinds[::4] if short else kinds:
        _one(root, words, files, None, tally)
    if not short:
        _notebook_on_full_disk(root, kinds, tally)
    print(json.dumps({"done": tally.done, "missed": tally.missed, "notes": tally.notes}))
    return 0


Kind = tuple[list[str], list[str]]


def _kinds(mentor: str, goal: str) -> list[Kind]:
    """The words of each command after its folder, {out} in them, and the files that it writes."""
    kinds: list[Kind] = []
    for form in ("pdf", "md", "html"):
        kinds += [
            (["export", "history", f"{{out}}/h.{form}"], [f"h.{form}"]),
            (["export", "history", f"{{out}}/s.{form}", "--share", "--initials"], [f"s.{form}"]),
            (["export", "portfolio", f"{{out}}/p.{form}", "--goal", goal], [f"p.{form}"]),
            (["export", "closure", f"{{out}}/c.{form}", "--mentor", mentor], [f"c.{form}"]),
        ]
    return [
        *kinds,
        (["export", "calendar", "{out}/c.ics", "--held", "--agenda"], ["c.ics"]),
        (["export", "contacts", "{out}/c.vcf"], ["c.vcf"]),
        (["export", "tables", "{out}/tables"], ["tables/people.csv", "tables/sessions.csv"]),
        (["export", "everything", "{out}/all.json"], ["all.json"]),
        (["volumes"], ["v 1 of 3.pdf", "v 2 of 3.pdf", "v 3 of 3.pdf"]),
        (["salvage", "{out}/saved.mentee"], []),
        (["backup", "--to", "{out}"], []),
    ]


def _one(root: Path, words: list[str], files: list[str], free: int | None, tally: Tally) -> None:
    """`free`: bytes that are left; None for a disk that can only be read."""
    out = root / "out"
    where = f"{' '.join(words)} with {'a disk to be read only' if free is None else f'{free} bytes left'}"
    _refill(out, files, free)
    before = _content(out)
    code, said = _run(root, words)
    if free is None:
        _remount(out, "rw")
    tally.done += 1
    after = _content(out)
    for each in _flaws(code, said, before, after, files, FULL if free is not None else READ):
        tally.miss(where, each)
    if free in (0, None) and code == 0:
        tally.miss(where, "it says that it is written")


def _flaws(
    code: int,
    said: str,
    before: dict[str, bytes],
    after: dict[str, bytes],
    files: list[str],
    words: tuple[str, ...],
) -> Iterator[str]:
    if code == 0:
        if any(after.get(name, OLD) == OLD for name in files):
            yield "it says that it is written, and the old file stands"
        return
    if code != 1:
        yield f"exit code {code}"
    lines = said.strip().splitlines()
    if len(lines) != 1 or not lines[0].startswith("mentee: ") or not any(word in said for word in words):
        yield f"said: {said!r}"
    tables = any("/" in name for name in files)  # each of them is a file of its own
    if not tables and after != before:
        strange = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        yield f"changed or left: {strange}"
    if left := sorted(name for name in after if name.endswith(".part") or "/." in f"/{name}"):
        yield f"left: {left}"


def _notebook_on_full_disk(root: Path, kinds: list[Kind], tally: Tally) -> None:
    """The notebook's own disk is full: it can still be handed out to another."""
    kept = root / "kept"
    shutil.copytree(root / "data", kept, ignore=shutil.ignore_patterns("backups"))
    _mount(root / "data")
    shutil.copytree(kept, root / "data", dirs_exist_ok=True)
    _fill(root / "data", 0)
    for words, _files in kinds:
        if words[0] in ("export", "salvage"):
            _refill(root / "out", [], 3_500_000)
            code, said = _run(root, words)
            tally.done += 1
            if code:
                tally.miss(f"{' '.join(words)} from a full disk", said)


def _run(root: Path, words: list[str]) -> tuple[int, str]:
    """Exit code, and what it said on standard error."""
    from mentee_app import cli

    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        if words == ["volumes"]:
            code = _volumes(root)
        else:
            given = [word.replace("{out}", str(root / "out")) for word in words]
            code = cli.run(["--data-dir", str(root / "data"), *given])
    return code, said.getvalue()


def _volumes(root: Path) -> int:
    """A history in volumes of few sessions."""
    from datetime import datetime
    from functools import partial

    from mentee_app import app
    from mentee_app.commands import terminal
    from mentee_app.exports import history
    from mentee_app.exports.documents import Choice
    from mentee_app.exports.volumes import VolumeSetting
    from mentee_app.trouble import Trouble

    with app.opened(root / "data"):
        document = partial(history.history, Choice(), datetime(2026, 3, 3))
        try:
            setting = VolumeSetting([document] * 3, root / "out" / "v.pdf")
            setting.start()
            setting.wait()
        except Trouble as trouble:
            return terminal.say(trouble.sentence, 1)
    return 0


def _prepare(root: Path) -> tuple[str, str]:
    """A notebook with a life in it; a mentor with an end, and a goal."""
    from mentee_app import app
    from mentee_app.storage import rows

    with app.opened(root / "data") as opened:
        opened.samples.fill(40, today=date(2026, 3, 3), zone="UTC")
        ended = rows.of(
            "SELECT p.name FROM relationship r JOIN person p ON p.id = r.person_id WHERE r.ended_on IS NOT NULL LIMIT 1"
        )
        (goal,) = rows.of("SELECT title FROM goal LIMIT 1")
    (root / "out").mkdir()
    return str(ended[0][0]), str(goal[0])


def _mount(place: Path) -> None:
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(place)],
        check=True,
        stderr=subprocess.PIPE,
    )


def _remount(place: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)


def _refill(out: Path, files: list[str], free: int | None) -> None:
    """Only the old files, and something that leaves so much room."""
    for path in list(out.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in files:
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(OLD)
    if free is None:
        _remount(out, "ro")
    else:
        _fill(out, free)


def _fill(place: Path, free: int) -> None:
    with contextlib.suppress(OSError), (place / "ballast").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    if free:
        os.truncate(place / "ballast", max(0, (place / "ballast").stat().st_size - free))


def _content(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes() if path.stat().st_size < 1 << 20 else b"much"
        for path in out.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
