"""What the gate does to requests: nothing half-saved, no word lost, short pauses."""

from leap.cop.consent import gate
from leap.cop.consent import turns
from leap.cop.testing import PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


def test_stock_services_that_answer_400_save_nothing(site, rest, told):
    """plone.restapi's own verb changes the title before it finds the bad domain."""
    url = told("private")
    answer = rest("teller").patch(url, json={"title": "Other", "domain": "gossip"})
    assert answer.status_code == 400
    assert rest("teller").get(url).json()["title"] == "The long table"


def test_a_post_without_a_session_keeps_what_was_typed(site, rest):
    """The session expired while somebody wrote."""
    anonymous = rest(None)
    anonymous.headers["Accept"] = "text/html"
    answer = anonymous.post(
        "tuesday/++add++leap.cop.Story",
        data={
            "form.widgets.learning": "<p>Tea & a “long” table</p>",
            "__ac_password": "secret word",
        },
    )
    assert answer.status_code == 401
    assert "&lt;p&gt;Tea &amp; a “long” table&lt;/p&gt;" in answer.text
    assert "secret word" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_conflicting_writes_pause_for_a_moment_only(site, rest, monkeypatch):
    seen = []
    monkeypatch.setattr(turns, "pause", lambda: seen.append("paused"))
    from ZODB.POSException import ConflictError

    failures = iter([ConflictError(), ConflictError()])
    stock = gate.may_view

    def conflict_twice(content):
        error = next(failures, None)
        if error is not None:
            raise error
        return stock(content)

    monkeypatch.setattr(gate, "may_view", conflict_twice)
    answer = rest("teller").post(
        "tuesday", json={"@type": "leap.cop.Story", "title": "Once"}
    )
    assert answer.status_code == 201
    assert seen == ["paused", "paused"]
    transaction.begin()
    assert len(site["tuesday"]) == 1


@pytest.mark.parametrize("userid", ["teller", "colleague"])
def test_the_browser_gets_a_page_for_what_is_not_there(site, told, userid):
    browser = Browser(site.aq_parent.aq_base)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", f"Basic {userid}:{PASSWORD}")
    browser.open(f"{site.absolute_url()}/tuesday/{'a' * 20}")
    assert browser.headers["Status"].startswith("404")
    assert "There is nothing here for you" in browser.contents
