"""The site's error log, which Managers read: neither who asked nor what was sent.

Test sites come without the subscriber that writes it, so it is put in here, as on any
real site. The log itself is a dictionary of the process.
"""

from Products.SiteErrorLog import SiteErrorLog
from zope.component import getGlobalSiteManager

import logging
import pytest
import sys


CANARY = "quillwort"


@pytest.fixture
def logged():
    """Yield a function that gives all that the site's error log holds."""
    registry = getGlobalSiteManager()
    registry.registerHandler(SiteErrorLog.IPubFailureSubscriber)
    SiteErrorLog.temp_logs.clear()
    yield lambda: repr(SiteErrorLog.temp_logs)
    registry.unregisterHandler(SiteErrorLog.IPubFailureSubscriber)
    SiteErrorLog.temp_logs.clear()


def test_stock_keeps_what_was_sent_to_a_page_of_its_own(rest, logged):
    sent = {"@type": "Document", "title": CANARY, "effective": "not a date"}
    answer = rest("admin").post("", json=sent)
    assert answer.status_code == 400
    assert CANARY in logged()


@pytest.fixture
def open_round(site, rest):
    """Return the path of a secret round that is open, and the id of its theme."""
    facilitator = rest("facilitator")
    sent = {"@type": "leap.cop.TopicRound", "title": "Next", "secrecy": "secret"}
    path = facilitator.post("tuesday", json=sent).json()["@id"]
    facilitator.post(f"{path}/@workflow/share", json={})
    theme = facilitator.post(f"{path}/@themes", json={"title": "Food"}).json()["id"]
    opened = facilitator.post(f"{path}/@phase", json={"phase": "voting"})
    assert opened.status_code == 200, opened.text
    return path, theme


def test_no_ballot_that_was_not_taken(open_round, rest, logged, caplog):
    path, theme = open_round
    member = rest("member")
    for dots, receipt, status in (
        (4, "0123456789abcdef", 400),
        (2, "0123456789abcdef", 200),
        (3, "another-receipt-0", 409),
    ):
        sent = {"dots": {theme: dots}, "receipt": receipt}
        assert member.put(f"{path}/@ballot", json=sent).status_code == status
    answer = member.put(f"{path}/@ballot", data=f'{{"dots": "{theme}"')
    assert answer.status_code == 400
    said = logged() + caplog.text
    assert theme not in said
    assert "receipt" not in said
    assert "'member'" not in said


@pytest.mark.parametrize("where", ["tuesday", "tuesday/nowhere"])
def test_no_story_that_was_not_taken(site, rest, logged, caplog, where):
    sent = {"@type": "leap.cop.Story", "title": CANARY, "domain": "no such kind"}
    answer = rest("member").post(where, json=sent)
    assert answer.status_code in (400, 404)
    assert CANARY not in logged() + caplog.text
    assert "'member'" not in logged()


def test_no_token_of_an_invitation(site, rest, logged):
    for who in ("member", None):
        answer = rest(who).patch(
            f"@cop-invitations/{CANARY}", json={"answer": "accept"}
        )
        assert answer.status_code >= 400
    assert CANARY not in logged()


def test_where_the_program_failed_is_written_down(site, caplog):
    caplog.set_level(logging.ERROR)
    try:
        raise ValueError(CANARY)
    except ValueError:
        site["tuesday"].__error_log__.raising(sys.exc_info())
    assert "ValueError" in caplog.text
    assert __file__ in caplog.text
    assert CANARY not in caplog.text.replace("raise ValueError(CANARY)", "")
