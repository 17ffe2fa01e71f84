"""Who goes, and what goes: people, accounts, rounds, communities."""

from datetime import datetime
from datetime import UTC
from leap.cop.ballot import buckets
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.story import erasure
from leap.cop.topic import collecting
from leap.cop.topic import results
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from tests.topic import rounds

import pytest
import transaction


def everything_in(content) -> str:
    """Return all that is written down of a round, as text."""
    record = record_of(content)
    parts = [(topic.author, topic.text) for topic in record.topics.values()]
    parts += buckets.entries(record.box.roll)
    parts += buckets.entries(record.box.slips)
    parts += record.box.papers.values()
    return repr(parts)


def delete_account(userid: str) -> None:
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username=userid)
    transaction.commit()


class TestErased:
    @pytest.mark.parametrize("secrecy", ["named", "secret"])
    def test_words_and_totals_stay_and_the_name_goes(self, site, secrecy):
        content = rounds.closed_round(site["tuesday"], secrecy=secrecy)
        before = results.results(content, now=rounds.now())
        assert "'member'" in everything_in(content)
        counts = erasure.erase(site, "member", now=rounds.now())
        transaction.commit()
        assert counts["topics and ballots without a name"] == 2
        assert "'member'" not in everything_in(content)
        assert results.results(content, now=rounds.now()) == before
        assert "Здравейте" in everything_in(content)

    def test_while_people_vote(self, site):
        content, themes = rounds.open_round(site["tuesday"])
        rounds.vote(content, "member", {themes[0]: 3})
        transaction.commit()
        erasure.erase(site, "member", now=rounds.now())
        transaction.commit()
        assert "'member'" not in everything_in(content)
        box = record_of(content).box
        assert (box.voted_total, box.voters_total) == (1, 3)
        assert box.not_voted() == ["facilitator", "teller"]
        rounds.go(content, "closed")
        found = results.results(content, now=rounds.now())
        assert (found.voted, found.rows[0].dots) == (1, 3)

    def test_nothing_is_counted_of_somebody_who_never_took_part(self, site):
        rounds.closed_round(site["tuesday"])
        counts = erasure.erase(site, "colleague", now=rounds.now())
        assert counts["topics and ballots without a name"] == 0


class TestAccountDeleted:
    @pytest.fixture
    def deleted(self, site):
        content, themes = rounds.open_round(site["tuesday"], unnamed_topics=False)
        collected = rounds.make_round(site["tuesday"], unnamed_topics=False)
        rounds.say(collected, "member", "How do we ask?")
        rounds.vote(content, "member", {themes[0]: 3})
        transaction.commit()
        delete_account("member")
        return content, collected

    def test_the_ballot_counts_and_nobody_is_named(self, site, deleted):
        content, collected = deleted
        with api.env.adopt_user("teller"):
            [row] = collecting.topics(collected)
        assert "member" not in row.author
        assert "Mia" not in row.author
        with api.env.adopt_user("facilitator"):
            names = [voter.fullname for voter in voting.voters(content, rounds.now())]
        assert "Mia Brook" not in names
        rounds.go(content, "closed")
        assert results.results(content, now=rounds.now()).voted == 1

    def test_a_reminder_does_not_tell_that_somebody_is_gone(self, site):
        """The number would tell whether who is gone had voted; no mail goes there."""
        content, _themes = rounds.open_round(site["tuesday"])
        transaction.commit()
        delete_account("member")
        with api.env.adopt_user("facilitator"):
            reminded = voting.remind(content, now=rounds.now())

        assert (reminded.people, reminded.reached) == (3, 2)


class TestLeft:
    def test_the_ballot_stays_and_the_way_in_is_closed(self, site, rest):
        content, themes = rounds.open_round(site["tuesday"])
        rounds.vote(content, "member", {themes[0]: 3})
        Membership(site["tuesday"]).remove("member", now=datetime.now(UTC))
        transaction.commit()
        member, url = rest("member"), content.absolute_url()
        for answer in (
            member.get(f"{url}/@ballot"),
            member.put(f"{url}/@ballot", json={"dots": {themes[1]: 1}}),
            member.delete(f"{url}/@ballot"),
            member.get(f"{url}/@topics"),
        ):
            assert answer.status_code == 404, answer.text
        transaction.begin()
        rounds.go(content, "closed")
        found = results.results(content, now=rounds.now())
        assert (found.voted, found.electorate, found.rows[0].dots) == (1, 3, 3)

    def test_whoever_is_paused_reads_and_gives_nothing(self, site, rest):
        content, themes = rounds.open_round(site["tuesday"], "public")
        Membership(site["tuesday"]).pause("member", now=rounds.now(), by_site=True)
        transaction.commit()
        member, url = rest("member"), content.absolute_url()
        sent = {"dots": {themes[1]: 1}}
        assert member.put(f"{url}/@ballot", json=sent).status_code in (401, 403, 404)
        assert member.get(f"{url}/@ballot").json().get("can_vote") is not True
        transaction.begin()
        assert record_of(content).box.voted_total == 0

    def test_whoever_comes_back_finds_the_own_dots(self, site):
        content, themes = rounds.open_round(site["tuesday"])
        rounds.vote(content, "member", {themes[0]: 3})
        membership = Membership(site["tuesday"])
        membership.remove("member", now=rounds.now())
        membership.add("member", "member", now=rounds.now())
        with api.env.adopt_user("member"):
            assert voting.my_ballot(content, now=rounds.now()).dots == {themes[0]: 3}


def listed(site) -> list:
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(portal_type="leap.cop.TopicRound")


class TestDeleted:
    @pytest.mark.parametrize("phase", ["collecting", "grouping", "closed"])
    def test_a_round(self, site, phase):
        content = rounds.make_round(site["tuesday"])
        if phase != "collecting":
            rounds.go(content, phase)
        with api.env.adopt_user("facilitator"):
            api.content.delete(content)
        transaction.commit()
        assert len(site["tuesday"]) == len(listed(site)) == 0

    def test_not_while_people_vote(self, site, rest):
        content, _themes = rounds.open_round(site["tuesday"])
        transaction.commit()
        answer = rest("facilitator").delete(content.absolute_url())
        assert answer.status_code == 409
        with api.env.adopt_user("facilitator"), pytest.raises(NotNow):
            api.content.delete(content)
        transaction.abort()
        assert len(listed(site)) == 1

    def test_not_with_its_community_either(self, site):
        content, _themes = rounds.open_round(site["tuesday"])
        transaction.commit()
        with api.env.adopt_roles(["Manager"]), pytest.raises(NotNow):
            api.content.delete(site["tuesday"])
        transaction.abort()
        rounds.go(content, "closed")
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(site["tuesday"])
        transaction.commit()
        assert "tuesday" not in site
        assert len(listed(site)) == 0

    def test_a_whole_site_goes_whatever_is_in_it(self, site):
        rounds.open_round(site["tuesday"])
        transaction.commit()
        app = site.aq_parent
        app._delObject(site.getId())
        assert site.getId() not in app.objectIds()
        transaction.abort()
