"""Before a text is shown: what stands in it that its readers should not learn there.

Compared is only what whoever writes may read, so that nobody learns by trying whether
there is a story of some title, or who is on the way in.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules as membership
from leap.cop.community.membership import Membership
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.rules import rank
from leap.cop.core import access
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.core.audience import PUBLIC
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.markup.clean import plain
from leap.cop.core.me import me
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.meeting import voices
from leap.cop.meeting.minutes import leaks
from leap.cop.meeting.minutes.leaks import Found
from leap.cop.meeting.records import record_of
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from plone import api
from zope.i18n import translate


STORY_TITLE = _("a story's title")
MEMBER_NAME = _("a member's name")

#: By which a move says that whoever makes it has seen what was found.
CONFIRMED = "confirmed"


class SeeFirst(NotNow):
    """409: something stands in the text that should perhaps not be shown."""

    def __init__(self, found: "list[Found] | SeeFirst") -> None:
        super().__init__(
            _(
                "There may be something in this text that others should not read. "
                "Look at it, and say so if it can stay."
            )
        )
        # The workflow tool makes another one of each error that it passes on.
        self.found: list[Found] = getattr(found, "found", found)

    @property
    def more(self) -> Mapping[str, object]:
        """What was found, for a client, in the language of the site."""
        rows = [{"what": _said(one.what), "excerpt": one.excerpt} for one in self.found]
        return {"found": rows}


def _said(what: object) -> str:
    return translate(what, context=api.env.getRequest())


def check(meeting, texts: Mapping[str, str], audience: str, *, confirmed: bool) -> None:
    """Let texts be shown in which nothing was found, or that somebody looked at.

    :param texts: HTML or plain texts, by name.
    :param audience: who is to read them.
    :raises SeeFirst: with what was found.
    """
    if confirmed:
        return
    words = {name: plain(text) for name, text in texts.items() if text}
    if not words:
        return
    found = leaks.search(words, _needles(meeting, words, audience))
    if found:
        raise SeeFirst(found)


def take_confirmed(data: dict) -> bool:
    """Take out of what was sent whether somebody has looked at it.

    :raises Refused: for anything else than true or false.
    """
    confirmed = data.pop(CONFIRMED, False)
    if not isinstance(confirmed, bool):
        raise Refused(_("send true or false."), CONFIRMED)
    return confirmed


def check_publishing(meeting, event) -> None:
    """Look at what all staff will read of a meeting, before they do."""
    if event.transition is None or event.new_state.getId() != PUBLIC:
        return
    if binding.recorded_state(meeting) == PUBLIC:
        return
    confirmed = (event.kwargs or {}).get(CONFIRMED) is True
    check(meeting, shown_texts(meeting), PUBLIC, confirmed=confirmed)


def shown_texts(meeting) -> dict[str, str]:
    """Return the texts of a meeting that whoever sees it reads."""
    minutes = record_of(meeting).minutes
    texts = _fields(meeting, {})
    if minutes.summary_shown:
        texts["summary"] = minutes.summary
    record = record_of(meeting)
    for medium in meeting.objectValues():
        if medium.getId() in record.shown_media:
            texts[medium.getId()] = f"{medium.title}\n{medium.description or ''}"
    return texts


def check_change(meeting, values: Mapping[str, object], *, confirmed: bool) -> None:
    """Look at what a change of fields shows, where more people read it already.

    :param values: by field, as they will be.
    :raises SeeFirst: with what was found.
    """
    state = binding.state_of(meeting)
    if state == PRIVATE:
        return
    if state == PUBLIC or record_of(meeting).minutes.summary_shown:
        before, after = _fields(meeting, {}), _fields(meeting, values)
        changed = {name: text for name, text in after.items() if text != before[name]}
        check(meeting, changed, state, confirmed=confirmed)


def _fields(meeting, values: Mapping[str, object]) -> dict[str, str]:
    """Return the fields that whoever sees a meeting reads, once they have values."""
    there = {
        "title": meeting.title,
        "description": meeting.description,
        "location": meeting.place,
        "address_may_be_shown": meeting.address_may_be_shown,
    }
    after = {name: values.get(name, value) for name, value in there.items()}
    if not after.pop("address_may_be_shown"):
        after["location"] = ""
    return {name: text if isinstance(text, str) else "" for name, text in after.items()}


def _needles(meeting, words: Mapping[str, str], audience: str) -> list[leaks.Needle]:
    text = "\n".join(map(leaks.one_line, words.values()))
    titles = _titles(meeting, text, audience)
    needles = leaks.of_titles(STORY_TITLE, titles)
    return needles + leaks.of_names(MEMBER_NAME, _names(meeting))


def _titles(meeting, text: str, audience: str) -> Iterator[str]:
    """Yield the titles in a text of stories that are for fewer people, if I read them.

    A story is looked at only where its title stands in the text.
    """
    for story in _stories(meeting, text):
        state = AUDIENCE_OF_STATE.get(lifecycle.state_of(story))
        if rank(state) < rank(audience) and access.may_view(story):
            yield story.title


def _stories(meeting, text: str) -> Iterator:
    code = People(api.portal.get()).code_of(me())
    own = teller.stories_of(code) if code else []
    yield from (story for story in own if leaks.place_of(story.title, text))
    catalog = api.portal.get_tool("portal_catalog")
    # Of stories of other communities nothing but what all staff read is told here.
    path = "/".join(community_of(meeting).getPhysicalPath())
    for brain in catalog(portal_type=teller.STORY, path=path):
        if leaks.place_of(brain.Title, text):
            yield brain._unrestrictedGetObject()


def _names(meeting) -> list[str]:
    """Return the names on the roster, and of those who came, that I may read."""
    community = community_of(meeting)
    roster = Membership(community)
    leads = people.may_manage_members(community)
    seen = {
        row.userid
        for row in roster.listed()
        if leads or (row.role != membership.CANDIDATE and not row.paused)
    }
    if voices.may(meeting, "mark_presence"):
        seen |= {who for who in record_of(meeting).presence if not is_gone(who)}
    return [name for name in roster.names(seen).values() if name]
