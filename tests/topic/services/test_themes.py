"""REST of themes: topics that belong together, grouped until the first ballot."""

from leap.cop.topic import rules
from tests.topic.services import bad

import pytest


def titles(session, made) -> list[str]:
    return [row["title"] for row in session.get(f"{made.url}/@themes").json()["items"]]


# Making


def test_a_theme_is_made_and_found(asks, round_at):
    made = round_at()
    topics = [made.topic("How?"), made.topic("When?", who="teller")]
    sent = {"title": " Asking  well ", "description": " How we ask. ", "topics": topics}
    answer = asks("facilitator").post(f"{made.url}/@themes", json=sent)
    assert answer.status_code == 201
    row = answer.json()
    assert answer.headers["Location"] == row["@id"] == f"{made.url}/@themes/{row['id']}"
    assert len(row["id"]) == 20
    assert {name: row[name] for name in row if name not in ("@id", "id", "topics")} == {
        "title": "Asking well",
        "description": "How we ask.",
        "position": 1,
        "dealt_with": False,
        "corrected": [],
        "rev": 1,
    }
    assert sorted(row["topics"]) == sorted(topics)
    found = asks("member").get(f"{made.url}/@themes").json()
    assert found["@id"] == f"{made.url}/@themes"
    assert found["items_total"] == 1
    assert "candidates" not in found
    one = asks("member").get(row["@id"]).json()
    assert one["title"] == "Asking well"
    assert [stop["id"] for stop in one["life_line"]] == [row["id"]]
    assert sorted(one["life_line"][0]["topics"]) == ["How?", "When?"]


def test_an_order_of_topics_tells_neither_who_nor_when(asks, round_at):
    """Not even whose they are: the reader's own stand where they fall."""
    made = round_at()
    topics = [
        made.topic(f"Topic {number}", who=("member", "teller")[number % 2])
        for number in range(8)
    ]
    theme = made.theme("Asking", topics)
    for who in ("member", "teller", "facilitator"):
        for row in (
            asks(who).get(f"{made.url}/@themes").json()["items"][0],
            asks(who).get(f"{made.url}/@themes/{theme}").json(),
        ):
            assert row["topics"] == sorted(topics)  # by random ids


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": "\u202e"}, "title"),
        ({"title": "A", "description": "x" * 1001}, "description"),
        ({"title": "A", "topics": ["nothing"]}, "topics"),
        ({"title": "A", "topics": [bad.HALF]}, "topics"),
        ({"candidate": "nothing"}, "candidate"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_theme_is_not_kept(asks, round_at, sent, field):
    made = round_at()
    theme = made.theme("Asking", [made.topic()])
    before = made.kept()
    facilitator = asks("facilitator")
    url = f"{made.url}/@themes"
    answers = [facilitator.post(url, json=sent)]
    if field != "candidate":
        # Alone, and behind something that could be kept.
        alone = {field: sent[field]}
        first = {"topics": [], "position": 1, **alone}
        answers += [
            facilitator.patch(f"{url}/{theme}", json=alone),
            facilitator.patch(f"{url}/{theme}", json=first),
        ]
    for answer in answers:
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].startswith(f"{field}: ")
    assert made.kept() == before


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "title"),
        ({"titel": "Asking"}, "titel"),
        ({"position": "1"}, "position"),
    ],
    ids=repr,
)
def test_what_is_no_change_is_not_kept(asks, round_at, sent, field):
    made = round_at()
    theme = made.theme("Asking")
    before = made.kept()
    answer = asks("facilitator").patch(f"{made.url}/@themes/{theme}", json=sent)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")
    assert made.kept() == before


