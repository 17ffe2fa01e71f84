"""What can be said of something that went wrong: bad bodies, without a site."""

from leap.cop.concern.schemas import IWentWrongHere
from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken

import pytest


WORDS = "We laughed about Quimby behind the door."


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"text": WORDS}, "about"),
        ({"about": "group"}, "text"),
        ({"about": "somebody", "text": WORDS}, "about"),
        ({"about": ["group"], "text": WORDS}, "about"),
        ({"about": "group", "text": " \n"}, "text"),
        ({"about": "group", "text": 5}, "text"),
        ({"about": "group", "text": "x" * 5001}, "text"),
        ({"about": "group", "text": "\u202eabc"}, "text"),
        ({"about": "group", "text": WORDS, "contact": "x" * 301}, "contact"),
        ({"about": "group", "text": WORDS, "contact": "a\nb"}, "contact"),
        ({"about": "group", "text": WORDS, "userid": "member"}, "userid"),
    ],
)
def test_what_does_not_fit(sent, field):
    with pytest.raises(Refused) as refused:
        taken(sent, IWentWrongHere)
    assert refused.value.field == field
