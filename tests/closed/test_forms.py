"""Forms below a community: another workflow for the site's forms opens none of them."""

from AccessControl.users import system
from plone import api
from plone.app.workflow.remap import remap_workflow
from tests.closed.conftest import STOCK
from tests.closed.test_panels import PANEL
from tests.closed.test_panels import token_on

import pytest
import transaction


@pytest.fixture
def form_at(site, rest) -> str:
    """Return the address of a form that facilitators prepare."""
    with api.env.adopt_user("siteadmin"):
        site["tuesday"].join_policy = "apply"
    transaction.commit()
    made = rest("facilitator").post("tuesday/@forms", json={"kind": "join"})
    assert made.status_code == 201, made.text
    return made.json()["@id"]


def in_content_settings(site, rest, visit, type_id: str = "EasyForm") -> None:
    sent = {
        "form.submitted": "True",
        "old_type_id": type_id,
        "type_id": type_id,
        "new_workflow": STOCK,
        "form.workflow.submitted": "True",
        "versionpolicy": "off",
        "form.button.Save": "Save",
        "_authenticator": token_on(visit("siteadmin"), PANEL),
    }
    assert rest("siteadmin").post(PANEL, data=sent).status_code == 302


def as_the_default_for_all(site, rest, visit) -> None:
    in_content_settings(site, rest, visit, type_id="")


def by_a_program(site, rest, visit) -> None:
    transaction.begin()
    with api.env.adopt_user(user=system):
        remap_workflow(site, ("EasyForm",), (STOCK,), {})
    transaction.commit()


WAYS = [in_content_settings, as_the_default_for_all, by_a_program]


@pytest.mark.parametrize("way", WAYS)
def test_no_form_opens(site, rest, visit, form_at, way):
    way(site, rest, visit)
    for userid in (None, "colleague", "member", "newcomer"):
        assert rest(userid).get(form_at).status_code in (401, 404), userid
        found = rest(userid).get("@search?portal_type=EasyForm").json()["items"]
        assert found == [], userid
    assert rest("facilitator").get(form_at).status_code == 200


def test_looking_at_content_settings_writes_nothing(site, visit, form_at):
    siteadmin = visit("siteadmin")
    # The first page of a new site keeps what stock Plone prepares once.
    siteadmin.go(PANEL)
    before = last_transaction(site)
    siteadmin.go(PANEL)
    siteadmin.go(f"{PANEL}?type_id=EasyForm")
    assert siteadmin.status == 200
    assert last_transaction(site) == before


def last_transaction(site) -> bytes:
    transaction.begin()
    return site._p_jar.db().lastTransaction()
