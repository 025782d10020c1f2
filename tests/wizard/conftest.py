"""What the wizard's tests share: the shipped instrument, the known answers and the known requests."""

import json
from pathlib import Path

import pytest

from mentee_app import paths
from mentee_app.wizard import content
from mentee_app.wizard.instrument import Instrument

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return content.load(paths.resource("wizard/instrument.json"))


@pytest.fixture(scope="session")
def vectors() -> dict:
    return json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def cases() -> list[dict]:
    lines = (HERE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
