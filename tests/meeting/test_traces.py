"""What a teller learns of a title that others wrote down: what the teller reads."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.events import IMessageToFacilitators
from leap.cop.community.membership import Membership
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from tests.conftest import make_story
from zope.component import adapter
from zope.component import getGlobalSiteManager

import pytest
import transaction


NOW = datetime(2026, 11, 20, tzinfo=UTC)
SECRET = "Redundancies in spring"


@pytest.fixture
def notes():
    """Yield the notes to facilitators that are written meanwhile."""
    seen = []

    @adapter(IMessageToFacilitators)
    def note(event):
        seen.append((event.userid, event.text, event.also))

    manager = getGlobalSiteManager()
    manager.registerHandler(note)
    yield seen
    manager.unregisterHandler(note)


@pytest.fixture
def write(site):
    """Return a function that writes the same words everywhere inside a meeting."""

    def fill(path: str, words: str = SECRET) -> str:
        record = record_of(site.unrestrictedTraverse(path))
        record.minutes.members_record = f"<p>{words}</p>"
        record.minutes.summary = f"<p>{words}</p>"
        record.note = words
        row = AgendaRow("one", "other", "facilitator")
        row.title = row.note = row.outcome = words
        record.rows["one"] = row
        transaction.commit()
        return path

    return fill


@pytest.fixture
def story_of(site, rest):
    """Return a function that tells a story as anybody."""

    def tell(who: str, state: str = "community", title: str = SECRET) -> str:
        rest("facilitator").patch("tuesday", json={"accepts_staff_stories": True})
        transaction.begin()
        story = make_story(site["tuesday"], state, teller=who, title=title)
        transaction.commit()
        return story.absolute_url()

    return tell


def fields_of(rest, who: str, story: str) -> list[str]:
    answer = rest(who).get(f"{story}/@traces")
    assert answer.status_code == 200, answer.text
    return [row["field"] for row in answer.json()["items"]]


INSIDE = ["members_record", "summary", "outcome", "agenda", "note"]


def test_a_member_reads_where_it_stands(rest, write, meeting_at, story_of):
    write(meeting_at())
    story = story_of("member")
    assert fields_of(rest, "member", story) == INSIDE
    rest("member").delete(f"{story}/@consent")
    assert fields_of(rest, "member", story) == INSIDE


def test_a_title_that_was_never_shared_finds_nothing(
    rest, write, meeting_at, story_of, notes
):
    write(meeting_at(state="public", title=SECRET))
    for state in ("private", "pending"):
        story = story_of("teller", state)
        assert fields_of(rest, "teller", story) == []
    assert rest("teller").post(f"{story}/@traces").status_code == 204
    assert notes == []


def test_retitling_in_private_finds_nothing_new(rest, write, meeting_at, story_of):
    write(meeting_at())
    story = story_of("member", title="The long table")
    rest("member").delete(f"{story}/@consent")
    rest("member").patch(story, json={"title": SECRET})
    assert rest("member").get(story).json()["title"] == SECRET
    assert fields_of(rest, "member", story) == []


def test_the_title_it_had_is_found_after_retitling(rest, write, meeting_at, story_of):
    write(meeting_at())
    story = story_of("member")
    rest("member").delete(f"{story}/@consent")
    rest("member").patch(story, json={"title": "Another"})
    assert fields_of(rest, "member", story) == INSIDE


def test_a_title_it_got_while_shared_counts(rest, write, meeting_at, story_of):
    write(meeting_at())
    story = story_of("member", title="The long table")
    rest("member").patch(story, json={"title": SECRET})
    rest("member").patch(story, json={"title": "A third one"})
    rest("member").delete(f"{story}/@consent")
    assert fields_of(rest, "member", story) == INSIDE


def test_a_short_title_is_looked_for_nowhere(rest, write, meeting_at, story_of):
    write(meeting_at(), "We")
    assert fields_of(rest, "member", story_of("member", title="We")) == []


def test_a_meeting_that_members_do_not_see(
    rest, write, meeting_at, story_of, site, notes
):
    path = write(meeting_at(state="private", title=SECRET))
    other = write(meeting_at())
    for one in (path, other):
        turns = record_of(site.unrestrictedTraverse(one)).turns
        turns["note_taker"] = ("newcomer", "accepted")
    turns["note_taker"] = ("member", "accepted")
    transaction.commit()
    story = story_of("member")
    rows = rest("member").get(f"{story}/@traces").json()["items"]
    assert {row["meeting"]["@id"].endswith(other) for row in rows} == {True}
    # The note names the other meeting, too: so it goes to facilitators alone.
    assert rest("member").post(f"{story}/@traces").status_code == 204
    [(_who, text, also)] = notes
    assert path in text and also == ""


@pytest.mark.parametrize("why", ["colleague", "waits", "left"])
@pytest.mark.parametrize("state", ["community", "public"])
def test_others_learn_nothing(
    rest, write, meeting_at, story_of, site, notes, why, state
):
    path = write(meeting_at(state=state))
    who = "colleague" if why == "colleague" else "member"
    found, nothing = story_of(who), story_of(who, title="Nowhere at all")
    roster = Membership(site["tuesday"])
    if why == "waits":
        roster.let_wait("member", True, now=NOW)
    elif why == "left":
        roster.remove("member", now=NOW)
    # A turn that one had gives nothing to whoever left.
    record_of(site.unrestrictedTraverse(path)).turns["note_taker"] = (who, "accepted")
    transaction.commit()
    for story in (found, nothing):
        assert fields_of(rest, who, story) == []
    first = rest(who).post(f"{found}/@traces")
    again = rest(who).post(f"{nothing}/@traces")
    assert (first.status_code, again.status_code) == (204, 409)
    [(_who, text, also)] = notes
    assert SECRET not in text and also == ""


def test_the_answer_is_the_same_where_nothing_is(rest, story_of, site, notes):
    story = story_of("colleague")
    answer = rest("colleague").post(f"{story}/@traces")
    assert (answer.status_code, answer.text) == (204, "")
    answer = rest("colleague").post(f"{story}/@traces")
    assert answer.status_code == 409
    assert "Enough emails have been sent for one day." in answer.text
    assert notes == []


def test_one_note_a_day_whatever_story(rest, write, meeting_at, story_of, notes):
    write(meeting_at())
    one, two = story_of("member"), story_of("member")
    assert rest("member").post(f"{one}/@traces").status_code == 204
    assert rest("member").post(f"{two}/@traces").status_code == 409
    assert len(notes) == 1


def test_a_copy_was_never_shared(rest, write, meeting_at, story_of, site):
    write(meeting_at())
    story = story_of("member")
    made = rest("member").post("tuesday/@copy", json={"source": story}).json()
    [row] = made if isinstance(made, list) else [made]
    assert fields_of(rest, "member", row["target"]) == []


def test_whoever_left_can_ask_on_a_page(visit, write, meeting_at, story_of, site):
    write(meeting_at())
    story = story_of("member")
    Membership(site["tuesday"]).remove("member", now=NOW)
    transaction.commit()
    visitor = visit("member")
    visitor.go(f"{story}/traces")
    assert "the record" not in visitor.text and "2027" not in visitor.text
    visitor.form_to("traces").submit()
    assert (
        "If your title still appears anywhere, facilitators and note-takers have "
        "been asked to remove it."
    ) in visitor.text
