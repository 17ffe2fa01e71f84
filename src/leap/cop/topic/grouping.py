"""Themes: topics that belong together, as the facilitators group them.

Until the first ballot everything can be changed. From then on themes stay, also when it
is taken back: people gave their dots to what they read. Only a label is corrected; once
the vote is open, both labels are shown: somebody may have the page with the old one
before them.
"""

from collections.abc import Iterable
from datetime import datetime
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.errors import too_long
from leap.cop.core.ids import new_id
from leap.cop.core.numbers import written
from leap.cop.core.text import seen
from leap.cop.topic import rules
from leap.cop.topic.phases import needs_a_theme
from leap.cop.topic.phases import poll_of
from leap.cop.topic.phases import rules_of
from leap.cop.topic.phases import settle
from leap.cop.topic.records import record_of
from leap.cop.topic.records import RoundRecord
from leap.cop.topic.records import Theme
from leap.cop.topic.records import themes_of
from leap.cop.topic.records import topics_under
from zExceptions import NotFound


LONGEST_TITLE = 150
LONGEST_DESCRIPTION = 1000

#: What can be sent of a theme.
FIELDS = ("title", "description", "topics", "position", "dealt_with")


def themes(content) -> list[Theme]:
    """Return the themes in the facilitators' order."""
    return themes_of(record_of(content))


def theme(content, theme_id: str) -> Theme:
    """Return one theme.

    :raises NotFound: for an id that there is not.
    """
    return _theme(record_of(content), theme_id)


def add_theme(
    content,
    title: object,
    description: object = "",
    topics: Iterable[str] | None = (),
    *,
    now: datetime,
    line: str = "",
) -> Theme:
    """Make a theme, with topics under it.

    :param line: the life-line that it goes on with; a new one, if empty.
    :raises Refused: for a title that is none, or topics that there are not.
    :raises NotNow: after the first ballot; for the first theme when the time for the
        vote is over already.
    """
    label = _title(title)
    words = _description(description)
    record = settle(content, now)
    _check_free(record)
    chosen = _topics(record, topics)
    if record.phase == rules.GROUPING and not record.themes:
        poll_of(content).check_opens_later(now)
    if len(record.themes) >= rules.MOST_THEMES:
        raise NotNow(
            _(
                "a round has up to ${limit} themes.",
                mapping={"limit": written(rules.MOST_THEMES)},
            ),
            "title",
        )
    last = max((one.position for one in record.themes.values()), default=0)
    made = Theme(new_id(), label, words, last + 1, line or new_id())
    record.themes[made.id] = made
    _move(record, chosen, made.id)
    _follow(content, record, now)
    return made


def change_theme(content, theme_id: str, sent: dict, *, now: datetime) -> Theme:
    """Change a theme: some of `FIELDS`.

    Once the vote is open a corrected title is written down beside the old one; after
    the first ballot descriptions and topics stay as they are. `dealt_with` is said of
    a round that is over.

    :raises Refused: for values that do not fit.
    :raises NotNow: for what is not free any more.
    """
    record = settle(content, now)
    found = _theme(record, theme_id)
    if not set(sent) & set(FIELDS):
        raise Refused(_("send what you want to change."), "title")
    before = _state(record, found)
    if "topics" in sent:
        _check_free(record)
        chosen = _topics(record, sent["topics"])
        here = topics_under(record, found.id)
        _move(record, [one for one in here if one not in chosen], "")
        _move(record, chosen, found.id)
    if "title" in sent:
        _relabel(record, found, _title(sent["title"]), now)
    if "description" in sent:
        _describe(record, found, _description(sent["description"]))
    if "position" in sent:
        _place(record, found, sent["position"])
    if "dealt_with" in sent:
        _deal_with(record, found, sent["dealt_with"])
    if _state(record, found) != before:
        found.rev += 1
    return found


def _state(record: RoundRecord, found: Theme) -> tuple:
    """Return what of a theme can be changed."""
    here = sorted(topic.id for topic in topics_under(record, found.id))
    words = (found.title, found.description)
    return (*words, found.position, found.dealt_with, here)


