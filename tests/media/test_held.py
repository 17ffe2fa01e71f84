"""What a file says besides what one sees at once is said to whoever answers for it."""

from leap.cop.media import held
from leap.cop.media.cleaning import kinds
from leap.cop.media.keeping import media_of

import base64
import pytest
import transaction


SAID = "This file contains more than people see at first"
NOTES = "Slides with speaker notes: 6."


@pytest.fixture
def with_notes(site, told, rest, samples):
    """Return the address of a story whose slides have notes, and that of the slides."""

    def make(state):
        url = told(state)
        data = base64.b64encode(samples.make("pptx")).decode()
        sent = {"data": data, "encoding": "base64"}
        answer = rest("teller").post(url, json={"@type": "leap.cop.File", "file": sent})
        assert answer.status_code == 201, answer.text
        transaction.begin()
        story = site["tuesday"][url.rsplit("/", 1)[1]]
        [medium] = media_of(story)
        medium.file.holds = (("speaker_notes", 6), ("comments", 1))
        transaction.commit()
        return url, medium.absolute_url()

    return make


def test_everything_that_can_be_held_has_words():
    assert set(held._SAYS) == set(held._HOW) == set(kinds.HOLDS)


def test_it_is_said_over_rest(with_notes, rest):
    _url, medium = with_notes("community")
    [notes, comments] = rest("teller").get(medium).json()["holds"]
    assert (notes["kind"], notes["count"]) == ("speaker_notes", 6)
    assert (
        notes["says"] == NOTES
        and "pen the notes view, and delete the notes" in notes["how"]
    )
    assert comments["count"] == 1
    assert rest("colleague").get(medium).status_code == 404


def test_its_teller_sees_it_on_the_pages_where_it_can_be_changed(with_notes, visit):
    url, _medium = with_notes("private")
    teller = visit("teller")
    for page in (f"{url}/story-media", url):
        teller.go(page)
        assert SAID in teller.text and NOTES in teller.text, page


def test_a_reviewer_sees_it_and_other_readers_are_not_bothered(with_notes, rest, visit):
    url, _medium = with_notes("community")
    rest("teller").post(f"{url}/@consent", json={"level": "public"})
    reviewer = visit("reviewer")
    reviewer.go(f"{url}/review-story")
    assert NOTES in reviewer.text
    member = visit("member")
    member.go(url)
    assert "download" in member.contents and SAID not in member.text
