"""What a round holds: topics, themes and the ballot box, in one annotation of it.

Records by random ids, so that neither their order nor their ids tell who wrote first.
No record knows a time: who was there when a topic came would know who wrote it.
"""

from BTrees.OOBTree import OOBTree
from leap.cop.ballot.records import PollRecord
from leap.cop.topic import rules
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations


KEY = "leap.cop.topic.round"


class Topic(Persistent):
    """What one person wants to talk about."""

    #: Id of the theme it stands under, empty for none yet.
    theme: str = ""

    #: What its author says against the theme it was put under, empty for nothing.
    objection: str = ""

    #: Goes up with each change that everybody sees; an objection is not one.
    rev: int = 1

    def __init__(self, id: str, text: str, author: str) -> None:
        self.id = id
        self.text = text
        self.author = author


class Theme(Persistent):
    """Topics that belong together; what people give dots to."""

    #: Former titles with the day each was corrected, once the vote was open.
    labels: tuple[tuple[str, str], ...] = ()

    #: Whether the group has talked about it; else it comes back in the next round.
    dealt_with: bool = False

    #: Goes up with each change of it.
    rev: int = 1

    def __init__(
        self, id: str, title: str, description: str, position: int, line: str
    ) -> None:
        self.id = id
        self.title = title
        self.description = description
        self.position = position
        #: The same for a theme and for what it was in earlier rounds.
        self.line = line


class RoundRecord(PollRecord):
    """What is written down of one round."""

    #: Whether somebody wrote a topic while the round said that nobody is named.
    promised_unnamed: bool = False

    def __init__(self) -> None:
        super().__init__(rules.COLLECTING)
        self.topics = OOBTree()
        self.themes = OOBTree()


def record_of(content) -> RoundRecord:
    """Return the record of a round; one that is not kept, for a round without any."""
    found = IAnnotations(content).get(KEY)
    return RoundRecord() if found is None else found


def make_record(content) -> RoundRecord:
    """Return the record of a round; make and keep it when there is none."""
    annotations = IAnnotations(content)
    if KEY not in annotations:
        annotations[KEY] = RoundRecord()
    return annotations[KEY]


def themes_of(record: RoundRecord) -> list[Theme]:
    """Return the themes in the order in which the facilitators put them."""
    return sorted(record.themes.values(), key=lambda one: (one.position, one.id))


def topics_of(record: RoundRecord) -> list[Topic]:
    """Return the topics, in an order that tells nothing."""
    return list(record.topics.values())


def topics_under(record: RoundRecord, theme_id: str) -> list[Topic]:
    """Return the topics that stand under a theme."""
    return [topic for topic in topics_of(record) if topic.theme == theme_id]
