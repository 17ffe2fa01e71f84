"""The ledger on a journey: whole out, and merged in without losing a later word.

What stands in the root of the ledger travels whatever it is, rows byte for byte. Of two
chains with the same key the one that continues the other wins; where they part, what
stands on the site stays and is reported.
"""

from collections.abc import Iterable
from leap.cop.consent import chain
from leap.cop.consent.ledger import KEY
from leap.cop.consent.ledger import Ledger
from leap.cop.exportimport import tree
from persistent.list import PersistentList
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac


SITE_KEY = "site"

#: Parts of the root that tie rows to people.
PERSONAL = ("persons", "keys")


class Taken(NamedTuple):
    """What became of the chains that came in, in numbers."""

    added: int
    continued: int
    kept: int
    parted: int
    broken: int


def pack(portal, only: Iterable[str] | None = None, *, persons: bool = True) -> dict:
    """Give the ledger of a site as JSON can hold it.

    :param only: keys of the chains that go; all of them without it.
    :param persons: whether what ties rows to people goes, too.
    """
    root = IAnnotations(portal).get(KEY)
    if root is None:
        return {"chains": {}, "rest": {}}
    wanted = None if only is None else set(only)
    chains = {
        ledger_key: tree.dump(rows)
        for bucket in root["chains"].values()
        for ledger_key, rows in bucket.items()
        if wanted is None or ledger_key in wanted
    }
    rest = {
        name: tree.dump(part)
        for name, part in root.items()
        if name != "chains" and (persons or name not in PERSONAL)
    }
    return {"chains": chains, "rest": rest}


def site_keys(portal) -> list[bytes]:
    """Give the keys under which people stand in this ledger, the own one first."""
    keys = IAnnotations(portal).get(KEY, {}).get("keys", {})
    return [
        value
        for name, value in sorted(keys.items(), key=lambda item: item[0] != SITE_KEY)
        if str(name).split(":")[0] == SITE_KEY
    ]


def sent_key(packed: dict) -> bytes | None:
    """Give the site key that came with a packed ledger, None where it was left out."""
    keys = packed.get("rest", {}).get("keys")
    found = tree.load(keys).get(SITE_KEY) if keys is not None else None
    return found if isinstance(found, bytes) else None


def is_of(portal, actor: str, userid: str) -> bool:
    """Tell whether a pseudonym stands for a user."""
    if not actor or not userid:
        return False
    if Ledger(portal).person(actor) == userid:
        return True
    for key in site_keys(portal):
        made = hmac.new(key, userid.encode("utf-8"), hashlib.sha256).hexdigest()
        if hmac.compare_digest(made, actor):
            return True
    return False


def is_fresh(portal) -> bool:
    """Tell whether nothing was ever written into this ledger."""
    return next(iter(Ledger(portal).chains()), None) is None


def take_in(portal, packed: dict, *, own: bool) -> Taken:
    """Merge a packed ledger into the one of this site.

    :param own: whether it was packed under a key that this ledger knows; a chain that
        stands here already is continued by nobody else.
    """
    ledger = Ledger(portal)
    ledger.install()
    fresh = is_fresh(portal)
    counted = dict.fromkeys(Taken._fields, 0)
    for ledger_key, sent in packed["chains"].items():
        counted[_take_chain(ledger, ledger_key, tree.load(sent), own or fresh)] += 1
    root = IAnnotations(portal)[KEY]
    for name, part in packed["rest"].items():
        _take_part(root, name, tree.load(part), fresh)
    return Taken(**counted)


def _take_chain(ledger, ledger_key: str, sent: PersistentList, own: bool) -> str:
    if chain.first_fault(sent) is not None:
        return "broken"
    bucket = ledger._bucket(ledger_key)
    here = bucket.get(ledger_key)
    if here is None:
        bucket[ledger_key] = sent
        return "added"
    shorter = min(len(here), len(sent))
    if list(here[:shorter]) != list(sent[:shorter]):
        return "parted"
    if len(sent) <= len(here):
        return "kept"
    if not own:
        return "parted"
    bucket[ledger_key] = sent
    return "continued"


def _take_part(root, name: str, part, fresh: bool) -> None:
    here = root.get(name)
    if here is None or (fresh and name == "keys"):
        root[name] = part
    elif hasattr(here, "items"):
        for key, value in part.items():
            if key not in here:
                here[key] = value
            elif here[key] != value and name == "keys":
                here[f"{key}:{hashlib.sha256(bytes(value)).hexdigest()[:12]}"] = value
    elif isinstance(here, (list, PersistentList)):
        here.extend(item for item in part if item not in here)
