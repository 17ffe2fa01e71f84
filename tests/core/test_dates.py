"""Days and moments as people write them, in four languages and on the site's clock."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import UTC
from leap.cop.core import dates
from plone import api

import pytest


LATE = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(integration):
    api.portal.set_registry_record("plone.portal_timezone", "Europe/Sofia")


@pytest.mark.parametrize(
    "language, day, month",
    [
        ("en", "3 November 2026", "November 2026"),
        ("bg", "3 ноември 2026", "ноември 2026"),
        ("ro", "3 noiembrie 2026", "noiembrie 2026"),
        ("nl", "3 november 2026", "november 2026"),
        ("pt-br", "3 novembro 2026", "novembro 2026"),
        ("tlh", "3 November 2026", "November 2026"),
    ],
)
def test_each_language_says_it(language, day, month):
    assert dates.day(LATE, language) == day
    assert dates.days(language)(LATE) == day
    assert dates.moment(LATE, language) == f"{day}, 01:30"
    assert dates.month(LATE, language) == month


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", "Tuesday 3 November 2026"),
        ("bg", "вторник, 3 ноември 2026"),
        ("ro", "marți, 3 noiembrie 2026"),
        ("nl", "dinsdag 3 november 2026"),
    ],
)
def test_a_day_of_the_week(language, said):
    assert dates.day_of_the_week(LATE, language) == said


@pytest.mark.parametrize("when", [date(2026, 11, 2), datetime(2026, 11, 2, 23, 30)])
def test_what_names_no_zone_is_on_the_clock_here(when):
    assert dates.day(when, "en") == "2 November 2026"


def test_a_moment_of_zope_s_is_turned_to_the_clock_here():
    assert dates.moment(DateTime("2026/11/02 23:30:00 GMT+0"), "en") == (
        "3 November 2026, 01:30"
    )


def test_a_site_that_writes_its_dates_in_a_way_of_its_own():
    """Any administrator can say so; our pages follow like all others."""
    name = "Products.CMFPlone.i18nl10n.override_dateformat"
    api.portal.set_registry_record(f"{name}.Enabled", True)
    api.portal.set_registry_record(f"{name}.date_format_short", "%d/%m/%y")
    api.portal.set_registry_record(f"{name}.date_format_long", "%d/%m/%y %H.%M")
    assert dates.day(LATE) == "03/11/26"
    assert dates.moment(LATE) == "03/11/26 01.30"


def test_a_list_asks_for_the_clock_once(monkeypatch):
    asked = []
    monkeypatch.setattr(dates, "default_timezone", lambda **_: asked.append(1) or UTC)
    write = dates.days("en")
    assert [write(LATE.replace(day=day)) for day in (2, 3)] == [
        "2 November 2026",
        "3 November 2026",
    ]
    assert len(asked) == 1
