"""What an agreement asks of people on the way in: read it, and say yes."""

from leap.cop import _
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.joining import IJoinCondition
from plone import api
from zope.interface import implementer


@implementer(IJoinCondition)
class AgreementCondition(CommunityAdapter):
    """Whoever comes in says yes first, to what is newest."""

    #: Nobody can be let in without: it is a promise among all.
    may_be_lifted = False

    def missing(self, userid: str):
        """Return what is missing, as a sentence to that person; empty for nothing."""
        if not self.community.requires_agreement:
            return ""
        agreement = find_agreement(self.community)
        record = record_of(agreement) if agreement is not None else None
        if record is None or not record.versions:
            if self.community.join_policy != "open":
                return ""
            return _("This group has no agreement yet. Write to the facilitators.")
        versions = record.all_versions()
        kept_to = record.kept_to(userid)
        if kept_to and rules.keeps_to_all(kept_to, versions, record.contested):
            return ""
        return _("Read our agreement and say yes to it.")

    def address(self, userid: str) -> str:
        """Return where this person answers; empty for whoever does not read it yet."""
        agreement = find_agreement(self.community)
        if (
            agreement is None
            or not record_of(agreement).versions
            or voices.voice_of(agreement, userid) is None
            or not api.user.has_permission("View", username=userid, obj=agreement)
        ):
            return ""
        return f"{agreement.absolute_url()}/what-changed"
