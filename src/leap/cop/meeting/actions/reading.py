"""Actions of one community as one reader sees them: what they name, looked up once."""

from collections.abc import Iterable
from functools import cached_property
from leap.cop.community.membership import Membership
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import links
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.records import Action
from leap.cop.topic import theme_history
from typing import Any


class Reader:
    """Whoever is logged in, and reads some actions of a community.

    :param found: the actions; one question to the catalog is enough for all of them.
    """

    def __init__(self, community, userid: str, found: Iterable[Action] = ()) -> None:
        self.community = community
        self.userid = userid
        self.membership = Membership(community)
        self._brains = links.brains_of(found)
        self._seen: dict[tuple[str, str], Any] = {}
        self._leads: dict[str, bool] = {}
        self._names: dict[str, str] = {}

    @cached_property
    def themes(self) -> dict[str, str]:
        """The titles of themes, by line; looked up only where one is asked for."""
        return theme_history.titles(self.community)

    def theme(self, action: Action) -> str:
        """Return the title of an action's theme, empty for none that is seen."""
        return self.themes.get(action.theme, "") if action.theme else ""

    def meeting(self, action: Action):
        """Return the meeting of an action, None for none that is seen."""
        return self._meeting(action.meeting)

    def story(self, action: Action):
        """Return the story of an action, None for none that is seen."""
        brain = self._brains.get(action.story)
        key = ("story", action.story)
        if key not in self._seen:
            self._seen[key] = links.seen(brain, links.STORY)
        return self._seen[key]

    def owner(self, action: Action) -> str:
        """Return the name of whose an action is, empty for nobody yet."""
        who = action.owner
        if who and who not in self._names:
            self._names[who] = self.membership.names([who])[who]
        return self._names.get(who, "")

    def may_change(self, action: Action) -> bool:
        """Tell whether the reader may change an action, or take it out."""
        uid = action.meeting
        if uid not in self._leads:
            found = self._meeting(uid)
            self._leads[uid] = actions.leads_at(self.community, self.userid, found)
        return action_rules.may_change(action, self.userid, self._leads[uid])

    def _meeting(self, uid: str):
        key = ("meeting", uid)
        if key not in self._seen:
            brain = self._brains.get(uid)
            self._seen[key] = links.seen_meeting(self.community, brain)
        return self._seen[key]
