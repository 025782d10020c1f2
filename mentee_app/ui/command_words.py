"""What the search offers besides the menus: the views inside tabs, and the buttons of the tab in front."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from mentee_app.domain.kinds import Kind
from mentee_app.i18n import _
from mentee_app.ui.search.rows import Command
from mentee_app.ui.widgets.elided_button import ElidedButton
from mentee_app.ui.window.window import MainWindow


def views(window: MainWindow) -> list[Command]:
    """The views that stand behind a tab, each to be shown from anywhere."""
    from mentee_app.ui.network.tab import View

    named: tuple[tuple[str, str, Kind, Any], ...] = (
        (_("Advice: Questions"), _("compare side by side differ"), Kind.ADVICE, Kind.QUESTIONS),
        (_("Advice: Challenges"), _("dare accept decline finished"), Kind.ADVICE, Kind.CHALLENGES),
        (_("Network: People"), _("contacts spoke today keep in touch"), Kind.CONTACTS, View.PEOPLE),
        (_("Network: Coverage"), _("areas blanks grid nobody"), Kind.CONTACTS, View.COVERAGE),
        (_("Network: Picture"), _("map diagram graph"), Kind.CONTACTS, View.PICTURE),
    )
    return [Command(words, "", partial(_show, window, kind, view), also) for words, also, kind, view in named]


def buttons(window: MainWindow, known: Sequence[Command]) -> list[Command]:
    """What the buttons of the tab in front do, as far as each says something that no other and no menu says."""
    shown = [(_plain(each.text()), each.accessibleName()) for each in _shown(window)]
    count = Counter(words for words, _name in shown) + Counter(each.words for each in known)
    return [
        Command(words, "", partial(_press, window, words), name, quiet=True)
        for words, name in shown
        if count[words] == 1
    ]


def _show(window: MainWindow, kind: Kind, view: Any) -> None:
    window.show_tab(kind)
    window.tab_of(kind).show_view(view)


def _shown(window: MainWindow) -> list[QAbstractButton]:
    tab = window.tab(window.tabs.currentIndex())
    return [each for each in tab.findChildren(QAbstractButton) if _can_be_pressed(each)]


def _can_be_pressed(button: QAbstractButton) -> bool:
    """Choices and menus are left out, and what opens a kept thing: that is found by its own words."""
    if not button.text() or button.isCheckable() or isinstance(button, ElidedButton):
        return False
    if isinstance(button, QPushButton | QToolButton) and button.menu():
        return False
    return button.isVisible() and button.isEnabled()


def _press(window: MainWindow, words: str) -> None:
    """The tab may have been drawn anew since the button was offered."""
    button = next((each for each in _shown(window) if _plain(each.text()) == words), None)
    if button is not None:
        button.click()


def _plain(text: str) -> str:
    return re.sub("&(.)", r"\1", text)
