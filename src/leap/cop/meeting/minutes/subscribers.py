"""What follows for what people wrote about meetings when somebody is erased."""

from leap.cop.core import lookup
from leap.cop.meeting.minutes import naming


def say_where_a_name_stands(event) -> None:
    """Tell whoever erases a person where people wrote the name, which stays."""
    account = lookup.shown(event.userid)
    if account is None:
        return
    for path, kind in naming.places_of(account.fullname):
        place = f"the name stands in {kind} of {path}"
        event.counts[place] = event.counts.get(place, 0) + 1
