"""What the catalog keeps of a story: of one that is not shared, not a word.

The full-text lexicon never forgets a word, so titles and texts go in only while a
story is shared. Nothing here names the teller beyond the attribution that the teller
chose; `Creator` and `listCreators` are empty by `ConfidentialContainer`.
"""

from leap.cop.core.markup.clean import plain
from leap.cop.core.role_names import without_ours
from leap.cop.story import rules
from leap.cop.story.content import IStory
from leap.cop.story.display.list_item import ListItem
from leap.cop.story.lifecycle import digests
from plone.base.utils import safe_text
from plone.indexer import indexer
from Products.CMFPlone.CatalogTool import (
    allowedRolesAndUsers as stock_allowed_roles_and_users,
)


@indexer(IStory)
def allowed_roles_and_users(story) -> list[str]:
    """Who may see the story besides its teller.

    Nothing of the teller: a list can be sorted by this index, and stories of one person
    would stand together, those without a name beside those with one.
    """
    tokens = set(stock_allowed_roles_and_users(story)())
    # Our roles count where a community gives them, never for the whole site.
    return sorted(without_ours(tokens))


@indexer(IStory)
def searchable_text(story) -> str:
    """The words of a shared story, and no name."""
    if not ListItem(story).is_shared:
        return ""
    texts = digests.texts_of(story)
    parts = [story.title, story.description]
    parts.extend(plain(texts[step], struck=True) for step in rules.STEPS)
    return safe_text(" ".join(part for part in parts if part))


@indexer(IStory)
def title(story) -> str:
    """The title of a shared story."""
    return ListItem(story).Title


@indexer(IStory)
def sortable_title(story) -> str:
    """The title of a shared story, to sort by."""
    return (ListItem(story).Title or "").casefold()[:80]


@indexer(IStory)
def description(story) -> str:
    """A line or two of a shared story, for lists."""
    return ListItem(story).Description


@indexer(IStory)
def subject(story) -> tuple[str, ...]:
    """Nothing: a keyword stands in an index that everybody can list."""
    return ()


@indexer(IStory)
def cop_attribution(story) -> str:
    """The name shown with a shared story."""
    return ListItem(story).cop_attribution


@indexer(IStory)
def cop_domain(story) -> str:
    """The kind of change of a shared story."""
    return ListItem(story).cop_domain


@indexer(IStory)
def cop_community(story) -> str:
    """The UID of the community, where it does not give the teller away."""
    return ListItem(story).cop_community


@indexer(IStory)
def cop_country(story) -> str:
    """The community's country, where it does not give the teller away."""
    return ListItem(story).cop_country


@indexer(IStory)
def cop_picture(story) -> str:
    """The id of the first picture of a shared story."""
    return ListItem(story).cop_picture
