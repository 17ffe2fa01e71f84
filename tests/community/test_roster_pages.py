"""The page of who is here, in a browser without JavaScript, per role."""

from lxml import html

import pytest


def test_members_read_the_roster_without_ids_or_addresses(visit):
    visitor = visit("member")
    visitor.go("tuesday/members")
    for words in ("Facilitators (1)", "Members (2)", "On the way in (1)", "Fay Holt"):
        assert words in visitor.text
    content = visitor.contents.partition('id="content"')[2]
    for word in ("example.org", "newcomer", "Add somebody", "Remove"):
        assert word not in content


def test_searching_and_adding(visit, roles_now):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    form = visitor.form_to("members")
    form.getControl(name="query").value = "hill"
    form.submit()
    assert "Col Hill" in visitor.text
    assert "example.org" not in visitor.contents
    form = visitor.form_to("change-members", act="add")
    form.getControl(name="role").value = ["candidate"]
    form.submit()
    assert visitor.path == "tuesday/members"
    assert "Col Hill has been added. Role: On the way in." in visitor.text
    assert roles_now()["colleague"] == "candidate"


@pytest.mark.parametrize(
    "query,words",
    [
        (
            "a",
            (
                "Type at least three letters of the name, or a whole "
                "name of two letters."
            ),
        ),
        ("ho", "No match for that name."),
        ("zzzz", "No match for that name."),
        ("brook", "Already here"),
    ],
)
def test_a_search_that_finds_nobody_to_add(visit, query, words):
    visitor = visit("facilitator")
    visitor.go(f"tuesday/members?query={query}")
    assert words in visitor.text
    assert visitor.form_to("members").getControl(name="query").value == query
    with pytest.raises(LookupError):
        visitor.form_to("change-members", act="add")


def test_a_member_searches_nobody(visit):
    visitor = visit("member")
    visitor.go("tuesday/members?query=hill")
    assert "Col Hill" not in visitor.text


def test_changing_a_role(visit, roles_now):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    form = visitor.form_to("change-members", act="role", userid="newcomer")
    form.getControl(name="role").value = ["member"]
    form.submit()
    assert "Nia West: Member." in visitor.text
    assert roles_now()["newcomer"] == "member"


def test_pausing_and_letting_in_again(visit, roles_now):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    visitor.form_to("change-members", act="pause", userid="member").submit()
    assert "Mia Brook is paused" in visitor.text
    assert "member" not in roles_now()
    member = visit("member")
    member.go("tuesday/members")
    assert member.status == 403
    member.go("tuesday")
    assert "paused" not in member.text
    visitor.form_to("change-members", act="resume", userid="member").submit()
    assert roles_now()["member"] == "member"


def test_only_the_site_administration_pauses_facilitators(visit):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    with pytest.raises(LookupError):
        visitor.form_to("change-members", act="pause", userid="facilitator")
    visitor = visit("siteadmin")
    visitor.go("tuesday/members")
    visitor.form_to("change-members", act="pause", userid="facilitator").submit()
    assert "Fay Holt is paused" in visitor.text


def test_taking_off_the_list_says_first_what_happens(visit, roles_now):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    visitor.form_to("remove-member", userid="teller").submit()
    assert "Remove Tess Lane from this community?" in visitor.text
    assert (
        "Their stories are still theirs, and stay shared as they are now "
        "until they take them back"
    ) in visitor.text
    assert "teller" in roles_now()
    visitor.form_to("remove-member").submit()
    assert visitor.path == "tuesday/members"
    assert "Tess Lane has been removed." in visitor.text
    assert "teller" not in roles_now()


def test_the_last_facilitator_is_guarded_in_clear_words(visit, roles_now):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    form = visitor.form_to("change-members", act="role", userid="facilitator")
    form.getControl(name="role").value = ["member"]
    form.submit()
    assert visitor.status == 409
    assert (
        "A community needs a facilitator. Make somebody else a facilitator first."
    ) in visitor.text
    visitor.form_to("remove-member", userid="facilitator").submit()
    assert "Make somebody else a facilitator first" in visitor.text
    visitor.go("tuesday/leave-community")
    assert (
        "You are the only facilitator here, and a community needs one" in visitor.text
    )
    with pytest.raises(LookupError):
        visitor.form_to("leave-community")
    assert roles_now()["facilitator"] == "facilitator"


def test_leaving_by_oneself(visit, roles_now):
    visitor = visit("member")
    visitor.go("tuesday/leave-community")
    for words in (
        (
            "If you have told stories here, only you can read them, and it stays "
            "that way."
        ),
        "What you heard here stays here.",
    ):
        assert words in visitor.text
    visitor.form_to("leave-community").submit()
    assert visitor.path == "communities"
    assert "You have left Tuesday circle." in visitor.text
    assert "member" not in roles_now()


def test_who_does_not_belong_has_nothing_to_leave(visit):
    visitor = visit("siteadmin")
    visitor.go("tuesday/leave-community")
    assert "You do not belong to this community" in visitor.text


@pytest.mark.parametrize(
    "data,words",
    [
        ("act=sing&userid=member", "Choose one of the buttons."),
        ("act=role&userid=member&role=owner", "Choose one of"),
        ("act=role&userid=nobody&role=member", "This person is not in the community."),
        ("act=add&userid=nobody&role=member", "obody on this site has this user id"),
    ],
)
def test_a_change_that_makes_no_sense(visit, roles_now, data, words):
    before = roles_now()
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    form = visitor.form_to("change-members", act="role", userid="member")
    token = form.getControl(name="_authenticator").value
    seen = form.getControl(name="revision").value
    visitor.browser.post(
        f"{visitor.base}/tuesday/change-members",
        f"{data}&_authenticator={token}&revision={seen}",
    )
    assert visitor.status == 400
    assert words in visitor.text
    assert roles_now() == before


def test_how_somebody_came_stands_where_it_is_changed(site, visit):
    page = html.fromstring(visit("facilitator").go("tuesday/members"))
    said = page.xpath("//*[text()[contains(., 'added directly')]]")
    assert said
    assert all(one.xpath("ancestor-or-self::details") for one in said)
