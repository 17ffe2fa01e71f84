"""Share, ask to publish, take it back: the screens where a teller decides."""

from leap.cop.community.content import ICommunity
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing.wordings import CURRENT
from leap.cop.story.sharing.wordings import WORDINGS
from leap.cop.testing import PEOPLE
from plone import api

import pytest
import re
import transaction


QUESTIONS = ("feels_right", "nobody_recognised", "can_take_back")

OTHERS = ("facilitator", "member", "reviewer", "newcomer", "colleague", "siteadmin")


def answer_all(visitor, attribution="name", answer="yes"):
    visitor.field("attribution").value = [attribution]
    for question in QUESTIONS:
        visitor.field(question).value = [answer]


def rows(story):
    return Ledger(api.portal.get()).rows(standing_of(story).ledger_key)


def test_the_wordings_that_the_ledger_points_to_are_there():
    assert set(CURRENT.values()) <= set(WORDINGS)
    assert all(wording.id == key for key, wording in WORDINGS.items())


def test_share_with_our_community(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    assert visitor.visit(f"{url}/share-story") == 200
    assert "Only you" in visitor.page
    said = re.search(r"(\d+) people, and whoever joins Tuesday circle", visitor.page)
    answer_all(visitor)
    assert visitor.press("Share with our community") == 200
    assert "Our community can read your story now" in visitor.page
    read = {userid for userid in PEOPLE if browse(userid).visit(url) == 200}
    assert read == {"facilitator", "member", "teller"}
    assert int(said[1]) == len(read)
    story = story_at(url)
    assert lifecycle.state_of(story) == "community"
    row = rows(story)[-1]
    assert (row["act"], row["level"]) == ("grant", "community")
    assert (row["wording_id"], row["channel"]) == ("share-1", "form")
    assert row["language"] == "en"
    assert row["attribution"] == "name"


def test_ask_to_publish(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/publish-story")
    assert "All staff" in visitor.page
    answer_all(visitor, "anonymous")
    visitor.press("Ask to publish")
    story = story_at(url)
    assert lifecycle.state_of(story) == "pending"
    assert story.attribution == "anonymous"
    assert rows(story)[-1]["wording_id"] == "publish-1"
    assert standing_of(story).asked is not None


@pytest.mark.parametrize("screen", ["share-story", "publish-story"])
def test_nothing_is_ticked_beforehand(browse, told, screen):
    visitor = browse("teller")
    visitor.visit(f"{told('private', attribution='name')}/{screen}")
    for name in ("attribution", *QUESTIONS):
        assert visitor.field(name).value == []


@pytest.mark.parametrize("screen", ["share-story", "publish-story"])
@pytest.mark.parametrize("missing", ["attribution", *QUESTIONS])
def test_an_answer_that_is_missing(browse, told, story_at, screen, missing):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/{screen}")
    answer_all(visitor)
    visitor.field(missing).value = []
    button = "Share with our community" if screen == "share-story" else "Ask to publish"
    assert visitor.press(button) == 400
    assert "Nothing has been shared" in visitor.page
    assert f'id="cop-{missing}-problem"' in visitor.contents
    others = [name for name in QUESTIONS if name != missing]
    assert all(visitor.field(name).value == ["yes"] for name in others)
    story = story_at(url)
    assert lifecycle.state_of(story) == "private"
    assert rows(story) == []


def test_not_yet_is_an_answer_that_waits(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    answer_all(visitor, answer="not_yet")
    assert visitor.press("Share with our community") == 400
    assert "come back on any other day" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "private"


def test_the_words_for_what_somebody_is(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    answer_all(visitor, "role")
    assert visitor.press("Share with our community") == 400
    assert "Say in a few words what you are" in visitor.page
    visitor.field("attribution_text").value = "A youth worker"
    visitor.press("Share with our community")
    story = story_at(url)
    assert (story.attribution, story.attribution_text) == ("role", "A youth worker")


def test_no_name_leaves_no_words(browse, told, story_at):
    url = told("private", attribution="role", attribution_text="A youth worker")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    assert visitor.field("attribution_text").value == "A youth worker"
    assert "a story without a name is a thin cover" in visitor.page
    answer_all(visitor, "anonymous")
    visitor.press("Share with our community")
    story = story_at(url)
    assert (story.attribution, story.attribution_text) == ("anonymous", "")


def test_somebody_could_be_recognised(browse, told, story_at):
    url = told("private", others_recognisable="somebody_could")
    visitor = browse("teller")
    visitor.visit(f"{url}/publish-story")
    assert "If you would like it to go further" in visitor.page
    assert 'name="attribution"' not in visitor.contents
    assert f"{url}/share-story" in visitor.contents
    visitor.visit(f"{url}/share-story")
    token = visitor.field("_authenticator").value
    data = f"_authenticator={token}&attribution=name&" + "&".join(
        f"{name}=yes" for name in QUESTIONS
    )
    assert visitor.post(f"{url}/publish-story", data) == 409
    assert lifecycle.state_of(story_at(url)) == "private"


@pytest.mark.parametrize(
    "state, screen, words",
    [
        ("community", "share-story", "can read this story already"),
        ("pending", "share-story", "waits for its review"),
        ("public", "share-story", "can read this story already"),
        ("pending", "publish-story", "You have asked already"),
        ("community_pending", "publish-story", "You have asked already"),
        ("public", "publish-story", "All staff can read this story already"),
    ],
)
def test_a_step_that_is_not_there(browse, told, state, screen, words):
    visitor = browse("teller")
    visitor.visit(f"{told(state)}/{screen}")
    assert words in visitor.page
    assert 'name="attribution"' not in visitor.contents


def test_stories_that_stay_in_their_community(browse, told, site, story_at):
    url = told("private")
    site["tuesday"].story_ceiling = "community"
    transaction.commit()
    visitor = browse("teller")
    visitor.visit(f"{url}/publish-story")
    assert "do not go that far" in visitor.page
    assert ICommunity.providedBy(site["tuesday"])


def test_a_title_alone_is_not_shared(browse, told, story_at):
    empty = dict.fromkeys(
        ("starting_point", "participation_work", "reflection", "learning")
    )
    visitor = browse("teller")
    visitor.visit(f"{told('private', **empty)}/share-story")
    assert "There is only a title yet" in visitor.page


@pytest.mark.parametrize("screen", ["share-story", "publish-story", "take-back"])
@pytest.mark.parametrize("userid", OTHERS)
def test_nobody_else_decides(browse, told, story_at, screen, userid):
    url = told("public")
    visitor = browse(userid)
    assert visitor.visit(f"{url}/{screen}") == 403
    assert visitor.post(f"{url}/{screen}", "how=all") == 403
    private = told("private")
    assert browse(userid).visit(f"{private}/{screen}") == 404
    assert lifecycle.state_of(story_at(url)) == "public"


@pytest.mark.parametrize("screen", ["share-story", "publish-story", "take-back"])
def test_a_form_of_somebody_else_changes_nothing(browse, told, story_at, screen):
    state = "community" if screen == "take-back" else "private"
    url = told(state)
    answers = "&".join(f"{name}=yes" for name in QUESTIONS)
    visitor = browse("teller")
    status = visitor.post(f"{url}/{screen}", f"how=all&attribution=name&{answers}")
    assert status == 403
    assert lifecycle.state_of(story_at(url)) == state


# Take it back


@pytest.mark.parametrize(
    "state", ["community", "pending", "community_pending", "public"]
)
def test_all_of_it(browse, told, story_at, state):
    url = told(state)
    visitor = browse("teller")
    assert visitor.visit(f"{url}/take-back") == 200
    assert "textarea" not in visitor.contents
    visitor.press("Take all of it back")
    assert "yours alone again" in visitor.page
    story = story_at(url)
    assert lifecycle.state_of(story) == "private"
    assert rows(story)[-1]["act"] == "withdraw"
    gone = 410 if state == "public" else 404
    assert browse("member").visit(url) == gone


@pytest.mark.parametrize("state", ["community_pending", "public"])
def test_keep_it_in_our_community(browse, told, story_at, state):
    url = told(state)
    visitor = browse("teller")
    visitor.visit(f"{url}/take-back")
    visitor.press("Keep it in our community")
    assert lifecycle.state_of(story_at(url)) == "community"
    assert browse("member").visit(url) == 200


@pytest.mark.parametrize("state", ["community", "pending"])
def test_no_choice_where_there_is_none(browse, told, story_at, state):
    url = told(state)
    visitor = browse("teller")
    visitor.visit(f"{url}/take-back")
    assert "Keep it in our community" not in visitor.main
    token = visitor.field("_authenticator").value
    data = f"_authenticator={token}&how=community"
    assert visitor.post(f"{url}/take-back", data) == 400
    assert lifecycle.state_of(story_at(url)) == state


def test_nothing_to_take_back(browse, told):
    visitor = browse("teller")
    assert visitor.visit(f"{told('private')}/take-back") == 200
    assert "nothing to take back" in visitor.page
