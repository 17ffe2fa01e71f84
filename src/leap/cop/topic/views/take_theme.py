"""Taking a theme out of a round."""

from functools import cached_property
from leap.cop import _
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.records import Theme
from leap.cop.topic.views.page import RoundPage
from zExceptions import NotFound


class TakeOutThemeView(RoundPage):
    """Take a theme out: first what happens to its topics, then one button."""

    page_title = button = _("Remove this theme")
    leave = _("Cancel")
    carries = ("theme",)
    takes_away = True

    def rests_on(self) -> dict[str, object]:
        """Return what would be gone, and what would stand alone."""
        try:
            theme = self.theme
        except NotFound:
            return {}
        return {
            "title": theme.title,
            "description": theme.description,
            "topics": sorted(row.text for row in self.topics),
        }

    @property
    def quoted(self) -> str:
        """Its title."""
        return self.theme.title

    @property
    def happens(self) -> list:
        """What becomes of what stands under it."""
        if not self.topics:
            return [_("No topics in this theme.")]
        return [
            _("These topics will no longer be in a theme:"),
            *(one.text for one in self.topics),
        ]

    @property
    def leave_url(self) -> str:
        """The board."""
        return f"{self.url}/board"

    @cached_property
    def theme(self) -> Theme:
        """The theme."""
        return grouping.theme(self.context, self.typed("theme"))

    @property
    def topics(self) -> list[TopicRow]:
        """What stands under it."""
        rows = collecting.topics(self.context)
        return [row for row in rows if row.theme == self.theme.id]

    def show(self):
        # Asked for before anything is shown: what is not there has no page.
        self.theme  # noqa: B018
        return super().show()

    def act(self) -> str:
        """Do it."""
        try:
            title = self.theme.title
        except NotFound:
            # A double click: it is gone already.
            return self.leave_url
        grouping.drop_theme(self.context, self.theme.id, now=self.now)
        words = {"title": title}
        self.say_done(
            _(
                "“${title}” is no longer a theme. Its topics are still on the board.",
                mapping=words,
            )
        )
        return self.leave_url
