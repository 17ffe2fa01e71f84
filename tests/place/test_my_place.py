"""My place, and `@my-place`: what it says to whom."""

from DateTime import DateTime
from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.recruitment.applications.records import Applications
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from leap.cop.testing import PEOPLE
from plone import api
from plone.uuid.interfaces import IUUID
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW
from tests.topic import rounds

import pytest
import re
import transaction


KEYS = {"waiting", "waiting_total", "communities", "my_stories", "newest"}

#: The kinds of rows in `@cop-home` that nobody counts.
OFFERS = {
    *("idea", "come-in", "asked-to-join", "first-round", "begin-agreement"),
    *("see-results", "see-topics", "small-change", "talk-wanted", "new-facilitator"),
}


@pytest.fixture
def busy(site):
    """Return a community in which something waits for everybody."""
    community = site["tuesday"]
    community.join_policy = "apply"
    Applications(community).file("newcomer", "May I?", now=rounds.now())
    rounds.make_round(community, title="Spring")
    returned = make_story(community, "pending", title="Zebra")
    with api.env.adopt_user("reviewer"):
        lifecycle.move(returned, "return", now=NOW, comment="Please say more.")
    make_story(community, "pending", title="Heron")
    shared = make_story(community, "community", title="Otter")
    with api.env.adopt_user("facilitator"):
        notes.write(shared, "May I ask you something?", now=NOW)
    transaction.commit()
    return community


def place(rest, userid: str) -> dict:
    answer = rest(userid).get("@my-place")
    assert answer.status_code == 200
    return answer.json()


def test_it_has_exactly_these_keys(busy, rest):
    found = place(rest, "teller")
    assert set(found) == KEYS
    for row in found["waiting"]:
        keys = {"kind", "text", "@id", "community", "since"}
        assert keys <= set(row) <= keys | {"count"}
    assert set(found["communities"][0]) == {
        *("@id", "title", "short_name", "role", "picture", "waiting", "next_meeting")
    }


@pytest.mark.parametrize("userid", PEOPLE)
def test_what_waits_is_what_the_communities_say(busy, rest, userid):
    found = place(rest, userid)
    home = rest(userid).get("tuesday/@cop-home").json()
    said = [row for row in home["waits_for_me"] if row["kind"] not in OFFERS]
    if home["role"] is None:
        # What those do who administer the site waits for nobody in particular.
        said = []
    assert [row["@id"] for row in found["waiting"]] == [row["url"] for row in said]
    assert [row.get("count", 1) for row in found["waiting"]] == [
        row["count"] for row in said
    ]
    assert found["waiting_total"] == len(found["waiting"])
    if home["role"] is not None:
        [mine] = found["communities"]
        assert mine["waiting"] == len(said)
        assert mine["role"] == home["role"]
    else:
        assert found["communities"] == []


def test_each_has_their_own(busy, rest):
    kinds = {
        userid: [row["kind"] for row in place(rest, userid)["waiting"]]
        for userid in PEOPLE
    }
    assert kinds["teller"] == ["story-note", "story-returned", "write-topics"]
    assert kinds["reviewer"] == ["review-stories"]
    assert kinds["facilitator"] == ["write-topics", "applications"]
    assert kinds["member"] == ["write-topics"]
    assert kinds["colleague"] == kinds["siteadmin"] == []


@pytest.mark.parametrize("userid", ["teller", "reviewer", "facilitator", "member"])
def test_no_row_has_a_title_of_a_story(busy, rest, userid):
    rows = place(rest, userid)["waiting"]
    assert rows
    for row in rows:
        for title in ("Zebra", "Heron", "Otter"):
            assert title not in row["text"]
        assert row["community"] == "Tuesday circle"


def test_doing_it_takes_it_away_in_the_next_request(busy, rest):
    [row] = place(rest, "reviewer")["waiting"]
    story = row["@id"].removesuffix("/review-story")
    digest = rest("reviewer").get("@review-queue").json()["items"][0]["digest"]
    answer = rest("reviewer").post(
        f"{story}/@workflow/approve", json={"digest": digest}
    )
    assert answer.status_code == 200
    assert place(rest, "reviewer")["waiting"] == []


def test_a_note_goes_when_it_is_answered(busy, rest):
    [row] = [one for one in place(rest, "teller")["waiting"] if "note" in one["kind"]]
    story = row["@id"].removesuffix("/notes")
    [note] = rest("teller").get(f"{story}/@notes").json()["items"]
    answer = rest("teller").post(
        f"{story}/@notes", json={"text": "Of course.", "thread": note["thread"]}
    )
    assert answer.status_code == 201
    kinds = [row["kind"] for row in place(rest, "teller")["waiting"]]
    assert kinds == ["story-returned", "write-topics"]


def test_my_stories_are_the_last_three(site, rest):
    for number in range(5):
        story = make_story(site["tuesday"], title=f"Number {number}")
        story.creation_date = story.created() + number
    transaction.commit()
    found = place(rest, "teller")["my_stories"]
    assert [row["title"] for row in found] == ["Number 4", "Number 3", "Number 2"]
    mine = rest("teller").get("@my-stories").json()["items"]
    assert found == [row for row in mine if row in found]
    assert place(rest, "member")["my_stories"] == []


@pytest.mark.parametrize(
    ("userid", "sees"),
    [
        ("colleague", {"public"}),
        ("newcomer", {"public"}),
        ("member", {"community", "community_pending", "public"}),
        ("reviewer", {"community_pending", "public"}),
    ],
)
def test_new_to_read_is_what_this_reader_may_read(site, rest, userid, sees):
    for state in ("private", "community", "pending", "community_pending", "public"):
        make_story(site["tuesday"], state, title=state)
    transaction.commit()
    assert {row["title"] for row in place(rest, userid)["newest"]} == sees


