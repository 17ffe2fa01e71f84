"""Who is noted in a story besides its teller: whoever decided about it, or wrote.

By their codes, as the teller is. A reason and a note are for the person who wrote them,
and not for whoever gets the same user id later.
"""

from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import container_of
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from plone import api
from plone.uuid.interfaces import IUUID


#: Between the codes of those who did something together.
AND = ", "


def _people() -> People:
    return People(api.portal.get())


def note(story, userid: str | None) -> str:
    """Write down that somebody is noted in a story; return the code, or nothing."""
    if not userid:
        return ""
    code = _people().code_for(userid)
    write_down(story, code)
    return code


def write_down(story, code: str) -> None:
    """Write down that somebody is noted in a story."""
    _people().add(code, (IUUID(container_of(story)), story.getId()), NOTED)


def is_by(codes: str, userid: str | None) -> bool:
    """Tell whether somebody is the one, or one of those, who did something."""
    code = _people().code_of(userid) if userid else None
    return code is not None and code in codes.split(AND)


def ids_of(codes: str) -> list[str]:
    """Return the user ids of those who did something, or what stands for one gone."""
    return [_people().id_of(code) for code in codes.split(AND) if code]


def forget(story, container, codes: set[str]) -> None:
    """Forget that people are noted in a story that went from its place."""
    for code in codes:
        _people().drop(code, (IUUID(container), story.getId()), NOTED)


def who_decided(story) -> set[str]:
    """Return the codes of those who decided about a story."""
    decisions = standing_of(story).decisions
    return {code for decision in decisions for code in decision.by.split(AND) if code}


def take_out(story, code: str) -> int:
    """Take somebody out of the decisions about a story; return how many had it."""
    standing = standing_of(story)
    changed = [decision for decision in standing.decisions if code in decision.by]
    if changed:
        decisions = tuple(
            decision._replace(
                by=AND.join(by for by in decision.by.split(AND) if by != code)
            )
            for decision in standing.decisions
        )
        set_standing(story, standing._replace(decisions=decisions))
    return len(changed)
