"""What a community is about, and what can be set: the pages of two tabs."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community.interfaces import IHomePart
from leap.cop.community.profiles import fullname
from leap.cop.community.views.page import CommunityPage
from leap.cop.community.vocabularies import ceilings
from leap.cop.community.vocabularies import join_policies
from leap.cop.core import binding
from typing import NamedTuple
from zope.component import getMultiAdapter
from zope.component import subscribers


SEEN_BY = {
    "private": _("Only facilitators see the community"),
    "community": _("Members see the community"),
    "public": _("All staff see the home page"),
}

#: Where the script of Plone's form opens the parts of the form, in their order.
_TAB_OF_FORM = "edit#autotoc-item-autotoc-"
WHAT_IT_IS_ABOUT, SAFETY, INVITING, RULES = (
    f"{_TAB_OF_FORM}{number}" for number in range(4)
)


class Part(NamedTuple):
    """A heading and a text below it."""

    id: str
    title: str
    html: str


class AboutParts(CommunityPage):
    """What the home and the page about a community share."""

    @property
    def purpose(self) -> str:
        """The purpose as HTML."""
        return self._html("purpose")

    @cached_property
    def aims(self) -> list[str]:
        """The aims, as lines."""
        return [row["text"] for row in self.context.aims or ()]

    @cached_property
    def invitation(self) -> list[Part]:
        """What people read who think of joining; parts that are empty are left out."""
        parts = (
            Part("process", _("How we work"), self._html("process")),
            Part("benefits", _("What members get"), self._html("benefits")),
            Part("commitments", _("What members give"), self._html("commitments")),
        )
        return [part for part in parts if part.html]

    def parts_of(self, *tabs: str) -> list[str]:
        """Return what rooms above show under these tabs, as HTML."""
        found = subscribers((self.context, self.request), IHomePart)
        asked = sorted(found, key=lambda part: part.order)
        return [
            getMultiAdapter((self.context, self.request), name=part.page)()
            for part in asked
            if part.tab in tabs
        ]

    def _html(self, name: str) -> str:
        value = getattr(self.context, name, None)
        return value.output_relative_to(self.context) if value else ""


class AboutView(AboutParts):
    """What brings people together here, how they work, what they agreed on."""

    page_title = _("About")
    tab = "about"
    has_columns = False
    is_about_practice = True

    @property
    def parts(self) -> list[str]:
        """The agreement, and the forms."""
        return self.parts_of("about")

    @property
    def edit_url(self) -> str:
        """Where the texts are changed, empty for readers."""
        may_set = self.home.may_set
        return f"{self.url}/{WHAT_IT_IS_ABOUT}" if may_set else ""


class Setting(NamedTuple):
    """Something that can be set: what it is, how it stands, where it is changed."""

    title: object
    now: object
    url: str


class SettingsView(CommunityPage):
    """Everything that can be set in a community, each leading to its place."""

    page_title = _("Settings")
    lead = _(
        "Everything you can set in this community. Each link opens "
        "the page where you edit it."
    )
    tab = "settings"
    has_columns = False

    @cached_property
    def settings(self) -> list[Setting]:
        """What can be set, in the order in which a group begins."""
        community = self.context
        person = people.safeguarding_person(community)
        contact = (community.safeguarding_contact or "").partition("\n")[0].strip()
        policy = join_policies(community).getTerm(community.join_policy).title
        ceiling = ceilings(community).getTerm(community.story_ceiling).title
        rows = (
            (
                _("What brings you together, and your aims"),
                _("Written") if community.purpose else _("Not written yet"),
                WHAT_IT_IS_ABOUT,
            ),
            (
                _("Short name for emails, and country"),
                community.short_name or _("No short name yet"),
                WHAT_IT_IS_ABOUT,
            ),
            (
                _("Picture of the community"),
                _("Chosen") if community.picture else _("No picture yet"),
                "community-picture",
            ),
            (
                _("Safeguarding contact, and guidance"),
                contact or _("Nobody yet"),
                SAFETY,
            ),
            (
                _("Who reads messages about people recognised in stories"),
                fullname(person) if person else _("Only the reviewers"),
                "safeguarding",
            ),
            (
                _("What people read when you invite them"),
                _("Written") if community.process else _("Not written yet"),
                INVITING,
            ),
            (_("How people join"), policy, RULES),
            (_("How far stories may go"), ceiling, RULES),
            (
                _("Who sees this community"),
                SEEN_BY.get(binding.state_of(community), ""),
                "change-audience",
            ),
        )
        return [
            Setting(title, now, f"{self.url}/{address}") for title, now, address in rows
        ]
