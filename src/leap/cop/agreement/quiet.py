"""Of whom no list says that they wait: their answer is their own."""

from leap.cop.agreement import acceptance
from leap.cop.agreement.content import find_agreement
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.interfaces import IKeepsQuiet
from zope.interface import implementer


@implementer(IKeepsQuiet)
class QuietAnswers(CommunityAdapter):
    """Whoever said no waits, and whoever wants to talk does not: nobody sees which."""

    def quiet(self) -> set[str]:
        """Return who would like to talk, or said no."""
        agreement = find_agreement(self.community)
        return set() if agreement is None else acceptance.who_wants_to_talk(agreement)
