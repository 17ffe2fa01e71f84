"""REST of forms: who sees and makes them, what nobody gets past the guard."""

from AccessControl.PermissionRole import rolesForPermissionOn
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from tests.who import ALL
from tests.who import MANAGERS
from zope.globalrequest import getRequest

import pytest
import transaction


SCRIPT = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="script" type="collective.easyform.actions.CustomScript">
<title>Script</title><ProxyRole>Manager</ProxyRole>
<ScriptBody>return context.manage_main</ScriptBody></field></schema></model>"""

MAILER = """<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
<field name="mailer" type="collective.easyform.actions.Mailer">
<title>Mailer</title><recipient_email>a@example.com</recipient_email></field>
</schema></model>"""


def statuses(rest, path: str) -> dict:
    return {who: rest(who).get(path).status_code for who in ALL}


def table(default: int, **codes) -> dict:
    managers = codes.pop("managers", default)
    found = {who: managers if who in MANAGERS else default for who in ALL}
    return {**found, None: 401, **codes}


# Who may


@pytest.mark.parametrize("who", ALL)
def test_who_makes_a_form(rest, who):
    answer = rest(who).post("tuesday/@forms", json={"kind": "join"})
    expected = 201 if who in MANAGERS else 401 if who is None else 403
    assert answer.status_code == expected
    if expected == 201:
        assert answer.json()["kind"] == "join"
        assert answer.json()["review_state"] == "private"
        assert answer.json()["problems"] == []
        assert len(answer.json()["@id"].rsplit("/", 1)[1]) == 20


def test_who_reads_a_form_in_each_state(rest, form_of):
    url = form_of(state="private")
    assert statuses(rest, url) == table(404, managers=200)
    rest("facilitator").post(f"{url}/@workflow/share", json={})
    assert statuses(rest, url) == table(404, member=200, managers=200)
    rest("facilitator").post(f"{url}/@workflow/publish", json={})
    assert statuses(rest, url) == table(200)
    assert statuses(rest, "tuesday/@forms") == table(200)
    assert rest("colleague").get("tuesday/@forms").json()["items_total"] == 1


def test_reading_a_form_tells_its_questions_and_not_its_works(rest, form_of):
    url = form_of()
    told = rest("colleague").get(url)
    assert [q["name"] for q in told.json()["questions"]] == ["message", "manager_email"]
    assert not {"fields_model", "actions_model", "creators", "showFields"} & set(
        told.json()
    )
    assert '"facilitator"' not in told.text
    whole = rest("admin").get(url).json()
    assert "FileApplication" in whole["actions_model"]
    assert "savedDataStorage" not in whole


def test_who_changes_a_form(rest, form_of):
    url = form_of()
    for who in ALL:
        answer = rest(who).patch(url, json={"title": "Come in"})
        expected = 204 if who in MANAGERS else 401 if who is None else 403
        assert answer.status_code == expected, who
    assert rest("member").get(url).json()["title"] == "Come in"


# Bad input


@pytest.mark.parametrize(
    ("body", "status"),
    [({"kind": "vote"}, 400), ({}, 400), ({"kind": 1}, 400), ({"kind": "tell"}, 409)],
)
def test_what_is_no_form_is_refused(rest, body, status):
    answer = rest("facilitator").post("tuesday/@forms", json=body)
    assert answer.status_code == status
    assert rest("facilitator").get("tuesday/@forms").json()["items_total"] == 0


def test_one_form_of_each_kind(rest, form_of):
    form_of("join")
    answer = rest("facilitator").post("tuesday/@forms", json={"kind": "join"})
    assert answer.status_code == 409
    assert rest("facilitator").get("tuesday/@forms").json()["items_total"] == 1


@pytest.mark.parametrize("who", sorted(MANAGERS))
def test_no_other_way_leads_to_a_form(rest, who):
    body = {"@type": "EasyForm", "title": "Mine", "actions_model": SCRIPT}
    assert rest(who).post("tuesday", json=body).status_code in (401, 403)
    assert rest(who).get("tuesday/@forms").json()["items_total"] == 0


# The guard


@pytest.mark.parametrize("who", ["facilitator", "siteadmin"])
@pytest.mark.parametrize(
    "body",
    [
        {"actions_model": SCRIPT},
        {"actions_model": MAILER},
        {"fields_model": SCRIPT},
        {"onDisplayOverride": "python:1"},
        {"thanksPageOverride": "string:http://example.com"},
        {"formActionOverride": "string:http://example.com"},
        {"headerInjection": "string:<script/>"},
        {"submitLabelOverride": "python:1"},
        {"method": "get"},
        {"CSRFProtection": False},
        {"showAll": True},
    ],
    ids=lambda body: next(iter(body)),
)
def test_scripts_and_expressions_are_not_sent_by_facilitators(rest, form_of, who, body):
    """The recipe by which an Editor of a stock form gets a manager's rights."""
    url = form_of()
    before = rest("admin").get(url).json()
    answer = rest(who).patch(url, json={**body, "title": "Changed"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "Forbidden"
    after = rest("admin").get(url).json()
    assert {name: after[name] for name in (*body, "title")} == {
        name: before[name] for name in (*body, "title")
    }


def test_an_editor_of_a_form_is_nobody(rest, form_of, site):
    url = form_of()
    form = site.unrestrictedTraverse(url)
    form.manage_setLocalRoles("colleague", ["Editor", "Owner", "Contributor"])
    form.reindexObjectSecurity()
    transaction.commit()
    answer = rest("colleague").patch(url, json={"actions_model": SCRIPT})
    assert answer.status_code == 403
    assert "CustomScript" not in rest("admin").get(url).json()["actions_model"]
    for page in ("fields", "actions", "saveddata", "edit", "saved-answers"):
        assert rest("colleague").get(f"{url}/{page}").status_code in (401, 403, 404)


def test_whoever_may_edit_python_fields_still_may(rest, form_of):
    url = form_of()
    assert rest("admin").patch(url, json={"actions_model": MAILER}).status_code == 204
    assert "Mailer" in rest("admin").get(url).json()["actions_model"]


def test_answers_are_not_brought_in_over_rest(rest, form_of):
    url = form_of()
    body = {"savedDataStorage": {"saver": {"1": {"message": "x"}}}}
    assert rest("admin").patch(url, json=body).status_code == 400


# Moves


def test_a_form_is_shown_no_more_widely_than_its_community(rest, form_of, site):
    url = form_of(state="private")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "retract")
    transaction.commit()
    answer = rest("facilitator").post(f"{url}/@workflow/publish", json={})
    assert answer.status_code == 409
    assert rest("facilitator").get(url).json()["review_state"] == "private"


@pytest.mark.parametrize(
    ("move", "state"), [("retract", "community"), ("hide", "private")]
)
def test_a_form_comes_down_with_its_community(rest, form_of, site, move, state):
    url = form_of()
    assert rest("facilitator").post(f"tuesday/@workflow/{move}", json={}).ok
    assert rest("facilitator").get(url).json()["review_state"] == state
    assert rest("facilitator").post("tuesday/@workflow/publish", json={}).ok
    assert rest("facilitator").get(url).json()["review_state"] == state
    assert rest("colleague").get(url).status_code == 404
    transaction.begin()
    with api.env.adopt_user("colleague"):
        assert not api.content.find(portal_type="EasyForm")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("share", {"include_children": True}, 400),
        ("dance", {}, 400),
        ("publish", {}, 409),
    ],
)
def test_moves_that_are_none(rest, form_of, path, body, status):
    url = form_of()
    answer = rest("facilitator").post(f"{url}/@workflow/{path}", json=body)
    assert answer.status_code == status


