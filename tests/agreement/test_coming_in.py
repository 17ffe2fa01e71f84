"""The ways into a community that asks for an agreement, over REST and in a browser."""

from leap.cop.community import joining
from leap.cop.community.membership import Membership
from tests.conftest import make_story
from tests.plugins.agreement import RULES

import pytest
import re
import transaction


ANSWER = "Read our agreement and say yes to it."


@pytest.fixture
def bound(bound):
    """Return an agreement whose first version binds today, with a story beside it."""
    assert bound.put("teller").status_code == 200
    bound.story = make_story(bound.community, "community").absolute_url()
    transaction.commit()
    return bound


@pytest.fixture
def settings_of(site):
    """Return a function that sets how people come in."""

    def set_fields(**fields) -> None:
        transaction.begin()
        for name, value in fields.items():
            setattr(site["tuesday"], name, value)
        transaction.commit()

    return set_fields


def role_of(made, who: str) -> str | None:
    return Membership(made.community).role_of(who)


def supports(made, who: str) -> None:
    """Let the manager's support arrive, as a facilitator who does without it."""
    url = f"tuesday/@manager-support/{who}"
    answer = made.as_("facilitator").patch(url, json={"without": True})
    assert answer.status_code == 204, answer.text


class TestOnTheWayIn:
    def test_what_somebody_reads_before_and_after_a_yes(self, bound):
        reads = ("tuesday", bound.url, bound.story, f"{bound.url}/@clauses")

        def statuses():
            return [bound.as_("newcomer").get(one).status_code for one in reads]

        before = Membership(bound.community).history("newcomer")
        assert statuses() == [200, 200, 404, 404]
        assert bound.put("newcomer").status_code == 200
        home = bound.as_("newcomer").get("tuesday/@cop-home").json()
        assert home["role"] == "member"
        assert statuses() == [200] * 4
        after = Membership(bound.community).history("newcomer")
        assert len(after) == len(before) + 1
        assert {one.how for one in after} == {before[-1].how}
        assert not after[-1].waits

    def test_a_no_or_a_wish_to_talk_lets_nobody_in(self, bound):
        for said in ("talk", "declined"):
            assert bound.put("newcomer", said).status_code == 200
            assert role_of(bound, "newcomer") == "candidate"

    def test_a_managers_support_is_missing_as_well(self, bound, settings_of):
        settings_of(requires_manager_support=True)
        assert bound.put("newcomer").status_code == 200
        home = bound.as_("newcomer").get("tuesday/@cop-home").json()
        kinds = [row["kind"] for row in home["waits_for_me"]]
        assert home["role"] == "candidate"
        assert kinds[0] == "manager-support"
        assert "answer-agreement" not in kinds
        supports(bound, "newcomer")
        assert role_of(bound, "newcomer") == "member"

    def test_support_comes_first(self, bound, settings_of):
        settings_of(requires_manager_support=True)
        supports(bound, "newcomer")
        assert role_of(bound, "newcomer") == "candidate"
        assert joining.missing(bound.community, "newcomer") == [ANSWER]
        bound.put("newcomer")
        assert role_of(bound, "newcomer") == "member"

    def test_what_is_newest_is_asked(self, bound):
        bound.write("A new rule")
        assert bound.enact().status_code == 201
        read = bound.get("newcomer", "/@versions/1").json()
        body = {"answer": "accepted", "version": 1, "digest": read["digest"]}
        answer = bound.as_("newcomer").put(f"{bound.url}/@acceptance", json=body)
        assert answer.status_code == 409
        assert role_of(bound, "newcomer") == "candidate"
        bound.put("newcomer")
        assert role_of(bound, "newcomer") == "member"

    def test_a_comma_asks_nobody_on_the_way_in_again(self, bound, settings_of):
        settings_of(requires_manager_support=True)
        bound.put("newcomer")
        bound.write("A comma")
        bound.enact(change="minor")
        supports(bound, "newcomer")
        assert role_of(bound, "newcomer") == "member"


