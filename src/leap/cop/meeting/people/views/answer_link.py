"""Where an answer link of a mail leads: day, group, three buttons, for its holder."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.meeting import rules
from leap.cop.meeting import words
from leap.cop.meeting.people import answer_links
from leap.cop.meeting.people import answers
from leap.cop.meeting.people.schemas import ANSWERS
from leap.cop.meeting.people.schemas import IAnswerByLink
from leap.cop.meeting.records import record_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class AnswerByLinkView(SecretLinkPage):
    """Say whether one comes."""

    index = ViewPageTemplateFile("../templates/answer-link.pt")
    page_title = _("Will you come?")
    purpose = answer_links.PURPOSE
    asks = IAnswerByLink
    thanks = _("Thank you. Your answer has been saved.")

    @cached_property
    def opened(self):
        """The meeting, None where its holder has nothing to answer any more."""
        meeting = super().opened
        if meeting is None:
            return None
        if not answer_links.may_answer(meeting, self.link, self.now):
            return None
        return meeting

    @property
    def lead(self) -> str:
        """Which group meets when, and nothing besides."""
        name = community_of(self.opened).short_name or ""
        when = words.when(self.opened, self.request, in_any_case=True)
        return " · ".join(filter(None, (name, when)))

    @property
    def is_off(self) -> bool:
        """Whether the meeting does not take place."""
        return record_of(self.opened).phase == rules.CANCELLED

    @property
    def answers_to_give(self) -> list[tuple[str, object, str]]:
        """What there is to answer; what the mail's link chose stands out."""
        chosen = self.typed("answer")
        return [
            (value, title, "primary" if value == chosen else "outline-primary")
            for value, title in ANSWERS.items()
        ]

    def act(self, answer: str) -> str:
        """Answer; how one comes was not asked here, and stays as it was said."""
        userid = self.link.userid
        _given, how = answers.mine(self.opened, userid)
        answers.answer(self.opened, answer, how, userid=userid, now=self.now)
        return self.thanks_url
