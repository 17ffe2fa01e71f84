"""Showing what a community made to more or fewer people: one page, whatever it is.

A page of one kind says its words.
"""

from leap.cop import _
from leap.cop.core import binding
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.revision import parts_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


SEEN_BY = {
    "private": _("Only facilitators see it"),
    "community": _("Members see it"),
    "public": _("All staff see it"),
}

MOVES = {
    "share": _("Show to members"),
    "publish": _("Show to all staff"),
    "retract": _("Show to members only"),
    "hide": _("Hide from members"),
}


class Choice(NamedTuple):
    """A button: what is sent, and what stands on it."""

    value: str
    text: str


def seen_by(content):
    """Return who sees some content, in a few words."""
    return SEEN_BY[binding.state_of(content)]


def moves_of(content) -> list[Choice]:
    """Return the transitions that the current user can make, as buttons."""
    if not binding.is_ours(content):
        return []
    tool = api.portal.get_tool("portal_workflow")
    workflow = tool[binding.workflow_of(content)]
    state = workflow.states[binding.state_of(content)]
    ids = [name for name in MOVES if name in state.transitions]
    return [
        Choice(name, MOVES[name])
        for name in ids
        if workflow.isActionSupported(content, name)
    ]


def moving_rests_on(content) -> dict[str, object]:
    """Return what showing something to others rests on: what it says, who sees it."""
    return {**parts_of(content), "state": api.content.get_state(content, "private")}


class Moves:
    """Who sees some content, and what can be done about it: on its page, in a box."""

    @property
    def seen_by(self):
        """Who sees it now."""
        return seen_by(self.context)

    @property
    def moves(self) -> list[Choice]:
        """What can be done now."""
        return moves_of(self.context)


class MoveView(Moves, FormPage):
    """Show something to more or fewer people; a subclass says what it is."""

    index = ViewPageTemplateFile("../templates/move.pt")

    has_columns = False

    pressed = "move"
    unseen = {"hide": PROTECTS, "retract": PROTECTS}

    #: What is said afterwards, by transition.
    done: dict = {}

    #: What there is to know before.
    notes: tuple = ()

    #: What stands in the form besides, as HTML.
    more = ""

    @property
    def labels(self) -> dict[str, str]:
        """What can be done now."""
        return dict(self.moves)

    def rests_on(self) -> dict[str, object]:
        return moving_rests_on(self.context)

    def act(self) -> str:
        """Do it."""
        move = self.typed("move")
        if move not in MOVES:
            raise Refused(_("choose one of the buttons."), "move")
        if move not in [choice.value for choice in self.moves]:
            raise NotNow(_("That is not possible now. Please choose again."))
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(self.context, move, **self.said())
        api.portal.show_message(self.done[move], request=self.request)
        return self.url

    def said(self) -> dict[str, object]:
        """Return what of that which was sent goes along with the move."""
        return {}
