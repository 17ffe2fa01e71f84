"""Topics: what each wants to talk about, in their own words. For forms and REST.

Who may is asked by the permission of the view or service (raise: members); whose a
topic is, is asked here. Only its author changes or places an objection; the author and
the facilitators take it out, at any time: a name in it is taken back at once.
"""

from datetime import datetime
from functools import cache
from leap.cop import _
from leap.cop.ballot.buckets import pin
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import too_long
from leap.cop.core.ids import new_id
from leap.cop.core.me import me
from leap.cop.core.numbers import written
from leap.cop.core.permissions import GROUP_TOPICS
from leap.cop.core.permissions import RAISE_TOPIC
from leap.cop.core.text import seen
from leap.cop.topic import rules
from leap.cop.topic.phases import is_inside
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import settle
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Topic
from leap.cop.topic.records import topics_of
from plone import api
from typing import NamedTuple
from zExceptions import NotFound


class TopicRow(NamedTuple):
    """A topic as one reader sees it."""

    id: str
    text: str
    theme: str
    mine: bool
    #: The name of who wrote it, where the round names people and the reader is inside.
    author: str
    #: For its author and the facilitators.
    objection: str
    rev: int


def may_group(content) -> bool:
    """Tell whether the current user facilitates this round."""
    return api.user.has_permission(GROUP_TOPICS, obj=content)


def may_raise(content, now: datetime) -> bool:
    """Tell whether the current user may write a topic now."""
    collecting = phase_of(content, now) == rules.COLLECTING
    return collecting and api.user.has_permission(RAISE_TOPIC, obj=content)


class _Reader:
    """Who reads topics: asked once, however many topics there are."""

    def __init__(self, content) -> None:
        self.userid = me()
        self.inside = is_inside(content)
        self.groups = self.inside and may_group(content)
        self.named = self.inside and not content.unnamed_topics
        members = Membership(community_of(content))
        # By the names that are kept: a board may have topics of everybody.
        self.fullname = cache(
            lambda userid: members.kept(userid).fullname or members.fullname(userid)
        )

    def row(self, topic: Topic) -> TopicRow:
        """Return a topic as this reader sees it."""
        mine = bool(topic.author) and topic.author == self.userid
        return TopicRow(
            id=topic.id,
            text=topic.text,
            theme=topic.theme,
            mine=mine,
            rev=topic.rev,
            author=self.fullname(topic.author) if self.named and topic.author else "",
            objection=topic.objection if mine or self.groups else "",
        )


def topics(content) -> list[TopicRow]:
    """Return the topics: the reader's own first, the others in no order that tells."""
    reader = _Reader(content)
    found = [reader.row(topic) for topic in topics_of(record_of(content))]
    return sorted(found, key=lambda row: not row.mine)


def objections_total(content) -> int:
    """Return how many authors say something against where their topic was put."""
    return sum(bool(topic.objection) for topic in topics_of(record_of(content)))


def topic_row(content, topic_id: str) -> TopicRow:
    """Return one topic as the current user sees it.

    :raises NotFound: for an id that there is not.
    """
    return _row(content, _topic(record_of(content), topic_id))


def _row(content, topic: Topic) -> TopicRow:
    return _Reader(content).row(topic)


def raise_topic(content, text: str, *, now: datetime) -> TopicRow:
    """Write a topic.

    :raises Refused: for a text that is none, empty or too long, or one too many.
    :raises NotNow: when topics are not collected any more.
    """
    words = _checked(text)
    record = settle(content, now)
    _check_phase(record.phase, rules.COLLECTING)
    author = me()
    mine = [topic for topic in record.topics.values() if topic.author == author]
    for topic in mine:
        if topic.text == words:
            # A double click, or a retry whose first answer was lost.
            return _row(content, topic)
    if len(mine) >= rules.MOST_TOPICS:
        raise NotNow(
            _(
                "you have written ${limit} topics. Take one back first.",
                mapping={"limit": written(rules.MOST_TOPICS)},
            ),
            "text",
        )
    topic = Topic(new_id(), words, author)
    record.topics[topic.id] = topic
    if content.unnamed_topics and not record.promised_unnamed:
        record.promised_unnamed = True
        # Whoever says at this moment that people are named has to wait.
        pin(content)
    return _row(content, topic)


def change_topic(content, topic_id: str, text: str, *, now: datetime) -> TopicRow:
    """Change the words of one's own topic, until the vote opens.

    :raises NotYours: for somebody else's.
    """
    record = settle(content, now)
    topic = _own(record, topic_id)
    words = _checked(text)
    _check_phase(record.phase, rules.COLLECTING, rules.GROUPING)
    if topic.text != words:
        topic.text = words
        topic.rev += 1
    return _row(content, topic)


def object_to(content, topic_id: str, why: str, *, now: datetime) -> TopicRow:
    """Say something against where one's own topic was put; empty takes it back.

    :raises NotNow: before it was put anywhere, and after the vote opened.
    """
    record = settle(content, now)
    topic = _own(record, topic_id)
    if len(why) > rules.LONGEST_TOPIC:
        raise too_long(rules.LONGEST_TOPIC, "objection")
    _check_phase(record.phase, rules.GROUPING)
    words = seen(why).strip()
    if not topic.theme and words:
        raise NotNow(_("this topic is not in a theme yet."), "objection")
    topic.objection = words
    return _row(content, topic)


def drop_topic(content, topic_id: str, *, now: datetime) -> None:
    """Take a topic out: one's own, or any as a facilitator. No dot changes by it."""
    record = settle(content, now)
    topic = _topic(record, topic_id)
    if topic.author != me() and not may_group(content):
        raise NotYours(
            _("Only the person who wrote a topic, or a facilitator, can take it back.")
        )
    del record.topics[topic.id]


def _checked(text: str) -> str:
    words = seen(text).strip()
    if not words:
        raise Refused(_("say in a few words what you want to talk about."), "text")
    if len(words) > rules.LONGEST_TOPIC:
        raise too_long(rules.LONGEST_TOPIC, "text")
    return words


def _check_phase(phase: str, *allowed: str) -> None:
    if phase not in allowed:
        raise NotNow(_("This is not possible at this point in the round."))


def _topic(record, topic_id: str) -> Topic:
    topic = record.topics.get(topic_id)
    if topic is None:
        raise NotFound(topic_id)
    return topic


def _own(record, topic_id: str) -> Topic:
    topic = _topic(record, topic_id)
    if topic.author != me():
        raise NotYours(_("Only the person who wrote a topic can change it."))
    return topic
