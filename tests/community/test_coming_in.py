"""Coming in with a browser without JavaScript: ask, be answered, ask a manager."""

from leap.cop.recruitment.applications.records import Applications
from plone import api

import pytest
import transaction


@pytest.fixture
def asks(site):
    """Return a function that sets how people come in."""

    def set_fields(policy="apply", **fields):
        for name, value in {"join_policy": policy, **fields}.items():
            setattr(site["tuesday"], name, value)
        transaction.commit()

    set_fields()
    return set_fields


def ask(visit, who="colleague", words="I hope to learn. <b>=1+1</b>"):
    visitor = visit(who)
    visitor.go("tuesday")
    if who == "colleague":
        visitor.browser.getLink("Ask to join").click()
    else:
        visitor.go("tuesday/join")
    form = visitor.form_to("join", act="ask")
    form.getControl(name="message").value = words
    form.submit()
    return visitor


def test_ask_and_be_let_in(visit, asks, roles_now):
    applicant = ask(visit)
    assert applicant.path == "tuesday/join"
    assert "Your message is with the facilitators now" in applicant.text
    facilitator = visit("facilitator")
    facilitator.go("tuesday")
    facilitator.browser.getLink("Somebody has asked to join").click()
    assert "Col Hill" in facilitator.text
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in facilitator.contents
    form = facilitator.form_to("applications")
    form.getControl(name="message").value = "Come on Tuesday!"
    form.getControl(name="act", index=0).click()
    assert "Col Hill has been let in" in facilitator.text
    assert "Nobody is waiting for an answer" in facilitator.text
    assert roles_now()["colleague"] == "member"
    applicant.go("tuesday/join")
    applicant.browser.getLink("Your earlier requests, and the answers").click()
    assert "Come on Tuesday!" in applicant.text


def test_not_now(visit, asks, roles_now, site):
    ask(visit)
    facilitator = visit("facilitator")
    facilitator.go("tuesday/applications")
    form = facilitator.form_to("applications")
    form.getControl(name="act", index=1).click()
    assert "colleague" not in roles_now()
    # Also where the community is not to be seen any more.
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    applicant = visit("colleague")
    applicant.go("my-applications")
    assert "Thank you for asking" in applicant.text
    for word in ("decline", "refused", "rejected"):
        assert word not in applicant.text.lower()


def test_taking_back(visit, asks):
    applicant = ask(visit)
    applicant.form_to("join", act="take_back").submit()
    assert "Nothing has been kept" in applicant.text
    applicant.go("my-applications")
    assert "You have no requests" in applicant.text
    applicant.browser.getLink("Look at the communities").click()
    applicant.browser.getLink("Your requests to join").click()
    assert applicant.path == "my-applications"


def test_a_double_click(visit, asks, site):
    applicant = visit("colleague")
    applicant.go("tuesday/join")
    form = applicant.form_to("join", act="ask")
    form.getControl(name="message").value = "Once."
    other = visit("colleague")
    other.go("tuesday/join")
    again = other.form_to("join", act="ask")
    again.getControl(name="message").value = "Once."
    form.submit()
    again.submit()
    assert other.status == 200
    transaction.begin()
    assert Applications(site["tuesday"]).waiting_total() == 1


def test_what_was_typed_is_not_lost(visit, asks):
    applicant = visit("colleague")
    applicant.go("tuesday/join")
    form = applicant.form_to("join", act="ask")
    form.getControl(name="message").value = "long words " * 500
    form.submit()
    assert applicant.status == 400
    assert "long words" in applicant.contents


def test_an_open_door_waits_for_an_agreement(visit, asks, roles_now):
    asks("open")
    visitor = visit("colleague")
    visitor.go("tuesday/join")
    visitor.form_to("join", act="ask").submit()
    assert visitor.path == "tuesday/join"
    assert "This group has no agreement yet" in visitor.text
    assert roles_now()["colleague"] == "candidate"


@pytest.mark.parametrize(
    "policy, words", [("apply", "Ask to join"), ("open", "Join now")]
)
def test_one_button_says_how_one_joins(visit, asks, policy, words):
    asks(policy)
    visitor = visit("colleague")
    visitor.go("tuesday")
    assert visitor.browser.contents.count('/join"') == 1
    assert visitor.browser.getLink(words).url.endswith("/tuesday/join")
    assert "Not now is fine too." in visitor.text


def test_what_one_asked_is_said_once(visit, asks):
    ask(visit)
    visitor = visit("colleague")
    visitor.go("tuesday")
    assert visitor.text.count("You have asked to join") == 1
    asks("invite")
    visitor.go("tuesday")
    assert visitor.text.count("You have asked to join") == 1


def test_by_invitation(visit, asks):
    asks("invite")
    visitor = visit("colleague")
    visitor.go("tuesday")
    assert "Ask to join" not in visitor.text
    assert "Not now is fine too." not in visitor.text
    visitor.go("tuesday/join")
    assert "by invitation" in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("join")


