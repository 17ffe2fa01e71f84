"""Pages that put something on an agenda: anything, or a story of one's own."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.schemas import taken
from leap.cop.meeting import stories
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda import schemas as agenda_schemas
from leap.cop.meeting.agenda.views.row_page import Choice
from leap.cop.meeting.agenda.views.row_page import RowPage
from leap.cop.meeting.agenda.words import KIND_TITLES
from leap.cop.topic import theme_history
from plone.uuid.interfaces import IUUID


#: A kind that says nothing by itself.
_SAYS_NOTHING = "other"

#: Kinds that are not chosen by their name: a theme by its own, a story on its page.
_OWN_WAY = frozenset({agenda_rules.THEME, agenda_rules.STORY})


class AddRowView(RowPage):
    """Put something on the agenda."""

    page_title = _("Add something to the agenda")
    button = _("Add")
    has_permission_box = True
    asks = agenda_schemas.IRowWords
    unseen = {"": ADDS}

    def values(self) -> dict[str, object]:
        return {"minutes": 20}

    @property
    def choices(self) -> list[Choice]:
        """What kind it is, and who leads it; a theme, where there are any."""
        kinds = [
            (kind, title) for kind, title in KIND_TITLES.items() if kind not in _OWN_WAY
        ]
        found = [
            Choice(
                "kind",
                _("What kind of thing is it?"),
                "",
                kinds,
                self.chosen_of("kind", "other"),
            )
        ]
        if self.themes:
            options = [("", _("None of these")), *self.themes]
            value = self.chosen_of("theme")
            found.append(
                Choice("theme", _("Is it one of your themes?"), "", options, value)
            )
        return [*found, self.lead_choice()]

    @cached_property
    def themes(self) -> list[tuple[str, str]]:
        """Line and title of each theme that the reader may see."""
        known = theme_history.titles(self.community)
        return sorted(known.items(), key=lambda pair: sort_key(pair[1]))

    @property
    def has_permission(self) -> bool:
        """Whether the box about other people's views is ticked."""
        # What the reader ticked, and no address.
        return self._was_sent() and bool(self.typed("permission"))

    def sent(self) -> dict[str, object]:
        """Return what was written and chosen; a theme says which kind it is."""
        form = {**self.request.form, "lead": self.lead_sent}
        if form.get("theme"):
            form["kind"] = agenda_rules.THEME
        shown = taken(form, self.asks, is_form=True)
        found = {**taken(form, agenda_schemas.INewRow, is_form=True), **shown}
        if found["kind"] != agenda_rules.BROUGHT_VIEWS:
            found.pop("permission", None)
        return found

    def act(self, kind: str, title: str = "", **said) -> str:
        """Add it."""
        if kind == _SAYS_NOTHING and not title:
            raise Refused(_("say in a few words what it is."), "title")
        row = agenda.add(self.context, kind, by=self.me, title=title, **said)
        self.say_done(_("Added to the agenda."))
        return f"{self.url}/agenda#row-{row.id}"


class BringStoryView(RowPage):
    """Ask for time for a story of one's own, and say which one, or not."""

    page_title = _("Bring one of your stories")
    lead = _(
        "Only people who can read the story see its title on the agenda. Everybody "
        "else just sees “A story”. If you take the story back, its title disappears "
        "from the agenda."
    )
    button = _("Put it on the agenda")
    asks = agenda_schemas.IRowTime
    unseen = {"": ADDS}

    def values(self) -> dict[str, object]:
        return {"minutes": 30}

    @property
    def choices(self) -> list[Choice]:
        """The reader's own stories in this community."""
        mine = stories.own_stories(self.community, self.me)
        options = [
            ("", _("I will say which one when we meet")),
            *((IUUID(story), story.title) for story in mine),
        ]
        return [Choice("story", _("Which one?"), "", options, self.chosen_of("story"))]

    def sent(self) -> dict[str, object]:
        """Return for how long, and which story."""
        found = taken(self.request.form, self.asks, is_form=True)
        return {**found, "story": self.typed("story")}

    def act(self, minutes: int, story: str = "") -> str:
        """Put it there."""
        row = agenda.add(
            self.context, agenda_rules.STORY, by=self.me, minutes=minutes, story=story
        )
        self.say_done(_("Added to the agenda."))
        return f"{self.url}/agenda#row-{row.id}"
