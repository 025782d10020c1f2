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
    texts = {name: (PACKAGING / name).read_text("utf-8") for name in (lock.APP_LOCK, lock.TEST_LOCK)}
    pins = {name: {pin.split(" ;")[0] for pin in _pins(text)} for name, text in texts.items()}
    assert pins[lock.APP_LOCK] < pins[lock.TEST_LOCK]  # some serve the tools on more Pythons than the app


def test_the_app_brings_the_driver_of_locked_notebooks_where_there_is_a_wheel_for_every_python() -> None:
    lines = (PACKAGING / lock.APP_LOCK).read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith(f"{lock.MAY_LACK}==") and "platform_machine" in line]


def test_a_lock_without_a_package_has_all_the_others_with_their_hashes() -> None:
    text = (PACKAGING / lock.APP_LOCK).read_text("utf-8")
    shorter = lock.without(text, lock.MAY_LACK)
    gone = [line for line in text.splitlines() if line not in shorter.splitlines()]
    assert gone[0].startswith(f"{lock.MAY_LACK}==") and all(line.startswith("    ") for line in gone[1:])
    assert _pins(text) - _pins(shorter) == {gone[0].rstrip(" \\")}


def _pins(text: str) -> set[str]:
    return {line.rstrip(" \\") for line in text.splitlines() if "==" in line}