@pytest.mark.parametrize("sent", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000])
def test_numbers_that_are_none(asks, round_at, sent):
    made = round_at()
    theme = made.theme("Asking")
    before = made.kept()
    answer = asks("facilitator").patch(
        f"{made.url}/@themes/{theme}",
        data=f'{{"position": {sent}}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(("position: ", "body: "))
    assert made.kept() == before


def test_a_round_has_so_many_themes(asks, round_at):
    made = round_at()
    for number in range(rules.MOST_THEMES):
        made.theme(f"Theme {number}")
    sent = {"title": "One more"}
    answer = asks("facilitator").post(f"{made.url}/@themes", json=sent)
    assert answer.status_code == 409
    assert len(made.record.themes) == rules.MOST_THEMES


# Changing


def test_themes_are_put_in_order(asks, round_at):
    made = round_at()
    ids = {title: made.theme(title) for title in "ABCD"}
    facilitator = asks("facilitator")
    for title, position, order in (
        ("D", 1, "DABC"),
        ("A", 4, "DBCA"),
        ("B", 10**30, "DCAB"),
        ("B", -(10**30), "BDCA"),
        ("B", 0, "BDCA"),
        ("C", 3, "BDCA"),
    ):
        url = f"{made.url}/@themes/{ids[title]}"
        answer = facilitator.patch(url, json={"position": position})
        assert answer.status_code == 200
        assert "".join(titles(asks("member"), made)) == order
        assert answer.json()["position"] == order.index(title) + 1


def test_topics_follow_what_is_sent(asks, round_at):
    made = round_at()
    topics = [made.topic(f"Topic {number}") for number in range(3)]
    one, other = made.theme("One", topics[:2]), made.theme("Other", topics[2:])
    facilitator = asks("facilitator")
    url = f"{made.url}/@themes/{one}"
    answer = facilitator.patch(url, json={"topics": [topics[1], topics[2], topics[1]]})
    assert sorted(answer.json()["topics"]) == sorted(topics[1:])
    places = {
        row["id"]: row["theme"]
        for row in facilitator.get(f"{made.url}/@topics").json()["items"]
    }
    assert places == {topics[0]: None, topics[1]: one, topics[2]: one}
    assert facilitator.get(f"{made.url}/@themes/{other}").json()["topics"] == []
    assert facilitator.patch(url, json={"topics": []}).json()["topics"] == []


def test_a_theme_goes_and_its_topics_stay(asks, round_at):
    made = round_at()
    topic = made.topic()
    theme = made.theme("Asking", [topic])
    url = f"{made.url}/@themes/{theme}"
    assert asks("facilitator").delete(url).status_code == 204
    assert asks("facilitator").get(url).status_code == 404
    assert asks("facilitator").delete(url).status_code == 404
    assert asks("member").get(f"{made.url}/@topics/{topic}").json()["theme"] is None


# Once somebody has voted


def vote(session, made, dots) -> None:
    answer = session.put(f"{made.url}/@ballot", json={"dots": dots})
    assert answer.status_code == 200, answer.text


def test_themes_change_in_an_open_vote_until_somebody_votes(asks, vote_at):
    made = vote_at()
    facilitator = asks("facilitator")
    url = f"{made.url}/@themes"
    added = facilitator.post(url, json={"title": "Late"}).json()["id"]
    assert facilitator.delete(f"{url}/{made.themes[0]}").status_code == 204
    own = asks("member").get(f"{made.url}/@ballot").json()
    assert {theme["id"] for theme in own["themes"]} == {added, *made.themes[1:]}
    refused = asks("member").put(
        f"{made.url}/@ballot", json={"dots": {made.themes[0]: 1}}
    )
    assert refused.status_code == 400
    vote(asks("member"), made, {added: 1})
    for theme in (added, made.themes[1]):
        assert facilitator.delete(f"{url}/{theme}").status_code == 409
    assert facilitator.post(url, json={"title": "Later"}).status_code == 409
    # They stay, whatever becomes of that ballot.
    assert asks("member").delete(f"{made.url}/@ballot").status_code == 204
    assert facilitator.post(url, json={"title": "Later"}).status_code == 409


def test_the_last_theme_of_a_vote_stays(asks, vote_at):
    made = vote_at()
    facilitator = asks("facilitator")
    statuses = [
        facilitator.delete(f"{made.url}/@themes/{theme}").status_code
        for theme in made.themes
    ]
    assert statuses == [204, 204, 409]


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_after_the_first_ballot_a_title_is_corrected_and_nothing_else(
    asks, vote_at, secrecy
):
    made = vote_at(secrecy=secrecy)
    facilitator = asks("facilitator")
    url = f"{made.url}/@themes/{made.themes[0]}"
    # Nobody has voted, but somebody may have the page before them.
    first = facilitator.get(url).json()["title"]
    corrected = facilitator.patch(url, json={"title": "Our schools"}).json()
    assert [row["title"] for row in corrected["corrected"]] == [first]
    vote(asks("member"), made, {made.themes[0]: 2})
    before = made.kept()
    for sent in (
        {"description": "Another meaning."},
        {"topics": []},
        {"title": "Anew", "description": "Another meaning."},
        {"dealt_with": True},
    ):
        assert facilitator.patch(url, json=sent).status_code == 409, sent
    assert made.kept() == before
    # What it says already is no change.
    assert facilitator.patch(url, json={"description": ""}).status_code == 200
    corrected = facilitator.patch(url, json={"title": "All schools"}).json()
    assert [row["title"] for row in corrected["corrected"]] == [first, "Our schools"]
    assert asks("member").get(url).json()["corrected"] == corrected["corrected"]
    again = facilitator.patch(url, json={"title": "All schools"}).json()
    assert again["corrected"] == corrected["corrected"]


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_renaming_and_reordering_between_ballots_moves_no_dots(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy, dots=6, max_per_theme=4)
    facilitator = asks("facilitator")
    schools, online, rest = made.themes
    for number, (who, dots) in enumerate(
        [
            ("member", {schools: 4, online: 1}),
            ("teller", {schools: 1, rest: 2}),
            ("facilitator", {online: 3}),
        ]
    ):
        vote(asks(who), made, dots)
        for place, theme in enumerate(reversed(made.themes)):
            answer = facilitator.patch(
                f"{made.url}/@themes/{theme}",
                json={"title": f"Theme {place} {number}", "position": place + 1},
            )
            assert answer.status_code == 200, answer.text
        made.themes = made.themes[1:] + made.themes[:1]
    if secrecy == "named":
        own = asks("member").get(f"{made.url}/@ballot").json()
        assert own["dots"] == {schools: 4, online: 1}
    made.go("closed")
    tally = made.record.box.tally()
    assert {line.option: line.dots for line in tally.lines} == {
        schools: 5,
        online: 4,
        rest: 2,
    }
    rows = asks("member").get(f"{made.url}/@results").json()["items"]
    assert [row["id"] for row in rows] == [schools, online, rest]


def test_a_closed_round_stays_as_it_is(asks, vote_at):
    made = vote_at()
    made.go("closed")
    facilitator = asks("facilitator")
    url = f"{made.url}/@themes"
    theme = f"{url}/{made.themes[0]}"
    assert facilitator.post(url, json={"title": "Late"}).status_code == 409
    assert facilitator.delete(theme).status_code == 409
    assert facilitator.patch(theme, json={"topics": []}).status_code == 409
    assert facilitator.patch(theme, json={"description": "x"}).status_code == 409
    assert facilitator.patch(theme, json={"dealt_with": True}).json()["dealt_with"]
    assert facilitator.patch(theme, json={"title": "Anew"}).status_code == 200


# What comes back


def test_what_was_not_dealt_with_comes_back(asks, vote_at, round_at):
    first = vote_at()
    vote(asks("member"), first, {first.themes[1]: 3, first.themes[0]: 1})
    assert asks("facilitator").get(f"{first.url}/@themes").json()["candidates"] == []
    first.go("closed")
    facilitator = asks("facilitator")
    done = f"{first.url}/@themes/{first.themes[2]}"
    assert facilitator.patch(done, json={"dealt_with": True}).ok
    second = round_at(stage="middle")
    url = f"{second.url}/@themes"
    waiting = facilitator.get(url).json()["candidates"]
    assert {row["title"] for row in waiting} == {"Schools", "Online"}
    online = next(row for row in waiting if row["title"] == "Online")
    assert (online["dots"], online["place"], online["share"]) == (3, 1, 75)
    assert online["round"]["@id"] == first.url
    made = facilitator.post(url, json={"candidate": online["id"]})
    assert made.status_code == 201
    assert facilitator.post(url, json={"candidate": online["id"]}).status_code == 409
    line = asks("member").get(made.json()["@id"]).json()["life_line"]
    assert [stop["round"]["@id"] for stop in line] == [first.url, second.url]
    assert [stop.get("dots") for stop in line] == [3, None]
    seen = asks("member").get("tuesday/@rounds").json()
    lines = {row["title"]: row["rounds"] for row in seen["lines"]}
    assert [stop["dots"] for stop in lines["Online"]] == [3, None]
