"""Give a former teller's stories to an account again: `leap-cop … give-back`.

When an account goes, its stories are nobody's: whoever gets the same user id later
must not find them. If the person is back, under this id or another one, two people
together, by name and with a reason, give the stories back. As for a seal, each story's
ledger has a row of it, and its teller reads who did it and why.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community.accounts import person_meant
from leap.cop.core.errors import Refused
from leap.cop.core.people import People
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.proof import seal
from plone import api


def give_back(
    former: str,
    day: str,
    to: str,
    people: tuple[str, str],
    reason: str,
    *,
    now: datetime,
) -> int:
    """Return what a deleted account told to an account; return how many stories.

    :param former: the user id that the account had.
    :param day: the day on which it was deleted (ISO): an id can be given out twice.
    :param to: the user id of the person's account now.
    :param people: the user ids of two different people of the site.
    :raises Refused: without two people, a reason, an account, or such a former one.
    """
    people = seal.check_two(people, reason)
    to = person_meant(to, "to")
    known = People(api.portal.get())
    codes = [code for code, row in known.former().items() if row == (former, day)]
    if not codes:
        raise Refused(_("no account with this id was deleted on that day."), "former")
    stories = [story for code in codes for story in teller.stories_of(code)]
    for code in codes:
        _hand_over(known, code, to)
    for story in stories:
        seal.keep_on_record(story, people, reason, channel=lifecycle.GIVE_BACK, now=now)
    return len(stories)


def _hand_over(known: People, code: str, to: str) -> None:
    own = known.code_of(to)
    if own is None:
        known.give_back(code, to)
        return
    for story in teller.stories_of(code):
        teller.move_to_list(story, own)
