"""Types whose fields stand in a program: nobody edits these through the site.

Plone's editors would work on the fields in memory, for all until a restart.
"""

from collective.easyform.interfaces import IEasyForm
from plone import api
from tests.closed.test_panels import PANEL
from tests.closed.test_panels import token_on
from zope.schema import getFieldsInOrder

import pytest
import transaction


WHO = ("siteadmin", "admin")

FIELD = "submitLabel"


def fields_of_easyform() -> list:
    return [(name, field.title) for name, field in getFieldsInOrder(IEasyForm)]


@pytest.fixture
def unchanged(site):
    """See that forms have their fields, and the site its type, afterwards."""
    before = fields_of_easyform()
    kept = {name: IEasyForm[name] for name, _ in before}
    titles = dict(before)
    yield
    after = fields_of_easyform()
    for name, field in kept.items():
        IEasyForm._InterfaceClass__attrs[name] = field
        field.title = titles[name]
    transaction.begin()
    assert after == before
    assert api.portal.get_tool("portal_types")["EasyForm"].klass


@pytest.mark.parametrize(
    "method, path, body",
    [
        ("PUT", "", {"properties": {}, "fieldsets": []}),
        ("PUT", "", {"layouts": ["x"], "properties": {}}),
        ("PATCH", "", {"properties": {FIELD: {"title": "X"}}}),
        ("PATCH", f"/{FIELD}", {"title": "X"}),
        ("PATCH", "/default", {"fields": ["title"]}),
        ("POST", "", {"factory": "Text line (String)", "title": "New"}),
        ("POST", "", {"factory": "fieldset", "title": "New"}),
        ("DELETE", f"/{FIELD}", None),
    ],
)
@pytest.mark.parametrize("userid", WHO)
def test_fields_are_not_written_over_rest(
    site, rest, unchanged, userid, method, path, body
):
    answer = rest(userid).request(method, f"@types/EasyForm{path}", json=body)
    assert answer.status_code == 403, answer.text
    assert "EasyForm" in answer.json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        FIELD,
        f"{FIELD}/@@delete",
        f"{FIELD}/@@order?pos=0",
        f"{FIELD}/@@changefieldset?fieldset_index=0",
        "@@add-field",
        "add-field",
        "++view++add-field",
        "@@add-fieldset",
        "@@delete-fieldset?name=default",
        "@@modeleditor",
    ],
)
def test_fields_are_not_written_on_pages(site, rest, unchanged, path):
    session = rest("admin")
    session.headers["Accept"] = "text/html"
    for method in ("GET", "POST"):
        answer = session.request(method, f"dexterity-types/EasyForm/{path}")
        assert answer.status_code in (403, 404), (method, answer.text[:300])


def test_the_list_of_fields_saves_nothing(site, rest, unchanged):
    answer = rest("admin").post("dexterity-types/EasyForm/@@fields", data={})
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("path", ["", "/@@overview", "/@@behaviors", "/@@fields"])
def test_what_hangs_on_no_field_goes_on(site, visit, unchanged, path):
    admin = visit("admin")
    admin.go(f"dexterity-types/EasyForm{path}")
    assert admin.status == 200


def test_behaviors_of_forms_are_still_switched(site, rest, unchanged):
    address = "@controlpanels/dexterity-types/EasyForm"
    assert rest("admin").get(address).status_code == 200
    body = {"plone.leadimage": True}
    assert rest("admin").patch(address, json=body).status_code == 204
    transaction.begin()
    behaviors = api.portal.get_tool("portal_types")["EasyForm"].behaviors
    assert "plone.leadimage" in behaviors


def test_the_schema_of_forms_is_still_read(site, rest, unchanged):
    answer = rest("siteadmin").get("@types/EasyForm")
    assert answer.status_code == 200
    assert FIELD in answer.json()["properties"]


@pytest.mark.parametrize("userid", WHO)
def test_the_type_of_our_forms_is_not_taken_away(site, rest, unchanged, userid):
    address = "@controlpanels/dexterity-types/EasyForm"
    assert rest(userid).delete(address).status_code == 403
    transaction.begin()
    assert "EasyForm" in api.portal.get_tool("portal_types")


def test_types_of_the_site_keep_their_editor(site, rest, visit):
    assert token_on(visit("siteadmin"), PANEL)
    body = {"factory": "Text line (String)", "title": "New"}
    assert rest("admin").post("@types/Document", json=body).status_code == 201
    admin = visit("admin")
    admin.go("dexterity-types/Document/@@add-field")
    assert admin.status == 200
