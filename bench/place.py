"""My place, of somebody in twelve communities who told two hundred stories.

Made in the copy of a data set. The menu of the page that it is measured beside says how
much waits as well, which is kept while nobody saves; the page itself asks each time.
"""

from bench import promises
from bench import works
from bench.client import Site
from bench.measure import Candidate
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import Work
from datetime import timedelta


COMMUNITIES = 12
OWN = 200


def _told(community, teller: str) -> None:
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContentInContainer

    with api.env.adopt_user(teller):
        for number in range(OWN):
            createContentInContainer(
                community,
                "leap.cop.Story",
                checkConstraints=False,
                title=f"The long table {number}",
                reflection=RichTextValue("<p>They stayed.</p>", "text/html"),
            )


def _meet(community, now) -> None:
    from leap.cop.meeting import rules
    from plone import api

    start = (now + timedelta(days=7)).replace(microsecond=0)
    made = api.content.create(
        community,
        "leap.cop.Meeting",
        title="Listening",
        timezone="Europe/London",
        start=start,
        end=start + rules.USUAL,
        location="The long room",
    )
    api.content.transition(made, "share")


def my_place(leap: Site, stock: Site) -> dict[str, Candidate]:
    """My place beside an empty page, for the same person."""
    reader = promises.PEOPLE[0]
    names = [f"place{number}" for number in range(COMMUNITIES)]
    with promises.in_domain(leap) as (portal, now):
        for name in names:
            promises.make_community(portal, name, [reader], now)
    # Anew: who somebody is, is known once a request.
    with promises.in_domain(leap) as (portal, now):
        for name in names:
            _meet(portal[name], now)
        _told(portal[names[0]], reader)
    works.expect(leap, reader, "my-place", ["The long table"])
    return {
        LEAP: works.asking(leap, reader, "my-place"),
        FLOOR: works.asking(leap, reader, "bench-empty"),
    }


WORKS = (Work("my place", "F", my_place, None, 1.25, 1.15),)
