"""Plays the user for some minutes, each time anew, until something breaks: python -m tests.services.play --minutes 10"""

import argparse
import random
import time

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.services.test_play import Play


def main() -> None:
    """Says how far it came; an example that breaks something is made small and shown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--steps", type=int, default=50)
    options.add_argument("--seed", type=int, help="play this round once more, and no other")
    wanted = options.parse_args()
    end, rounds = time.monotonic() + 60 * wanted.minutes, 0
    while time.monotonic() < end and not (wanted.seed is not None and rounds):
        number = random.randrange(2**32) if wanted.seed is None else wanted.seed
        print(f"round {rounds + 1}, seed {number}", flush=True)
        run_state_machine_as_test(seed(number)(Play), settings=_settings(wanted.steps))
        rounds += 1
    print(f"{rounds} rounds without a fault")


def _settings(steps: int) -> settings:
    return settings(
        max_examples=40,
        stateful_step_count=steps,
        deadline=None,
        derandomize=False,
        database=None,
        verbosity=Verbosity.normal,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


if __name__ == "__main__":
    main()
