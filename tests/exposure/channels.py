"""What a row of the matrix is; the rows are in the modules named `…_channels`.

A row is an address with placeholders, how it is asked for, and where the idea comes
from: F is feasibility §7, S security and performance §1.2, P peers §A (the research of
this project), O ours. `{story}` and `{community}` make a row one for each of those;
the others are asked once. To add one, add a line; what an own view or service is
called stands in `own_channels.py`.
"""

from typing import NamedTuple


HTML = "html"
JSON = "json"


class Channel(NamedTuple):
    """One way to ask, and what its answer may tell besides the audience's own."""

    address: str
    accept: str
    source: str
    method: str = "GET"
    body: dict | None = None
    headers: dict | None = None
    #: `people`: who has an account or belongs, which ties nobody to a story.
    #: `uids`: UIDs that the page's own text holds; they open nothing.
    #: `ids`: random ids, to whoever holds the keys of the management interface.
    #: `500`: stock fails here by itself, on any content.
    tells: frozenset = frozenset()

    @property
    def name(self) -> str:
        return f"{self.method} {self.accept} {self.address}"


def rows(source: str, accept: str, addresses: str, **more) -> list[Channel]:
    """Return a row for each address, one per line."""
    return [
        Channel(line.strip(), accept, source, **more)
        for line in addresses.strip().splitlines()
        if line.strip()
    ]


PEOPLE = frozenset({"people"})
UIDS = frozenset({"uids"})
IDS = frozenset({"ids"})
FAILS = frozenset({"500"})

#: Collections and vocabularies ask like this.
QUERY = (
    "%7B%22criteria%22%3A%5B%7B%22i%22%3A%22portal_type%22%2C%22o%22%3A%22plone.app."
    "querystring.operation.selection.any%22%2C%22v%22%3A%5B%22leap.cop.Story%22%5D"
    "%7D%5D%7D"
)


#: Placeholders that make a row one for each story and community.
PER_THING = ("{thing}", "{uid}", "{id}", "{image", "{document", "{link")

#: This one makes a row one for each round.
PER_ROUND = "{round}"

#: This one makes a row one for each meeting.
PER_MEETING = "{meeting"

#: These make a row one for each agreement.
PER_AGREEMENT = ("{agreement", "{agreed")


def is_per_agreement(channel: Channel) -> bool:
    """Tell whether a row is asked for each agreement."""
    return any(part in channel.address for part in PER_AGREEMENT)


def is_per_thing(channel: Channel) -> bool:
    """Tell whether a row is asked for each thing, or once."""
    return any(part in channel.address for part in PER_THING)


def is_per_round(channel: Channel) -> bool:
    """Tell whether a row is asked for each round."""
    return PER_ROUND in channel.address


def is_per_meeting(channel: Channel) -> bool:
    """Tell whether a row is asked for each meeting."""
    return PER_MEETING in channel.address
