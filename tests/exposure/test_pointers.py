"""What pages elsewhere show of a story that they point to, before and after."""

from plone import api
from plone.uuid.interfaces import IUUID
from tests.exposure.canaries import html
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

import transaction


def point_to(site, story) -> str:
    uid = IUUID(story)
    text = f'<p><a href="resolveuid/{uid}">See</a><img src="resolveuid/{uid}"/></p>'
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(
            site, type="Document", id="page", title="A page", text=html(text)
        )
        page.relatedItems = [RelationValue(getUtility(IIntIds).getId(story))]
        notify(ObjectModifiedEvent(page))
    transaction.commit()
    return uid


def test_a_page_tells_of_a_story_what_its_reader_may_see(site, rest, told):
    url = told("public", title="Quokkalied")
    uid = point_to(site, site["tuesday"][url.rsplit("/", 1)[1]])
    related = rest("colleague").get("page").json()["relatedItems"]
    assert [row["title"] for row in related] == ["Quokkalied"]
    assert rest(None).get("page").json()["relatedItems"] == []
    moved = rest("colleague").get(f"resolveuid/{uid}")
    assert moved.headers["Location"] == url
    rest("teller").delete(f"{url}/@consent")
    for reader in (None, "colleague", "member", "siteadmin", "admin"):
        for accept in ("application/json", "text/html"):
            answer = rest(reader).get("page", headers={"Accept": accept})
            assert answer.status_code == 200
            assert "Quokkalied" not in answer.text, (reader, accept)
            assert url.rsplit("/", 1)[1] not in answer.text, (reader, accept)
    assert "Quokkalied" in rest("teller").get("page").text


def test_a_story_shows_pictures_and_links_of_the_site(site, rest):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(site, type="Document", id="page", title="A page")
    transaction.commit()
    teller = rest("teller")
    url = teller.post(
        "tuesday",
        json={
            "@type": "leap.cop.Story",
            "learning": f'<p><a href="resolveuid/{IUUID(page)}">See</a></p>',
        },
    ).json()["@id"]
    assert f'href="{page.absolute_url()}"' in teller.get(url).json()["learning"]["data"]


def test_members_see_their_own_account_and_no_hidden_group(site, rest):
    for reader, userid in (("member", "member"), ("siteadmin", "teller")):
        answer = rest(reader).get(f"@users/{userid}")
        assert answer.status_code == 200, answer.text
        groups = [group["id"] for group in answer.json()["groups"]["items"]]
        assert not [name for name in groups if name.startswith("cop:")]
