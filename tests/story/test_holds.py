"""Stories on hold: what may not be shared again, and who lifts it."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.review import holds
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def save(story, text: str) -> None:
    story.learning = RichTextValue(f"<p>{text}</p>", "text/html", "text/x-html-safe")
    notify(ObjectModifiedEvent(story))


def share(story, attribution="name") -> None:
    lifecycle.grant(
        story, "community", now=lifecycle.utc_now(), attribution=attribution
    )


@pytest.fixture
def held(story_in, as_user):
    """A story that its facilitator put on hold; its teller is logged in."""
    story = story_in("community")
    as_user("facilitator")
    lifecycle.put_on_hold(story, "The street is a clue.")
    as_user("teller")
    return story


def tokens(story):
    return dict(holds.Holds(community_of(story)).for_reader())


def test_the_same_text_is_not_shared_again(held):
    with pytest.raises(NotNow):
        share(held)
    assert lifecycle.state_of(held) == "private"


def test_another_name_is_not_another_text(held):
    with pytest.raises(NotNow):
        share(held, "anonymous")


def test_a_changed_text_is_shared(held):
    save(held, "Somewhere else.")
    share(held)
    assert lifecycle.state_of(held) == "community"


def test_the_old_text_does_not_come_back_by_the_back_door(held):
    old = held.learning.raw.removeprefix("<p>").removesuffix("</p>")
    save(held, "Somewhere else.")
    share(held)
    with pytest.raises(NotNow):
        save(held, old)


def test_who_put_it_there_lifts_it(held, as_user, community):
    as_user("facilitator")
    ((token, hold),) = tokens(held).items()
    assert (hold.state, hold.by) == ("community", "facilitator")
    assert holds.Holds(community).reason(hold) == "The street is a clue."
    holds.release(community.UID(), token, now=lifecycle.utc_now())
    assert tokens(held) == {}
    assert standing_of(held).decisions[-1].act == holds.RELEASE
    as_user("teller")
    share(held)
    assert lifecycle.state_of(held) == "community"


@pytest.mark.parametrize("userid", ["teller", "member", "reviewer", "colleague", None])
def test_nobody_else_lifts_it(held, as_user, community, userid):
    as_user("facilitator")
    (token,) = tokens(held)
    as_user(userid)
    assert tokens(held) == {}
    with pytest.raises(NotYours):
        holds.release(community.UID(), token, now=lifecycle.utc_now())
    assert lifecycle.is_held(held)


def test_a_hold_is_listed_while_it_is_in_force(held, as_user):
    old = held.learning.raw.removeprefix("<p>").removesuffix("</p>")
    save(held, "Somewhere else.")
    as_user("facilitator")
    assert tokens(held) == {}
    as_user("teller")
    save(held, old)
    as_user("facilitator")
    assert len(tokens(held)) == 1


def test_a_second_hold_takes_the_place_of_the_first(held, as_user):
    save(held, "Somewhere else.")
    share(held)
    as_user("facilitator")
    lifecycle.put_on_hold(held, "Still a clue.")
    assert len(tokens(held)) == 1
    community = community_of(held)
    (hold,) = tokens(held).values()
    assert holds.Holds(community).reason(hold) == "Still a clue."


def test_reading_writes_nothing(community, as_user):
    from zope.annotation.interfaces import IAnnotations

    as_user("facilitator")
    assert dict(holds.Holds(community).for_reader()) == {}
    assert holds.KEY not in IAnnotations(community)


def test_a_hold_goes_with_a_copy_and_outlives_another(story_in, as_user):
    """Found by somebody who shared a held text again, by way of a copy or a detour."""
    as_user("teller")
    story = story_in("community")
    as_user("teller")
    save(story, "Text A.")
    as_user("facilitator")
    lifecycle.put_on_hold(story, "A worry.")
    as_user("teller")
    copy = api.content.copy(source=story, target=story.__parent__)
    for held in (story, copy):
        with pytest.raises(NotNow):
            share(held)
    save(story, "Text B.")
    share(story)
    as_user("facilitator")
    lifecycle.put_on_hold(story, "Another one.")
    as_user("teller")
    save(story, "Text A.")
    with pytest.raises(NotNow):
        share(story)
