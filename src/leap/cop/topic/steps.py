"""Which rounds wait for the reader: on the home of a community, and in `@cop-home`.

Each sentence names its round, and there is one only where there is something to do.
What stands under a round's title in the list of rounds is said by `views.waiting`.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.home import Home
from leap.cop.core import binding
from leap.cop.core.me import me
from leap.cop.core.permissions import ADD_ROUND
from leap.cop.core.waiting import found_in
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import ROUNDS
from leap.cop.core.waiting import Waiting
from leap.cop.topic import rules
from leap.cop.topic.collecting import may_raise
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import poll_of
from leap.cop.topic.put_aside import is_put_aside
from leap.cop.topic.records import record_of
from leap.cop.topic.records import topics_of
from leap.cop.topic.theme_history import PORTAL_TYPE
from leap.cop.topic.voting import dots_left
from plone import api
from zope.globalrequest import getRequest
from zope.i18nmessageid import Message
from zope.interface import implementer


#: So many rounds are looked at, newest first: an agenda is not older than they are.
NEWEST = 8

#: So long after the close the home still says that something came out.
NEWS = timedelta(days=14)

_SHOW = _("Show this round to members when it is ready: ${title}")
_WRITE = _("Write what you want to talk about: ${title}")
_SEE_WORDS = _("See where your topics went: ${title}")
_GROUP = _("Group the topics: ${title}")
_GIVE = _("Give your dots: ${title} (${left} left)")
_SEE_RESULTS = _("See the results: ${title}")
_BEGIN = _("Start the first round: ask people what they want to talk about")


def newest_rounds(community) -> list:
    """Return the newest rounds that the reader may see; one query, no story."""
    found = found_in(community, "newest-rounds", _newest)[:NEWEST]
    # By their ids: the way there from the site is known already.
    return [community._getOb(brain.getId) for brain in found]


def _newest(paths: list[str]):
    limit = {"sort_limit": NEWEST} if len(paths) == 1 else {}
    return api.portal.get_tool("portal_catalog")(
        path={"query": paths, "depth": 1},
        portal_type=PORTAL_TYPE,
        sort_on="created",
        sort_order="reverse",
        **limit,
    )


@implementer(IWaiting)
class RoundsWaiting(CommunityAdapter):
    """What waits in the rounds of a community."""

    def rows(self, userid: str) -> list[Waiting]:
        """Return what the reader can do in rounds that the reader may see."""
        home = Home(self.community, getRequest())
        if not home.is_inside:
            return []
        now = datetime.now(UTC)
        facilitates = home.facilitates
        rounds = newest_rounds(self.community)
        if not rounds:
            return self._first(home) if facilitates else []
        found = (_RoundSteps(one, now, facilitates) for one in rounds)
        return [step for one in found for step in one.steps()]

    def _first(self, home) -> list[Waiting]:
        opened = binding.state_of(self.community) != "private"
        if opened and api.user.has_permission(ADD_ROUND, obj=self.community):
            url = f"{home.url}/++add++{PORTAL_TYPE}"
            return [Waiting("first-round", _BEGIN, url, weight=ROUNDS, waits=False)]
        return []


class _RoundSteps:
    """What the reader can do in one round."""

    def __init__(self, content, now: datetime, facilitates: bool) -> None:
        self.content = content
        self.now = now
        self.facilitates = facilitates
        self.phase = phase_of(content, now)

    def steps(self) -> list[Waiting]:
        at_this_phase = {
            rules.COLLECTING: self._collecting,
            rules.GROUPING: self._grouping,
            rules.VOTING: self._voting,
            rules.CLOSED: self._closed,
        }[self.phase]
        return [*self._while_prepared(), *at_this_phase()]

    def _step(
        self,
        kind: str,
        text: Message,
        page: str = "",
        left: int = 1,
        *,
        waits: bool = True,
    ) -> Waiting:
        said = Message(text, mapping={"title": self.content.title, "left": left})
        url = f"{self.content.absolute_url()}{page}"
        return Waiting(kind, said, url, weight=ROUNDS, waits=waits)

    def _while_prepared(self) -> list[Waiting]:
        state = binding.state_of(self.content)
        if self.facilitates and state == "private" and self.phase != rules.CLOSED:
            return [self._step("show-round", _SHOW)]
        return []

    def _collecting(self) -> list[Waiting]:
        if not may_raise(self.content, self.now):
            return []
        return [self._step("write-topics", _WRITE, waits=not self._wrote)]

    @property
    def _wrote(self) -> bool:
        """Whether the reader wrote a topic here."""
        topics = topics_of(record_of(self.content))
        return any(topic.author == me() for topic in topics)

    def _grouping(self) -> list[Waiting]:
        if self.facilitates:
            topics = topics_of(record_of(self.content))
            is_left = any(not topic.theme for topic in topics)
            return [self._step("group-topics", _GROUP, waits=is_left)]
        if not self._wrote:
            return []
        return [self._step("see-topics", _SEE_WORDS, waits=False)]

    def _voting(self) -> list[Waiting]:
        left = dots_left(self.content, now=self.now)
        return [self._step("give-dots", _GIVE, "/vote", left)] if left else []

    def _closed(self) -> list[Waiting]:
        ended = poll_of(self.content).ended_at(self.now)
        if ended is None or self.now - ended > NEWS:
            return []
        if is_put_aside(self.content) or not is_counted(self.content, self.now):
            return []
        step = self._step("see-results", _SEE_RESULTS, waits=False)
        return [step._replace(aside=f"{step.url}/put-aside")]
