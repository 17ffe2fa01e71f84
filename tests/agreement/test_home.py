"""What the pages of a community and its stories say of the agreement."""

from tests.plugins.agreement import RULES

import pytest
import transaction


LINE = "What is said here stays here."
NOTHING_YET = "This group has not agreed on its rules yet."
WAITS = "We are waiting for your answer"


@pytest.fixture
def lined(agreement, today):
    """Return an agreement with a line, whose first version binds today."""
    answer = agreement.patch("facilitator", "", {"one_line": LINE})
    assert answer.status_code == 204, answer.text
    agreement.write(RULES[0])
    assert agreement.enact(effective=today.isoformat()).status_code == 201
    transaction.begin()
    return agreement


@pytest.mark.parametrize(
    "who,begins", [("facilitator", True), ("member", False), ("teller", False)]
)
def test_where_there_is_none_yet(site, visit, who, begins):
    visitor = visit(who)
    visitor.go("tuesday/about")
    assert NOTHING_YET in visitor.text
    assert ("/begin-agreement" in visitor.contents) is begins


@pytest.mark.parametrize("who", ["colleague", "newcomer", "reviewer", "siteadmin"])
def test_others_are_told_nothing_of_it(site, visit, who):
    visitor = visit(who)
    for page in ("tuesday", "tuesday/about"):
        visitor.go(page)
        assert visitor.status == 200
        assert "What we have agreed" not in visitor.text


def test_one_that_members_do_not_see_is_as_none(site, rest, visit):
    member = visit("member")
    pages = ("tuesday", "tuesday/about")
    without = [plain_of(member.go(page)) for page in pages]
    body = {"@type": "leap.cop.Agreement", "title": "Between us", "one_line": LINE}
    assert rest("facilitator").post("tuesday", json=body).status_code == 201
    assert without == [plain_of(member.go(page)) for page in pages]


def plain_of(page: str) -> list[str]:
    """Return the lines of a page without what is new on each."""
    changing = ("_authenticator", 'name="once"', "revision", "value=", "data-token")
    return [line for line in page.splitlines() if not any(w in line for w in changing)]


def test_who_sees_it_has_a_quiet_link(lined, visit):
    for who, there in {
        "facilitator": True,
        "member": True,
        "newcomer": True,
        "colleague": False,
        "reviewer": False,
    }.items():
        visitor = visit(who)
        visitor.go("tuesday/about")
        assert (f'href="{lined.url}"' in visitor.contents) is there, who
        assert (LINE in visitor.text) is there, who


def test_whoever_waits_has_one_card_and_no_stories(lined, visit, told):
    told("community", title="Among us")
    member = visit("member")
    member.go("tuesday")
    assert member.text.count(WAITS) == 1
    assert "Newest stories" not in member.text
    assert "btn-primary" in member.contents.partition("what-changed")[0][-80:]
    lined.put("member")
    member.go("tuesday")
    assert WAITS not in member.text
    assert "Among us" in member.text


def test_whoever_is_on_the_way_in_sees_what_is_missing(lined, visit):
    newcomer = visit("newcomer")
    newcomer.go("tuesday")
    assert newcomer.text.count(WAITS) == 1
    assert "Read our agreement and say yes to it." in newcomer.text


@pytest.mark.parametrize(
    "state,there", [("community", True), ("public", False), ("private", False)]
)
def test_the_line_stands_above_what_is_shared_among_members(
    lined, visit, told, state, there
):
    url = told(state)
    teller = visit("teller")
    assert (f'<p class="cop-agreement-line">{LINE}</p>' in teller.go(url)) is there


def test_no_line_where_the_agreement_is_not_shown(agreement, visit, told):
    agreement.patch("facilitator", "", {"one_line": LINE})
    transaction.begin()
    url = told("community")
    assert agreement.post("facilitator", "/@workflow/hide").status_code == 200
    member = visit("member")
    assert LINE not in member.go(url)
    assert member.status == 200


def test_the_form_asks_for_two_things(lined, visit):
    lined.put("facilitator")
    facilitator = visit("facilitator")
    facilitator.go(f"{lined.url}/edit")
    for name in ("IBasic.title", "one_line"):
        assert f'name="form.widgets.{name}"' in facilitator.contents
    assert "IBasic.description" not in facilitator.contents
    browser = facilitator.browser
    browser.getControl(name="form.widgets.one_line").value = "Less is more."
    browser.getControl(name="form.buttons.save").click()
    assert "Less is more." in facilitator.text
