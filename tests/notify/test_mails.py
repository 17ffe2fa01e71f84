"""Three moments and a word to the facilitators, through a real mail server."""

from leap.cop.community.events import MessageToFacilitators
from leap.cop.community.membership import Membership
from leap.cop.core.permissions import REVIEW_STORY
from leap.cop.story.events import IStorySubmitted
from leap.cop.story.lifecycle import followups
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue
from Testing.makerequest import makerequest
from tests.notify.doing import make_site_reviewer
from tests.notify.doing import set_properties
from tests.notify.doing import submit
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.event import notify

import pytest
import threading
import transaction


#: Nothing of these may stand in a mail.


def leave(post, userid):
    Membership(post["tuesday"]).remove(userid, now=lifecycle.utc_now())
    transaction.commit()


def pause(post, userid):
    membership = Membership(post["tuesday"])
    membership.pause(userid, now=lifecycle.utc_now(), by_site=True)
    transaction.commit()


class TestWhoGetsWhat:
    def test_asked_to_publish(self, act, sink, story_there):
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    def test_shared_before(self, act, sink, story_there):
        story = story_there()
        now = lifecycle.utc_now()
        act("teller", lifecycle.grant, story, "community", now=now)
        transaction.commit()
        assert sink.receivers == []
        submit(act, story)
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    def test_reviewers_of_the_site(self, act, sink, story_there):
        make_site_reviewer()
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["colleague", "reviewer"]

    def test_nobody_by_plones_own_role(self, act, sink, story_there):
        api.user.grant_roles(username="colleague", roles=["Reviewer"])
        transaction.commit()
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    def test_both_kinds_of_reviewer_get_one_mail(self, act, sink, story_there):
        make_site_reviewer("reviewer")
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    @pytest.mark.parametrize(
        ("decide", "receivers"),
        [
            ((lifecycle.approve,), ["teller"]),
            ((lifecycle.send_back, "Please."), ["teller"]),
            ((lifecycle.put_on_hold, "Please."), ["teller"]),
        ],
        ids=["published", "sent back", "held"],
    )
    def test_a_decision(self, act, sink, waiting, decide, receivers):
        what, *words = decide
        act("reviewer", what, waiting, *words)
        transaction.commit()
        assert sink.receivers == receivers

    def test_a_hold_by_a_facilitator(self, act, sink, told, post):
        story = post["tuesday"][told("community").rpartition("/")[2]]
        sink.envelopes.clear()
        act("facilitator", lifecycle.put_on_hold, story, "A street.")
        transaction.commit()
        assert sink.receivers == ["teller"]

    @pytest.mark.parametrize("back", [lifecycle.withdraw, lifecycle.keep_in_community])
    def test_nobody_hears_of_a_story_taken_back(self, act, sink, waiting, back):
        act("teller", back, waiting)
        transaction.commit()
        assert sink.receivers == []

    def test_a_changed_text_asks_again(self, act, sink, waiting):
        act("reviewer", lifecycle.approve, waiting)
        transaction.commit()
        sink.envelopes.clear()
        waiting.learning = RichTextValue("<p>New.</p>", "text/html", "text/html")
        act(
            "teller",
            followups.follow_saved_text,
            waiting,
            now=lifecycle.utc_now(),
        )
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    def test_over_rest(self, rest, post, sink, story_there):
        url = story_there().absolute_url()
        answer = rest("teller").post(f"{url}/@consent", json={"level": "public"})
        assert answer.status_code == 200, answer.text
        assert sink.receivers == ["reviewer"]
        link = f"{post.absolute_url()}/review-queue"
        assert link in sink.message_to("reviewer").get_content().splitlines()
        answer = rest("reviewer").post(f"{url}/@workflow/approve", json={})
        assert answer.status_code == 200, answer.text
        assert sink.receivers == ["reviewer", "teller"]


class TestWhoGetsNothing:
    def test_the_teller_who_reviews(self, act, sink, post, story_there):
        story = story_there()
        make_site_reviewer("teller")
        membership = Membership(post["tuesday"])
        membership.change_role("teller", "reviewer", now=lifecycle.utc_now())
        transaction.commit()
        submit(act, story)
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    @pytest.mark.parametrize("goes", [pause, leave])
    def test_a_reviewer_who_is_gone(self, act, sink, post, story_there, goes):
        goes(post, "reviewer")
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == []

    def test_a_paused_reviewer_of_the_site(self, act, sink, post, story_there):
        make_site_reviewer("reviewer")
        pause(post, "reviewer")
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == []

    @pytest.mark.parametrize("goes", [pause, leave])
    def test_a_reviewer_who_goes_at_that_moment(
        self, act, sink, post, story_there, goes
    ):
        """Another request pauses the reviewer before this one is committed."""
        submit(act, story_there())
        failures = elsewhere(post, goes)
        transaction.commit()
        assert failures == []
        assert sink.receivers == []

    @pytest.mark.parametrize("goes", [pause, leave])
    def test_a_teller_who_is_gone(self, act, sink, post, waiting, goes):
        goes(post, "teller")
        act("reviewer", lifecycle.send_back, waiting, "A street.")
        transaction.commit()
        assert sink.receivers == []

    def test_a_reviewer_without_the_right(self, act, sink, story_there):
        """Whatever the records say, the site is asked who may review this story."""
        make_site_reviewer()
        story = story_there()
        submit(act, story)
        story.manage_permission(REVIEW_STORY, [], acquire=0)
        transaction.commit()
        assert sink.receivers == []

    def test_who_has_no_address(self, act, sink, story_there):
        make_site_reviewer()
        set_properties("colleague", email="")
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["reviewer"]