class TestEachWay:
    def test_by_hand(self, bound):
        facilitator = bound.as_("facilitator")
        added = facilitator.post(
            "tuesday/@members", json={"userid": "colleague", "role": "member"}
        )
        assert (added.status_code, added.json()["role"]) == (201, "candidate")
        changed = facilitator.patch(
            "tuesday/@members/colleague", json={"role": "member"}
        )
        assert changed.status_code == 409
        assert ANSWER in changed.json()["message"]
        assert role_of(bound, "colleague") == "candidate"

    def test_let_in_without_lifts_the_support_alone(self, bound, settings_of):
        settings_of(requires_manager_support=True)
        assert len(joining.missing(bound.community, "newcomer")) == 2
        supports(bound, "newcomer")
        assert joining.missing(bound.community, "newcomer") == [ANSWER]

    def test_by_application(self, bound, settings_of):
        settings_of(join_policy="apply")
        asked = bound.as_("colleague").post(
            "tuesday/@applications", json={"message": "I would like to."}
        )
        url = f"tuesday/@applications/{asked.json()['id']}"
        bound.as_("facilitator").patch(url, json={"decision": "accept"})
        assert role_of(bound, "colleague") == "candidate"
        bound.put("colleague")
        assert role_of(bound, "colleague") == "member"
        [*_before, last] = Membership(bound.community).history("colleague")
        assert last.how == "application"

    def test_an_open_group_with_a_version(self, bound, settings_of):
        settings_of(join_policy="open", requires_agreement=True)
        asked = bound.as_("colleague").post(
            "tuesday/@applications", json={"message": "x"}
        )
        assert asked.json()["role"] == "candidate"
        bound.put("colleague")
        assert role_of(bound, "colleague") == "member"

    def test_an_open_door_in_a_browser(self, bound, settings_of, visit):
        settings_of(join_policy="open", requires_agreement=True)
        page = visit("colleague")
        page.go("tuesday/join")
        page.form_to("join", act="ask").submit()
        assert "You are on the way in" in page.text
        page.browser.getLink(ANSWER).click()
        page.browser.getControl("Yes, I will keep to it").click()
        assert "Welcome! You are a member now." in page.text
        assert role_of(bound, "colleague") == "member"

    def test_an_open_group_without_one(self, site, rest, settings_of):
        settings_of(join_policy="open", requires_agreement=True)
        asked = rest("colleague").post("tuesday/@applications", json={"message": "x"})
        assert (asked.status_code, asked.json()["role"]) == (201, "candidate")
        transaction.begin()
        assert joining.missing(site["tuesday"], "colleague") == [
            "This group has no agreement yet. Write to the facilitators."
        ]

    def test_by_invitation(self, bound, post, sink, visit):
        row = bound.as_("facilitator").post(
            "tuesday/@invitations", json={"userid": "colleague"}
        )
        assert row.status_code == 201
        [message] = [m for m in sink.messages if "@@invitation/" in m.get_content()]
        token = re.search(r"@@invitation/([\w-]+)", message.get_content())[1]
        page = visit("colleague")
        page.go(f"@@invitation/{token}")
        assert ANSWER in page.text
        assert "If you accept, you are a member" not in page.text
        page.browser.getControl("Yes, I accept").click()
        assert page.path.endswith("/what-changed"), page.text
        assert RULES[0] in page.text
        assert "You are on the way in" in page.text
        page.browser.getControl("Yes, I will keep to it").click()
        assert page.path == "tuesday"
        assert "Welcome! You are a member now." in page.text
        assert role_of(bound, "colleague") == "member"

    def test_a_reviewer_who_becomes_a_member_waits(self, bound):
        answer = bound.as_("facilitator").patch(
            "tuesday/@members/reviewer", json={"role": "member"}
        )
        assert answer.status_code in (200, 204), answer.text
        assert Membership(bound.community).waits("reviewer")
        assert bound.as_("reviewer").get(bound.story).status_code == 404

    def test_who_comes_as_facilitator_waits(self, bound):
        bound.as_("facilitator").post(
            "tuesday/@members", json={"userid": "colleague", "role": "facilitator"}
        )
        assert Membership(bound.community).waits("colleague")
        assert bound.as_("colleague").get(bound.story).status_code == 404

    def test_who_comes_back_is_asked_again(self, bound):
        facilitator = bound.as_("facilitator")
        assert bound.put("member").status_code == 200
        rows = len(bound.rows())
        assert facilitator.delete("tuesday/@members/member").status_code == 204
        assert len(bound.rows()) == rows
        facilitator.post(
            "tuesday/@members", json={"userid": "member", "role": "member"}
        )
        assert role_of(bound, "member") == "candidate"
        bound.put("member")
        assert role_of(bound, "member") == "member"


