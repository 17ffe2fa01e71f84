"""Leaving well: what becomes of one's own stories, then out, with a link to come by.

Page and REST both call `leave`; the page and REST of the link call the functions below.
Whatever is refused is refused before anything changes, or undone with the request.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import people
from leap.cop.community.content import ICommunity
from leap.cop.core.errors import Refused
from leap.cop.core.links import Link
from leap.cop.core.links import path_to
from leap.cop.core.people import is_gone
from leap.cop.recruitment.leaving import links
from leap.cop.recruitment.leaving.events import LeaverLinkWanted
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing import leaving_choices
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple
from zope.event import notify


#: What is said of a link that leads nowhere, for whichever reason.
OVER = _("This link no longer works.")

DELETE = "delete"


def leave(
    community,
    userid: str,
    choices: object = None,
    *,
    now: datetime,
    with_link: bool = False,
    by_mail: bool = False,
) -> str:
    """End somebody's own membership, after doing with their stories what they chose.

    :param choices: `{story id: keep | anonymise | take_back}`; a story that is not
        named stays as it is.
    :param with_link: make a personal link to their own stories.
    :param by_mail: make one, and write it to their own address as well.
    :returns: the token of the link, empty without one or without stories.
    :raises Refused, NotYours: for other choices; `NotNow` for the last facilitator.
    """
    stories = leaving_choices.own_stories_in(community, userid)
    chosen = leaving_choices.checked_choices(stories, choices)
    for story in stories:
        leaving_choices.follow_choice(
            story, chosen[story.getId()], now=now, channel=lifecycle.LEAVING
        )
    people.remove(community, userid, now=now)
    if not stories or not (with_link or by_mail):
        return ""
    token = links.make(community, userid, now=now)
    if by_mail:
        notify(LeaverLinkWanted(community, userid, token))
    return token


def address(site: str, token: str) -> str:
    """Return the address of a link."""
    return f"{site}/{path_to(links.PAGE, token)}"


class Found(NamedTuple):
    """What a link opens."""

    link: Link
    community: object
    stories: list

    @property
    def is_without_account(self) -> bool:
        """Whether the link is the only way left to these stories."""
        return is_gone(self.link.userid)


def find(token: object, *, now: datetime) -> Found | None:
    """Return what a token opens, None where it leads nowhere."""
    link = links.find(token, now=now)
    community = link and uuidToObject(link.target, unrestricted=True)
    if not ICommunity.providedBy(community):
        return None
    stories = [
        story
        for story in leaving_choices.own_stories_in(community, link.userid)
        if story.created().asdatetime().astimezone(UTC) <= link.made
    ]
    return Found(link, community, stories)


def decide(found: Found, story_id: object, choice: object, *, now: datetime) -> None:
    """Do with one story what the holder of its teller's link chose.

    :raises Refused: for a story that the link does not open, or another choice.
    :raises NotYours: for deleting while there is an account.
    """
    own = {story.getId(): story for story in found.stories}
    story = own.get(story_id) if isinstance(story_id, str) else None
    if story is None:
        raise Refused(_("this link does not open a story with this id."), "story")
    if choice == DELETE:
        leaving_choices.delete_for_good(story)
    elif choice in (leaving_choices.ANONYMISE, leaving_choices.TAKE_BACK):
        leaving_choices.follow_choice(story, choice, now=now, channel=lifecycle.LINK)
    else:
        raise Refused(_("choose anonymise or take_back."), "choice")


def end_link(found: Found) -> None:
    """Let a link lead nowhere, because its holder wants that."""
    links.drop(found.link)
