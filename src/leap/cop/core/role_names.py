"""The roles of ours: local, given by the domain alone, and known by these very names.

An organisation may have a role of its own that is called like them; it is none of ours.
"""

from collections.abc import Iterable


OUR_ROLES = frozenset(
    {
        "CoP Candidate",
        "CoP Facilitator",
        "CoP Member",
        "CoP Reviewer",
        "CoP Teller",
        "CoP Waiting",
    }
)


def without_ours(roles: Iterable[str]) -> list[str]:
    """Return the roles that are none of ours, in their order."""
    return [role for role in roles if role not in OUR_ROLES]
