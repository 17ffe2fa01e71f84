"""Every page reads right where nothing was filled in that need not be.

A community, a meeting, a round, an agreement and a story with a title and what is
compulsory; each page of ours on them, and those of the site, are read as the person who
sees most of them.
"""

from datetime import timedelta
from leap.cop.community.membership import Membership
from lxml import html
from plone import api
from tests.conftest import NOW
from tests.exposure import registered
from zope.component import getGlobalSiteManager

import pytest
import re
import transaction


#: What is left of a sentence where a word is missing.
TORN = re.compile(
    r"“\s*”|\(\s*\)|\$\{|[a-z,:] None\b|^None$|\s[,.;:](?:\s|$)"
    r"|[,:;]\s*[.;,:](?:\s|$)|·\s*(?:·|$)"
)

#: Elements that say something, or are not there.
SAYING = ("h1", "h2", "h3", "h4", "dt", "dd", "li", "p", "legend", "label", "th")

#: What says something without words.
SHOWING = ("img", "svg", "input", "button", "textarea", "select", "video", "audio")

#: What a script fills.
FILLED_LATER = ("aria-live", "role", "data-board-reason")


@pytest.fixture
def bare(site, functional):
    """Return things with nothing in them but what is compulsory, by name."""
    with api.env.adopt_user("siteadmin"):
        community = api.content.create(
            site, "leap.cop.Community", id="bare", title="Bare"
        )
    membership = Membership(community)
    membership.add("facilitator", "facilitator", now=NOW)
    membership.add("teller", "member", now=NOW)
    with api.env.adopt_user("facilitator"):
        api.content.transition(community, "share")
        made = {
            "meeting": api.content.create(
                community,
                "leap.cop.Meeting",
                title="Meeting",
                timezone="Europe/London",
                start=NOW + timedelta(days=9),
                end=NOW + timedelta(days=9, hours=2),
            ),
            "round": api.content.create(
                community, "leap.cop.TopicRound", title="Round"
            ),
            "agreement": api.content.create(
                community, "leap.cop.Agreement", title="Agreement"
            ),
        }
        for content in made.values():
            api.content.transition(content, "share")
    with api.env.adopt_user("teller"):
        made["story"] = api.content.create(community, "leap.cop.Story", title="Story")
    transaction.commit()
    return {**made, "community": community, "site": site}


def names_on(content) -> list[str]:
    """Return the names of our pages on something."""
    found = set()
    for registration in getGlobalSiteManager().registeredAdapters():
        if not registered.is_ours(registration) or len(registration.required) != 2:
            continue
        if not registration.name or registered.split_service(registration.name):
            continue
        wanted = registration.required[0]
        if registered.context_name(wanted) != "anything" and wanted.providedBy(content):
            found.add(registration.name)
    return sorted(found)


def torn(page: str) -> list[str]:
    """Return what does not read right in the main part of a page."""
    found = []
    for main in html.fromstring(page).xpath("//*[@id='content']"):
        for node in main.iter(*SAYING):
            words = " ".join(node.text_content().split())
            found += [words[max(0, at.start() - 60) :] for at in TORN.finditer(words)]
            if not words and _should_say(node):
                found.append(html.tostring(node, encoding="unicode")[:200])
    return found


def _should_say(node) -> bool:
    """Tell whether an element without words is one that nobody can read."""
    if any(name in node.attrib for name in FILLED_LATER):
        return False
    if any(True for _shown in node.iter(*SHOWING)):
        return False
    return not (node.get("id") or "").startswith("form-widgets-")


READERS = {"story": "teller"}


@pytest.mark.parametrize(
    "name", ["community", "meeting", "round", "agreement", "story", "site"]
)
def test_it_reads_right(bare, visit, name):
    content = bare[name]
    visitor = visit(READERS.get(name, "facilitator"))
    url = content.absolute_url()
    wrong, read = {}, 0
    for page in ("", *names_on(content)):
        body = visitor.go(f"{url}/{page}")
        assert visitor.status < 500, page
        if visitor.status != 200 or 'id="content"' not in body:
            continue
        read += 1
        if found := torn(body):
            wrong[page] = found
    for page, what in wrong.items():
        print("WRONG", name, page, what)
    assert read > 2
    assert not wrong
