"""Faults of disk, folder and network are told in one sentence."""

import errno
import os

import pytest

import stop


@pytest.mark.parametrize(
    ("output", "begins"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full."),
        ("Error: [Errno 13] Permission denied: '/x/.venv'", "/x cannot be written."),
        ("WARNING: Retrying ... Temporary failure in name resolution", "The packages could not be fetched"),
        ("ERROR: No matching distribution found for typst==1", "A package could not be fetched."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "A fetched package is not the one"),
        ("noise\nERROR: something new\nnoise", "Python could not install the packages: ERROR: something new"),
        ("", "Python could not install the packages: it gave no reason"),
    ],
)
def test_a_failed_tool_is_told_in_one_sentence(output: str, begins: str) -> None:
    assert stop.sentence_for_output("install the packages", output, "/x").startswith(begins)


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EROFS, "/x cannot be written."),
        (errno.EACCES, "/x cannot be written."),
        (errno.EIO, "The start could not go on: /x: "),
    ],
)
def test_a_fault_of_the_file_system_is_told_in_one_sentence(number: int, begins: str) -> None:
    assert stop.sentence_for(OSError(number, os.strerror(number), "/x")).startswith(begins)
