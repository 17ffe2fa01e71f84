"""REST of topics: what each wants to talk about, in the own words."""

from leap.cop.topic import rules
from leap.cop.topic.records import Topic
from tests.topic.services import bad

import pytest
import transaction


def texts(session, made, **query) -> list[str]:
    answer = session.get(f"{made.url}/@topics", params=query)
    return [row["text"] for row in answer.json()["items"]]


# Writing


def test_a_topic_is_written_and_found(asks, round_at):
    made = round_at()
    member = asks("member")
    answer = member.post(f"{made.url}/@topics", json={"text": "  How do we ask? "})
    assert answer.status_code == 201
    row = answer.json()
    assert answer.headers["Location"] == row["@id"] == f"{made.url}/@topics/{row['id']}"
    assert len(row["id"]) == 20
    assert row == {
        "@id": row["@id"],
        "id": row["id"],
        "text": "How do we ask?",
        "theme": None,
        "mine": True,
        "rev": 1,
    }
    assert member.get(row["@id"]).json() == row
    listed = member.get(f"{made.url}/@topics").json()
    assert listed["@id"] == f"{made.url}/@topics"
    assert (listed["items"], listed["items_total"]) == ([row], 1)
    seen = asks("facilitator").get(row["@id"]).json()
    assert seen == {**row, "mine": False}


def test_signs_that_nobody_sees_are_not_kept(asks, round_at):
    made = round_at()
    url = f"{made.url}/@topics"
    sent = "How\x00 do\twe \u202eask?\r\nAnd whom?\x7f"
    row = asks("member").post(url, json={"text": sent}).json()
    assert row["text"] == "How do we ask?\nAnd whom?"
    sent = {"title": "\u202eAsk\x00ing", "description": "\x1bHow"}
    theme = asks("facilitator").post(f"{made.url}/@themes", json=sent).json()
    assert (theme["title"], theme["description"]) == ("Asking", "How")
    family = "\U0001f469\u200d\U0001f467"
    sent = {"text": f"a\u200db {family}\u200d"}
    row = asks("member").post(url, json=sent).json()
    assert row["text"] == f"ab {family}"
    for nothing in ("\u202e", "\x00 \x1b", "\u3164 \u2800", "\u200d"):
        answer = asks("member").post(url, json={"text": nothing})
        assert answer.status_code == 400


def test_the_same_words_twice_are_one_topic(asks, round_at):
    """A double click, or a retry whose first answer was lost."""
    made = round_at()
    sent = {"text": "How do we ask?"}
    first = asks("member").post(f"{made.url}/@topics", json=sent).json()
    assert asks("member").post(f"{made.url}/@topics", json=sent).json() == first
    other = asks("facilitator").post(f"{made.url}/@topics", json=sent).json()
    assert other["id"] != first["id"]
    assert texts(asks("member"), made) == ["How do we ask?"] * 2


def test_a_list_comes_in_pages(asks, round_at):
    made = round_at()
    for number in range(5):
        made.topic(f"Topic {number}")
    page = asks("member").get(f"{made.url}/@topics?b_size=2&b_start=2").json()
    assert (len(page["items"]), page["items_total"]) == (2, 5)
    assert page["batching"]["next"].startswith(f"{made.url}/@topics?")
    for query in ("b_size=0", "b_size=x", "b_size=1000", "b_start=-1"):
        answer = asks("member").get(f"{made.url}/@topics?{query}")
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(query.split("=")[0])


@pytest.mark.parametrize("text", [["x"], " ", bad.HALF, "x" * 501], ids=repr)
def test_what_is_no_topic_is_not_kept(asks, round_at, text):
    made = round_at()
    topic = made.topic()
    before = made.kept()
    member = asks("member")
    for answer in (
        member.post(f"{made.url}/@topics", json={"text": text}),
        member.patch(f"{made.url}/@topics/{topic}", json={"text": text}),
    ):
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].startswith("text: ")
    assert made.kept() == before


