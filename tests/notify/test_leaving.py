"""Leaving and mails: what ends at that moment, and the two mails that go out."""

from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.notify.remind import remind
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving import links
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import notes
from plone import api
from Testing.makerequest import makerequest
from zope.component.hooks import setSite

import pytest
import re
import threading
import transaction


def now():
    return lifecycle.utc_now()


def remove(community, userid):
    Membership(community).remove(userid, now=now())


def pause(community, userid):
    Membership(community).pause(userid, now=now(), by_site=True)


GOES = pytest.mark.parametrize("goes", [remove, pause])


def elsewhere(site, act) -> list:
    """Do something in another request, committed before the one here."""
    database, path, failures = site._p_jar.db(), site.getPhysicalPath(), []

    def run():
        connection = database.open()
        try:
            app = makerequest(connection.root()["Application"])
            there = app.unrestrictedTraverse(path)
            setSite(there)
            act(there["tuesday"])
            transaction.commit()
        except Exception as error:
            failures.append(error)
        finally:
            transaction.abort()
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return failures


@GOES
def test_a_note_to_whoever_goes_before_it_is_sent(act, sink, post, told, goes):
    name = told("community").rpartition("/")[2]
    sink.envelopes.clear()
    story = post["tuesday"][name]
    act("facilitator", notes.write, story, "Tea?", now=now())
    assert elsewhere(post, lambda community: goes(community, "teller")) == []
    transaction.commit()
    assert sink.receivers == []


@GOES
def test_an_answer_to_a_writer_who_goes_before_it_is_sent(act, sink, post, told, goes):
    name = told("community").rpartition("/")[2]
    story = post["tuesday"][name]
    Membership(post["tuesday"]).add("colleague", "facilitator", now=now())
    transaction.commit()
    act("facilitator", notes.write, story, "Tea?", now=now())
    transaction.commit()
    sink.envelopes.clear()
    with api.env.adopt_user("teller"):
        [thread] = notes.threads_for_reader(story)
    act("teller", notes.write, story, "Yes.", thread, now=now())
    assert elsewhere(post, lambda community: goes(community, "facilitator")) == []
    transaction.commit()
    assert sink.receivers == []


@GOES
def test_a_reminder_to_a_reviewer_who_is_gone(post, sink, waiting, goes):
    goes(post["tuesday"], "reviewer")
    transaction.commit()
    assert remind(post, now() + timedelta(days=30)) == 0
    assert sink.receivers == []


def leave(post, **how):
    token = leaving.leave(post["tuesday"], "teller", None, now=now(), **how)
    transaction.commit()
    return token


def test_the_link_goes_to_whoever_asked_for_it(post, sink, told):
    told("community", title="Thimblerig")
    sink.envelopes.clear()
    token = leave(post, by_mail=True)
    assert sink.receivers == ["teller"]
    message = sink.message_to("teller")
    assert f"/@@my-stories-link/{token}" in message.get_content()
    assert "Tess" not in sink.everything()
    assert "Thimblerig" not in sink.everything()


def test_nothing_unless_asked_for(post, sink, told):
    told("community")
    sink.envelopes.clear()
    leave(post, with_link=True)
    assert sink.receivers == []


def test_not_with_a_link_that_is_over(post, sink, told):
    told("community")
    sink.envelopes.clear()
    token = leaving.leave(post["tuesday"], "teller", None, now=now(), by_mail=True)
    links.drop(links.find(token, now=now()))
    transaction.commit()
    assert sink.receivers == []


def delete_facilitator(post):
    with api.env.adopt_user("admin"):
        api.user.delete(username="facilitator")


@pytest.mark.parametrize(
    "goes", [delete_facilitator, lambda post: pause(post["tuesday"], "facilitator")]
)
def test_a_community_left_alone_is_announced(post, sink, goes):
    goes(post)
    transaction.commit()
    assert sink.receivers == ["intranet"]
    message = sink.message_to("intranet")
    subject = "Tuesday circle: nobody facilitates this group now"
    assert message["Subject"] == subject
    assert re.search(r"/tuesday/members\r?$", message.get_content(), re.M)
    assert "Fay" not in sink.everything()


def test_not_while_somebody_facilitates(post, sink):
    Membership(post["tuesday"]).add("colleague", "facilitator", now=now())
    transaction.commit()
    delete_facilitator(post)
    transaction.commit()
    assert sink.receivers == []


def test_not_when_somebody_was_named_meanwhile(post, sink):
    delete_facilitator(post)
    Membership(post["tuesday"]).add("colleague", "facilitator", now=now())
    transaction.commit()
    assert sink.receivers == []


def test_a_caretaker_is_named_by_the_site_administrator(post, rest):
    delete_facilitator(post)
    transaction.commit()
    body = {"userid": "colleague", "role": "facilitator"}
    answer = rest("siteadmin").post("tuesday/@members", json=body)
    assert answer.status_code == 201
    assert rest("colleague").get("tuesday/@applications").status_code == 200


class TestPausedStayOutside:
    @pytest.fixture
    def paused(self, post):
        pause(post["tuesday"], "member")
        transaction.commit()
        return post["tuesday"]

    @pytest.fixture
    def still_paused(self, paused):
        yield
        transaction.begin()
        assert Membership(paused).is_paused("member")

    def test_by_asking(self, paused, rest, still_paused):
        for policy in ("apply", "open"):
            paused.join_policy = policy
            transaction.commit()
            answer = rest("member").post(
                "tuesday/@applications", json={"message": "Me?"}
            )
            assert answer.status_code == 409, answer.text

    def test_by_an_invitation(self, paused, rest, still_paused):
        for body in ({"userid": "member"}, {"email": "member@example.org"}):
            answer = rest("facilitator").post("tuesday/@invitations", json=body)
            assert answer.status_code == 409, answer.text

    def test_by_being_let_in_from_an_application(self, post, rest):
        community = post["tuesday"]
        community.join_policy = "apply"
        transaction.commit()
        answer = rest("colleague").post("tuesday/@applications", json={"message": "?"})
        assert answer.status_code in (200, 201), answer.text
        transaction.begin()
        membership = Membership(community)
        membership.add("colleague", "member", now=now())
        membership.pause("colleague", now=now(), by_site=False)
        transaction.commit()
        assert not Applications(community).waiting_total()
        assert membership.is_paused("colleague")

    def test_by_listing_oneself(self, paused, rest, still_paused):
        answer = rest("member").patch("tuesday/@members/member", json={"line": "x"})
        assert answer.status_code in (403, 404)
        answer = rest("member").delete("tuesday/@members/member", json={})
        assert answer.status_code in (403, 404)
