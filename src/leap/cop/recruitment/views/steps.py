"""What somebody on the way in, and whoever lets people in, can do next."""

from leap.cop import _
from leap.cop.community.home import Step
from leap.cop.recruitment import support
from leap.cop.recruitment.applications import Applications
from plone import api
from zope.i18nmessageid import Message


def _counted(one: Message, more: Message, total: int) -> Message:
    return one if total == 1 else Message(more, mapping={"count": total})


class StepsOfTheWayIn:
    """The steps for one community and one request."""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request

    def steps(self, home) -> list[Step]:
        """Give what the reader can do next."""
        if home.may_manage_members:
            return self._for_facilitators(home)
        userid = api.user.get_current().getId()
        if not userid:
            return []
        return self._for_newcomers(home, userid)

    def _for_facilitators(self, home) -> list[Step]:
        total = Applications(self.community).waiting_total()
        if not total:
            return []
        text = _counted(
            _("Somebody asked to come in: read it and answer"),
            _("${count} people asked to come in: read it and answer"),
            total,
        )
        return [Step(text, f"{home.url}/applications")]

    def _for_newcomers(self, home, userid: str) -> list[Step]:
        steps = []
        waits = Applications(self.community).waiting_of(userid) is not None
        if waits:
            text = _("You asked to come in: see what you wrote, or take it back")
            steps.append(Step(text, f"{home.url}/join"))
        if support.may_ask(self.community, userid):
            text = _("Your manager's support: see how far it is")
            steps.append(Step(text, f"{home.url}/ask-manager"))
        asks = self.community.join_policy in ("apply", "open")
        if asks and not waits and home.role is None:
            text = (
                _("Ask to join")
                if self.community.join_policy == "apply"
                else _("Come in")
            )
            steps.append(Step(text, f"{home.url}/join"))
        return steps
