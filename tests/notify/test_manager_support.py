"""A manager's support: the mail, the link without an account, who reads what."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community import joining
from leap.cop.community.membership import Membership
from leap.cop.core.links import digest_of
from leap.cop.core.links import LinkShelf
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.support import links
from leap.cop.recruitment.support import support
from plone import api
from plone.app.textfield.value import RichTextValue

import pytest
import re
import requests
import transaction


MANAGER = "boss@example.org"
URL = "tuesday/@applications"
ASK = {"message": "I would like to learn.", "manager_email": MANAGER}


@pytest.fixture
def asks(post):
    """Return the community, which asks for a manager's support."""
    community = post["tuesday"]
    community.join_policy = "apply"
    community.requires_manager_support = True
    community.title = "Survivors of something"
    community.short_name = "Tuesday circle"
    for name in ("process", "benefits", "commitments"):
        html = f"<p>About {name}.</p>"
        setattr(community, name, RichTextValue(html, "text/html", "text/x-html-safe"))
    transaction.commit()
    return community


@pytest.fixture
def ask(asks, rest, sink):
    """Return a function that asks a manager, and gives the link."""

    def send(**more):
        sink.envelopes.clear()
        answer = rest("colleague").post(URL, json={**ASK, **more})
        assert answer.status_code == 201, answer.text
        return link_in(sink)

    return send


def link_in(sink) -> str:
    text = sink.message_to("boss").get_content()
    return re.search(r"http\S+/@@manager-support/\S+", text)[0]


def page(url, answer=None, **kwargs):
    """Open a page as a manager without an account."""
    if answer is not None:
        kwargs["data"] = {"answer": answer}
    method = "GET" if answer is None else "POST"
    return requests.request(method, url, allow_redirects=False, **kwargs)


def state(asks) -> str:
    transaction.begin()
    return support.support_of(asks, "colleague").state


def role(asks) -> str | None:
    transaction.begin()
    return Membership(asks).role_of("colleague")


def accept(rest):
    [row] = rest("facilitator").get(URL).json()["items"]
    body = {"decision": "accept"}
    answer = rest("facilitator").patch(f"{URL}/{row['id']}", json=body)
    assert answer.status_code == 200


def test_the_mail_tells_nothing_but_who_asks_and_a_neutral_name(ask, sink):
    ask()
    mail = sink.message_to("boss")
    assert mail["Subject"] == "Tuesday circle: a question for you"
    assert mail["Reply-To"] == "colleague@example.org"
    body = mail.get_content()
    assert "Col Hill" in body
    assert "will not report" in body
    assert "Survivors" not in sink.everything()
    assert "I would like to learn" not in sink.everything()


def test_the_page_needs_no_account_and_says_what_is_asked_and_given(ask):
    got = page(ask())
    assert got.status_code == 200
    assert got.headers["Referrer-Policy"] == "no-referrer"
    assert got.headers["Cache-Control"] == "private, no-store"
    assert "Col Hill" in got.text
    assert "Tuesday circle" in got.text
    for name in ("process", "benefits", "commitments"):
        assert f"About {name}." in got.text
    assert "Survivors" not in got.text
    assert "I would like to learn" not in got.text
    assert "You will get no reports" in got.text


def test_to_look_is_not_to_answer(ask, asks):
    link = ask()
    for method in ("GET", "HEAD"):
        assert requests.request(method, link).status_code == 200
    assert state(asks) == "asked"


def test_accepted_and_waiting_then_supported(ask, asks, rest):
    link = ask()
    accept(rest)
    assert role(asks) == "candidate"
    got = page(link, "yes")
    assert got.status_code == 303
    thanks = requests.get(got.headers["Location"])
    assert thanks.status_code == 200
    assert "Thank you!" in thanks.text
    assert role(asks) == "member"


def test_supported_first_and_then_accepted(ask, asks, rest):
    page(ask(), "yes")
    assert role(asks) is None
    assert rest("facilitator").get(URL).json()["items"][0]["manager_support"] == "yes"
    accept(rest)
    assert role(asks) == "member"


def test_lets_talk_is_the_applicants_alone_to_know(ask, asks, rest, sink):
    link = ask()
    sink.envelopes.clear()
    page(link, "talk")
    assert sink.receivers == ["colleague"]
    assert "talk" not in sink.everything()
    own = rest("colleague").get("tuesday/@manager-support").json()
    assert own["manager_support"] == "talk"
    [row] = rest("facilitator").get(URL).json()["items"]
    assert row["manager_support"] == "not_yet"
    assert MANAGER not in str(row)
    accept(rest)
    assert role(asks) == "candidate"
    again = rest("colleague").post(
        "tuesday/@manager-support", json={"manager_email": MANAGER}
    )
    assert again.status_code == 200
    page(link_in_last(sink), "yes")
    assert role(asks) == "member"


