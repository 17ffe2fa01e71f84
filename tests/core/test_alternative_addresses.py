"""An alternative address is looked up by stock as by nobody: it is no way to ask.

Stock walks along the address, through views and what they keep, and says whether the
last step leads anywhere. Whoever has a page of their own may ask.
"""

from plone import api
from plone.base.interfaces import INavigationRoot
from tests.agreement import made
from tests.conftest import make_community
from tests.conftest import make_story
from zope.component.hooks import setSite
from zope.interface import alsoProvides

import pytest
import transaction


OURS = "x" * 20


@pytest.fixture
def page(site):
    """Return the address of a page that a member and a colleague may change."""
    with api.env.adopt_roles(["Manager"]):
        content = api.content.create(site, "Document", id="mine", title="Mine")
        for who in ("member", "colleague"):
            content.manage_setLocalRoles(who, ["Owner"])
        content.reindexObjectSecurity()
        api.content.create(site, "Folder", id="folder", title="Folder")
    transaction.commit()
    return "mine"


def ask_over_rest(session, page, address):
    """Ask as whoever may change a page."""
    answer = session.post(f"{page}/@aliases", json={"items": [address]})
    return answer.status_code, answer.text.replace(address, "…")


def ask_past_the_form(session, page, address):
    """Ask the same, with something in the address of the service."""
    answer = session.post(f"{page}/@aliases?file=1", json={"items": address})
    return answer.status_code, answer.text.replace(address, "…")


def ask_on_its_page(session, page, address):
    session.headers["Accept"] = "text/html"
    token = session.get(f"{page}/@@manage-aliases").text
    token = token.partition('name="_authenticator"')[2].partition('value="')[2]
    data = {"redirection": address, "form.button.Add": "Add"}
    data["_authenticator"] = token.partition('"')[0]
    text = session.post(f"{page}/@@manage-aliases", data=data).text
    told = ("Alternative url added", "working path", "That did not work")
    return [words for words in told if words in text]


def ask_of_the_site(session, page, address):
    body = {"items": [{"path": address, "redirect-to": f"/{page}"}]}
    answer = session.post("@aliases", json=body)
    return answer.status_code, answer.text.replace(address, "…")


def ask_with_a_table(session, page, address):
    table = f"old path,new path\n{address},/{page}\n"
    answer = session.post(
        "@aliases", files={"file": ("old.csv", table.encode(), "text/csv")}
    )
    return answer.status_code, answer.text.replace(address, "…")


ASKED = [
    ("member", ask_over_rest),
    ("colleague", ask_over_rest),
    ("colleague", ask_past_the_form),
    ("colleague", ask_on_its_page),
    ("siteadmin", ask_over_rest),
    ("siteadmin", ask_of_the_site),
    ("siteadmin", ask_with_a_table),
]


@pytest.mark.parametrize(("reader", "ask"), ASKED)
def test_it_does_not_tell_who_has_answered_an_agreement(site, page, rest, reader, ask):
    setSite(site)
    content = made.begin(site["tuesday"])
    made.enact(content)
    made.answer(content, "teller")
    transaction.commit()
    session = rest(reader)
    for before in ("", "mine/", "mine/document_view/context/", "folder/", "folder/../"):
        kept = f"/{before}tuesday/{content.getId()}/versions/record/answers"
        told = [ask(session, page, f"{kept}/{who}") for who in ("teller", "newcomer")]
        assert told[0] == told[1], before


@pytest.mark.parametrize(("reader", "ask"), ASKED)
def test_it_does_not_tell_whether_a_story_is_there(site, told, page, rest, reader, ask):
    url = told("private", domain="practice").removeprefix(site.absolute_url())
    nothing = f"/tuesday/{OURS}"
    session = rest(reader)
    for before in ("", "/mine", "/folder"):
        for after in ("", "/domain", "/content_note", "/view", "/view/context/domain"):
            there = ask(session, page, f"{before}{url}{after}")
            assert there == ask(session, page, f"{before}{nothing}{after}"), after


@pytest.mark.parametrize(("reader", "ask"), ASKED)
def test_elsewhere_it_works_as_ever(site, page, rest, reader, ask):
    session = rest(reader)
    works = ["Alternative url added"] if ask is ask_on_its_page else (204, "")
    for address in ("/old", "/folder/old", "/old/older", "/folder/old/.older"):
        assert ask(session, page, address) == works, address
    assert ask(session, page, "/folder") != works


def test_where_a_language_has_a_folder_it_is_walked_along_as_well(site, page, rest):
    with api.env.adopt_roles(["Manager"]):
        root = api.content.create(site, "Folder", id="ro", title="RO")
        alsoProvides(root, INavigationRoot)
        inner = api.content.create(root, "Document", id="inner", title="Inner")
        inner.manage_setLocalRoles("colleague", ["Owner"])
        inner.reindexObjectSecurity()
        circle = make_community(root, id="circle", short_name="Circle")
    name = make_story(circle, "private").getId()
    transaction.commit()
    session = rest("colleague")
    there = ask_over_rest(session, "ro/inner", f"/circle/{name}")
    assert there == ask_over_rest(session, "ro/inner", f"/circle/{OURS}")
    assert there[0] == 400
