"""Reviewers for all communities: named, dated, told; Plone's Reviewer opens nothing."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community import groups
from leap.cop.community import records
from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from leap.cop.community.who_reviews import who_reviews
from leap.cop.core.accounts import close
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.role_names import OUR_ROLES
from leap.cop.story.erasure import erase
from leap.cop.story.library.library import review_queue
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from Products.CMFCore.indexing import processQueue
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest


NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def name(as_user):
    def do(userid="colleague", now=NOW):
        as_user("siteadmin")
        return site_reviewers.name(userid, now=now)

    return do


def queue(as_user, userid):
    as_user(userid)
    return [brain.getId for brain in review_queue()]


def test_a_named_one_reads_and_approves(story_in, as_user, name):
    story = story_in("pending")
    assert queue(as_user, "colleague") == []
    assert not api.user.has_permission("View", username="colleague", obj=story)
    name()
    # A request remembers the groups of its people, and this test is one request.
    IAnnotations(getRequest()).clear()
    assert queue(as_user, "colleague") == [story.getId()]
    assert api.user.has_permission("View", obj=story)
    lifecycle.approve(story, digests.digest_of(story))
    assert lifecycle.state_of(story) == "public"


def test_plones_own_review_list_shows_them_what_waits(story_in, as_user, name):
    story = story_in("pending")
    name()
    tool = api.portal.get_tool("portal_workflow")
    for userid, sees in (("colleague", True), ("siteadmin", False)):
        as_user(userid)
        found = [item.UID() for item in tool.getWorklistsResults()]
        assert (story.UID() in found) == sees, userid


def test_naming_changes_no_story_and_no_catalog_entry(story_in, name):
    story = story_in("pending")
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    rid = catalog.getrid("/".join(story.getPhysicalPath()))
    index = catalog.Indexes["allowedRolesAndUsers"]
    before = index.getEntryForObject(rid)
    assert f"user:{groups.site_group()}" in before
    modified = story.modified()
    name()
    processQueue()
    assert index.getEntryForObject(rid) == before
    assert story.modified() == modified


def test_an_ended_one_does_not(story_in, as_user, name):
    story = story_in("pending")
    name()
    site_reviewers.end("colleague", now=NOW + timedelta(days=1))
    assert queue(as_user, "colleague") == []
    assert not api.user.has_permission("View", obj=story)
    [row] = site_reviewers.rows()
    assert row == ("colleague", NOW, NOW + timedelta(days=1))


def test_plones_role_opens_nothing(story_in, as_user):
    story = story_in("community_pending")
    api.user.grant_roles(username="colleague", roles=["Reviewer"])
    assert queue(as_user, "colleague") == []
    assert not api.user.has_permission("View", obj=story)
    catalog = api.portal.get_tool("portal_catalog")
    assert not catalog(UID=story.UID())


@pytest.mark.parametrize("typed", ["nobody", "", None, 7, "Administrators"])
def test_whoever_is_nobody_is_refused_by_the_field(portal, name, typed):
    with pytest.raises(Refused) as caught:
        name(typed)
    assert caught.value.field == "userid"
    assert site_reviewers.rows() == []


def test_twice_is_refused(community, name):
    name()
    with pytest.raises(NotNow):
        name()


@pytest.mark.parametrize("who", ["colleague", "facilitator", "reviewer", None])
def test_nobody_else_decides(community, as_user, who):
    as_user(who)
    with pytest.raises(NotYours):
        site_reviewers.name("colleague", now=NOW)
    with pytest.raises(NotYours):
        site_reviewers.end("colleague", now=NOW)


def test_a_closed_account_reviews_no_longer(community, name):
    name()
    close(api.portal.get(), "colleague", now=NOW + timedelta(days=2))
    [row] = site_reviewers.rows()
    assert row.userid.startswith("gone:")
    assert row.until == NOW + timedelta(days=2)
    assert groups.groups_of("colleague", "reviewers") == []


def test_somebody_erased_stands_in_no_row(community, name):
    name()
    counts = erase(api.portal.get(), "colleague", now=NOW + timedelta(days=2))
    assert counts["rows of a reviewer"] == 1
    assert site_reviewers.rows() == []
    assert groups.groups_of("colleague", "reviewers") == []


def test_it_outlasts_an_uninstallation(story_in, name):
    story = story_in("pending")
    name()
    before = groups.site_group()
    users = api.portal.get_tool("acl_users")
    groups.remove_plugin(users)
    groups.install_plugin(users)
    site_reviewers.derive_group()
    assert groups.site_group() == before
    assert groups.groups_of("colleague", "reviewers") == [before]
    assert story.getId()


def test_a_group_of_a_directory_cannot_have_the_name(community):
    assert groups.site_group() != "cop:site:reviewers"
    assert len(groups.site_group()) > len("cop:site::reviewers") + 30


@pytest.mark.parametrize("who", ["member", "facilitator", "teller", "reviewer"])
def test_tellers_are_told_who_reviews(community, as_user, name, who):
    name()
    as_user(who)
    assert [(row.fullname, row.for_all) for row in who_reviews(community)] == [
        ("Rob Field", False),
        ("Col Hill", True),
    ]


def test_since_when_somebody_reviews_and_not_belongs(community, as_user):
    later = NOW + timedelta(days=3)
    Membership(community).change_role("member", "reviewer", now=later)
    Membership(community).pause("reviewer", now=later, by_site=True)
    as_user("teller")
    [row] = who_reviews(community)
    assert (row.fullname, row.since) == ("Mia Brook", later)


@pytest.mark.parametrize("who", ["colleague", None])
def test_others_are_not(community, as_user, who):
    as_user(who)
    with pytest.raises(NotYours):
        who_reviews(community)


@pytest.mark.parametrize("role", sorted(OUR_ROLES))
def test_a_role_of_ours_for_the_whole_site_neither_opens_nor_closes(
    story_in, as_user, role
):
    users = api.portal.get_tool("acl_users")
    roles = users.portal_role_manager
    if role not in roles.listRoleIds():
        roles.addRole(role)
    private, shared = story_in("private"), story_in("community")
    waiting = story_in("pending")
    for userid in ("member", "colleague"):
        roles.assignRoleToPrincipal(role, userid)
    as_user("member")
    assert api.user.has_permission("View", obj=shared)
    as_user("colleague")
    assert role not in api.user.get_current().getRoles()
    for story in (private, shared, waiting):
        assert not api.user.has_permission("View", obj=story)
        assert not api.user.has_permission("Modify portal content", obj=story)


def test_a_group_with_a_role_of_ours_opens_nothing(story_in, as_user):
    shared = story_in("community")
    api.group.create(groupname="nosy", roles=["CoP Member"])
    api.group.add_user(groupname="nosy", username="colleague")
    as_user("colleague")
    assert not api.user.has_permission("View", obj=shared)


def test_a_role_of_the_organisations_own_does_not_matter(story_in, as_user):
    shared = story_in("community")
    users = api.portal.get_tool("acl_users")
    users.portal_role_manager.addRole("CoP Reader")
    users.portal_role_manager.assignRoleToPrincipal("CoP Reader", "member")
    as_user("member")
    assert "CoP Reader" in api.user.get_current().getRoles()
    assert api.user.has_permission("View", obj=shared)


def test_an_administrator_who_takes_plones_role_reads_nothing(told, rest, site):
    story = told("pending")
    admin = rest("siteadmin")
    roles = {"Reviewer": True, "CoP Reviewer": True}
    answer = admin.patch("@users/siteadmin", json={"roles": roles})
    assert answer.status_code == 204
    assert admin.get("@review-queue").json()["items"] == []
    assert admin.get(story).status_code == 404
    assert admin.get(story).status_code == 404
    digest = {"digest": ""}
    assert admin.post(f"{story}/@workflow/approve", json=digest).status_code == 404


def test_naming_and_ending_over_rest(told, rest, site):
    story = told("pending")
    admin, colleague = rest("siteadmin"), rest("colleague")
    assert colleague.get("@site-reviewers").status_code in (401, 403)
    answer = colleague.post("@site-reviewers", json={"userid": "colleague"})
    assert answer.status_code in (401, 403)
    answer = admin.post("@site-reviewers", json={"userid": "Nobody Here"})
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("userid: ")
    answer = admin.post("@site-reviewers", json={"userid": "colleague"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["userid"] == "colleague"
    there = answer.headers["Location"]
    assert answer.json()["until"] is None
    [_waiting] = colleague.get("@review-queue").json()["items"]
    assert colleague.get(story).status_code == 200
    panel = admin.get("@controlpanels/leap.cop").json()
    assert [row["userid"] for row in panel["site_reviewers"]] == ["colleague"]
    found = rest("teller").get(f"{site.absolute_url()}/tuesday/@reviewers").json()
    assert [row["fullname"] for row in found["items"]] == ["Rob Field", "Col Hill"]
    answer = rest("colleague").get(f"{site.absolute_url()}/tuesday/@reviewers")
    assert answer.status_code in (200, 403)
    assert admin.delete(there).status_code == 204
    assert admin.delete(there).status_code == 400
    assert colleague.get(story).status_code == 404
    [row] = admin.get("@site-reviewers").json()["items"]
    assert row["until"] is not None


def test_the_panel_over_rest_names_exactly_these(told, rest, site):
    told("pending")
    admin = rest("siteadmin")
    panel = "@controlpanels/leap.cop"

    def named():
        rows = admin.get(panel).json()["site_reviewers"]
        return sorted(row["userid"] for row in rows)

    for sent in (["colleague", "newcomer"], [{"userid": "newcomer"}], []):
        answer = admin.patch(panel, json={"site_reviewers": sent})
        assert answer.status_code == 204, answer.text
        assert named() == sorted(
            one["userid"] if isinstance(one, dict) else one for one in sent
        )
    for sent in (False, True, "colleague", ["nobody"], ["Administrators"], [None]):
        answer = admin.patch(panel, json={"site_reviewers": sent})
        assert answer.status_code == 400, sent
        assert answer.json()["message"].startswith("site_reviewers: "), sent
    assert named() == []
    body = {"site_reviewers": ["colleague"]}
    assert rest("facilitator").patch(panel, json=body).status_code == 401
    assert named() == []


def test_the_pages(told, visit, site):
    told("pending")
    page = visit("siteadmin")
    page.go("cop-settings")
    page.browser.getLink("Reviewers for all communities").click()
    page.go("site-reviewers?query=Col Hill")
    page.form_to("site-reviewers", userid="colleague").submit(name="act")
    assert "Col Hill now reviews for all communities." in page.text
    form = page.form_to("site-reviewers", userid="")
    form.getControl(name="userid").value = "Administrators"
    form.submit()
    assert page.status == 400
    assert "Nobody on this site has this user id." in page.text
    other = visit("newcomer")
    other.go("tuesday/who-reviews")
    assert other.status == 200
    teller = visit("teller")
    teller.go("tuesday/about")
    teller.browser.getLink("Who reviews here").click()
    assert "Rob Field" in teller.text
    assert "Col Hill" in teller.text
    page.form_to("site-reviewers", userid="colleague").submit(name="act")
    assert "Col Hill no longer reviews for all communities." in page.text
    outsider = visit("colleague")
    outsider.go("site-reviewers")
    assert "Reviewers now" not in outsider.text
    outsider.go("tuesday/who-reviews")
    assert outsider.status == 403
    assert "Rob Field" not in outsider.text


def test_whose_role_for_the_whole_site_is_said(told, rest, site, caplog):
    story = told("community")
    admin, member = rest("siteadmin"), rest("member")
    for userid in ("member", "colleague"):
        answer = admin.patch(f"@users/{userid}", json={"roles": {"CoP Reviewer": True}})
        assert answer.status_code == 204
    assert member.get(story).status_code == 200
    assert rest("colleague").get(story).status_code == 404
    panel = admin.get("@controlpanels/leap.cop").json()
    assert panel["roles_held_site_wide"] == {"CoP Reviewer": 2}


@pytest.mark.parametrize("page", ["usergroup-userprefs", "usergroup-groupprefs"])
def test_plones_pages_offer_no_role_of_ours(site, visit, page):
    visitor = visit("siteadmin")
    visitor.go(f"@@{page}?form.button.FindAll=1")
    assert visitor.status == 200
    assert "Reviewer" in visitor.contents
    assert not [role for role in OUR_ROLES if role in visitor.contents]


def test_no_service_offers_a_role_of_ours(site, rest):
    found = {row["id"] for row in rest("siteadmin").get("@roles").json()}
    assert "Reviewer" in found
    assert not found & OUR_ROLES


def test_the_page_to_ask_on_leads_to_who_reviews(told, visit, site):
    story = told("community")
    teller = visit("teller")
    teller.go(f"{story}/publish-story")
    teller.browser.getLink("Who reviews here").click()
    assert "Rob Field" in teller.text


def test_saving_the_list_of_users_takes_a_role_of_ours_away(site, rest, visit):
    answer = rest("siteadmin").patch(
        "@users/member", json={"roles": {"CoP Reviewer": True}}
    )
    assert answer.status_code == 204
    visitor = visit("siteadmin")
    visitor.go("cop-settings")
    assert "CoP Reviewer" in visitor.text
    visitor.go("@@usergroup-userprefs?form.button.FindAll=1")
    visitor.browser.getControl(name="form.button.Modify").click()
    visitor.go("cop-settings")
    assert "CoP Reviewer" not in visitor.text


def test_a_role_of_ours_for_the_whole_site_is_said_once_in_the_log(community, caplog):
    records._warned.clear()
    roles = api.portal.get_tool("acl_users").portal_role_manager
    roles.assignRoleToPrincipal("CoP Member", "colleague")
    for _time in range(3):
        api.user.get(userid="colleague")
    said = [line for line in caplog.records if "CoP Member" in line.getMessage()]
    assert [line.levelname for line in said] == ["WARNING"]
    assert "colleague" not in said[0].getMessage()