@pytest.mark.parametrize("who", ["member", "facilitator", "reviewer", "newcomer"])
def test_who_is_in_reads_so(visit, asks, who):
    visitor = visit(who)
    visitor.go("tuesday/join")
    assert visitor.status == 200
    with pytest.raises(LookupError):
        visitor.form_to("join")


@pytest.mark.parametrize("page", ["tuesday/join", "tuesday/ask-manager"])
def test_anonymous_visitors_log_in(visit, asks, page):
    visitor = visit(None)
    visitor.go(page)
    assert visitor.path == "login"


def test_closing_the_door_says_who_waits(visit, asks, roles_now):
    ask(visit)
    ask(visit, "siteadmin")
    facilitator = visit("facilitator")
    facilitator.go("tuesday/edit")
    edit = facilitator.browser.getForm(id="form")
    edit.getControl(name="form.widgets.join_policy:list").value = ["open"]
    edit.getControl("Save").click()
    assert "still waiting to hear whether they can join: 2" in facilitator.text
    facilitator.browser.getLink("2 people have asked to join").click()
    form = facilitator.form_to("applications")
    form.getControl(name="act", index=0).click()
    assert "Requests answered: 2" in facilitator.text
    assert {"colleague", "siteadmin"} <= set(roles_now())


def test_many_who_wait_stand_on_several_pages(visit, asks, site):
    with api.env.adopt_roles(["Manager"]):
        for number in range(25):
            name = f"person{number:02}"
            api.user.create(
                username=name,
                email=f"{name}@example.org",
                password="Circle!Of!Practice",
            )
    from datetime import datetime
    from datetime import UTC
    from leap.cop.recruitment.applications import applications

    for number in range(25):
        applications.apply(
            site["tuesday"],
            f"person{number:02}",
            f"words {number:02}",
            now=datetime(2026, 11, 1, 9, number, tzinfo=UTC),
        )
    transaction.commit()
    facilitator = visit("facilitator")
    facilitator.go("tuesday/applications")
    assert "words 00" in facilitator.text
    assert "words 20" not in facilitator.text
    facilitator.browser.getLink("Next page").click()
    assert "words 24" in facilitator.text
    for start in ("-1", "x", "999999", "1e9"):
        facilitator.go(f"tuesday/applications?b_start={start}")
        assert facilitator.status == 200


def test_the_mail_is_seen_before_it_goes(visit, asks, site):
    asks("apply", requires_manager_support=True)
    applicant = ask(visit)
    assert applicant.path == "tuesday/ask-manager"
    form = applicant.form_to("ask-manager")
    form.getControl(name="manager_email").value = "boss@example.org"
    form.submit()
    assert "This email will be sent" in applicant.text
    assert "Col Hill would like to join" in applicant.text
    transaction.begin()
    from leap.cop.recruitment.support import support

    assert support.support_of(site["tuesday"], "colleague").state == "not_asked"
    applicant.form_to("ask-manager").submit()
    assert "sent to boss@example.org" in applicant.text
    transaction.begin()
    assert support.support_of(site["tuesday"], "colleague").state == "asked"


def test_a_bad_address_is_shown_again(visit, asks):
    asks("apply", requires_manager_support=True)
    applicant = ask(visit)
    form = applicant.form_to("ask-manager")
    form.getControl(name="manager_email").value = "boss at example"
    form.submit()
    assert applicant.status == 400
    assert "boss at example" in applicant.contents


def test_let_in_without_it(visit, asks, roles_now):
    asks("apply", requires_manager_support=True)
    ask(visit)
    facilitator = visit("facilitator")
    facilitator.go("tuesday/applications")
    assert "Manager's support: not yet" in facilitator.text
    form = facilitator.form_to("applications")
    form.getControl(name="act", index=0).click()
    assert roles_now()["colleague"] == "candidate"
    applicant = visit("colleague")
    applicant.go("tuesday/join")
    assert "still needed" in applicant.text
    form = facilitator.form_to("applications", userid="colleague")
    form.getControl(name="act").click()
    assert roles_now()["colleague"] == "member"


def test_a_manager_with_a_browser(functional, visit, asks, site, roles_now):
    asks("apply", requires_manager_support=True)
    ask(visit)
    from datetime import datetime
    from datetime import UTC
    from leap.cop.recruitment.support import links
    from leap.cop.recruitment.support import support

    transaction.begin()
    now = datetime.now(UTC)
    support.ask(site["tuesday"], "colleague", "boss@example.org", now=now)
    row = support.support_of(site["tuesday"], "colleague")
    token = links.make(site["tuesday"], "colleague", now=now, until=row.until)
    transaction.commit()
    for who in (None, "siteadmin"):
        visitor = visit(who)
        visitor.go(f"@@manager-support/{token}")
        assert visitor.status == 200
        assert "Col Hill" in visitor.text
    # Somebody with an account answers as well, without a token of plone.protect.
    form = visitor.form_to(token)
    form.getControl(name="answer").value = ["yes"]
    form.submit()
    assert "Thank you!" in visitor.text
    transaction.begin()
    assert support.support_of(site["tuesday"], "colleague").state == "yes"
