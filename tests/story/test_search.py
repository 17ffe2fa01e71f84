"""The site's search, in the browser: what it says of stories."""

import pytest


@pytest.mark.parametrize(("userid", "found"), [("member", True), ("colleague", False)])
def test_a_story_says_what_its_card_says(browse, told, userid, found):
    told("community", title="A door ajar", domain="practice")
    told("public", title="Another door", domain="policy")
    visitor = browse(userid)
    assert visitor.visit("@@search?SearchableText=door") == 200
    assert "Tess Lane · Rules and policy · All staff." in visitor.page
    said = "Tess Lane · How I work · Our community." in visitor.page
    assert said is found


def test_another_page_of_it_and_none(browse, told):
    for number in range(11):
        told("public", title=f"Door {number}")
    visitor = browse("colleague")
    assert visitor.visit("@@search?SearchableText=door&b_start:int=10") == 200
    assert visitor.contents.count("All staff.") == 1
    assert visitor.visit("@@search?SearchableText=zebra") == 200
    assert "No results were found" in visitor.page
