"""Stories told at a meeting, and where a title stands after its teller took it back."""

from leap.cop.community.events import IMessageToFacilitators
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from zope.component import adapter
from zope.component import getGlobalSiteManager

import pytest
import transaction


def uid_of(rest, story, who="teller") -> str:
    """Return the UID of a story."""
    return rest(who).get(story).json()["UID"]


@pytest.fixture
def told_at(rest, told, meeting_at):
    """Return a function that tells a story at a meeting; returns both addresses."""

    def tell(state="community", meeting_state="public"):
        url = meeting_at(state=meeting_state)
        story = told(state)
        body = {"story": uid_of(rest, story)}
        answer = rest("teller").post(f"{url}/@told", json=body)
        assert answer.status_code == 201, answer.text
        return url, story

    return tell


@pytest.mark.parametrize(
    "state, readers",
    [
        ("private", {"teller"}),
        ("community", {"teller", "member", "facilitator"}),
        ("public", {"teller", "member", "facilitator", "siteadmin"}),
    ],
)
def test_links_to_those_that_one_may_read(rest, told_at, state, readers):
    url, story = told_at(state)
    for who in ("teller", "member", "facilitator", "siteadmin"):
        seen = rest(who).get(f"{url}/@told").json()
        there = who in readers
        assert seen["items_total"] == len(seen["items"]) == there, (who, seen)
        if there:
            assert seen["items"][0]["@id"] == story
            assert seen["items"][0].get("may_take_out", False) == (who == "teller")
        else:
            assert "long table" not in str(seen)


@pytest.mark.parametrize("who", ["colleague", "newcomer", "reviewer"])
def test_not_for_outsiders(rest, told_at, who):
    url, _story = told_at("public")
    assert rest(who).get(f"{url}/@told").status_code == 404
    assert rest(who).post(f"{url}/@told", json={"story": "x"}).status_code == 404


def test_only_the_teller(rest, told_at, told):
    url, story = told_at()
    uid = uid_of(rest, story)
    hidden = uid_of(rest, told("private", title="Another"))
    for one in (uid, hidden, "nonsense"):
        answer = rest("member").post(f"{url}/@told", json={"story": one})
        assert answer.status_code == 403, one
    assert rest("member").delete(f"{url}/@told/{uid}").status_code == 403
    assert rest("member").delete(f"{url}/@told/{hidden}").status_code == 404
    assert rest("teller").delete(f"{url}/@told/{uid}").status_code == 204
    assert rest("member").get(f"{url}/@told").json()["items"] == []


def test_twice_is_once(rest, told_at, kept):
    url, story = told_at()
    body = {"story": uid_of(rest, story)}
    assert rest("teller").post(f"{url}/@told", json=body).status_code == 201
    assert len(kept(url).told) == 1


def test_taken_back_is_gone(rest, told_at, kept):
    url, story = told_at()
    assert rest("teller").delete(f"{story}/@consent").status_code in (200, 204)
    for who in ("member", "teller"):
        seen = rest(who).get(f"{url}/@told").json()
        assert (seen["items"], seen["items_total"]) == ([], 0)
    assert kept(url).told == ()


def test_deleted_is_gone(rest, told_at, kept):
    url, story = told_at()
    assert rest("teller").delete(story).status_code == 204
    assert kept(url).told == ()


def write(site, path, **fields):
    """Write into the record of a meeting as its note-taker did."""
    record = record_of(site.unrestrictedTraverse(path))
    for name in ("members_record", "summary"):
        setattr(record.minutes, name, fields.get(name, ""))
    if "outcome" in fields:
        row = AgendaRow("one", "other", "facilitator")
        row.outcome = fields["outcome"]
        record.rows["one"] = row
    transaction.commit()


def test_where_the_title_stands(rest, told_at, site, meeting_at):
    url, story = told_at()
    meeting_at()
    write(
        site,
        url,
        members_record="<p>Tess told <em>The long</em> table.</p>",
        summary="<p>Nothing</p>",
        outcome="the long table goes on",
    )
    rest("teller").delete(f"{story}/@consent")
    seen = rest("teller").get(f"{story}/@traces").json()
    assert [row["field"] for row in seen["items"]] == ["members_record", "outcome"]
    assert seen["items"][0]["meeting"]["@id"].endswith(url)
    assert rest("facilitator").get(f"{story}/@traces").status_code == 404


def test_traces_are_the_tellers(rest, told_at):
    _url, story = told_at()
    for who in ("member", "facilitator", "siteadmin", "colleague"):
        assert rest(who).get(f"{story}/@traces").status_code == 404


@pytest.fixture
def notes():
    """Yield the notes to facilitators that are written meanwhile."""
    seen = []

    @adapter(IMessageToFacilitators)
    def note(event):
        seen.append((event.userid, event.text, event.also))

    manager = getGlobalSiteManager()
    manager.registerHandler(note)
    yield seen
    manager.unregisterHandler(note)


def test_please_take_it_out(rest, told_at, site, notes):
    url, story = told_at()
    record = record_of(site.unrestrictedTraverse(url))
    record.turns["note_taker"] = ("member", "accepted")
    write(site, url, members_record="<p>The long table</p>")
    rest("teller").delete(f"{story}/@consent")
    assert rest("member").post(f"{story}/@traces").status_code == 404
    assert rest("teller").post(f"{story}/@traces").status_code == 204
    [(writer, text, also)] = notes
    assert (writer, also) == ("teller", "member")
    assert "long table" not in text.lower()
    assert url in text
    assert rest("teller").post(f"{story}/@traces").status_code == 409
    after = rest("facilitator").get(f"{url}/@record").json()["members_record"]
    assert after == "<p>The long table</p>"


def test_a_wrong_entry_of_the_catalog_keeps_nobody(rest, told_at, site, meeting_at):
    _url, story = told_at()
    gone = site.unrestrictedTraverse(meeting_at())
    gone.aq_parent._delOb(gone.getId())
    transaction.commit()
    assert rest("teller").delete(f"{story}/@consent").status_code in (200, 204)
    assert rest("member").get(story).status_code == 404
