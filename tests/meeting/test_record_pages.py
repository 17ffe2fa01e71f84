"""The pages of the record, of stories told, and of titles that still stand."""

from leap.cop.meeting.records import record_of

import pytest
import transaction


@pytest.fixture
def begun(meeting_at):
    """Return a function that plans a meeting which has begun."""
    from datetime import datetime
    from datetime import UTC

    def make(**fields):
        start = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
        return meeting_at(**{"start": start, **fields})

    return make


def write(visitor, url, **texts):
    """Fill in the form of the record and send it."""
    visitor.go(f"{url}/record")
    form = visitor.form_to("record")
    for name, text in texts.items():
        if isinstance(text, bool):
            form.getControl(name=name).value = ["yes"] if text else []
        else:
            form.getControl(name=name).value = text
    form.submit()


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 200),
        ("member", 200),
        ("siteadmin", 404),
        ("colleague", 404),
        ("newcomer", 404),
    ],
)
@pytest.mark.parametrize("page", ["record", "keep-record", "open-record"])
def test_who_sees_it(visit, begun, who, status, page):
    visitor = visit(who)
    visitor.go(f"{begun(state='public')}/{page}")
    assert visitor.status == status


def test_written_on_a_page(visit, rest, begun):
    url = begun()
    visitor = visit("facilitator")
    write(visitor, url, members_record="One\n\nTwo", summary="Three")
    row = rest("member").get(f"{url}/@record").json()
    assert row["members_record"] == "<p>One</p>\n<p>Two</p>"
    assert row["summary"] == "<p>Three</p>"
    assert not row["summary_shown"]
    # Sent again as it is shown, nothing changes.
    write(visitor, url)
    assert rest("member").get(f"{url}/@record").json()["rev"] == row["rev"]


def test_a_member_finds_no_form(visit, begun, rest):
    url = begun()
    rest("facilitator").put(
        f"{url}/@record", json={"rev": 0, "members_record": "<p>We sat down.</p>"}
    )
    visitor = visit("member")
    visitor.go(f"{url}/record")
    assert "We sat down." in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("record")


def test_two_at_once(visit, rest, begun):
    url = begun()
    visitor = visit("facilitator")
    visitor.go(f"{url}/record")
    form = visitor.form_to("record")
    form.getControl(name="members_record").value = "Mine"
    rest("facilitator").put(
        f"{url}/@record", json={"rev": 0, "members_record": "<p>Theirs</p>"}
    )
    form.submit()
    assert visitor.status == 409
    assert "Mine" in visitor.text and "Theirs" in visitor.text


def test_looked_at_before_it_is_shown(visit, rest, begun):
    url = begun(state="public")
    visitor = visit("facilitator")
    write(visitor, url, summary="Mia Brook was brave.", summary_shown=True)
    assert visitor.status == 409
    assert "a member's name" in visitor.text
    assert "Mia Brook was brave." in visitor.text
    form = visitor.form_to("record")
    form.getControl(name="confirmed").value = ["yes"]
    form.submit()
    assert "Mia Brook was brave." in rest("colleague").get(url).json()["summary"]
    seen = visit("colleague")
    seen.go(url)
    assert "Mia Brook was brave." in seen.text


def test_kept_and_opened(visit, rest, begun):
    url = begun()
    visitor = visit("facilitator")
    for missing in ("Nothing has been written down yet", "that the meeting took place"):
        visitor.go(f"{url}/keep-record")
        assert missing in visitor.text
        with pytest.raises(LookupError):
            visitor.form_to("keep-record")
        rest("facilitator").put(f"{url}/@record", json={"rev": 0, "summary": "x"})
    rest("facilitator").post(f"{url}/@phase", json={"phase": "held"})
    visitor.go(f"{url}/keep-record")
    visitor.form_to("keep-record").submit()
    assert rest("member").get(f"{url}/@record").json()["kept"]
    with pytest.raises(LookupError):
        visitor.form_to("record")
    visitor.go(f"{url}/open-record")
    visitor.form_to("open-record").submit()
    assert not rest("member").get(f"{url}/@record").json()["kept"]


def test_a_post_by_others_tells_nothing(visit, begun):
    url = begun(state="public")
    for page in ("record", "keep-record"):
        visitor = visit("siteadmin")
        visitor.browser.post(f"{visitor.base}/{url}/{page}", "summary=x")
        assert visitor.status == 404


def test_publishing_on_its_page(visit, rest, begun):
    url = begun(title="Mia Brook")
    visitor = visit("facilitator")
    visitor.go(f"{url}/move-meeting")
    visitor.form_to("move-meeting").getControl(name="move", index=0).click()
    assert visitor.status == 409
    assert "a member's name" in visitor.text
    form = visitor.form_to("move-meeting")
    form.getControl(name="confirmed").value = ["yes"]
    form.getControl(name="move", index=0).click()
    assert rest("colleague").get(url).json()["title"] == "Mia Brook"


def test_tell_it_here(visit, rest, begun, told):
    url, story = begun(), told("community")
    visitor = visit("teller")
    visitor.go(f"{url}/tell-here")
    form = visitor.form_to("tell-here")
    control = form.getControl(name="story")
    control.value = [control.options[0]]
    form.submit()
    assert visitor.path == url
    reader = visit("member")
    reader.go(url)
    assert story in reader.contents
    assert "take-off-story" not in reader.contents
    visitor.browser.getLink(url="take-off-story").click()
    visitor.form_to("take-off-story").submit()
    reader.go(url)
    assert story not in reader.contents


def test_after_taking_it_back(visit, rest, begun, told, site):
    url, story = begun(), told("community")
    record_of(
        site.unrestrictedTraverse(url)
    ).minutes.members_record = "<p>The long table</p>"
    transaction.commit()
    visitor = visit("teller")
    visitor.go(f"{story}/take-back")
    assert "meeting" not in visitor.text.lower().replace("meetings", "")
    visitor.form_to("take-back").getControl(name="how", index=0).click()
    assert visitor.path.endswith("/traces")
    assert "the record" in visitor.text
    assert rest("member").get(story).status_code == 404
    visitor.form_to("traces").submit()
    assert "facilitators and note-takers have been asked to remove it" in visitor.text


def test_nothing_left_leads_to_the_story(visit, told):
    story = told("community")
    visitor = visit("teller")
    visitor.go(f"{story}/take-back")
    visitor.form_to("take-back").getControl(name="how", index=0).click()
    assert visitor.browser.url.rstrip("/") == story


def test_printed(visit, rest, begun):
    url = begun(state="public")
    body = {"rev": 0, "members_record": "<p>Us</p>", "summary": "<p>All</p>"}
    rest("facilitator").put(f"{url}/@record", json=body)
    member, colleague = visit("member"), visit("colleague")
    member.go(f"{url}/print-record")
    assert "For our community" in member.text and "Us" in member.text
    for page in ("print-record", "print-summary"):
        colleague.go(f"{url}/{page}")
        assert colleague.status == 404, page
    rest("facilitator").put(f"{url}/@record", json={"rev": 1, "summary_shown": True})
    colleague.go(f"{url}/print-summary")
    assert "All" in colleague.text and "12 Hidden Lane" not in colleague.text
    pdf = rest("colleague").get(f"{url}/print-summary?format=pdf")
    assert pdf.headers["Cache-Control"] == "private, no-store"
    if pdf.status_code == 200:
        assert pdf.headers["Content-Type"] == "application/pdf"
        assert pdf.headers["X-Content-Type-Options"] == "nosniff"
