"""Share, ask to publish, take it back: the screens where a teller decides."""

from leap.cop.community.content import ICommunity
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import settings
from leap.cop.core.events import PersonErased
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle.teller import code_of
from leap.cop.story.rules import STEPS
from leap.cop.story.sharing.last_name import last_name
from leap.cop.story.sharing.records import NamesChosen
from leap.cop.story.sharing.wordings import CURRENT
from leap.cop.story.sharing.wordings import wording_of
from leap.cop.story.sharing.wordings import WORDINGS
from leap.cop.testing import PEOPLE
from lxml import html
from plone import api

import datetime
import pytest
import re
import transaction


QUESTIONS = ("nobody_recognised",)

OTHERS = ("facilitator", "member", "reviewer", "newcomer", "colleague", "siteadmin")


def answer_all(visitor, attribution="name", answer="yes", level=None):
    if level is not None:
        visitor.field("level").value = [level]
    visitor.field("attribution").value = [attribution]
    for question in QUESTIONS:
        visitor.field(question).value = [answer]


def rows(story):
    return Ledger(api.portal.get()).rows(standing_of(story).ledger_key)


def test_questions_of_another_level_were_not_asked():
    """A program says itself which words it showed: any text is kept."""
    for level, asked in (("community", "share-2"), ("public", "publish-2")):
        for named in ("share-2", "publish-2", "our-own", ""):
            row = {"level": level, "wording_id": named}
            assert (wording_of(row) is not None) == (named == asked)


def test_the_wordings_that_the_ledger_points_to_are_there():
    assert set(CURRENT.values()) <= set(WORDINGS)
    assert all(wording.id == key for key, wording in WORDINGS.items())


