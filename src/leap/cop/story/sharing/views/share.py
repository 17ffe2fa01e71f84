"""How far a story goes: the one screen where its teller decides, and what follows.

Our community and all staff are two answers to one question, so that nobody reads the
same twice. Beforehand stands what was asked for (the level) or said before (the name);
the question that matters is answered each time.
"""

from collections.abc import Mapping
from functools import cached_property
from leap.cop import _
from leap.cop.community.vocabularies import country_name
from leap.cop.consent import rules as consent
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import Pick
from leap.cop.story import rules
from leap.cop.story.display import attribution
from leap.cop.story.display.page import StoryPage
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import pressed_again
from leap.cop.story.sharing.last_name import last_name
from leap.cop.story.sharing.last_name import remember_name
from leap.cop.story.sharing.wordings import CURRENT
from leap.cop.story.sharing.wordings import current_wording
from leap.cop.story.sharing.wordings import Wording
from leap.cop.story.signature import signature_of
from leap.cop.story.vocabularies import ATTRIBUTION_TITLES
from leap.cop.story.vocabularies import SHORT_TITLES
from plone import api
from typing import NamedTuple
from zope.interface import Interface


YES = "yes"
NOT_YET = "not_yet"

_ANSWERS = {YES: _("Yes"), NOT_YET: _("Not yet")}

_LEVELS = {consent.COMMUNITY: _("Our community"), consent.PUBLIC: _("All staff")}

#: What is said of an answer that is missing.
_MISSING = {
    "level": _("Choose how far it may go."),
    "attribution": _("Choose how you want to be named."),
    "attribution_text": _(
        "Describe yourself in a few words, for example: a youth worker."
    ),
    "nobody_recognised": _("Please answer this question too."),
}
_TOO_LONG = _("Up to 100 characters, please.")


class IShare(Interface):
    """What a teller answers before a story goes further."""

    level = Pick(_LEVELS, title=_("Who may read it?"))
    attribution = Pick(ATTRIBUTION_TITLES, title=_("Name shown"))
    attribution_text = CleanLine(
        title=_("In these words"), max_length=rules.MAX_SIGNATURE, required=False
    )
    nobody_recognised = Pick(
        _ANSWERS, title=current_wording(consent.PUBLIC).questions[0].text
    )


class Level(NamedTuple):
    """How far it may go, and who that is."""

    value: str
    title: object
    readers: object
    button: object


class NameChoice(NamedTuple):
    """A name to choose, and how it would look."""

    value: str
    title: object
    shown: str
    is_chosen: bool
    is_as_before: bool


class Promise(NamedTuple):
    """A line above the button; of one level alone, or of each that there is."""

    text: object
    sign: str
    level: str
    everywhere: bool


#: What stands before each line of a wording, in their order.
_SIGNS = ("arrow-counterclockwise", "info-circle", "eye")


