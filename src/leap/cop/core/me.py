"""Who is logged in."""

from AccessControl import getSecurityManager


def me() -> str:
    """Return the current user's id, empty for nobody."""
    # Not by the membership tool, which wraps the user anew each time.
    return getSecurityManager().getUser().getId() or ""
