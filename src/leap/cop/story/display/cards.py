"""A story in a list: one card for all lists, which on a phone is a row.

Made of what a list has of a story (`library.row`), so that no story is woken for it.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from leap.cop import _
from leap.cop.core.audience import COMMUNITY
from leap.cop.core.audience import PUBLIC
from leap.cop.core.text import folded
from plone import api
from typing import NamedTuple
from z3c.pt.pagetemplate import PageTemplateFile
from zope.component import getMultiAdapter
from zope.i18n import translate


#: The icon of each kind of change, in the order of the kinds; its place is its colour.
KIND_SIGNS = {
    "practice": "compass",
    "young_people": "megaphone",
    "relationships": "heart",
    "organisation": "diagram-3",
    "policy": "journal-check",
    "did_not_work": "signpost-split",
    "other": "stars",
}

#: What stands where nobody chose a kind.
NO_KIND = ("journal-text", 8)

#: How far it goes: always with its words.
REACH = {
    COMMUNITY: ("people", _("Our community")),
    PUBLIC: ("building", _("All staff")),
}

#: A sentence up to this length is title, text and picture at once.
SHORT = 140


class StoryCard(NamedTuple):
    """What a list shows of one story.

    :param look: `pic`, `words` or `sentence`.
    :param sign: the icon of its kind, as markup; `reach_sign` that of how far it goes.
    :param facts: community and day, where they may stand.
    """

    url: str
    title: str
    text: str
    look: str
    picture: str
    kind: str
    hue: int
    sign: str
    name: str
    facts: tuple[str, ...]
    reach: str
    reach_sign: str


#: Without the expressions of Zope, which look a name up in a dozen places: a card has
#: twenty, a list twenty cards. It says nothing of its own, so nothing is translated.
_CARDS = PageTemplateFile("templates/cards.pt")


def markup(cards: Sequence[StoryCard], level: int) -> str:
    """Return the cards of a list as markup, their headings of this level, 2 or 3."""
    return _CARDS.render(cards=cards, level=level)


def sign_and_hue(domain: str) -> tuple[str, int]:
    """Return the icon of a kind of change, and the number of its colour."""
    if domain not in KIND_SIGNS:
        return NO_KIND
    return KIND_SIGNS[domain], 1 + list(KIND_SIGNS).index(domain)


def said_once(title: str, text: str) -> tuple[str, str]:
    """Return title and first lines without saying a sentence twice.

    A title that was made of the first sentence is the beginning of the text.
    """
    begins = folded(title.rstrip("…. "))
    if not folded(text).startswith(begins):
        return title, text
    if len(text) <= SHORT:
        return text, ""
    return title, text


class Cards:
    """Makes the cards of one list; what is alike in all is asked once."""

    def __init__(self, request) -> None:
        self.request = request
        self._icons: dict[str, str] = {}
        self._reach = {
            audience: (sign, translate(words, context=request))
            for audience, (sign, words) in REACH.items()
        }

    def icon(self, name: str) -> str:
        """Return the markup of an icon of the site."""
        if name not in self._icons:
            resolver = getMultiAdapter(
                (api.portal.get(), self.request), name="iconresolver"
            )
            self._icons[name] = resolver.tag(name)
        return self._icons[name]

    def card(self, row: Mapping, *facts: str) -> StoryCard:
        """Return the card of a row of a list.

        :param facts: what may stand below the name, empty ones are left out.
        """
        title, text = said_once(row["title"], row["teaser"])
        look = "pic" if row["picture"] else "words" if text else "sentence"
        sign, hue = sign_and_hue(row["domain"])
        reach_sign, reach = self._reach[row["audience"]]
        return StoryCard(
            url=row["@id"],
            title=title,
            text=text,
            look=look,
            picture=row["picture"] or "",
            kind=row["domain_title"],
            hue=hue,
            sign=self.icon(sign),
            name=row["attribution_shown"],
            facts=tuple(filter(None, facts)),
            reach=reach,
            reach_sign=self.icon(reach_sign),
        )
