"""Pages with a button that stayed open: agreeing, holding, roles, rounds, leaving."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.community.membership import Membership
from leap.cop.recruitment.applications.records import Applications
from leap.cop.story.sharing.wordings import CURRENT
from leap.cop.story.sharing.wordings import WORDINGS
from plone import api
from tests.conftest import NOW

import pytest
import transaction


LENA = {"learning": "<p>We met with Lena</p>"}


def press(page, name: str, **more):
    """Send the form that goes to a page, once more as it stood there."""
    form = form_to(page, name)
    for field, value in more.items():
        form.getControl(name=field, index=0).value = value
    form.submit()
    return page


def form_to(page, name: str):
    for number in range(40):
        form = page.getForm(index=number)
        action = (form.action or "").partition("?")[0].partition("#")[0]
        if action.endswith(f"/{name}"):
            return form
    raise LookupError(name)


@pytest.fixture
def answers():
    """Return a function that answers what is asked before sharing."""

    def answer(page) -> None:
        page.getControl(name="attribution").value = ["name"]
        for question in WORDINGS[CURRENT["community"]].questions:
            page.getControl(name=question.name).value = ["yes"]

    return answer


@pytest.mark.parametrize("level", ["community", "public"])
def test_agreeing_is_to_what_the_page_showed(tab, told, rest, level, answers):
    url, name = told("private"), "share-story"
    teller = rest("teller")
    late = tab("teller").visit(f"{url}/{name}?level={level}")
    answers(late)
    teller.patch(url, json=LENA)
    press(late, name)
    assert late.status == 409
    assert "We met with Lena" in late.words
    assert teller.get(f"{url}/@consent").json()["items_total"] == 0
    assert teller.get(url).json()["review_state"] == "private"
    # What was answered stands there still; now the page shows what it is about.
    press(late, name)
    assert late.url == f"{url}/shared"
    assert teller.get(url).json()["review_state"] != "private"


def test_agreeing_is_for_as_many_people_as_the_page_said(tab, told, site, answers):
    url = told("private")
    late = tab("teller").visit(f"{url}/share-story")
    answers(late)
    Membership(site["tuesday"]).add("colleague", "member", now=NOW)
    transaction.commit()
    press(late, "share-story")
    assert late.status == 409


@pytest.mark.parametrize("state", ["community", "public"])
def test_taking_back_works_from_any_page(tab, told, rest, state):
    url = told(state)
    late = tab("teller").visit(f"{url}/take-back")
    rest("teller").patch(url, json=LENA)
    late.getControl("Take all of it back").click()
    assert late.url == url
    assert rest("teller").get(url).json()["review_state"] == "private"


def test_a_hold_is_for_the_text_that_was_read(tab, told, rest):
    url = told("community")
    late = tab("facilitator").visit(f"{url}/hold-story")
    rest("teller").patch(url, json={"learning": "<p>Without her name</p>"})
    press(late, "hold-story", comment="Her name stands there.")
    assert late.status == 409
    assert "Without her name" in late.words
    assert late.field("comment").value == "Her name stands there."
    assert rest("teller").get(url).json()["review_state"] == "community"
    press(late, "hold-story")
    assert rest("teller").get(url).json()["review_state"] == "private"


def test_a_reviewer_publishes_what_was_read(tab, told, rest):
    url = told("pending")
    late = tab("reviewer").visit(f"{url}/review-story")
    for name in ("nobody_recognised", "nobody_at_risk", "pictures_allowed"):
        late.field(name).value = ["yes"]
    rest("teller").patch(url, json={"others_note": "She has not agreed"})
    late.getControl("Publish", index=0).click()
    assert late.status == 409
    assert "She has not agreed" in late.words
    assert rest("teller").get(url).json()["review_state"] == "pending"


@pytest.fixture
def link(told, rest):
    """Return a shared story, and a link in it."""
    url = told("community")
    answer = rest("teller").post(
        url,
        json={
            "@type": "leap.cop.Link",
            "title": "A page",
            "remoteUrl": "https://www.example.org/",
        },
    )
    return url, answer.json()["@id"]


def test_what_is_said_of_a_medium_does_not_come_back(tab, link, rest):
    url, medium = link
    rest("teller").patch(medium, json={"description": "Lena sings"})
    late = tab("teller").visit(f"{url}/change-medium?medium={medium.split('/')[-1]}")
    rest("teller").patch(medium, json={"description": "Somebody sings"})
    press(late, "change-medium", title="Song")
    assert late.status == 409
    both = late.both()
    assert both["Description, for people who cannot see or hear it"] == (
        "Lena sings",
        "Somebody sings",
    )
    assert both["Title"] == ("Song", "A page")
    kept = rest("teller").get(medium).json()
    assert (kept["title"], kept["description"]) == ("A page", "Somebody sings")
    press(late, "change-medium", description="Somebody sings")
    assert rest("teller").get(medium).json()["title"] == "Song"


def test_a_medium_that_is_another_one_now_is_not_taken_away(tab, link, rest):
    url, medium = link
    late = tab("teller").visit(f"{url}/remove-medium?medium={medium.split('/')[-1]}")
    rest("teller").patch(medium, json={"remoteUrl": "https://www.example.com/"})
    press(late, "remove-medium")
    assert late.status == 409
    assert rest("teller").get(medium).status_code == 200


def test_a_medium_is_added_to_the_story_that_was_seen(tab, link, rest):
    url, _medium = link
    late = tab("teller").visit(f"{url}/story-media")
    rest("teller").patch(url, json=LENA)
    late.getControl(name="remoteUrl").value = "https://www.example.net/"
    link_form(late).submit()
    assert late.status == 409
    assert rest("teller").get(url).json()["items_total"] == 1


def link_form(page):
    for number in range(9):
        form = page.getForm(index=number)
        try:
            if form.getControl(name="kind").value == "link":
                return form
        except LookupError:
            continue
    raise LookupError("link")


def test_a_role_is_given_to_the_person_as_they_stood_there(tab, site):
    late = tab("facilitator").visit("tuesday/members")
    form = member_form(late, "role")
    Membership(site["tuesday"]).pause("member", now=NOW, by_site=False)
    transaction.commit()
    form.getControl(name="role").value = ["facilitator"]
    form.submit()
    assert late.status == 409
    transaction.begin()
    assert Membership(site["tuesday"]).role_of("member") != "facilitator"


def test_pausing_works_from_any_page(tab, site):
    late = tab("facilitator").visit("tuesday/members")
    form = member_form(late, "pause")
    Membership(site["tuesday"]).change_role("member", "reviewer", now=NOW)
    transaction.commit()
    form.submit()
    assert late.status == 200
    transaction.begin()
    assert Membership(site["tuesday"]).is_paused("member")


@pytest.mark.parametrize(
    "page,form,values",
    [
        ("members", "role", {"role": ["reviewer"]}),
        ("{round}/go-on?phase=grouping", "go-on", {}),
        ("safeguarding?query=member", "safeguarding", {}),
    ],
)
def test_a_double_click_is_no_other_state(tab, round_url, page, form, values):
    address = f"tuesday/{page}" if "{" not in page else page.format(round=round_url)
    tabs = [tab("facilitator").visit(address) for _ in range(2)]
    forms = [
        member_form(one, form) if form == "role" else form_to(one, form) for one in tabs
    ]
    for one, sent in zip(tabs, forms, strict=True):
        for name, value in values.items():
            sent.getControl(name=name, index=0).value = value
        if form == "safeguarding":
            one.getControl("Choose", index=0).click()
        else:
            sent.submit()
        assert one.status == 200, one.words


def member_form(page, act: str):
    for number in range(60):
        form = page.getForm(index=number)
        try:
            found = (
                form.getControl(name="act").value,
                form.getControl(name="userid").value,
            )
        except LookupError:
            continue
        if found == (act, "member"):
            return form
    raise LookupError(act)


def test_how_one_is_listed(tab, rest):
    late = tab("member").visit("tuesday/how-i-am-listed")
    rest("member").patch("tuesday/@members/member", json={"fullname": "M."})
    press(late, "how-i-am-listed", line="A line")
    assert late.status == 409
    assert late.both()["Your name"] == ("Nothing", "M.")
    press(late, "how-i-am-listed", fullname="M.")
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    row = next(row for row in rows if row["userid"] == "member")
    assert (row["fullname"], row["line"]) == ("M.", "A line")


def test_who_reads_concerns(tab, rest, site):
    late = tab("facilitator").visit("tuesday/safeguarding?query=member")
    rest("facilitator").patch("tuesday", json={"safeguarding_person": "facilitator"})
    late.getControl("Choose", index=0).click()
    assert late.status == 409
    transaction.begin()
    assert site["tuesday"].safeguarding_person == "facilitator"


def test_a_community_is_shown_as_it_was_read(tab, site, rest):
    rest("facilitator").post("tuesday/@workflow/retract", json={})
    late = tab("facilitator").visit("tuesday/change-audience?transition=publish")
    rest("facilitator").patch("tuesday", json={"benefits": "<p>Lena is here</p>"})
    press(late, "change-audience")
    assert late.status == 409
    transaction.begin()
    assert api.content.get_state(site["tuesday"]) == "community"


def test_hiding_works_from_any_page(tab, site, rest):
    late = tab("facilitator").visit("tuesday/change-audience?transition=hide")
    rest("facilitator").patch("tuesday", json={"benefits": "<p>Lena is here</p>"})
    press(late, "change-audience")
    transaction.begin()
    assert api.content.get_state(site["tuesday"]) == "private"


@pytest.fixture
def round_url(rest):
    facilitator = rest("facilitator")
    url = facilitator.post(
        "tuesday", json={"@type": "leap.cop.TopicRound", "title": "Spring"}
    ).json()["@id"]
    facilitator.post(f"{url}/@workflow/share", json={})
    return url


def test_a_round_goes_on_by_the_rules_that_were_read(tab, rest, round_url):
    late = tab("facilitator").visit(f"{round_url}/go-on?phase=grouping")
    rest("facilitator").patch(round_url, json={"secrecy": "secret"})
    press(late, "go-on")
    assert late.status == 409
    assert (
        rest("facilitator").get(f"{round_url}/@phase").json()["phase"] == "collecting"
    )


def test_a_round_is_shown_as_it_was_read(tab, rest, round_url):
    late = tab("facilitator").visit(f"{round_url}/move-round")
    rest("facilitator").patch(round_url, json={"description": "About Lena"})
    late.getControl("Show to all staff").click()
    assert late.status == 409
    late.getControl("Hide from members").click()
    assert rest("facilitator").get(round_url).json()["review_state"] == "private"


def test_what_others_wrote_since_is_not_deleted(tab, rest, round_url):
    late = tab("facilitator").visit(f"{round_url}/delete_confirmation")
    rest("member").post(f"{round_url}/@topics", json={"text": "School"})
    press(late, "delete_confirmation")
    assert late.status == 409
    assert rest("facilitator").get(round_url).status_code == 200


def test_the_words_of_a_topic_do_not_come_back(tab, rest, round_url):
    member = rest("member")
    topic = member.post(f"{round_url}/@topics", json={"text": "Lena's school"}).json()
    late = tab("member").visit(round_url)
    member.patch(topic["@id"], json={"text": "School"})
    form = next(
        form
        for form in (late.getForm(index=number) for number in range(1, 9))
        if _act(form) == "change"
    )
    form.getControl(name="text").value = "Lena's school, again"
    form.submit()
    assert late.status == 409
    assert late.both() == {"Your topic": ("Lena's school, again", "School")}
    assert member.get(topic["@id"]).json()["text"] == "School"


def _act(form) -> str:
    try:
        return form.getControl(name="act").value
    except LookupError:
        return ""


@pytest.fixture
def board(rest, round_url):
    """Return a round with a theme and a topic."""
    member, facilitator = rest("member"), rest("facilitator")
    topic = member.post(f"{round_url}/@topics", json={"text": "School"}).json()
    facilitator.post(f"{round_url}/@phase", json={"phase": "grouping"})
    themes = [
        facilitator.post(f"{round_url}/@themes", json={"title": title}).json()
        for title in ("Lena's school", "Other")
    ]
    return round_url, topic, themes


def test_the_title_of_a_theme_does_not_come_back(tab, rest, board):
    url, _topic, (theme, _other) = board
    late = tab("facilitator").visit(f"{url}/board")
    rest("facilitator").patch(theme["@id"], json={"title": "Schools"})
    late.getControl(name=f"title-{theme['id']}").value = "Lena's schools"
    late.getControl("Save", index=0).click()
    assert late.status == 409
    assert late.both() == {"Schools": ("Lena's schools", "Schools")}
    assert rest("facilitator").get(theme["@id"]).json()["title"] == "Schools"


def test_a_topic_that_somebody_else_moved_stays(tab, rest, board):
    url, topic, (theme, other) = board
    late = tab("facilitator").visit(f"{url}/board")
    rest("facilitator").patch(topic["@id"], json={"theme": other["id"]})
    late.getControl(name=f"place-{topic['id']}").value = [theme["id"]]
    late.getControl("Save", index=0).click()
    assert late.status == 409
    assert rest("facilitator").get(topic["@id"]).json()["theme"] == other["id"]


def test_two_people_work_on_one_board(tab, rest, board):
    url, topic, (theme, other) = board
    late = tab("facilitator").visit(f"{url}/board")
    rest("facilitator").patch(theme["@id"], json={"title": "Schools"})
    late.getControl(name=f"place-{topic['id']}").value = [other["id"]]
    late.getControl("Save", index=0).click()
    assert late.status == 200
    assert rest("facilitator").get(topic["@id"]).json()["theme"] == other["id"]
    assert rest("facilitator").get(theme["@id"]).json()["title"] == "Schools"


def test_a_theme_with_more_in_it_is_not_taken_out(tab, rest, board):
    url, topic, (theme, _other) = board
    late = tab("facilitator").visit(f"{url}/take-out-theme?theme={theme['id']}")
    rest("facilitator").patch(topic["@id"], json={"theme": theme["id"]})
    press(late, "take-out-theme")
    assert late.status == 409
    assert rest("facilitator").get(theme["@id"]).status_code == 200


def test_an_application_is_answered_as_it_was_read(tab, rest, site):
    rest("facilitator").patch("tuesday", json={"join_policy": "apply"})
    colleague = rest("colleague")
    sent = colleague.post("tuesday/@applications", json={"message": "Hello"})
    assert sent.status_code == 201, sent.text
    late = tab("facilitator").visit("tuesday/applications")
    transaction.begin()
    [waiting] = Applications(site["tuesday"]).waiting()
    waiting.message = "I am her father"
    transaction.commit()
    late.getControl("Let in", index=0).click()
    assert late.status == 409
    assert "I am her father" in late.words
    transaction.begin()
    assert Membership(site["tuesday"]).role_of("colleague") is None


def go_on_and_leave(page) -> None:
    """Go on from the page where one chooses, and leave on the next."""
    page.getControl("Continue").click()
    page.getControl("Leave", index=0).click()


def test_leaving_keeps_no_story_that_goes_further_than_the_page_said(tab, told, rest):
    url = told("community")
    late = tab("teller").visit("tuesday/leave-community")
    rest("teller").patch(url, json=LENA)
    go_on_and_leave(late)
    assert late.status == 409
    assert rest("teller").get("tuesday/@members").status_code == 200
    go_on_and_leave(late)
    assert "You have left" in late.words


def test_leaving_with_everything_taken_back_works_from_any_page(tab, told, rest):
    url = told("community")
    late = tab("teller").visit("tuesday/leave-community")
    rest("teller").patch(url, json=LENA)
    name = f"story-{url.split('/')[-1]}"
    late.getControl(name=name).value = ["take_back"]
    go_on_and_leave(late)
    assert "You have left" in late.words
    assert rest("teller").get(url).json()["review_state"] == "private"


def test_of_two_pages_sent_at_once_one_is_refused(tab, told, rest):
    url = told("community")
    for turn in range(2):
        pages = [tab("teller").visit(f"{url}/edit") for _ in range(3)]
        for number, page in enumerate(pages):
            page.field("form.widgets.IBasic.title").value = f"{turn} {number}"

        def save(page):
            page.getControl("Save").click()
            return page.status

        with ThreadPoolExecutor(len(pages)) as pool:
            assert sorted(pool.map(save, pages)) == [200, 409, 409]


def test_a_page_without_what_was_seen_does_nothing(tab, told, rest):
    url = told("private")
    page = tab("teller").visit(f"{url}/edit")
    token = page.field("_authenticator").value
    for session, name in ((rest("teller"), "share-story"), (rest("teller"), "edit")):
        session.headers["Accept"] = "text/html"
        answer = session.post(
            f"{url}/{name}",
            data={
                "_authenticator": token,
                "form.widgets.reflection": "Mine",
                "form.buttons.save": "1",
                "attribution": "name",
            },
        )
        assert answer.status_code in (400, 409)
    assert rest("teller").get(url).json()["review_state"] == "private"