@pytest.mark.parametrize("body", [*bad.BODIES, *bad.DEEP], ids=lambda body: body[:9])
def test_bodies_that_are_no_object(asks, round_at, body):
    made = round_at()
    made.topic()
    before = made.kept()
    headers = {"Content-Type": "application/json"}
    url = f"{made.url}/@topics"
    answer = asks("member").post(url, data=body, headers=headers)
    wanted = 401 if body in bad.DEEP else 400
    assert answer.status_code == wanted, answer.text
    assert made.kept() == before


def test_what_a_form_of_another_site_could_send_is_refused(asks, round_at):
    made = round_at()
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = asks("member").post(
            f"{made.url}/@topics",
            data='{"text": "Mine"}',
            headers={"Content-Type": kind, "Origin": "https://elsewhere.example"},
        )
        assert answer.status_code in (400, 403)
    assert not made.record.topics


def test_500_signs_are_a_topic_in_any_script(asks, round_at):
    made = round_at()
    for text in ("x" * 500, "Ж" * 500, "🙂" * 500):
        answer = asks("member").post(f"{made.url}/@topics", json={"text": text})
        assert answer.status_code == 201
        assert answer.json()["text"] == text


def test_a_person_writes_so_many_topics(asks, round_at):
    made = round_at()
    for number in range(rules.MOST_TOPICS):
        made.topic(f"Topic {number}")
    sent = {"text": "One more"}
    answer = asks("member").post(f"{made.url}/@topics", json=sent)
    assert answer.status_code == 409
    assert asks("facilitator").post(f"{made.url}/@topics", json=sent).status_code == 201
    # What is there already is no topic more.
    answer = asks("member").post(f"{made.url}/@topics", json={"text": "Topic 3"})
    assert answer.status_code == 201


def test_topics_are_written_while_they_are_collected(asks, round_at):
    made = round_at()
    topic = made.topic()
    made.theme("Asking", [topic])
    member = asks("member")
    for phase, writes, changes in (
        ("grouping", 409, 200),
        ("voting", 409, 409),
        ("closed", 409, 409),
    ):
        made.go(phase)
        answer = member.post(f"{made.url}/@topics", json={"text": f"In {phase}"})
        assert answer.status_code == writes, phase
        url = f"{made.url}/@topics/{topic}"
        answer = member.patch(url, json={"text": f"In {phase}"})
        assert answer.status_code == changes, phase
    assert member.get(url).json()["text"] == "In grouping"


# Whose it is


def test_only_its_author_changes_a_topic(asks, round_at):
    made = round_at("public")
    topic = made.topic()
    url = f"{made.url}/@topics/{topic}"
    before = made.kept()
    for who in ("facilitator", "teller", "siteadmin", "admin", "colleague"):
        for sent in ({"text": "Mine"}, {"objection": "No"}):
            assert asks(who).patch(url, json=sent).status_code == 403, who
    assert made.kept() == before
    assert asks("member").patch(url, json={"text": "Mine"}).json()["text"] == "Mine"


def test_its_author_or_a_facilitator_takes_a_topic_out(asks, round_at):
    made = round_at("public")
    for who, status in (
        ("teller", 403),
        ("colleague", 403),
        ("facilitator", 204),
        ("siteadmin", 204),
        ("admin", 204),
        ("member", 204),
    ):
        topic = made.topic(f"For {who}")
        url = f"{made.url}/@topics/{topic}"
        assert asks(who).delete(url).status_code == status
        assert asks("member").get(url).status_code == (404 if status == 204 else 200)


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_a_topic_goes_at_any_time_and_no_dot_with_it(asks, round_at, secrecy):
    """A name in it is taken back at once, whatever the vote is doing."""
    made = round_at(secrecy=secrecy)
    topics = [made.topic(f"Topic {number}") for number in range(2)]
    theme = made.theme("Asking", topics)
    made.go("voting")
    dots = {"dots": {theme: 2}}
    assert asks("member").put(f"{made.url}/@ballot", json=dots).status_code == 200
    url = f"{made.url}/@topics"
    assert asks("member").delete(f"{url}/{topics[0]}").status_code == 204
    made.go("closed")
    assert asks("facilitator").delete(f"{url}/{topics[1]}").status_code == 204
    row = asks("member").get(f"{made.url}/@results").json()["items"][0]
    assert (row["id"], row["topics"]) == (theme, [])
    if secrecy == "named":
        assert row["dots"] == 2


