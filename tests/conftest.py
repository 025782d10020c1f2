"""Decides, before Qt is imported, that tests draw offscreen, touch no real files, and repeat exactly."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_ROOT = Path(__file__).resolve().parent.parent
_XDG = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


def _move_home(home: Path) -> None:
    """Point every variable that leads to a person's own files into `home`, for child processes too."""
    for name, inside in _XDG.items():
        (home / inside).mkdir(parents=True, mode=0o700)
        os.environ[name] = str(home / inside)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(home)
    os.environ["MENTEE_DATA_DIR"] = str(home / "mentee")


# Not in a fixture: test modules are imported before the first fixture runs, and some of them import Qt.
_HOME = Path(tempfile.mkdtemp(prefix="mentee-tests-"))
_move_home(_HOME)
os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
os.environ["PYTHONPATH"] = str(_ROOT)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As in the background of a script. Ctrl+C would be ignored by every program that a test starts, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
_SLOW = [HealthCheck.too_slow]  # says something of the machine, and nothing of Mentee
settings.register_profile("mentee", derandomize=True, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("mentee")


@pytest.fixture
def qtbot(qapp, request):
    """The qtbot of pytest-qt, with patience."""
    from tests.patience import PatientBot  # here, because it imports Qt

    return PatientBot(request)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_HOME, ignore_errors=True)
