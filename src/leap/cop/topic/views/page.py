"""What the pages of a round share."""

from datetime import datetime
from functools import cached_property
from leap.cop.ballot.rules import SECRET
from leap.cop.community.views.moving import moves_of
from leap.cop.community.views.moving import seen_by
from leap.cop.core import binding
from leap.cop.core import dates
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.revision import mark_of
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.collecting import may_group
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.views import words
from plone import api
from plone.app.event.base import default_timezone
from Products.CMFCore.permissions import DeleteObjects
from Products.CMFCore.permissions import ModifyPortalContent
from zope.i18nmessageid import Message


class RoundPage(FormPage):
    """A page of one round."""

    has_columns = False
    tab = "topics"
    is_about_practice = True

    @property
    def lead(self):
        """Which round it is about."""
        return self.context.title

    @property
    def community_url(self) -> str:
        """The community's address."""
        return self.community.absolute_url()

    @cached_property
    def phase(self) -> str:
        """The phase that the round is in now."""
        return phases.phase_of(self.context, self.now)

    @property
    def is_voting(self) -> bool:
        """Whether people give dots now."""
        return self.phase == rules.VOTING

    @property
    def is_closed(self) -> bool:
        """Whether the round is over."""
        return self.phase == rules.CLOSED

    @property
    def is_free(self) -> bool:
        """Whether themes can still be changed: nobody has voted."""
        return not self.is_closed and grouping.is_free(self.context)

    @property
    def is_secret(self) -> bool:
        """Whether ballots are secret."""
        return self.context.secrecy == SECRET

    @property
    def turnout(self) -> Message:
        """How many have voted, of how many who can, in words."""
        return words.turnout(*phases.turnout(self.context, self.now))

    @cached_property
    def theme_titles(self) -> dict[str, str]:
        """What the themes are called, by their ids."""
        return {theme.id: theme.title for theme in grouping.themes(self.context)}

    @property
    def objections_total(self) -> int:
        """How many authors say that their topic stands in the wrong place."""
        return collecting.objections_total(self.context)

    # What forms about a topic carry

    def revision_of(self, row: TopicRow, act: str) -> str:
        """Return what a form about a topic carries."""
        return mark_of(self.parts_of(row, act))

    @staticmethod
    def parts_of(row: TopicRow, act: str) -> dict[str, object]:
        """Return what other words, or an objection, rest on."""
        if act == "change":
            return {"text": row.text}
        return {"theme": row.theme, "objection": row.objection}

    # Who reads

    @cached_property
    def may_group(self) -> bool:
        """Whether the reader looks after this round."""
        return may_group(self.context)

    @cached_property
    def is_inside(self) -> bool:
        """Whether the reader is of the round's community."""
        return phases.is_inside(self.context)

    @property
    def may_change(self) -> bool:
        """Whether the reader changes what the round says."""
        return api.user.has_permission(ModifyPortalContent, obj=self.context)

    @property
    def may_delete(self) -> bool:
        """Whether the reader deletes the round."""
        return api.user.has_permission(DeleteObjects, obj=self.context)

    @property
    def may_move(self) -> bool:
        """Whether the reader shows it to more or fewer people."""
        return bool(moves_of(self.context))

    # How far it is shown

    @property
    def audience(self) -> str:
        """How far it is shown: the workflow's state."""
        return binding.state_of(self.context)

    @property
    def is_private(self) -> bool:
        """Whether facilitators alone see it."""
        return self.audience == "private"

    @property
    def seen_by(self):
        """Who sees it, for those who are inside or look after it."""
        return seen_by(self.context) if self.is_inside or self.may_group else ""

    # Words

    def moment(self, value: datetime | None) -> str:
        """Return a moment by the reader's clock, empty for none."""
        if value is None:
            return ""
        zone = default_timezone(self.context, as_tzinfo=True)
        # Without its zone: stock would turn it into the clock of the server.
        clock = value.astimezone(zone).replace(tzinfo=None)
        local = dates.moment(clock)
        return f"{local} ({default_timezone(self.context)})"

    @property
    def opens(self) -> str:
        """When the vote opens by itself, empty for never."""
        return self.moment(self.context.opens)

    @property
    def closes(self) -> str:
        """When it closes by itself, empty for never."""
        return self.moment(self.context.closes)
