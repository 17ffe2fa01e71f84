"""A story of change: four steps, none compulsory, and how its teller is named."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import leaves
from leap.cop.core.content import ConfidentialContainer
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IBelowCommunity
from leap.cop.core.rich_text import CleanText
from leap.cop.core.rich_text import KeptClean
from leap.cop.core.roles import follows
from leap.cop.core.shipped import STORY
from leap.cop.media import keeping
from leap.cop.media.interfaces import IMediaHolder
from leap.cop.story import listing
from leap.cop.story import rules
from leap.cop.story.display.attribution import day_told
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


READ_REVIEW = "leap.cop.story.read_review"
GIVE_CONSENT = "leap.cop.consent.give"


class IStory(model.Schema, IBelowCommunity, IMediaHolder):
    """A story of change."""

    starting_point = CleanText(
        title=_("Where it started"),
        description=_(
            "How were things before? What made you try something? "
            "One sentence is enough."
        ),
        required=False,
        max_length=rules.MAX_STEP,
    )
    participation_work = CleanText(
        title=_("What you did"),
        description=_("What did you try, and who had a say in it?"),
        required=False,
        max_length=rules.MAX_STEP,
    )
    reflection = CleanText(
        title=_("What changed, however small"),
        description=_("What is different now? What did not work is just as welcome."),
        required=False,
        max_length=rules.MAX_STEP,
    )
    learning = CleanText(
        title=_("What you learned"),
        description=_("What would you tell a colleague who wants to try it too?"),
        required=False,
        max_length=rules.MAX_STEP,
    )
    domain = schema.Choice(
        title=_("Kind of change"),
        vocabulary="leap.cop.domains",
        required=False,
    )
    content_note = schema.TextLine(
        title=_("A word before reading"),
        description=_(
            "If your story may be hard to read, say what it is about. People see "
            "this before the story opens."
        ),
        required=False,
        max_length=300,
    )
    others_recognisable = schema.Choice(
        title=_("Could anybody else recognise themselves, or be recognised?"),
        description=_(
            "Think of young people, families and colleagues. You can always change "
            "details, leave some out, or ask them first."
        ),
        vocabulary="leap.cop.others_recognisable",
        required=False,
    )
    others_note = schema.Text(
        title=_("A note for the reviewers"),
        description=_("Only you and the reviewers read it."),
        required=False,
        max_length=rules.MAX_NOTE,
    )
    directives.read_permission(others_note=READ_REVIEW)
    attribution = schema.Choice(
        title=_("Name shown"),
        description=_("You can change this each time you share the story."),
        vocabulary="leap.cop.attributions",
        default="anonymous",
        required=False,
    )
    attribution_text = schema.TextLine(
        title=_("In these words"),
        description=_(
            "How you want to be described, for example: a youth worker. "
            "Unless the community is small, its country is added after "
            "it."
        ),
        required=False,
        max_length=rules.MAX_SIGNATURE,
    )
    accepts_responses = schema.Bool(
        title=_("Others can say thank you and answer"),
        description=_("People in our community who can read the story."),
        default=True,
        required=False,
    )
    directives.omitted("accepts_responses")
    # To others nothing says that it is off, or was switched.
    directives.read_permission(accepts_responses=GIVE_CONSENT)


@follows(STORY)
@implementer(IStory)
class Story(ConfidentialContainer):
    """A story. Its id is random, and it holds a code and nothing of its teller."""

    starting_point = KeptClean()
    participation_work = KeptClean()
    reflection = KeptClean()
    learning = KeptClean()

    holds_pictures = True

    def picture_address(self, src: str) -> str | None:
        """Return how its texts point to a picture of its own; None for any other."""
        return keeping.picture_address(self, src)

    cop_keys_for__roles__ = ()  # No address: whoever asks stands in the house.

    def cop_keys_for(self, state: str) -> bool:
        """Tell whether the teller granted as much as a story in a state stands on."""
        granted = consent.rank(standing_of(self).granted)
        return consent.rank(consent.GRANT_OF_STATE[state]) <= granted

    def indexObject(self) -> None:
        """Stand in the catalog once somebody else may read it."""
        listing.follow(self)

    def unindexObject(self) -> None:
        """Leave the catalog."""
        listing.leave_out(self)

    def reindexObject(self, idxs=(), update_metadata=1, uid=None) -> None:
        """Stand in the catalog whole, or not at all."""
        if not idxs:
            self.notifyModified()
        listing.follow(self, idxs, update_metadata)

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """Follow a change of who may read it; what stands below is in no catalog."""
        if not skip_self:
            listing.follow_security(self, self._cmf_security_indexes)

    def isTemporary(self) -> bool:
        """Stay out of a catalog that is made anew, unless it is listed."""
        return not listing.is_listed(self)

    def _notifyOfCopyTo(self, container, op=0):
        """Stay in its own community: an audience is a promise about known people."""
        if op == 1 and leaves(self, container):
            raise NotNow(_("A story cannot be moved to another community."))
        return super()._notifyOfCopyTo(container, op=op)

    # Stock toolbars, pages and feeds print these. The moments themselves stay exact.

    def CreationDate(self, zone=None) -> str:
        """Return when it was written down, as exactly as readers may know it."""
        return day_told(self, super().CreationDate(zone=zone))

    def ModificationDate(self, zone=None) -> str:
        """Return when it was changed last, as exactly as readers may know it."""
        return day_told(self, super().ModificationDate(zone=zone))

    def EffectiveDate(self, zone=None) -> str:
        """Return when it was shared, as exactly as readers may know it."""
        return day_told(self, super().EffectiveDate(zone=zone))

    def Date(self, zone=None) -> str:
        """Return when it was shared or changed, as exactly as readers may know it."""
        return day_told(self, super().Date(zone=zone))
