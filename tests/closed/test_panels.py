"""Plone's panels and services neither offer our types nor change them."""

from leap.cop.core.shipped import CHAINS
from leap.cop.story.content import IStory
from plone import api
from tests.closed.conftest import at
from tests.closed.conftest import tool
from zope.schema import getFieldNames

import json
import pytest
import transaction


FIELDS = set(getFieldNames(IStory))

PANEL = "@@content-controlpanel"


def token_on(visitor, path: str) -> str:
    visitor.go(path)
    return visitor.browser.getControl(name="_authenticator", index=0).value


def settings_of() -> tuple:
    """Return what the site says of our types."""
    types = api.portal.get_tool("portal_types")
    return (
        {name: tuple(tool().getChainForPortalType(name)) for name in CHAINS},
        {name: tuple(types[name].behaviors) for name in CHAINS},
        {name: types[name].propertyValues() for name in CHAINS},
        set(getFieldNames(IStory)),
    )


@pytest.fixture
def unchanged(site):
    """See that nothing of our types is another afterwards."""
    before = settings_of()
    yield
    transaction.begin()
    assert settings_of() == before


@pytest.mark.parametrize("name", CHAINS)
def test_content_settings_do_not_offer_ours(site, visit, name):
    siteadmin = visit("siteadmin")
    siteadmin.go(PANEL)
    assert siteadmin.status == 200
    assert not siteadmin.contents.count(name)
    assert siteadmin.contents.count("Document")
    siteadmin.go(f"{PANEL}?type_id={name}")
    assert siteadmin.status == 403


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
@pytest.mark.parametrize(
    "name",
    ["leap.cop.Story", "leap.cop.TopicRound", "leap.cop.Meeting", "leap.cop.Agreement"],
)
def test_content_settings_refuse_another_workflow(
    site, told, rest, visit, unchanged, userid, name
):
    url = told("public")
    siteadmin = visit(userid)
    sent = {
        "form.submitted": "True",
        "old_type_id": name,
        "type_id": name,
        "new_workflow": "one_state_workflow",
        "form.workflow.submitted": "True",
        "new_wfstates.old_state:records": "public",
        "new_wfstates.new_state:records": "published",
        "versionpolicy": "automatic",
        "form.button.Save": "Save",
        "_authenticator": token_on(siteadmin, PANEL),
    }
    assert rest(userid).post(PANEL, data=sent).status_code == 403
    one_only = {**sent, "old_type_id": "Document"}
    assert rest(userid).post(PANEL, data=one_only).status_code == 403
    assert rest(None).get(url).status_code == 401


def test_content_settings_go_on_for_the_types_of_the_site(site, visit, rest, unchanged):
    siteadmin = visit("siteadmin")
    sent = {
        "form.submitted": "True",
        "old_type_id": "Document",
        "type_id": "Document",
        "new_workflow": "one_state_workflow",
        "form.workflow.submitted": "True",
        "versionpolicy": "off",
        "form.button.Save": "Save",
        "_authenticator": token_on(siteadmin, PANEL),
    }
    assert rest("siteadmin").post(PANEL, data=sent).status_code == 302
    transaction.begin()
    assert tool().getChainForPortalType("Document") == ("one_state_workflow",)


def test_another_default_is_none_for_ours(site, told, rest, visit, unchanged):
    told("community")
    siteadmin = visit("siteadmin")
    sent = {
        "form.submitted": "True",
        "old_type_id": "",
        "type_id": "",
        "new_workflow": "one_state_workflow",
        "form.workflow.submitted": "True",
        "form.button.Save": "Save",
        "_authenticator": token_on(siteadmin, PANEL),
    }
    assert rest("siteadmin").post(PANEL, data=sent).status_code == 302
    transaction.begin()
    assert tool().getDefaultChain() == ("one_state_workflow",)


WRITES = [
    ("PUT", "", {"properties": {}, "fieldsets": []}),
    ("PUT", "", {"layouts": ["x"], "properties": {}}),
    ("PATCH", "", {"properties": {"title": {"title": "X"}}}),
    ("PATCH", "/others_note", {"title": "X"}),
    ("POST", "", {"factory": "Text line (String)", "title": "New"}),
    ("POST", "", {"factory": "fieldset", "title": "New"}),
    ("DELETE", "/others_note", None),
    ("DELETE", "/learning", None),
]


@pytest.mark.parametrize("name", CHAINS)
@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_types_are_not_written(site, rest, unchanged, userid, name):
    session = rest(userid)
    for method, path, body in WRITES:
        answer = session.request(method, f"@types/{name}{path}", json=body)
        assert answer.status_code == 403, (method, path, answer.text)
        assert name in answer.json()["message"]


def test_types_are_still_read(site, rest):
    answer = rest("teller").get("tuesday/@types/leap.cop.Story")
    assert answer.status_code == 200
    # Whether others may answer is a button of its own, in no form.
    assert set(answer.json()["properties"]) >= FIELDS - {"accepts_responses"}
    assert rest("siteadmin").get("@types/leap.cop.Story").status_code == 200
    assert rest("siteadmin").get("@types/Document").status_code == 200


