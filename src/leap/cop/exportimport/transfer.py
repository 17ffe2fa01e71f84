"""The file that goes with an export: whose stories they are, and how far they may go.

plone.exportimport carries fields. What makes them confidential (tellers, standings,
memberships, the ledger) stands in annotations and local roles, and travels in this one
file. A seal under the ledger's site key tells whether it was changed on the way; what
it cannot tell is said in `docs/how-to-guides/export-and-import.md`.
"""

from leap.cop.core import lookup
from leap.cop.core.errors import Refused
from leap.cop.exportimport import ledger
from pathlib import Path

import hashlib
import hmac
import json
import os


FILE_NAME = "leap.cop.json"

#: Another one whenever what is written changes its shape: half of an export is worse
#: than none, so one of another version is refused whole.
VERSION = 5

#: Where a request keeps what an export or import has learned so far.
REQUEST_KEY = "leap_cop_travel"

WHOLE = "whole"
UNKNOWN = "unknown"
CHANGED = "changed"


def is_published(request) -> bool:
    """Tell whether somebody asks through the web, and not a command on the server."""
    return request is not None and request.get("PUBLISHED") is not None


def _canonical(data: dict) -> bytes:
    kept = {name: value for name, value in data.items() if name != "seal"}
    return json.dumps(
        kept, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode("utf-8")


def seal(data: dict, key: bytes) -> str:
    """Return the seal over everything in a file of ours."""
    return hmac.new(
        key, b"leap.cop.export:" + _canonical(data), hashlib.sha256
    ).hexdigest()


def write(path: Path, data: dict) -> Path:
    """Write the file so that its owner alone reads it."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(data, out, indent=1, sort_keys=True, ensure_ascii=False)
        out.write("\n")
    return path


def fingerprint(folder: Path) -> str:
    """Return the one number that changes with any file of an export folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{name}\0{content}\n".encode())
    return total.hexdigest()


class Travel:
    """What came in with an export, and what became of it; one for each import."""

    def __init__(self, data: dict | None, portal) -> None:
        data = data if _is_ours(data) else {}
        self.communities: dict[str, dict] = data.get("communities", {})
        self.stories: dict[str, dict] = data.get("stories", {})
        self.rounds: dict[str, dict] = data.get("rounds", {})
        self.agreements: dict[str, dict] = data.get("agreements", {})
        self.meetings: dict[str, dict] = data.get("meetings", {})
        self.tombstones: dict[str, str] = data.get("tombstones", {})
        #: User id and last day of those whose accounts are gone, by code.
        self.former: dict[str, list] = data.get("former", {})
        #: Rows of those who review for all communities, or did.
        self.site_reviewers: list = data.get("site_reviewers") or []
        self.ledger: dict = data.get("ledger", {"chains": {}, "rest": {}})
        self.left_out: int = data.get("left_out", 0)
        self.seal_state, self.is_own_seal = self._check(data, portal)
        #: What this very import has made, by UID.
        self.made: dict[str, object] = {}
        self.stayed = 0
        self.refused = 0
        #: Why something was refused, in words.
        self.reasons: list[str] = []

    def _check(self, data: dict, portal) -> tuple[str, bool]:
        """Return whether the seal holds, and whether under a key of this site."""
        given = str(data.get("seal", ""))
        own = ledger.own_key(portal)
        if own is not None and hmac.compare_digest(seal(data, own), given):
            return WHOLE, True
        key = ledger.sent_key(self.ledger)
        if key is None:
            return UNKNOWN, False
        whole = hmac.compare_digest(seal(data, key), given)
        return (WHOLE if whole else CHANGED), False

    @property
    def whole(self) -> bool:
        """Whether what the file says is what was written."""
        return self.seal_state == WHOLE


_PARTS = (
    "communities",
    "stories",
    "rounds",
    "agreements",
    "meetings",
    "tombstones",
    "ledger",
    "former",
)


def _is_ours(data) -> bool:
    return (
        isinstance(data, dict)
        and data.get("version") == VERSION
        and all(isinstance(data.get(name, {}), dict) for name in _PARTS)
        and isinstance(data.get("site_reviewers", []), list)
    )


def _refuse_another_version(data: object) -> None:
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version != VERSION:
        raise Refused(
            f"this export was written in version {version}, and here version {VERSION} "
            "is read. Nothing was taken in: export it anew with this version.",
            FILE_NAME,
        )


def read(folder: Path | None, portal) -> Travel:
    """Return what came with an export folder; nothing of ours is an empty journey.

    :raises Refused: for an export of another version, before anything is made.
    """
    path = folder / FILE_NAME if folder is not None else None
    data = None
    if path is not None and path.is_file():
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            data = None
    _refuse_another_version(data)
    return Travel(data, portal)


def current(request) -> Travel | None:
    """Return the journey that this request is on."""
    return request.get(REQUEST_KEY) if request is not None else None


def note_open_votes(request, total: int) -> None:
    """Write down how many rounds are voted on while the site is exported."""
    request.set(REQUEST_KEY + "_voting", total)


def open_votes(request) -> int:
    """Return how many rounds were voted on when the site was exported."""
    return request.get(REQUEST_KEY + "_voting", 0)


def user_exists(userid: str) -> bool:
    """Tell whether a site knows a user.

    :raises Refused: where that cannot be asked now; nothing is decided on less.
    """
    try:
        return bool(userid) and lookup.find_exactly(userid) is not None
    except lookup.Unanswered as error:
        raise Refused(lookup.AWAY) from error
