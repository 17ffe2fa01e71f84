"""The name that was shown last: chosen beforehand where it would still say the same.

A choice is remembered with all that its readers could tell from it. As soon as any of
that is different (another name in the profile, another country, a group that became
small, somebody who left and came back) nothing is chosen for anybody.
"""

from datetime import datetime
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.story.display import attribution
from leap.cop.story.lifecycle import teller
from leap.cop.story.rules import Signature
from leap.cop.story.sharing.records import ChosenName
from leap.cop.story.sharing.records import NamesChosen
from leap.cop.story.signature import signature_of


def remember_name(story) -> None:
    """Keep how a story is signed as its teller's last choice in its community."""
    community, code = community_of(story), teller.code_of(story)
    if community is not None and code:
        NamesChosen(community).remember(code, _told_by(story, signature_of(story)))


def last_name(story) -> Signature | None:
    """Return how the teller signed last in this community, while it says the same."""
    community = community_of(story)
    if community is None:
        return None
    last = NamesChosen(community).last_of(teller.code_of(story))
    if last is None:
        return None
    signed = Signature(last.attribution, last.text)
    return signed if _told_by(story, signed) == last else None


def _told_by(story, signed: Signature) -> ChosenName:
    """Return what a signature tells its readers, as it is now."""
    community = community_of(story)
    look = attribution.look_of(story)._replace(signed=signed)
    return ChosenName(
        signed.attribution,
        signed.text,
        attribution.shown_name(story, look),
        community.country or "",
        attribution.is_small(community),
        _since(community, teller.userid_of(story)),
    )


def _since(community, userid: str | None) -> datetime | None:
    return community_rules.since(Membership(community).history(userid or ""))
