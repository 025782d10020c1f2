"""The Network tab in a real window, and people to put into it."""

import dataclasses
from datetime import date, timedelta

import pytest

from mentee_app.domain.contacts import ContactDraft
from mentee_app.domain.people import PersonDraft
from mentee_app.ui.network.tab import NetworkTab

TODAY = date(2026, 3, 3)


@pytest.fixture
def person(desk):
    """Makes a person (id) with whom one spoke so many days ago."""

    def made(name, spoke=None, **values):
        id = desk.people.add(dataclasses.replace(PersonDraft(name=name), **values)).id
        if spoke is not None:
            desk.contacts.add(ContactDraft(id, held_on=TODAY - timedelta(days=spoke)))
        return id

    return made


@pytest.fixture
def tab(qtbot, desk):
    """Shows the tab."""

    def shown(width=1100, height=700):
        tab = NetworkTab(desk)
        qtbot.addWidget(tab)
        tab.resize(width, height)
        with qtbot.waitActive(tab):
            tab.show()
            tab.activateWindow()
        tab.take_focus()
        return tab

    return shown


def said_by(rows):
    """What a list says, row by row."""
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def choose(field, value):
    """What a person does who picks a value."""
    field.show_value(value)
    field.edited.emit()
    field.left.emit()
