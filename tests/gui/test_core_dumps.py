"""A crash writes no memory to a file: neither the window, nor a command, nor a child of theirs leaves a core."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="cores of Linux"),
    pytest.mark.skipif(
        resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY,
        reason="this system lets nobody leave a core",
    ),
]

_STARTED = """
import os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
from mentee_app import cli, gui
def act(folder):
    {act}
gui.run = act
cli.run(["--data-dir", "data"])
"""

_COMMAND = """
import os, resource
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
from mentee_app import cli
from mentee_app.commands import today
today.show = lambda *words: os.abort()
cli.run(["--data-dir", "data", "today"])
"""

_CHILDREN = """
import os, resource, signal, subprocess
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
from mentee_app import cli
cli.run(["--data-dir", "data", "sample", "--sessions", "2"])
died = []
class Dying(subprocess.Popen):
    def __init__(self, *words, **more):
        super().__init__(*words, **more)
        died.append(self)
        os.kill(self.pid, signal.SIGABRT)
subprocess.Popen = Dying
Path("people.vcf").write_text("BEGIN:VCARD\\nVERSION:3.0\\nFN:Ada\\nN:;Ada;;;\\nEND:VCARD\\n")
codes = [cli.run(["--data-dir", "data", *words.split()]) for words in ("export history h.pdf", "import people.vcf --yes")]
print(codes, [each.args[-1] for each in died], {each.returncode for each in died})
"""

_CHILD = """
    from mentee_app import child
    from mentee_app.trouble import Trouble, TroubleKind
    show = "import json, resource; limit = resource.getrlimit(resource.RLIMIT_CORE)[0]"
    show += "; print(json.dumps(dict(done=limit, kinds=open('/proc/self/coredump_filter').read())))"
    child._command = lambda word, module: [sys.executable, "-c", show]
    no = lambda *words: Trouble(TroubleKind.IO_ERROR, "it did not work")
    started = child.Child(child.Task("", "", dict, lambda said: list(said), no, no, no), 60)
    started.start()
    print(started.wait())
"""


def _run(folder: Path, act: str, program: str = _STARTED) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", program.format(act=act.strip()) if act else program],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_program_that_dies_of_a_fault_leaves_no_core_behind(tmp_path):
    assert _run(tmp_path, "os.abort()").returncode == -signal.SIGABRT
    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_program_that_it_starts(tmp_path):
    done = _run(tmp_path, "print(subprocess.run([sys.executable, '-c', 'import os; os.abort()']).returncode)")
    assert done.stdout == f"{-signal.SIGABRT}\n", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_memory_of_a_child_may_be_written_even_where_cores_are_handed_to_a_program(tmp_path):
    done = _run(tmp_path, _CHILD)
    assert "'done': 1, 'kinds': '00000000" in done.stdout, done.stdout + done.stderr


def test_a_command_that_dies_of_a_fault_leaves_no_core_behind(tmp_path):
    assert _run(tmp_path, "", _COMMAND).returncode == -signal.SIGABRT
    assert list(tmp_path.rglob("core*")) == []


def test_nor_do_those_that_set_documents_and_read_files(tmp_path):
    done = _run(tmp_path, "", _CHILDREN)
    children = ["mentee_app.exports.typeset", "mentee_app.imports.understand"]
    assert f"[1, 1] {children} {{{-signal.SIGABRT}}}" in done.stdout, done.stdout + done.stderr
    assert list(tmp_path.rglob("core*")) == []
