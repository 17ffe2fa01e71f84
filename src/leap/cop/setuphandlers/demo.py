"""The demo: people, communities, stories, rounds, an agreement, meetings. Made once.

It goes the way that people go: the teller tells, grants and asks; the reviewer reads
and publishes. Only the dates are set back, so that the pages look lived in.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import logger
from leap.cop.community.membership import Membership
from leap.cop.core.rich_text import html_value
from leap.cop.setuphandlers.demo_agreeing import agree
from leap.cop.setuphandlers.demo_agreement import AGREEMENTS
from leap.cop.setuphandlers.demo_english import RETURN_NOTE
from leap.cop.setuphandlers.demo_english import STORIES as ENGLISH_STORIES
from leap.cop.setuphandlers.demo_gatherings import ACTIONS
from leap.cop.setuphandlers.demo_gatherings import MEETINGS
from leap.cop.setuphandlers.demo_meeting import meet
from leap.cop.setuphandlers.demo_people import COMMUNITIES
from leap.cop.setuphandlers.demo_people import ORDINARY_PAGES
from leap.cop.setuphandlers.demo_people import USERS
from leap.cop.setuphandlers.demo_pictures import illustrate
from leap.cop.setuphandlers.demo_pictures import picture_of
from leap.cop.setuphandlers.demo_romanian import ROUNDS as ROMANIAN_ROUNDS
from leap.cop.setuphandlers.demo_romanian import STORIES as ROMANIAN_STORIES
from leap.cop.setuphandlers.demo_rounds import ROUNDS as ENGLISH_ROUNDS
from leap.cop.setuphandlers.demo_talks import hold
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.responses import responses
from leap.cop.story.rules import STEPS
from plone import api
from plone.dexterity.utils import createContentInContainer
from Products.CMFCore.WorkflowCore import WorkflowException

import os
import secrets


PASSWORD_VARIABLE = "LEAP_COP_DEMO_PASSWORD"

#: How long before today the communities began.
BEGAN = timedelta(days=420)

_COMMUNITY_TEXTS = ("purpose", "process", "benefits", "commitments")


def post_install(setup_tool) -> None:
    """Make the demo content; what is there already stays."""
    portal = api.portal.get()
    make_users()
    now = datetime.now(UTC)
    for data in COMMUNITIES:
        if data["id"] not in portal:
            community = make_community(portal, data, now)
            stories = [
                story
                for story in (*ENGLISH_STORIES, *ROMANIAN_STORIES)
                if story["community"] == data["id"]
            ]
            for story in stories:
                tell(community, story, _in_role(data, "reviewer"), now)
            for talk in (*ENGLISH_ROUNDS, *ROMANIAN_ROUNDS):
                if talk["community"] == data["id"]:
                    hold(community, talk, _in_role(data, "facilitator"), now)
            for promise in AGREEMENTS:
                if promise["community"] == data["id"]:
                    agree(community, promise, _in_role(data, "facilitator"), now)
            _meet(community, data, now)
            logger.info("Demo community %s: %d stories", data["id"], len(stories))
    make_pages(portal)


def _meet(community, data: dict, now: datetime) -> None:
    """Hold and plan the meetings of one community."""
    planned = [one for one in MEETINGS if one["community"] == data["id"]]
    acts = [one for one in ACTIONS if one["community"] == data["id"]]
    meet(community, planned, acts, _in_role(data, "facilitator"), now)


def _in_role(data: dict, role: str) -> str:
    """Return the first user id in a role of a community."""
    return next(one["userid"] for one in data["members"] if one["role"] == role)


def make_users() -> None:
    """Make the demo people, with one password for all of them."""
    password = os.environ.get(PASSWORD_VARIABLE) or secrets.token_urlsafe(12)
    for data in USERS:
        if api.user.get(userid=data["userid"]) is None:
            api.user.create(
                username=data["userid"],
                email=f"{data['userid']}@example.org",
                password=password,
                properties={
                    "fullname": data["fullname"],
                    "location": data["organisation"],
                    "description": data["line"],
                    "language": data["language"],
                },
            )


def _rich(html: str):
    return html_value(html) if html else None


def make_community(portal, data: dict, now: datetime):
    """Make one community with its people, as open as the data says."""
    plain = (
        "title",
        "description",
        "country",
        "short_name",
        "join_policy",
        "requires_agreement",
        "requires_manager_support",
        "accepts_staff_stories",
        "story_ceiling",
        "safeguarding_contact",
        "guidance_links",
        "standing_question",
    )
    community = api.content.create(
        portal,
        type="leap.cop.Community",
        id=data["id"],
        aims=tuple(data["aims"]),
        **{name: data[name] for name in plain},
        **{name: _rich(data[name]) for name in _COMMUNITY_TEXTS},
        **picture_of(data["id"]),
    )
    membership = Membership(community)
    for number, member in enumerate(data["members"]):
        came = now - BEGAN + timedelta(days=9 * number)
        if not member.get("waits"):
            membership.add(member["userid"], member["role"], now=came)
    api.content.transition(
        community, {"public": "publish", "community": "share"}[data["state"]]
    )
    return community


def tell(community, data: dict, reviewer: str, now: datetime) -> None:
    """Tell one story and bring it where the data says, at its pace."""
    told = now - timedelta(days=data["days_ago"])
    with api.env.adopt_user(data["teller"]):
        story = createContentInContainer(
            community,
            "leap.cop.Story",
            title=data["title"],
            description=data["description"],
            domain=data["domain"],
            content_note=data["content_note"],
            others_recognisable=data["others_recognisable"],
            others_note=data["others_note"],
            **{step: _rich(data[step]) for step in STEPS},
        )
        illustrate(story)
        _grant_as_told(story, data, told)
    if data["state"] == "public":
        with api.env.adopt_user(reviewer):
            lifecycle.move(story, "approve", now=told + timedelta(days=3))
    elif data.get("sent_back"):
        with api.env.adopt_user(reviewer):
            lifecycle.move(
                story, "return", comment=RETURN_NOTE, now=told + timedelta(days=2)
            )
    for userid, kind, text in data.get("answers", ()):
        with api.env.adopt_user(userid):
            responses.write(story, kind, text, now=told + timedelta(days=6))
    story.creation_date = DateTime(told.isoformat())
    story.reindexObject()
    story.modification_date = DateTime(told.isoformat())
    story.reindexObject(idxs=["modified"])


def _grant_as_told(story, data: dict, told: datetime) -> None:
    signed = {
        "attribution": data["attribution"],
        "attribution_text": data["attribution_text"],
        "wording": "demo",
        "language": "en",
        "channel": "demo",
    }
    if data["state"] in ("community", "community_pending"):
        lifecycle.grant(story, "community", now=told, **signed)
    if data["state"] in ("pending", "community_pending", "public") or data.get(
        "sent_back"
    ):
        lifecycle.grant(story, "public", now=told + timedelta(hours=1), **signed)


def make_pages(portal) -> None:
    """Make the ordinary pages of the intranet; the first becomes its front page."""
    for data in ORDINARY_PAGES:
        if data["id"] in portal:
            continue
        page = api.content.create(
            portal,
            type="Document",
            id=data["id"],
            title=data["title"],
            description=data["description"],
            text=_rich(data["text"].format(site=portal.absolute_url_path())),
        )
        try:
            api.content.transition(page, "publish")
        except (api.exc.InvalidParameterError, WorkflowException):
            logger.info("The site's workflow does not publish pages")
    portal.setDefaultPage(ORDINARY_PAGES[0]["id"])