def link_in_last(sink) -> str:
    mails = [mail for mail in sink.messages if mail["To"] == MANAGER]
    return re.search(r"http\S+/@@manager-support/\S+", mails[-1].get_content())[0]


def test_an_answer_makes_the_address_forgotten(ask, asks):
    page(ask(), "talk")
    transaction.begin()
    assert support.support_of(asks, "colleague").address == ""


def over(url) -> tuple:
    """Return what a link that is over answers, for looking and for answering."""
    looked, answered = page(url), page(url, "yes")
    return tuple(
        (got.status_code, normal(got.text, url), headers(got))
        for got in (looked, answered)
    )


def normal(text: str, url: str) -> str:
    token = url.rpartition("/")[2]
    return re.sub(r'value="[0-9a-f]{40,}"', "", text.replace(token, "TOKEN"))


def headers(got) -> set:
    left_out = {"Date", "Content-Length", "X-Request-Id"}
    return {name for name in got.headers if name not in left_out}


def test_wrong_used_replaced_and_expired_look_alike(ask, asks, rest, sink, post):
    used = ask()
    base = used.rpartition("/")[0]
    page(used, "talk")
    rest("colleague").post("tuesday/@manager-support", json={"manager_email": MANAGER})
    replaced = link_in_last(sink)
    rest("colleague").post("tuesday/@manager-support", json={"manager_email": MANAGER})
    expired = link_in_last(sink)
    assert page(expired).status_code == 200
    transaction.begin()
    token = expired.rpartition("/")[2]
    found = links.find(token, now=datetime.now(UTC))
    ended = found._replace(until=datetime.now(UTC) - timedelta(days=1))
    LinkShelf(post).put(digest_of(token), ended.as_row())
    transaction.commit()
    wrong = f"{base}/{'x' * 43}"
    answers = [over(link) for link in (used, replaced, expired, wrong)]
    assert {got[0] for answer in answers for got in answer} == {404}
    assert all(answer == answers[0] for answer in answers)
    assert "Tuesday" not in answers[0][0][1].replace("tuesday", "")
    assert "Col Hill" not in str(answers)
    assert state(asks) == "asked"


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "%00", "%F0%9F%91%8B", "a/b"])
def test_tokens_that_are_none(asks, post, token):
    got = page(f"{post.absolute_url()}/@@manager-support/{token}")
    assert got.status_code in (400, 404)


@pytest.mark.parametrize("answer", ["", "no", "waived", "YES"])
def test_answers_that_are_none(ask, asks, answer):
    got = page(ask(), answer)
    assert got.status_code == 400
    assert state(asks) == "asked"


def test_a_replay_of_the_answer(ask, asks):
    link = ask()
    assert page(link, "yes").status_code == 303
    assert page(link, "talk").status_code == 404
    assert state(asks) == "yes"


def test_nothing_leads_anywhere_after_taking_back_or_a_decline(ask, rest):
    link = ask()
    [row] = rest("colleague").get(URL).json()["items"]
    rest("colleague").delete(f"{URL}/{row['id']}", json={})
    assert page(link).status_code == 404
    link = ask()
    [row] = rest("facilitator").get(URL).json()["items"]
    rest("facilitator").patch(f"{URL}/{row['id']}", json={"decision": "decline"})
    assert page(link).status_code == 404


def test_only_a_digest_is_kept(ask, asks, post):
    token = ask().rpartition("/")[2]
    transaction.begin()
    row = support.support_of(asks, "colleague")
    assert token not in str(vars(row))
    kept = LinkShelf(post).all()
    assert list(kept) == [digest_of(token)]
    kinds = {type(value) for values in kept.values() for value in values}
    assert kinds == {int, str}


def test_a_community_that_goes_takes_its_links_along(ask, asks, post):
    link = ask()
    transaction.begin()
    assert len(LinkShelf(post)) == 1
    with api.env.adopt_user("siteadmin"):
        post.manage_delObjects(["tuesday"])
    transaction.commit()
    assert page(link).status_code == 404
    assert LinkShelf(post).all() == {}


def test_a_double_click_sends_one_mail(ask, asks, rest, sink):
    ask()
    assert rest("colleague").post(URL, json=ASK).status_code == 200
    assert sink.receivers.count("boss") == 1


def test_a_handful_of_mails_a_day(ask, asks, rest, sink):
    ask()
    body = {"manager_email": MANAGER}
    statuses = [
        rest("colleague").post("tuesday/@manager-support", json=body).status_code
        for _time in range(3)
    ]
    assert statuses == [200, 200, 409]
    assert sink.receivers.count("boss") == 3
    # Nobody sends more by beginning anew.
    [row] = rest("colleague").get(URL).json()["items"]
    rest("colleague").delete(f"{URL}/{row['id']}", json={})
    assert rest("colleague").post(URL, json=ASK).status_code == 409
    transaction.begin()
    assert Applications(asks).waiting_total() == 0


