"""Keeps what is in memory from being written to a file, or handed to a crash reporter, when the process dies of a fault."""

import os
import sys
from contextlib import suppress

_NONE_AT_ALL = 1
"""Bytes. Linux writes no core so small, and it is the one limit that also holds where cores are piped to a program, which
0 does not (fs/coredump.c)."""


def leave_none() -> None:
    """For this process and those that it starts; some microseconds. Where it cannot be had, the program runs without.

    Linux is also told that no kind of memory belongs in a core, whoever lifts the limit again. The process stays
    "dumpable": desktops answer no file dialog and no question about colours to one that is not (xdg-desktop-portal #785).
    """
    if os.name == "nt":
        _ask_windows()
        return
    import resource

    with suppress(OSError, ValueError):
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        wanted = _NONE_AT_ALL if sys.platform.startswith("linux") else 0
        resource.setrlimit(
            resource.RLIMIT_CORE, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
        )
    if sys.platform.startswith("linux"):
        with suppress(OSError), open("/proc/self/coredump_filter", "w", encoding="ascii") as kinds:
            kinds.write("0")


def _ask_windows() -> None:
    """No report with a piece of memory is made of this process."""
    import msvcrt

    wanted = msvcrt.SEM_NOGPFAULTERRORBOX | msvcrt.SEM_FAILCRITICALERRORS  # type: ignore[attr-defined,unused-ignore]
    msvcrt.SetErrorMode(wanted)  # type: ignore[attr-defined,unused-ignore]
