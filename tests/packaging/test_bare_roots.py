"""The proof in bare roots: what goes into a root from outside, what is read from a run, and what it says where it cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bare_roots
from tests.ceiling import CHILD_S

_PRINTED = """
SKIPPED [3] tests/gui/test_backup_command.py:301: no terminal can be made here: out of pty devices
SKIPPED [1] tests/storage/test_faults.py:35: no namespaces here
SKIPPED [2] tests/gui/test_passphrase_command.py:130: no terminal can be made here: out of pty devices
=========== 1 failed, 871 passed, 6 skipped in 349.64s (0:05:49) ===========
pytest failed with code 1.
Failed: pytest
"""


def test_nothing_comes_from_outside_but_what_the_network_asks_for() -> None:
    outside = {
        "LANG": "de_DE.UTF-8",
        "DISPLAY": ":0",
        "HOME": "/home/ada",
        "PYTHONPATH": "/x",
        "TERM": "xterm",
    }
    network = {"PIP_CERT": "/c.crt", "https_proxy": "p", "NO_PROXY": "n", "SSL_CERT_FILE": "/c.crt"}
    made = bare_roots.environment({**outside, **network})
    assert made.keys() == {*network, "HOME", "PATH", "PYTEST_ADDOPTS"}
    assert made["HOME"] == "/home/person" and made["PIP_CERT"] == "/c.crt"


def test_a_run_is_told_by_what_pytest_counted() -> None:
    told = bare_roots.Run("start.py test", 1, 354.0, _PRINTED).told()
    assert told == "  start.py test: FAILED with code 1 in 5.9 minutes. 1 failed, 871 passed, 6 skipped."
    assert bare_roots.Run("start.py", 0, 6.0, "a\nThe PDF is b\n\n").told().endswith("The PDF is b")


def test_skipped_tests_are_counted_by_their_reason() -> None:
    assert bare_roots.skips(_PRINTED) == [
        "5 skipped: no terminal can be made here: out of pty devices",
        "1 skipped: no namespaces here",
    ]


def test_what_is_missing_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert "root on Linux only" in bare_roots.what_is_missing()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", "/nowhere")
    assert "Not found here: debootstrap, git, chroot, unshare." in bare_roots.what_is_missing()


@pytest.mark.skipif(os.name != "posix", reason="a process knows its parent")
def test_what_keeps_the_cores_busy_ends_with_the_proof() -> None:
    script = "import os, bare_roots\nwith bare_roots._busy(1) as loops:\n    print(loops[0].pid, flush=True)\n    os._exit(0)"
    folder = str(Path(bare_roots.__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": folder},
        check=True,
        timeout=CHILD_S,  # the loop holds the pipe open as long as it lives, so that it is waited for
    )
    assert int(done.stdout) > 1
