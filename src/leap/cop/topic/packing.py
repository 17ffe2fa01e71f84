"""A round as plain values and back: for moving it to another site.

What is being voted on travels as it was before the vote: the ballots stay, because
nobody sees them before the close. What comes in is held against the same rules as what
somebody types; the fields come from here, and not from the files of the content.

What is refused says why in plain words: it is read on the server, in a terminal.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import UTC
from leap.cop.ballot import packing
from leap.cop.ballot.records import BallotBox
from leap.cop.community.membership import members_at
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.events import IIdForgotten
from leap.cop.core.ids import is_opaque
from leap.cop.core.records import Shelf
from leap.cop.topic import grouping
from leap.cop.topic import rules
from leap.cop.topic.content import ITopicRound
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import rules_of
from leap.cop.topic.records import KEY
from leap.cop.topic.records import record_of
from leap.cop.topic.records import RoundRecord
from leap.cop.topic.records import Theme
from leap.cop.topic.records import themes_of
from leap.cop.topic.records import Topic
from leap.cop.topic.theme_history import every_round
from plone.app.dexterity.behaviors.metadata import IBasic
from typing import Any
from zope.interface import Invalid
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import ValidationError


#: Fields of a round, with the schema that says what may stand in them.
FIELDS = {
    "title": IBasic,
    "description": IBasic,
    "stage": ITopicRound,
    "unnamed_topics": ITopicRound,
    "dots": ITopicRound,
    "max_per_theme": ITopicRound,
    "secrecy": ITopicRound,
    "opens": ITopicRound,
    "closes": ITopicRound,
}


def is_voted_on(content, now: datetime) -> bool:
    """Tell whether there are ballots that nobody may see yet."""
    phase = phase_of(content, now)
    return phase == rules.VOTING or (
        phase == rules.CLOSED and not is_counted(content, now)
    )


def pack(content, *, now: datetime) -> dict:
    """Return what a round is, as JSON can hold it; without ballots before the close."""
    record = record_of(content)
    phase = phase_of(content, now)
    fields = {name: _plain(getattr(content, name)) for name in FIELDS}
    if is_voted_on(content, now):
        # Or it would open by itself, with nobody's ballot in it.
        phase, fields["opens"] = rules.GROUPING, None
    return {
        "fields": fields,
        "phase": phase,
        "promised_unnamed": record.promised_unnamed,
        "ended": _plain(record.ended),
        "small": record.small,
        "topics": [
            {
                "id": topic.id,
                "text": topic.text,
                "author": topic.author,
                "theme": topic.theme,
                "objection": topic.objection,
            }
            for topic in record.topics.values()
        ],
        "themes": [
            {
                "id": theme.id,
                "title": theme.title,
                "description": theme.description,
                "position": theme.position,
                "line": theme.line,
                "labels": [list(label) for label in theme.labels],
                "dealt_with": theme.dealt_with,
            }
            for theme in themes_of(record)
        ],
        "box": _packed_box(content, record, now) if phase == rules.CLOSED else None,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _packed_box(content, record: RoundRecord, now: datetime) -> dict | None:
    box = record.box
    if box.rules is None:
        if record.phase == rules.CLOSED:
            # Closed without a vote.
            return None
        # It opened and closed at set times, and nobody came by.
        box = BallotBox()
        voters = members_at(community_of(content), content.opens)
        box.open(rules_of(content, record), voters, closes=content.closes)
    return packing.pack(box, now=now)


def unpack(content, sent: dict, *, now: datetime) -> RoundRecord:
    """Return the record of a round that arrives, and the round its fields.

    :param content: the new round; it has no place yet.
    :raises Refused: for what no round can be.
    """
    try:
        _set_fields(content, sent["fields"])
        record = _record(content, sent)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("round: this is none of ours.") from error
    if record.phase in (rules.COLLECTING, rules.GROUPING):
        _forget_past_times(content, now)
    record.planned = (content.opens, content.closes)
    return record


class RoundShelf(Shelf):
    """The record of one round.

    :param content: the round.
    """

    key = KEY
    counted = "topics and ballots without a name"
    make = RoundRecord

    @classmethod
    def within(cls, community: Any) -> Iterator[Shelf]:
        """Yield the shelves of the community's rounds."""
        return map(cls, every_round(community))

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out; the words and the totals stay."""
        record, userid = self.kept, forgotten.userid
        written = [one for one in record.topics.values() if one.author == userid]
        for topic in written:
            topic.author = ""
        return len(written) + record.box.forget(userid)

    def pack(self) -> dict:
        """Return the round with its fields, without ballots before the close."""
        return pack(self.content, now=datetime.now(UTC))

    def unpack(self, packed: Any) -> None:
        """Give a new round, which has no place yet, its fields and its record.

        :raises Refused: for what no round can be.
        """
        self.keep(unpack(self.content, packed, now=datetime.now(UTC)))


def _set_fields(content, sent: dict) -> None:
    for name, schema in FIELDS.items():
        field, value = schema[name], sent[name]
        if IDatetime.providedBy(field) and value is not None:
            value = datetime.fromisoformat(value)
        if value is not None and isinstance(value, bool) != IBool.providedBy(field):
            # True is a number to Python, and no number of dots.
            raise Refused(f"{name}: this cannot be.")
        try:
            field.bind(content).validate(value)
        except ValidationError as error:
            raise Refused(f"{name}: this cannot be.") from error
        setattr(content, name, value)
    try:
        ITopicRound.validateInvariants(content)
    except Invalid as error:
        raise Refused(error.args[0]) from error


def _forget_past_times(content, now: datetime) -> None:
    """Let no vote begin or end by itself because of a time that is over."""
    for name in ("opens", "closes"):
        moment = getattr(content, name)
        if moment is not None and moment <= now:
            setattr(content, name, None)


def _record(content, sent: dict) -> RoundRecord:
    record = RoundRecord()
    record.phase = sent["phase"]
    if record.phase not in (rules.COLLECTING, rules.GROUPING, rules.CLOSED):
        raise Refused("phase: a round that is voted on stays where it is.")
    for theme in map(_theme, sent["themes"]):
        _add(record.themes, theme, "themes")
    for topic in map(_topic, sent["topics"]):
        _add(record.topics, topic, "topics")
    _check_numbers(record)
    _check_places(record)
    promised = sent["promised_unnamed"]
    if type(promised) is not bool or (promised and not content.unnamed_topics):
        raise Refused("unnamed_topics: people wrote because nobody is named here.")
    record.promised_unnamed = promised or bool(content.unnamed_topics and record.topics)
    if record.phase == rules.CLOSED:
        _close(content, record, sent)
    elif sent["box"] is not None:
        raise Refused("ballots: there are none before the round is closed.")
    return record


def _close(content, record: RoundRecord, sent: dict) -> None:
    if sent["box"] is None:
        return
    record.box = packing.unpack(sent["box"])
    record.box.closes = content.closes
    if record.box.rules != rules_of(content, record):
        raise Refused("ballots: they were cast under other rules, or on other themes.")
    record.small = sent["small"]
    if type(record.small) is not int or record.small < 0:
        raise Refused("small: a whole number.")
    ended = sent["ended"]
    record.ended = None if ended is None else datetime.fromisoformat(ended)
    if record.ended is not None and record.ended.tzinfo is None:
        raise Refused("ended: a moment needs its time zone.")


def _add(kept, one: Topic | Theme, name: str) -> None:
    if not is_opaque(one.id):
        raise Refused(f"{name}: an id that is none of ours.")
    if one.id in kept:
        raise Refused(f"{name}: one stands there twice.")
    kept[one.id] = one


def _check_numbers(record: RoundRecord) -> None:
    if len(record.themes) > rules.MOST_THEMES:
        raise Refused(f"themes: a round has up to {rules.MOST_THEMES}.")
    written = Counter(topic.author for topic in record.topics.values() if topic.author)
    if written and max(written.values()) > rules.MOST_TOPICS:
        raise Refused(f"topics: one person writes up to {rules.MOST_TOPICS}.")


def _check_places(record: RoundRecord) -> None:
    for topic in record.topics.values():
        if topic.theme and topic.theme not in record.themes:
            raise Refused("topics: one stands under a theme that there is not.")
    dealt_with = any(theme.dealt_with for theme in record.themes.values())
    if dealt_with and record.phase != rules.CLOSED:
        raise Refused("themes: none is dealt with before the round is closed.")


def _topic(sent: dict) -> Topic:
    topic = Topic(sent["id"], _text(sent["text"], rules.LONGEST_TOPIC), sent["author"])
    topic.theme = sent["theme"]
    topic.objection = sent["objection"]
    short = len(topic.objection) <= rules.LONGEST_TOPIC
    strings = (topic.author, topic.theme, topic.objection)
    if not short or not all(isinstance(one, str) for one in strings):
        raise Refused("topics: one of them is none.")
    return topic


def _theme(sent: dict) -> Theme:
    title = _text(sent["title"], grouping.LONGEST_TITLE)
    description, line = sent["description"], sent["line"]
    position, dealt_with = sent["position"], sent["dealt_with"]
    fits = (
        isinstance(description, str)
        and len(description) <= grouping.LONGEST_DESCRIPTION
        and type(position) is int
        and type(dealt_with) is bool
        and is_opaque(line)
    )
    if not fits:
        raise Refused("themes: one of them is none.")
    theme = Theme(sent["id"], title, description, position, line)
    theme.dealt_with = dealt_with
    theme.labels = tuple(
        (
            _text(former, grouping.LONGEST_TITLE),
            date.fromisoformat(day).isoformat(),
        )
        for former, day in sent["labels"]
    )
    return theme


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise Refused(f"text: from one sign to {longest}.")
    return value
