"""After the meeting: what was decided, who does what, what we learned and celebrate."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.namesakes import names_to_choose
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.rich_text import paragraphs_of
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Words
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.minutes import minutes
from leap.cop.meeting.minutes.views.after import AfterPart
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import Interface

import re


#: What one writes here is a few lines; the record takes more.
MAX_LINES = 2_000

#: Where another part of a text begins: a heading, or a short line with a colon.
_HEADING = re.compile(r"<h[1-6]\b|<p>[^<]{1,80}:</p>")

DECIDED = _("What we decided")
LEARNED = _("What we learned")
CELEBRATE = _("What we celebrate")


def said_under(kept: str, heading: object, text: str) -> str:
    """Return a text with some more at the end of what stands below a line.

    A paragraph, as nothing else can be written in lines on the page of the record.
    """
    if not text.strip():
        return kept
    words = f"<p>{api.portal.translate(heading)}:</p>"
    more = paragraphs_of(text)
    if words in kept:
        before, _heading, below = kept.partition(words)
        next_one = _HEADING.search(below)
        end = next_one.start() if next_one is not None else len(below)
        rest = "\n".join(filter(None, (below[:end].strip(), more, below[end:].strip())))
        return f"{before}{words}\n{rest}"
    return f"{kept}\n{words}\n{more}".strip()


class IDecided(Interface):
    """What was decided."""

    decided = Words(
        title=_("What did you decide?"),
        description=_("One decision per line. They go into the record, for us."),
        max_length=MAX_LINES,
    )


class OpenRecordPart(AfterPart):
    """A part that writes into the record, while that is open."""

    @property
    def is_there(self) -> bool:
        """Whether the record can be written."""
        return minutes.may_write(self.context)

    def rests_on(self) -> dict[str, object]:
        """Return what the texts are that something is put below."""
        return {"rev": self.record.minutes.rev}


class DecidedPart(OpenRecordPart):
    """One decision a line, into the record."""

    key = "decided"
    order = 40
    title = _("Decisions")
    asks = IDecided
    unseen = {"": ADDS}

    def act(self, decided: str) -> None:
        kept = self.record.minutes
        lines = "\n\n".join(filter(str.strip, decided.splitlines()))
        text = said_under(kept.members_record, DECIDED, lines)
        minutes.write(self.context, rev=kept.rev, members_record=text)


class IAction(Interface):
    """What somebody does."""

    todo = OneLine(
        title=_("What can you do yourself to move this forward?"),
        max_length=action_rules.MAX_TEXT,
    )


class ActionPart(AfterPart):
    """Who does what: one line, saved, and the next one."""

    key = "action"
    order = 45
    title = _("Who does what")
    button = _("Save and add another")
    unseen = {"": ADDS}
    inside_template = ViewPageTemplateFile("../templates/after-actions.pt")

    asks = IAction

    @property
    def chosen(self) -> str:
        """Who is chosen at first: who was, or whoever types."""
        sent = self.typed("who") if self.is_pressed else ""
        return sent if sent in self.people else self.code_of(self.me)

    @property
    def who_problem(self) -> str:
        """What is wrong with who was chosen, empty for nothing."""
        return self.problems.get("who", "")

    @cached_property
    def people(self) -> dict[str, tuple[str, str]]:
        """Who can do something: id and name, by a code."""
        roster = Membership(self.community)
        ids = [
            row.userid
            for row in roster.listed()
            if actions.can_do(self.community, row.userid)
        ]
        names = names_to_choose(roster, ids)
        return {self.code_of(one): (one, names[one]) for one in ids}

    @property
    def noted(self) -> list[str]:
        """What was noted at this meeting so far."""
        uid = IUUID(self.context)
        found = actions.seen_by(self.community, self.me, meeting=uid)
        return [action.text for action in found]

    def act(self, todo: str) -> None:
        if (who := self.typed("who")) not in self.people:
            raise Refused(_("choose somebody from the list."), "who")
        owner, _name = self.people[who]
        uid = IUUID(self.context)
        actions.add(self.community, todo, owner=owner, meeting=uid, now=self.now)


class ILearned(Interface):
    """What one takes along."""

    learned = Words(
        title=_("What did we learn?"),
        description=_(
            "What you write is added to the summary. If the summary is already "
            "shown, others can read it at once. Please do not name anybody."
        ),
        max_length=MAX_LINES,
        required=False,
    )
    celebrated = Words(
        title=_("What do we celebrate, however small?"),
        max_length=MAX_LINES,
        required=False,
    )


class LearnedPart(OpenRecordPart):
    """What we learned and what we celebrate, into the draft of the summary."""

    key = "learned"
    order = 50
    title = _("What we take away")
    asks = ILearned
    unseen = {"": ADDS}

    def act(self, learned: str = "", celebrated: str = "") -> None:
        kept = self.record.minutes
        text = said_under(kept.summary, LEARNED, learned)
        text = said_under(text, CELEBRATE, celebrated)
        minutes.write(
            self.context, rev=kept.rev, summary=text, confirmed=self.confirmed
        )
