"""What waits in the agreement of a community, for whoever asks."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.home import Home
from leap.cop.core import dates
from leap.cop.core import settings
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import ROUNDS
from leap.cop.core.waiting import Waiting
from plone import api
from zope.globalrequest import getRequest
from zope.i18nmessageid import Message
from zope.interface import implementer


#: Before rounds: whoever waits for an answer reads no story of others until then.
FIRST = ROUNDS - 5

#: So long the home says that somebody wants to talk, or that a comma was changed.
NEWS = timedelta(days=14)

_ANSWER = _("Read your group's agreement, and say whether you will keep to it")
_WAITS = _("You can read other people's stories here once you say yes to the agreement")
_CHANGED = _(
    "A newer version of your agreement applies from ${day}: read it, and answer"
)
_SMALL = _("A small change to your agreement: see what it is")
_BEGIN = _("Start your agreement: it takes half an hour together")
_SHARE = _("Show your agreement to members (only facilitators see it now)")
_ENACT = _("Bring your agreement into force, once the group has talked about it")
_TALK = _("Somebody would like to talk about the agreement")
_CLAUSE = _(
    "Your organisation has changed its safeguarding rule: bring "
    "the agreement into force again, with the new rule"
)


@implementer(IWaiting)
class AgreementWaiting(CommunityAdapter):
    """What waits in the agreement of one community."""

    def rows(self, userid: str) -> list[Waiting]:
        """Return what somebody does next about the agreement."""
        if not userid:
            return []
        agreement = find_agreement(self.community)
        if agreement is None:
            return self._nothing_yet()
        self.agreement, self.record = agreement, record_of(agreement)
        self.now = datetime.now(UTC)
        voice = voices.voice_of(agreement, userid)
        if voice is None or not api.user.has_permission("View", obj=agreement):
            return []
        rows = self._to_answer(userid)
        if voice == voices.FACILITATOR:
            rows += self._for_facilitators()
        return rows

    def _nothing_yet(self) -> list[Waiting]:
        home = Home(self.community, getRequest())
        if not home.facilitates or not self.community.requires_agreement:
            return []
        url = f"{self.community.absolute_url()}/begin-agreement"
        return [Waiting("begin-agreement", _BEGIN, url, waits=False)]

    def _row(
        self, kind: str, text: Message, page: str = "", *, waits: bool = True
    ) -> Waiting:
        url = f"{self.agreement.absolute_url()}{page}"
        return Waiting(kind, text, url, weight=FIRST, waits=waits)

    def _to_answer(self, userid: str) -> list[Waiting]:
        if not self.record.versions:
            return []
        mine = acceptance.mine(self.agreement, userid, now=self.now)
        if mine.waits:
            return [self._row("answer-agreement", _WAITS, "/what-changed")]
        versions = self.record.all_versions()
        if rules.keeps_to_all(mine.keeps_to or 0, versions, self.record.contested):
            return self._small_change(versions)
        if mine.until is None or not mine.keeps_to:
            return [self._row("answer-agreement", _ANSWER, "/what-changed")]
        day = dates.day(mine.until)
        text = Message(_CHANGED, mapping={"day": day})
        return [self._row("answer-agreement", text, "/what-changed")]

    def _small_change(self, versions: list[rules.Version]) -> list[Waiting]:
        last = versions[-1]
        if last.change == rules.MINOR and self.now - last.made <= NEWS:
            return [self._row("small-change", _SMALL, "/what-changed", waits=False)]
        return []

    def _for_facilitators(self) -> list[Waiting]:
        rows = []
        state = api.content.get_state(self.agreement)
        versions = self.record.all_versions()
        if state == "private":
            rows.append(self._row("show-agreement", _SHARE, "/change-audience"))
        elif not versions and self.record.clauses:
            rows.append(self._row("enact-agreement", _ENACT, "/put-in-force"))
        if versions and versions[-1].safeguarding != settings.safeguarding_clause():
            rows.append(self._row("enact-agreement", _CLAUSE, "/put-in-force"))
        told = self.record.told
        is_news = told is not None and self.now.date() - told <= NEWS
        if is_news and acceptance.somebody_wants_to_talk(self.agreement):
            rows.append(
                self._row("talk-wanted", _TALK, "/who-has-answered", waits=False)
            )
        return rows
