"""People from any source of users: odd ids, same names, accounts that are gone."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from datetime import datetime
from datetime import UTC
from leap.cop.community import people
from leap.cop.community.membership import Membership
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from urllib.parse import quote
from zope.interface import implementer

import pytest
import transaction


ODD = [
    "anna bell",
    "staff/anna/bell",
    "anna@other.example.org",
    "Анна Белчева",
    "ANNA",
    "DOMAIN\\anna",
    "anna%2Fbell",
    "anna?b#c&d=e+f",
]

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

PASSWORD = "From the directory"


@implementer(IUserEnumerationPlugin, IAuthenticationPlugin, IPropertiesPlugin)
class Directory(BasePlugin):
    """A directory of people somewhere else: Plone keeps none of them."""

    meta_type = "Directory"
    security = ClassSecurityInfo()

    def __init__(self, id: str, names: dict[str, str]) -> None:
        self._setId(id)
        self.names = names

    def enumerateUsers(
        self,
        id=None,
        login=None,
        exact_match=False,
        sort_by=None,
        max_results=None,
        **kw,
    ):
        rows = []
        for userid, name in self.names.items():
            asked = [
                (value, have)
                for value, have in (
                    (id, userid),
                    (login, userid),
                    (kw.get("fullname"), name),
                )
                if value
            ]
            if not asked and kw:
                continue
            if exact_match:
                fits = all(value == have for value, have in asked)
            else:
                fits = all(str(v).lower() in have.lower() for v, have in asked)
            if fits:
                rows.append({"id": userid, "login": userid, "pluginid": self.getId()})
        return tuple(rows)

    def authenticateCredentials(self, credentials):
        login = credentials.get("login")
        if login in self.names and credentials.get("password") == PASSWORD:
            return login, login
        return None

    def getPropertiesForUser(self, user, request=None):
        name = self.names.get(user.getId())
        return {"fullname": name, "email": ""} if name else {}


InitializeClass(Directory)


@pytest.fixture
def directory(site):
    """Return a site whose people come from somewhere else as well."""
    users = site.acl_users
    names = {userid: f"Anna Bell {number}" for number, userid in enumerate(ODD)}
    users._setObject("directory", Directory("directory", names))
    for kind in (IUserEnumerationPlugin, IAuthenticationPlugin, IPropertiesPlugin):
        users.plugins.activatePlugin(kind, "directory")
    # Asked before Plone's own, which answers for everybody with empty properties.
    while users.plugins.listPluginIds(IPropertiesPlugin)[0] != "directory":
        users.plugins.movePluginsUp(IPropertiesPlugin, ["directory"])
    transaction.commit()
    return users["directory"]


def rename(directory, **names) -> None:
    directory.names = {**directory.names, **names}
    transaction.commit()


def role_of(site, userid: str):
    transaction.begin()
    return Membership(site["tuesday"]).role_of(userid)


@pytest.mark.parametrize("userid", ODD)
def test_an_odd_id_is_added_listed_changed_and_removed(rest, site, directory, userid):
    session = rest("facilitator")
    body = {"userid": userid, "role": "member"}
    answer = session.post("tuesday/@members", json=body)
    assert answer.status_code == 201, answer.text
    assert role_of(site, userid) == "member"
    url = answer.headers["Location"]
    assert url == answer.json()["@id"]
    assert url.endswith(f"@members/{quote(userid, safe='')}")
    rows = session.get("tuesday/@members").json()["items"]
    [row] = [row for row in rows if row["userid"] == userid]
    assert row["fullname"].startswith("Anna Bell")
    answer = session.patch(url, json={"role": "facilitator"})
    assert answer.status_code in (200, 204), answer.text
    assert role_of(site, userid) == "facilitator"
    assert session.patch(url, json={"role": "member"}).ok
    assert session.delete(url).status_code == 204
    assert role_of(site, userid) is None


@pytest.mark.parametrize("userid", ODD)
def test_an_odd_id_is_found_invited_and_named(rest, directory, userid):
    session = rest("facilitator")
    found = session.get("tuesday/@user-search", params={"query": userid}).json()
    assert userid in [row["userid"] for row in found["items"]]
    answer = session.post("tuesday/@invitations", json={"userid": userid})
    assert answer.status_code == 201, answer.text
    [row] = session.get("tuesday/@invitations").json()["items"]
    assert row["userid"] == userid
    assert session.get("tuesday/@invitations").status_code == 200


def test_they_log_in_and_read_like_everybody_else(rest, site, directory):
    userid = "staff/anna/bell"
    with api.env.adopt_user("facilitator"):
        Membership(site["tuesday"]).add(userid, "member", now=NOW)
    transaction.commit()
    session = rest(userid)
    session.auth = (userid, PASSWORD)
    assert session.get("tuesday/@members").status_code == 200
    body = {"fullname": "Anna"}
    url = f"tuesday/@members/{quote(userid, safe='')}"
    assert session.patch(url, json=body).ok
    transaction.begin()
    assert Membership(site["tuesday"]).fullname(userid) == "Anna"


def test_whoever_is_not_found_there_has_the_name_known_last(rest, site, directory):
    Membership(site["tuesday"]).add("ANNA", "member", now=NOW)
    names = dict(directory.names)
    del names["ANNA"]
    directory.names = names
    transaction.commit()
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    [row] = [row for row in rows if row["userid"] == "ANNA"]
    assert row["fullname"] == "Anna Bell 4"
    seen = rest("member").get("tuesday/@members").text
    assert "Anna Bell 4" in seen
    assert "no longer here" not in seen
    assert "ANNA" not in seen
    assert rest("facilitator").delete(row["@id"]).status_code == 204


def test_the_same_name_twice_is_told_apart_by_facilitators_alone(rest, site, directory):
    rename(directory, **{"ANNA": "Anna Bell", "anna@other.example.org": "Anna Bell"})
    twins = ("ANNA", "anna@other.example.org")
    found = rest("facilitator").get("tuesday/@user-search?query=Anna+Bell").json()
    logins = {row["userid"]: row["account"] for row in found["items"]}
    assert {userid: logins[userid] for userid in twins} == {
        # Without the domains they log in alike.
        "ANNA": "ANNA",
        "anna@other.example.org": "anna@other.example.org",
    }
    assert logins["anna bell"] == ""
    for userid in twins:
        Membership(site["tuesday"]).add(userid, "member", now=NOW)
    transaction.commit()
    pages = {}
    for who in ("facilitator", "member"):
        session = rest(who)
        session.headers["Accept"] = "text/html"
        pages[who] = session.get("tuesday/members").text
    assert "ANNA" in pages["facilitator"]
    assert "anna@other.example.org" in pages["facilitator"]
    assert "ANNA" not in pages["member"] and "other.example.org" not in pages["member"]


def test_a_search_gives_ten_rows_at_most(rest, site, directory):
    rename(directory, **{f"anna{n}": f"Anna Bell, {n}" for n in range(30)})
    found = rest("facilitator").get("tuesday/@user-search?query=anna").json()
    assert len(found["items"]) == people.MOST_ROWS
    # Two letters are a whole name: of nobody here, whatever begins with them.
    two = rest("facilitator").get("tuesday/@user-search?query=an")
    assert two.json()["items"] == []
    assert rest("facilitator").get("tuesday/@user-search?query=a").status_code == 400
    assert rest("facilitator").get("tuesday/@user-search?query=***").status_code == 400


# Stock lists of people and groups


LISTS = [
    f"{where}{name}"
    for where in ("@vocabularies/", "@@getVocabulary?name=")
    for name in (
        "plone.app.vocabularies.Users",
        "plone.app.vocabularies.Principals",
        "plone.app.vocabularies.Groups",
    )
] + ["@users", "@groups", "@principals?search=a", "@@usergroup-userprefs"]


@pytest.mark.parametrize("path", LISTS)
def test_a_facilitator_lists_no_more_people_than_any_colleague(rest, site, path):
    """Who lists everybody is the site's choice; our roles add nothing to it."""
    with api.env.adopt_roles(["Manager"]):
        site.manage_permission("List portal members", ["Manager"], acquire=0)
    transaction.commit()
    for place in ("", "tuesday/"):
        answer = rest("facilitator").get(f"{place}{path}")
        assert answer.status_code != 200 or "teller" not in answer.text, place
        assert answer.status_code < 500
        assert rest("colleague").get(f"{place}{path}").status_code < 500


