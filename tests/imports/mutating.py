"""Breaks files in many ways, always the same ones for a seed, and looks on as a reader takes them."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from mentee_app.domain.incoming import Batch
from mentee_app.trouble import Trouble, TroubleKind

SECONDS = 10.0


def mutated(sample: bytes, chance: random.Random, tokens: Sequence[bytes]) -> bytes:
    """The sample with one to six changes: bytes turned, cut, doubled, swapped, repeated, or a token put in."""
    content = bytearray(sample)
    for _change in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(content) + 1), chance.choice((1, 2, 10, 80, 400))
        match chance.randrange(8):
            case 0 if at < len(content):
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length]
            case 3:
                content[at:at] = chance.choice(tokens)
            case 4:
                content[at:at] = chance.choice(tokens) * chance.choice((2, 50, 2000))
            case 5:
                content[at : at + length] = bytes(chance.randrange(256) for _each in range(length))
            case 6:
                other = chance.randrange(len(content) + 1)
                content[at:at] = content[other : other + length]
            case _ if chance.random() < 0.2:
                del content[at:]
    return bytes(content)


def check_mutated(
    read: Callable[[bytes], Batch], samples: Sequence[bytes], tokens: Sequence[bytes], count: int, seed: int
) -> dict[str, int]:
    """Reads `count` broken files: each gives a sound batch or Trouble, in time. How many of each."""
    chance = random.Random(seed)
    found = {"read": 0, "refused": 0}
    for number in range(count):
        content = mutated(chance.choice(samples), chance, tokens)
        began = time.monotonic()
        try:
            batch: Any = read(content)
        except Trouble as trouble:
            assert trouble.kind is TroubleKind.BAD_INPUT and trouble.sentence
            found["refused"] += 1
        else:
            check_sound(batch)
            found["read"] += 1
        assert time.monotonic() - began < SECONDS, f"file {number} of seed {seed} took too long"
    return found


def check_sound(batch: Batch) -> None:
    """Keys are unique, everybody has a name that a screen can show and the file can hold, and what is refused says why."""
    assert len({each.key for each in batch.people}) == len(batch.people)
    for each in batch.people:
        assert each.draft.name.strip() and each.place
        for value in vars(each.draft).values():
            if isinstance(value, str):
                value.encode("utf-8")
                assert "\0" not in value
    assert all(each.place and each.why for each in batch.refused)
