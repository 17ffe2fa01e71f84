"""What becomes of applications when people join otherwise."""

from leap.cop import _
from leap.cop.core.access import is_rest
from leap.cop.core.events import changed_names
from leap.cop.recruitment.applications.records import Applications
from plone import api
from zope.globalrequest import getRequest


def say_who_still_waits(community, event) -> None:
    """Remind whoever changes how people join that some still wait for an answer."""
    request = getRequest()
    if "join_policy" not in changed_names(event) or request is None or is_rest(request):
        return
    total = Applications(community).waiting_total()
    if total and community.join_policy != "apply":
        text = _(
            "People still waiting to hear whether they can join: "
            "${count}. They stay on the list until you answer: choose "
            "“Requests to join” on the People page.",
            mapping={"count": total},
        )
        api.portal.show_message(text, request=request)
