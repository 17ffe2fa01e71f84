"""The verifier says what is not ours, and one command puts it right."""

from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.closed.conftest import at
from tests.closed.conftest import bound_by_hand
from tests.closed.conftest import tool
from tests.closed.conftest import WAYS_OUT
from tests.closed.test_behaviors import SWITCHES

import pytest
import transaction


@pytest.fixture
def command(site, functional, capsys):
    """Return a function that runs a command; it gives the status and what was said."""

    def call(*words: str) -> tuple[int, str]:
        transaction.begin()
        arguments = ["--conf", "x", "--site", site.getId(), *words]
        capsys.readouterr()
        status = run(functional["app"], parser().parse_args(arguments))
        return status, capsys.readouterr().out

    return call


@pytest.fixture(params=WAYS_OUT, ids=lambda way: way.__name__)
def way_out(request):
    """Return a way out of our workflow."""
    return request.param


#: Ways out after which nobody knows how far something went.
DAMAGING = ("in_a_state_of_nobody", "without_a_history", "with_a_broken_history")

STATES = ("private", "community", "pending", "community_pending", "public")


def test_nothing_to_say_of_a_site_as_it_was_installed(told, command):
    for state in STATES:
        told(state)
    assert command("verify-ledger")[1].endswith("Valid.\n")
    status, said = command("restore-workflows")
    assert (status, said) == (0, "Everything follows our workflows.\n")


def test_the_way_back(site, told, rest, command, way_out):
    urls = {state: told(state) for state in STATES}
    seen = {
        (userid, state): rest(userid).get(url).status_code
        for userid in ("member", "colleague", "reviewer", "siteadmin")
        for state, url in urls.items()
    }
    listed = len(rest("member").get("@search?portal_type=leap.cop.Story").json())
    for url in urls.values():
        way_out(site, at(site, url)) if url == urls["public"] else None
    transaction.commit()
    status, said = command("verify-ledger")
    assert status == 1
    assert "restore-workflows" in said
    status, said = command("restore-workflows")
    assert status == 1, said
    assert rest("member").get(urls["community"]).status_code in (200, 404)
    assert command("verify-ledger")[0] == 1, "only said, not done"
    status, said = command("restore-workflows", "--yes")
    assert status == 0
    assert command("verify-ledger") == (0, command("verify-ledger")[1])
    damaged = way_out.__name__ in DAMAGING
    for (userid, state), before in seen.items():
        now = rest(userid).get(urls[state]).status_code
        if damaged:
            # Whoever does not know how far the community goes shows nothing wider.
            assert now in (before, 404, 410), (userid, state)
        else:
            assert now == before, (userid, state)
    if not damaged:
        found = rest("member").get("@search?portal_type=leap.cop.Story").json()
        assert len(found) == listed


def test_an_agreement_comes_back(site, told, agreed, rest, command, way_out):
    """It is in no catalog, and nobody forgets it."""
    way_out(site, at(site, told("public")))
    transaction.commit()
    assert rest("member").get(agreed).status_code == 404
    assert command("restore-workflows", "--yes")[0] == 0
    seen = 404 if way_out.__name__ in DAMAGING else 200
    for userid, status in (("member", seen), ("facilitator", 200), ("colleague", 404)):
        assert rest(userid).get(agreed).status_code == status, userid


def test_it_widens_nothing_that_was_changed_meanwhile(site, told, rest, command):
    url = told("public")
    story = at(site, url)
    tool().setStatusOf(lifecycle.WORKFLOW, story, {"review_state": "community"})
    tool().setStatusOf(lifecycle.WORKFLOW, story, {"review_state": "public"})
    story.title = "Another one"
    transaction.commit()
    assert command("restore-workflows", "--yes")[0] == 0
    assert rest("colleague").get(url).status_code in (404, 410)
    assert lifecycle.state_of(at(site, url)) == "private"


def test_a_state_without_a_grant_is_taken_back(site, told, rest, command):
    url = told("private")
    story = at(site, url)
    tool().setStatusOf(lifecycle.WORKFLOW, story, {"review_state": "public"})
    tool().updateRoleMappings()
    story.reindexObject()
    transaction.commit()
    for userid in ("colleague", "member", "reviewer", "admin"):
        assert rest(userid).get(url).status_code == 404, userid
        assert (
            rest(userid).get("@search?portal_type=leap.cop.Story").json()["items"] == []
        )
    assert command("verify-ledger")[0] == 1
    assert command("restore-workflows", "--yes")[0] == 0
    assert rest("colleague").get(url).status_code in (404, 410)


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda one: one.__name__)
def test_behaviors_come_back(site, command, switch):
    switch("leap.cop.Story")
    transaction.commit()
    status, said = command("verify-ledger")
    assert status == 1
    assert "leap.cop.Story has other behaviors" in said
    assert command("restore-workflows", "--yes")[0] == 0
    types = api.portal.get_tool("portal_types")
    assert tuple(types["leap.cop.Story"].behaviors) == ("plone.basic",)


def test_another_schema_is_said_and_put_back(site, told, rest, command):
    url = told("community")
    transaction.begin()
    fti = api.portal.get_tool("portal_types")["leap.cop.Story"]
    fti.manage_changeProperties(schema="plone.supermodel.model.Schema")
    transaction.commit()
    assert "another schema" in command("verify-ledger")[1]
    assert command("restore-workflows", "--yes")[0] == 0
    assert rest("member").get(url).status_code == 200


def widen_our_own_workflow() -> None:
    for workflow in ("cop_story_workflow", "cop_community_workflow"):
        for state in tool()[workflow].states.objectValues():
            for permission in ("View", "Modify portal content", "Delete objects"):
                state.setPermission(permission, 0, ["Anonymous", "Manager"])
            state.setPermission("Access contents information", 1, [])


def test_our_own_workflow_made_wider_gives_nobody_more(site, told, rest, command):
    url = told("community")
    transaction.begin()
    widen_our_own_workflow()
    tool().updateRoleMappings()
    transaction.commit()
    for userid in (None, "colleague", "siteadmin", "admin"):
        assert rest(userid).get(url).status_code in (401, 404), userid
    assert rest("teller").get(url).status_code == 200
    assert "gives somebody more" in command("verify-ledger")[1]
    assert command("restore-workflows", "--yes")[0] == 0
    assert rest("member").get(url).status_code == 200
    assert command("verify-ledger")[0] == 0


def test_installing_again_is_a_way_back(site, told, rest):
    from plone.app.testing import applyProfile

    url = told("community")
    WAYS_OUT[0](site, at(site, url))
    transaction.commit()
    applyProfile(site, "leap.cop:default")
    transaction.commit()
    assert rest("member").get(url).status_code == 200


def test_the_control_panel_says_it(site, visit):
    siteadmin = visit("siteadmin")
    siteadmin.go("@@cop-settings")
    assert not siteadmin.contents.count("restore-workflows")
    bound_by_hand(site, None)
    transaction.commit()
    siteadmin.go("@@cop-settings")
    assert siteadmin.contents.count("restore-workflows")
