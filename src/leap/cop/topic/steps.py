"""Which rounds wait for the reader: on the home of a community, and in `@cop-home`."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.home import Step
from leap.cop.topic import rules
from leap.cop.topic.collecting import me
from leap.cop.topic.collecting import RAISE_TOPIC
from leap.cop.topic.lines import PORTAL_TYPE
from leap.cop.topic.phases import ended_at
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.storage import record_of
from leap.cop.topic.storage import topics_of
from leap.cop.topic.voting import dots_left
from plone import api
from zope.i18nmessageid import Message


ADD_ROUND = "leap.cop: Add Round"

#: So many rounds are looked at, newest first: an agenda is not older than they are.
NEWEST = 8

#: So long after the close the home still says that something came out.
NEWS = timedelta(days=14)

#: What stays to be said of a round that only facilitators see so far.
_SHOW = _("Only facilitators see this round yet. Show it when it is ready: ${title}")
_WRITE = _("Write what you want to talk about: ${title}")
_SEE_WORDS = _("See where your words went: ${title}")
_GROUP = _("Group the topics: ${title}")
_GIVE = _("Give your dots in ${title}: ${left} left")
_SEE_RESULTS = _("See what came out: ${title}")
_BEGIN = _("Begin the first round of topics: ask people what they want to talk about")


class StepsOfRounds:
    """The steps for one community and one request."""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request

    def steps(self, home) -> list[Step]:
        """Give what the reader can do next in rounds that the reader may see."""
        if not home.is_inside:
            return []
        now = datetime.now(UTC)
        facilitates = home.role == community_rules.FACILITATOR
        rounds = self._newest()
        if not rounds:
            return self._first(home) if facilitates else []
        return [
            step for one in rounds for step in _steps_of(one, now, facilitates)
        ]

    def _newest(self) -> list:
        """Give the newest rounds that the reader may see; one query, no story."""
        found = api.portal.get_tool("portal_catalog")(
            path={"query": "/".join(self.community.getPhysicalPath()), "depth": 1},
            portal_type=PORTAL_TYPE,
            sort_on="created",
            sort_order="reverse",
            sort_limit=NEWEST,
        )
        return [brain._unrestrictedGetObject() for brain in found[:NEWEST]]

    def _first(self, home) -> list[Step]:
        opened = api.content.get_state(self.community, "private") != "private"
        if opened and api.user.has_permission(ADD_ROUND, obj=self.community):
            return [Step(_BEGIN, f"{home.url}/++add++{PORTAL_TYPE}")]
        return []


def _steps_of(content, now: datetime, facilitates: bool) -> list[Step]:
    """Give what the reader can do in one round."""
    url = content.absolute_url()

    def step(text: Message, page: str = "", **words) -> Step:
        return Step(Message(text, mapping={"title": content.title, **words}), url + page)

    phase = phase_of(content, now)
    steps = []
    if facilitates and api.content.get_state(content, "private") == "private":
        if phase != rules.CLOSED:
            steps.append(step(_SHOW))
    if phase == rules.COLLECTING:
        if api.user.has_permission(RAISE_TOPIC, obj=content):
            steps.append(step(_WRITE))
    elif phase == rules.GROUPING:
        if facilitates:
            steps.append(step(_GROUP))
        elif any(topic.author == me() for topic in topics_of(record_of(content))):
            steps.append(step(_SEE_WORDS))
    elif phase == rules.VOTING:
        if left := dots_left(content, now=now):
            steps.append(step(_GIVE, "/vote", left=left))
    elif _is_news(content, now):
        steps.append(step(_SEE_RESULTS))
    return steps


def _is_news(content, now: datetime) -> bool:
    ended = ended_at(content, now)
    return ended is not None and now - ended <= NEWS and is_counted(content, now)
