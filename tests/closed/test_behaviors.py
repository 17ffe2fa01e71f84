"""Versions, locks, copies: nothing that a site switches on reaches our types."""

from AccessControl.users import system
from leap.cop.agreement.content import find_agreement
from leap.cop.core.shipped import BEHAVIORS
from plone import api
from plone.behavior.interfaces import IBehaviorAssignable
from plone.locking.interfaces import ILockable
from tests.closed.conftest import at

import pytest
import transaction


SWITCHED_ON = (
    "plone.basic",
    "plone.versioning",
    "plone.locking",
    "plone.ownership",
    "plone.shortname",
    "plone.dublincore",
    "plone.allowdiscussion",
)


def by_a_raw_edit(name: str) -> None:
    api.portal.get_tool("portal_types")[name].manage_changeProperties(
        behaviors="\n".join(SWITCHED_ON)
    )


def as_content_settings_do(name: str) -> None:
    fti = api.portal.get_tool("portal_types")[name]
    fti.behaviors = [*fti.behaviors, "plone.versioning", "plone.locking"]
    repository = api.portal.get_tool("portal_repository")
    repository.setVersionableContentTypes(
        [*repository.getVersionableContentTypes(), name]
    )
    repository.addPolicyForContentType(name, "at_edit_autoversion")
    repository.addPolicyForContentType(name, "version_on_revert")


SWITCHES = (by_a_raw_edit, as_content_settings_do)


@pytest.fixture(params=SWITCHES, ids=lambda switch: switch.__name__)
def switched_on(request, site):
    for name in BEHAVIORS:
        request.param(name)
    transaction.commit()


def test_nothing_of_it_counts(site, told, agreed, switched_on):
    story = at(site, told("community"))
    for content in (story, site["tuesday"], find_agreement(site["tuesday"])):
        found = IBehaviorAssignable(content).enumerateBehaviors()
        names = tuple(registration.name for registration in found)
        assert names == BEHAVIORS[content.portal_type]
        assert ILockable(content, None) is None


def test_stories_are_told_changed_and_read(site, told, rest, visit, switched_on):
    url = told("community")
    body = {"@type": "leap.cop.Story", "title": "x", "learning": "<p>y</p>"}
    made = rest("teller").post("tuesday", json=body)
    assert made.status_code == 201, made.text
    assert rest("teller").patch(url, json={"title": "Z"}).status_code == 204
    teller = visit("teller")
    teller.go("tuesday/++add++leap.cop.Story")
    assert teller.status == 200
    assert not teller.contents.count("changeNote")
    assert not teller.contents.count("creators")
    visit("teller").go(f"{url}/edit")
    answer = rest("member").get(url)
    assert answer.status_code == 200
    assert answer.json()["lock"] == {}
    assert not answer.text.count("teller")
    assert rest("member").get(f"{url}/@lock").json() == {}
    assert rest("teller").post(f"{url}/@lock", json={}).json() == {}
    assert not rest("member").get(f"{url}/@history").text.count("teller")
    repository = api.portal.get_tool("portal_repository")
    transaction.begin()
    with api.env.adopt_user(user=system):
        assert not len(repository.getHistoryMetadata(at(site, url)) or ())


def test_switched_on_and_off_again_nobody_is_locked_out(site, told, rest, visit):
    for name in BEHAVIORS:
        as_content_settings_do(name)
        fti = api.portal.get_tool("portal_types")[name]
        fti.behaviors = [one for one in fti.behaviors if one != "plone.versioning"]
    transaction.commit()
    url = told("community")
    visit("teller").go(f"{url}/edit")
    for userid in ("member", "facilitator"):
        assert rest(userid).get(url).json()["lock"] == {}
        assert not rest(userid).get(f"{url}/@lock").text.count("creator")


@pytest.mark.parametrize("userid", ["teller", "facilitator", "siteadmin", "admin"])
def test_there_are_no_working_copies(site, told, rest, visit, userid):
    url = told("public")
    for method in ("GET", "POST", "PATCH", "DELETE"):
        for path in (f"{url}/@workingcopy", "tuesday/@workingcopy"):
            answer = rest(userid).request(method, path, json={})
            assert answer.status_code in (403, 404), (method, answer.text)
    for page in ("content-checkout", "content-checkin", "content-cancel-checkout"):
        visitor = visit(userid)
        visitor.go(f"{url}/@@{page}")
        assert visitor.status in (403, 404), page
    transaction.begin()
    assert len(site["tuesday"]) == 1


def test_programs_check_nothing_out(site, told):
    interfaces = pytest.importorskip("plone.app.iterate.interfaces")
    story = at(site, told("public"))
    assert interfaces.ICheckinCheckoutPolicy(story, None) is None
