"""The fingerprint of exactly one text, so that a key fits only what it was given for.

`v1:` + HMAC-SHA256 under a salt of the story over canonical JSON (sorted keys, NFC,
UTF-8). Salted, so that nobody who finds a ledger can try out texts against it.
"""

from collections.abc import Mapping
from leap.cop.core.fingerprint import canonical_json

import hashlib
import hmac


VERSION = "v1"


def text_digest(parts: Mapping[str, object], salt: bytes) -> str:
    """Return the digest of a text.

    :param parts: field name to value; None and the empty string count as equal.
    :param salt: the story's own random salt.
    """
    filled = {key: "" if value is None else value for key, value in parts.items()}
    mac = hmac.new(salt, canonical_json(filled), hashlib.sha256)
    return f"{VERSION}:{mac.hexdigest()}"