def test_who_moves_a_form(rest, form_of):
    url = form_of()
    for who in ("colleague", "member", "reviewer", "newcomer"):
        answer = rest(who).post(f"{url}/@workflow/hide", json={})
        assert answer.status_code == 403, who
    assert rest("siteadmin").post(f"{url}/@workflow/hide", json={}).ok


# Other forms of the site


def test_other_forms_of_the_site_stay_as_they_were(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    form = api.content.create(portal, "EasyForm", title="Lunch")
    assert not IFormInCommunity.providedBy(form)
    chain = api.portal.get_tool("portal_workflow").getChainFor(form)
    assert "cop_audience_workflow" not in chain
    assert form.creators


def test_nobody_owns_a_form(site, form_of):
    form = site.unrestrictedTraverse(form_of())
    assert "Owner" not in str(form.get_local_roles())
    assert form.getOwner() is None
    assert form.listCreators() == ("",)
    with api.env.adopt_user("siteadmin"):
        assert not api.content.find(portal_type="EasyForm", Creator="facilitator")
    saved = "collective.easyform: Download Saved Input"
    assert set(rolesForPermissionOn(saved, form)) == {"CoP Facilitator"}


def test_a_community_with_nothing_but_forms_can_be_deleted(portal, community):
    with api.env.adopt_user("siteadmin"):
        forms.make_form(community, "join", getRequest())
        api.content.delete(community)
    assert "tuesday" not in portal


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<iframe src='x'/>"])
def test_texts_around_a_form_are_harmless(rest, form_of, html):
    url = form_of()
    text = {"data": f"<p>Hello</p>{html}", "content-type": "text/html"}
    for name in ("formPrologue", "thanksEpilogue"):
        assert rest("facilitator").patch(url, json={name: text}).status_code == 204
    told = rest("member").get(url).text
    assert "Hello" in told
    assert "<script" not in told
    assert "<iframe" not in told


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"formPrologue": 5}, "formPrologue"), ({"submitLabel": ["x"]}, "submitLabel")],
)
def test_a_value_of_another_kind_is_named(form_of, rest, sent, field):
    url = form_of("join", "private")
    answer = rest("facilitator").patch(url, json=sent)
    assert answer.status_code == 400
    assert field in answer.json()["message"]
