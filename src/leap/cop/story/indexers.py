"""What the catalog keeps of a story: of one that is not shared, not a word.

The full-text lexicon never forgets a word, so titles and texts go in only while a
story is shared. Nothing here names the teller beyond the attribution that the teller
chose; `Creator` and `listCreators` are empty by `ConfidentialContainer`.
"""

from leap.cop.consent.gate import OUR_ROLES
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.rules import COMMUNITY
from leap.cop.consent.rules import rank
from leap.cop.story import lifecycle
from leap.cop.story import rules
from leap.cop.story.attribution import shown_name
from leap.cop.story.attribution import stands_alone
from leap.cop.story.content import IStory
from plone.base.utils import safe_text
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.CatalogTool import (
    allowedRolesAndUsers as stock_allowed_roles_and_users,
)


def is_shared(story) -> bool:
    """Tell whether others than teller and reviewers can read a story."""
    level = AUDIENCE_OF_STATE.get(lifecycle.state_of(story))
    return rank(level) >= rank(COMMUNITY)


@indexer(IStory)
def allowed_roles_and_users(story) -> list[str]:
    """Who may see the story, and its teller in every state.

    Stock Plone leaves single users out where everybody with an account may see it;
    the teller's own list goes by this token, and nobody else can ask for it.
    """
    tokens = set(stock_allowed_roles_and_users(story)())
    # Our roles count where a community gives them, never for the whole site.
    tokens = {token for token in tokens if not token.startswith(OUR_ROLES)}
    teller = lifecycle.teller_of(story)
    return sorted(tokens | {f"user:{teller}"} if teller else tokens)


@indexer(IStory)
def searchable_text(story) -> str:
    """The words of a shared story, and no name."""
    if not is_shared(story):
        return ""
    texts = lifecycle.texts_of(story)
    parts = [story.title, story.description]
    parts.extend(rules.plain(texts[step]) for step in rules.STEPS)
    return safe_text(" ".join(part for part in parts if part))


@indexer(IStory)
def title(story) -> str:
    """The title of a shared story."""
    return story.title if is_shared(story) else ""


@indexer(IStory)
def sortable_title(story) -> str:
    """The title of a shared story, to sort by."""
    return (story.title or "").casefold()[:80] if is_shared(story) else ""


@indexer(IStory)
def description(story) -> str:
    """A line or two of a shared story, for lists."""
    if not is_shared(story):
        return ""
    texts = lifecycle.texts_of(story)
    return rules.teaser_from(texts)


@indexer(IStory)
def subject(story) -> tuple[str, ...]:
    """Nothing: a keyword stands in an index that everybody can list."""
    return ()


@indexer(IStory)
def cop_attribution(story) -> str:
    """The name shown with a shared story."""
    return shown_name(story) if is_shared(story) else ""


@indexer(IStory)
def cop_domain(story) -> str:
    """The kind of change of a shared story."""
    return (story.domain or "") if is_shared(story) else ""


@indexer(IStory)
def cop_community(story) -> str:
    """The UID of the community, where it does not give the teller away."""
    if not is_shared(story) or stands_alone(story):
        return ""
    community = lifecycle.community_of(story)
    return IUUID(community) if community is not None else ""


@indexer(IStory)
def cop_country(story) -> str:
    """The community's country, where it does not give the teller away."""
    if not is_shared(story) or stands_alone(story):
        return ""
    community = lifecycle.community_of(story)
    return (community.country or "") if community is not None else ""
