"""What came out is put aside on the home by one press, each for oneself alone."""

from leap.cop.community.membership import MemberShelf
from leap.cop.community.membership import Membership
from tests.conftest import NOW
from tests.topic import rounds

import pytest
import transaction


NEWS = "See the results: Spring"


@pytest.fixture
def closed(site):
    """Return the address of a round in which something came out."""
    content = rounds.closed_round(site["tuesday"], title="Spring")
    transaction.commit()
    return content.absolute_url()


@pytest.fixture
def told(rest):
    """Return a function that tells whether somebody's home speaks of it."""

    def is_told(userid):
        steps = rest(userid).get("tuesday/@cop-home").json()["next_steps"]
        return NEWS in [step["text"] for step in steps]

    return is_told


def aside(rest, closed, userid, value):
    return rest(userid).patch(f"{closed}/@results", json={"put_aside": value})


def test_it_is_one_persons_alone_and_comes_back(closed, rest, told):
    assert told("member") and told("teller")
    assert rest("member").get(f"{closed}/@results").json()["put_aside"] is False
    assert aside(rest, closed, "member", True).status_code == 204
    assert not told("member") and told("teller") and told("facilitator")
    assert rest("member").get(f"{closed}/@results").json()["put_aside"] is True
    assert rest("teller").get(f"{closed}/@results").json()["put_aside"] is False
    assert aside(rest, closed, "member", True).status_code == 204
    assert aside(rest, closed, "member", False).status_code == 204
    assert told("member")


def test_one_press_on_the_home_and_one_on_the_page_of_the_round(closed, visit, told):
    reader = visit("member")
    assert NEWS in (reader.go("tuesday") and reader.text)
    assert "Show it on the home page again" not in (reader.go(closed) and reader.text)
    reader.go("tuesday")
    reader.form_to("put-aside").getControl(name="put_aside").click()
    assert reader.path == "tuesday"
    assert "Put aside." in reader.text and NEWS not in reader.text
    assert not told("member")
    reader.go(closed)
    reader.form_to("put-aside").getControl("Show it on the home page again").click()
    assert reader.path.partition("#")[0] == closed.removeprefix(f"{reader.base}/")
    assert NEWS in (reader.go("tuesday") and reader.text)


def test_the_page_alone_asks_both(closed, visit, told):
    reader = visit("member")
    reader.go(f"{closed}/put-aside")
    reader.form_to("put-aside").getControl("Put it aside").click()
    assert not told("member")
    reader.go(f"{closed}/put-aside")
    reader.form_to("put-aside").getControl("Show it on the home page again").click()
    assert told("member")


@pytest.mark.parametrize(
    "userid, status",
    [(None, 401), ("colleague", 403), ("newcomer", 403), ("siteadmin", 403)],
)
def test_it_is_for_the_people_of_the_community(closed, rest, userid, status):
    assert aside(rest, closed, userid, True).status_code == status


@pytest.mark.parametrize("body", [{}, {"put_aside": 1}, {"put_aside": None}, {"x": 1}])
def test_anything_else_is_refused(closed, rest, body):
    answer = rest("member").patch(f"{closed}/@results", json=body)
    assert answer.status_code == 400


def test_before_the_close_there_is_nothing_to_put_aside(site, rest):
    content, _themes = rounds.open_round(site["tuesday"], title="Summer")
    transaction.commit()
    url = content.absolute_url()
    assert aside(rest, url, "member", True).status_code == 409


def test_it_travels_and_goes_with_the_person(closed, site, rest):
    name = closed.rpartition("/")[2]
    aside(rest, closed, "member", True)
    transaction.begin()
    community = site["tuesday"]
    packed = MemberShelf(community).pack()
    assert packed["put_aside"] == {"member": (name,)}
    MemberShelf(community).unpack(packed)
    assert Membership(community).is_put_aside("member", name)
    bad = {**packed, "put_aside": {"member": ["x"], "nobody": [name], "teller": 1}}
    MemberShelf(community).unpack(bad)
    assert MemberShelf(community).pack()["put_aside"] == {}
    older = {key: packed[key] for key in ("members", "listed")}
    MemberShelf(community).unpack(older)
    MemberShelf(community).unpack(packed)
    Membership(community).remove("member", now=NOW)
    assert MemberShelf(community).pack()["put_aside"] == {}
    assert not Membership(community).is_put_aside("member", name)
