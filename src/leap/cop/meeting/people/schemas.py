"""What people send about who comes, who came and whose turn it is.

One schema for pages and for REST.
"""

from leap.cop import _
from leap.cop.core.schemas import Field
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Whole
from leap.cop.meeting import rules
from zope.interface import Interface


ANSWERS = {
    rules.YES: _("Yes"),
    rules.PERHAPS: _("Perhaps"),
    rules.NO: _("Not this time"),
}

#: The same as a sentence to whoever answered it.
SAID = {
    rules.YES: _("You said “yes”."),
    rules.PERHAPS: _("You said “perhaps”."),
    rules.NO: _("You said “not this time”."),
}

WAYS = {rules.HERE: _("In the room"), rules.ONLINE: _("Online")}

PRESENCE = {
    rules.PRESENT: _("Was there"),
    rules.APOLOGIES: _("Sent apologies"),
    rules.ABSENT: _("Was not there"),
}

#: More guests than this come to no meeting.
MOST_GUESTS = 1000

ACCEPT = "accept"
PASS = "pass"
HAND_OVER = "hand_over"
OWN_ACTS = (ACCEPT, PASS, HAND_OVER)


class IAnswer(Interface):
    """Whether somebody comes."""

    answer = Pick(ANSWERS, title=_("Will you come?"))
    how = Pick(WAYS, title=_("How?"), required=False)


class IAnswerByLink(Interface):
    """Whether somebody comes, said from a mail."""

    answer = Pick(ANSWERS, title=_("Will you come?"))


class Marks(Field):
    """Who was here: user id -> one of `values`."""

    values = (*rules.PRESENCE, rules.UNKNOWN)

    @property
    def refusal(self):
        return _(
            "send one of ${values} for each user id.",
            mapping={"values": ", ".join(self.values)},
        )

    def constraint(self, value: object) -> bool:
        return isinstance(value, dict) and all(
            isinstance(userid, str) and mark in self.values
            for userid, mark in value.items()
        )


class INumbers(Interface):
    """How many came who have no name here."""

    guests = Whole(
        title=_("Guests"),
        description=_("How many, without names."),
        min=0,
        max=MOST_GUESTS,
        required=False,
    )
    young_people = Whole(
        title=_("Young people and experts by experience"),
        description=_("How many, without names."),
        min=0,
        max=MOST_GUESTS,
        required=False,
    )


class IAttendance(INumbers):
    """Who was here."""

    people = Marks(required=False)


class Turn(Field):
    """What somebody does about a turn: asks a person, or decides for oneself.

    The value is a text of `OWN_ACTS`, or an object with the user id of who is asked.
    """

    @property
    def refusal(self):
        return _(
            "send one of ${acts}, or an object with a userid.",
            mapping={"acts": ", ".join(OWN_ACTS)},
        )

    def constraint(self, value: object) -> bool:
        if isinstance(value, dict):
            return set(value) == {"userid"} and isinstance(value["userid"], str)
        return isinstance(value, str) and value in OWN_ACTS


class ITurns(Interface):
    """What somebody does about turns."""

    host = Turn(required=False)
    chair = Turn(required=False)
    note_taker = Turn(required=False)
