"""Pages behind a secret link: what leads nowhere is one answer, looking is free."""

from collections.abc import Callable
from datetime import timedelta
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.links import digest_of
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.core.tokens import new_token
from leap.cop.meeting.people import answer_links
from leap.cop.meeting.people.views.answer_link import AnswerByLinkView
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import links as invitation_links
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations.views.invited import InvitationView
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving.views import MyStoriesLinkView
from leap.cop.recruitment.support import links as support_links
from leap.cop.recruitment.support import support
from leap.cop.recruitment.support.views import ManagerSupportView
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.uuid.utils import uuidToObject
from tests.meeting.made import plan
from typing import NamedTuple
from zope.component import getGlobalSiteManager
from zope.interface import alsoProvides

import pytest
import transaction


NOW = lifecycle.utc_now()


class Door(NamedTuple):
    """A page, and how one comes to hold its link and to hold it no more."""

    page: type[SecretLinkPage]
    name: str
    make: Callable
    use: Callable
    take_back: Callable


def invite(community) -> str:
    row = invitations.invite(
        community, by="facilitator", now=NOW, email="ron@example.com"
    ).row
    return invitation_links.make(community, row.id, now=NOW)


def say_not_now(community, token) -> None:
    found = respond.find(token, now=NOW)
    respond.answer(found, "decline", userid=None, now=NOW)


def revoke(community, token) -> None:
    invitations.revoke(community, respond.find(token, now=NOW).row.id)


def ask_manager(community) -> str:
    community.join_policy = "apply"
    community.requires_manager_support = True
    applications.apply(community, "colleague", "Tea.", now=NOW)
    until = NOW + timedelta(days=30)
    return support_links.make(community, "colleague", now=NOW, until=until)


def say_talk_first(community, token) -> None:
    support.answer(support.find_question(token, now=NOW), "talk", now=NOW)


def ask_no_more(community, token) -> None:
    waits = Applications(community).waiting_of("colleague")
    applications.take_back(community, waits.id, "colleague")


def leave(community) -> str:
    with api.env.adopt_user("teller"):
        api.content.create(community, "leap.cop.Story", "mine", title="Mine")
    return leaving.leave(community, "teller", None, now=NOW, with_link=True)


def end_it(community, token) -> None:
    leaving.end_link(leaving.find(token, now=NOW))


def erase_teller(community, token) -> None:
    Links(api.portal.get()).drop_all(userid="teller")


def ask_who_comes(community) -> str:
    return answer_links.make(plan(community), "member", NOW)


def meeting_of(token):
    link = Links(api.portal.get()).find(token, answer_links.PURPOSE, now=NOW)
    return uuidToObject(link.target, unrestricted=True)


def drop_answers(community, token) -> None:
    answer_links.drop_of(meeting_of(token), "member")


def delete_meeting(community, token) -> None:
    with api.env.adopt_user("siteadmin"):
        api.content.delete(meeting_of(token))


DOORS = [
    Door(InvitationView, "invitation", invite, say_not_now, revoke),
    Door(
        ManagerSupportView,
        "manager-support",
        ask_manager,
        say_talk_first,
        ask_no_more,
    ),
    Door(MyStoriesLinkView, "my-stories-link", leave, end_it, erase_teller),
    Door(
        AnswerByLinkView,
        "cop-answer",
        ask_who_comes,
        drop_answers,
        delete_meeting,
    ),
]


def run_out(community, token) -> None:
    """Let a link's time be over."""
    shelf = Links(api.portal.get()).shelf
    _version, *words, _made, _until = shelf.get(digest_of(token))
    row = Link(*words, NOW - timedelta(days=9), NOW - timedelta(days=1)).as_row()
    shelf.put(digest_of(token), row)


@pytest.fixture
def look(portal):
    """Return a function that opens a page; it gives status, headers and body."""

    def open_it(door: Door, *path: str) -> tuple:
        request = portal.REQUEST.clone()
        request.environ["REQUEST_METHOD"] = request.method = "GET"
        alsoProvides(request, IBrowserLayer)
        view = door.page(portal, request)
        view.__name__ = door.name
        for name in path:
            view.publishTraverse(request, name)
        body = view()
        for name in path:
            body = body.replace(name, "")
        response = request.response
        return response.getStatus(), dict(response.headers), body

    return open_it


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_whatever_leads_nowhere_is_one_answer(portal, community, look, as_user, door):
    as_user(None)
    token = door.make(community)
    answers = {"two names": look(door, token, token)}
    for why, end in (("used", door.use), ("taken back", door.take_back), ("", run_out)):
        assert look(door, token)[0] == 200
        end(community, token)
        answers[why or "ended"] = look(door, token)
        Links(portal).shelf.clear()
        token = again(door, community)
    answers["unknown"] = look(door, new_token())
    answers["malformed"] = look(door, "nonsense")
    answers["none"] = look(door)
    for why, answer in answers.items():
        assert answer == answers["unknown"], why
    status, headers, body = answers["unknown"]
    assert status == 404
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["cache-control"] == "private, no-store"
    assert community.title not in body


def again(door: Door, community) -> str:
    """Make one more link, whatever became of those before."""
    if door.name == "my-stories-link":
        return leaving.links.make(community, "teller", now=NOW)
    return door.make(community)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_looking_can_keep_nothing(community, look, as_user, door):
    as_user(None)
    token = door.make(community)
    assert not transaction.isDoomed()
    look(door, token)
    assert transaction.isDoomed()


def test_no_page_of_a_link_is_left_out(portal):
    found = {
        registered.factory
        for registered in getGlobalSiteManager().registeredAdapters()
        if isinstance(registered.factory, type)
        and issubclass(registered.factory, SecretLinkPage)
        and registered.factory.purpose
    }
    pages = {one for page in found for one in page.__mro__ if vars(one).get("purpose")}
    assert pages == {door.page for door in DOORS}
