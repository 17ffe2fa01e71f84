"""A story as its readers see it: what was told, and as much of its teller as chosen."""

from DateTime import DateTime
from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.core import dates
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.me import me
from leap.cop.story import rules
from leap.cop.story.display import attribution
from leap.cop.story.display.attribution import Look
from leap.cop.story.display.media_shown import Shown
from leap.cop.story.display.media_shown import shown_media
from leap.cop.story.lifecycle import digests
from leap.cop.story.vocabularies import DOMAIN_TITLES
from leap.cop.story.vocabularies import OTHERS_TITLES
from typing import NamedTuple
from zope.i18n import translate


#: What stands over each step for its readers; the form asks its teller.
HEADINGS = {
    "starting_point": _("Where it started"),
    "participation_work": _("What was tried"),
    "reflection": _("What changed"),
    "learning": _("What was learned"),
}


class Step(NamedTuple):
    """One of the four steps."""

    name: str
    title: str
    html: str


def belongs_to(community) -> bool:
    """Tell whether the current user belongs to a community, and does not wait there.

    Whoever waits reads what all staff read, as any colleague does.
    """
    userid = me()
    if not userid:
        return False
    membership = Membership(community)
    return membership.role_of(userid) is not None and not membership.waits(userid)


def names_community(
    story, *, belongs: bool | None = None, look: Look | None = None
) -> bool:
    """Tell whether a reader is shown which community a story comes from.

    :param belongs: whether that reader belongs to it; asked of the current one if None.
    """
    community = community_of(story)
    if community is None or not attribution.stands_alone(story, look):
        return community is not None
    return belongs_to(community) if belongs is None else belongs


class StoryDisplay:
    """What a page shows of one story, to the current reader or to another one."""

    def __init__(
        self,
        story,
        request,
        *,
        belongs: bool | None = None,
        look: Look | None = None,
        moment: DateTime | None = None,
    ) -> None:
        """Take a story; whatever else is not given is as it is now.

        :param belongs: whether the reader belongs to the story's community.
        :param moment: when it was shared.
        """
        self.story = story
        self.request = request
        self.url = story.absolute_url()
        self._belongs = belongs
        self._asked = look
        self._look = look or attribution.look_of(story)
        self._moment = moment or story.effective_date

    @property
    def title(self) -> str:
        """The title."""
        return self.story.title

    @property
    def has_made_title(self) -> bool:
        """Whether its title is its first words, which stand below it anyway."""
        return rules.is_made(self.story.title, digests.texts_of(self.story))

    @property
    def summary(self) -> str:
        """The teller's own short version, if there is one."""
        return self.story.description or ""

    @property
    def content_note(self) -> str:
        """The word before reading, empty for none."""
        return (self.story.content_note or "").strip()

    @cached_property
    def byline(self) -> str:
        """Who told it, as the teller chose; that nobody chose yet, before."""
        return attribution.byline(self.story, self._asked)

    @property
    def opens_by_itself(self) -> bool:
        """Whether nothing stands before the story."""
        return not self.content_note

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that were told; empty ones are left out."""
        steps = []
        for name in rules.STEPS:
            value = getattr(self.story, name, None)
            if value and value.raw:
                html = value.output_relative_to(self.story)
                steps.append(Step(name, HEADINGS[name], html))
        return steps

    @cached_property
    def media(self) -> list[Shown]:
        """The pictures, films, files and links that belong to it."""
        return shown_media(self.story)

    @property
    def domain(self):
        """The kind of change, empty for none."""
        return DOMAIN_TITLES.get(self.story.domain, "")

    @property
    def others(self):
        """Who else could be recognised, as the teller sees it."""
        return OTHERS_TITLES.get(self.story.others_recognisable, "")

    @property
    def others_note(self) -> str:
        """The teller's note about that, for the teller and reviewers."""
        return self.story.others_note or ""

    @cached_property
    def community(self):
        """The community, where naming it does not name the teller; else None."""
        if not names_community(self.story, belongs=self._belongs, look=self._look):
            return None
        return community_of(self.story)

    @cached_property
    def when(self) -> str:
        """When it was shared: the day, or the month where a day would say more."""
        moment = self._moment
        shared = AUDIENCE_OF_STATE.get(self._look.state, PRIVATE)
        if moment is None or shared == PRIVATE:
            return ""
        if attribution.stands_alone(self.story, self._look):
            return dates.month(moment.asdatetime())
        return dates.day(moment)

    @cached_property
    def readers(self) -> int:
        """How many people read what the community shares with itself, today."""
        community = community_of(self.story)
        return Membership(community).readers() if community is not None else 0

    @property
    def is_small(self) -> bool:
        """Whether the community is so small that any of it is nearly a name."""
        community = community_of(self.story)
        return community is None or attribution.is_small(community)

    @property
    def community_title(self) -> str:
        """The community's name, for those who look after the story."""
        community = community_of(self.story)
        return community.title if community is not None else ""


def since(moment: datetime | None, request, day: dates.Write = dates.day) -> str:
    """Give since when somebody waits, as a sentence; empty for nobody.

    :param day: writes a moment as a day; given where there are several.
    """
    if moment is None:
        return ""
    text = _("Waiting since ${day}", mapping={"day": day(moment)})
    return translate(text, context=request)
