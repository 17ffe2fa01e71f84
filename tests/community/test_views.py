"""The pages of a community in a browser without JavaScript, per role."""

from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.who import MANAGERS
from tests.who import NEVER_ON_A_SCREEN
from tests.who import STAFF

import pytest
import transaction


ROSTER = {*MANAGERS, "member"}

PAGES = {
    "tuesday": set(STAFF),
    "tuesday/write-to-facilitators": set(STAFF),
    "tuesday/members": ROSTER,
    "tuesday/leave-community": {*ROSTER, "newcomer", "reviewer"},
    "tuesday/change-members": MANAGERS,
    "tuesday/remove-member": MANAGERS,
    "tuesday/edit": MANAGERS,
    "tuesday/change-audience": MANAGERS,
    "tuesday/change-audience?transition=hide": MANAGERS,
    "communities": set(STAFF),
}


# Who may


@pytest.mark.parametrize("who", STAFF)
def test_who_sees_which_page(visit, who):
    visitor = visit(who)
    found = {}
    for page in PAGES:
        visitor.go(page)
        found[page] = visitor.status
    meant = {page: 200 if who in allowed else 403 for page, allowed in PAGES.items()}
    assert found == meant


def test_anonymous_visitors_are_sent_to_log_in(visit):
    visitor = visit(None)
    for page in PAGES:
        visitor.go(page)
        assert "login" in visitor.path
        assert "Tuesday circle" not in visitor.contents


@pytest.mark.parametrize("who", ["colleague", "newcomer", "member", "reviewer"])
def test_pages_of_a_closed_community_are_not_there(visit, site, who):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    visitor = visit(who)
    for page in PAGES:
        if page.startswith("tuesday"):
            visitor.go(page)
            assert visitor.status == 404
            assert "Tuesday circle" not in visitor.contents


@pytest.mark.parametrize("who", STAFF)
def test_the_words_that_never_stand_on_a_screen(visit, told, who):
    told("community_pending")
    visitor = visit(who)
    for page, allowed in PAGES.items():
        if who in allowed:
            visitor.go(page)
            words = visitor.text.lower()
            assert [word for word in NEVER_ON_A_SCREEN if word in words] == []


@pytest.mark.parametrize(
    "page,data",
    [
        ("change-members", {"act": "add", "userid": "colleague", "role": "member"}),
        ("change-members", {"act": "pause", "userid": "member"}),
        ("remove-member", {"userid": "member", "confirm": "1"}),
        ("leave-community", {}),
        ("change-audience", {"transition": "hide"}),
        ("write-to-facilitators", {"text": "Hello"}),
        ("edit", {"form.widgets.IBasic.title": "X", "form.buttons.save": "Save"}),
    ],
)
def test_a_form_of_another_site_changes_nothing(
    visit, stored, roles_now, letters, page, data
):
    before = roles_now()
    visitor = visit("facilitator")
    visitor.browser.post(
        f"{visitor.base}/tuesday/{page}", "&".join(f"{k}={v}" for k, v in data.items())
    )
    assert roles_now() == before
    assert api.content.get_state(stored()) == "public"
    assert stored().title == "Tuesday circle"
    assert letters == []


@pytest.mark.parametrize(
    "page,data",
    [
        ("change-members", "act=add&userid=colleague&role=facilitator"),
        ("remove-member", "userid=teller&confirm=1"),
        ("change-audience", "transition=hide"),
    ],
)
@pytest.mark.parametrize("who", ["colleague", "newcomer", "member", "reviewer"])
def test_members_do_not_manage(visit, stored, roles_now, page, data, who):
    before = roles_now()
    visitor = visit(who)
    visitor.go("tuesday/write-to-facilitators")
    form = visitor.form_to("write-to-facilitators")
    token = form.getControl(name="_authenticator").value
    visitor.browser.post(
        f"{visitor.base}/tuesday/{page}", f"{data}&_authenticator={token}"
    )
    assert visitor.status == 403
    assert roles_now() == before
    assert api.content.get_state(stored()) == "public"


