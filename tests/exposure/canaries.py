"""What is planted: words that stand in one field of one thing, and who may read each.

A word is made of the thing and the field, so that a leak says by itself what leaked.
What stands below a story is planted in `canaries_media`, what is written about it, and
about people on their way in, in `canaries_written`. To add a kind of its own, write a
function like `plant_community` and call it in `worlds.full_world`.
"""

from leap.cop.community.membership import Membership
from leap.cop.consent import rules as consent
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobImage
from plone.uuid.interfaces import IUUID
from tests.exposure import canaries_agreements
from tests.exposure import canaries_media
from tests.exposure import canaries_meetings
from tests.exposure import canaries_rounds
from tests.exposure import canaries_written
from tests.exposure import readers
from tests.exposure.canaries_media import Below
from typing import NamedTuple


RICH = ("starting_point", "participation_work", "reflection", "learning")
LINES = ("title", "description", "content_note")
OTHERS = "others_note"
REASON = "reason"

COMMUNITY_RICH = ("purpose", "process", "benefits", "commitments")
COMMUNITY_LINES = ("title", "description", "standing_question", "safeguarding_contact")
COMMUNITY_LINES += ("short_name", "picture_text")
#: What the camera wrote into its picture, for nobody.
COMMUNITY_CAMERA = ("image_exif", "image_comment")


class Planted(NamedTuple):
    """One thing with canaries in it."""

    key: str
    kind: str
    state: str
    url: str
    id: str
    uid: str
    teller: str | None
    attribution: str
    #: Field to canary.
    words: dict[str, str]
    #: Canary's field to the readers who may see it; fields not named: `readers`.
    readers_of: dict[str, frozenset]
    readers: frozenset
    #: Kind to what stands below it.
    below: dict[str, Below] = {}

    def may_read(self, reader: str | None, field: str = "") -> bool:
        return reader in self.readers_of.get(field, self.readers)


def word(key: str, field: str) -> str:
    """Give the canary of a field: letters only, lower case, found in no dictionary."""
    return f"zz{key}{field}zz".replace("_", "")


def html(text: str) -> RichTextValue:
    return RichTextValue(f"<p>{text}</p>", "text/html", "text/x-html-safe")


#: Key: the steps that lead there, and how the teller is named.
WAYS = {
    "private": ((), "anonymous"),
    "community": (("community",), "anonymous"),
    "pending": (("public",), "anonymous"),
    "communitypending": (("community", "public"), "anonymous"),
    "public": (("public", "approve"), "anonymous"),
    "named": (("public", "approve"), "name"),
    "role": (("public", "approve"), "role"),
    "returned": (("public", "return"), "anonymous"),
    "sentback": (("community", "public", "return"), "role"),
    "heldcommunity": (("community", "take_down"), "anonymous"),
    "heldpublic": (("public", "approve", "take_down"), "anonymous"),
    "withdrawn": (("public", "approve", "withdraw"), "name"),
    "deleted": (("public", "approve", "delete"), "name"),
}

#: Who writes a reason, and so may read it again.
WRITERS = {"return": "reviewer", "take_down": "facilitator"}

COMMUNITIES = {"closedcircle": "private", "innercircle": "community"}

#: Rounds of topics, with the transitions that lead to their states.
ROUNDS = {
    "preparedround": (),
    "innerround": ("share",),
    "openround": ("publish",),
    "namedround": ("publish",),
}

#: Agreements, with the transitions that follow after one version counts; None where
#: facilitators have not shown it yet, so that none does.
AGREEMENTS: dict[str, tuple[str, ...] | None] = {
    "hiddenagreement": None,
    "inneragreement": (),
    "openagreement": ("publish",),
}

#: Meetings, with the transitions that lead to their states.
MEETINGS = {
    "preparedmeeting": (),
    "innermeeting": ("share",),
    "openmeeting": ("share", "publish"),
    "heldmeeting": ("share", "publish"),
}

#: Of each kind of thing one in the state that the fewest read.
INMOST = frozenset(
    {"private", "closedcircle", "preparedround", "hiddenagreement", "preparedmeeting"}
)


def story_fields(key: str) -> dict:
    """Return a story's fields, a canary in each."""
    fields = {name: html(word(key, name)) for name in RICH}
    fields |= {name: word(key, name) for name in (*LINES, OTHERS)}
    return {**fields, "others_recognisable": "details_changed"}


