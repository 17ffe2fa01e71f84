"""One's own ballot: dots on themes, once for all, or until the vote closes."""

from functools import cached_property
from leap.cop import _
from leap.cop.ballot.poll import MyBallot
from leap.cop.ballot.rules import BadBallot
from leap.cop.ballot.rules import checked_receipt
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.pages.components import Notice
from leap.cop.topic import rules
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from leap.cop.topic.views import words
from leap.cop.topic.views.dots_page import DOTS
from leap.cop.topic.views.dots_page import DotsPage
from leap.cop.topic.views.dots_page import sent_dots
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from urllib.parse import urlsplit
from zope.i18nmessageid import Message

import hashlib


#: So long the page that follows on a secret ballot can show its receipt, in seconds.
RECEIPT_SHOWN = 600


class Choice(NamedTuple):
    """A theme to give dots to."""

    id: str
    name: str
    title: str
    description: str
    topics: list[str]
    #: What stands in the field: what was typed, or what is kept.
    dots: object
    #: What the two buttons beside the field are called, which a script makes.
    less: str
    more: str
    problem: str


class Final(NamedTuple):
    """The tick that secret dots need, as a field that something is wrong with."""

    title: object
    problem: str
    id: str = "cop-final"


class VoteView(DotsPage):
    """Nothing about other ballots, and of one's own only what its owner may see."""

    page_title = _("Your dots")

    unseen = {
        "": "A ballot is the whole of one's own dots; the domain refuses other themes."
    }

    what_is_not_hidden = words.WHAT_IS_NOT_HIDDEN

    @cached_property
    def ballot(self) -> MyBallot:
        """The reader's own ballot."""
        return voting.my_ballot(self.context, now=self.now)

    @cached_property
    def state(self) -> str:
        """What the reader can do here, in a word for the template."""
        ballot = self.ballot
        if ballot.phase == rules.CLOSED:
            return "over"
        if ballot.phase != rules.VOTING:
            return "waiting"
        if not ballot.can_vote:
            return "outside"
        if ballot.on_paper:
            return "paper"
        return "final" if ballot.cast and ballot.secret else "form"

    # The form

    @cached_property
    def choices(self) -> list[Choice]:
        """The themes, in this voter's own order."""
        if self.state != "form":
            return []
        problems = self.dots_problems(self.ballot.per_option)
        return [
            self._choice(number, theme, problems.get(theme.id, ""))
            for number, theme in enumerate(voting.themes_for(self.context), 1)
        ]

    def _choice(self, number: int, theme: Theme, problem: str) -> Choice:
        name = f"{DOTS}{theme.id}"
        kept = self.ballot.dots.get(theme.id, 0)
        return Choice(
            id=f"cop-dots-{number}",
            name=name,
            title=theme.title,
            description=theme.description,
            topics=self.topics_under(theme),
            dots=self.typed(name) if self.problem else kept,
            less=self._named(_("One dot fewer: ${theme}"), theme),
            more=self._named(_("One dot more: ${theme}"), theme),
            problem=problem,
        )

    @property
    def final(self) -> Final:
        """The tick that says that one knows it."""
        words = _("I know that these dots cannot be moved or taken back.")
        return Final(words, self.problem if self.problem_field == "final" else "")

    @property
    def to_mend(self) -> list:
        return [one for one in (*self.choices, self.final) if one.problem]

    def _named(self, message: Message, theme: Theme) -> str:
        return self.translated(Message(message, mapping={"theme": theme.title}))

    @property
    def lead(self) -> str:
        """How many dots there are, and until when, before the first theme."""
        ballot = self.ballot
        if self.state != "form":
            return self.context.title
        budget = _(
            "Your dots: ${dots}. You can give one theme up to ${most}.",
            mapping={"dots": ballot.per_person, "most": ballot.per_option},
        )
        until = _("The facilitators will close the vote.")
        if self.closes:
            until = _("The vote closes on ${when}.", mapping={"when": self.closes})
        said = (budget, _("You do not have to use them all."), until)
        return " ".join(map(self.translated, said))

    @property
    def notice(self) -> Notice | None:
        """That stickers do not count any more, for whom it is so."""
        if self.state != "form" or not self.ballot.taken_out:
            return None
        title = _("Your stickers on paper do not count at the moment")
        return Notice("care", title, words.TAKEN_OUT)

    @property
    def most_words(self) -> str:
        """What is said of one dot more than a theme takes."""
        most = {"most": self.ballot.per_option}
        return self.translated(
            _("You can give one theme at most ${most} of your dots.", mapping=most)
        )

    @property
    def none_left_words(self) -> str:
        """What is said of one dot more than there are."""
        return self.translated(
            _("You have given all your dots. Take one away from another theme first.")
        )

    @cached_property
    def _given(self) -> int:
        if not self.problem:
            return sum(self.ballot.dots.values())
        sent = sent_dots(self.request.form).values()
        return sum(number for number in sent if isinstance(number, int))

    @property
    def left_number(self) -> int:
        """How many dots are left, as the reader's screen shows them now."""
        return self.ballot.per_person - self._given

    @property
    def left(self) -> str:
        """The same in words."""
        left = self.left_number
        said = self.too_many_words if left < 0 else self.left_words
        return said.replace("{left}", str(abs(left)))

    @property
    def left_words(self) -> str:
        """How the number of dots that are left is said; a script fills it in, too."""
        return self.translated(
            _(
                "Dots left: ${left} of ${dots}",
                mapping={"left": "{left}", "dots": self.ballot.per_person},
            )
        )

    @property
    def too_many_words(self) -> str:
        """How it is said that there are more than there are to give."""
        return self.translated(
            _(
                "${left} more than you have (${dots}): take some away",
                mapping={"left": "{left}", "dots": self.ballot.per_person},
            )
        )

    @property
    def receipt(self) -> str:
        """The receipt of the ballot that was just cast here, empty for none."""
        try:
            return checked_receipt(self.request.cookies.get(self._cookie))
        except BadBallot:
            return ""

    # Acting; nothing of it makes a page.

    def act(self) -> str:
        acts = {"keep": self._cast, "take-back": self._take_back}
        self.chosen(acts)()
        return f"{self.url}/vote"

    def _cast(self) -> None:
        secret = self.is_secret
        if secret and not self.typed("final"):
            raise Refused(
                _(
                    "please tick the box first, to say you know that these dots "
                    "cannot be moved later."
                ),
                "final",
            )
        sent = sent_dots(self.request.form)
        themes = record_of(self.context).themes
        if any(number != 0 and one not in themes for one, number in sent.items()):
            raise NotNow(
                _(
                    "the themes have changed since you opened this page. Please look "
                    "through them again."
                ),
                "dots",
            )
        kept = {one: number for one, number in sent.items() if one in themes}
        receipt = (self.typed("receipt") or None) if secret else None
        done = voting.cast(self.context, kept, receipt, now=self.now)
        if secret:
            self._remember(done.receipt)
        self.say_done(_SAID[secret, done.again])

    def _take_back(self) -> None:
        voting.take_back(self.context, now=self.now)
        self.say_done(_("You have all your dots back."))

    @property
    def _cookie(self) -> str:
        """A name of this voter's own: whoever logs in next here sees no receipt."""
        seed = f"{IUUID(self.context)}:{me()}".encode("utf-8", "replace")
        return f"cop-receipt-{hashlib.sha256(seed).hexdigest()[:16]}"

    def _remember(self, receipt: str) -> None:
        """Let the voter's browser bring the receipt to the next page, for a while.

        In an address it would stand in logs, in the database beside a name.
        """
        address = urlsplit(self.url)
        self.request.response.setCookie(
            self._cookie,
            receipt,
            path=f"{address.path}/vote",
            max_age=RECEIPT_SHOWN,
            http_only=True,
            same_site="Strict",
            secure=address.scheme == "https",
        )


#: By whether it is secret, and whether it was there already.
_SAID = {
    (False, False): _("Your dots are in. You can move them until voting closes."),
    (False, True): _("Your dots are in, as before."),
    (True, False): _("Your dots are in, and they count."),
    (True, True): _("Your dots were already in. They count once."),
}
