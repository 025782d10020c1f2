"""What is said below the coverage about the area the keys are at: who is wanted, and, where it is blank, where to look."""

import json
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mentee_app import paths
from mentee_app.i18n import _, ngettext
from mentee_app.ui.style import theme
from mentee_app.ui.style.icons import icon
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.flow import FlowLayout
from mentee_app.ui.widgets.fold import Fold
from mentee_app.ui.widgets.heading import caption, section


class BlankArea(QWidget):
    """Prompts for an area without anybody; for a covered one they wait behind a heading."""

    ask_wanted = Signal()
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = section("")
        self._title.setWordWrap(True)
        self._needs = PlainLabel("", wrap=True)
        ask = QPushButton(icon("ask"), _("What am I asking for?"))
        ask.clicked.connect(self.ask_wanted)
        new = QPushButton(icon("add"), _("New person"))
        new.clicked.connect(self.new_wanted)
        buttons = FlowLayout()
        buttons.addWidget(ask)
        buttons.addWidget(new)
        self.where = Fold(_("Where to look"), _places())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GROUP)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._title)
        column.addWidget(self._needs)
        column.addLayout(buttons)
        column.addWidget(self.where)
        column.addStretch(1)

    def show_area(self, name: str, needs: Sequence[str], count: int) -> None:
        """Say what is wanted in this area, which so many people cover; where nobody does, show where to look."""
        words = ngettext("{area}: {count} person", "{area}: {count} people", count)
        title = words if count else _("{area}: nobody yet")
        self._title.setText(title.format(area=name, count=f"{count:n}"))
        lines = [_("What you want there:"), *(f"•  {need}" for need in needs)] if needs else []
        self._needs.setText("\n".join(lines))
        self._needs.setVisible(bool(needs))
        self.where.set_open(not count)


def _places() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(theme.GROUP, 0, 0, 0)
    column.setSpacing(theme.UNIT)
    column.addWidget(caption(_("The best practice you need may live in an industry that is not yours.")))
    for text in places():
        column.addWidget(PlainLabel(f"•  {text}", wrap=True))
    return box


def places() -> list[str]:
    """Each place to look in, as a question or a hint, in the person's language."""
    return [_(text) for text in _texts()]


@cache
def _texts() -> tuple[str, ...]:
    found = json.loads(paths.resource("network/prompts.json").read_text("utf-8"))
    return tuple(entry["text"] for entry in found["places"])
