"""Notebooks with a life in them, closed and open, for the tests of copies."""

from datetime import UTC, date, datetime

import pytest

from mentee_app import app
from mentee_app.storage import database

NOW = datetime(2026, 3, 3, 14, 2, 11, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path):
    """A data folder with a closed notebook of 60 sessions."""
    place = tmp_path / "own"
    with app.opened_alone(place) as opened:
        opened.samples.fill(60, today=date(2026, 3, 3), zone="UTC")
    return place


@pytest.fixture
def notebook(folder):
    """The same notebook, open."""
    opened = database.open_notebook(folder)
    yield opened
    opened.close()


@pytest.fixture
def connection(notebook):
    return notebook.connection()
