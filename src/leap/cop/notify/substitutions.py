"""What content rules and mails of the site can say of our content: hardly anything.

Whoever sets up a rule writes a mail with variables in it, and may send it anywhere. Of
our content each stock variable that would tell words, people, moments or decisions is
empty; what stands for a name is the short, neutral name of the community. The person
logged in is left out as well: who that is, is who told the story.
"""

from leap.cop import _
from leap.cop.community.naming import group_name
from leap.cop.core.containment import community_of
from plone.stringinterp.interfaces import IStringSubstitution
from zope.interface import implementer


#: Stock variables that say nothing of our content.
EMPTY = (
    "description",
    "subject",
    "keywords",
    "rights",
    "creator",
    "creator_fullname",
    "creator_email",
    "creators",
    "creators_emails",
    "contributors",
    "contributors_emails",
    "owner_emails",
    "user_email",
    "user_fullname",
    "user_id",
    "change_comment",
    "change_title",
    "change_type",
    "change_authorid",
    "review_state",
    "review_state_title",
    "created",
    "effective",
    "expires",
    "modified",
)

#: Stock variables that give the neutral name instead.
NEUTRAL = ("title", "parent_title")


@implementer(IStringSubstitution)
class Said:
    """A text that is known already."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self) -> str:
        return self.text


# Functions, so that the list of variables does not show each of them twice.


def nothing(context) -> Said:
    """Say nothing."""
    return Said("")


def neutral_name(context) -> Said:
    """Say the short name of the community around."""
    return Said(Community(context)())


@implementer(IStringSubstitution)
class Community:
    """The short name of the community."""

    category = _("Communities of practice")
    description = _("Short name of the community")

    def __init__(self, context) -> None:
        self.community = community_of(context)

    def __call__(self) -> str:
        return group_name(self.community) if self.community is not None else ""


class CommunityAddress(Community):
    """The address of the community."""

    description = _("Address of the community")

    def __call__(self) -> str:
        return self.community.absolute_url() if self.community is not None else ""
