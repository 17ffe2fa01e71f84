"""The journey *Tell* over REST: write, share, ask, publish, take back."""

import pytest


STORY = {
    "@type": "leap.cop.Story",
    "title": "“Be asked” – a start…",
    "learning": "<p>Wow! What a day: ‘their’ list, our table – and tea.</p>",
    "others_recognisable": "nobody",
}


@pytest.fixture
def teller(rest):
    return rest("teller")


def tell(teller, **fields):
    answer = teller.post("tuesday", json={**STORY, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


def ids(listing):
    return [item["@id"] for item in listing.json()["items"]]


def test_tell_share_publish_read_and_take_back(rest, teller):
    url = tell(teller)["@id"]
    reviewer, colleague, member = rest("reviewer"), rest("colleague"), rest("member")
    assert member.get(url).status_code == 404

    answer = teller.post(f"{url}/@consent", json={"level": "community"})
    assert answer.status_code == 200, answer.text
    assert member.get(url).status_code == 200
    assert colleague.get(url).status_code == 404

    answer = teller.post(
        f"{url}/@consent", json={"level": "public", "attribution": "name"}
    )
    assert answer.json()["review_state"] == "community_pending"
    queue = reviewer.get("@review-queue").json()["items"]
    assert [item["@id"] for item in queue] == [url]

    answer = reviewer.post(
        f"{url}/@workflow/approve", json={"digest": queue[0]["digest"]}
    )
    assert answer.status_code == 200, answer.text
    assert colleague.get(url).json()["title"] == STORY["title"]
    assert ids(colleague.get("@story-library")) == [url]
    assert ids(colleague.get("@story-library?words=tea")) == [url]
    assert url in ids(colleague.get("@search?SearchableText=tea"))

    answer = teller.delete(f"{url}/@consent")
    assert answer.status_code == 200, answer.text
    for reader in (reviewer, colleague, member, rest("facilitator"), rest("admin")):
        assert reader.get(url).status_code == 410
        assert ids(reader.get("@story-library")) == []
        assert url not in ids(reader.get("@search"))
        assert url not in ids(reader.get("@search?SearchableText=tea"))
    assert rest(None).get(url).status_code == 401
    assert teller.get(url).status_code == 200


def test_my_stories_tell_who_reads_them(rest, teller):
    url = tell(teller)["@id"]
    row = teller.get("@my-stories").json()["items"][0]
    assert (row["@id"], row["audience"], row["readers"]) == (url, "private", 1)
    assert ids(rest("member").get("@my-stories")) == []


def test_sent_back_with_a_note_for_two(rest, teller):
    url = tell(teller)["@id"]
    teller.post(f"{url}/@consent", json={"level": "public"})
    reviewer = rest("reviewer")
    answer = reviewer.post(
        f"{url}/@workflow/return", json={"comment": "Which street is a clue."}
    )
    assert answer.status_code == 200
    row = teller.get("@my-stories").json()["items"][0]
    assert row["review_state"] == "private"
    assert row["reason"] == "Which street is a clue."
    assert reviewer.get(url).status_code == 404
    assert "clue" not in teller.get(f"{url}/@history").text


def test_a_changed_text_waits_for_a_review_again(rest, teller, told):
    url = told("public")
    colleague, member = rest("colleague"), rest("member")
    answer = teller.patch(url, json={"learning": "<p>Another word.</p>"})
    assert answer.status_code == 204
    assert colleague.get(url).status_code == 410
    assert "Another word" in member.get(url).text
    assert teller.get(url).json()["review_state"] == "community_pending"
    answer = teller.patch(url, json={"learning": "<p>And one more.</p>"})
    assert answer.status_code == 409
    assert "Another word" in member.get(url).text


def test_an_id_that_is_sent_is_ignored(teller):
    made = tell(teller, id="why-anna-left")
    assert "anna" not in made["@id"]
    assert len(made["id"]) == 20
    teller.patch(made["@id"], json={"id": "why-anna-left"})
    assert teller.get(made["@id"]).status_code == 200


def test_a_story_without_a_title_takes_its_first_words(teller):
    answer = teller.post(
        "tuesday",
        json={"@type": "leap.cop.Story", "reflection": "<p>They stayed. Long.</p>"},
    )
    assert answer.json()["title"] == "They stayed"


def test_somebody_recognisable_stays_in_the_community(teller):
    url = tell(teller, others_recognisable="somebody_could")["@id"]
    assert teller.post(f"{url}/@consent", json={"level": "public"}).status_code == 409
    answer = teller.post(f"{url}/@consent", json={"level": "community"})
    assert answer.status_code == 200


def test_only_the_text_that_was_read_is_published(rest, teller, told):
    url = told("pending")
    answer = rest("reviewer").post(
        f"{url}/@workflow/approve", json={"digest": "v1:0000"}
    )
    assert answer.status_code == 409
    assert teller.get(url).json()["review_state"] == "pending"
