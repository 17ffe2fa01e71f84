"""The story library and the lists a person needs: mine, and waiting for review."""

from leap.cop import _
from leap.cop.community import groups
from leap.cop.community.home import Home
from leap.cop.community.vocabularies import country_name
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.rules import IN_REVIEW
from leap.cop.core.audience import COMMUNITY as COMMUNITY_LEVEL
from leap.cop.core.audience import PRIVATE
from leap.cop.core.audience import PUBLIC
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.names import sort_key
from leap.cop.core.numbers import written
from leap.cop.core.people import People
from leap.cop.story import rules
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.vocabularies import DOMAIN_TITLES
from plone import api
from typing import NamedTuple
from zope.globalrequest import getRequest
from zope.i18n import translate

import re


STORY = "leap.cop.Story"
COMMUNITY = "leap.cop.Community"
MAX_WORDS = 200

#: The states of stories that others than tellers and reviewers read, by audience.
STATES = {
    audience: [state for state, goes in AUDIENCE_OF_STATE.items() if goes == audience]
    for audience in (COMMUNITY_LEVEL, PUBLIC)
}

#: All of them.
SHARED = frozenset(state for states in STATES.values() for state in states)

#: The states of the own stories, by who can read them now; what waits for a review is
#: read meanwhile by those who could read it before.
MINE = {
    PRIVATE: frozenset({"private"}),
    COMMUNITY_LEVEL: frozenset(STATES[COMMUNITY_LEVEL]),
    PUBLIC: frozenset(STATES[PUBLIC]),
    "waiting": IN_REVIEW,
}

#: How far a story goes, in words.
AUDIENCE_TITLES = {COMMUNITY_LEVEL: _("Our community"), PUBLIC: _("All staff")}

_WORD = re.compile(r"\w+", re.UNICODE)


class Filters(NamedTuple):
    """What a reader looks for in the library; empty means everything."""

    community: str = ""
    country: str = ""
    domain: str = ""
    words: str = ""
    audience: str = ""


class Communities:
    """The communities that a reader sees, looked up once in a request."""

    def __init__(self, brains=None) -> None:
        """Take what some reader sees; without it, what the current one does."""
        if brains is None:
            catalog = api.portal.get_tool("portal_catalog")
            brains = catalog(portal_type=COMMUNITY, sort_on="sortable_title")
        self.brains = {brain.UID: brain for brain in brains}

    def options(self) -> list[dict[str, str]]:
        """Give the communities to choose from, by title."""
        return [
            {"value": uid, "title": brain.Title} for uid, brain in self.brains.items()
        ]

    def countries(self) -> list[dict[str, str]]:
        """Give the countries of these communities."""
        found = {brain.cop_country for brain in self.brains.values()}
        names = {code: country_name(code) for code in found - {"", None}}
        codes = sorted(names, key=lambda code: sort_key(names[code]))
        return [{"value": code, "title": names[code]} for code in codes]


def filters_from(form) -> Filters:
    """Give the filters out of a query string.

    :raises Refused: for a value that cannot be one; the message names it.
    """
    values = {}
    for name in Filters._fields:
        value = form.get(name) or ""
        if not isinstance(value, str) or len(value) > MAX_WORDS:
            raise Refused(
                _(
                    "send one text of up to ${limit} characters.",
                    mapping={"limit": written(MAX_WORDS)},
                ),
                name,
            )
        values[name] = value.strip()
    if values["domain"] and values["domain"] not in rules.DOMAINS:
        raise Refused(_("choose one of the kinds of change."), "domain")
    if values["audience"] and values["audience"] not in STATES:
        raise Refused(_("choose how far the stories go."), "audience")
    return Filters(**values)


def reads_more_than_all_staff() -> bool:
    """Tell whether the current user reads stories somewhere that not all staff read."""
    userid = me()
    return bool(groups.groups_of(userid, "members", "facilitators", "reviewers"))


def _states(audience: str) -> list[str]:
    """Return the states in which the current reader's stories can be."""
    if not reads_more_than_all_staff():
        # Nothing else would be found, and one state is found faster than three.
        return STATES[PUBLIC] if audience in ("", PUBLIC) else []
    wanted = [audience] if audience else STATES
    return [state for each in wanted for state in STATES[each]]


def _of_community(uid: str) -> dict[str, object]:
    """Return what finds the stories of a community.

    For those who read them as its people by where they stand; for everybody else
    without those that stand alone: to be found here would say where they come from.
    """
    found = api.portal.get_tool("portal_catalog")(portal_type=COMMUNITY, UID=uid)
    if len(found) != 1 or not Home(found[0].getObject(), getRequest()).reads_as_member:
        return {"cop_community": uid}
    return {"path": {"query": found[0].getPath(), "depth": 1}}