@pytest.mark.parametrize("who", ["siteadmin", "member", "facilitator"])
def test_pages_about_a_person_work_and_show_no_hidden_group(rest, site, who):
    # Stock finishes the portlets of its footer on the first page of a new site, and
    # would ask whether that write is meant.
    with api.env.adopt_user("siteadmin"):
        site.restrictedTraverse("@@usergroup-userprefs")()
    transaction.commit()
    session = rest("siteadmin")
    assert session.get(f"@users/{who}").status_code == 200
    session.headers["Accept"] = "text/html"
    own = rest(who)
    own.headers["Accept"] = "text/html"
    pages = [
        session.get(f"@@usergroup-usermembership?userid={who}"),
        session.get(f"@@user-information?userid={who}"),
        session.get("@@usergroup-userprefs"),
        session.get("@@usergroup-groupmembership?groupname=Administrators"),
        own.get("@@personal-information"),
        own.get("@@personal-preferences"),
    ]
    for page in pages:
        assert page.status_code == 200, page.url
        assert "cop:" not in page.text, page.url


def test_a_hidden_group_is_no_group_to_look_up(rest, site):
    group = f"cop:{site['tuesday'].UID()}:members"
    assert rest("siteadmin").get(f"@groups/{quote(group)}").status_code == 404
    with api.env.adopt_roles(["Manager"]):
        found = api.group.get_groups(username="member")
    assert all(kept is None or not kept.getId().startswith("cop:") for kept in found)
