"""Thanks and answers on a story and on their own page, as one sees them."""

from lxml import html
from tests.story.responses.answers import ANSWER
from tests.story.responses.answers import read
from tests.story.responses.answers import WORDS
from tests.story.responses.answers import write_as

import pytest
import re
import transaction


def test_the_box_of_a_member_and_of_the_teller(browse, told, rest):
    url = told("community", attribution="anonymous")
    member = browse("member")
    member.visit(url)
    assert member.press("Say thank you") == 200
    assert "You said thank you" in member.main
    member.getControl("I tried this too").click()
    member.field("text").value = WORDS
    assert member.press("Send") == 200
    assert WORDS in member.main
    assert "people said" not in member.main and "1 person" not in member.main
    teller = browse("teller")
    teller.visit(url)
    assert "1 person said thank you" in teller.main
    assert "Mia Brook" in teller.main
    teller.field("text").value = ANSWER
    assert teller.press("Send") == 200
    assert "Your name is not shown" in teller.main
    member.visit(url)
    assert ANSWER in member.main and "The storyteller" in member.main
    member.visit(f"{url}/responses")
    assert ANSWER in member.main
    assert "Tess" not in member.page
    member.press("Take your thanks back")
    member.press("Remove")
    assert WORDS not in member.main
    assert read(rest, "teller", url)["thanks"] == 0


def test_many_stand_on_a_page_of_their_own(site, browse, told):
    url = told("community")
    story = site["tuesday"][url.rpartition("/")[2]]
    for number in range(26):
        write_as("member", story, text=f"Number {number:02}?")
    transaction.commit()
    visitor = browse("facilitator")
    visitor.visit(url)
    assert "Number 00?" not in visitor.main and "Number 25?" in visitor.main
    visitor.getLink("All 26 answers").click()
    assert "Number 00?" in visitor.main and "Number 25?" in visitor.main


def test_nothing_typed_is_lost(browse, told):
    visitor = browse("member")
    url = told("public")
    visitor.visit(url)
    visitor.getControl(name="text", index=0).value = "x" * 1001
    visitor.getControl("I have a question").click()
    assert visitor.press("Send") == 400
    assert visitor.field("text").value == "x" * 1001
    assert visitor.getControl("I have a question").selected
    visitor.field("text").value = ANSWER
    assert visitor.press("Send") == 200
    assert ANSWER in visitor.main


def test_what_one_chooses_from_looks_as_anywhere(browse, told):
    """The page of a story has no frame: without one a choice stood above its words."""
    visitor = browse("member")
    visitor.visit(told("community"))
    page = html.fromstring(visitor.contents)
    for field in page.xpath("//*[@id='responses']//*[@name='kind' or @name='text']"):
        if field.tag != "button":
            assert field.xpath("ancestor::*[contains(@class, 'cop-page')]"), field.get(
                "id"
            )
    assert len(page.xpath("//*[@id='responses']//input[@type='radio']")) == 2


def test_nothing_chosen_is_said_where_one_chooses(browse, told):
    visitor = browse("member")
    visitor.visit(told("public"))
    visitor.getControl(name="text", index=0).value = ANSWER
    assert visitor.press("Send") == 400
    problem = visitor.main.partition('id="cop-kind-problem"')[2].partition("</p>")[0]
    assert "Choose one of these." in problem
    assert visitor.field("text").value == ANSWER


@pytest.mark.parametrize(
    "act, status",
    [("nothing", 400), ("take-out", 404), ("take-back", 404), ("off", 403)],
)
def test_buttons_that_are_not_there(browse, told, act, status):
    visitor = browse("member")
    visitor.visit(told("public"))
    form = visitor.contents.partition('value="thanks"')[0].rpartition("<form")[2]
    token = re.search(r'_authenticator"[^>]*value="(\w+)"', form)[1]
    url = visitor.url.partition("#")[0]
    sent = f"_authenticator={token}&act={act}&response=nothing"
    assert visitor.post(f"{url}/responses", sent) == status


def test_an_empty_box_of_the_teller_alone(browse, told):
    visitor = browse("teller")
    visitor.visit(told("private"))
    assert "Thanks and answers" not in visitor.main
