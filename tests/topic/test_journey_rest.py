"""A round over REST, from the first topic to what came out."""

import pytest


@pytest.fixture
def a_round(rest):
    """Return a function that makes a round and shows it to the community."""

    def make(**fields) -> str:
        facilitator = rest("facilitator")
        payload = {"@type": "leap.cop.TopicRound", "title": "What next?", **fields}
        made = facilitator.post("tuesday", json=payload)
        assert made.status_code == 201, made.text
        url = made.json()["@id"]
        shared = facilitator.post(f"{url}/@workflow/share", json={})
        assert shared.status_code == 200, shared.text
        return url

    return make


@pytest.fixture
def a_vote(rest, a_round):
    """Return a function that makes a round with three themes, open to dots."""

    def make(**fields) -> tuple[str, list[str]]:
        url = a_round(**fields)
        facilitator = rest("facilitator")
        themes = []
        for title in ("Schools", "Online", "Rest"):
            made = facilitator.post(f"{url}/@themes", json={"title": title})
            assert made.status_code == 201, made.text
            themes.append(made.json()["id"])
        opened = facilitator.post(f"{url}/@phase", json={"phase": "voting"})
        assert opened.status_code == 200, opened.text
        return url, themes

    return make


def test_from_topics_to_results(rest, a_round):
    url = a_round()
    member, facilitator = rest("member"), rest("facilitator")
    topic = member.post(f"{url}/@topics", json={"text": "How do we ask?"})
    assert topic.status_code == 201, topic.text
    moved = facilitator.post(f"{url}/@phase", json={"phase": "grouping"})
    assert moved.json()["phase"] == "grouping"
    theme = facilitator.post(
        f"{url}/@themes", json={"title": "Asking", "topics": [topic.json()["id"]]}
    )
    assert theme.status_code == 201, theme.text
    seen = member.get(f"{url}/@topics").json()["items"][0]
    assert seen["theme"] == theme.json()["id"]
    assert seen["mine"] is True
    opened = facilitator.post(f"{url}/@phase", json={"phase": "voting"}).json()
    assert opened["voted"] == 0
    own = member.get(f"{url}/@ballot").json()
    assert own["can_vote"] is True
    assert own["left"] == 5
    dots = {theme.json()["id"]: 3}
    cast = member.put(f"{url}/@ballot", json={"dots": dots})
    assert cast.status_code == 200, cast.text
    assert cast.json()["dots"] == dots
    assert member.get(f"{url}/@results").status_code == 409
    assert facilitator.get(f"{url}/@results").status_code == 409
    closed = facilitator.post(f"{url}/@phase", json={"phase": "closed"})
    assert closed.status_code == 200, closed.text
    assert member.get(f"{url}/@ballot").json()["left"] == 0
    results = member.get(f"{url}/@results").json()
    assert [(row["dots"], row["place"]) for row in results["items"]] == [(3, 1)]
    assert results["voted"] == 1
    assert results["items"][0]["topics"][0]["text"] == "How do we ask?"


def test_a_secret_ballot_is_final_and_knows_its_retry(rest, a_vote):
    url, themes = a_vote(secrecy="secret")
    member = rest("member")
    sent = {"dots": {themes[0]: 2}, "receipt": "0123456789abcdef"}
    first = member.put(f"{url}/@ballot", json=sent)
    assert first.status_code == 200, first.text
    assert member.put(f"{url}/@ballot", json=sent).status_code == 200
    other = {**sent, "receipt": "another-receipt-0"}
    assert member.put(f"{url}/@ballot", json=other).status_code == 409
    assert member.delete(f"{url}/@ballot").status_code == 409
    rest("facilitator").post(f"{url}/@phase", json={"phase": "closed"})
    found = member.get(f"{url}/@ballot", headers={"Receipt": "0123456789abcdef"}).json()
    assert found["counted"] is True
    assert found["dots"] == {themes[0]: 2}
    results = member.get(f"{url}/@results").json()
    assert results["breakdown"] is False
    assert {row["dots"] for row in results["items"]} == {None}


def test_rounds_are_compared(rest, a_vote):
    url, themes = a_vote()
    rest("member").put(f"{url}/@ballot", json={"dots": {themes[1]: 2}})
    facilitator = rest("facilitator")
    facilitator.post(f"{url}/@phase", json={"phase": "closed"})
    seen = rest("member").get("tuesday/@rounds")
    assert seen.status_code == 200, seen.text
    assert [line["title"] for line in seen.json()["lines"]]
