"""A round: the group collects topics, puts them into themes, and chooses with dots.

The content says what the round is about and by which rules it goes. What people write
and choose are records, in storage of their own.
"""

from leap.cop import _
from leap.cop.core.containment import leaves
from leap.cop.core.content import Confidential
from leap.cop.core.errors import NotNow
from leap.cop.core.ids import is_opaque
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.roles import follows
from leap.cop.core.shipped import AUDIENCE
from leap.cop.core.utc_datetime import KeptInUTC
from leap.cop.core.utc_datetime import UTCDatetime
from plone.app.z3cform.widgets.radio import RadioFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant


#: Nobody spends more dots than this, and a hand-made wall has no more stickers.
MOST_DOTS = 50


class ITopicRound(model.Schema, IMadeByCommunity):
    """A round of topics, themes and dots."""

    stage = schema.Choice(
        title=_("When in the group's life is this round?"),
        description=_("A group sets its agenda at the start, and again along the way."),
        vocabulary="leap.cop.stages",
        default="outset",
        required=True,
    )
    directives.widget("stage", RadioFieldWidget)
    unnamed_topics = schema.Bool(
        title=_("Show topics without names"),
        description=_(
            "It is easier to raise something when no names are shown. "
            "Everybody can still find their own topics."
        ),
        default=True,
        required=False,
    )
    model.fieldset(
        "dots",
        label=_("Dots"),
        fields=["dots", "max_per_theme", "secrecy"],
        order=10,
    )
    dots = schema.Int(
        title=_("Dots for each person"),
        description=_(
            "Like stickers on a wall: everybody gets the same number, and "
            "does not have to use them all. From 1 to 50."
        ),
        min=1,
        max=MOST_DOTS,
        default=5,
        required=True,
    )
    max_per_theme = schema.Int(
        title=_("Most dots from one person on one theme"),
        description=_("So that nobody puts all their dots in one place."),
        min=1,
        max=MOST_DOTS,
        default=3,
        required=True,
    )
    secrecy = schema.Choice(
        title=_("Kind of vote"),
        description=_(
            "Either way, nobody sees how the dots fall until voting "
            "closes. Once somebody has voted, the rules cannot be "
            "changed."
        ),
        vocabulary="leap.cop.secrecies",
        default="named",
        required=True,
    )
    directives.widget("secrecy", RadioFieldWidget)
    model.fieldset(
        "times",
        label=_("Times"),
        fields=["opens", "closes"],
        order=20,
    )
    opens = UTCDatetime(
        title=_("Voting opens"),
        description=_(
            "Leave empty to open the vote yourself, when the themes are ready."
        ),
        required=False,
    )
    closes = UTCDatetime(
        title=_("Voting closes"),
        description=_("Leave empty to close the vote yourself."),
        required=False,
    )

    @invariant
    def one_theme_takes_no_more_than_all(data) -> None:
        """Let nobody be told that more dots fit on a theme than there are."""
        if data.max_per_theme and data.dots and data.max_per_theme > data.dots:
            raise Invalid(
                _("max_per_theme: this cannot be more than the dots each person has.")
            )

    @invariant
    def names_are_shown_or_not(data) -> None:
        """Let a programme that says nothing name nobody."""
        if data.unnamed_topics is None:
            raise Invalid(_("unnamed_topics: send true or false."))

    @invariant
    def closes_after_it_opens(data) -> None:
        """Let there be time to vote."""
        if data.opens and data.closes and data.closes <= data.opens:
            raise Invalid(_("closes: voting must close after it opens."))


@follows(AUDIENCE)
@implementer(ITopicRound)
class TopicRound(Confidential, Item):
    """A round. Its id is random, and it stays in the community that made it."""

    opens = KeptInUTC()
    closes = KeptInUTC()

    def cb_isMoveable(self) -> bool:
        """Stay where it is; a temporary id alone may become a random one."""
        return not is_opaque(self.getId())

    def _notifyOfCopyTo(self, container, op=0):
        """Stay: topics and dots are those of the people who are in here."""
        if is_opaque(self.getId()) and (op == 0 or leaves(self, container)):
            raise NotNow(
                _(
                    "A round cannot be moved to another community. Start a new "
                    "one there."
                )
            )
        return super()._notifyOfCopyTo(container, op=op)
