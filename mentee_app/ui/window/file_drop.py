"""What is dropped onto the window: one file or folder of this computer."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def file_of(event: QDropEvent) -> Path | None:
    """The one file that is carried; None for several, and for what is no file of this computer."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
