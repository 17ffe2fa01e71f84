"""The pages of an agreement, without JavaScript: what each role sees and does."""

from tests.plugins.agreement import RULES

import pytest


PAGES = (
    "",
    "versions",
    "what-changed",
    "clauses",
    "put-in-force",
    "who-has-answered",
    "agreement-script",
    "change-audience",
    "edit",
)


@pytest.mark.parametrize(
    "who,expected",
    [
        ("facilitator", (200,) * 9),
        ("member", (200, 200, 200, 200, 403, 403, 403, 403, 403)),
        ("newcomer", (200, 200, 200, 403, 403, 403, 403, 403, 403)),
        ("siteadmin", (200, 200, 403, 403, 403, 403, 403, 200, 200)),
        ("reviewer", (404,) * 9),
        ("colleague", (404,) * 9),
    ],
)
def test_who_sees_which_page(bound, visit, who, expected):
    if who == "facilitator":
        assert bound.put("facilitator").status_code == 200
    visitor, found = visit(who), []
    for page in PAGES:
        visitor.go(f"{bound.url}/{page}")
        found.append(visitor.status)
    assert dict(zip(PAGES, found, strict=True)) == dict(
        zip(PAGES, expected, strict=True)
    )


def test_a_group_begins_writes_and_puts_in_force(site, visit):
    facilitator = visit("facilitator")
    facilitator.go("tuesday")
    assert "Agree on confidentiality, together" in facilitator.text
    facilitator.go("tuesday/begin-agreement")
    facilitator.form_to("begin-agreement").submit()
    assert facilitator.path.endswith("/clauses"), facilitator.text
    for text in RULES[:2]:
        form = facilitator.form_to("clauses")
        form.getControl(name="text").value = text
        form.submit()
        assert "Added. What else?" in facilitator.text
    form = facilitator.form_to("clauses", act="in")
    form.getControl(name="act", index=0)
    facilitator.browser.getControl("Include", index=0).click()
    facilitator.browser.getLink("Bring it into force").click()
    assert RULES[0] in facilitator.text and RULES[1] not in facilitator.text
    facilitator.form_to("put-in-force").submit()
    assert "Version 1 applies from" in facilitator.text


def test_a_member_answers_and_goes_on_reading(bound, visit):
    member = visit("member")
    member.go("tuesday")
    assert "We are waiting for your answer" in member.text
    member.browser.getLink("Read it and answer").click()
    assert all(text in member.text for text in RULES)
    member.browser.getControl("Yes, I will keep to it").click()
    assert member.path == "tuesday"
    assert "We are waiting for your answer" not in member.text
    assert bound.record.kept_to("member") == 1


def test_a_version_that_came_while_the_page_was_open(bound, visit):
    member = visit("member")
    member.go(f"{bound.url}/what-changed")
    bound.write("A new rule")
    bound.enact()
    member.browser.getControl("Yes, I will keep to it").click()
    assert member.status == 409
    assert "A new rule" in member.text
    assert bound.record.kept_to("member") == 0
    member.browser.getControl("Yes, I will keep to it").click()
    assert bound.record.kept_to("member") == 2


def test_two_change_the_same_words(agreement, visit):
    row = agreement.write(goes_in=False)
    where = f"{agreement.url}/change-clause?clause={row['id']}"
    first, second = visit("member"), visit("teller")
    for visitor in (first, second):
        visitor.go(where)
    for visitor, text in ((first, "First words"), (second, "Second words")):
        form = visitor.form_to("change-clause")
        form.getControl(name="text").value = text
        form.submit()
    assert second.status == 409
    assert "First words" in second.text and "Second words" in second.contents
    second.browser.getControl("Add mine as well").click()
    items = agreement.get("member", "/@clauses").json()["items"]
    assert [item["text"] for item in items] == ["First words", "Second words"]


def test_facilitators_see_three_groups(bound, visit):
    bound.put("facilitator")
    bound.put("member", "declined")
    page = visit("facilitator")
    page.go(f"{bound.url}/who-has-answered")
    words = page.text
    assert words.index("Fay Holt") < words.index("Have not answered yet")
    assert words.index("Would like to talk") < words.index("Mia Brook")
    page.form_to("who-has-answered").submit()
    assert "eminded" in page.text


def test_the_first_version_asks_how_much_changes_to_nobody(agreement, visit):
    agreement.write(RULES[0])
    facilitator = visit("facilitator")
    facilitator.go(f"{agreement.url}/put-in-force")
    assert "How much does it change?" not in facilitator.text
    facilitator.form_to("put-in-force").submit()
    assert "Version 1 applies from" in facilitator.text
    agreement.write(RULES[1])
    facilitator.go(f"{agreement.url}/put-in-force")
    assert "How much does it change?" in facilitator.text
    words = facilitator.text
    differs = words[words.index("What has changed since version 1") :]
    differs = differs[: differs.index("How it will read")]
    assert RULES[1] in differs and RULES[0] not in differs


def test_the_page_says_what_one_said(bound, visit):
    member = visit("member")
    for button, words in (
        ("Let's talk first", "You said that you would like to talk first."),
        ("Yes, I will keep to it", "You said yes to it."),
        ("Take back my yes to version 1", "You took your yes back."),
    ):
        member.go(f"{bound.url}/what-changed")
        assert words not in member.text
        member.browser.getControl(button).click()
        member.go(f"{bound.url}/what-changed")
        assert words in member.text


def test_what_is_to_come_stands_beside_what_is_in_force(bound, visit):
    bound.put("facilitator")
    bound.write("A new rule")
    assert bound.enact().status_code == 201
    member = visit("facilitator")
    member.go(bound.url)
    assert "A new rule" not in member.text
    assert "Version 2, from" in member.text
    assert "Have said yes to that version 0 of" in member.text
