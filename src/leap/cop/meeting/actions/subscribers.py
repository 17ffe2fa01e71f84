"""What follows for what was to do when somebody leaves."""

from leap.cop.meeting.actions import actions


def let_go_of_what_was_to_do(event) -> None:
    """Make nobody's what somebody who left had still to do for the group."""
    actions.let_go(event.community, event.userid)
