"""What was said: who reads it, who writes it, what becomes of what is written."""

from leap.cop.meeting.records import record_of
from plone import api

import pytest
import transaction


def put(session, url, rev=0, **fields):
    """Send a record."""
    return session.put(f"{url}/@record", json={"rev": rev, **fields})


@pytest.fixture
def turns(site):
    """Return a function that gives somebody a turn at a meeting."""

    def take(path: str, kind: str, userid: str) -> str:
        record = record_of(site.unrestrictedTraverse(path))
        record.turns[kind] = (userid, "accepted")
        transaction.commit()
        return path

    return take


@pytest.fixture
def hold(site):
    """Return a function that says that a meeting took place."""

    def say(path: str) -> str:
        record_of(site.unrestrictedTraverse(path)).phase = "held"
        transaction.commit()
        return path

    return say


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 200),
        ("member", 200),
        ("newcomer", 404),
        ("reviewer", 404),
        ("colleague", 404),
        ("siteadmin", 404),
        ("admin", 404),
        (None, 401),
    ],
)
@pytest.mark.parametrize("state", ["community", "public"])
def test_who_reads(rest, meeting_at, who, status, state):
    url = meeting_at(state=state)
    answer = rest(who).get(f"{url}/@record")
    assert answer.status_code == status, answer.text
    if status == 404:
        nonsense = rest(who).get(f"{url}/@nonsense-record")
        assert answer.json() == nonsense.json()
        assert put(rest(who), url, summary="x").status_code == 404
        assert rest(who).post(f"{url}/@record/keep").status_code == 404
        assert rest(who).delete(f"{url}/@record/keep").status_code == 404


def test_nothing_is_written_yet(rest, meeting_at):
    row = rest("member").get(f"{meeting_at()}/@record").json()
    assert row["rev"] == 0
    assert (row["members_record"], row["summary"]) == ("", "")
    assert (row["summary_shown"], row["kept"]) == (False, False)


def test_a_member_reads_and_does_not_write(rest, meeting_at):
    url = meeting_at()
    assert put(rest("member"), url, summary="<p>No</p>").status_code == 403
    assert rest("member").post(f"{url}/@record/keep").status_code == 403
    assert rest("member").delete(f"{url}/@record/keep").status_code == 403
    assert rest("member").get(f"{url}/@record").json()["rev"] == 0


@pytest.mark.parametrize("kind", ["note_taker", "chair"])
def test_turns_write(rest, meeting_at, turns, hold, kind):
    url = hold(turns(meeting_at(), kind, "teller"))
    answer = put(rest("teller"), url, members_record="<p>We sat down.</p>")
    assert answer.status_code == 200, answer.text
    assert answer.json()["rev"] == 1
    assert rest("member").get(f"{url}/@record").json()["members_record"] == (
        "<p>We sat down.</p>"
    )
    kept = rest("teller").post(f"{url}/@record/keep").status_code
    assert kept == (204 if kind == "chair" else 403)
    assert rest("teller").delete(f"{url}/@record/keep").status_code == 403


def test_stale(rest, meeting_at):
    url = meeting_at()
    session = rest("facilitator")
    put(session, url, members_record="<p>One</p>", summary="<p>Two</p>")
    answer = put(session, url, members_record="<p>Three</p>")
    assert answer.status_code == 409
    sent = answer.json()
    assert sent["current_rev"] == 1
    assert sent["current"]["members_record"] == "<p>One</p>"
    assert sent["current"]["summary"] == "<p>Two</p>"
    assert session.get(f"{url}/@record").json()["members_record"] == "<p>One</p>"


@pytest.mark.parametrize("phase", ["planned", "cancelled", "held"])
def test_nothing_to_keep_yet(rest, meeting_at, site, phase):
    url = meeting_at()
    record_of(site.unrestrictedTraverse(url)).phase = phase
    transaction.commit()
    session = rest("facilitator")
    answer = session.post(f"{url}/@record/keep")
    assert answer.status_code == 409
    assert "Nothing has been written down yet." in answer.text
    put(session, url, members_record="<p>One</p>")
    answer = session.post(f"{url}/@record/keep")
    assert answer.status_code == (204 if phase == "held" else 409)
    # What was written and taken out again is nothing.
    session.delete(f"{url}/@record/keep")
    rev = session.get(f"{url}/@record").json()["rev"]
    put(session, url, rev, members_record="")
    assert session.post(f"{url}/@record/keep").status_code == 409


