"""An agreement: what a group promises each other, with an address and an audience.

The content has a title and one line. What people write in it are records.
"""

from leap.cop import _
from leap.cop.core.content import Confidential
from leap.cop.core.content import Uncatalogued
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.roles import follows
from leap.cop.core.shipped import COMMUNITY
from plone import api
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


#: Annotation of the community: the id of its agreement, found without a query.
KEY = "leap.cop.agreement"

PORTAL_TYPE = "leap.cop.Agreement"

#: The permission to begin one.


class IAgreement(model.Schema, IMadeByCommunity):
    """The rules of confidentiality that a group made for itself."""

    one_line = schema.TextLine(
        title=_("In one line"),
        description=_(
            "Shown above your meetings and stories, for example: “What is said here "
            "stays here.” Leave empty to show nothing."
        ),
        required=False,
        max_length=140,
    )


@follows(COMMUNITY)
@implementer(IAgreement)
class Agreement(Uncatalogued, Confidential, Item):
    """The one agreement of a community."""

    def _notifyOfCopyTo(self, container, op=0):
        """Stay: people said yes to it here."""
        if op == 0:
            raise NotNow(_("An agreement cannot be copied: each group writes its own."))
        return super()._notifyOfCopyTo(container, op=op)


def find_agreement(community):
    """Return the agreement of a community, None where there is none."""
    known = IAnnotations(community).get(KEY)
    return community._getOb(known, None) if known else None


def seen_agreement(community):
    """Return the agreement of a community, None where the reader sees none.

    One look-up by its id: it stands above each story, and nothing is searched.
    """
    found = find_agreement(community)
    if found is None or not api.user.has_permission("View", obj=found):
        return None
    return found


def one_line_of(community) -> str:
    """Return the one line above what a community shares with itself, empty for none."""
    found = seen_agreement(community)
    return (found.one_line or "") if found is not None else ""
