"""What an invitation is, when it still counts, and whom it is for. Pure, no Zope.

An invitation is for a user of the site or for a mail address. It waits for an answer
(`open`), was accepted by somebody without an account (`waiting`), brought somebody in
(`accepted`), or was answered with *not now* (`not_now`). One that is taken back is not
kept. Age is no state: it is looked at whenever a token is used.
"""

from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


OPEN = "open"
WAITING = "waiting"
ACCEPTED = "accepted"
NOT_NOW = "not_now"

#: Those in which a token leads somewhere.
ALIVE = (OPEN, WAITING)

ACCEPT = "accept"
DECLINE = "decline"
ANSWERS = (ACCEPT, DECLINE)

#: How somebody was reached (the guide, phase 1: inviting members).
CHANNELS = ("face_to_face", "telephone", "mail", "letter", "network")

#: The languages in which mails and letters are written.
LANGUAGES = ("en", "bg", "ro", "nl")

#: How long a token works after it was sent, unless the organisation decides otherwise.
LIFE = timedelta(days=30)

#: The longest that it can decide: it counts for invitations that are out already.
LONGEST_LIFE = timedelta(days=180)

#: What an answer to one token means for whoever holds it.
FOR_YOU = "for_you"
LOG_IN = "log_in"
NOT_FOR_YOU = "not_for_you"

#: The longest name of somebody who is invited, in characters.
MAX_NAME = 100


class Invitation(NamedTuple):
    """One invitation. Moments are aware, in UTC."""

    id: str
    userid: str
    email: str
    name: str
    channel: str
    language: str
    by: str
    made: datetime
    sent: datetime
    state: str = OPEN
    answered: datetime | None = None
    #: Named by an address, which people write into their profiles themselves: the token
    #: alone proves who that is, and asking to join does not cross with it.
    by_address: bool = False

    @property
    def target(self) -> str:
        """Whom it is for, as one key."""
        return f"user:{self.userid}" if self.userid else f"mail:{self.email}"


def expires(row: Invitation, life: timedelta) -> datetime:
    """Return the moment from which on its token leads nowhere."""
    return row.sent + life


def is_too_old(row: Invitation, now: datetime, life: timedelta) -> bool:
    """Tell whether an invitation waited too long for an answer."""
    return row.state in ALIVE and now >= expires(row, life)


def counts(row: Invitation, now: datetime, life: timedelta) -> bool:
    """Tell whether its token still leads somewhere."""
    return row.state in ALIVE and now < expires(row, life)


def for_whom(row: Invitation, userid: str | None) -> str:
    """Tell what an invitation is to whoever holds its token.

    :param userid: who is logged in, None for nobody.
    """
    if not row.userid or row.userid == userid:
        return FOR_YOU
    return LOG_IN if userid is None else NOT_FOR_YOU