def test_types_of_the_site_are_still_written(site, rest):
    made = rest("admin").post(
        "@controlpanels/dexterity-types", json={"title": "Recipe", "id": "recipe"}
    )
    assert made.status_code == 201, made.text
    body = {"factory": "Text line (String)", "title": "New"}
    assert rest("admin").post("@types/recipe", json=body).status_code == 201
    assert rest("admin").get("@controlpanels/dexterity-types/recipe").status_code == 200


@pytest.mark.parametrize(
    "name", ["leap.cop.Story", "leap.cop.Community", "leap.cop.Agreement"]
)
@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_the_types_panel_over_rest(site, rest, unchanged, userid, name):
    session = rest(userid)
    # Stock answers 500 to whoever may not open the panel.
    listed = rest("admin").get("@controlpanels/dexterity-types")
    assert listed.status_code == 200
    ids = {row["id"] for row in listed.json()["items"]}
    assert not ids & set(CHAINS)
    assert "Document" in ids
    address = f"@controlpanels/dexterity-types/{name}"
    assert session.get(address).status_code == 403
    behaviors = {"plone.versioning": True, "plone.locking": True}
    assert session.patch(address, json=behaviors).status_code == 403
    assert session.delete(address).status_code == 403


EDITOR = [
    "",
    "/@@overview",
    "/@@behaviors",
    "/@@fields",
    "/@@modeleditor",
    "/@@clone",
    "/others_note",
    "/others_note/@@delete",
    "/others_note/@@changeorder?pos=0",
    "/@@add-field",
    "/@@add-fieldset",
]


@pytest.mark.parametrize(
    "name", ["leap.cop.Story", "leap.cop.Image", "leap.cop.Agreement"]
)
def test_the_types_editor_is_closed(site, visit, rest, unchanged, name):
    admin = visit("admin")
    sessions = {kind: rest("admin") for kind in ("text/html", "application/json")}
    for kind, session in sessions.items():
        session.headers["Accept"] = kind
    for path in EDITOR:
        admin.go(f"dexterity-types/{name}{path}")
        assert admin.status in (403, 404), (path, admin.text[:300])
        for kind, session in sessions.items():
            for method in ("GET", "POST", "DELETE"):
                answer = session.request(method, f"dexterity-types/{name}{path}")
                said = (path, kind, method, answer.text)
                assert answer.status_code in (403, 404), said


def test_the_types_editor_lists_others(site, visit):
    admin = visit("admin")
    admin.go("dexterity-types")
    assert admin.status == 200
    assert not admin.contents.count("dexterity-types/leap.cop")
    assert admin.contents.count("dexterity-types/Document")
    for page in ("types-export", "models-export"):
        admin.go(f"dexterity-types/@@{page}?selected=Document,leap.cop.Story")
        assert admin.status == 403
        admin.go(f"dexterity-types/@@{page}?selected=Document")
        assert admin.status == 200


def test_a_list_cannot_delete_ours(site, visit, rest, unchanged):
    admin = visit("admin")
    token = token_on(admin, PANEL)
    sent = {
        "crud-edit.leap.cop.Story.widgets.select": "selected",
        "crud-edit.leap.cop.Story.widgets.select:list": "selected",
        "crud-edit.form.buttons.delete": "Delete",
        "_authenticator": token,
    }
    rest("admin").post("dexterity-types", data=sent)


@pytest.mark.parametrize("name", ["leap.cop.Story", "leap.cop.Agreement"])
def test_an_archive_cannot_bring_ours_along(site, rest, visit, unchanged, name):
    import io
    import zipfile

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(
            "types.xml",
            '<object name="portal_types" meta_type="Plone Types Tool">'
            '<object name="recipe" meta_type="Dexterity FTI"/></object>',
        )
        made.writestr(
            f"types/{name}.xml",
            f'<object name="{name}" meta_type="Dexterity FTI">'
            '<property name="behaviors"><element value="plone.versioning"/>'
            "</property></object>",
        )
    admin = visit("admin")
    token = token_on(admin, PANEL)
    answer = rest("admin").post(
        "dexterity-types/@@import-types",
        data={"form.buttons.add": "Add", "_authenticator": token},
        files={
            "form.widgets.profile_file": (
                "types.zip",
                archive.getvalue(),
                "application/zip",
            )
        },
    )
    assert answer.status_code == 403, answer.text[:300]


def test_the_story_can_be_read_and_taken_back_after_all_that(site, told, rest):
    url = told("public")
    rest("admin").put("@types/leap.cop.Story", json={"properties": {}})
    assert rest("colleague").get(url).status_code == 200
    assert rest("teller").delete(f"{url}/@consent", json={}).status_code == 200
    assert at(site, url)
    assert json.loads(rest("teller").get(url).text)["learning"]["data"]
