"""Where a token must not be found: storage, undo log, the site's log."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.links import digest_of
from plone import api

import logging
import pytest
import transaction


def everything_stored(db) -> str:
    """Return all that the database was ever told, and what its transactions say."""
    found = []
    for step in db.storage.iterator():
        found.extend((step.user, step.description, repr(step.extension).encode()))
        found.extend(record.data for record in step if record.data)
    return b"\n".join(found).decode("latin-1")


@pytest.mark.parametrize(
    "path,send",
    [
        ("@cop-invitations/{}", {"answer": "accept"}),
        ("@cop-invitations/{}", {"answer": "decline"}),
        ("@cop-invitations/{}", {"answer": "perhaps"}),
    ],
)
def test_a_token_is_nowhere(rest, site, invited, caplog, path, send):
    token = invited(userid="colleague")
    caplog.set_level(logging.DEBUG)
    for who in ("colleague", "member", None):
        for method in ("GET", "PATCH"):
            rest(who).request(method, path.format(token), json=send)
    transaction.begin()
    stored = everything_stored(site._p_jar.db())
    assert digest_of(token) in stored
    assert token not in stored
    lines = [
        record.getMessage()
        for record in caplog.records
        # The client's own, and the web server's.
        if not record.name.startswith(("urllib3", "waitress", "requests"))
    ]
    assert not [line for line in lines if token in line]
    assert token not in repr(api.portal.get_tool("error_log").getLogEntries())


def test_a_paused_person_leaves_no_token_in_the_error_log(rest, site, invited):
    token = invited(email="ron@example.com")
    Membership(site["tuesday"]).pause("member", now=datetime.now(UTC), by_site=False)
    transaction.commit()
    answer = rest("member").patch(
        f"@cop-invitations/{token}", json={"answer": "accept"}
    )
    assert answer.status_code == 409
    assert "paus" not in answer.text
    transaction.begin()
    assert token not in repr(api.portal.get_tool("error_log").getLogEntries())


def test_many_come_in_at_once(rest, site, invited):
    tokens = {userid: invited(userid=userid) for userid in ("colleague", "siteadmin")}
    sessions = {userid: rest(userid) for userid in tokens}

    def come_in(userid):
        return (
            sessions[userid]
            .patch(f"@cop-invitations/{tokens[userid]}", json={"answer": "accept"})
            .status_code
        )

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(come_in, tokens)) == [200, 200]
    transaction.begin()
    membership = Membership(site["tuesday"])
    assert {membership.role_of(userid) for userid in tokens} == {"member"}


@pytest.mark.parametrize("button", ["Yes, I accept", "Not now"])
def test_a_token_is_nowhere_after_the_page(visit, site, invited, button):
    token = invited(email="ron@example.com")
    visitor = visit(None)
    visitor.go(f"@@invitation/{token}")
    visitor.form_to(token).getControl(button).click()
    transaction.begin()
    assert token not in everything_stored(site._p_jar.db())
