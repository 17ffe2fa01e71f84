"""Who reads what people write about stories: chosen by facilitators, named to them."""

from plone import api

import pytest
import transaction


PATH = "tuesday/safeguarding"


@pytest.fixture
def browse(site, functional):
    from leap.cop.testing import PASSWORD
    from plone.testing.zope import Browser

    def open_for(userid, path=PATH):
        browser = Browser(functional["app"])
        browser.raiseHttpErrors = False
        browser.addHeader("Authorization", f"Basic {userid}:{PASSWORD}")
        browser.open(f"{site.absolute_url()}/{path}")
        return browser

    return open_for


def person(site):
    transaction.begin()
    return site["tuesday"].safeguarding_person


def test_a_facilitator_chooses_and_changes_their_mind(site, browse):
    browser = browse("facilitator")
    assert "Only the reviewers" in browser.contents
    browser.getControl(name="query").value = "Col"
    browser.getForm(action="/tuesday/safeguarding#find").submit()
    browser.getControl("Choose").click()
    assert "Col Hill now reads these messages" in browser.contents
    assert person(site) == "colleague"
    browser.getControl("Leave it to the reviewers").click()
    assert "Only the reviewers" in browser.contents
    assert person(site) is None


@pytest.mark.parametrize("userid", ["member", "colleague", "reviewer"])
def test_nobody_else_chooses(site, browse, userid):
    assert browse(userid).headers["status"].startswith("403")


def test_it_must_be_somebody_of_the_site(site, rest):
    answer = rest("facilitator").patch(
        "tuesday", json={"safeguarding_person": "nobody-here"}
    )
    assert answer.status_code == 400
    assert "safeguarding_person" in answer.text
    assert person(site) is None
    assert (
        rest("facilitator")
        .patch("tuesday", json={"safeguarding_person": "colleague"})
        .status_code
        == 204
    )
    assert person(site) == "colleague"


@pytest.mark.parametrize("userid", ["member", "colleague", "reviewer", "newcomer"])
def test_its_id_is_for_facilitators(site, rest, userid):
    site["tuesday"].safeguarding_person = "siteadmin"
    transaction.commit()
    assert "safeguarding_person" not in rest(userid).get("tuesday").json()
    assert "siteadmin" not in rest(userid).get("tuesday").text
    found = rest("facilitator").get("tuesday").json()
    assert found["safeguarding_person"] == "siteadmin"


def test_members_cannot_send_it(site, rest):
    answer = rest("member").patch("tuesday", json={"safeguarding_person": "member"})
    assert answer.status_code in (401, 403)
    assert person(site) is None


def test_somebody_who_is_gone_is_nobody(site, browse):
    site["tuesday"].safeguarding_person = "colleague"
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="colleague")
    transaction.commit()
    assert "Only the reviewers" in browse("facilitator").contents


def test_the_forms_leave_it_to_its_page(browse):
    assert "safeguarding_person" not in browse("facilitator", "tuesday/edit").contents
