"""The pages about invitations in a browser without JavaScript."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.tokens import new_token
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import rules
from leap.cop.testing import PASSWORD
from plone import api
from tests import directory
from tests.who import MANAGERS
from tests.who import STAFF

import pytest
import transaction


SITE = {"siteadmin", "admin"}

PAGES = {
    "tuesday/invitations": MANAGERS,
    "tuesday/change-invitations": MANAGERS,
    "tuesday/invitation-letter": MANAGERS,
    "@@waiting-for-an-account": SITE,
}

NEVER_ON_A_SCREEN = ("recruit", "candidate", "declined", "failed", "digest", "inactive")


@pytest.mark.parametrize("who", STAFF)
def test_who_sees_which_page(post, visit, who):
    visitor = visit(who)
    for page, allowed in PAGES.items():
        visitor.go(page)
        if who in allowed:
            assert visitor.status == 200, page
            words = visitor.text.lower()
            assert [word for word in NEVER_ON_A_SCREEN if word in words] == []
        else:
            kept_out = visitor.path == "insufficient-privileges"
            assert kept_out or visitor.status in (403, 404), page
            assert "Invite people" not in visitor.text


def answer(visitor, token, said):
    form = visitor.form_to(token)
    label = {"accept": "Yes, I accept", "decline": "Not now"}[said]
    form.getControl(label).click()


def test_one_page_one_button(hidden, visit, invited, roles_now):
    token = invited(userid="colleague")
    visitor = visit("colleague")
    visitor.go(f"@@invitation/{token}")
    assert visitor.status == 200
    for words in (
        "Fay Holt invites you to",
        "Tuesday circle",
        "You do not have to come every time.",
        "To listen better.",
        "We meet every month.",
        "Tea and colleagues.",
        "You come when you can.",
    ):
        assert words in visitor.text
    assert visitor.browser.headers["Referrer-Policy"] == "no-referrer"
    assert visitor.browser.headers["Cache-Control"] == "private, no-store"
    assert [word for word in NEVER_ON_A_SCREEN if word in visitor.text.lower()] == []
    answer(visitor, token, "accept")
    assert visitor.path == "@@invitation-thanks"
    assert "You are a member now." in visitor.text
    assert roles_now()["colleague"] == "member"


def test_from_the_button_into_the_community(post, visit, invited):
    token = invited(userid="colleague")
    visitor = visit("colleague")
    visitor.go(f"@@invitation/{token}")
    answer(visitor, token, "accept")
    assert visitor.path == "tuesday"
    assert "Welcome to Tuesday circle!" in visitor.text


def test_into_a_community_of_members_only(post, visit, invited):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(post["tuesday"], "retract")
    transaction.commit()
    token = invited(userid="colleague")
    visitor = visit("colleague")
    visitor.go(f"@@invitation/{token}")
    answer(visitor, token, "accept")
    assert visitor.path == "tuesday"
    assert visitor.status == 200


def test_not_now(hidden, visit, invited, roles_now):
    token = invited(userid="colleague")
    visitor = visit("colleague")
    visitor.go(f"@@invitation/{token}")
    answer(visitor, token, "decline")
    assert "Not now is fine" in visitor.text
    assert "colleague" not in roles_now()
    facilitator = visit("facilitator")
    facilitator.go("tuesday/invitations")
    assert "Not now" in facilitator.text
    assert "declined" not in facilitator.text.lower()


def test_a_double_click_is_harmless(post, visit, invited, roles_now):
    token = invited(userid="colleague")
    first, second = visit("colleague"), visit("colleague")
    for visitor in (first, second):
        visitor.go(f"@@invitation/{token}")
    answer(first, token, "accept")
    answer(second, token, "accept")
    assert "then your answer is saved, and there is nothing left to do" in second.text
    assert roles_now()["colleague"] == "member"
    assert len(Membership(post["tuesday"]).history("colleague")) == 1


def test_somebody_else_is_told_nothing(hidden, visit, invited, rows):
    token = invited(userid="colleague")
    for who in ("siteadmin", "admin", "member"):
        visitor = visit(who)
        visitor.go(f"@@invitation/{token}")
        assert visitor.status == 403
        assert "not for this account" in visitor.text
        assert "Tuesday" not in visitor.contents
        assert "Fay" not in visitor.contents
    assert rows()[0].state == rules.OPEN


def test_nobody_is_asked_to_log_in(hidden, visit, invited):
    token = invited(userid="colleague")
    visitor = visit(None)
    visitor.go(f"@@invitation/{token}")
    assert visitor.status == 401
    assert "Tuesday" not in visitor.contents
    visitor.form_to("login").submit()
    # The link goes along, and stands in no address.
    assert visitor.path == "login"
    assert token not in visitor.browser.url
    came_from = visitor.browser.getControl(name="came_from").value
    assert came_from.endswith(f"@@invitation/{token}")
    visitor.browser.getControl(name="__ac_name").value = "colleague"
    visitor.browser.getControl(name="__ac_password").value = PASSWORD
    visitor.browser.getControl(name="buttons.login").click()
    assert visitor.path == f"@@invitation/{token}"
    assert "Tuesday circle" in visitor.text


def test_without_an_account(hidden, visit, invited, sink):
    token = invited(email="ron@example.com", name="Ron")
    visitor = visit(None)
    visitor.go(f"@@invitation/{token}")
    assert visitor.status == 200
    assert "Tuesday circle" in visitor.text
    answer(visitor, token, "accept")
    assert "You need an account" in visitor.text
    visitor.go(f"@@invitation/{token}")
    assert "You have already said yes. Thank you!" in visitor.text
    admin = visit("siteadmin")
    admin.go("@@waiting-for-an-account")
    assert "Ron" in admin.text
    assert "ron@example.com" in admin.text
    facilitator = visit("facilitator")
    facilitator.go("tuesday/invitations")
    assert "waiting for an account" in facilitator.text


def test_the_account_is_named_by_the_administrator(hidden, visit, invited, roles_now):
    token = invited(email="ron@example.com", name="Ron")
    visitor = visit(None)
    visitor.go(f"@@invitation/{token}")
    answer(visitor, token, "accept")
    admin = visit("siteadmin")
    admin.go("tuesday/invitations")
    form = admin.form_to("change-invitations", act="link")
    # Not the name that somebody logs in with: that is a 400 here.
    form.getControl("User id of the account").value = "nobody"
    form.getControl("Let in").click()
    assert admin.status == 400
    form = admin.form_to("change-invitations", act="link")
    form.getControl(name="userid").value = "colleague"
    form.getControl("Let in").click()
    assert "Col Hill has been let in." in admin.text
    assert roles_now()["colleague"] == "member"


def test_the_account_is_recognised_by_its_address(hidden, visit, invited, roles_now):
    token = invited(email="ron@example.com", name="Ron")
    visitor = visit(None)
    visitor.go(f"@@invitation/{token}")
    answer(visitor, token, "accept")
    api.user.get(userid="colleague").setMemberProperties({"email": "Ron@example.com"})
    transaction.commit()
    facilitator = visit("facilitator")
    facilitator.go("tuesday/invitations")
    assert "There is now an account with this email address" in facilitator.text
    assert "User id" not in facilitator.text
    form = facilitator.form_to("change-invitations", act="link")
    form.getControl("Yes, let them in").click()
    assert roles_now()["colleague"] == "member"


@pytest.mark.parametrize("who", [None, "colleague"])
def test_what_leads_nowhere_looks_alike(hidden, visit, invited, rows, post, who):
    token = invited(email="ron@example.com")
    invitations.revoke(post["tuesday"], rows()[0].id)
    transaction.commit()
    pages = []
    visitor = visit(who)
    for tried in (token, new_token(), "x", "a/b", ""):
        visitor.go(f"@@invitation/{tried}")
        assert visitor.status == 404
        assert "This link does not work" in visitor.text
        pages.append(visitor.text)
    assert len(set(pages)) == 1


def test_a_form_of_another_site_answers_nothing(post, visit, invited, rows):
    token = invited(userid="colleague")
    visitor = visit("colleague")
    visitor.browser.post(f"{visitor.base}/@@invitation/{token}", "answer=accept")
    assert visitor.status == 403
    assert rows()[0].state == rules.OPEN


def test_inviting_somebody_on_the_site(post, visit, sink, rows):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations?query=hill")
    form = visitor.form_to("change-invitations", userid="colleague")
    form.getControl(name="channel").value = ["face_to_face"]
    form.getControl("Invite").click()
    assert "Col Hill has been invited." in visitor.text
    assert sink.receivers == ["colleague"]
    assert rows()[0].channel == "face_to_face"
    visitor.go("tuesday/invitations?query=hill")
    form = visitor.form_to("change-invitations", userid="colleague")
    form.getControl("Invite").click()
    assert "has already been invited, so nothing new was sent" in visitor.text
    assert len(sink.envelopes) == 1


def test_who_has_no_mail_address_is_told_by_a_person(post, visit, sink, rows):
    ldap = directory.connect(post)
    ldap.put("ina", directory.Person("Ina Vos"))
    transaction.commit()
    no_mail = (
        "Ina Vos has been invited, but has no email address here, so no email goes out."
    )
    visitor = visit("facilitator")
    for _time in range(2):
        visitor.go("tuesday/invitations?query=ina")
        form = visitor.form_to("change-invitations", userid="ina")
        form.getControl("Invite").click()
        assert no_mail in visitor.text
    row = rows()[0]
    assert (row.userid, row.state) == ("ina", rules.OPEN)
    visitor.form_to("change-invitations", id=row.id).getControl("Send again").click()
    assert no_mail in visitor.text
    assert "Sent again" not in visitor.text
    assert sink.envelopes == []


def invite_address(visitor, **values):
    for form in visitor._forms():
        try:
            form.getControl(name="email")
        except LookupError:
            continue
        for name, value in values.items():
            form.getControl(name=name).value = value
        form.submit()
        return
    raise LookupError("no form for an address")


def test_inviting_an_address(post, visit, sink, rows):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations")
    invite_address(visitor, email="no address", name="Ron")
    assert visitor.status == 400
    assert "Enter one email address, for example name@example.org." in visitor.text
    assert 'value="no address"' in visitor.contents
    invite_address(
        visitor, email="ron@example.com", channel=["letter"], language=["bg"]
    )
    assert "Ron has been invited." in visitor.text
    row = rows()[0]
    assert (row.email, row.language, row.channel) == ("ron@example.com", "bg", "letter")
    visitor.form_to("change-invitations", id=row.id).getControl("Send again").click()
    assert "The old one no longer works" in visitor.text
    assert len(sink.envelopes) == 2
    form = visitor.form_to("change-invitations", id=row.id, act="revoke")
    form.getControl("Withdraw invitation").click()
    assert rows() == []


def test_a_name_is_shown_and_not_run(post, visit, sink):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations")
    invite_address(visitor, email="ron@example.com", name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in visitor.contents
    assert "&lt;script&gt;alert(1)" in visitor.contents


def test_five_hundred_rows_come_in_pages(post, visit):
    community = post["tuesday"]
    now = datetime.now(UTC)
    # Without mails: put, not sent.
    store = invitations.Invitations(community)
    for number in range(500):
        store.put(
            rules.Invitation(
                id=f"i{number:03}",
                userid="",
                email=f"p{number}@example.com",
                name="",
                channel="",
                language="",
                by="facilitator",
                made=now,
                sent=now,
            )
        )
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations")
    assert "(500)" in visitor.text
    assert visitor.text.count("@example.com") <= 3 * 25
    visitor.browser.getLink("Next page").click()
    assert "Previous page" in visitor.text
    for start in ("475", "500", "-1", "x", "99999999999"):
        visitor.go(f"tuesday/invitations?b_start={start}")
        assert visitor.status == 200


def test_nobody_is_told_that_an_invitation_goes_where_no_mail_does(post, visit, sink):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations?query=hill")
    form = visitor.form_to("change-invitations", userid="colleague")
    # Meanwhile; a page that is opened afterwards has no form.
    api.portal.set_registry_record("plone.smtp_host", "")
    transaction.commit()
    form.getControl("Invite").click()
    assert "Col Hill has been invited, but this site cannot send email" in visitor.text
    assert "on its way" not in visitor.text
