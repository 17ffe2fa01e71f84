"""Coming in: conditions decide between a member and somebody on the way in."""

from datetime import datetime
from datetime import UTC
from leap.cop.community import joining
from leap.cop.community import people
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from tests.conditions import asked_for

import pytest
import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def condition():
    """Yield who fulfilled something that facilitators can do without."""
    with asked_for("Please bring a cake.", may_be_lifted=True) as fulfilled:
        yield fulfilled


@pytest.fixture
def needed():
    """Yield who fulfilled something that nobody can do without."""
    with asked_for("Please read the rules.", may_be_lifted=False) as fulfilled:
        yield fulfilled


def come_in(community, userid="colleague"):
    return joining.come_in(community, userid, how="application", now=NOW)


def test_a_member_at_once_where_nothing_is_asked(community):
    assert come_in(community) == "member"
    assert Membership(community).history("colleague")[-1].how == "application"


def test_on_the_way_in_until_nothing_is_missing(community, condition):
    assert come_in(community) == "candidate"
    assert joining.missing(community, "colleague") == ["Please bring a cake."]
    assert not joining.go_on(community, "colleague", now=NOW)
    condition.add("colleague")
    assert joining.go_on(community, "colleague", now=NOW)
    assert Membership(community).role_of("colleague") == "member"


def test_coming_twice_changes_nothing(community):
    come_in(community)
    before = Membership(community).histories()
    assert come_in(community) == "member"
    assert come_in(community, "facilitator") == "facilitator"
    assert Membership(community).histories() == before


def test_who_is_paused_does_not_come_back_unaided(community):
    Membership(community).pause("member", now=NOW, by_site=False)
    with pytest.raises(NotNow):
        come_in(community, "member")
    assert not joining.go_on(community, "member", now=NOW)


# By hand


def add(community, role="member"):
    people.add(community, "colleague", role, now=NOW)
    return Membership(community).role_of("colleague")


def test_whoever_lets_somebody_in_by_hand_does_without_what_can_be_lifted(
    community, condition
):
    assert add(community) == "member"


def test_but_not_without_what_cannot(community, condition, needed):
    assert add(community) == "candidate"
    assert joining.missing(community, "colleague") == ["Please read the rules."]
    needed.add("colleague")
    assert joining.go_on(community, "colleague", now=NOW)
    assert Membership(community).history("colleague")[-1].how == "added"


@pytest.mark.parametrize("role", ["facilitator", "reviewer", "candidate"])
def test_other_roles_are_given_as_asked(community, needed, role):
    assert add(community, role) == role


def test_a_candidate_is_not_made_a_member_past_it(community, condition, needed):
    Membership(community).add("colleague", "candidate", now=NOW)
    before = Membership(community).histories()
    with pytest.raises(NotNow) as refused:
        people.change_role(community, "colleague", "member", now=NOW)
    assert refused.value.args[0].mapping == {"missing": "Please read the rules."}
    assert Membership(community).histories() == before
    needed.add("colleague")
    people.change_role(community, "colleague", "member", now=NOW)
    assert Membership(community).role_of("colleague") == "member"


def test_nor_one_who_is_paused(community, needed):
    membership = Membership(community)
    membership.add("colleague", "candidate", now=NOW)
    membership.pause("colleague", now=NOW, by_site=False)
    with pytest.raises(NotNow):
        people.change_role(community, "colleague", "member", now=NOW)


def test_a_candidate_can_become_what_reads_no_stories_of_members(community, needed):
    Membership(community).add("colleague", "candidate", now=NOW)
    people.change_role(community, "colleague", "reviewer", now=NOW)
    assert Membership(community).role_of("colleague") == "reviewer"


def test_who_comes_back_is_asked_again(community, needed):
    needed.add("colleague")
    assert come_in(community) == "member"
    Membership(community).remove("colleague", now=NOW)
    assert come_in(community) == "candidate"
    Membership(community).remove("colleague", now=NOW)
    assert add(community) == "candidate"


def test_over_rest_the_row_says_where_somebody_landed(rest, needed):
    facilitator = rest("facilitator")
    sent = {"userid": "colleague", "role": "member"}
    made = facilitator.post("tuesday/@members", json=sent)
    assert (made.status_code, made.json()["role"]) == (201, "candidate")
    url = "tuesday/@members/colleague"
    refused = facilitator.patch(url, json={"role": "member"})
    assert refused.status_code == 409
    assert "Please read the rules." in refused.json()["message"]
    needed.add("colleague")
    assert facilitator.patch(url, json={"role": "member"}).json()["role"] == "member"


def test_let_in_without_lifts_a_managers_support_and_nothing_else(
    rest, site, needed, roles_now
):
    site["tuesday"].requires_manager_support = True
    Membership(site["tuesday"]).add("colleague", "candidate", now=NOW)
    transaction.commit()
    url = "tuesday/@manager-support/colleague"
    assert rest("facilitator").patch(url, json={"without": True}).status_code == 204
    assert roles_now()["colleague"] == "candidate"
    missing = joining.missing(site["tuesday"], "colleague")
    assert missing == ["Please read the rules."]


def test_added_by_hand_no_word_of_a_manager_is_waited_for(rest, site, needed):
    site["tuesday"].requires_manager_support = True
    transaction.commit()
    sent = {"userid": "colleague", "role": "member"}
    assert rest("facilitator").post("tuesday/@members", json=sent).status_code == 201
    transaction.begin()
    missing = joining.missing(site["tuesday"], "colleague")
    assert missing == ["Please read the rules."]
