"""The ready-list: what to be sure of before asking, each with a tick that is kept."""

import dataclasses
import json
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mentee_app.domain.requests import RequestDraft
from mentee_app.i18n import _
from mentee_app.queries import kept
from mentee_app.trouble import Trouble
from mentee_app.ui.desk.desk import Desk
from mentee_app.ui.style import theme
from mentee_app.ui.style.plain import PlainLabel
from mentee_app.ui.widgets.heading import caption
from mentee_app.wizard.instrument import Outcome


class ReadyList(QWidget):
    """The list of one outcome for one request (id)."""

    def __init__(self, desk: Desk, outcome: Outcome, request: int) -> None:
        super().__init__()
        self._desk = desk
        self._request = request
        self.ticks: dict[str, Tick] = {}
        self._count = caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HALF)
        for entry in outcome.ready:
            tick = Tick(_(entry.text))
            tick.box.clicked.connect(partial(self._on_clicked, entry.id))
            column.addWidget(tick)
            self.ticks[entry.id] = tick
        column.addWidget(self._count)
        self.reload()

    def reload(self) -> None:
        """Show what is ticked."""
        ticked = self._ticked()
        for entry, tick in self.ticks.items():
            tick.box.setChecked(entry in ticked)
        count = sum(entry in ticked for entry in self.ticks)
        self._count.setText(_("{count} of {all}").format(count=count, all=len(self.ticks)))

    def _ticked(self) -> list[str]:
        found = kept.one(RequestDraft, self._request)
        stored = json.loads(found.draft.ready) if found else []
        return stored if isinstance(stored, list) else []

    def _on_clicked(self, entry: str) -> None:
        ticked = self.ticks[entry].box.isChecked()
        others = [each for each in self._ticked() if each != entry]
        requests = self._desk.requests
        try:
            now = requests.current(self._request)
            ready = json.dumps([*others, entry] if ticked else others)
            requests.save(now, dataclasses.replace(now.draft, ready=ready), origin=self)
        except Trouble as trouble:
            self._desk.notices.failed.emit(trouble.sentence)
        else:
            self._desk.notices.saved.emit()
        self.reload()


class Tick(QWidget):
    """A box to tick with a text that wraps; a click on the text ticks too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        label = PlainLabel(text, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
