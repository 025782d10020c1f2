"""Long forms of what the suite does shortly: python3 tests/soak/in_and_out.py [--files N] [--texts N] [--seed S]

Mutated whole notebooks are taken in; tables of hostile texts are read by the csv module and by pandas.
"""

import argparse
import io
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from mentee_app import app
from mentee_app.domain.people import PersonDraft
from mentee_app.exports import everything as written
from mentee_app.exports import tables
from mentee_app.imports import everything
from mentee_app.services.notebooks import Notebooks
from tests.exports import test_tables
from tests.imports import test_everything


def main() -> int:
    """Print what was done; a breach raises."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--files", type=int, default=10_000, help="mutated notebooks")
    words.add_argument("--texts", type=int, default=10_000, help="hostile texts in a table")
    words.add_argument("--seed", type=int, default=1)
    wanted = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="mentee-soak-") as folder:
        _tables(Path(folder), wanted.texts, wanted.seed)
        _notebooks(Path(folder), wanted.files, wanted.seed)
    return 0


def _tables(folder: Path, count: int, seed: int) -> None:
    import pandas

    texts = test_tables.hostile_texts(count, seed)
    began = time.monotonic()
    with app.opened(folder / "tables") as opened:
        with opened.changes.transaction():
            for text in texts:
                opened.people.add(PersonDraft(text))
        content = tables.table("people")
    assert test_tables.names_in(content) == sorted(texts)
    frame = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert sorted(map(tables.unneutralised, frame["Name"])) == sorted(texts)
    print(f"{len(texts)} texts in a table, read by csv and by pandas: {time.monotonic() - began:.0f} s")


def _notebooks(folder: Path, count: int, seed: int) -> None:
    began = time.monotonic()
    with app.opened(folder / "sample") as opened:
        opened.samples.fill(12, today=date(2026, 3, 10), zone="Europe/Berlin")
        sample = written.content()
    with app.opened(folder / "notebook") as opened:
        Notebooks(opened.changes).take_in(everything.parse(sample))
        outcomes = test_everything.play(opened, sample, count, seed)
    print(f"{count} mutated notebooks {outcomes}: {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
