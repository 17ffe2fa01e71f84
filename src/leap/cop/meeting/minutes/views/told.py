"""Stories told at a meeting: on its page, and the page on which one says so."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.schemas import Pick
from leap.cop.meeting import stories
from leap.cop.meeting.minutes import told
from leap.cop.meeting.minutes.told import Told
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import Interface
from zope.interface.interface import InterfaceClass


class TellHereView(MeetingPage):
    """Choose a story of one's own."""

    needs = "add_row"
    page_title = _("A story of mine was told here")
    lead = _(
        "This puts a link on the meeting's page. Only people who can "
        "read the story see it. If you take the story back, the link "
        "disappears."
    )
    leave = _("Back to the meeting")
    unseen = {"": ADDS}

    @cached_property
    def stories(self) -> dict[str, str]:
        """The titles of one's own stories that do not stand here yet, by UID."""
        return {
            IUUID(story): story.title
            for story in stories.own_stories(self.community, self.me)
            if IUUID(story) not in self.record.told
        }

    @property
    def button(self):
        """What stands on the button; without a story there is none."""
        return _("Add the link") if self.stories else ""

    @property
    def asks(self):
        """Which story; each reader has others."""
        if not self.stories:
            return None
        which = Pick(self.stories, title=_("Which of your stories?"), required=True)
        return InterfaceClass("IStories", (Interface,), {"story": which})

    def act(self, story: str = "") -> str:
        told.tell(self.context, story)
        self.say_done(_("Added. Only people who can read the story see the link."))
        return self.url


class TakeOffView(MeetingPage):
    """Take one's own story off the meeting."""

    needs = "read"
    page_title = button = _("Remove the link")
    lead = _("The story stays as it is.")
    leave = _("Cancel")
    carries = ("story",)

    def rests_on(self) -> dict[str, object]:
        """Return what is told here: that a story stands there."""
        return {"there": self.typed("story") in self.record.told}

    def act(self) -> str:
        told.take_off(self.context, self.typed("story"))
        self.say_done(_("The link has been removed."))
        return self.url


class ToldPart(Part):
    """On the page of the meeting: the stories told that this reader may read."""

    order = 70
    aside = True
    index = ViewPageTemplateFile("../templates/told-part.pt")

    @property
    def is_there(self) -> bool:
        """Whether there is one, or the reader may have told one."""
        return self.may("add_row") or (self.may("read") and bool(self.stories))

    @property
    def may_tell(self) -> bool:
        """Whether the reader may put one of their own there."""
        return self.may("add_row")

    @cached_property
    def stories(self) -> list[Told]:
        """The stories that this reader may read."""
        return told.listed(self.context)

    def uid(self, one: Told) -> str:
        """Return the UID of a story."""
        return IUUID(one.story)
