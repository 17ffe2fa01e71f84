"""Which rounds wait for whom, on the home of a community."""

from datetime import timedelta
from leap.cop.community.home import Home
from leap.cop.community.membership import Membership
from plone import api
from tests.topic import rounds
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides

import pytest
import transaction


@pytest.fixture
def steps_for(site):
    """Return a function that gives a reader's steps that are about rounds."""
    from leap.cop.core.interfaces import IBrowserLayer

    request = getRequest()
    alsoProvides(request, IBrowserLayer)

    def read(userid: str) -> dict[str, str]:
        with api.env.adopt_user(userid):
            found = Home(site["tuesday"], request).next_steps
        base = site["tuesday"].absolute_url()
        texts = {
            translate(step.text, context=request): step.url.removeprefix(base)
            for step in found
        }
        return {
            text: url
            for text, url in texts.items()
            if "TopicRound" in url or any(one in url for one in _ids(site))
        }

    return read


def _ids(site) -> list[str]:
    found = site["tuesday"].objectValues()
    return [one.getId() for one in found if one.portal_type == "leap.cop.TopicRound"]


BEGIN = "Start the first round: ask people what they want to talk about"


def test_the_first_round(site, steps_for):
    assert steps_for("facilitator") == {BEGIN: "/++add++leap.cop.TopicRound"}
    for other in ("member", "newcomer", "reviewer", "colleague", "siteadmin"):
        assert steps_for(other) == {}
    with api.env.adopt_user("facilitator"):
        api.content.transition(site["tuesday"], "hide")
    assert steps_for("facilitator") == {}


def test_a_round_that_is_prepared(site, steps_for):
    content = rounds.make_round(site["tuesday"], "private", title="Spring")
    page = f"/{content.getId()}"
    show = "Show this round to members when it is ready: Spring"
    assert steps_for("facilitator") == {
        show: page,
        "Write what you want to talk about: Spring": page,
    }
    assert steps_for("member") == {}


def test_each_phase(site, steps_for):
    content = rounds.make_round(site["tuesday"], title="Spring")
    page = f"/{content.getId()}"
    write = {"Write what you want to talk about: Spring": page}
    assert steps_for("member") == steps_for("facilitator") == write
    rounds.say(content, "member", "How do we ask?")
    rounds.go(content, "grouping")
    assert steps_for("member") == {"See where your topics went: Spring": page}
    assert steps_for("teller") == {}
    assert steps_for("facilitator") == {"Group the topics: Spring": page}
    themes = rounds.add_themes(content)
    rounds.go(content, "voting")
    vote = {"Give your dots: Spring (5 left)": f"{page}/vote"}
    assert steps_for("member") == steps_for("facilitator") == vote
    rounds.vote(content, "member", {themes[0]: 3, themes[1]: 1})
    assert steps_for("member") == {"Give your dots: Spring (1 left)": f"{page}/vote"}
    rounds.vote(content, "member", {themes[0]: 3, themes[1]: 2})
    assert steps_for("member") == {}
    rounds.go(content, "closed")
    out = {"See the results: Spring": page}
    for inside in ("member", "teller", "facilitator"):
        assert steps_for(inside) == out
    for other in ("newcomer", "reviewer", "colleague", "siteadmin"):
        assert steps_for(other) == {}


def test_a_secret_ballot_leaves_nothing_to_give(site, steps_for):
    content, themes = rounds.open_round(site["tuesday"], secrecy="secret")
    assert list(steps_for("member")) == ["Give your dots: What next? (5 left)"]
    rounds.vote(content, "member", {themes[0]: 1})
    assert steps_for("member") == {}
    assert list(steps_for("teller")) == ["Give your dots: What next? (5 left)"]


def test_whoever_came_later_has_no_dots(site, steps_for):
    rounds.open_round(site["tuesday"])
    Membership(site["tuesday"]).add("colleague", "member", now=rounds.now())
    transaction.commit()
    assert steps_for("colleague") == {}
    Membership(site["tuesday"]).pause("member", now=rounds.now(), by_site=True)
    transaction.commit()
    assert steps_for("member") == {}


def test_news_end(site, steps_for, monkeypatch):
    content, _themes = rounds.open_round(site["tuesday"])
    rounds.go(content, "closed")
    assert list(steps_for("member")) == ["See the results: What next?"]
    monkeypatch.setattr("leap.cop.topic.steps.NEWS", timedelta(0))
    assert steps_for("member") == {}


def test_a_round_that_was_closed_without_a_vote_has_no_news(site, steps_for):
    content = rounds.make_round(site["tuesday"])
    rounds.go(content, "closed")
    assert steps_for("member") == {}
    # And it is no first round any more.
    assert steps_for("facilitator") == {}


def test_a_round_that_opens_and_closes_by_itself(site, steps_for):
    moment = rounds.now()
    content = rounds.make_round(
        site["tuesday"],
        closes=moment + timedelta(hours=1),
    )
    rounds.add_themes(content)
    rounds.go(content, "grouping")
    content.opens = moment - timedelta(hours=2)
    assert list(steps_for("member")) == ["Give your dots: What next? (5 left)"]
    content.closes = moment - timedelta(hours=1)
    transaction.commit()
    assert list(steps_for("member")) == ["See the results: What next?"]


def test_over_rest(site, rest):
    content, _themes = rounds.open_round(site["tuesday"], title="Spring")
    transaction.commit()
    seen = rest("member").get("tuesday/@cop-home").json()["next_steps"]
    assert {
        "text": "Give your dots: Spring (5 left)",
        "url": f"{content.absolute_url()}/vote",
    } in seen
