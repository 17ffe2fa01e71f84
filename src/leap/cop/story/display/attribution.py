"""How a story is signed: what its teller chose, and less where that would say more.

Below eight members "a youth worker, Romania" is nearly a name: community, country and
exact date are left off such stories outside the community (DESIGN, P4). Each function
takes the look that it is about, so that a teller can see another one beforehand;
without it, it is about the story as it is.
"""

from DateTime import DateTime
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import fullname
from leap.cop.community.vocabularies import country_name
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import settings
from leap.cop.core.containment import community_of
from leap.cop.story import rules
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.signature import signature_of
from plone import api
from typing import NamedTuple


#: What its teller reads before there is a name to show.
NOT_CHOSEN = _("No name chosen yet")


class Look(NamedTuple):
    """What decides how a story looks: its state, how it is signed, what is promised.

    `alone` says that it went out without a name while its community was small.
    """

    state: str
    signed: rules.Signature
    alone: bool


def look_of(story) -> Look:
    """Give how a story looks now."""
    return Look(
        lifecycle.state_of(story),
        signature_of(story),
        standing_of(story).alone,
    )


def is_small(community) -> bool:
    """Tell whether a community is so small that any of it is nearly a name."""
    return len(Membership(community).insiders()) < settings.small_group()


def stands_alone(story, look: Look | None = None) -> bool:
    """Tell whether community, country and date are left off outside the community.

    What went out from a small group stays alone when the group grows: its teller was
    promised so, and who belonged then is remembered.
    """
    look = look or look_of(story)
    if look.signed.attribution == "name":
        return False
    community = community_of(story)
    return community is None or look.alone or is_small(community)


def remember_that_it_stands_alone(story) -> None:
    """Keep in mind that a story went out from a small group, and what lists show."""
    if lifecycle.state_of(story) == consent.PUBLIC and stands_alone(story):
        set_standing(story, standing_of(story)._replace(alone=True))
        story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))


def leaves_day_off(story, look: Look | None = None) -> bool:
    """Tell whether readers get the month of a story's dates and not the day.

    Below eight members the day says nearly as much as a name: who was at work then is
    known.
    """
    look = look or look_of(story)
    return look.state == "public" and stands_alone(story, look)


def told_on(story, moment: DateTime, look: Look | None = None) -> DateTime:
    """Give a moment of a story as exactly as readers outside may know it."""
    if not leaves_day_off(story, look):
        return moment
    return DateTime(moment.year(), moment.month(), 1)


def day_told(story, iso: str) -> str:
    """Give a date of a story, in ISO's form, as exactly as readers may know it."""
    if not (iso[:4].isdigit() and leaves_day_off(story)):
        return iso
    return f"{iso[:7]}-01T00:00:00+00:00"


def shown_name(story, look: Look | None = None) -> str:
    """Give the name under which a story stands; empty for none at all."""
    attribution, text = look.signed if look else signature_of(story)
    name = ""
    if attribution == "name" and not text:
        teller = lifecycle.teller_of(story)
        # A name that is not known now is none: a list keeps what is shown here.
        name = _name_of(teller, community_of(story)) if teller else ""
    return rules.name_shown(attribution, fullname=name, text=text)


def _name_of(teller: str, community) -> str:
    """Give the name in a teller's profile, or the one known last in the community."""
    if community is None:
        return fullname(teller)
    return Membership(community).name_in_profile(teller)


def shown_country(story, look: Look | None = None) -> str:
    """Give the country that stands beside what is no name; empty for none."""
    look = look or look_of(story)
    if look.signed.attribution == "name" or stands_alone(story, look):
        return ""
    community = community_of(story)
    return country_name(community.country) if community is not None else ""


def is_name_chosen(story) -> bool:
    """Tell whether a name shown was ever chosen, or is shown to anybody.

    A story begins without one. That is its teller's choice once it was shared that way.
    """
    if lifecycle.state_of(story) != "private":
        return True
    if signature_of(story).attribution != "anonymous":
        return True
    return Ledger(api.portal.get()).has(standing_of(story).ledger_key)


def byline(story, look: Look | None = None) -> str:
    """Give the line under a story's title, in the reader's language."""
    if look is None and not is_name_chosen(story):
        return api.portal.translate(NOT_CHOSEN)
    look = look or look_of(story)
    name = shown_name(story, look)
    if not name:
        name = api.portal.translate(_("A practitioner"))
    country = shown_country(story, look)
    return f"{name}, {country}" if country else name