def elsewhere(post, goes) -> list:
    """Let somebody go in a thread with a connection of its own; give what failed."""
    database = post._p_jar.db()
    path = post.getPhysicalPath()
    failures = []

    def run():
        connection = database.open()
        try:
            app = makerequest(connection.root()["Application"])
            portal = app.unrestrictedTraverse(path)
            setSite(portal)
            goes(portal, "reviewer")
        except Exception as error:
            failures.append(error)
        finally:
            transaction.abort()
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return failures


class TestWhen:
    def test_nothing_before_the_commit(self, act, sink, story_there):
        submit(act, story_there())
        assert sink.receivers == []
        transaction.abort()
        transaction.commit()
        assert sink.receivers == []

    def test_a_retry_sends_once(self, rest, sink, story_there, unlucky):
        """The first try is lost in the vote, the publisher makes a second one."""
        url = story_there().absolute_url()
        answer = rest("teller").post(f"{url}/@consent", json={"level": "public"})
        assert answer.status_code == 200, answer.text
        assert unlucky.tries == 2
        assert sink.receivers == ["reviewer"]

    def test_a_lost_commit_sends_nothing(self, act, sink, story_there, unlucky):
        submit(act, story_there())
        with pytest.raises(ConflictError):
            transaction.commit()
        transaction.abort()
        transaction.commit()
        assert sink.receivers == []

    def test_a_refused_request_sends_nothing(self, rest, sink, story_there):
        """A REST request that answers 400 or more is not saved, nor told."""
        url = story_there().absolute_url()
        answer = rest("teller").post(f"{url}/@consent", json={"level": "wide"})
        assert answer.status_code == 400
        assert sink.receivers == []

    def test_twice_in_a_transaction_is_once(self, act, sink, story_there):
        story = story_there()
        submit(act, story)
        act("teller", lifecycle.withdraw, story)
        submit(act, story)
        transaction.commit()
        assert sink.receivers == ["reviewer"]

    def test_asked_and_taken_back_at_once(self, act, sink, story_there):
        story = story_there()
        submit(act, story)
        act("teller", lifecycle.withdraw, story)
        transaction.commit()
        assert sink.receivers == []

    def test_a_story_that_is_gone(self, act, sink, post, story_there):
        story = story_there()
        submit(act, story)
        act("teller", post["tuesday"].manage_delObjects, [story.getId()])
        transaction.commit()
        assert sink.receivers == []


class Unlucky:
    """A resource that loses the first transaction in which somebody asks."""

    tries = 0

    def join(self, event):
        self.tries += 1
        if self.tries == 1:
            transaction.get().join(self)

    def sortKey(self):
        return "~"

    def tpc_vote(self, transaction):
        raise ConflictError("no luck")

    def nothing(self, transaction):
        pass

    abort = tpc_begin = commit = tpc_finish = tpc_abort = nothing


@pytest.fixture
def unlucky():
    resource = Unlucky()
    manager = getGlobalSiteManager()
    manager.registerHandler(resource.join, (IStorySubmitted,))
    yield resource
    manager.unregisterHandler(resource.join, (IStorySubmitted,))


class TestWordsToTheFacilitators:
    def send(self, act, post, userid, text):
        event = MessageToFacilitators(post["tuesday"], userid, text)
        act(userid, notify, event)
        transaction.commit()

    def test_it_arrives(self, act, sink, post):
        self.send(act, post, "colleague", "May I come?\r\n\r\nЗдравейте – I cook.")
        message = sink.message_to("facilitator")
        assert sink.receivers == ["facilitator"]
        assert message["Reply-To"] == "colleague@example.org"
        assert message["From"] == "intranet@example.org"
        assert message["Auto-Submitted"] is None
        assert message["Subject"].startswith("Tuesday circle: ")
        lines = message.get_content().splitlines()
        at = lines.index("> May I come?")
        assert lines[at : at + 3] == ["> May I come?", ">", "> Здравейте – I cook."]
        assert "Col Hill" not in sink.everything()

    def test_not_to_who_writes_nor_to_who_is_paused(self, act, sink, post):
        membership = Membership(post["tuesday"])
        membership.change_role("member", "facilitator", now=lifecycle.utc_now())
        membership.change_role("teller", "facilitator", now=lifecycle.utc_now())
        transaction.commit()
        pause(post, "teller")
        self.send(act, post, "facilitator", "Tea is out.")
        assert sink.receivers == ["member"]

    def test_nothing_when_the_commit_is_lost(self, act, sink, post):
        act(
            "colleague",
            notify,
            MessageToFacilitators(post["tuesday"], "colleague", "?"),
        )
        transaction.get().join(Unlucky())
        with pytest.raises(ConflictError):
            transaction.commit()
        transaction.abort()
        assert sink.receivers == []

    def test_an_address_cannot_add_headers(self, act, sink, post):
        set_properties("colleague", email="x@example.org\nBcc: y@example.org")
        self.send(act, post, "colleague", "Hello")
        message = sink.message_to("facilitator")
        assert message["Reply-To"] is None
        assert message["Bcc"] is None
        assert "left no address" in message.get_content()
