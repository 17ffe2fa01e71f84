"""Answers by links in mails: looking writes nothing, what leads nowhere looks alike."""

from leap.cop.core.links import path_to
from leap.cop.meeting.people import answer_links
from leap.cop.meeting.records import record_of
from plone import api
from tests.meeting.people import ago
from tests.meeting.people import leave
from tests.meeting.people import let_wait
from tests.meeting.people import pause

import pytest
import re
import transaction


NONSENSE = path_to("cop-answer", "x" * 43)


@pytest.fixture
def link_to(site):
    """Return a function that makes a link for somebody to a meeting."""

    def make(path: str, userid: str = "member") -> str:
        transaction.begin()
        meeting = site.unrestrictedTraverse(path)
        token = answer_links.make(meeting, userid, ago())
        transaction.commit()
        return path_to("cop-answer", token)

    return make


@pytest.fixture
def path(meeting_at):
    """Return the path of a meeting."""
    return meeting_at()


def words(answer) -> str:
    """Return an answer without what is new on each page."""
    text = re.sub(r"@@cop-answer/[\w-]+", "", answer.text)
    return re.sub(r'(_authenticator|data-\w+|name="once")[^>]*', "", text)


def nowhere(rest, link: str) -> bool:
    """Tell whether a link looks like nonsense, however it is asked."""
    session, found = rest(None), True
    session.headers["Accept"] = "text/html"
    for method, data in (("GET", None), ("POST", {"answer": "yes"})):
        answer = session.request(method, link, data=data)
        other = session.request(method, NONSENSE, data=data)
        assert other.status_code == 404
        same = (answer.status_code, words(answer)) == (404, words(other))
        found = found and same
    return found


def test_the_page_says_group_and_day_and_nothing_else(visit, path, link_to):
    visitor = visit(None)
    visitor.go(link_to(path))
    assert visitor.status == 200
    assert "Tuesday circle" in visitor.text
    assert "Saturday 27 March 2027, 09:00 to 12:30 (Europe/Sofia)" in visitor.text
    for said in ("Listening well", "Hidden Lane", "Ring the bell", "secret-room"):
        assert said not in visitor.contents
    assert "Mia" not in visitor.contents
    headers = visitor.browser.headers
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in headers["Cache-Control"]


def test_the_zone_is_said_whichever_clock_the_site_has(visit, path, link_to, site):
    transaction.begin()
    api.portal.set_registry_record("plone.portal_timezone", "Europe/Sofia")
    transaction.commit()
    visitor = visit(None)
    visitor.go(link_to(path))
    assert "09:00 to 12:30 (Europe/Sofia)" in visitor.text


def test_looking_writes_nothing(rest, path, link_to, site):
    link = link_to(path)
    before = site._p_jar.db().lastTransaction()
    for method in ("GET", "HEAD", "GET", "GET", "GET", "GET"):
        assert rest(None).request(method, link).status_code == 200
    assert rest(None).get(link, params={"answer": "yes"}).status_code == 200
    assert site._p_jar.db().lastTransaction() == before


@pytest.mark.parametrize("given", ["yes", "perhaps", "no"])
def test_a_button_answers(visit, path, link_to, kept, given):
    visitor = visit(None)
    link = link_to(path)
    visitor.go(link)
    texts = {"yes": "Yes", "perhaps": "Perhaps", "no": "Not this time"}
    visitor.browser.getControl(texts[given]).click()
    assert visitor.path == "@@cop-answer/thank-you"
    assert visitor.status == 200
    assert kept(path).answers["member"] == (given, "")
    # Not used up: people change their minds.
    visitor.go(link)
    visitor.browser.getControl("Perhaps").click()
    assert kept(path).answers["member"] == ("perhaps", "")


