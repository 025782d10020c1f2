"""A real window's surroundings: a notebook in a temporary folder, and a desk with every service."""

from datetime import datetime

import pytest

from mentee_app import app as application
from mentee_app.ui.desk.desk import Desk, Feed
from mentee_app.ui.desk.notices import Notices
from mentee_app.ui.style.theme import Theme

NOW = datetime(2026, 3, 3, 14, 2)


@pytest.fixture
def app(tmp_path):
    """Everything below the screens, on a real file."""
    with application.opened(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def desk(qtbot, app):
    """What a screen gets; it is always Tuesday, 3 March 2026, 14:02 in Berlin."""
    services = {name: getattr(app, name) for name in Desk.__dataclass_fields__ if hasattr(app, name)}
    return Desk(
        feed=Feed(app.changes),
        notices=Notices(),
        theme=Theme(),
        now=lambda: NOW,
        find_zone=lambda: "Europe/Berlin",
        **services,
    )


class Said:
    """What the screens told the window."""

    def __init__(self, notices: Notices) -> None:
        self.saved = 0
        self.failed: list[str] = []
        self.undoable: list[tuple[str, int]] = []
        self.wanted: list[object] = []
        notices.saved.connect(self._on_saved)
        notices.failed.connect(self.failed.append)
        notices.undoable.connect(self._on_undoable)
        notices.wanted.connect(self.wanted.append)

    def _on_saved(self) -> None:
        self.saved += 1

    def _on_undoable(self, sentence: str, deed: int) -> None:
        self.undoable.append((sentence, deed))


@pytest.fixture
def said(desk):
    """Collects notices."""
    return Said(desk.notices)
