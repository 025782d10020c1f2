"""What SQLite only calls a fault of the disk is named by what the disk and the file answer at that moment."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ceiling import CHILD_S

_ROOT = Path(__file__).resolve().parent.parent.parent

_ASKED = """
import sqlite3, sys
from pathlib import Path
from mentee_app.storage import faults
folder = Path(sys.argv[1])
path, filler = folder / "notebook.mentee", folder / "filler"
path.write_bytes(b"x")
error = sqlite3.OperationalError("disk I/O error")
error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
said = []
for room in (4096, 12 * 1024, 300 * 1024):
    filler.write_bytes(bytes(600 * 1024 - 4096 - room))
    said.append(faults.trouble_in(error, path).kind.value)
print(*said, len(list(folder.iterdir())))
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="mounting needs a namespace of its own")
def test_a_disk_with_too_little_room_is_full_and_one_with_enough_has_another_fault(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=600k none {tmp_path} || exit 77"
    command = ["unshare", "-rm", "sh", "-c", f'{mount}; exec "$@"', "sh", sys.executable, "-c", _ASKED]
    done = subprocess.run(
        [*command, str(tmp_path)], capture_output=True, text=True, cwd=_ROOT, timeout=CHILD_S
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no namespaces here")
    assert done.stdout.split() == ["disk-full", "disk-full", "io-error", "2"], done.stderr
