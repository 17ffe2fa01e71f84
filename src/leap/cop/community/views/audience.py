"""Changing who sees a community: now and after, what comes back, one button."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.interfaces import IWiderContent
from leap.cop.community.views.page import CommunityPage
from leap.cop.consent.rules import narrowest
from leap.cop.core import binding
from leap.cop.core.audience import PUBLIC
from leap.cop.core.errors import NotNow
from leap.cop.core.pages.stale import PROTECTS
from plone import api
from typing import NamedTuple


WORKFLOW = "cop_community_workflow"


class Choice(NamedTuple):
    """One way to change who sees the community."""

    title: str
    text: str
    url: str


def coming_back(community, limit: str) -> int:
    """Return how many stories come back if a community allows `limit` only."""
    wider = IWiderContent(community, None)
    return wider.count(limit) if wider is not None and limit != PUBLIC else 0


class ChangeAudienceView(CommunityPage):
    """Who sees the community now and after a change, and one button to make it."""

    tab = "settings"
    carries = ("transition",)

    @property
    def page_title(self):
        """What the change is called, or that there is one to choose."""
        return self.title if self.transition else _("Who sees this community")

    @property
    def button(self):
        """The change; there is nothing to press before one is chosen."""
        return self.title if self.transition else ""

    pressed = "transition"
    unseen = {"hide": PROTECTS, "retract": PROTECTS}

    def rests_on(self) -> dict[str, object]:
        """Return what more people would see, and how many see it now."""
        return {
            **super().rests_on(),
            "state": self.state,
            "members": self.home.members_total,
        }

    @cached_property
    def state(self) -> str:
        """The state now."""
        return binding.state_of(self.context)

    @cached_property
    def _offered(self) -> dict:
        """The transitions that this reader can make now, by id."""
        if not binding.is_ours(self.context):
            return {}
        tool = api.portal.get_tool("portal_workflow")
        ids = {info["id"] for info in tool.getTransitionsFor(self.context)}
        transitions = tool[WORKFLOW].transitions
        return {name: transitions[name] for name in transitions if name in ids}

    @cached_property
    def transition(self):
        """The transition that is asked for, None where it is not possible now."""
        return self._offered.get(self.typed("transition"))

    @property
    def title(self) -> str:
        """What the change is called."""
        return self._translated(self.transition.title)

    @property
    def choices(self) -> list[Choice]:
        """The changes that are possible now."""
        return [
            Choice(
                self._translated(transition.title),
                self.audience_in(transition.new_state_id),
                f"{self.url}/change-audience?transition={name}",
            )
            for name, transition in self._offered.items()
        ]

    def _translated(self, text: str) -> str:
        return api.portal.translate(text, domain="leap.cop")

    # Who

    @property
    def seen_by(self):
        """Who sees the community now."""
        return self.audience_in(self.state)

    @property
    def after(self):
        """Who will see it."""
        return self.audience_in(self.transition.new_state_id)

    def audience_in(self, state: str):
        """Return who sees the community in a state, today."""
        if state == "public":
            return _(
                "All staff: everybody with an account can see its home page, with "
                "the names of the facilitators. Only members and the site "
                "administrators can see who else is a member."
            )
        facilitators = len(self.home.facilitators)
        if state != "community":
            return _(
                "The facilitators (${count} today), and the site administrators",
                mapping={"count": facilitators},
            )
        candidates = self.home.membership.ids_in_role(rules.CANDIDATE)
        return _(
            "Members and facilitators (${count} today), people on the way "
            "in (${candidates}), and the site administrators",
            mapping={
                "count": self.home.members_total,
                "candidates": len(candidates),
            },
        )

    @cached_property
    def stories(self) -> int:
        """How many stories come back with this change."""
        target = self.transition.new_state_id
        return coming_back(self.context, narrowest(self.context.story_ceiling, target))

    @property
    def closes(self) -> bool:
        """Whether everything goes back to its tellers."""
        return self.transition.new_state_id == "private"

    def act(self) -> str:
        if self.transition is None:
            raise NotNow(_("That is not possible now. Please choose again."))
        api.content.transition(self.context, self.transition.getId())
        self.say_done(_("Done. You have changed who sees this community."))
        return self.url