def find(filters: Filters):
    """Give the shared stories that match and that the current user may read.

    The newest first, as a lazy list of brains.
    """
    states = _states(filters.audience)
    if not states:
        return []
    query = {
        "portal_type": STORY,
        "review_state": states,
        "sort_on": "cop_since",
        "sort_order": "reverse",
    }
    if filters.community:
        query.update(_of_community(filters.community))
    if filters.country:
        query["cop_country"] = filters.country
    if filters.domain:
        query["cop_domain"] = filters.domain
    if filters.words:
        words = _WORD.findall(filters.words)
        if not words:
            return []
        query["SearchableText"] = " AND ".join(f'"{word}"' for word in words)
    return api.portal.get_tool("portal_catalog")(**query)


class Words:
    """What the library says in the reader's language, said once a request."""

    def __init__(self, request) -> None:
        self.request = request
        self.domains = {
            value: translate(title, context=request)
            for value, title in DOMAIN_TITLES.items()
        }
        self.nobody = translate(_("A practitioner"), context=request)


def _date(moment) -> str:
    """Give the day of a moment in ISO's form; `strftime` costs as much as a row."""
    return f"{moment.year():04}-{moment.month():02}-{moment.day():02}"


def picture_url(brain) -> str | None:
    """Return the address of the small scale of a story's first picture, None for none.

    A picture is served as its story is: to whoever may read it, asked on each request.
    """
    if not brain.cop_picture:
        return None
    return f"{brain.getURL()}/{brain.cop_picture}/@@images/image/preview"


def row(brain, communities: Communities, words: Words) -> dict:
    """Give what the library shows of one shared story, without waking it.

    :param brain: a brain, or a `lines.Line` for a story that is not there yet.
    """
    uid = brain.cop_community or ""
    shown = bool(uid) and uid in communities.brains
    community = communities.brains.get(uid) if shown else None
    return {
        "@id": brain.getURL(),
        "@type": STORY,
        "title": brain.Title,
        "teaser": brain.Description,
        "attribution_shown": brain.cop_attribution or words.nobody,
        "domain": brain.cop_domain or "",
        "domain_title": words.domains.get(brain.cop_domain, ""),
        "community": community.Title if community is not None else "",
        "country": country_name(brain.cop_country) if community is not None else "",
        "published": _date(brain.effective) if shown else None,
        "audience": AUDIENCE_OF_STATE[brain.review_state],
        "picture": picture_url(brain),
    }


def facets(communities: Communities, words: Words, request) -> dict:
    """Give what can be filtered by, for forms and REST.

    How far the stories go is a choice for those alone who read more than all staff.
    """
    audiences = AUDIENCE_TITLES if reads_more_than_all_staff() else {}
    return {
        "community": communities.options(),
        "country": communities.countries(),
        "domain": [
            {"value": value, "title": title} for value, title in words.domains.items()
        ],
        "audience": [
            {"value": value, "title": translate(title, context=request)}
            for value, title in audiences.items()
        ],
    }


def mine_from(form) -> str:
    """Return which of the own stories somebody looks for, empty for all of them.

    :raises Refused: for a value that cannot be one.
    """
    asked = form.get("audience") or ""
    if asked and (not isinstance(asked, str) or asked not in MINE):
        raise Refused(_("choose who can read the stories."), "audience")
    return asked


def my_stories(userid: str) -> list:
    """Return the stories that somebody told, newest first.

    By the teller's list: nothing in the catalog ties a story to a person.
    """
    stories = teller.stories_of(People(api.portal.get()).code_of(userid))
    return sorted(stories, key=lambda story: story.created(), reverse=True)


def only(stories: list, asked: str) -> list:
    """Return those of the own stories that somebody looks for."""
    if not asked:
        return stories
    return [story for story in stories if lifecycle.state_of(story) in MINE[asked]]


def review_queue() -> list:
    """Give what waits for this reader's review, longest waiting first, as lazy brains.

    By the tokens that the reviewers' roles leave in the security index, so that nothing
    is woken that is not shown; the reader's own stories are for somebody else.
    """
    user = api.user.get_current()
    tokens = [f"user:{one}" for one in groups.groups_of(user.getId(), "reviewers")]
    if not tokens:
        return []
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=STORY,
        review_state=["pending", "community_pending"],
        allowedRolesAndUsers=tokens,
        sort_on="cop_since",
        **_besides(user.getId()),
    )


def _besides(userid: str) -> dict[str, dict[str, list[str]]]:
    """Return what leaves somebody's own stories out of a query."""
    people = People(api.portal.get())
    own = [name for _uid, name in people.places(people.code_of(userid))]
    return {"getId": {"not": own}} if own else {}
