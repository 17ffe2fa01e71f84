"""How far a story goes: the two screens where its teller decides."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import fullname
from leap.cop.community.vocabularies import country_name
from leap.cop.consent import rules as consent
from leap.cop.core.containment import community_of
from leap.cop.core.pages.forms import field_of
from leap.cop.story import rules
from leap.cop.story.display.page import StoryPage
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing.wordings import current_wording
from leap.cop.story.sharing.wordings import Wording
from leap.cop.story.vocabularies import ATTRIBUTION_TITLES
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


YES = "yes"
NOT_YET = "not_yet"


class Choice(NamedTuple):
    """A name to choose, and how it would look."""

    value: str
    title: str
    shown: str
    chosen: bool


class Asked(NamedTuple):
    """A question, its answer so far, and what is to be said about that."""

    name: str
    text: str
    answer: str
    problem: str


class SharePage(StoryPage):
    """A screen of its own for one step further; nothing is ticked beforehand."""

    level = ""
    next_state = ""

    _share_macros = ViewPageTemplateFile("../templates/share-macros.pt")

    @property
    def share_macros(self):
        """What both screens show."""
        return self._share_macros.macros

    @property
    def blocked(self):
        """Why this step is not possible now; empty when it is."""
        if self.is_held:
            return _(
                "This story is on hold. Change the text first; or whoever put it on "
                "hold lets it go again."
            )
        if not rules.has_words(digests.texts_of(self.context)):
            return _("There is only a title yet. Tell one sentence, then share it.")
        if consent.rank(self.limit) < consent.rank(self.level):
            return _("Stories of this community do not go that far at the moment.")
        return ""

    def rests_on(self) -> dict[str, object]:
        """Return what is agreed to: this text, under this name, for these people."""
        then = audience.audience_in(self.context, self.next_state)
        return {
            **super().rests_on(),
            "level": self.level,
            "state": self.state,
            "limit": self.limit,
            "readers": then.readers,
            "members": self.members,
            "held": self.is_held,
            "wording": self.wording.id,
        }

    @property
    def who_will_read_it(self):
        """Who could read it afterwards."""
        return audience.audience_in(self.context, self.next_state).text

    # The name shown

    @property
    def choices(self) -> list[Choice]:
        """The names to choose from, none of them chosen beforehand."""
        shown = {"name": self._own_name, "role": "", "anonymous": ""}
        return [
            Choice(
                value,
                ATTRIBUTION_TITLES[value],
                shown[value],
                self.typed("attribution") == value,
            )
            for value in consent.ATTRIBUTIONS
        ]

    @cached_property
    def _own_name(self) -> str:
        return self._kept_name or fullname(lifecycle.teller_of(self.context) or "")

    @property
    def _kept_name(self) -> str:
        """The words that the teller wants for the own name."""
        if self.context.attribution == "name":
            return self.context.attribution_text or ""
        return ""

    @property
    def words(self) -> str:
        """What the teller wants to be called."""
        if "attribution_text" in self.request.form:
            return self.typed("attribution_text")
        if self.context.attribution == "role":
            return self.context.attribution_text or ""
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

    @property
    def members(self) -> int:
        """How many people read what the community shares."""
        return Membership(community_of(self.context)).readers()

    # The questions

    @cached_property
    def wording(self) -> Wording:
        """What is asked, and under which id the answers are kept."""
        return current_wording(self.level)

    @property
    def questions(self) -> list[Asked]:
        """The questions, with what was answered."""
        return [
            Asked(
                question.name,
                question.text,
                self.typed(question.name),
                self.problems.get(question.name, ""),
            )
            for question in self.wording.questions
        ]

    # What is wrong

    @cached_property
    def problems(self) -> dict[str, str]:
        """What is missing in an answer that was sent, by field."""
        if self.request.get("REQUEST_METHOD") != "POST":
            return {}
        found = {}
        chosen = self.typed("attribution")
        if chosen not in consent.ATTRIBUTIONS:
            found["attribution"] = _("Choose how you want to be named.")
        elif chosen == "role" and not self.words.strip():
            found["attribution_text"] = _("Say in a few words what you are.")
        elif chosen == "role" and len(self.words) > 100:
            found["attribution_text"] = _("Up to 100 characters, please.")
        for question in self.wording.questions:
            answer = self.typed(question.name)
            if answer == NOT_YET:
                found[question.name] = question.not_yet
            elif answer != YES:
                found[question.name] = _("Please answer this question, too.")
        return found

    @property
    def attribution_problem(self):
        """What is missing about the name."""
        return self.problems.get("attribution", "")

    @property
    def words_problem(self):
        """What is missing about the words for the name."""
        return self.problems.get("attribution_text", "")

    def answer(self):
        """Show what is missing; grant only what was answered in full."""
        if self.blocked:
            self.request.response.setStatus(409)
            return self.show()
        if self.problems:
            self.request.response.setStatus(400)
            self.problem = _("Nothing has been shared. See below what is missing.")
            return self.show()
        return super().answer()

    def act(self) -> str:
        """Record the teller's agreement and make the step."""
        chosen = self.typed("attribution")
        texts = {"name": self._kept_name, "role": self.words, "anonymous": ""}
        lifecycle.grant(
            self.context,
            self.level,
            now=self.now,
            attribution=chosen,
            attribution_text=texts[chosen],
            wording=self.wording.id,
            language=api.portal.get_current_language(),
            channel="form",
        )
        self.say_done(self.done)
        return self.url

    def refuse(self, error: Exception) -> None:
        """Keep a refusal, and put it to its field where it has one."""
        super().refuse(error)
        if field_of(error) in ("attribution", "attribution_text"):
            self.problems[field_of(error)] = self.problem


class ShareStoryView(SharePage):
    """Share with our community."""

    page_title = _("Share with our community")
    level = consent.COMMUNITY
    next_state = "community"
    done = _("Our community can read your story now. You can take it back at any time.")

    @property
    def blocked(self):
        """Why it cannot be shared now."""
        if self.state == "pending":
            return _(
                "You have asked to publish this story, and it waits for its review. "
                "Take that back first if you would rather share it with our community."
            )
        if not self.is_alone:
            return _("Our community can read this story already.")
        return super().blocked


class PublishStoryView(SharePage):
    """Ask to publish."""

    page_title = _("Ask to publish")
    level = consent.PUBLIC
    next_state = "public"
    done = _(
        "Thank you. A reviewer looks at your story now, and you will hear from us."
    )

    @property
    def community_url(self) -> str:
        """The address of the community, where it is said who reviews."""
        return community_of(self.context).absolute_url()

    @property
    def blocked(self):
        """Why it cannot be asked for now."""
        if self.in_review:
            return _("You have asked already. The story waits for its review.")
        if self.state == "public":
            return _("All staff can read this story already.")
        return super().blocked

    @property
    def somebody_could(self) -> bool:
        """Whether the teller said that somebody could be recognised."""
        return self.context.others_recognisable == "somebody_could"

    @property
    def may_share(self) -> bool:
        """Whether sharing with the community is the step to take instead."""
        return self.is_alone and consent.rank(self.limit) >= 1

    @property
    def goes_on_reading(self):
        """Who reads it until the review is done."""
        state = "community_pending" if self.state == "community" else "pending"
        return audience.audience_in(self.context, state).text

    def answer(self):
        """Explain instead of asking while somebody could be recognised."""
        if self.somebody_could and not self.blocked:
            self.request.response.setStatus(409)
            return self.show()
        return super().answer()
