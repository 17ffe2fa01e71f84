"""What makes a story, what its reader sees of its teller. Pure rules, no Zope."""

from collections.abc import Iterable
from collections.abc import Mapping
from leap.cop.core.markup.clean import plain
from typing import NamedTuple

import re


#: The four steps of the guide, in its order.
STEPS = ("starting_point", "participation_work", "reflection", "learning")

#: What the digest covers besides the media.
DIGESTED = (
    "title",
    "description",
    *STEPS,
    "domain",
    "content_note",
    "attribution",
    "attribution_text",
    "others_recognisable",
)

DOMAINS = (
    "practice",
    "young_people",
    "relationships",
    "organisation",
    "policy",
    "did_not_work",
    "other",
)

OTHERS = ("nobody", "details_changed", "they_agreed", "somebody_could")

#: Bounds that keep a request from filling the database, in characters.
MAX_STEP = 100_000
MAX_SIGNATURE = 100
MAX_TITLE = 200
MAX_DESCRIPTION = 2_000
MAX_NOTE = 5_000

#: What the digest covers of each medium.
MEDIUM = ("kind", "sha256", "title", "description")

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")


def has_words(parts: Mapping[str, str | None]) -> bool:
    """Tell whether one sentence at least was told."""
    return any(plain(parts.get(step), struck=True) for step in (*STEPS, "description"))


def digested(
    texts: Mapping[str, str], media: Iterable[Mapping[str, str | None]]
) -> dict[str, object]:
    """Return what the digest of a story covers.

    Without media there is no word of them, so that texts agreed to before stories
    could have any keep their digest. Their order counts for nothing.

    :param texts: field name to text.
    :param media: of each medium what `MEDIUM` names.
    """
    parts: dict[str, object] = dict(texts)
    rows = sorted(tuple(medium[name] or "" for name in MEDIUM) for medium in media)
    if rows:
        parts["media"] = [dict(zip(MEDIUM, row, strict=True)) for row in rows]
    return parts


def title_from(parts: Mapping[str, str | None], limit: int = 50) -> str:
    """Return a title for a story that has none: its first words, short."""
    for step in ("description", *STEPS):
        words = plain(parts.get(step))
        if words:
            sentence = _SENTENCE_END.split(words, maxsplit=1)[0]
            if len(sentence) <= limit:
                return sentence.rstrip(".")
            return sentence[: limit - 1].rsplit(" ", 1)[0] + "…"
    return ""


def is_made(title: str, parts: Mapping[str, str | None]) -> bool:
    """Tell whether a title is the story's first words, and nobody gave it one."""
    return bool(title) and title == title_from(parts)


def teaser_from(parts: Mapping[str, str | None], limit: int = 220) -> str:
    """Return a line or two for a list: the learning first, then whatever is there.

    Where the title is its first words it goes on after them: no text stands twice.
    """
    title = parts.get("title") or ""
    made = is_made(title, parts)
    for step in ("description", "learning", "reflection", *STEPS):
        words = plain(parts.get(step))
        if not words:
            continue
        if made and words.startswith(title.rstrip("…")):
            words = _rest_of(words, title)
        if len(words) > limit:
            return words[: limit - 1].rsplit(" ", 1)[0] + "…"
        return words
    return ""


def _rest_of(words: str, title: str) -> str:
    """Return what stands after a title that is the first words of a text."""
    start = title.rstrip("…")
    rest = words[len(start) :]
    if start != title:
        return f"…{rest}"
    return rest.lstrip(".").strip()


class Signature(NamedTuple):
    """How a story is signed: `name`, `role` or `anonymous`, and in which words."""

    attribution: str
    text: str


def signed(
    kept: Signature, *, attribution: str | None = None, text: str | None = None
) -> Signature:
    """Return the signature after a choice; what is not chosen stays.

    Words that were meant for one kind of name never stand for another: a name would
    become a role that way.
    """
    chosen = attribution or kept.attribution
    if text is None:
        text = kept.text if chosen == kept.attribution else ""
    return Signature(chosen, "" if chosen == "anonymous" else text.strip())


def name_shown(attribution: str | None, *, fullname: str, text: str | None) -> str:
    """Return the name under which a story stands; anything unknown means no name.

    :param fullname: the teller's name; read only for `name`.
    :param text: what the teller wants to be called, for `role`.
    """
    if attribution == "name":
        return (text or "").strip() or fullname
    if attribution == "role":
        return (text or "").strip()
    return ""
