"""What facilitators can do with a round: lead it on, show it, change it."""

from leap.cop import _
from leap.cop.community.views.moving import moves_of
from leap.cop.community.views.moving import moving_rests_on
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.macros import Link
from leap.cop.core.permissions import ADD_ROUND
from leap.cop.core.revision import mark_of
from leap.cop.topic import rules
from leap.cop.topic.views.page import RoundPage
from plone import api
from zope.component import queryMultiAdapter


#: What leads on from a phase, and to which one.
_ON = {
    rules.COLLECTING: (rules.GROUPING, _("Go on to grouping …")),
    rules.GROUPING: (rules.VOTING, _("Open the vote …")),
    rules.VOTING: (rules.CLOSED, _("Close the vote …")),
}

#: Pages for facilitators while people vote, in the order in which they are of use.
_VOTE_PAGES = (
    ("room", _("Show on a big screen")),
    ("paper", _("Enter dots from paper")),
    ("voters", _("Who can vote, and reminders")),
)


class FacilitatedRound(RoundPage):
    """The part of a round's page that is for facilitators."""

    @property
    def is_collecting(self) -> bool:
        """Whether topics are collected."""
        return self.phase == rules.COLLECTING

    @property
    def is_grouping(self) -> bool:
        """Whether topics are put into themes."""
        return self.phase == rules.GROUPING

    @property
    def on(self) -> Link | None:
        """What leads on to the next phase, None at the end."""
        if self.phase not in _ON:
            return None
        phase, text = _ON[self.phase]
        return Link(f"{self.url}/go-on?phase={phase}", text)

    @property
    def to_show(self) -> Row:
        """The button that shows it to members at once, none for who may not."""
        return Row(
            title=self.context.title,
            buttons=[
                RowButton(move.value, move.text, look="primary")
                for move in moves_of(self.context)
                if self.is_private and move.value == "share"
            ],
            page="move-round",
            sends={"move": "share"},
            revision=mark_of(moving_rests_on(self.context)),
        )

    @property
    def ends_here(self) -> bool:
        """Whether the round can end without a vote."""
        return self.is_collecting or self.is_grouping

    @property
    def changes(self) -> list[Link]:
        """What can be changed about the round itself."""
        links = [
            (self.may_change, "edit", self.change_text),
            (self.may_move, "move-round", _("Who sees it")),
            (self.ends_here, "go-on?phase=closed", _("End the round without a vote …")),
            (self.may_delete, "delete_confirmation", _("Delete this round …")),
        ]
        return [Link(f"{self.url}/{page}", text) for may, page, text in links if may]

    @property
    def change_text(self):
        """What there still is to change in the round itself."""
        if self.is_closed:
            return _("Edit its title and summary")
        if self.is_free:
            return _("Edit its text, dots and times")
        return _("Edit its text, and when the vote closes")

    @property
    def board_text(self):
        """What there is to do on the board."""
        if self.is_free:
            return _("The board: group topics into themes")
        return _("The board: correct a title, remove a topic")

    @property
    def vote_pages(self) -> list[Link]:
        """What is of use to facilitators while people vote, and after."""
        if self.is_collecting or self.is_grouping:
            return []
        pages = _VOTE_PAGES if self.is_voting else _VOTE_PAGES[:1]
        return [
            Link(f"{self.url}/{name}", text)
            for name, text in pages
            if self._page(name) is not None
        ]

    @property
    def may_begin_anew(self) -> bool:
        """Whether the reader can begin another round."""
        permitted = api.user.has_permission(ADD_ROUND, obj=self.community)
        return self.is_closed and permitted

    def _page(self, name: str):
        return queryMultiAdapter((self.context, self.request), name=name)
