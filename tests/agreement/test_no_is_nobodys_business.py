"""What somebody who means no harm would notice: nothing tells who said no, and nobody
is shut out of answering."""

from datetime import timedelta
from leap.cop.agreement.waiting import look_at_all
from leap.cop.community.membership import Membership
from tests.conftest import NOW

import pytest
import transaction


@pytest.fixture
def bound(bound):
    """Return an agreement that binds, which three people keep to."""
    for who in ("facilitator", "member", "teller"):
        assert bound.put(who).status_code == 200
    return bound


def seen_of(bound, who) -> tuple:
    """Return everything that facilitators read of one person, but name and id."""
    facilitator = bound.as_("facilitator")
    rows = bound.get("facilitator", "/@acceptances").json()["items"]
    row = next(row for row in rows if row["userid"] == who)
    listed = facilitator.get("tuesday/@members").json()["items"]
    member = next(row for row in listed if row["userid"] == who)
    kept = ("role", "paused", "waits", "how", "since")
    return (
        {n: v for n, v in row.items() if n not in ("userid", "fullname")},
        {n: member[n] for n in kept},
        bound.get("facilitator").json()["answered"],
    )


def test_a_no_to_what_one_keeps_to_looks_as_a_wish_to_talk(bound):
    bound.put("member", "talk")
    talks = seen_of(bound, "member")
    bound.put("member")
    bound.put("teller", "declined")
    assert seen_of(bound, "teller") == talks
    assert bound.get("teller", "/@acceptance").json()["waits"] is True


def test_one_reads_of_oneself_that_one_waits(bound):
    bound.put("teller", "declined")
    assert bound.as_("teller").get("tuesday/@cop-home").json()["waits"] is True


def test_who_administers_the_site_reads_who_belongs_and_not_who_waits(bound):
    listed = bound.as_("siteadmin").get("tuesday/@members").json()["items"]
    assert listed and not any("waits" in row for row in listed)


@pytest.mark.parametrize("answer", ["withdrawn", "declined"])
def test_of_two_facilitators_one_is_there(bound, answer):
    body = {"userid": "colleague", "role": "facilitator"}
    bound.as_("facilitator").post("tuesday/@members", json=body)
    assert bound.get("colleague", "/@acceptance").json()["waits"] is True
    assert bound.put("facilitator", answer).status_code == 200
    waits = [
        bound.as_(who).get("tuesday/@cop-home").json()["waits"]
        for who in ("facilitator", "colleague")
    ]
    assert sorted(waits) == [False, True]
    bound.write("A new one", "member", goes_in=False)
    look_at_all(bound.content, now=NOW + timedelta(days=400))
    transaction.abort()


def test_nobody_becomes_a_member_by_way_of_reviewing(agreement):
    agreement.write()
    agreement.enact()
    change = agreement.as_("facilitator").patch
    where = "tuesday/@members/newcomer"
    assert change(where, json={"role": "member"}).status_code == 409
    assert change(where, json={"role": "reviewer"}).status_code == 200
    assert change(where, json={"role": "member"}).status_code == 409


def test_a_yes_that_is_taken_back_has_one_wait_at_once(agreement):
    agreement.write()
    agreement.enact()
    assert agreement.put("newcomer").status_code == 200
    assert agreement.put("newcomer", "withdrawn").json()["waits"] is True
    assert agreement.get("member", "/@acceptance").json()["waits"] is False
    assert agreement.put("newcomer").json()["waits"] is False


def test_contesting_brings_nothing_forward(bound, today):
    bound.write("A new one")
    later = (today + timedelta(days=200)).isoformat()
    bound.enact(effective=later)
    bound.write("A comma")
    bound.enact(change="minor")
    contested = bound.post("member", "/@versions/3", {"contest": True}).json()
    assert contested["effective"] == later
    assert bound.get("member", "/@acceptance").json()["until"] == later


