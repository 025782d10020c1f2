"""Waits for what must happen as long as a busy machine needs: it costs nothing where it happens at once."""

from pytestqt.qtbot import QtBot

CEILING_MS = 60_000
"""Below `faulthandler_timeout` in pyproject.toml, so that what never happens is one failed test."""


class PatientBot(QtBot):
    """A qtbot whose waits are never given up sooner than the ceiling; `wait` and `assertNotEmitted` are as they were."""

    def waitUntil(self, callback, *, timeout=0):
        super().waitUntil(callback, timeout=max(timeout, CEILING_MS))

    def waitSignal(self, signal, *, timeout=CEILING_MS, raising=None, **named):
        if raising is not False:
            timeout = max(timeout, CEILING_MS)
        return super().waitSignal(signal, timeout=timeout, raising=raising, **named)

    def waitExposed(self, widget, *, timeout=0):
        return super().waitExposed(widget, timeout=max(timeout, CEILING_MS))

    def waitActive(self, widget, *, timeout=0):
        return super().waitActive(widget, timeout=max(timeout, CEILING_MS))
