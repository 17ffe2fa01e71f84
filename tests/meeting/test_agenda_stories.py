"""A story on an agenda: its teller puts it there, its readers alone see which one."""

from leap.cop.meeting import named
from leap.cop.meeting.records import record_of
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.conftest import make_community

import pytest
import transaction


CANARY = "A quiet lantern"


@pytest.fixture
def path(meeting_at):
    return meeting_at()


@pytest.fixture
def story(site, told):
    """Return a function that tells a story there; it returns the story."""

    def make(state="community"):
        url = told(state, title=CANARY)
        transaction.begin()
        return site.unrestrictedTraverse(f"tuesday/{url.rsplit('/', 1)[1]}")

    return make


def put(rest, path, uid, who="teller"):
    sent = {"kind": "story", "minutes": 30, "story": uid}
    answer = rest(who).post(f"{path}/@agenda", json=sent)
    transaction.begin()
    return answer


def row_of(rest, path, who):
    [row] = rest(who).get(f"{path}/@agenda").json()["items"]
    return row


def test_only_its_teller_puts_a_story_there(rest, path, story):
    one = story()
    answers = {
        who: put(rest, path, one.UID(), who)
        for who in ("member", "facilitator", "teller")
    }
    assert {who: answer.status_code for who, answer in answers.items()} == {
        "member": 403,
        "facilitator": 403,
        "teller": 201,
    }
    unknown = put(rest, path, "nonsense", "member")
    assert unknown.text == answers["member"].text
    assert answers["teller"].json()["story"] == {
        "@id": one.absolute_url(),
        "title": CANARY,
    }


def test_readers_see_which_others_see_a_slot(rest, path, story):
    one = story()
    put(rest, path, one.UID())
    assert row_of(rest, path, "member")["story"]["title"] == CANARY
    said = rest("siteadmin").get(f"{path}/@agenda")
    assert CANARY not in said.text
    assert one.getId() not in said.text
    [row] = said.json()["items"]
    assert (row["title"], row["story"]) == ("", None)


def test_a_private_story_is_a_slot_like_any_other(rest, path, story):
    one = story("private")
    assert put(rest, path, one.UID()).status_code == 201
    rest("teller").post(f"{path}/@agenda", json={"kind": "story", "minutes": 30})
    first, second = rest("member").get(f"{path}/@agenda").json()["items"]
    for name in ("@id", "id"):
        first.pop(name), second.pop(name)
    assert first == second


@pytest.mark.parametrize("how", ["withdraw", "hold", "delete", "narrow", "past"])
def test_what_is_taken_back_leaves_no_trace(rest, path, story, site, kept, how):
    one = story()
    row = put(rest, path, one.UID()).json()
    uid = one.UID()
    if how == "narrow":
        with api.env.adopt_user("facilitator"):
            api.content.transition(site["tuesday"], "retract")
            api.content.transition(site["tuesday"], "hide")
    elif how == "hold":
        with api.env.adopt_user("facilitator"):
            lifecycle.put_on_hold(one, "Please talk to me first.")
    else:
        with api.env.adopt_user("teller"):
            if how == "delete":
                api.content.delete(one)
            elif how == "withdraw":
                lifecycle.withdraw(one)
            else:
                lifecycle.land_in_private(one)
    transaction.commit()
    stored = kept(path).rows[row["id"]]
    assert stored.story == ""
    assert stored.rev == 1
    # Of a community that is narrowed members do not see the meeting either.
    for who in ("facilitator",) if how == "narrow" else ("teller", "facilitator"):
        said = rest(who).get(f"{path}/@agenda")
        assert CANARY not in said.text
        assert uid not in said.text
        [seen] = said.json()["items"]
        assert (seen["title"], seen["story"]) == ("", None)


def test_what_goes_further_stays_there(rest, path, story, kept):
    one = story("private")
    row = put(rest, path, one.UID()).json()
    for level in ("community", "public"):
        with api.env.adopt_user("teller"):
            lifecycle.grant(one, level, now=lifecycle.utc_now(), attribution="name")
        transaction.commit()
        assert kept(path).rows[row["id"]].story == one.UID()
    assert row_of(rest, path, "member")["story"]["title"] == CANARY


def test_others_change_the_slot_and_not_the_story(rest, path, story):
    row = put(rest, path, story().UID()).json()
    other = story()
    session = rest("facilitator")
    sent = {"rev": 1, "story": other.UID()}
    assert session.patch(row["@id"], json=sent).status_code == 403
    assert session.patch(row["@id"], json={"rev": 1, "minutes": 20}).status_code == 200
    assert row_of(rest, path, "member")["story"]["@id"] == row["story"]["@id"]
    assert session.patch(row["@id"], json={"rev": 2, "story": None}).status_code == 200
    assert row_of(rest, path, "member")["story"] is None


def test_another_community_has_no_such_story(rest, path, site, story):
    """A story stands on agendas of its own community alone."""
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="thursday", title="Thursday")
    with api.env.adopt_user("teller"):
        foreign = api.content.create(
            other, type="leap.cop.Story", title="Elsewhere", description="Words"
        )
    transaction.commit()
    assert put(rest, path, foreign.UID()).status_code == 403
    assert not record_of(site.unrestrictedTraverse(path)).rows


def test_taken_back_it_wakes_the_meetings_that_name_it_alone(
    rest, path, story, site, meeting_at
):
    """An agenda is many objects, and a community meets for years."""
    one, other = story(), story()
    put(rest, path, one.UID())
    elsewhere = meeting_at()
    put(rest, elsewhere, other.UID())
    told_there = site.unrestrictedTraverse(meeting_at())
    assert (
        rest("teller")
        .post(f"{told_there.absolute_url()}/@told", json={"story": one.UID()})
        .ok
    )
    transaction.begin()
    uid, community = one.UID(), site["tuesday"]
    asleep = record_of(site.unrestrictedTraverse(elsewhere))
    assert len(named.meetings_naming(community, named.STORIES, uid)) == 2
    site._p_jar.cacheMinimize()
    assert asleep._p_changed is None
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(one)
    transaction.commit()
    assert asleep._p_changed is None
    assert named.meetings_naming(community, named.STORIES, uid) == ()
    assert record_of(told_there).told == ()
    [kept_there] = record_of(site.unrestrictedTraverse(path)).rows.values()
    assert kept_there.story == ""
    assert [row.story for row in asleep.rows.values()] == [other.UID()]


def test_a_row_that_is_taken_out_names_nothing(rest, path, story, site):
    one = story()
    row = put(rest, path, one.UID()).json()
    community = site["tuesday"]
    assert named.meetings_naming(community, named.STORIES, one.UID())
    assert rest("teller").delete(row["@id"]).status_code == 204
    transaction.begin()
    assert named.meetings_naming(community, named.STORIES, one.UID()) == ()
