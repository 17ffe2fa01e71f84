"""What is refused keeps its field on the way through the workflow tool."""

from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.core.errors import Stale

import pytest


@pytest.mark.parametrize("kind", [Refused, NotNow, NotYours])
def test_one_raised_around_it_says_the_same(kind):
    error = kind("write a word.", "comment")
    around = kind(error)
    assert around.args == ("write a word.",)
    assert around.field == "comment"
    assert sentence(around) == "comment: write a word."


def test_what_is_there_now_goes_along():
    around = Stale(Stale("It is another one.", current={"rev": 2}))
    assert (around.args[0], around.current) == ("It is another one.", {"rev": 2})
