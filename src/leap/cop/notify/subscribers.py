"""A word to facilitators, passed on as it is."""

from leap.cop.community.naming import group_name
from leap.cop.core import lookup
from leap.cop.core.addresses import deliverable
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Mail


def pass_on_to_facilitators(event) -> None:
    """Have somebody's words brought to the facilitators."""
    besides = {"also": event.also} if event.also else {}
    outbox.after_commit(
        to_facilitators,
        event.community,
        userid=event.userid,
        text=event.text,
        **besides,
    )


@later.can_wait
def to_facilitators(
    community, site: str, userid: str, text: str, also: str = ""
) -> list[Mail]:
    """Write to the facilitators what somebody wants them to read.

    :param also: user ids of members who get it as well, one a line.
    """
    writer = lookup.shown(userid)
    reply_to = deliverable(writer.email if writer is not None else "")
    group = group_name(community)
    people = receivers.facilitators_of(community, besides=userid)
    if also:
        besides = {*also.splitlines()} - {userid}
        people |= receivers.readers_inside(community, besides)
    return [
        mails.pass_on(to, group=group, text=text, reply_to=reply_to)
        for to in people.values()
    ]