def test_nobody_writes_what_is_kept(rest, meeting_at, turns, hold):
    url = hold(turns(meeting_at(), "note_taker", "teller"))
    session = rest("facilitator")
    put(session, url, members_record="<p>One</p>")
    assert session.get(f"{url}/@record").json()["may_write"]
    session.post(f"{url}/@record/keep")
    for who in ("facilitator", "teller", "member"):
        assert rest(who).get(f"{url}/@record").json()["may_write"] is False


def test_a_kept_record_stays(rest, meeting_at, turns, hold):
    url = hold(turns(meeting_at(), "note_taker", "teller"))
    session = rest("facilitator")
    put(session, url, members_record="<p>One</p>")
    assert session.post(f"{url}/@record/keep").status_code == 204
    rev = session.get(f"{url}/@record").json()["rev"]
    for who in ("teller", "facilitator"):
        assert put(rest(who), url, rev, members_record="<p>Two</p>").status_code == 409
    assert session.delete(f"{url}/@record/keep").status_code == 204
    rev = session.get(f"{url}/@record").json()["rev"]
    assert put(session, url, rev, members_record="<p>Two</p>").status_code == 200


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p>a</p><iframe src="https://x.example/"></iframe>', "<p>a</p>"),
        ('<p>a<img src="https://x.example/p.png"></p>', "<p>a</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("<p> </p>", ""),
    ],
)
def test_what_is_kept_is_clean(rest, meeting_at, sent, kept):
    url = meeting_at()
    row = put(rest("facilitator"), url, members_record=sent, summary=sent).json()
    assert row["members_record"] == row["summary"] == kept


def test_a_body_that_does_not_fit(rest, meeting_at):
    url, session = meeting_at(), rest("facilitator")
    sent = {"rev": 0, "members_record": "<p>Us</p>", "summaries": "x"}
    answer = session.put(f"{url}/@record", json=sent)
    assert answer.status_code == 400, answer.text
    words = "summaries: not known here. Did you mean summary?"
    assert answer.json()["message"] == words
    row = session.get(f"{url}/@record").json()
    assert (row["rev"], row["members_record"]) == (0, "")


def test_a_summary_that_is_shown(rest, meeting_at):
    url = meeting_at(state="public")
    session = rest("facilitator")
    put(session, url, summary="<p>We learned to wait.</p>", members_record="<p>Us</p>")
    assert "summary" not in rest("member").get(url).json()
    put(session, url, 1, summary_shown=True)
    for who in ("member", "colleague", "siteadmin", "newcomer", "facilitator"):
        seen = rest(who).get(url)
        assert seen.json()["summary"] == "<p>We learned to wait.</p>"
        assert "Us" not in str(seen.json())
    put(session, url, 2, summary_shown=False)
    assert "summary" not in rest("colleague").get(url).json()


def test_nothing_to_show(rest, meeting_at):
    answer = put(rest("facilitator"), meeting_at(), summary_shown=True)
    assert answer.status_code == 400
    assert "summary_shown: " in answer.text


def test_whoever_waits_reads_the_summary_alone(rest, meeting_at, site):
    from datetime import datetime
    from datetime import UTC
    from leap.cop.community.membership import Membership

    url = meeting_at()
    put(rest("facilitator"), url, summary="<p>Shown</p>", summary_shown=True)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    Membership(site["tuesday"]).let_wait("member", True, now=now)
    transaction.commit()
    assert rest("member").get(url).json()["summary"] == "<p>Shown</p>"
    assert rest("member").get(f"{url}/@record").status_code == 404
    assert put(rest("member"), url, 1, summary="x").status_code == 404


def test_the_event_tells_that_it_is_shown(community, meeting):
    from leap.cop.meeting.events import ISummaryShown
    from leap.cop.meeting.minutes import minutes
    from zope.component import adapter
    from zope.component import getSiteManager

    seen = []

    @adapter(ISummaryShown)
    def note(event):
        seen.append(event.about.getId())

    manager = getSiteManager()
    manager.registerHandler(note)
    try:
        with api.env.adopt_user("facilitator"):
            minutes.write(meeting, rev=0, summary="Good", summary_shown=True)
            minutes.write(meeting, rev=1, members_record="Us")
    finally:
        manager.unregisterHandler(note)
    assert seen == [meeting.getId()]