def test_share_with_our_community(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    assert visitor.visit(f"{url}/share-story") == 200
    assert "Only you" in visitor.page
    said = re.search(r"(\d+) people, and whoever joins Tuesday circle", visitor.page)
    assert f"Our community ({said[1]})" in visitor.page
    answer_all(visitor, level="community")
    assert visitor.press("Share with our community") == 200
    assert visitor.url == f"{url}/shared"
    assert "Our community can read your story now" in visitor.page
    for page in ("see-it-as", "take-back"):
        assert f'href="{url}/{page}"' in visitor.contents
    read = {userid for userid in PEOPLE if browse(userid).visit(url) == 200}
    assert read == {"facilitator", "member", "teller"}
    assert int(said[1]) == len(read)
    story = story_at(url)
    assert lifecycle.state_of(story) == "community"
    row = rows(story)[-1]
    assert (row["act"], row["level"]) == ("grant", "community")
    assert (row["wording_id"], row["channel"]) == ("share-2", "form")
    assert row["language"] == "en"
    assert row["attribution"] == "name"


@pytest.mark.parametrize("address", ["publish-story", "share-story?level=public"])
def test_ask_to_publish(browse, told, story_at, address):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/{address}")
    assert visitor.url == f"{url}/share-story?level=public"
    assert visitor.field("level").value == ["public"]
    assert "All staff" in visitor.page
    answer_all(visitor, "anonymous")
    visitor.press("Ask to publish")
    assert "Your story is waiting for a review" in visitor.page
    story = story_at(url)
    assert lifecycle.state_of(story) == "pending"
    assert story.attribution == "anonymous"
    assert rows(story)[-1]["wording_id"] == "publish-2"
    assert standing_of(story).asked is not None


def test_the_same_screen_goes_as_far_as_was_chosen_on_it(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    answer_all(visitor, level="public")
    visitor.press("Ask to publish")
    assert lifecycle.state_of(story_at(url)) == "pending"


def test_nothing_happened_yet_is_no_page(browse, told):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/shared")
    assert visitor.url == url


@pytest.mark.parametrize("screen", ["share-story", "publish-story"])
def test_the_first_time_no_name_is_chosen(browse, told, screen):
    visitor = browse("teller")
    visitor.visit(f"{told('private', attribution='name')}/{screen}")
    for name in ("attribution", *QUESTIONS):
        assert visitor.field(name).value == []


@pytest.fixture
def shared_as(browse, told):
    """Share a story under a name, and give another one of the same teller."""

    def share(attribution, text="") -> str:
        visitor = browse("teller")
        visitor.visit(f"{told('private')}/share-story")
        answer_all(visitor, attribution, level="community")
        visitor.field("attribution_text").value = text
        visitor.press("Share with our community")
        assert visitor.url.endswith("/shared")
        return told("private")

    return share


def chosen_on(browse, url, userid="teller"):
    visitor = browse(userid)
    visitor.visit(f"{url}/share-story")
    return [
        visitor.field(name).value for name in ("attribution", "nobody_recognised")
    ] + [visitor.field("attribution_text").value]


@pytest.mark.parametrize(
    "attribution, text", [("name", ""), ("role", "A youth worker"), ("anonymous", "")]
)
def test_the_last_choice_is_chosen_the_next_time(browse, shared_as, attribution, text):
    url = shared_as(attribution, text)
    assert chosen_on(browse, url) == [[attribution], [], text]
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    assert "as last time" in visitor.page
    # Two clicks: the question, the button.
    visitor.field("nobody_recognised").value = ["yes"]
    visitor.press("Share with our community")
    assert "Our community can read your story now" in visitor.page


def rename(site):
    api.user.get("teller").setMemberProperties({"fullname": "Tessa Other"})


def change_country(site):
    site["tuesday"].country = "BG"


def leave_and_come_back(site):
    now = datetime.datetime.now(datetime.UTC)
    Membership(site["tuesday"]).remove("teller", now=now)
    later = now + datetime.timedelta(seconds=1)
    Membership(site["tuesday"]).add("teller", "member", now=later)


def grow(site):
    """Be a group in which nobody is found out by a role."""
    api.portal.set_registry_record(settings.SMALL_GROUP, 4)
    now = datetime.datetime.now(datetime.UTC)
    Membership(site["tuesday"]).add("colleague", "member", now=now)


@pytest.mark.parametrize("change", [rename, change_country, leave_and_come_back, grow])
def test_after_a_change_nothing_is_chosen(browse, site, shared_as, change):
    url = shared_as("name")
    assert chosen_on(browse, url)[0] == ["name"]
    change(site)
    transaction.commit()
    assert chosen_on(browse, url)[0] == []


def test_a_choice_is_one_persons_and_one_communitys(site, shared_as, story_at):
    url = shared_as("anonymous")
    assert last_name(story_at(url)).attribution == "anonymous"
    kept = NamesChosen(site["tuesday"]).all()
    assert [code_of(story_at(url))] == list(kept)
    with api.env.adopt_user("member"):
        other = api.content.create(site["tuesday"], type="leap.cop.Story", title="An")
    assert last_name(other) is None
    forgotten = PersonErased("teller", {}, None, code=code_of(story_at(url)))
    assert NamesChosen(site["tuesday"]).forget_person(forgotten) == 1
    assert NamesChosen(site["tuesday"]).all() == {}


def test_what_is_granted_over_rest_is_the_last_choice_too(browse, told, rest):
    grant = {"level": "community", "attribution": "role", "attribution_text": "A cook"}
    answer = rest("teller").post(f"{told('private')}/@consent", json=grant)
    assert answer.status_code == 200
    assert chosen_on(browse, told("private")) == [["role"], [], "A cook"]


@pytest.mark.parametrize("screen", ["share-story", "publish-story"])
@pytest.mark.parametrize("missing", ["attribution", *QUESTIONS])
def test_an_answer_that_is_missing(browse, told, story_at, screen, missing):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/{screen}")
    answer_all(visitor)
    visitor.field(missing).value = []
    assert visitor.press("Share with our community") == 400
    assert "Nothing has changed yet" in visitor.page
    page = html.fromstring(visitor.contents)
    problem = page.get_element_by_id("cop-problem")
    assert problem.get("autofocus") and problem.get("role") == "alert"
    # The link in it leads to the field, which is described by what is wrong.
    [link] = problem.xpath(".//a/@href")
    field = page.get_element_by_id(link[1:])
    group = field.xpath("ancestor::fieldset")[-1]
    assert group.get("aria-invalid") == "true"
    assert group.get("aria-describedby") == f"cop-{missing}-problem"
    assert page.get_element_by_id(f"cop-{missing}-problem") is not None
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
    assert "Change details first" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "private"


def test_the_words_for_what_somebody_is(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    answer_all(visitor, "role")
    assert visitor.press("Share with our community") == 400
    assert "Describe yourself in a few words" in visitor.page
    assert 'href="#cop-attribution_text"' in visitor.contents
    visitor.field("attribution_text").value = "A youth worker"
    visitor.press("Share with our community")
    story = story_at(url)
    assert (story.attribution, story.attribution_text) == ("role", "A youth worker")


def test_no_name_leaves_no_words(browse, told, story_at):
    url = told("private", attribution="role", attribution_text="A youth worker")
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    assert visitor.field("attribution_text").value == "A youth worker"
    assert "People may guess who told a story even without a name" in visitor.page
    answer_all(visitor, "anonymous")
    visitor.press("Share with our community")
    story = story_at(url)
    assert (story.attribution, story.attribution_text) == ("anonymous", "")


def test_each_name_stands_there_as_it_would_be_shown(browse, told, site):
    grow(site)
    site["tuesday"].country = "GB"
    transaction.commit()
    visitor = browse("teller")
    visitor.visit(
        f"{told('private', attribution='role', attribution_text='A cook')}/share-story"
    )
    assert "A cook, United Kingdom" in visitor.page
    assert "A practitioner, United Kingdom" in visitor.page


def test_somebody_could_be_recognised(browse, told, story_at):
    url = told("private", others_recognisable="somebody_could")
    visitor = browse("teller")
    visitor.visit(f"{url}/publish-story")
    assert "If you would like it to go further" in visitor.page
    assert 'name="attribution"' not in visitor.contents
    visitor.getLink("Share with our community instead").click()
    assert visitor.field("level").value == "community"
    token = visitor.field("_authenticator").value
    data = f"_authenticator={token}&attribution=name&level=public&" + "&".join(
        f"{name}=yes" for name in QUESTIONS
    )
    assert visitor.post(f"{url}/share-story", data) == 409
    assert lifecycle.state_of(story_at(url)) == "private"


@pytest.mark.parametrize(
    "state, screen, words",
    [
        ("community", "share-story?level=community", "can read this story already"),
        ("pending", "share-story", "waiting for a review"),
        ("public", "share-story", "can read this story already"),
        ("pending", "publish-story", "This story is already waiting for a review"),
        (
            "community_pending",
            "publish-story",
            "This story is already waiting for a review",
        ),
        ("public", "publish-story", "All staff can read this story already"),
    ],
)
def test_a_step_that_is_not_there(browse, told, state, screen, words):
    visitor = browse("teller")
    visitor.visit(f"{told(state)}/{screen}")
    assert words in visitor.page
    assert 'name="attribution"' not in visitor.contents


def test_what_the_community_reads_can_go_to_all_staff_alone(browse, told):
    visitor = browse("teller")
    visitor.visit(f"{told('community')}/share-story")
    assert visitor.field("level").value == "public"
    assert "Share with our community" not in visitor.main


def test_stories_that_stay_in_their_community(browse, told, site):
    url = told("private")
    site["tuesday"].story_ceiling = "community"
    transaction.commit()
    visitor = browse("teller")
    visitor.visit(f"{url}/publish-story")
    assert "cannot go that far" in visitor.page
    assert ICommunity.providedBy(site["tuesday"])
    visitor.visit(f"{url}/share-story")
    assert visitor.field("level").value == "community"


def test_a_title_alone_is_not_shared(browse, told):
    empty = dict.fromkeys(
        ("starting_point", "participation_work", "reflection", "learning")
    )
    visitor = browse("teller")
    visitor.visit(f"{told('private', **empty)}/share-story")
    assert "There is nothing in this story yet" in visitor.page


def test_a_picture_alone_is_shared(browse, told, story_at):
    url = told("private", **dict.fromkeys(STEPS))
    story = story_at(url)
    with api.env.adopt_user("teller"):
        api.content.create(
            story, "leap.cop.Link", title="A song", remoteUrl="https://example.org/song"
        )
    transaction.commit()
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story")
    assert "There is nothing in this story yet" not in visitor.page
    assert visitor.field("level").value == "community"


#: What somebody has to know before agreeing, wherever it stands on the screen.
BEFORE_AGREEING = (
    "Only you",
    "People who join later can read it",
    "people who leave no longer can",
    "Everybody with an account",
    "Also the reviewers",
    "checks three things",
    "a note that only the two of you can read",
    "Until then you cannot edit it",
    "You can take it back at any time",
    "gone from every page, list and search",
    "People may remember what they have read",
    "printed or copied",
    "Emails about it stay in people's inboxes",
    "No page shows them a story that is not for all staff",
    "the people who run the server could reach the database",
    "two people together",
    "People may guess who told a story even without a name",
    "web address still contains our community's address",
    "Who reviews here",
)


def test_nothing_that_one_has_to_know_is_left_out(browse, told):
    visitor = browse("teller")
    visitor.visit(f"{told('private')}/share-story")
    for words in BEFORE_AGREEING:
        assert any(one in visitor.page for one in words.split("|")), words


@pytest.mark.parametrize(
    "screen", ["share-story", "publish-story", "shared", "take-back"]
)
@pytest.mark.parametrize("userid", OTHERS)
def test_nobody_else_decides(browse, told, story_at, screen, userid):
    url = told("public")
    visitor = browse(userid)
    assert visitor.visit(f"{url}/{screen}") == 403
    assert visitor.post(f"{url}/{screen}", "how=all") == 403
    private = told("private")
    assert browse(userid).visit(f"{private}/{screen}") == 404
    assert lifecycle.state_of(story_at(url)) == "public"


@pytest.mark.parametrize("screen", ["share-story", "take-back"])
def test_a_form_of_somebody_else_changes_nothing(browse, told, story_at, screen):
    state = "community" if screen == "take-back" else "private"
    url = told(state)
    answers = "&".join(f"{name}=yes" for name in QUESTIONS)
    visitor = browse("teller")
    status = visitor.post(
        f"{url}/{screen}", f"how=all&level=community&attribution=name&{answers}"
    )
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
    assert "Only you can read it now." in visitor.page
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