def plant_story(community, key: str, number: int, now) -> Planted:
    """Tell a story with canaries and lead it on its way."""
    steps, attribution = WAYS[key]
    teller = list(readers.TELLERS)[number % len(readers.TELLERS)]
    names = (*RICH, *LINES, OTHERS, *canaries_media.FIELDS)
    words = {name: word(key, name) for name in names}
    with api.env.adopt_user(teller):
        story = api.content.create(
            community, type="leap.cop.Story", **story_fields(key)
        )
        below = canaries_media.plant(story, words)
        text = ""
        if attribution == "role":
            words["attribution_text"] = text = word(key, "attribution_text")
    about = {"url": story.absolute_url(), "id": story.getId(), "uid": IUUID(story)}
    readers_of = dict.fromkeys(canaries_media.FOR_NOBODY, frozenset())
    for step in steps:
        if step in ("return", "take_down"):
            words[REASON] = word(key, REASON)
            readers_of[REASON] = frozenset({WRITERS[step]})
        take_step(community, story, step, teller, attribution, text, key, now)
    gone = about["id"] not in community
    state = "private" if gone else lifecycle.state_of(story)
    readers_of[OTHERS] = readers.READ_REVIEW[state]
    if not gone:
        written, read_by = canaries_written.write_about(
            story, teller, lambda field: word(key, field), now
        )
        words |= written
        readers_of |= read_by
    return Planted(
        key=key,
        kind="story",
        state=state,
        teller=teller,
        attribution=attribution,
        words=words,
        readers_of=readers_of,
        readers=readers.READ_STORY[state],
        below=below,
        **about,
    )


def take_step(community, story, step, teller, attribution, text, key, now) -> None:
    """Make one step of a story's way, as whoever makes it."""
    if step in consent.GRANTABLE:
        with api.env.adopt_user(teller):
            lifecycle.grant(
                story, step, now=now, attribution=attribution, attribution_text=text
            )
    elif step == "approve":
        with api.env.adopt_user("reviewer"):
            lifecycle.move(story, "approve", now=now)
    elif step in WRITERS:
        with api.env.adopt_user(WRITERS[step]):
            lifecycle.move(story, step, comment=word(key, REASON), now=now)
    elif step == "withdraw":
        with api.env.adopt_user(teller):
            lifecycle.withdraw(story)
    elif step == "delete":
        with api.env.adopt_user(teller):
            community.manage_delObjects([story.getId()])


def plant_community(portal, key: str, make_community) -> Planted:
    """Make a community with canaries in its fields."""
    state = COMMUNITIES[key]
    names = (*COMMUNITY_RICH, *COMMUNITY_LINES)
    words = {name: word(key, name)[:40] for name in names}
    fields = {name: html(words[name]) for name in COMMUNITY_RICH}
    fields |= {name: words[name] for name in COMMUNITY_LINES}
    words |= {name: word(key, name) for name in COMMUNITY_CAMERA}
    taken = canaries_media.picture(*(words[name] for name in COMMUNITY_CAMERA))
    fields["picture"] = NamedBlobImage(taken, filename="a.jpg")
    with api.env.adopt_user("siteadmin"):
        community = make_community(portal, state=state, id=f"circle{key}", **fields)
    return Planted(
        key=key,
        kind="community",
        state=state,
        url=community.absolute_url(),
        # Chosen, and no secret: the form says so.
        id="",
        uid=IUUID(community),
        teller=None,
        attribution="",
        words=words,
        readers_of=dict.fromkeys(COMMUNITY_CAMERA, frozenset()),
        readers=readers.READ_COMMUNITY[state],
    )


def plant_round(community, key: str) -> Planted:
    """Make a round of topics with canaries in its fields."""
    words = {name: word(key, name) for name in ("title", "description")}
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.TopicRound", **words)
        for transition in ROUNDS[key]:
            api.content.transition(made, transition)
    state = api.content.get_state(made)
    return Planted(
        key=key,
        kind="round",
        state=state,
        url=made.absolute_url(),
        id=made.getId(),
        uid=IUUID(made),
        teller=None,
        attribution="",
        words=words,
        readers_of={},
        readers=readers.READ_ROUND[state],
    )


def write_in_round(content, planted: Planted, password: str, now) -> Planted:
    """Have people write in a planted round, and take it on."""
    key = planted.key
    words, readers_of, below = canaries_rounds.write(
        content, key, lambda field: word(key, field), password, now
    )
    return planted._replace(
        words={**planted.words, **words}, readers_of=readers_of, below=below
    )


