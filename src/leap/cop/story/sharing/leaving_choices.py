"""What a teller decides about own stories on the way out: keep, without my name, back.

The domain asks nobody to be logged in: who may decide is found out before, by the
account or by the teller's own link. Each choice can only narrow: who reads a story, and
what it says of its teller.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import container_of
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.people import People
from leap.cop.story.lifecycle import followups
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from plone import api


KEEP = "keep"
ANONYMISE = "anonymise"
TAKE_BACK = "take_back"
CHOICES = (KEEP, ANONYMISE, TAKE_BACK)


def own_stories_in(community, userid: str) -> list:
    """Return the stories that somebody told in a community, the oldest first.

    Unrestricted, and for the domain only.

    :param userid: of the account, or what stands in records for one that is gone.
    """
    code = People(api.portal.get()).code_behind(userid)
    return teller.stories_in(community, code)[::-1]


def choices_possible(story) -> tuple[str, ...]:
    """Return what can be chosen for a story; what nobody else reads only stays."""
    if lifecycle.state_of(story) == PRIVATE:
        return (KEEP,)
    if (story.attribution or "anonymous") == "anonymous":
        return (KEEP, TAKE_BACK)
    return CHOICES


def checked_choices(stories: list, sent: object) -> dict[str, str]:
    """Return the choice for each story; what is not named is kept as it is.

    :param sent: `{story id: keep | anonymise | take_back}`, or None.
    :raises Refused: for another choice, or something that is no such object.
    :raises NotYours: for an id that is not one of these stories, whatever it is.
    """
    if sent is None:
        sent = {}
    if not isinstance(sent, dict):
        raise Refused(_("say what happens to each story."), "stories")
    if set(sent) - {story.getId() for story in stories}:
        raise NotYours(_("you can only decide about your own stories."), "stories")
    if not all(isinstance(said, str) and said in CHOICES for said in sent.values()):
        raise Refused(_("choose keep, anonymise or take_back."), "stories")
    return {story.getId(): sent.get(story.getId(), KEEP) for story in stories}


def follow_choice(story, choice: str, *, now: datetime, channel: str) -> bool:
    """Do with a story what its teller chose; tell whether anything changed.

    :param channel: `lifecycle.LEAVING` or `lifecycle.LINK`, for the ledger; the actor
        there is the teller, whoever is logged in.
    """
    if choice == TAKE_BACK:
        return take_back(story, now=now, channel=channel)
    return choice == ANONYMISE and take_name_off(story, now=now, channel=channel)


def take_back(story, *, now: datetime, channel: str) -> bool:
    """Bring a story back to its teller alone, from any state, without a question."""
    return followups.bring_within(
        story, PRIVATE, now=now, channel=channel, actor=_actor(story)
    )


def _actor(story) -> str:
    """Return who decides, for the ledger; nobody, once there is no account."""
    return lifecycle.teller_of(story) or ""


def take_name_off(story, *, now: datetime, channel: str) -> bool:
    """Take the teller's name off a story, for each of its readers at once.

    It is a change of text by its teller, who grants it at the level that the story has.
    A review that is open stays open, for the new text: the form of a reviewer who read
    the old one is refused. What all staff could read goes back to the review, and the
    community reads it meanwhile. A text without a name that was put on hold once would
    be shared again this way: it goes back to its teller instead.

    The date of the last change stays: the same minute under several stories, on the
    day that somebody left, would be a name.
    """
    if (story.attribution or "anonymous") == "anonymous" and not story.attribution_text:
        return False
    story.attribution, story.attribution_text = "anonymous", ""
    if lifecycle.state_of(story) == PRIVATE:
        return True
    if lifecycle.is_held(story):
        return take_back(story, now=now, channel=channel)
    followups.take_as_granted(story, now=now, channel=channel, actor=_actor(story))
    story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))
    return True


def delete_for_good(story) -> None:
    """Delete a story whose teller's account is gone, as that person.

    :raises NotYours: while there is an account: then the site is the place for it.
    """
    if lifecycle.teller_of(story) is not None:
        raise NotYours(_("You have an account: delete the story on its own page."))
    container_of(story)._delObject(story.getId())