def test_new_to_read_is_shown_as_in_the_library(site, rest):
    for number in range(8):
        story = make_story(site["tuesday"], "public", title=f"Number {number}")
        story.setEffectiveDate(DateTime(2026, 10, number + 1))
        story.reindexObject(idxs=["effective", "cop_since"])
    transaction.commit()
    found = place(rest, "colleague")["newest"]
    assert found == rest("colleague").get("@story-library").json()["items"][:6]


def test_anonymous_people_log_in(site, rest, visit):
    assert rest(None).get("@my-place").status_code == 401
    visitor = visit(None)
    visitor.go("my-place")
    assert "login" in visitor.browser.url


def test_the_safeguarding_person_finds_what_was_written_about_people(site, rest):
    """On My place, as no page of the community shows a sign of it to outsiders."""
    community = site["tuesday"]
    community.safeguarding_person = "colleague"
    story = make_story(community, "public", title="Zebra")
    with api.env.adopt_user("member"):
        concerns.raise_concern(story, "My niece could be meant.", now=NOW)
    transaction.commit()
    [row] = place(rest, "colleague")["waiting"]
    assert row["kind"] == "concerns-of-people"
    assert row["@id"] == f"{site.absolute_url()}/concerns"
    home = rest("colleague").get("tuesday/@cop-home").json()
    assert row["kind"] not in [one["kind"] for one in home["waits_for_me"]]
    assert place(rest, "reviewer")["waiting_total"] == 1
    assert place(rest, "facilitator")["waiting_total"] == 0
    assert place(rest, "teller")["waiting_total"] == 0


# Those who do not belong


def outside(rest, visit) -> list:
    """Return what an outsider reads, byte for byte."""
    answer = rest("colleague").get("@my-place")
    page = visit("colleague")
    page.go("my-place")
    return [answer.content, {**answer.headers, "Date": ""}, _ours(page.contents)]


def _ours(page: str) -> str:
    """Return the page without the tokens that are other ones each time."""
    return re.sub("[0-9a-f]{40}", "", page)


@pytest.mark.parametrize("secret", ["private", "pending", "community", "hidden"])
def test_what_is_not_theirs_makes_no_difference(site, rest, visit, secret):
    make_story(site["tuesday"], "public", title="For all staff")
    transaction.commit()
    before = outside(rest, visit)
    if secret == "hidden":
        with api.env.adopt_user("siteadmin"):
            make_community(site, "private", id="hidden", title="Hidden circle")
    else:
        make_story(site["tuesday"], secret, title="A secret")
    transaction.commit()
    assert outside(rest, visit) == before


# One sentence


def test_one_sentence_is_kept_in_one_step(busy, visit):
    visitor = visit("teller")
    visitor.go("my-place")
    form = visitor.form_to("my-place")
    form.getControl(name="text").value = "She closed the door herself."
    form.submit()
    assert visitor.status == 200
    transaction.begin()
    [story] = [
        one
        for one in busy.objectValues()
        if "She closed" in str(getattr(one, "title", ""))
    ]
    assert lifecycle.state_of(story) == "private"
    assert lifecycle.teller_of(story) == "teller"
    assert visitor.path == f"tuesday/{story.getId()}"


def test_an_empty_one_is_refused_beside_the_box(busy, visit):
    visitor = visit("teller")
    visitor.go("my-place")
    form = visitor.form_to("my-place")
    form.getControl(name="text").value = "  "
    form.submit()
    assert visitor.status == 400
    assert visitor.path == "my-place"
    assert "Please write one sentence. One is enough." in visitor.text


def test_of_several_communities_the_last_one_used_is_chosen(busy, site, visit):
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="other", title="Aardvark circle")
    make_story(other, title="The last one")
    transaction.commit()
    visitor = visit("teller")
    visitor.go("my-place")
    control = visitor.form_to("my-place").getControl(name="community")
    assert control.value == [IUUID(other)]
    assert len(control.options) == 2


def test_nobody_keeps_one_where_they_do_not_belong(busy, site, visit):
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="other", title="Other circle")
    Membership(other).remove("member", now=NOW + timedelta(days=1))
    transaction.commit()
    visitor = visit("member")
    visitor.go("my-place")
    form = visitor.form_to("my-place")
    form.getControl(name="text").value = "A sentence."
    form.getControl(name="community").value = IUUID(other)
    form.submit()
    assert visitor.status == 400
    transaction.begin()
    assert not [
        one for one in other.objectValues() if one.portal_type.endswith("Story")
    ]


def test_it_is_nobodys_box_without_a_community(busy, visit):
    visitor = visit("colleague")
    visitor.go("my-place")
    assert "Nothing is waiting for you" in visitor.text
    assert "What changed, however small?" not in visitor.text
    assert "Communities you could join" in visitor.text
    assert "My communities" not in visitor.text


# Beside the tab


@pytest.mark.parametrize(
    ("userid", "count"), [("teller", 3), ("reviewer", 1), ("member", 1)]
)
def test_the_number_stands_beside_the_tab(busy, visit, userid, count):
    visitor = visit(userid)
    visitor.go("story-library")
    assert f"My place {count} waiting" in visitor.text


def test_what_anybody_does_shows_in_the_next_request(busy, visit):
    visitor = visit("reviewer")
    for _ in range(2):
        visitor.go("story-library")
        assert "My place 1 waiting" in visitor.text
    [story] = [one for one in busy.objectValues() if one.title == "Heron"]
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(story)
    transaction.commit()
    visitor.go("story-library")
    assert "waiting" not in visitor.text.partition("Communities")[0]


def test_where_nothing_waits_there_is_no_number(busy, visit):
    visitor = visit("colleague")
    visitor.go("story-library")
    assert "My place Communities Stories" in visitor.text