def test_what_people_keep_to_is_not_put_away(bound):
    assert bound.post("facilitator", "/@workflow/hide").status_code == 409
    for transition in ("hide", "share"):
        where = f"tuesday/@workflow/{transition}"
        assert bound.as_("siteadmin").post(where, json={}).status_code == 200
    assert bound.get("member").status_code == 200


def test_the_organisations_rule_is_part_of_what_changed(bound, visit):
    from leap.cop.core import settings
    from plone import api

    assert settings.safeguarding_clause() == ""
    api.portal.set_registry_record("leap.cop.safeguarding_clause", "Call first.")
    transaction.commit()
    bound.enact()
    compared = bound.get("member", "/@versions/2?against=1").json()
    assert (compared["safeguarding_was"], compared["safeguarding"]) == (
        "",
        "Call first.",
    )
    member = visit("member")
    member.go(f"{bound.url}/what-changed")
    assert "Call first." in member.text
    assert "Nothing has changed" not in member.text


@pytest.mark.parametrize("act", ["take-out", "agree", "in"])
def test_a_button_beside_old_words_does_nothing(agreement, visit, act):
    row = agreement.write(goes_in=False)
    facilitator = visit("facilitator")
    facilitator.go(f"{agreement.url}/clauses")
    agreement.patch("member", f"/@clauses/{row['id']}", {"rev": 1, "text": "Newer"})
    words = {"take-out": "Remove", "agree": "I agree", "in": "Include"}
    facilitator.browser.getControl(words[act], index=0).click()
    assert facilitator.status == 409
    items = agreement.get("facilitator", "/@clauses").json()["items"]
    assert (items[0]["text"], items[0]["mine"], items[0]["goes_in"]) == (
        "Newer",
        None,
        False,
    )


def test_words_for_a_rule_that_was_taken_out_are_not_lost(agreement, visit):
    row = agreement.write(goes_in=False)
    member = visit("member")
    member.go(f"{agreement.url}/change-clause?clause={row['id']}")
    agreement.as_("facilitator").delete(f"{agreement.url}/@clauses/{row['id']}")
    form = member.form_to("change-clause")
    form.getControl(name="text").value = "My better words"
    form.submit()
    assert member.status == 409
    assert member.browser.getLink("Leave it removed")
    member.browser.getControl("Add mine as a new rule").click()
    assert "Added." in member.text
    assert "Both are there" not in member.text
    items = agreement.get("member", "/@clauses").json()["items"]
    assert [item["text"] for item in items] == ["My better words"]


def test_a_version_that_was_not_read_is_not_contested(bound, visit):
    bound.write("A comma")
    bound.enact(change="minor")
    member = visit("member")
    member.go(f"{bound.url}/what-changed")
    bound.write("Another comma")
    bound.enact(change="minor")
    member.browser.getControl("This is more than a small change").click()
    assert member.status == 409
    assert not bound.record.contested


def test_who_was_on_the_way_comes_in_when_nothing_is_asked_any_more(bound):
    bound.as_("facilitator").patch(
        "tuesday", json={"requires_agreement": False, "join_policy": "apply"}
    )
    assert Membership(bound.community).role_of("newcomer") == "member"


def test_a_facilitator_who_waits_reads_nothing_about_the_group(bound):
    body = {"userid": "colleague", "role": "facilitator"}
    bound.as_("facilitator").post("tuesday/@members", json=body)
    said = {"text": "Something went wrong.", "about": "group"}
    assert bound.as_("member").post("tuesday/@concerns", json=said).status_code == 201
    assert bound.as_("facilitator").get("@concerns").json()["items"]
    assert not bound.as_("colleague").get("@concerns").json()["items"]


def test_a_language_is_one(bound):
    answer = bound.put("member", "talk", language="<b>xx</b>")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("language:")


def test_somebody_on_the_way_in_who_would_like_to_talk_is_on_the_list(bound):
    bound.put("newcomer", "talk")
    rows = bound.get("facilitator", "/@acceptances").json()["items"]
    assert any(row["userid"] == "newcomer" for row in rows)
    assert bound.get("facilitator").json()["answered"]["of"] == 3
