"""The site that is voted on: 200 people in one circle, and rounds that wait for dots.

Made once, by a process of its own (`python -m tests.load.site <home>`), because Zope
can be started only once in a process; what is tested works on copies of its database.
"""

from datetime import datetime
from datetime import UTC
from pathlib import Path
from tests.load.people import DOTS
from tests.load.people import MOST

import json
import sys


SITE = "cop"
CIRCLE = "circle"
FACILITATOR = "facilitator"
PASSWORD = "Circle!Of!Practice"
THEMES = 6
#: Rounds that are open for votes, by a name and secrecy; each test has its own.
NAMES = ("calm", "closing", "killed")
SECRECIES = ("named", "secret")
#: Communities with an agreement that nobody has answered; each test has its own.
PROMISES = ("calm", "two hands", "newer", "same clause", "killed")
#: The meeting of the circle, that nobody has answered.
MEETING = "meeting"
ADMINISTRATOR = "siteadmin"
#: The file that tells where they stand.
ROUNDS = "rounds.json"
PEOPLE = tuple(f"person{number:03}" for number in range(1, 201))
#: Who answers an agreement.
TWENTY = PEOPLE[:20]


def make(home: Path) -> None:
    """Make it in the instance that is configured in this folder."""
    from plone import api
    from plone.distribution.api import site as sites
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest
    from Zope2.Startup.run import make_wsgi_app

    import transaction
    import Zope2

    make_wsgi_app({}, str(home / "etc" / "zope.conf"))
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    with api.env.adopt_roles(["Manager"]):
        answers = {
            "site_id": SITE,
            "title": "Our intranet",
            "description": "",
            "default_language": "en",
            "portal_timezone": "Europe/London",
            "setup_content": False,
        }
        portal = sites.create(app, "classic", answers)
        setSite(portal)
        for profile in ("collective.easyform", "plone.restapi", "leap.cop"):
            name = f"profile-{profile}:default"
            portal.portal_setup.runAllImportStepsFromProfile(name)
        for userid in (*PEOPLE, FACILITATOR, ADMINISTRATOR):
            api.user.create(
                username=userid, email=f"{userid}@example.org", password=PASSWORD
            )
        api.user.grant_roles(username=ADMINISTRATOR, roles=["Site Administrator"])
        community = make_community(portal, CIRCLE, PEOPLE)
        groups = {
            name: make_community(portal, name.replace(" ", "-"), TWENTY)
            for name in PROMISES
        }
    transaction.commit()
    with api.env.adopt_user(FACILITATOR):
        rounds = {
            f"{name}-{secrecy}": open_round(community, secrecy)
            for name in NAMES
            for secrecy in SECRECIES
        }
        for name, group in groups.items():
            rounds[name] = put_in_force(group)
        rounds[MEETING] = plan_meeting(community)
    transaction.commit()
    (home / ROUNDS).write_text(json.dumps(rounds), encoding="utf-8")
    Zope2.DB.close()


def make_community(portal, name: str, people: tuple[str, ...]):
    """Make a community that its people and their facilitator see."""
    from leap.cop.community.membership import Membership
    from plone import api

    community = api.content.create(
        portal,
        "leap.cop.Community",
        id=name,
        title="The circle",
        short_name="Circle",
        country="GB",
        safeguarding_contact="Sam Reed, 01632 960001, weekdays 9 to 17",
    )
    now = datetime.now(UTC)
    membership = Membership(community)
    membership.add(FACILITATOR, "facilitator", now=now)
    for userid in people:
        membership.add(userid, "member", now=now)
    api.content.transition(community, "share")
    return community


def put_in_force(community) -> dict:
    """Have everybody of a community wait for the own answer; give where to answer."""
    from leap.cop.agreement import clauses
    from leap.cop.agreement import rules
    from leap.cop.agreement import versions
    from leap.cop.agreement import waiting
    from plone import api

    now = datetime.now(UTC)
    community.requires_agreement = True
    made = api.content.create(community, "leap.cop.Agreement", title="Ours")
    api.content.transition(made, "share")
    clause = clauses.add(made, "What is said here stays here.", "", by=FACILITATOR)
    clauses.place(made, clause, by=FACILITATOR, rev=1, goes_in=True)
    versions.put_in_force(
        made,
        by=FACILITATOR,
        now=now,
        digest=clauses.next_digest(made),
        change=rules.MATERIAL,
        effective=waiting.site_day(now),
        language="en",
        channel="rest",
    )
    return {"path": "/".join(made.getPhysicalPath()), "clause": clause.id}


def plan_meeting(community) -> dict:
    """Plan a meeting with less room than people; give where it is."""
    from datetime import timedelta
    from plone import api

    start = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=9)
    made = api.content.create(
        community,
        "leap.cop.Meeting",
        title="Meeting",
        timezone="Europe/London",
        start=start,
        end=start + timedelta(hours=3),
        room_for=12,
    )
    api.content.transition(made, "share")
    return {"path": "/".join(made.getPhysicalPath())}


def open_round(community, secrecy: str) -> dict:
    """Open a round as its facilitator; give its path and the ids of its themes."""
    from leap.cop.topic import grouping
    from leap.cop.topic import phases
    from leap.cop.topic import rules
    from plone import api

    made = api.content.create(
        community,
        "leap.cop.TopicRound",
        title=f"What next ({secrecy})?",
        dots=DOTS,
        max_per_theme=MOST,
        secrecy=secrecy,
    )
    api.content.transition(made, "share")
    now = datetime.now(UTC)
    themes = [
        grouping.add_theme(made, f"Theme {number}", now=now).id
        for number in range(1, THEMES + 1)
    ]
    phases.go_to(made, rules.VOTING, now=now)
    return {"path": "/".join(made.getPhysicalPath()), "themes": themes}


if __name__ == "__main__":
    make(Path(sys.argv[1]))
