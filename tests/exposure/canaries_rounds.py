"""What people write in a planted round: topics, an objection, themes; and their dots.

Who wrote a topic nobody finds, unless the round names people: then members do. The
others are a teller's, whose name and id stand on no page by chance.
"""

from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from tests.exposure import readers
from tests.exposure.canaries_media import Below


FIELDS = ("topic", "loose", "objection", "theme", "about_theme")

#: Key of a round: how far it is taken, and whether it names people.
HOW_FAR = {
    "preparedround": ("grouping", False),
    "innerround": ("voting", False),
    "openround": ("closed", False),
    "namedround": ("grouping", True),
}

KINDS = ("topic", "theme")

AUTHOR = ("zzscribble", "Zzigrid Scribblemore")


def write(content, key: str, word, password: str, now) -> tuple[dict, dict, dict]:
    """Write in a round and take it on; give canaries, readers by canary, and ids.

    :param word: gives the canary of a field.
    """
    words = {name: word(name) for name in FIELDS}
    phase, named = HOW_FAR[key]
    readers_of = {
        # For its author and the facilitators, never for the site's administrators.
        "objection": readers.READ_ROUND["private"] & frozenset({"facilitator"}),
    }
    author, other = _authors(content, named, password, now)
    if named:
        content.unnamed_topics = False
        words["person_author"] = AUTHOR[1].split()[1].lower()
        readers_of["person_author"] = readers.MEMBERS | readers.WAITING
    with api.env.adopt_user(author):
        topic = collecting.raise_topic(content, words["topic"], now=now).id
    with api.env.adopt_user(other):
        collecting.raise_topic(content, words["loose"], now=now)
    with api.env.adopt_user("facilitator"):
        theme = grouping.add_theme(
            content, words["theme"], words["about_theme"], [topic], now=now
        ).id
        grouping.add_theme(content, "Something else", now=now)
        phases.go_to(content, "grouping", now=now)
    with api.env.adopt_user(author):
        collecting.object_to(content, topic, words["objection"], now=now)
    if phase != "grouping":
        _vote(content, theme, phase, now)
    return (
        words,
        readers_of,
        {
            kind: Below(f"{content.absolute_url()}/@{kind}s/{one}", one, one)
            for kind, one in (("topic", topic), ("theme", theme))
        },
    )


def _authors(content, named: bool, password: str, now) -> tuple[str, str]:
    if api.content.get_state(content) == "private":
        # Nobody else raises one while it is prepared.
        return "facilitator", "facilitator"
    if not named:
        return "zzquibble", "zzwimble"
    userid, fullname = AUTHOR
    api.user.create(
        username=userid,
        email=f"{userid}@example.org",
        password=password,
        properties={"fullname": fullname},
    )
    collecting.Membership(content.__parent__).add(userid, "member", now=now)
    return userid, userid


def _vote(content, theme: str, phase: str, now) -> None:
    with api.env.adopt_user("facilitator"):
        phases.go_to(content, "voting", now=now)
    for userid, dots in (("zzquibble", 3), ("zzwimble", 1)):
        with api.env.adopt_user(userid):
            voting.cast(content, {theme: dots}, now=now)
    assert record_of(content).box.voted_total == 2
    if phase == "closed":
        with api.env.adopt_user("facilitator"):
            phases.go_to(content, "closed", now=now)
