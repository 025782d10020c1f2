"""A terminal of our own to type on, or the reason why there is none."""

import pytest


def opened() -> tuple[int, int]:
    """Our end of a new terminal and theirs; skips where this machine makes none (no /dev/pts, Windows)."""
    try:
        import pty

        return pty.openpty()
    except (ImportError, OSError) as fault:
        pytest.skip(f"no terminal can be made here: {fault}")
