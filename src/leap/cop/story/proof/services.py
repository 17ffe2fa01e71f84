"""REST of whether the ledger holds."""

from leap.cop.core.services import CopService
from leap.cop.story.proof.verify import verify


class LedgerGet(CopService):
    """Whether the ledger holds: numbers, for those who look after the site."""

    def handle(self):
        report = verify(self.context)
        seal = report.last_seal
        return {
            "@id": f"{self.context.absolute_url()}/@consent-ledger",
            "valid": report.valid,
            "chains": report.chains,
            "rows": report.rows,
            "faults": len(report.faults),
            "seals": report.seals,
            "last_seal": seal
            and {
                "at": seal.at,
                "chains": seal.chains,
                "rows": seal.rows,
            },
        }
