"""A submission becomes a private story of whoever sent it, as if told by our form."""

from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.markup.clean import plain
from leap.cop.core.me import me
from leap.cop.core.permissions import ADD_STORY
from leap.cop.core.rich_text import html_value
from leap.cop.recruitment.forms import form_values
from leap.cop.story import rules
from leap.cop.story.library.library import my_stories
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.dexterity.utils import createContentInContainer


#: How long the same words count as the same press of the button.
AGAIN = timedelta(minutes=10)


def keep_story(community, texts: dict, others: list, *, now: datetime):
    """Keep a story as its sender's own; return it.

    The same words once more, within minutes, are a second press of the button: the
    story that is there is given.

    :param texts: plain texts by `title` and the four steps.
    :param others: further questions and their answers; they follow the last step.
    :raises NotYours: for whoever may not tell a story there.
    :raises Refused: for no words at all, or too many.
    """
    if not api.user.has_permission(ADD_STORY, obj=community):
        raise NotYours(_("Only members of this community can tell a story here."))
    steps = {step: form_values.html(texts.get(step, "")) for step in rules.STEPS}
    rest = form_values.html("", others)
    last = rules.STEPS[-1]
    steps[last] = "\n".join(part for part in (steps[last], rest) if part)
    title = " ".join(texts.get("title", "").split())
    if not any(plain(html) for html in (title, *steps.values())):
        raise Refused(_("A story needs just one sentence. Please write that one."))
    for step, html in steps.items():
        if len(html) > rules.MAX_STEP:
            raise Refused(_("this text is too long."), step)
    there = _told_just_now(community, title, steps, now)
    if there is not None:
        return there
    rich = {step: html_value(html) for step, html in steps.items() if html}
    return createContentInContainer(community, "leap.cop.Story", title=title, **rich)


def _told_just_now(community, title: str, steps: dict, now: datetime):
    words = {step: plain(html) for step, html in steps.items()}
    for story in my_stories(me()):
        if community_of(story).UID() != community.UID():
            continue
        told = digests.texts_of(story)
        made = story.created().asdatetime()
        if (
            now - made < AGAIN
            and lifecycle.state_of(story) == "private"
            and title in ("", story.title)
            and all(plain(told[step]) == words[step] for step in rules.STEPS)
        ):
            return story
    return None
