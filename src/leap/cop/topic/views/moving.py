"""Showing a round to more or fewer people, and deleting it."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.moving import MoveView
from leap.cop.core.containment import container_of
from leap.cop.core.pages.components import Notice
from leap.cop.topic import phases
from leap.cop.topic.records import record_of
from leap.cop.topic.views import words
from leap.cop.topic.views.page import RoundPage


class MoveRoundView(MoveView):
    """Who sees a round, and the buttons that change it."""

    page_title = _("Who sees this round")
    is_about_practice = True
    address = "move-round"
    done = {
        "share": _("Members can see the round now."),
        "publish": _(
            "All staff can see the round now. Only members can write and vote."
        ),
        "retract": _("Only members can see the round now."),
        "hide": _("Only facilitators can see the round now, and nobody can vote."),
    }
    notes = (
        _(
            "While only facilitators can see it, members cannot add "
            "topics or give dots."
        ),
        _(
            "If all staff can see it, they can read topics, themes and "
            "results. Only members can write, give dots and see names."
        ),
    )


class DeleteRoundView(RoundPage):
    """Delete a round. Stock Plone's address for it, and our words."""

    page_title = button = _("Delete this round")
    takes_away = True

    def rests_on(self) -> dict[str, object]:
        """Return what would be gone."""
        return {**super().rests_on(), **self._going}

    @cached_property
    def _going(self) -> dict[str, int]:
        record = record_of(self.context)
        return {
            "topics": len(record.topics),
            "themes": len(record.themes),
            "voted": phases.turnout(self.context, self.now)[0],
        }

    @property
    def may_act(self) -> bool:
        """Whether nobody loses dots while they give them."""
        return not self.is_voting

    @property
    def notice(self) -> Notice | None:
        """What comes first while people vote."""
        if not self.is_voting:
            return None
        return Notice(
            "care",
            _("People are voting in this round"),
            _("Close the vote first, so that nobody loses dots while giving them."),
            f"{self.url}/go-on?phase=closed",
            _("Close the vote …"),
        )

    @property
    def happens(self) -> list:
        """What goes with it."""
        if self.is_voting:
            return []
        going = self._going
        return [
            _("Once it is deleted, nobody can bring it back."),
            _("Topics: ${count}", mapping={"count": going["topics"]}),
            _(
                "Themes, with their history: ${count}",
                mapping={"count": going["themes"]},
            ),
            _(
                "People who have given dots: ${count}",
                mapping={"count": going["voted"]},
            ),
            words.OLDER_COPY,
        ]

    def act(self) -> str:
        """Delete it; go on to the community."""
        target = self.community_url
        container_of(self.context).manage_delObjects([self.context.getId()])
        self.say_done(_("The round has been deleted."))
        return target
