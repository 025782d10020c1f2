"""Whatever is done to a file, its reader refuses it in words or reads it: a short form of tests/soak/imports.py."""

from pathlib import Path

import pytest

from tests.imports import hard_times, mutants

COUNT = 150


@pytest.mark.parametrize("kind", hard_times.KINDS)
def test_no_mutant_of_a_file_crashes_its_reader(kind: str, tmp_path: Path) -> None:
    toll = hard_times.take(kind, COUNT, 1, tmp_path)
    assert toll.crashes == [] and toll.done == COUNT
    assert toll.slowest < 10


@pytest.mark.parametrize("kind", hard_times.FORMATS)
def test_the_samples_themselves_are_understood(kind: str) -> None:
    for sample in mutants.SAMPLES[kind]:
        batch = hard_times.read(kind, sample).batch
        assert batch.understood or kind == "monica"


def test_the_same_seed_gives_the_same_mutants() -> None:
    one, other = (mutants.mutants("vcard", 5) for _time in range(2))
    assert [next(one) for _time in range(50)] == [next(other) for _time in range(50)]
