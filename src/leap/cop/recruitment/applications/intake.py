"""The one desk where applications are handed in, by a form, a page or REST.

Together with an application somebody may name their manager. REST has the manager
asked at once: a program shows its user the mail first. A form only keeps the address
ready, for the page that shows the mail; nothing goes out before its button is pressed.
"""

from datetime import datetime
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.applications import Applied
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support


def file(
    community,
    userid: str,
    message: object,
    manager_email: object = None,
    *,
    now: datetime,
    shows_mail: bool = False,
) -> Applied:
    """Hand in an application, and a manager's address where there is one.

    :param manager_email: None where none was sent.
    :param shows_mail: whether the mail is shown first; the address is kept until then,
        and forgotten where the community does not ask for it.
    :raises Refused, NotNow, NotYours: see `applications.apply` and `support.ask`.
    """
    if manager_email is not None:
        # Before anything is kept: the refusal names the field.
        manager_email = support.manager_address(manager_email, userid)
    done = applications.apply(community, userid, message, now=now)
    if manager_email is None:
        return done
    if shows_mail:
        if support.may_ask(community, userid):
            support.prepare(community, userid, manager_email)
    # A double click sends one mail.
    elif done.is_new or support.support_of(community, userid).state == rules.NOT_ASKED:
        support.ask(community, userid, manager_email, now=now)
    return done
