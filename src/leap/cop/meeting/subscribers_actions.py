"""What follows when somebody leaves or is erased, or a story is taken back."""

from leap.cop.core import lookup
from leap.cop.meeting import actions
from leap.cop.meeting import naming
from plone.uuid.interfaces import IUUID


def let_go_of_what_was_to_do(event) -> None:
    """Make nobody's what somebody who left had still to do for the group."""
    actions.let_go(event.community, event.userid)


def forget_a_story_taken_back(event) -> None:
    """Take a story off every action when nobody but its teller reads it any more."""
    _forget(event.about)


def forget_a_story_that_goes(story, event) -> None:
    """Take a story off every action when it is deleted."""
    if event.newParent is None:
        _forget(story)


def _forget(story) -> None:
    if uid := IUUID(story, None):
        actions.forget_story(uid)


def say_where_a_name_stands(event) -> None:
    """Tell whoever erases a person where people wrote the name, which stays."""
    account = lookup.shown(event.userid)
    if account is None:
        return
    for path, kind in naming.places_of(account.fullname):
        place = f"the name stands in {kind} of {path}"
        event.counts[place] = event.counts.get(place, 0) + 1
