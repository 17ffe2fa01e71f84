"""How whoever invites is named, to somebody who may not see the community."""

from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.recruitment import names_in_mails
from leap.cop.recruitment.invitations.rules import Invitation
from plone import api


def inviting_person(community, row: Invitation, language: str = "") -> str:
    """Return the name of who invites; empty for somebody who facilitates no more.

    On one line, and short: it stands in mails.

    :param language: of the mail, or of whoever reads the page.
    """
    membership = Membership(community)
    if membership.role_of(row.by) != community_rules.FACILITATOR:
        return ""
    name = membership.name_in_profile(row.by)
    language = language or api.portal.get_current_language()
    return names_in_mails.person(name, row.by, language) if name else ""
