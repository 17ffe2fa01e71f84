"""Moments and people of the tests of who comes and whose turn it is."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from plone import api
from tests.conftest import NOW

import transaction


def ago(**how_long) -> datetime:
    """Return a moment in the past, on a whole minute."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return now - timedelta(**how_long)


def leave(site, userid: str) -> None:
    """Let somebody leave."""
    transaction.begin()
    Membership(site["tuesday"]).remove(userid, now=datetime.now(UTC))
    transaction.commit()


def pause(site, userid: str, paused: bool = True, now=None) -> None:
    """Pause somebody, or let them in again."""
    transaction.begin()
    membership = Membership(site["tuesday"])
    act = membership.pause if paused else membership.resume
    act(userid, now=now or datetime.now(UTC), by_site=True)
    transaction.commit()


def let_wait(site, userid: str, waits: bool = True, now=None) -> None:
    """Let somebody wait for their own answer to the agreement."""
    transaction.begin()
    Membership(site["tuesday"]).let_wait(userid, waits, now=now or datetime.now(UTC))
    transaction.commit()


def join(site, userid: str, name: str, role: str = "member", now=NOW) -> None:
    """Make somebody with an account, who belongs since some day."""
    transaction.begin()
    with api.env.adopt_roles(["Manager"]):
        api.user.create(
            username=userid,
            email=f"{userid}@example.org",
            password="Circle!Of!Practice",
            properties={"fullname": name},
        )
    Membership(site["tuesday"]).add(userid, role, now=now)
    transaction.commit()