def test_it_goes_on_with_303(rest, path, link_to):
    answer = rest(None).post(link_to(path), data={"answer": "yes"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/@@cop-answer/thank-you")


@pytest.mark.parametrize("data", [{}, {"answer": "maybe"}, {"answer": ["yes", "no"]}])
def test_what_is_no_answer_is_refused(rest, path, link_to, kept, data):
    assert rest(None).post(link_to(path), data=data).status_code == 400
    assert not kept(path).answers


def test_links_of_earlier_mails_go_on_working(rest, path, link_to):
    links = [link_to(path), link_to(path)]
    for link in links:
        assert rest(None).get(link).status_code == 200


def test_nonsense_leads_nowhere(rest, path, link_to):
    assert nowhere(rest, path_to("cop-answer", "y" * 43))
    assert nowhere(rest, link_to(path) + "/more")
    assert rest(None).get("@@cop-answer").status_code == 404


@pytest.mark.parametrize("below", ["tuesday", "tuesday/nothing", "nothing", ""])
@pytest.mark.parametrize("who", [None, "member"])
def test_no_other_address_repeats_a_token(rest, path, link_to, below, who):
    token = link_to(path).rpartition("/")[2]
    session = rest(who)
    session.headers["Accept"] = "text/html"
    for name in (
        "@@cop-answer/x",
        "cop-answer",
        "@@cop-calendar",
        "%40%40my-stories-link",
        "@@invitation",
    ):
        for base in (below, path) if below else ("@@cop-calendar",):
            for method in ("GET", "HEAD", "POST"):
                answer = session.request(
                    method,
                    f"{base}/{name}/{token}?answer=yes",
                    data={"answer": "Yes of course"} if method == "POST" else None,
                    allow_redirects=False,
                )
                assert answer.status_code == 404, (base, name, method)
                assert token not in str(answer.headers) + answer.text
                assert answer.headers["Referrer-Policy"] == "no-referrer"


def erase(site, userid):
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=userid)
    transaction.commit()


@pytest.mark.parametrize("go", [leave, pause, erase])
def test_whoever_is_gone_finds_nothing(rest, path, link_to, site, kept, go):
    link = link_to(path)
    go(site, "member")
    assert nowhere(rest, link)
    assert not kept(path).answers


def test_whoever_waits_can_answer(rest, path, link_to, site):
    link = link_to(path)
    let_wait(site, "member")
    assert rest(None).post(link, data={"answer": "yes"}).status_code == 303


def test_after_its_end_it_leads_nowhere(rest, meeting_at, link_to):
    assert nowhere(rest, link_to(meeting_at(start=ago(hours=4))))
    running = link_to(meeting_at(start=ago(hours=1)))
    assert rest(None).get(running).status_code == 200


def test_a_meeting_that_is_gone_or_hidden_is_nonsense(rest, path, link_to, site):
    link = link_to(path)
    transaction.begin()
    meeting = site.unrestrictedTraverse(path)
    with api.env.adopt_user("facilitator"):
        api.content.transition(meeting, "hide")
    transaction.commit()
    assert nowhere(rest, link)
    facilitators = link_to(path, "facilitator")
    assert rest(None).get(facilitators).status_code == 200
    transaction.begin()
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(site.unrestrictedTraverse(path))
    transaction.commit()
    assert nowhere(rest, link)
    assert nowhere(rest, facilitators)


def test_of_what_is_off_it_says_so(visit, rest, path, link_to, site, kept):
    link = link_to(path)
    transaction.begin()
    record_of(site.unrestrictedTraverse(path)).phase = "cancelled"
    transaction.commit()
    visitor = visit(None)
    visitor.go(link)
    assert "This meeting is cancelled." in visitor.text
    assert 'name="answer"' not in visitor.contents
    assert rest(None).post(link, data={"answer": "yes"}).status_code == 409
    assert not kept(path).answers


def test_what_a_mail_chose_stands_out(rest, path, link_to):
    page = rest(None).get(link_to(path), params={"answer": "perhaps"}).text
    chosen = re.search(r'<button class="btn btn-primary"[^>]*value="(\w+)"', page)
    assert chosen and chosen[1] == "perhaps"


def test_how_one_comes_stays_as_it_was_said(rest, visit, meeting_at, link_to, kept):
    path = meeting_at(mode="both")
    sent = {"answer": "perhaps", "how": "online"}
    assert rest("member").put(f"{path}/@rsvp", json=sent).status_code == 200
    visitor = visit(None)
    visitor.go(link_to(path))
    visitor.browser.getControl("Yes", index=0).click()
    assert kept(path).answers["member"] == ("yes", "online")
