"""Which chains of the ledger speak of agreements."""

from collections.abc import Iterable
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import all_communities
from leap.cop.consent.chain import AGREEMENT
from leap.cop.consent.ledger import IChainHolder
from zope.interface import implementer


@implementer(IChainHolder)
class ChainsOfAgreements:
    """The chains that agreements hold."""

    def __init__(self, portal) -> None:
        self.portal = portal

    def held(self) -> Iterable[tuple[str, str]]:
        """Return name and kind of each."""
        for community in all_communities():
            agreement = find_agreement(community)
            if agreement is not None:
                yield record_of(agreement).ledger_key, AGREEMENT
