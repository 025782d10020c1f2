"""Proves the README's two commands in bare Debian roots: `python3 packaging/bare_roots.py [RELEASE …] [--busy] [-- PYTEST…]`.

A root is made by debootstrap with only Python and git in it. A fresh clone of what is committed here goes into it, with an
empty home, no locale, no display, no terminal (/dev/pts is not mounted), and no font but the one that start.py installs;
/proc is mounted, as on every machine. Needs root on Linux. Which mirror, proxies and certificates are used is taken from
this machine.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RELEASES = ("bookworm", "trixie")
"""Debian 12, with Python 3.11, and Debian 13, with Python 3.13."""

COMMANDS = (("python3", "packaging/start.py"), ("python3", "packaging/start.py", "test"))
PACKAGES = "python3,git,ca-certificates"
_CHECKOUT, _HOME = "checkout", "home/person"
_OF_THE_NETWORK = re.compile(
    r"PIP_\w+|\w+_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE", re.ASCII | re.IGNORECASE
)
_CERTIFICATES = "usr/local/share/ca-certificates"
_COUNTS = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in ([\d.]+)s")
_LOOP = "import os, sys\nwhile os.getppid() == int(sys.argv[1]): sum(range(100_000))"


@dataclass(frozen=True)
class Run:
    """One command in one root: what it was, its exit code, how long it took, and what it printed."""

    words: str
    code: int
    seconds: float
    output: str

    def told(self) -> str:
        """One line for a person."""
        how = "passed" if self.code == 0 else f"FAILED with code {self.code}"
        return f"  {self.words}: {how} in {self.seconds / 60:.1f} minutes. {closing_line(self.output)}"


def main(arguments: list[str]) -> int:
    """Prove what the arguments ask for; 0 where both commands passed in every root."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "release", nargs="*", default=[], help=f"Debian's name of it; else {' and '.join(RELEASES)}"
    )
    words.add_argument("--busy", action="store_true", help="keep every core busy meanwhile")
    words.add_argument("--keep", action="store_true", help="leave the roots there; they are used again")
    words.add_argument("--folder", type=Path, help="where the roots and logs go (else a temporary folder)")
    own, for_pytest = _split(arguments)
    wanted = words.parse_args(own)
    sentence = what_is_missing()
    if sentence:
        print(sentence, file=sys.stderr)
        return 2
    folder = (wanted.folder or Path(tempfile.mkdtemp(prefix="mentee-bare-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _busy(os.cpu_count() or 1 if wanted.busy else 0):
            passed = [prove(folder, each, for_pytest, wanted.keep) for each in wanted.release or RELEASES]
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    print(f"What was printed is in {folder}.")
    return 0 if all(passed) else 1


def what_is_missing() -> str:
    """Why no root can be made here, and what to do, in one sentence; "" where one can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "Bare roots are made by root on Linux only: start this with sudo."
    lacking = [name for name in ("debootstrap", "git", "chroot", "unshare") if shutil.which(name) is None]
    if lacking:
        return f"Not found here: {', '.join(lacking)}. On Debian or Ubuntu: apt-get install debootstrap git"
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        return "Nothing can be mounted here, not even in a namespace of its own, so no root can be used."
    return ""


def prove(folder: Path, release: str, for_pytest: Sequence[str], keep: bool) -> bool:
    """Run both commands in a root of that release, and say how it went; whether both passed."""
    root = folder / release
    try:
        make(root, release)
        version = _inside(root, ["python3", "--version"], folder).output.strip()
        print(f"{release}, {version}:", flush=True)
        runs = []
        for command in COMMANDS:
            extra = for_pytest if command[-1] == "test" else ()
            run = _inside(root, [*command, *extra], folder)
            print(run.told(), flush=True)
            runs.append(run)
        print("".join(f"    {each}\n" for each in skips(runs[-1].output)), end="", flush=True)
        return all(run.code == 0 for run in runs)
    except subprocess.CalledProcessError as fault:
        print(f"{release}: no root could be made (code {fault.returncode}). {_last(fault.output)}")
        return False
    finally:
        if not keep:
            shutil.rmtree(root, ignore_errors=True)


def make(root: Path, release: str) -> None:
    """Have a bare root there, with a fresh clone and an empty home. Raises CalledProcessError."""
    if not (root / "made").exists():
        shutil.rmtree(root, ignore_errors=True)
        kind = ["--variant=minbase", f"--include={PACKAGES}"]
        # in a namespace too, so that nothing stays mounted in a root that is removed
        _called(["unshare", "--mount", "debootstrap", *kind, release, str(root), *mirror()])
        _hand_over_network(root)
        (root / "made").touch()
    for place in (_CHECKOUT, _HOME):
        shutil.rmtree(root / place, ignore_errors=True)
    (root / _HOME).mkdir(parents=True)
    _called(["git", "-c", "safe.directory=*", "clone", "--quiet", str(ROOT), str(root / _CHECKOUT)])


def mirror() -> list[str]:
    """The address that this machine's apt has Debian's packages from; where it tells none, debootstrap knows one."""
    asked = ["apt-get", "indextargets", "--format", "$(ORIGIN) $(LABEL) $(REPO_URI)"]
    with suppress(OSError, subprocess.CalledProcessError):
        for line in _called(asked).splitlines():
            if line.startswith("Debian Debian "):
                return [line.split()[2]]
    return []


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What a command in a root gets: nothing but a home, a path, and what this machine's network asks for."""
    network = {name: value for name, value in environ.items() if _OF_THE_NETWORK.fullmatch(name)}
    bare = {"HOME": f"/{_HOME}", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTEST_ADDOPTS": "-rfEs"}
    return {**network, **bare}


def closing_line(output: str) -> str:
    """The last line, or how many tests passed, failed and were skipped."""
    found = [match for match in map(_COUNTS.match, output.splitlines()) if match]
    return f"{found[-1][1]}." if found else _last(output)


def skips(output: str) -> list[str]:
    """How many tests were skipped for which reason."""
    counts: dict[str, int] = {}
    for number, reason in re.findall(r"^SKIPPED \[(\d+)\] [^:]+:\d+: (.*)$", output, re.MULTILINE):
        counts[reason] = counts.get(reason, 0) + int(number)
    return [f"{number} skipped: {reason}" for reason, number in counts.items()]


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Our own arguments, and those for pytest behind `--`."""
    place = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:place], arguments[place + 1 :]


def _inside(root: Path, command: Sequence[str], folder: Path) -> Run:
    """Run it in the root, in a namespace of its own: what is mounted there is gone with it. A log in `folder` grows."""
    script = 'mount -t proc proc "$0/proc"; exec chroot "$0" sh -c "cd /checkout && exec \\"\\$@\\"" sh "$@"'
    log = folder / f"{root.name} {' '.join(command).replace('/', '-')[:60]}.log"
    began = time.monotonic()
    with log.open("wb") as file:
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", script, str(root), *command],
            env=environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    output = log.read_text("utf-8", "replace")
    return Run(" ".join(command), done.returncode, time.monotonic() - began, output)


def _hand_over_network(root: Path) -> None:
    """Give the root what this machine needs to reach its package registries: pip's file, apt's options, certificates."""
    if Path("/etc/pip.conf").is_file():
        shutil.copy("/etc/pip.conf", root / "etc/pip.conf")
    options: list[str] = []
    with suppress(OSError, subprocess.CalledProcessError):
        dumped = _called(["apt-config", "dump"]).splitlines()
        options = [each for each in dumped if re.match(r"Acquire::(https?|Check-[\w-]+)\b.* \".+\";$", each)]
    (root / "etc/apt/apt.conf.d/99-as-outside").write_text("\n".join([*options, ""]), "utf-8")
    if (Path("/") / _CERTIFICATES).is_dir():
        shutil.copytree(Path("/") / _CERTIFICATES, root / _CERTIFICATES, dirs_exist_ok=True)
        _called(["chroot", str(root), "/usr/sbin/update-ca-certificates"])


@contextmanager
def _busy(cores: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Keep so many cores busy; the loops end with this process, whatever ends it."""
    loops = [subprocess.Popen([sys.executable, "-c", _LOOP, str(os.getpid())]) for _core in range(cores)]
    try:
        yield loops
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def _called(command: Sequence[str]) -> str:
    return subprocess.run(
        command,
        env={**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=True,
    ).stdout


def _last(output: str) -> str:
    return ([line.strip() for line in output.splitlines() if line.strip()] or ["It printed nothing."])[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
