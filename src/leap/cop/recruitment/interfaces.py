"""What this room's parts, and the database, call things by."""

from leap.cop.core.interfaces import IMadeByCommunity


class IFormInCommunity(IMadeByCommunity):
    """An easyform below a community: it follows the community's rules, not the site's.

    Set when a form comes below a community, by whatever way, and kept when the add-on
    is taken out: what was private must not fall back to the site's default workflow.
    """