def test_a_facilitator_lets_in_without(ask, asks, rest):
    link = ask()
    accept(rest)
    path = "tuesday/@manager-support/colleague"
    for who in (None, "colleague", "member", "newcomer", "reviewer"):
        answer = rest(who).patch(path, json={"without": True})
        assert answer.status_code == (401 if who is None else 403), who
    for body in ({}, {"without": False}, {"without": "yes"}):
        assert rest("facilitator").patch(path, json=body).status_code == 400
    assert role(asks) == "candidate"
    answer = rest("facilitator").patch(path, json={"without": True})
    assert answer.status_code == 204
    assert role(asks) == "member"
    assert page(link).status_code == 404


def test_without_is_for_people_on_the_way_in(ask, rest):
    ask()
    for userid in ("colleague", "member", "nobody"):
        answer = rest("facilitator").patch(
            f"tuesday/@manager-support/{userid}", json={"without": True}
        )
        assert answer.status_code == 409


def test_who_waited_comes_in_when_nobody_asks_any_more(ask, asks, rest):
    ask()
    accept(rest)
    answer = rest("facilitator").patch(
        "tuesday", json={"requires_manager_support": False}
    )
    assert answer.status_code == 204
    assert role(asks) == "member"
    # Whom a facilitator put on the way in stays there.
    assert Membership(asks).role_of("newcomer") == "candidate"


def test_an_open_community_waits_for_a_manager_as_well(asks, rest, sink):
    asks.join_policy = "open"
    transaction.commit()
    answer = rest("colleague").post(URL, json={"manager_email": MANAGER})
    assert (answer.status_code, answer.json()["role"]) == (201, "candidate")
    assert len(joining.missing(asks, "colleague")) == 2
    page(link_in(sink), "yes")
    # What an open community cannot do without is its agreement.
    transaction.begin()
    assert joining.missing(asks, "colleague") == [
        "This group has no agreement yet. Write to the facilitators."
    ]


@pytest.mark.parametrize(
    "address", ["a@b.org\nBcc: c@d.org", "Ann <a@b.org>", "", None, "ann@ехample.org"]
)
def test_bad_addresses_are_named(ask, rest, sink, address):
    ask()
    sink.envelopes.clear()
    answer = rest("colleague").post(
        "tuesday/@manager-support", json={"manager_email": address}
    )
    assert answer.status_code == 400
    assert "manager_email" in answer.json()["message"]
    assert sink.envelopes == []


def test_a_name_adds_no_header(ask, sink, post):
    with api.env.adopt_roles(["Manager"]):
        api.user.get(userid="colleague").setMemberProperties(
            {"fullname": "Col\r\nBcc: everybody@example.org"}
        )
    transaction.commit()
    ask()
    mail = sink.message_to("boss")
    assert mail["Bcc"] is None
    assert {to for envelope in sink.envelopes for to in envelope.rcpt_tos} <= {
        MANAGER,
        "facilitator@example.org",
    }


def test_mails_about_an_application(asks, rest, sink):
    rest("colleague").post(URL, json={"message": "I would like to learn."})
    assert sink.receivers == ["facilitator"]
    assert "/tuesday/applications" in sink.message_to("facilitator").get_content()
    [row] = rest("facilitator").get(URL).json()["items"]
    for text in ("Col Hill", "would like to learn", "Survivors"):
        assert text not in sink.everything()
    sink.envelopes.clear()
    body = {"decision": "decline", "message": "Perhaps in spring."}
    rest("facilitator").patch(f"{URL}/{row['id']}", json=body)
    assert sink.receivers == ["colleague"]
    said = sink.message_to("colleague").get_content()
    assert "/my-applications" in said
    assert "spring" not in said
    assert "tuesday" not in said


def test_whom_somebody_else_lets_in_hears_of_it(asks, rest, sink):
    asks.requires_manager_support = False
    transaction.commit()
    rest("colleague").post(URL, json={"message": "I would like to learn."})
    sink.envelopes.clear()
    rest("facilitator").post("tuesday/@members", json={"userid": "colleague"})
    assert sink.receivers == ["colleague"]
    assert rest("facilitator").get(URL).json()["items_total"] == 0


def test_who_may_ask_a_manager(asks, rest):
    body = {"manager_email": MANAGER}
    statuses = {
        who: rest(who).post("tuesday/@manager-support", json=body).status_code
        for who in (None, "colleague", "newcomer", "member", "facilitator", "reviewer")
    }
    assert statuses == {
        None: 401,
        "colleague": 409,
        "newcomer": 200,
        "member": 409,
        "facilitator": 409,
        "reviewer": 409,
    }


def test_the_token_stands_in_no_log_and_no_undo_log(ask, post, caplog):
    token = ask().rpartition("/")[2]
    page(f"{post.absolute_url()}/@@manager-support/{token}", "yes")
    assert token not in caplog.text
    log = post._p_jar.db().undoLog(0, 100)
    assert not any(token in str(entry) for entry in log)
