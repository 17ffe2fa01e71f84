"""A person is more than an id: what hangs on a user id ends with the account.

An id is given out again, by rule or by mistake. So when an account goes, by whatever
page or plugin, everything of ours under its id is closed: each room follows
`IAccountClosed`, ends what must end, and takes the id out. Whoever gets the id later
begins with nothing; what was the person's own waits under the code.

An account that is only not found is never closed: a directory may be away.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.core import lookup
from leap.cop.core.events import AccountClosed
from leap.cop.core.people import new_code
from leap.cop.core.people import People
from leap.cop.core.settings import is_installed
from Products.PluggableAuthService.interfaces.events import IPrincipalCreatedEvent
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from zope.component import adapter
from zope.component.hooks import getSite
from zope.event import notify


def close(portal, userid: str, *, now: datetime) -> int:
    """Close everything that is kept under a user id; return how many records.

    May be called for anybody, any number of times: where nothing is kept, nothing is
    written that stays.
    """
    people = People(portal)
    code = people.code_of(userid) or new_code()
    event = AccountClosed(userid, code, now)
    notify(event)
    closed = sum(event.counts.values())
    if closed or people.is_used(code):
        people.close(userid, code, now.date())
    return closed


def close_those_deleted_meanwhile(portal, *, now: datetime) -> int:
    """Close the accounts that were deleted while that could not be done.

    For whoever installs the add-on, and for commands; return how many were closed.
    """
    people, closed = People(portal), 0
    for userid, surely in people.deleted_meanwhile().items():
        try:
            if surely or lookup.find_exactly(userid) is None:
                close(portal, userid, now=now)
                closed += 1
        except lookup.Unanswered:
            continue
        people.forget_deleted(userid)
    return closed


@adapter(IPrincipalDeletedEvent)
def close_a_deleted_account(event) -> None:
    """Close what is kept of somebody whose account was deleted.

    One source says so; as long as another one has an account with this id, the person
    is there.
    """
    portal = getSite()
    if portal is None:
        return
    try:
        if lookup.find_exactly(event.principal) is not None:
            return
    except lookup.Unanswered as away:
        # Whose own source answers, and has the account no more, is gone from there.
        if People(portal).seen_in(event.principal) in ("", *away.args):
            People(portal).note_deleted(event.principal, surely=False)
            return
    if is_installed(portal):
        close(portal, event.principal, now=datetime.now(UTC))
    else:
        People(portal).note_deleted(event.principal, surely=True)


@adapter(IPrincipalCreatedEvent)
def close_what_a_new_account_would_inherit(event) -> None:
    """Close what is still kept under the id of an account that was just made."""
    portal = getSite()
    if portal is None:
        return
    userid = event.principal.getId()
    if is_installed(portal):
        close(portal, userid, now=datetime.now(UTC))
        People(portal).forget_deleted(userid)
    elif userid in People(portal).deleted_meanwhile():
        People(portal).note_deleted(userid, surely=True)
