"""Forms elsewhere on the site: who may not write scripts stores none."""

from leap.cop.testing import PASSWORD
from plone import api

import pytest
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
{}</schema></model>"""

SCRIPT = MODEL.format(
    '<field name="s" type="collective.easyform.actions.CustomScript"><title>S</title>'
    "<ScriptBody>return context.portal_catalog()</ScriptBody></field>"
)
AS_MANAGER = SCRIPT.replace(
    "<ScriptBody>", "<ProxyRole>Manager</ProxyRole><ScriptBody>"
)
MAILER = MODEL.format(
    '<field name="m" type="collective.easyform.actions.Mailer"><title>M</title>'
    "<recipient_email>a@example.org</recipient_email>{}</field>"
)
TEMPLATE = MAILER.format("<body_pt>&lt;p tal:content='here/portal_catalog'/></body_pt>")
CONDITION = MAILER.replace("<field ", '<field easyform:execCondition="here/x" ').format(
    ""
)
PLAIN = MAILER.format("")
FIELDS = MODEL.format(
    '<field name="why" type="zope.schema.TextLine"{}><title>Why</title></field>'
)
EXPRESSION = FIELDS.format(' easyform:TDefault="python:here.portal_catalog()"')
QUESTION = FIELDS.format("")

RUNS = [
    {"actions_model": SCRIPT},
    {"actions_model": AS_MANAGER},
    {"actions_model": TEMPLATE},
    {"actions_model": CONDITION},
    {"fields_model": EXPRESSION},
]

IDS = ("script", "as manager", "template", "condition", "expression")


@pytest.fixture
def desk(site):
    """Return a folder where a contributor makes forms, with one of a manager's."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(site, "Folder", "desk")
        kept = api.content.create(folder, "EasyForm", "kept", title="Kept")
        kept.actions_model = SCRIPT
        api.content.create(folder, "EasyForm", "own", title="Own")
        api.user.create(
            username="contrib",
            email="c@example.org",
            password=PASSWORD,
            roles=["Member"],
        )
        roles = ["Contributor", "Editor", "Owner", "Reader"]
        for place in (folder, folder["own"], kept):
            api.user.grant_roles(username="contrib", roles=roles, obj=place)
    transaction.commit()
    return folder


def models(form) -> tuple:
    transaction.begin()
    return form.fields_model, form.actions_model


@pytest.mark.parametrize("body", RUNS, ids=IDS)
def test_who_may_not_write_scripts_stores_none(rest, desk, body):
    before = models(desk["own"])
    answer = rest("contrib").patch("desk/own", json=body)
    assert answer.status_code == 403, answer.text
    new = {"@type": "EasyForm", "id": "new", "title": "New", **body}
    answer = rest("contrib").post("desk", json=new)
    assert answer.status_code == 403, answer.text
    assert models(desk["own"]) == before
    assert "new" not in desk


@pytest.mark.parametrize("body", RUNS, ids=IDS)
def test_who_may_does(rest, desk, body):
    assert rest("admin").patch("desk/own", json=body).status_code == 204
    new = {"@type": "EasyForm", "id": "new", "title": "New", **body}
    assert rest("admin").post("desk", json=new).status_code == 201


def test_what_runs_nothing_is_theirs(rest, visit, desk):
    session = rest("contrib")
    body = {"actions_model": PLAIN, "fields_model": QUESTION, "title": "Other"}
    assert session.patch("desk/own", json=body).status_code == 204
    # easyform's own JSON of a new form fails for contributors; its page does not.
    visitor = visit("contrib")
    visitor.go("desk/++add++EasyForm")
    sheet = visitor.browser.getForm(id="form")
    sheet.getControl(name="form.widgets.IDublinCore.title").value = "New"
    sheet.getControl(name="form.buttons.save").click()
    assert visitor.status == 200, visitor.text
    transaction.begin()
    assert len(desk.objectIds()) == 3


def test_a_script_that_is_there_stays_and_is_not_changed(rest, desk):
    session = rest("contrib")
    other = SCRIPT.replace("portal_catalog", "portal_membership")
    assert session.patch("desk/kept", json={"title": "T"}).status_code == 204
    renamed = {"actions_model": SCRIPT.replace('name="s"', 'name="t"')}
    assert session.patch("desk/kept", json=renamed).status_code == 204
    assert session.patch("desk/kept", json={"actions_model": other}).status_code == 403
    assert (
        session.patch("desk/kept", json={"actions_model": AS_MANAGER}).status_code
        == 403
    )
    assert session.patch("desk/kept", json={"actions_model": PLAIN}).status_code == 204


def test_nor_by_a_copy(rest, desk):
    source = f"{desk.absolute_url()}/kept"
    answer = rest("contrib").post("desk/@copy", json={"source": source})
    assert answer.status_code == 403
    transaction.begin()
    assert sorted(desk.objectIds()) == ["kept", "own"]
    assert rest("admin").post("desk/@copy", json={"source": source}).status_code == 200


def test_moving_and_renaming_write_none(rest, desk, site):
    assert rest("contrib").patch("desk/kept", json={"id": "other"}).status_code == 204
    transaction.begin()
    assert desk["other"].actions_model == SCRIPT