def plant_agreement(
    portal, key: str, make_community, password: str, now, id_: str = ""
) -> Planted:
    """Make an agreement with canaries, in a community of its own that all staff see."""
    with api.env.adopt_user("siteadmin"):
        community = make_community(
            portal, id=id_ or f"agreed{key}", requires_agreement=True
        )
    Membership(community).remove("siteadmin", now=now)
    canaries_agreements.give_places(community, password, now)
    return begin_agreement(community, key, now)


def begin_agreement(community, key: str, now) -> Planted:
    """Make an agreement with canaries where everybody who asks has a place."""
    names = ("title", "description", "one_line")
    fields = {name: word(key, name) for name in names}
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.Agreement", **fields)
    words, readers_of, below = canaries_agreements.write(
        made, lambda field: word(key, field), AGREEMENTS[key], now
    )
    state = api.content.get_state(made)
    return Planted(
        key=key,
        kind="agreement",
        state=state,
        url=made.absolute_url(),
        id=made.getId(),
        uid=IUUID(made),
        teller=None,
        attribution="",
        words={**fields, **words},
        readers_of=readers_of,
        readers=readers.READ_COMMUNITY[state],
        below=below,
    )


def plant_meeting(community, key: str, password: str, now) -> Planted:
    """Plan a meeting with canaries, and write in it."""
    canaries_meetings.give_places(community, password, now)
    fields, words = canaries_meetings.fields(lambda field: word(key, field), key)
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.Meeting", **fields)
        for transition in MEETINGS[key]:
            api.content.transition(made, transition)
    written, readers_of, below = canaries_meetings.write(
        made, key, lambda field: word(key, field)
    )
    state = api.content.get_state(made)
    return Planted(
        key=key,
        kind="meeting",
        state=state,
        url=made.absolute_url(),
        id=made.getId(),
        uid=IUUID(made),
        teller=None,
        attribution="",
        words={**words, **written},
        readers_of=readers_of,
        readers=readers.READ_ROUND[state],
        below=below,
    )


def plant_way_in(portal, community, password: str, now) -> Planted:
    """Write down people who ask and are asked to come in; its id is that of a form."""
    words, form = canaries_written.write_the_way_in(
        portal, community, lambda field: word("wayin", field), password, now
    )
    return Planted(
        key="wayin",
        kind="way in",
        state="",
        url=community.absolute_url(),
        id=form,
        uid=form,
        teller=None,
        attribution="",
        words=words,
        readers_of=canaries_written.WAY_IN,
        readers=canaries_written.LET_IN,
    )


def leaks(
    answer, reader, planted, *, asked: str, tells=frozenset(), known=()
) -> list[str]:
    """Return what an answer tells this reader beyond the audience of anything planted.

    :param asked: what the question held already; its echo is no leak.
    :param tells: what else this very channel may tell (`channels.Channel.tells`).
    :param known: UIDs that stock content of the site shows by itself.
    """
    headers = map(": ".join, answer.headers.items())
    body = canaries_media.text_of(answer)
    text = "\n".join([answer.reason or "", *headers, body]).lower()
    asked = asked.lower()
    needles = [
        needle
        for thing in planted
        for needle in _needles(thing, reader, tells=tells, known=known)
    ]
    if "people" not in tells:
        needles += _names(reader, planted)
    return [
        label
        for label, needle in needles
        if needle and needle in text and needle not in asked
    ]


def _needles(thing: Planted, reader, *, tells, known) -> list[tuple[str, str]]:
    """Return what of a thing this reader must not find, with what it is called."""
    found = [
        (f"{thing.key}: {field}", needle)
        for field, needle in thing.words.items()
        if not thing.may_read(reader, field)
        and not (field.startswith("person_") and "people" in tells)
    ]
    has_keys = "ids" in tells and reader in readers.ADMINS
    if not thing.may_read(reader) and not has_keys:
        found.append((f"{thing.key}: id", thing.id))
        for kind, below in thing.below.items():
            found.append((f"{thing.key}: {kind}'s id", below.id))
            found.append((f"{thing.key}: {kind}'s UID", below.uid))
        if "uids" not in tells and thing.uid not in known:
            found.append((f"{thing.key}: UID", thing.uid))
    return found


def _names(reader, planted) -> list[tuple[str, str]]:
    """Return the tellers' ids and names, besides those that stand under a story."""
    named = {
        thing.teller
        for thing in planted
        if thing.attribution == "name" and thing.may_read(reader)
    }
    found = []
    for userid, fullname in readers.TELLERS.items():
        found.append((f"user id {userid}", userid))
        if userid not in named:
            found += [(f"name {part}", part) for part in fullname.lower().split()]
    return found
