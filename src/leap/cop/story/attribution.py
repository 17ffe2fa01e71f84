"""How a story is signed: what its teller chose, and less where that would say more.

Below eight members "a youth worker, Romania" is nearly a name: community, country and
exact date are left off such stories outside the community (DESIGN, P4).
"""

from DateTime import DateTime
from leap.cop import _
from leap.cop import settings
from leap.cop.community.membership import fullname
from leap.cop.community.membership import Membership
from leap.cop.community.vocabularies import country_name
from leap.cop.consent import rules as consent
from leap.cop.consent.standing import set_standing
from leap.cop.consent.standing import standing_of
from leap.cop.story import lifecycle
from leap.cop.story import rules
from plone import api


def is_small(community) -> bool:
    """Tell whether a community is so small that any of it is nearly a name."""
    return Membership(community).readers() < settings.small_group()


def stands_alone(story) -> bool:
    """Tell whether community, country and date are left off outside the community.

    What went out from a small group stays alone when the group grows: its teller was
    promised so, and who belonged then is remembered.
    """
    if (story.attribution or "anonymous") == "name":
        return False
    community = lifecycle.community_of(story)
    return community is None or standing_of(story).alone or is_small(community)


def remember_that_it_stands_alone(story) -> None:
    """Keep in mind that a story went out from a small group, and what lists show."""
    if lifecycle.state_of(story) == consent.PUBLIC and stands_alone(story):
        set_standing(story, standing_of(story)._replace(alone=True))
        story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))


def leaves_day_off(story) -> bool:
    """Tell whether readers get the month of a story's dates and not the day.

    Below eight members the day says nearly as much as a name: who was at work then is
    known.
    """
    return lifecycle.state_of(story) == "public" and stands_alone(story)


def told_on(story, moment: DateTime) -> DateTime:
    """Give a moment of a story as exactly as readers outside may know it."""
    if not leaves_day_off(story):
        return moment
    return DateTime(moment.year(), moment.month(), 1)


def day_told(story, iso: str) -> str:
    """Give a date of a story, in ISO's form, as exactly as readers may know it."""
    if not (iso[:4].isdigit() and leaves_day_off(story)):
        return iso
    return f"{iso[:7]}-01T00:00:00+00:00"


def shown_name(story) -> str:
    """Give the name under which a story stands; empty for none at all."""
    attribution = story.attribution or "anonymous"
    name = ""
    if attribution == "name" and not story.attribution_text:
        teller = lifecycle.teller_of(story)
        name = fullname(teller) if teller else ""
    return rules.name_shown(attribution, fullname=name, text=story.attribution_text)


def byline(story) -> str:
    """Give the line under a story's title, in the reader's language."""
    attribution = story.attribution or "anonymous"
    name = shown_name(story)
    if attribution == "anonymous" or not name:
        name = api.portal.translate(_("A practitioner"))
    if attribution == "name" or stands_alone(story):
        return name
    community = lifecycle.community_of(story)
    country = country_name(community.country) if community is not None else ""
    return f"{name}, {country}" if country else name
