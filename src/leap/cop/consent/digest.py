"""The fingerprint of exactly one text, so that a key fits only what it was given for.

`v1:` + HMAC-SHA256 under a salt of the story over canonical JSON (sorted keys, NFC,
UTF-8). Salted, so that nobody who finds a ledger can try out texts against it.
"""

from collections.abc import Mapping

import hashlib
import hmac
import json
import unicodedata


VERSION = "v1"


def _canonical(value: object) -> object:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text)
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    return value


def canonical_json(parts: Mapping[str, object]) -> bytes:
    """Give the one byte string that stands for these parts."""
    return json.dumps(
        _canonical(parts), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode("utf-8")


def text_digest(parts: Mapping[str, object], salt: bytes) -> str:
    """Give the digest of a text.

    :param parts: field name to value; None and the empty string count as equal.
    :param salt: the story's own random salt.
    """
    filled = {key: "" if value is None else value for key, value in parts.items()}
    mac = hmac.new(salt, canonical_json(filled), hashlib.sha256)
    return f"{VERSION}:{mac.hexdigest()}"
