"""Leaving well: each own story, then out, and a link to what was told."""

from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.replay import said_by
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.links import LinkShelf
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving import links
from leap.cop.story import erasure
from leap.cop.story.display.attribution import byline
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.proof.verify import verify
from leap.cop.story.sharing import leaving_choices
from plone import api
from tests.refusals import refused

import pytest
import transaction


STATES = ("private", "community", "pending", "community_pending", "public")

#: Where a story stands after its teller took the name off.
WITHOUT_NAME = {
    "private": "private",
    "community": "community",
    "pending": "pending",
    "community_pending": "community_pending",
    "public": "community_pending",
}


def rows_of(story):
    return Ledger(api.portal.get()).rows(standing_of(story).ledger_key)


def now():
    return lifecycle.utc_now()


def leave(community, userid="teller", choices=None, **how):
    return leaving.leave(community, userid, choices, now=now(), **how)


class TestDomain:
    @pytest.mark.parametrize("state", STATES)
    def test_keeping_changes_nothing(self, community, story_in, state):
        story = story_in(state)
        before = (rows_of(story), byline(story))
        leave(community, choices={story.getId(): "keep"})
        assert lifecycle.state_of(story) == state
        assert (rows_of(story), byline(story)) == before
        assert Membership(community).role_of("teller") is None

    @pytest.mark.parametrize("state", STATES)
    def test_taking_the_name_off_works_at_once(
        self, portal, community, story_in, state
    ):
        story = story_in(state)
        modified = story.modified()
        leave(community, choices={story.getId(): "anonymise"})
        assert story.attribution == "anonymous"
        assert "Tess" not in byline(story)
        assert lifecycle.state_of(story) == WITHOUT_NAME[state]
        assert story.modified() == modified
        listed = portal.portal_catalog.unrestrictedSearchResults(
            portal_type="leap.cop.Story"
        )
        assert len(listed) == (state != "private")
        assert "Tess" not in repr([brain.cop_attribution for brain in listed])
        assert verify(portal).valid
        # Another site that believes the ledger alone ends in the same state.
        ledger = Ledger(portal)
        said = said_by(rows_of(story), lambda actor: ledger.person(actor) == "teller")
        assert said.state == lifecycle.state_of(story)
        assert said.granted == standing_of(story).granted
        if state == "private":
            return
        last = rows_of(story)[-1]
        assert (last["act"], last["channel"]) == ("edit", "leaving")
        assert last["attribution"] == "anonymous"
        assert Ledger(portal).person(last["actor"]) == "teller"
        assert standing_of(story).granted_digest == digests.digest_of(story)

    def test_a_review_that_was_open_is_for_the_new_text(self, community, story_in):
        story = story_in("pending")
        read = digests.digest_of(story)
        leave(community, choices={story.getId(): "anonymise"})
        with api.env.adopt_user("reviewer"):
            with pytest.raises(Exception, match="read it again"):
                lifecycle.approve(story, read)
            lifecycle.approve(story, digests.digest_of(story))
        assert lifecycle.state_of(story) == "public"
        assert "Tess" not in byline(story)

    @pytest.mark.parametrize("state", STATES)
    def test_taking_back(self, portal, community, story_in, state):
        story = story_in(state)
        leave(community, choices={story.getId(): "take_back"})
        assert lifecycle.state_of(story) == "private"
        assert standing_of(story).granted == ""
        if state != "private":
            last = rows_of(story)[-1]
            assert (last["act"], last["channel"]) == ("withdraw", "leaving")
            assert Ledger(portal).person(last["actor"]) == "teller"
        assert verify(portal).valid

    def test_a_nameless_text_that_was_on_hold_is_not_shared_again(
        self, community, story_in
    ):
        story = story_in("community")
        with api.env.adopt_user("teller"):
            lifecycle.withdraw(story)
            lifecycle.grant(story, "community", now=now(), attribution="anonymous")
        with api.env.adopt_user("facilitator"):
            lifecycle.put_on_hold(story, "A street.")
        story.attribution = "name"
        with api.env.adopt_user("teller"):
            lifecycle.grant(story, "community", now=now())
        assert lifecycle.state_of(story) == "community"
        leave(community, choices={story.getId(): "anonymise"})
        assert lifecycle.state_of(story) == "private"

    @pytest.mark.parametrize(
        "choices", ["keep", [], {"nothing": "keep"}, {"own": "publish"}, {"own": 1}]
    )
    def test_other_choices_change_nothing(self, community, story_in, choices):
        story = story_in("community")
        if isinstance(choices, dict) and "own" in choices:
            choices = {story.getId(): choices["own"]}
        with refused((Refused, NotYours), "stories"):
            leave(community, choices=choices)
        assert Membership(community).role_of("teller") == "member"

    def test_the_last_facilitator_stays(self, community, story_in):
        membership = Membership(community)
        if membership.role_of("siteadmin"):
            membership.remove("siteadmin", now=now())
        with pytest.raises(Exception, match="Make somebody else a facilitator first"):
            leave(community, "facilitator")

    def test_stories_of_other_communities_are_left_alone(self, portal, community):
        assert leaving_choices.own_stories_in(community, "teller") == []
        assert leave(community, with_link=True) == ""