# Names


def test_authors_are_named_to_members_where_the_round_says_so(asks, round_at):
    made = round_at("public", unnamed_topics=False)
    made.topic()
    found = {
        who: asks(who).get(f"{made.url}/@topics").json()["items"][0].get("author")
        for who in ("member", "facilitator", "teller", "colleague", "siteadmin")
    }
    inside = dict.fromkeys(("member", "facilitator", "teller"), "Mia Brook")
    assert found == {**inside, "colleague": None, "siteadmin": None}


def test_nobody_is_named_where_the_round_says_so(asks, round_at):
    made = round_at("public")
    made.topic()
    for who in ("member", "facilitator", "teller", "colleague", "siteadmin", "admin"):
        answer = asks(who).get(f"{made.url}/@topics")
        assert "author" not in answer.json()["items"][0]
        assert "Mia Brook" not in answer.text
        assert '"member"' not in answer.text


@pytest.mark.parametrize("sent", [False, None])
def test_names_that_were_not_to_be_told_are_never_told(asks, round_at, sent):
    made = round_at()
    facilitator = asks("facilitator")
    for value in (False, True):
        answer = facilitator.patch(made.url, json={"unnamed_topics": value})
        assert answer.status_code == 204
    topic = made.topic()
    answer = facilitator.patch(made.url, json={"unnamed_topics": sent})
    assert answer.status_code in (400, 409)
    asks("member").delete(f"{made.url}/@topics/{topic}")
    # Who wrote it may be known to those who read it while it was there.
    answer = facilitator.patch(made.url, json={"unnamed_topics": sent})
    assert answer.status_code in (400, 409)
    assert facilitator.get(made.url).json()["unnamed_topics"] is True


def test_names_can_be_left_off_later(asks, round_at):
    made = round_at(unnamed_topics=False)
    made.topic()
    facilitator = asks("facilitator")
    assert facilitator.patch(made.url, json={"unnamed_topics": True}).ok
    assert "author" not in facilitator.get(f"{made.url}/@topics").json()["items"][0]
    # Nobody wrote since: so nobody was promised anything.
    assert facilitator.patch(made.url, json={"unnamed_topics": False}).ok
    assert facilitator.get(f"{made.url}/@topics").json()["items"][0]["author"]


def test_an_order_tells_neither_who_nor_when(asks, round_at):
    """The own ones first, the others by random ids, whoever asks."""
    made = round_at(unnamed_topics=False)
    for number in range(12):
        made.topic(f"Topic {number}", who=("member", "teller")[number % 2])
    for who, own in (("member", 6), ("teller", 6), ("facilitator", 0)):
        rows = asks(who).get(f"{made.url}/@topics?b_size=50").json()["items"]
        assert [row["mine"] for row in rows] == [True] * own + [False] * (12 - own)
        for part in (rows[:own], rows[own:]):
            ids = [row["id"] for row in part]
            assert ids == sorted(ids)


def test_somebody_who_was_erased_or_has_no_account_is_nobody(asks, site, round_at):
    made = round_at(unnamed_topics=False)
    topic = made.topic()
    made.record.topics[topic].author = ""
    transaction.commit()
    row = asks("teller").get(f"{made.url}/@topics/{topic}").json()
    assert row["mine"] is False
    assert not row.get("author")


# Objections