def test_the_macros_are_no_page(visit):
    visitor = visit("member")
    for path in ("@@cop-macros", "@@cop-macros/contact", "@@cop-macros/macros"):
        visitor.go(f"tuesday/{path}")
        assert visitor.status == 404


# The home


def test_the_home_says_what_a_reader_needs(visit, site, stored):
    community = stored()
    community.standing_question = "Whose idea was it?"
    community.aims = ({"id": "a", "text": "Ask before we decide"},)
    community.guidance_links = ["https://example.org/guidance/first"]
    transaction.commit()
    for who in STAFF:
        visitor = visit(who)
        visitor.go("tuesday")
        for words in (
            "Whose idea was it?",
            "Fay Holt",
            "Sam Reed, 01632 960001",
            "Weekdays 9 to 17",
            "example.org/guidance/first",
            "United Kingdom",
        ):
            assert words in visitor.text
        assert 'href="tel:01632960001"' in visitor.contents
        visitor.go("tuesday/about")
        assert "Ask before we decide" in visitor.text


def test_stories_on_the_home_are_those_of_the_reader(visit, told):
    told("private", title="Only mine")
    told("community", title="Among us")
    told("public", title="For all staff")
    seen = {}
    for who in STAFF:
        visitor = visit(who)
        visitor.go("tuesday")
        titles = ("Only mine", "Among us", "For all staff")
        seen[who] = {title for title in titles if title in visitor.text}
    assert (
        seen.pop("member") == seen.pop("facilitator") == {"Among us", "For all staff"}
    )
    assert all(titles == {"For all staff"} for titles in seen.values())


@pytest.mark.parametrize(
    "who,may", [("member", True), ("facilitator", True), ("colleague", False)]
)
def test_the_box_is_for_those_who_may_tell(visit, who, may):
    visitor = visit(who)
    visitor.go("tuesday")
    assert ("What changed, however small?" in visitor.text) == may
    if may:
        form = visitor.form_to("keep-story")
        assert form.getControl(name="text").value == ""
        assert form.getControl(name="_authenticator").value


def test_each_reader_finds_the_own_place(visit, site):
    expected = {
        "colleague": ("How to join", "People join by invitation"),
        "newcomer": ("You are on the way in", "Nobody will ask why"),
        "member": ("You are a member", "5 members"),
        "facilitator": ("You facilitate this community", "All staff see the home page"),
        "reviewer": ("You review stories here", "review"),
    }
    counted = Membership(site["tuesday"]).readers()
    for who, words in expected.items():
        visitor = visit(who)
        visitor.go("tuesday")
        for word in words:
            assert word.replace("5 ", f"{counted} ") in visitor.text
        assert ("How to join" in visitor.text) == (who == "colleague")


def test_a_community_without_a_facilitator_asks_for_one(visit, stored):
    membership = Membership(stored())
    membership.pause("facilitator", now=lifecycle.utc_now(), by_site=True)
    transaction.commit()
    for who in ("siteadmin", "admin"):
        visitor = visit(who)
        visitor.go("tuesday")
        assert "This community has no facilitator." in visitor.text
    visitor = visit("colleague")
    visitor.go("tuesday")
    assert "This community has no facilitator." not in visitor.text
    assert "/write-to-facilitators" not in visitor.contents
    visitor.go("tuesday/write-to-facilitators")
    assert "Nobody facilitates this community at the moment" in visitor.text


def test_scripts_in_the_purpose_stay_out(visit, rest):
    answer = rest("facilitator").patch(
        "tuesday", json={"purpose": "<p>We ask.</p><script>alert(1)</script>"}
    )
    assert answer.status_code == 204
    page = visit("member").go("tuesday")
    assert "We ask." in page
    assert "alert(1)" not in page


# Who sees the community