def drop_theme(content, theme_id: str, *, now: datetime) -> None:
    """Take a theme out; its topics stand alone again.

    :raises NotNow: after the first ballot, and for the last theme of an open vote.
    """
    record = settle(content, now)
    found = _theme(record, theme_id)
    _check_free(record)
    if record.phase == rules.VOTING and len(record.themes) == 1:
        raise needs_a_theme()
    _move(record, topics_under(record, theme_id), "")
    del record.themes[found.id]
    _follow(content, record, now)


def move_topic(content, topic_id: str, theme_id: str | None, *, now: datetime) -> None:
    """Put a topic under a theme, or under none (empty). An objection is answered so.

    :raises Refused: for a theme that there is not.
    :raises NotNow: after the first ballot.
    """
    move_topics(content, {topic_id: theme_id}, now=now)


def move_topics(content, places: dict[str, str | None], *, now: datetime) -> int:
    """Put topics under themes, all at once; return how many were moved.

    :param places: theme id (empty or None for no theme) by topic id.
    """
    record = settle(content, now)
    moved = 0
    for topic_id, theme_id in places.items():
        topic = record.topics.get(topic_id)
        if topic is None:
            raise NotFound(topic_id)
        wanted = theme_id or ""
        if wanted and wanted not in record.themes:
            raise Refused(_("there is no such theme in this round."), "theme")
        if topic.theme != wanted:
            _check_free(record)
            _move(record, [topic], wanted)
            moved += 1
    return moved


def is_free(content) -> bool:
    """Tell whether themes can still be changed: nobody has voted so far."""
    return _is_free(record_of(content))


def _is_free(record: RoundRecord) -> bool:
    return record.phase != rules.CLOSED and not record.box.has_begun


def _check_free(record: RoundRecord) -> None:
    if not _is_free(record):
        raise NotNow(
            _(
                "somebody has voted on these themes, or the round is over, so they "
                "cannot be changed. You can correct a title, or start a new round."
            ),
            "themes",
        )


def _follow(content, record: RoundRecord, now: datetime) -> None:
    """Let the box know which themes there are, where the vote is open already."""
    if record.phase == rules.VOTING:
        record.box.change(rules=rules_of(content, record), now=now)


def _relabel(record: RoundRecord, found: Theme, label: str, now: datetime) -> None:
    if label == found.title:
        return
    if record.phase in (rules.VOTING, rules.CLOSED):
        found.labels = (*found.labels, (found.title, now.date().isoformat()))
    found.title = label


def _describe(record: RoundRecord, found: Theme, words: str) -> None:
    if words == found.description:
        return
    _check_free(record)
    found.description = words


def _place(record: RoundRecord, found: Theme, position: int) -> None:
    """Put a theme on a place, counted from 1; the others close up."""
    others = [one for one in themes_of(record) if one is not found]
    others.insert(min(max(position - 1, 0), len(others)), found)
    for number, one in enumerate(others, 1):
        if one.position != number:
            one.position = number


def _deal_with(record: RoundRecord, found: Theme, value: bool) -> None:
    if record.phase != rules.CLOSED:
        raise NotNow(_("you can say this once the vote is over."), "dealt_with")
    found.dealt_with = value


def _move(record: RoundRecord, chosen: Iterable, theme_id: str) -> None:
    for topic in chosen:
        if topic.theme != theme_id:
            topic.theme = theme_id
            topic.objection = ""
            topic.rev += 1


def _title(value: object) -> str:
    label = " ".join(seen(value).split()) if isinstance(value, str) else ""
    if not label or len(label) > LONGEST_TITLE:
        raise Refused(
            _(
                "write a short title of up to ${limit} characters.",
                mapping={"limit": written(LONGEST_TITLE)},
            ),
            "title",
        )
    return label


def _description(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_DESCRIPTION:
        raise too_long(LONGEST_DESCRIPTION, "description")
    return seen(value).strip()


def _topics(record: RoundRecord, ids: Iterable[str] | None) -> list:
    chosen = dict.fromkeys(ids or ())
    if not all(one in record.topics for one in chosen):
        raise Refused(_("send ids of topics of this round."), "topics")
    return [record.topics[one] for one in chosen]


def _theme(record: RoundRecord, theme_id: str) -> Theme:
    found = record.themes.get(theme_id)
    if found is None:
        raise NotFound(theme_id)
    return found
