"""A community of practice: what it is for, how one joins, how far stories may go."""

from functools import partial
from leap.cop import _
from leap.cop.community import groups
from leap.cop.community.fields import Aims
from leap.cop.community.fields import Picture
from leap.cop.community.fields import UserId
from leap.cop.community.fields import WebAddresses
from leap.cop.community.records import CommunityPicture
from leap.cop.community.rules import Preset
from leap.cop.community.rules import PRESET_FIELDS
from leap.cop.community.rules import PRESETS
from leap.cop.core import settings
from leap.cop.core.content import ConfidentialContainer
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import ICommunityContext
from leap.cop.core.permissions import ADD_STORY
from leap.cop.core.rich_text import CleanText
from leap.cop.core.rich_text import KeptClean
from leap.cop.core.roles import follows
from leap.cop.core.shipped import COMMUNITY
from leap.cop.media.records import Kept
from plone.autoform import directives
from plone.supermodel import model
from Products.CMFCore.permissions import AddPortalContent
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant


MAX_TEXT = 50_000

#: Rich text is HTML and nothing else; the form needs no choice of formats then.
HTML = ("text/html",)


#: The permission by which facilitators change who belongs.
MANAGE_MEMBERS = "leap.cop.community.manage_members"


#: Who prepares what a community makes besides stories, in every state; each type asks a
#: permission of its own.
WHO_PREPARES = frozenset({"CoP Facilitator", "Manager", "Site Administrator"})

#: Who may add at most, in states in which anybody may.
WHO_ADDS = {
    "community": {"CoP Member", "CoP Facilitator", "CoP Waiting"},
    "public": {"CoP Member", "CoP Facilitator", "CoP Waiting", "Authenticated"},
}


#: With which settings a community begins where the organisation has not decided.
_BEGINNING = Preset("invite", True, False, False, "public")


def beginning(name: str, _context=None):
    """Return with what a setting begins in a new community."""
    return getattr(PRESETS.get(settings.new_communities(), _BEGINNING), name)


