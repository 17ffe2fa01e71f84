"""Before a name shown is chosen its teller is told of none."""

from leap.cop.recruitment.leaving.views import who_reads
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.conftest import make_story
from tests.conftest import NOW

import pytest
import transaction


NOT_YET = "No name chosen yet"
WITHOUT = "A practitioner, United Kingdom"


@pytest.fixture
def untold(site):
    """Give a story of which nobody chose anything but its words."""
    site["tuesday"].country = "GB"
    story = make_story(site["tuesday"], title="Heron")
    transaction.commit()
    return story


def test_its_page_says_so(untold, visit, rest):
    visitor = visit("teller")
    visitor.go(untold.absolute_url())
    assert NOT_YET in visitor.text
    assert WITHOUT not in visitor.text
    found = rest("teller").get(untold.absolute_url()).json()
    assert found["attribution_shown"] == NOT_YET


@pytest.mark.parametrize(
    "page", ["my-stories", "my-place", "tuesday", "tuesday/stories"]
)
def test_no_list_says_otherwise(untold, visit, page):
    visitor = visit("teller")
    visitor.go(page)
    assert WITHOUT not in visitor.text


def test_whoever_left_is_not_told_that_it_has_none(untold):
    with api.env.adopt_user("teller"):
        assert (
            api.portal.translate(who_reads(untold)) == "Who can read it now: Only you"
        )


def test_what_is_shared_without_a_name_says_so(untold, visit):
    """Whether somebody chose that, or a program sent nothing: it is what is shown."""
    with api.env.adopt_user("teller"):
        lifecycle.grant(untold, "community", now=NOW)
    transaction.commit()
    visitor = visit("teller")
    visitor.go(untold.absolute_url())
    assert NOT_YET not in visitor.text
    assert "A practitioner" in visitor.text


def test_a_name_once_chosen_stays_chosen(untold, visit):
    with api.env.adopt_user("teller"):
        lifecycle.grant(untold, "community", now=NOW, attribution="anonymous")
        lifecycle.withdraw(untold)
    transaction.commit()
    visitor = visit("teller")
    visitor.go(untold.absolute_url())
    assert NOT_YET not in visitor.text