class TestThePages:
    def test_the_home_has_one_row_for_somebody_on_the_way_in(self, bound, visit):
        page = visit("newcomer")
        page.go("tuesday")
        page.browser.getLink("Read it and answer").click()
        assert page.path.endswith("/what-changed")
        assert all(text in page.text for text in RULES)
        assert "your own stories" not in page.text
        page.browser.getControl("I do not agree").click()
        assert "You stay on the way in." in page.text
        assert role_of(bound, "newcomer") == "candidate"

    def test_the_page_to_join_says_what_is_missing_and_where(
        self, bound, visit, settings_of
    ):
        settings_of(requires_manager_support=True)
        page = visit("newcomer")
        page.go("tuesday/join")
        assert "Your manager still needs to say that they support this." in page.text
        page.browser.getLink(ANSWER).click()
        assert page.path.endswith("/what-changed")

    def test_without_a_version_there_is_nothing_to_follow(
        self, site, visit, settings_of
    ):
        settings_of(join_policy="open", requires_agreement=True)
        page = visit("newcomer")
        page.go("tuesday/join")
        assert "This group has no agreement yet" in page.text
        assert "what-changed" not in page.contents

    def test_what_one_asked_says_it_too(self, bound, visit, settings_of):
        settings_of(join_policy="apply")
        asked = bound.as_("colleague").post(
            "tuesday/@applications", json={"message": "I would like to."}
        )
        page = visit("colleague")
        page.go("my-applications")
        assert ANSWER not in page.text
        url = f"tuesday/@applications/{asked.json()['id']}"
        bound.as_("facilitator").patch(url, json={"decision": "accept"})
        page.go("my-applications")
        page.browser.getLink(ANSWER).click()
        page.browser.getControl("Yes, I will keep to it").click()
        page.go("my-applications")
        assert ANSWER not in page.text

    @pytest.mark.parametrize(
        "came_from,leads_to",
        [
            ("{site}/tuesday/members", "tuesday/members"),
            ("{site}", ""),
            ("https://elsewhere.example.org/", "tuesday"),
            ("{site}.example.org/", "tuesday"),
            ("//elsewhere.example.org", "tuesday"),
            ("javascript:alert(1)", "tuesday"),
            ("/tuesday/members", "tuesday"),
        ],
    )
    def test_after_a_yes_one_goes_on_where_one_was(
        self, bound, visit, site, came_from, leads_to
    ):
        page = visit("member")
        url = came_from.format(site=site.absolute_url())
        page.go(f"{bound.url}/what-changed?came_from={url}")
        page.browser.getControl("Yes, I will keep to it").click()
        assert page.path == leads_to

    def test_whoever_wants_to_talk_goes_home(self, bound, visit, site):
        page = visit("member")
        page.go(f"{bound.url}/what-changed?came_from={bound.story}")
        page.browser.getControl("Let's talk first").click()
        assert page.path == "tuesday"
