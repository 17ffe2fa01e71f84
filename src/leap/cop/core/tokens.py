"""Secrets that stand in addresses. Pure, no Zope."""

import secrets


TOKEN_BYTES = 32


def new_token() -> str:
    """Return a new secret: 256 random bits, for an address.

    None begins with an underscore: Zope refuses to go on to such a name, and whoever
    has to log in first would never come back to it.
    """
    while not (token := secrets.token_urlsafe(TOKEN_BYTES))[0].isalnum():
        pass
    return token
