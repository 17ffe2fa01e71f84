"""One byte string for each set of values, and a short one that stands for it. Pure.

Texts count as equal however their lines end and their accents are written.
"""

from collections.abc import Mapping

import hashlib
import hmac
import json
import unicodedata


#: Long enough that nobody finds two that are alike, short enough for a form.
LENGTH = 32


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
    """Return the one byte string that stands for these parts."""
    return json.dumps(
        _canonical(parts), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode("utf-8", "surrogatepass")


def fingerprint(parts: Mapping[str, object], secret: bytes) -> str:
    """Return the short string that stands for these parts, and for no others.

    :param parts: names to plain values; None and the empty string count as equal.
    :param secret: without which nobody can try out what the parts might be.
    """
    filled = {key: "" if value is None else value for key, value in parts.items()}
    mac = hmac.new(secret, canonical_json(filled), hashlib.sha256)
    return mac.hexdigest()[:LENGTH]
