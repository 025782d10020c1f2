"""Days and times: said the way people say them, read the way people type them, in any locale."""

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QLocale

from mentee_app.ui.widgets import days

TODAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def locale():
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("name", "typed", "day"),
    [
        ("en_US", "3/4/26", date(2026, 3, 4)),
        ("en_US", "3/4/2026", date(2026, 3, 4)),
        ("en_GB", "3/4/26", date(2026, 4, 3)),
        ("de_DE", "4.3.2026", date(2026, 3, 4)),
        ("de_DE", "04.03.26", date(2026, 3, 4)),
        ("de_DE", "4.3.", date(2026, 3, 4)),
        ("ja_JP", "2026/3/4", date(2026, 3, 4)),
        ("C", "2026-03-04", date(2026, 3, 4)),
        ("ko_KR", "2026-05-05", date(2026, 5, 5)),
        ("en_US", "tomorrow", date(2026, 3, 4)),
        ("en_GB", "4 Mar 2026", date(2026, 3, 4)),
        ("en_US", "5 dec", date(2026, 12, 5)),
        ("en_US", "dec 5", date(2026, 12, 5)),
        ("en_US", "5 December 2026", date(2026, 12, 5)),
        ("en_GB", "December 5th, 2027", date(2027, 12, 5)),
        ("en_GB", "5 Sept", date(2026, 9, 5)),
        ("en_GB", "fri", date(2026, 3, 6)),
        ("en_GB", "tuesday", date(2026, 3, 10)),
        ("en_GB", "sat 5 dec", date(2026, 12, 5)),
        ("de_DE", "5. dez", date(2026, 12, 5)),
        ("de_DE", "5 dec", date(2026, 12, 5)),
        ("de_DE", "Freitag", date(2026, 3, 6)),
        ("fr_FR", "5 déc.", date(2026, 12, 5)),
        ("fr_FR", "mar", date(2026, 3, 10)),
        ("fr_FR", "5 mar", date(2026, 3, 5)),
        ("es_ES", "5 de diciembre de 2026", date(2026, 12, 5)),
    ],
)
def test_a_day_is_read_in_the_order_of_the_locale(name, typed, day):
    QLocale.setDefault(QLocale(name))
    assert days.read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-02-30", "31.4.2026", "0226-03-01", "1", "a", "", "99999-01-01", "1.2.3.4"),
        *("1.1.99999999999", "99999999999/1", "5 dec 99999999999", "1" * 5000, "٩" * 30 + " dec"),
        *("31 feb", "5 ma", "dec", "5 fri", "fri 5 dec", "5 dec jan", "5 foo"),
    ],
)
def test_a_day_that_does_not_exist_is_not_guessed(typed):
    QLocale.setDefault(QLocale("de_DE"))
    with pytest.raises(ValueError):
        days.read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 11, 23), "5 jan", date(2027, 1, 5)),
        (date(2026, 11, 23), "5.1.", date(2027, 1, 5)),
        (date(2026, 11, 23), "5 mar", date(2026, 3, 5)),
        (date(2026, 1, 4), "20 dec", date(2025, 12, 20)),
        (date(2026, 3, 3), "20 dec", date(2026, 12, 20)),
    ],
)
def test_a_day_without_a_year_is_of_this_one_but_not_across_new_year(today, typed, day):
    QLocale.setDefault(QLocale("de_DE"))
    assert days.read_day(typed, today) == day


def test_what_a_field_shows_can_be_read_again_in_every_locale():
    unread = []
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        QLocale.setDefault(locale)
        moment = datetime(2026, 11, 23, 14, 5)
        try:
            day = days.read_day(days.short(moment.date()), TODAY)
            clock = days.read_time(days.typed_clock(moment))
        except ValueError:
            unread.append(locale.name())
            continue
        if (day, clock) != (moment.date(), time(14, 5)):
            unread.append(locale.name())
    assert unread == []


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:30", time(14, 30)),
        ("9", time(9)),
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("0930", time(9, 30)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, clock):
    assert days.read_time(typed) == clock


@pytest.mark.parametrize("typed", ["25:00", "12:60", "13 pm", "noon", ""])
def test_a_time_that_does_not_exist_is_not_guessed(typed):
    with pytest.raises(ValueError):
        days.read_time(typed)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 3), "today"),
        (date(2026, 3, 4), "tomorrow"),
        (date(2026, 3, 2), "yesterday"),
        (date(2026, 3, 7), "Saturday"),
        (date(2026, 5, 5), "Tue 5 May"),
        (date(2025, 3, 3), "3 Mar 2025"),
    ],
)
def test_days_are_said_as_people_say_them(day, said):
    QLocale.setDefault(QLocale("en_GB"))
    assert days.spoken(day, TODAY) == said


def test_how_far_away_a_day_is():
    assert days.distance(date(2026, 3, 17), TODAY) == "in 2 weeks"
    assert days.distance(date(2026, 2, 10), TODAY) == "3 weeks ago"
    assert days.distance(date(2024, 3, 3), TODAY) == "2 years ago"
