"""The locks pin and hash every package, and tell no address."""

from pathlib import Path

import pytest

import lock

PACKAGING = Path(lock.__file__).parent


@pytest.mark.parametrize("name", [lock.APP_LOCK, lock.TEST_LOCK])
def test_a_lock_names_a_hash_for_each_package_and_no_address(name: str) -> None:
    text = (PACKAGING / name).read_text("utf-8")
    packages = [line for line in text.splitlines() if "==" in line]
    assert packages and all(line.endswith("\\") for line in packages)
    assert not lock.has_an_address(text)


def test_an_address_in_a_lock_is_noticed() -> None:
    assert lock.has_an_address("--index-url somewhere\nx==1")
    assert lock.has_an_address("x @ file:///x.whl")


def test_the_test_tools_come_on_top_of_the_very_packages_of_the_app() -> None:
    pins = {name: _pins((PACKAGING / name).read_text("utf-8")) for name in (lock.APP_LOCK, lock.TEST_LOCK)}
    assert pins[lock.APP_LOCK] < pins[lock.TEST_LOCK]


def _pins(text: str) -> set[str]:
    return {line.rstrip(" \\") for line in text.splitlines() if "==" in line}