def test_closing_says_how_many_stories_go_back(visit, told, stored):
    for state in ("private", "community", "pending", "public"):
        told(state)
    visitor = visit("facilitator")
    visitor.go("tuesday/change-audience?transition=hide")
    assert "3 stories go back to the people who told them" in visitor.text
    assert "Now All staff: everybody with an account" in visitor.text
    assert "Then The facilitators (1 today)" in visitor.text
    visitor.form_to("change-audience").submit()
    assert visitor.path == "tuesday"
    community = stored()
    assert api.content.get_state(community) == "private"
    states = {lifecycle.state_of(story) for story in community.objectValues()}
    assert states == {"private"}


def test_keeping_it_among_members_brings_back_what_went_further(visit, told, stored):
    told("community")
    url = told("public")
    visitor = visit("facilitator")
    visitor.go("tuesday/change-audience?transition=retract")
    assert (
        "One story that has gone further, or is waiting for a "
        "review, comes back to where it was before"
    ) in visitor.text
    visitor.form_to("change-audience").submit()
    community = stored()
    assert api.content.get_state(community) == "community"
    story = community[url.rpartition("/")[2]]
    assert lifecycle.state_of(story) == "community"


def test_opening_changes_no_story(visit, told, stored):
    told("community")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(stored(), "retract")
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("tuesday/change-audience?transition=publish")
    assert "No story is affected." in visitor.text
    visitor.form_to("change-audience").submit()
    assert api.content.get_state(stored()) == "public"


@pytest.mark.parametrize("query", ["", "?transition=publish", "?transition=sing"])
def test_what_is_not_possible_now_offers_what_is(visit, query):
    visitor = visit("facilitator")
    visitor.go(f"tuesday/change-audience{query}")
    assert "Show to members only" in visitor.text
    assert "Hide from members" in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("change-audience")


def test_somebody_else_was_faster(visit, stored):
    visitor = visit("facilitator")
    visitor.go("tuesday/change-audience?transition=retract")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(stored(), "hide")
    transaction.commit()
    visitor.form_to("change-audience").submit()
    assert visitor.status == 409
    assert "That is not possible now." in visitor.text


# The list of communities


def test_whoever_looks_after_a_community_is_told_what_is_missing(site, visit):
    with api.env.adopt_user("siteadmin"):
        bare = api.content.create(site, "leap.cop.Community", id="bare", title="Bare")
    Membership(bare).erase("siteadmin")
    transaction.commit()
    missing = ("Only facilitators see it", "No facilitator")
    missing += ("No safeguarding contact",)
    admin = visit("siteadmin")
    admin.go("communities")
    assert all(words in admin.text for words in missing)
    for userid in ("colleague", "member"):
        reader = visit(userid)
        reader.go("communities")
        assert not any(words in reader.text for words in missing)


def test_the_list_shows_what_a_reader_may_see(visit, site):
    with api.env.adopt_user("siteadmin"):
        api.content.create(
            site, "leap.cop.Community", id="closed", title="A closed one"
        )
    transaction.commit()
    for who in STAFF:
        visitor = visit(who)
        visitor.go("communities")
        assert "Tuesday circle" in visitor.text
        sees = who in ("siteadmin", "admin")
        assert ("A closed one" in visitor.text) == sees
        assert ("Start a community" in visitor.text) == sees


def test_an_empty_list_says_what_to_do(visit, site):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(site["tuesday"])
    transaction.commit()
    visitor = visit("admin")
    visitor.go("communities")
    assert "Start the first one" in visitor.text
    visitor = visit("colleague")
    visitor.go("communities")
    assert "When one opens, you will find it here" in visitor.text


@pytest.mark.parametrize(
    "who,entries",
    [
        (None, ()),
        ("colleague", ("communities", "story-library", "my-stories")),
        (
            "reviewer",
            ("communities", "story-library", "my-stories", "review-queue"),
        ),
    ],
)
def test_the_menu_has_what_a_person_needs(visit, who, entries):
    page = visit(who).go("")
    names = ("communities", "story-library", "my-stories", "review-queue")
    base = visit(who).base
    found = tuple(name for name in names if f'href="{base}/{name}"' in page)
    assert found == entries
    assert ("++plone++leap.cop" in page) == (who is not None)