class ShareStoryView(StoryPage):
    """Share with our community, or ask to publish."""

    page_title = _("Share this story")
    undone = _("Nothing has changed yet. See below what is missing.")
    asks = IShare
    is_about_practice = True

    share_macros = MacrosOf("../templates/share-macros.pt")

    # How far

    def blocked_for(self, level: str):
        """Return why a story cannot go that far now; empty when it can."""
        if self.in_review:
            if level == consent.COMMUNITY and self.state == "pending":
                return _(
                    "You have asked to publish this story, and it is waiting for "
                    "a review. To share it with our community instead, take it "
                    "back first."
                )
            return _("This story is already waiting for a review.")
        if self.state == "public":
            return _("All staff can read this story already.")
        if level == consent.COMMUNITY and not self.is_alone:
            return _("Our community can read this story already.")
        if self.is_held:
            return _(
                "This story is on hold. Edit the text, or ask for the hold to be "
                "lifted."
            )
        if digests.says_nothing(self.context):
            return _(
                "There is nothing in this story yet. Write one sentence, or add a "
                "picture, video or file, then share the story."
            )
        if consent.rank(self.limit) < consent.rank(level):
            return _("Stories in this community cannot go that far at the moment.")
        return ""

    @cached_property
    def levels(self) -> list[Level]:
        """How far it can go from here, the nearest first."""
        community = audience.audience_in(self.context, consent.COMMUNITY)
        found = [
            Level(
                consent.COMMUNITY,
                _("Our community (${count})", mapping={"count": self.members}),
                community.text,
                _("Share with our community"),
            ),
            Level(
                consent.PUBLIC,
                _LEVELS[consent.PUBLIC],
                _("Everybody with an account"),
                _("Ask to publish"),
            ),
        ]
        return [level for level in found if self._is_open(level.value)]

    def _is_open(self, level: str) -> bool:
        if level == consent.PUBLIC and self.somebody_could:
            return False
        return not self.blocked_for(level)

    @cached_property
    def level(self) -> str:
        """What is chosen: what was asked for, or else the nearest that there is."""
        asked = self.typed("level")
        if asked in consent.GRANTABLE:
            return asked
        if self.levels:
            return self.levels[0].value
        return consent.PUBLIC if self.state == "community" else consent.COMMUNITY

    @property
    def blocked(self):
        """Why it does not go as far as was asked; empty when it does."""
        return self.blocked_for(self.level)

    @property
    def notice(self) -> Notice | None:
        """What keeps it from going further, where something does."""
        return Notice("know", self.blocked) if self.blocked else None

    @property
    def somebody_could(self) -> bool:
        """Whether the teller said that somebody could be recognised."""
        return self.context.others_recognisable == "somebody_could"

    @property
    def stays_here(self) -> bool:
        """Whether that is what keeps it from all staff, who were asked for."""
        asks = self.level == consent.PUBLIC and not self.blocked
        return asks and self.somebody_could

    @property
    def keeps_off_all_staff(self) -> bool:
        """Whether all staff are no choice for that reason, and something else is."""
        return self.somebody_could and not self.blocked_for(consent.PUBLIC)

    @property
    def may_share(self) -> bool:
        """Whether sharing with the community is the step to take instead."""
        return not self.blocked_for(consent.COMMUNITY)

    @property
    def community_url(self) -> str:
        """The address of the community, where it is said who reviews."""
        return community_of(self.context).absolute_url()

    def rests_on(self) -> Mapping[str, object]:
        """Return what is agreed to: this text, under these names, for these people."""
        return {
            **super().rests_on(),
            "state": self.state,
            "limit": self.limit,
            "members": self.members,
            "held": self.is_held,
            "is_thin": self.is_thin,
            "country": community_of(self.context).country or "",
            "name": self._shown("name"),
            "wordings": sorted(CURRENT.values()),
        }

    # The name shown

    @cached_property
    def last_name(self) -> rules.Signature | None:
        """What was chosen last in this community, while nothing has changed since."""
        return last_name(self.context)

    @property
    def attribution(self) -> str:
        """The name that is chosen; the first time none is."""
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.typed("attribution")
        return self.last_name.attribution if self.last_name else ""

    @property
    def names(self) -> list[NameChoice]:
        """The names to choose from, each exactly as it would be shown."""
        last = self.last_name.attribution if self.last_name else ""
        return [
            NameChoice(
                value,
                SHORT_TITLES[value],
                self._shown(value),
                self.attribution == value,
                last == value,
            )
            for value in consent.ATTRIBUTIONS
        ]

    def _shown(self, value: str) -> str:
        text = {"name": self._kept_name, "role": self.words.strip()}.get(value, "")
        if value == "role" and not text:
            return f"…, {self.country_after}" if self.country_after else ""
        signed = rules.Signature(value, text)
        look = attribution.look_of(self.context)._replace(signed=signed)
        return attribution.byline(self.context, look)

    @cached_property
    def _kept_name(self) -> str:
        """The words that the teller wants for their own name."""
        for signed in (signature_of(self.context), self.last_name):
            if signed is not None and signed.attribution == "name":
                return signed.text
        return ""

    @property
    def words(self) -> str:
        """What the teller wants to be called."""
        if "attribution_text" in self.request.form:
            return self.typed("attribution_text")
        for signed in (self.last_name, signature_of(self.context)):
            if signed is not None and signed.attribution == "role":
                return signed.text
        return ""

    @property
    def is_thin(self) -> bool:
        """Whether so few belong that a story without a name is a thin cover."""
        return self.told.is_small

    @property
    def country_after(self) -> str:
        """The country that stands after whatever is no name; empty for none."""
        country = community_of(self.context).country
        return "" if self.is_thin or not country else country_name(country)

    # What is asked, and what is wrong

    @property
    def wording(self) -> Wording:
        """What is asked and said, and under which id the answers are kept."""
        return current_wording(self.level)

    @property
    def promises(self) -> list[Promise]:
        """What the wordings say besides, each line once."""
        told = {level.value: current_wording(level.value).said for level in self.levels}
        found: dict[object, Promise] = {}
        for level, lines in told.items():
            for text, sign in zip(lines, _SIGNS, strict=False):
                everywhere = all(text in others for others in told.values())
                found.setdefault(text, Promise(text, sign, level, everywhere))
        return list(found.values())

    @cached_property
    def missing(self) -> dict[str, object]:
        """What is missing in the answers that were sent, by field."""
        found = {
            name: _MISSING[name]
            for name in ("level", "attribution", "nobody_recognised")
            if self.typed(name) not in IShare[name].choices
        }
        words = self.typed("attribution_text").strip()
        if self.typed("attribution") == "role" and not words:
            found["attribution_text"] = _MISSING["attribution_text"]
        elif len(words) > rules.MAX_SIGNATURE:
            found["attribution_text"] = _TOO_LONG
        if self.typed("nobody_recognised") == NOT_YET:
            found["nobody_recognised"] = self.wording.questions[0].not_yet
        return found

    def sent(self) -> dict[str, object]:
        """Return the answers, once there are all of them.

        :raises Refused: for the first that is missing.
        """
        for name, words in self.missing.items():
            raise Refused(words, name)
        return super().sent()

    def refuse(self, error: Exception) -> None:
        """Keep a refusal, and what else is missing, each at its field."""
        super().refuse(error)
        if not self.is_stale and self.missing:
            self.problems = self.missing

    @property
    def text_mark(self) -> str:
        """What says which text was shown."""
        return digests.mark_of_words(self.context)

    @cached_property
    def _is_pressed_again(self) -> bool:
        """Whether exactly this page was sent before, and did what it asks for."""
        if self.missing:
            return False
        sent = self.sent()
        return pressed_again.is_granted(
            self.context,
            sent["level"],
            mark=self.typed("text_mark"),
            **self._signed_as(sent),
        )

    def is_done_already(self) -> bool:
        return self._is_pressed_again

    def answer(self):
        """Grant only what can be granted; say otherwise why it cannot."""
        if (self.blocked or self.stays_here) and not self._is_pressed_again:
            self.request.response.setStatus(409)
            return self.show()
        return super().answer()

    def _signed_as(self, sent: Mapping) -> dict[str, str]:
        chosen = sent["attribution"]
        texts = {"name": self._kept_name, "role": sent.get("attribution_text", "")}
        return {"attribution": chosen, "attribution_text": texts.get(chosen, "")}

    def act(self, level: str, **sent: str) -> str:
        """Record the teller's agreement and make the step; a second time only go on."""
        if not self._is_pressed_again:
            lifecycle.grant(
                self.context,
                level,
                now=self.now,
                wording=current_wording(level).id,
                language=api.portal.get_current_language(),
                channel="form",
                **self._signed_as(sent),
            )
            remember_name(self.context)
        return f"{self.url}/shared"
