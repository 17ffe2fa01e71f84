"""Showing a round to more or fewer people, and deleting it."""

from leap.cop import _
from leap.cop.community.views.moving import MoveView
from leap.cop.core.containment import container_of
from leap.cop.topic import phases
from leap.cop.topic.records import record_of
from leap.cop.topic.views.page import RoundPage


class MoveRoundView(MoveView):
    """Who sees a round, and the buttons that change it."""

    page_title = _("Who sees this round")
    address = "move-round"
    done = {
        "share": _("Members see the round now."),
        "publish": _("All staff see the round now. Members alone write and vote."),
        "retract": _("Only members see the round now."),
        "hide": _("Only facilitators see the round now, and nobody can vote."),
    }
    notes = (
        _(
            "While only facilitators see it, members can neither write topics nor give "
            "dots."
        ),
        _(
            "When all staff see it, they read topics, themes and what came out. "
            "Members alone write and give dots, and see names."
        ),
    )


class DeleteRoundView(RoundPage):
    """Delete a round. Stock Plone's address for it, and our words."""

    page_title = _("Delete this round")

    def rests_on(self) -> dict[str, object]:
        """Return what would be gone."""
        return {
            **super().rests_on(),
            "topics": self.topics_total,
            "themes": self.themes_total,
            "voted": self.voted_total,
        }

    @property
    def topics_total(self) -> int:
        """How many topics go with it."""
        return len(record_of(self.context).topics)

    @property
    def themes_total(self) -> int:
        """How many themes go with it."""
        return len(record_of(self.context).themes)

    @property
    def voted_total(self) -> int:
        """How many people's dots go with it."""
        return phases.turnout(self.context, self.now)[0]

    def act(self) -> str:
        """Delete it; go on to the community."""
        target = self.community_url
        container_of(self.context).manage_delObjects([self.context.getId()])
        self.say_done(_("The round is deleted."))
        return target
