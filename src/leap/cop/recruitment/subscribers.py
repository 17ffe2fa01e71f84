"""What follows when a community asks for less, changes how people join, or goes."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.core.access import is_rest
from leap.cop.recruitment import support
from leap.cop.recruitment import support_links
from leap.cop.recruitment.applications import Applications
from leap.cop.recruitment.applications import DECLINE
from plone import api
from plone.uuid.interfaces import IUUID
from zope.globalrequest import getRequest


#: Ways in on which a community asked for something: whoever facilitators themselves
#: put on the way in stays there until they say so.
_ASKED_FOR = frozenset({"application", "open", "invitation"})


def _changed(event) -> set[str]:
    return {
        name.rpartition(".")[2]
        for description in event.descriptions
        for name in getattr(description, "attributes", ())
    }


def go_on_when_less_is_asked_for(community, event) -> None:
    """Let those in who waited for what nobody asks for any more."""
    if "requires_manager_support" not in _changed(event):
        return
    if support.asks_for_support(community):
        return
    membership = Membership(community)
    for userid in membership.ids_in_role(community_rules.CANDIDATE):
        running = community_rules.current(membership.history(userid))
        if running is not None and running.how in _ASKED_FOR:
            joining.go_on(community, userid, now=datetime.now(UTC))


def say_who_still_waits(community, event) -> None:
    """Remind whoever changes how people join that some still wait for an answer."""
    request = getRequest()
    if "join_policy" not in _changed(event) or request is None or is_rest(request):
        return
    total = Applications(community).waiting_total()
    if total and community.join_policy != "apply":
        text = _(
            "People who asked to come in and still wait: ${count}. They stay on the "
            "list until you answer: choose under What you can do next.",
            mapping={"count": total},
        )
        api.portal.show_message(text, request=request)


def forget_support_of_somebody_who_left(event) -> None:
    """Forget a manager's word when the membership ends, or nobody waits any more."""
    support.forget(event.community, event.userid, now=datetime.now(UTC))


def forget_support_of_somebody_who_does_not_come(event) -> None:
    """Let a manager's link lead nowhere after the facilitators said: not now."""
    if event.decision == DECLINE:
        support.forget(event.community, event.userid, now=datetime.now(UTC))


def erase_a_person(event) -> None:
    """Take a person out of what was asked and answered, here and in each community."""
    event.counts["applications without a name"] = sum(
        Applications(community).forget_person(event.userid)
        for community in all_communities()
    )
    event.counts["words of managers erased"] = sum(
        support.forget_person(community, event.userid)
        for community in all_communities()
    )


def drop_links_of_a_removed_community(community, event) -> None:
    """Let no manager's link lead to a community that is gone."""
    if event.object is community:
        support_links.drop_all_of(IUUID(community))
