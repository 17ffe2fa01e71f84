"""Numbers in sentences: each reader's language groups their digits in its own way."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.core.numbers import counted
from leap.cop.core.numbers import written
from zope.i18n import translate

import pytest


pytestmark = pytest.mark.usefixtures("integration")


@pytest.mark.parametrize(
    "language, small, middling, large",
    [
        ("en", "999", "5,000", "20,000"),
        ("en-us", "999", "5,000", "20,000"),
        ("nl", "999", "5000", "20.000"),
        ("ro", "999", "5000", "20.000"),
        ("bg", "999", "5000", "20\N{NO-BREAK SPACE}000"),
        ("tlh", "999", "5000", "20,000"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(
    language, small, middling, large
):
    said = [translate(written(n), target_language=language) for n in (999, 5000, 20000)]
    assert said == [small, middling, large]


def test_a_sentence_says_its_number_in_the_language_of_the_sentence():
    limit = _("up to ${limit} characters.", mapping={"limit": written(20000)})
    assert translate(limit, target_language="nl") == "hoogstens 20.000 tekens."
    assert sentence(Refused(limit, "text")) == "text: up to 20,000 characters."


def test_one_or_many():
    one, more = _("One story"), _("${count} stories")
    assert counted(one, more, 1) is one
    assert translate(counted(one, more, 1234), target_language="en") == "1,234 stories"
