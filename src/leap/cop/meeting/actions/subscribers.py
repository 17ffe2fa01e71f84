"""What follows for what was to do when somebody leaves, and when one is erased."""

from leap.cop.core import lookup
from leap.cop.meeting.actions import actions
from leap.cop.meeting.minutes import naming


def let_go_of_what_was_to_do(event) -> None:
    """Make nobody's what somebody who left had still to do for the group."""
    actions.let_go(event.community, event.userid)


def say_where_a_name_stands(event) -> None:
    """Tell whoever erases a person where people wrote the name, which stays."""
    account = lookup.shown(event.userid)
    if account is None:
        return
    for path, kind in naming.places_of(account.fullname):
        place = f"the name stands in {kind} of {path}"
        event.counts[place] = event.counts.get(place, 0) + 1