def test_an_author_objects_to_where_a_topic_was_put(asks, round_at):
    made = round_at("public")
    topic = made.topic()
    url = f"{made.url}/@topics/{topic}"
    member = asks("member")
    sent = {"objection": "It is about rest."}
    assert member.patch(url, json=sent).status_code == 409
    theme = made.theme("Asking", [topic])
    made.go("grouping")
    answer = member.patch(url, json=sent)
    assert answer.status_code == 200, answer.text
    assert answer.json()["objection"] == "It is about rest."
    seen = {
        who: asks(who).get(url).json().get("objection")
        for who in ("member", "facilitator", "teller", "colleague", "siteadmin")
    }
    told = dict.fromkeys(("member", "facilitator"), "It is about rest.")
    assert seen == {**told, "teller": None, "colleague": None, "siteadmin": None}
    assert member.patch(url, json={"objection": ""}).json().get("objection") is None
    member.patch(url, json=sent)
    # Put elsewhere it is answered.
    other = made.theme("Rest")
    moved = asks("facilitator").patch(
        f"{made.url}/@themes/{other}", json={"topics": [topic]}
    )
    assert moved.status_code == 200
    assert "objection" not in member.get(url).json()
    assert member.get(url).json()["theme"] == other != theme
    made.go("voting")
    assert member.patch(url, json=sent).status_code == 409


def test_nobody_objects_to_nothing(asks, round_at):
    made = round_at()
    topic = made.topic()
    made.go("grouping")
    url = f"{made.url}/@topics/{topic}"
    assert asks("member").patch(url, json={"objection": "No"}).status_code == 409
    for why in (*bad.NO_TEXTS, "x" * 501, bad.HALF):
        answer = asks("member").patch(url, json={"objection": why})
        assert answer.status_code == 400, why
        assert answer.json()["message"].startswith("objection: ")


# Grouping


def test_a_facilitator_puts_a_topic_under_a_theme(asks, round_at):
    made = round_at()
    topic, theme = made.topic(), made.theme("Asking")
    url = f"{made.url}/@topics/{topic}"
    facilitator = asks("facilitator")
    assert facilitator.patch(url, json={"theme": theme}).json()["theme"] == theme
    assert facilitator.patch(url, json={"theme": None}).json()["theme"] is None
    assert facilitator.patch(url, json={"theme": theme}).json()["theme"] == theme
    assert facilitator.patch(url, json={"theme": ""}).json()["theme"] is None
    for wrong in (1, True, ["x"], {}, "nothing", theme * 2, "x" * 100_000, bad.HALF):
        answer = facilitator.patch(url, json={"theme": wrong})
        assert answer.status_code == 400, wrong
        assert answer.json()["message"].startswith("theme: ")
    assert asks("member").patch(url, json={"theme": theme}).status_code == 403


def test_a_change_is_made_whole_or_not_at_all(asks, round_at):
    made = round_at()
    topic = made.topic(who="facilitator")
    before = made.kept()
    url = f"{made.url}/@topics/{topic}"
    answer = asks("facilitator").patch(url, json={"text": "Anew", "theme": "nothing"})
    assert answer.status_code == 400
    assert made.kept() == before


def test_nothing_is_moved_after_the_first_ballot(asks, vote_at):
    made = vote_at()
    record = made.record
    # Raised while they were collected.
    record.topics["t"] = Topic("t", "How?", "member")
    transaction.commit()
    facilitator = asks("facilitator")
    sent = {"theme": made.themes[0]}
    url = f"{made.url}/@topics/t"
    assert facilitator.patch(url, json=sent).status_code == 200
    dots = {"dots": {made.themes[0]: 1}}
    assert asks("member").put(f"{made.url}/@ballot", json=dots).ok
    other = {"theme": made.themes[1]}
    assert facilitator.patch(url, json=other).status_code == 409
    # Where it is already is no change.
    assert facilitator.patch(url, json=sent).status_code == 200
