"""How people stand in the list: their own words, and nobody's ids."""

from leap.cop.community.membership import Membership
from leap.cop.core.errors import Refused
from plone import api

import pytest
import transaction


OWN = {"fullname": "Mimi", "organisation": "North", "line": "Ask me about tea."}


def test_what_is_chosen_stands_in_place_of_the_profile(community):
    membership = Membership(community)
    membership.choose("member", fullname="  Mimi ", line="Tea.")
    row = next(row for row in membership.rows() if row.userid == "member")
    assert (row.fullname, row.line, row.account_name) == ("Mimi", "Tea.", "Mia Brook")
    membership.choose("member", fullname="")
    assert membership.shown("member") == ("Mia Brook", "", "Tea.")


def test_what_was_chosen_goes_when_somebody_leaves(community):
    membership = Membership(community)
    membership.choose("member", **OWN)
    from datetime import datetime
    from datetime import UTC

    membership.remove("member", now=datetime.now(UTC))
    assert membership.chosen("member") == ("", "", "")


def test_whoever_chose_nothing_has_nothing_kept(community):
    membership = Membership(community)
    record = membership._records()["member"]
    assert "chosen" not in vars(record)
    assert membership.shown("member").fullname == "Mia Brook"


@pytest.mark.parametrize("value", ["a\nb", "x" * 121, 7, None, "Fay\u202eHolt"])
def test_one_line_that_hides_nothing(community, value):
    with pytest.raises(Refused):
        Membership(community).choose("member", fullname=value)


def test_everybody_says_alone_how_they_are_listed(rest):
    url = "tuesday/@members/member"
    answer = rest("member").patch(url, json=OWN)
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in OWN} == OWN
    assert "userid" not in answer.json()
    for who in (None, "colleague", "teller", "facilitator", "siteadmin", "newcomer"):
        answer = rest(who).patch(url, json={"line": "Somebody else."})
        assert answer.status_code == (401 if who is None else 403), who
    [row] = [
        row
        for row in rest("teller").get("tuesday/@members").json()["items"]
        if row["fullname"] == "Mimi"
    ]
    assert set(row) == {"fullname", "role", "since", "organisation", "line"}


def test_facilitators_read_the_name_of_the_account_and_how_people_came(rest):
    rest("member").patch("tuesday/@members/member", json=OWN)
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    row = next(row for row in rows if row["userid"] == "member")
    assert (row["fullname"], row["account_name"]) == ("Mimi", "Mia Brook")
    assert row["how"] == "added"


@pytest.mark.parametrize(
    "body",
    [{"role": "facilitator"}, {"paused": False}, {**OWN, "role": "facilitator"}, {}],
)
def test_members_change_nothing_else_of_their_own(rest, roles_now, body):
    before = roles_now()
    answer = rest("member").patch("tuesday/@members/member", json=body)
    assert answer.status_code in (400, 403)
    assert roles_now() == before
    assert "Mimi" not in rest("member").get("tuesday/@members").text


@pytest.mark.parametrize("name", sorted(OWN))
def test_bad_words_are_named(rest, name):
    answer = rest("member").patch("tuesday/@members/member", json={name: "a\nb"})
    assert answer.status_code == 400
    assert name in answer.json()["message"]


@pytest.mark.parametrize("who", ["member", "newcomer", "reviewer", "teller"])
def test_everybody_on_the_list_leaves_alone(rest, roles_now, who):
    assert rest(who).delete(f"tuesday/@members/{who}", json={}).status_code == 204
    assert who not in roles_now()


@pytest.mark.parametrize("who", ["newcomer", "reviewer", "member"])
def test_nobody_else_is_sent_away(rest, roles_now, who):
    before = roles_now()
    for other in ("teller", "facilitator", "colleague"):
        answer = rest(who).delete(f"tuesday/@members/{other}", json={})
        assert answer.status_code == 403
    assert roles_now() == before


@pytest.mark.parametrize("who", ["newcomer", "reviewer"])
def test_leaving_in_the_browser(visit, roles_now, who):
    visitor = visit(who)
    visitor.go("tuesday/leave-community")
    assert visitor.status == 200
    visitor.form_to("leave-community").submit()
    assert who not in roles_now()


def test_the_form_of_ones_own_line(visit):
    visitor = visit("member")
    visitor.go("tuesday/members")
    visitor.browser.getLink("How you are listed").click()
    form = visitor.form_to("how-i-am-listed")
    form.getControl(name="fullname").value = "Mimi <b>"
    form.getControl(name="line").value = "Tea."
    form.submit()
    assert visitor.path == "tuesday/members"
    assert "Mimi &lt;b&gt;" in visitor.contents
    visitor.go("tuesday/how-i-am-listed")
    form = visitor.form_to("how-i-am-listed")
    form.getControl(name="fullname").value = "x" * 121
    form.submit()
    assert visitor.status == 400
    assert "x" * 121 in visitor.contents


def test_the_sheet_has_names_and_no_ids(visit, site):
    rows = Membership(site["tuesday"])
    rows.choose("member", **OWN)
    from datetime import datetime
    from datetime import UTC

    rows.pause("teller", now=datetime.now(UTC), by_site=True)
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("tuesday/sign-in-sheet")
    assert visitor.status == 200
    sheet = visitor.contents.partition("<table")[2].partition("</table>")[0]
    assert "Mimi" in sheet
    assert "North" in sheet
    for left_out in ("Tess Lane", "Nia West", "Rob Field", "member", "@"):
        assert left_out not in sheet, left_out


@pytest.mark.parametrize("page", ["sign-in-sheet", "applications"])
def test_who_sees_the_pages_of_facilitators(visit, page):
    for who in ("colleague", "newcomer", "member", "reviewer"):
        visitor = visit(who)
        visitor.go(f"tuesday/{page}")
        assert visitor.status == 403, who
    for who in ("facilitator", "siteadmin"):
        visitor = visit(who)
        visitor.go(f"tuesday/{page}")
        assert visitor.status == 200, who
    visitor = visit(None)
    visitor.go(f"tuesday/{page}")
    assert visitor.path == "login"


def test_a_search_for_people_lists_nobody(rest, site):
    with api.env.adopt_roles(["Manager"]):
        for number in range(12):
            api.user.create(
                username=f"rowan{number}",
                email=f"rowan{number}@example.org",
                password="Circle!Of!Practice",
            )
    transaction.commit()
    found = rest("facilitator").get("tuesday/@user-search?query=rowan").json()
    assert found["items_total"] == 10
    assert "example.org" not in str(found)
    for query in ("%25%25%25", "%5B%5D.%2A", "___", "%20%20%20", "..."):
        answer = rest("facilitator").get(f"tuesday/@user-search?query={query}")
        assert answer.status_code == 400 or answer.json()["items_total"] == 0, query