class TestLinks:
    @pytest.fixture
    def token(self, community, story_in):
        story_in("community")
        story_in("public", title="The pond")
        return leave(community, with_link=True)

    def test_only_a_digest_is_kept(self, portal, token):
        kept = repr(LinkShelf(portal).all())
        assert len(token) == 43
        assert token not in kept

    def test_it_opens_the_own_stories(self, token):
        found = leaving.find(token, now=now())
        assert [story.title for story in found.stories] == [
            "The long table",
            "The pond",
        ]

    def test_acts_are_the_tellers(self, portal, token):
        found = leaving.find(token, now=now())
        table, pond = found.stories
        leaving.decide(found, table.getId(), "take_back", now=now())
        leaving.decide(found, pond.getId(), "anonymise", now=now())
        assert lifecycle.state_of(table) == "private"
        assert lifecycle.state_of(pond) == "community_pending"
        for story, act in ((table, "withdraw"), (pond, "edit")):
            last = rows_of(story)[-1]
            assert (last["act"], last["channel"]) == (act, "link")
            assert Ledger(portal).person(last["actor"]) == "teller"
        assert verify(portal).valid

    @pytest.mark.parametrize("wrong", ["", "x" * 43, "x" * 4000, None, 7, "ö" * 43])
    def test_forged(self, token, wrong):
        assert leaving.find(wrong, now=now()) is None

    def test_too_old(self, token):
        late = now() + links.LIFE
        assert leaving.find(token, now=late - timedelta(days=1)) is not None
        assert leaving.find(token, now=late + timedelta(seconds=1)) is None

    def test_a_newer_one_ends_it(self, community, token):
        Membership(community).add("teller", "member", now=now())
        newer = leave(community, with_link=True)
        assert leaving.find(token, now=now()) is None
        assert leaving.find(newer, now=now()) is not None

    def test_its_holder_ends_it(self, token):
        leaving.end_link(leaving.find(token, now=now()))
        assert leaving.find(token, now=now()) is None

    def test_it_ends_when_the_person_is_erased(self, portal, token):
        counts = erasure.erase(portal, "teller", now=now())
        assert counts["links that opened something"] == 1
        assert leaving.find(token, now=now()) is None

    def test_it_does_not_open_what_is_told_later(self, community, story_in, token):
        story_in("community", title="Later")
        found = leaving.find(token, now=now())
        assert "Later" not in [story.title for story in found.stories]

    def test_it_works_for_whoever_is_paused_later(self, community, token):
        membership = Membership(community)
        membership.add("teller", "member", now=now())
        membership.pause("teller", now=now(), by_site=False)
        found = leaving.find(token, now=now())
        leaving.decide(found, found.stories[0].getId(), "take_back", now=now())
        assert lifecycle.state_of(found.stories[0]) == "private"

    def test_without_an_account_it_deletes(self, community, token):
        found = leaving.find(token, now=now())
        story = found.stories[0]
        with pytest.raises(Exception, match="You have an account"):
            leaving.decide(found, story.getId(), "delete", now=now())
        with api.env.adopt_user("admin"):
            api.user.delete(username="teller")
        found = leaving.find(token, now=now())
        assert found.is_without_account
        assert {lifecycle.state_of(story) for story in found.stories} == {"private"}
        leaving.decide(found, story.getId(), "delete", now=now())
        assert len(leaving.find(token, now=now()).stories) == 1

    def test_other_stories_and_choices(self, community, story_in, token):
        other = story_in("community", teller="member")
        found = leaving.find(token, now=now())
        own = found.stories[0].getId()
        for story_id, choice in (
            (other.getId(), "take_back"),
            (own, "publish"),
            (own, None),
            (None, "take_back"),
            (["x"], "take_back"),
        ):
            with refused(Refused, "story", "choice"):
                leaving.decide(found, story_id, choice, now=now())
        assert lifecycle.state_of(other) == "community"


