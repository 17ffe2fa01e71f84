"""What is told to whom: moments of a story, notes, concerns, a word to facilitators."""

from leap.cop.consent.rules import IN_REVIEW
from leap.cop.consent.standing import standing_of
from leap.cop.core import lookup
from leap.cop.core.containment import community_of
from leap.cop.core.events import IIdForgotten
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.rules import is_address
from leap.cop.story import lifecycle
from plone import api
from zope.component import adapter

import json


def tell_reviewers_of_a_waiting_story(event) -> None:
    """Have the reviewers told that somebody asks to publish."""
    outbox.after_commit(to_reviewers, event.story)


def tell_teller_of_a_publication(event) -> None:
    """Have the teller told that the story is out."""
    outbox.after_commit(to_teller, event.story, act="approve")


def tell_teller_of_an_answer(event) -> None:
    """Have the teller told that the story was sent back."""
    outbox.after_commit(to_teller, event.story, act="return")


def tell_teller_of_a_hold(event) -> None:
    """Have the teller told that the story is on hold."""
    outbox.after_commit(to_teller, event.story, act="take_down")


def tell_the_other_side_of_a_note(event) -> None:
    """Have the teller told of a note, or its writer of the teller's answer."""
    if event.writer is None:
        outbox.after_commit(to_teller_about_a_note, event.story)
    else:
        outbox.after_commit(to_writer_of_a_note, event.story, userid=event.writer)


def tell_of_a_concern(event) -> None:
    """Have those told who look after the people in public stories."""
    outbox.after_commit(to_readers_of_concerns, event.story)


def tell_of_what_went_wrong(event) -> None:
    """Have those told who read what somebody wrote about a group."""
    outbox.after_commit(
        to_readers_of_what_went_wrong, event.community, readers=event.readers
    )


def pass_on_to_facilitators(event) -> None:
    """Have somebody's words brought to the facilitators."""
    outbox.after_commit(
        to_facilitators, event.community, userid=event.userid, text=event.text
    )


# What follows runs after the commit, in the site as it is then.


@later.can_wait
def to_reviewers(story, site: str) -> list[Mail]:
    """Write to whoever may review a story that waits."""
    if lifecycle.state_of(story) not in IN_REVIEW:
        return []
    group = mails.group_name(community_of(story))
    return [
        mails.write(mails.ASKED, to, group=group, site=site)
        for to in receivers.reviewers_of(story).values()
    ]


#: What the teller is told of a decision.
_LETTERS: dict[str, Letter] = {
    "approve": mails.PUBLISHED,
    "return": mails.RETURNED,
    "take_down": mails.HELD,
}


@later.can_wait_unnamed
def to_teller(story, site: str, act: str) -> list[Mail]:
    """Write to the teller of a story about a decision, while it is the last one."""
    decisions = standing_of(story).decisions
    is_out = lifecycle.state_of(story) == "public"
    if not decisions or decisions[-1].act != act or is_out != (act == "approve"):
        return []
    group = mails.group_name(community_of(story))
    return [
        mails.write(_LETTERS[act], to, group=group, site=site)
        for to in receivers.teller_of(story).values()
    ]


@later.can_wait
def to_facilitators(community, site: str, userid: str, text: str) -> list[Mail]:
    """Write to the facilitators what somebody wants them to read."""
    writer = lookup.shown(userid)
    address = writer.email if writer is not None else ""
    reply_to = address if is_address(address) else ""
    group = mails.group_name(community)
    return [
        mails.pass_on(to, group=group, text=text, reply_to=reply_to)
        for to in receivers.facilitators_of(community, besides=userid).values()
    ]


@later.can_wait_unnamed
def to_teller_about_a_note(story, site: str) -> list[Mail]:
    """Write to the teller that somebody wrote.

    The link leads to the teller's own list: an address of the story in the teller's
    mailbox would say whose it is.
    """
    group = mails.group_name(community_of(story))
    return [
        mails.write(mails.NOTE, to, group=group, site=site)
        for to in receivers.teller_of(story).values()
    ]


@later.can_wait
def to_writer_of_a_note(story, site: str, userid: str) -> list[Mail]:
    """Write to whoever wrote a note that the teller answered."""
    group = mails.group_name(community_of(story))
    path = "/".join(story.getPhysicalPath()[len(api.portal.get().getPhysicalPath()) :])
    letter = mails.ANSWER._replace(page=f"{path}/notes")
    found = receivers.writer_of_a_note(story, userid)
    return [mails.write(letter, to, group=group, site=site) for to in found.values()]


@later.must_go
def to_readers_of_concerns(story, site: str) -> list[Mail]:
    """Write to whoever reads what somebody wrote about a person in a story."""
    group = mails.group_name(community_of(story))
    return [
        mails.write(mails.CONCERN, to, group=group, site=site)
        for to in receivers.readers_of_concerns(story).values()
    ]


@later.must_go
def to_readers_of_what_went_wrong(community, site: str, readers: str) -> list[Mail]:
    """Write to whoever reads what somebody wrote about a group, or a facilitator."""
    group = mails.group_name(community)
    return [
        mails.write(mails.WENT_WRONG, to, group=group, site=site)
        for to in receivers.readers_of_what_went_wrong(community, readers).values()
    ]


def say_that_it_went(story, handed: int, request) -> None:
    """Say in the answer to whoever wrote about somebody that it is on its way.

    Nothing goes out before the commit; the answer is written by then, and says no.
    """
    response = getattr(request, "response", None)
    if not handed or response is None:
        return
    try:
        said = json.loads(response.body)
    except ValueError:
        return
    if isinstance(said, dict) and said.get("sent") is False:
        response.setBody(json.dumps({**said, "sent": True}).encode())


outbox.afterwards(to_readers_of_concerns, say_that_it_went)


@adapter(IIdForgotten)
def forget_who_was_to_be_told(event) -> None:
    """Take somebody out of what is to be told later."""
    kept = later.Waiting(api.portal.get())
    event.counts["mails that waited"] = kept.forget_person(event.userid)
