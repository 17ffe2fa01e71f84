"""Whom to call stands first where people read and vote, and can be dialled there."""

from lxml import html
from tests.topic import rounds

import pytest
import transaction


def first_of(page: str) -> list[str]:
    """Return the classes of what stands in the columns of a page, in its order."""
    tree = html.fromstring(page)
    [columns] = tree.cssselect("#content .cop-page .cop-columns")
    [call] = columns.cssselect(".cop-worried a.cop-call")
    assert call.get("href") == "tel:01632960001"
    # Once is enough.
    assert len(tree.cssselect("#content a[href^='tel:']")) == 1
    return [part.get("class").split()[-1] for part in columns]


@pytest.mark.parametrize("userid", ["teller", "member", "colleague"])
def test_before_a_story(visit, told, userid):
    visitor = visit(userid)
    visitor.go(told("public"))
    order = first_of(visitor.contents)
    assert order == ["cop-worried", "cop-main", "cop-story-boxes"]


def test_before_the_themes_of_a_vote(site, visit):
    content, _themes = rounds.open_round(site["tuesday"])
    transaction.commit()
    visitor = visit("member")
    visitor.go(f"tuesday/{content.getId()}/vote")
    assert "cop-vote-form" in visitor.contents
    assert first_of(visitor.contents)[:2] == ["cop-worried", "cop-main"]
