"""What this room's parts, and the database, call things by."""

from collective.easyform.interfaces import IAction
from leap.cop import _
from leap.cop.core.interfaces import IMadeByCommunity
from zope import schema


class IFormInCommunity(IMadeByCommunity):
    """An easyform below a community: it follows the community's rules, not the site's.

    Set when a form comes below a community, by whatever way, and kept when the add-on
    is taken out: what was private must not fall back to the site's default workflow.
    """


class ICopAction(IAction):
    """An action of ours."""

    community = schema.Choice(
        title=_("Community"),
        description=_(
            "The community that gets the answers. A form inside a community always "
            "sends them to that one."
        ),
        vocabulary="leap.cop.form_communities",
        required=False,
    )