class ICommunity(model.Schema, ICommunityContext):
    """A group of practitioners who learn from each other."""

    purpose = CleanText(
        title=_("Purpose"),
        description=_("What brings you together, in a few sentences."),
        required=False,
        max_length=MAX_TEXT,
        allowed_mime_types=HTML,
    )
    directives.widget("purpose", rows=8)
    aims = Aims(
        title=_("Aims"),
        description=_("What you want to achieve. One aim per line."),
        required=False,
        max_length=30,
    )
    standing_question = schema.TextLine(
        title=_("The question we keep asking"),
        description=_(
            "A question you keep coming back to, such as: what counts as "
            "participation, and what does not?"
        ),
        required=False,
        max_length=300,
    )
    model.fieldset(
        "invitation",
        label=_("For people you invite"),
        fields=["process", "benefits", "commitments"],
        order=20,
    )
    process = CleanText(
        title=_("How we work"),
        description=_("Shown to people you invite: how often you meet, where and how."),
        required=False,
        max_length=MAX_TEXT,
        allowed_mime_types=HTML,
    )
    directives.widget("process", rows=6)
    benefits = CleanText(
        title=_("What members get"),
        description=_("Shown to people you invite."),
        required=False,
        max_length=MAX_TEXT,
        allowed_mime_types=HTML,
    )
    directives.widget("benefits", rows=6)
    commitments = CleanText(
        title=_("What members give"),
        description=_(
            "Shown to people you invite. Tell them that nobody has to come every time."
        ),
        required=False,
        max_length=MAX_TEXT,
        allowed_mime_types=HTML,
    )
    directives.widget("commitments", rows=6)
    country = schema.Choice(
        title=_("Country"),
        vocabulary="leap.cop.countries",
        required=False,
    )
    short_name = schema.TextLine(
        title=_("Short name"),
        description=_(
            "A neutral name for email subjects and calendars, which other people may "
            "see. It should say nothing about what you work on."
        ),
        required=False,
        max_length=40,
    )
    picture = Picture(
        title=_("Picture"),
        description=_(
            "Shown beside the name, to everybody who can see the "
            "community. Without a picture, two letters take its place."
        ),
        required=False,
    )
    picture_text = schema.TextLine(
        title=_("What the picture shows"),
        description=_(
            "For people who cannot see it. Leave this empty if the "
            "picture is only decoration."
        ),
        required=False,
        max_length=200,
    )
    # On a page of its own: stock's field would keep the raw file until it fits.
    directives.omitted("picture", "picture_text")
    model.fieldset(
        "safety",
        label=_("Safety"),
        fields=["safeguarding_contact", "safeguarding_person", "guidance_links"],
        order=10,
    )
    safeguarding_contact = schema.Text(
        title=_("Safeguarding contact"),
        description=_(
            "Name, phone number and hours. Shown on every page where somebody writes "
            "or reads about practice. This site is not a place to report concerns, "
            "and not an emergency line."
        ),
        required=False,
        max_length=500,
    )
    directives.widget("safeguarding_contact", rows=3)
    safeguarding_person = UserId(
        title=_("Who reads messages about people recognised in stories"),
        description=_(
            "Somebody with an account on this site. With the reviewers, "
            "they read what people write when they recognise somebody in "
            "a story that all staff can read."
        ),
        required=False,
        max_length=500,
    )
    directives.read_permission(safeguarding_person=MANAGE_MEMBERS)
    directives.write_permission(safeguarding_person=MANAGE_MEMBERS)
    # On a page of its own, with a search for people.
    directives.omitted("safeguarding_person")
    guidance_links = WebAddresses(
        title=_("Guidance"),
        description=_("Links to your ethics and safeguarding guidance, one per line."),
        required=False,
        max_length=20,
    )
    model.fieldset(
        "settings",
        label=_("Settings"),
        fields=list(PRESET_FIELDS),
        order=30,
    )
    join_policy = schema.Choice(
        title=_("How people join"),
        vocabulary="leap.cop.join_policies",
        defaultFactory=partial(beginning, "join_policy"),
        required=True,
    )
    requires_agreement = schema.Bool(
        title=_("Members accept the group agreement first"),
        defaultFactory=partial(beginning, "requires_agreement"),
        required=False,
    )
    requires_manager_support = schema.Bool(
        title=_("Members need their manager's support for the time it takes"),
        defaultFactory=partial(beginning, "requires_manager_support"),
        required=False,
    )
    accepts_staff_stories = schema.Bool(
        title=_("Colleagues who are not members may tell a story here"),
        defaultFactory=partial(beginning, "accepts_staff_stories"),
        required=False,
    )
    story_ceiling = schema.Choice(
        title=_("How far stories may go"),
        description=_(
            "The furthest any story here can go. The storyteller and a "
            "reviewer still decide about each one."
        ),
        vocabulary="leap.cop.ceilings",
        defaultFactory=partial(beginning, "story_ceiling"),
        required=True,
    )

    @invariant
    def open_needs_an_agreement(data) -> None:
        """Let people walk in only where there is something that they agree to."""
        if data.join_policy == "open" and not data.requires_agreement:
            raise Invalid(
                _(
                    "join_policy: an open community needs a group agreement that "
                    "members accept first."
                )
            )


@follows(COMMUNITY, ADD_STORY, AddPortalContent)
@implementer(ICommunity)
class Community(ConfidentialContainer):
    """A community. Its own id is chosen and is not secret."""

    purpose = KeptClean()
    process = KeptClean()
    benefits = KeptClean()
    commitments = KeptClean()
    picture = Kept("picture", CommunityPicture)
    __ac_local_roles__ = groups.RolesOfGroups()

    def roles_allowed(self, state: str, permission: str) -> frozenset[str]:
        """Return who may at most have a permission in a state."""
        if permission not in (ADD_STORY, AddPortalContent):
            return super().roles_allowed(state, permission)
        keepers = WHO_PREPARES if permission == AddPortalContent else frozenset()
        return frozenset(keepers | WHO_ADDS.get(state, set()))

    def reindexObjectSecurity(self, skip_self=False):
        """Reindex the community alone: what is below it decides about View itself."""
        if not skip_self:
            self.reindexObject(idxs=list(self._cmf_security_indexes))

    def _notifyOfCopyTo(self, container, op=0):
        """Move, never copy: a copy would hold other people's stories."""
        if op == 0:
            raise NotNow(
                _(
                    "A community cannot be copied: its stories belong to the "
                    "people who told them."
                )
            )
        return super()._notifyOfCopyTo(container, op=op)