class TestRest:
    def test_leaving_with_choices(self, rest, told, roles_now):
        url = told("community")
        body = {"stories": {url.rpartition("/")[2]: "take_back"}, "link": True}
        answer = rest("teller").delete("tuesday/@members/teller", json=body)
        assert answer.status_code == 200
        assert "teller" not in roles_now()
        assert rest("member").get(url).status_code == 404
        listed = rest(None).get(answer.json()["@id"])
        assert listed.status_code == 200
        assert listed.headers["Referrer-Policy"] == "no-referrer"
        [item] = listed.json()["items"]
        assert item["audience"] == "private"

    @pytest.mark.parametrize(
        "body,status",
        [
            ({"stories": []}, 400),
            ({"stories": {"own": "publish"}}, 400),
            ({"stories": {"nothing": "keep"}}, 403),
            ({"link": "yes"}, 400),
            ({"mail_link": 1}, 400),
        ],
    )
    def test_bad_bodies(self, rest, told, roles_now, body, status):
        story = told("community").rpartition("/")[2]
        if "own" in (body.get("stories") or {}):
            body = {"stories": {story: body["stories"]["own"]}}
        answer = rest("teller").delete("tuesday/@members/teller", json=body)
        assert answer.status_code == status
        assert "teller" in roles_now()

    @pytest.mark.parametrize("who", ["facilitator", "siteadmin"])
    def test_nobody_decides_about_others_stories(self, rest, told, roles_now, who):
        url = told("community")
        body = {"stories": {url.rpartition("/")[2]: "take_back"}}
        answer = rest(who).delete("tuesday/@members/teller", json=body)
        assert answer.status_code == 403
        assert "teller" in roles_now()

    def test_the_link(self, rest, told, site):
        url = told("public")
        story = url.rpartition("/")[2]
        token = leave(site["tuesday"], with_link=True)
        transaction.commit()
        path = f"@cop-leaver/{token}"
        answer = rest(None).patch(path, json={"story": story, "choice": "anonymise"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["items"][0]["review_state"] == "community_pending"
        for body in ({}, {"story": 1, "choice": "take_back"}, {"story": story}):
            assert rest(None).patch(path, json=body).status_code == 400
        answer = rest(None).patch(path, json={"story": story, "choice": "delete"})
        assert answer.status_code == 403
        assert rest(None).patch(path, json={"end": True}).status_code == 200
        for wrong in (path, "@cop-leaver", f"@cop-leaver/{'x' * 43}", f"{path}/x"):
            assert rest(None).get(wrong).status_code == 404
            assert rest(None).patch(wrong, json={}).status_code == 404
