"""Gives a dialog the size it wants, and no more than the screen has."""

from PySide6.QtWidgets import QDialog

from mentee_app.ui.style import theme


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Make it `width` by `height` (device-independent pixels at 100 % zoom), or nine tenths of the screen."""
    room = dialog.screen().availableGeometry()
    dialog.resize(
        min(theme.scaled(width), room.width() * 9 // 10), min(theme.scaled(height), room.height() * 9 // 10)
    )
