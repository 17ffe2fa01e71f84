"""The invitation pack of one community, in one language."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.core import dates
from leap.cop.core.names import sort_key
from leap.cop.core.text import one_line
from leap.cop.recruitment.invitations import pack_rules
from leap.cop.recruitment.invitations.pack_rules import Part
from leap.cop.recruitment.invitations.rules import LANGUAGES
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


#: The community's own words that whoever is invited reads, in this order.
PARTS = (
    ("purpose", _("What brings us together")),
    ("process", _("How we work")),
    ("benefits", _("What members get")),
    ("commitments", _("What members give")),
)

NOT_EVERY_TIME = _("You do not have to come every time.")


def parts_of(community, parts=PARTS) -> list[Part]:
    """Return what a community says of itself to people outside; no empty parts.

    :param parts: names of its fields, and what stands above each.
    """
    parts = (Part(name, title, _html(community, name)) for name, title in parts)
    return [part for part in parts if part.html]


def _html(community, name: str) -> str:
    value = getattr(community, name, None)
    return value.output_relative_to(community) if value else ""


class Pack:
    """The letter, the mail and the lines for networks."""

    def __init__(self, community, language: str, *, now: datetime) -> None:
        """
        :param language: one of `LANGUAGES`; anything else is the site's, or English.
        """
        self.community = community
        self.language = known_language(language)
        self.now = now

    def say(self, text: Message) -> str:
        """Return a fixed sentence in the language of the pack."""
        return translate(text, target_language=self.language)

    @property
    def title(self) -> str:
        """The community's name."""
        return one_line(self.community.title)

    @property
    def site_name(self) -> str:
        """Who sends the letter."""
        return api.portal.get_registry_record("plone.site_title", default="") or ""

    @property
    def day(self) -> str:
        """The day of the letter, as the language writes it."""
        return dates.day(self.now.date(), self.language)

    @cached_property
    def parts(self) -> list[Part]:
        """The community's own words under headings in the language of the pack."""
        return [
            part._replace(title=self.say(part.title))
            for part in parts_of(self.community)
        ]

    @cached_property
    def signed(self) -> list[str]:
        """Who signs: the facilitators, by name."""
        ids = Membership(self.community).ids_in_role(community_rules.FACILITATOR)
        names = map(Membership(self.community).name_in_profile, ids)
        return sorted(filter(None, map(one_line, names)), key=sort_key)

    @property
    def subject(self) -> str:
        """What the letter, and the mail, is about."""
        return self._with_title(_("Invitation: ${community}"))

    @property
    def greeting(self) -> str:
        return self.say(_("Dear colleague,"))

    @property
    def opening(self) -> str:
        return self._with_title(
            _(
                "We would be glad to welcome you to ${community}. It is a community "
                "of practice: people who do similar work meet regularly, tell each "
                "other how things are going, and learn from one another."
            )
        )

    @property
    def not_every_time(self) -> str:
        """What stands on each invitation."""
        return self.say(NOT_EVERY_TIME)

    @property
    def closing(self) -> list[str]:
        """What stands between the community's own words and the names."""
        return [
            f"{self.not_every_time} "
            + self.say(
                _(
                    "If now is not the time, that is fine: nobody asks why, and "
                    "you are welcome later."
                )
            ),
            self.say(_("If you would like to know more, please write to us or call.")),
        ]

    @property
    def farewell(self) -> str:
        return self.say(_("Kind regards"))

    @property
    def mail(self) -> str:
        """The text of a mail, to be copied."""
        names = "\n".join([self.farewell, *self.signed])
        return pack_rules.mail_text(
            [self.greeting, self.opening], self.parts, [*self.closing, names]
        )

    @property
    def post(self) -> str:
        """A few lines for networks, at most 280 characters."""
        about = " ".join(pack_rules.lines_of(_html(self.community, "purpose")))
        own = f"{self.title}: {about}" if about else f"{self.title}."
        fixed = self.say(
            _(
                "Come and join us! You do not have to come every time. Just "
                "ask us about it."
            )
        )
        return pack_rules.post_text(own, fixed)

    def _with_title(self, text: Message) -> str:
        return self.say(Message(text, mapping={"community": self.title}))


def known_language(code: object) -> str:
    """Return one of the four languages: the one asked for, the site's, or English."""
    for wish in (code, api.portal.get_default_language().split("-")[0]):
        if wish in LANGUAGES:
            return wish
    return LANGUAGES[0]
