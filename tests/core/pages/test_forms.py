"""What a form says of a refusal: the reason, without the name that REST needs."""

from leap.cop.core.pages.forms import without_field

import pytest


@pytest.mark.parametrize(
    "said, shown",
    (
        ("dots: there are 5.", "There are 5."),
        ("others_note: say it.", "Say it."),
        # A colon in the middle is part of the sentence.
        ("Somebody has voted: the rules stay.", "Somebody has voted: the rules stay."),
        ("dots: you have none: wait.", "You have none: wait."),
        ("Content-Type: send JSON.", "Content-Type: send JSON."),
    ),
)
def test_a_field_goes_where_it_begins_the_sentence(said, shown):
    assert without_field(said, None) == shown
