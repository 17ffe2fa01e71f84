"""What happens to a round when it is made."""

from leap.cop.consent.base import strip_owner
from Persistence import PersistentMapping
from plone import api


def begin_round(content, event) -> None:
    """Let a new round be nobody's property, and for facilitators alone."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(content)
    if api.content.get_state(content, "private") != "private":
        # It came ready-made, as a file of Zope's own or inside of something bigger.
        content.workflow_history = PersistentMapping()
        api.portal.get_tool("portal_workflow").notifyCreated(content)
