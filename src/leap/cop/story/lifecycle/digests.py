"""What a story says, as its readers get it and as its teller agreed to it.

A digest covers the texts as they are stored and the media. Reading clean what an older
version stored changes no digest, and storing it clean keeps the one agreed to.
"""

from leap.cop.consent.consent_state import held_digests
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.digest import text_digest
from leap.cop.core import rich_text
from leap.cop.media.keeping import media_of
from leap.cop.story import rules


def texts_of(story) -> dict[str, str]:
    """Return the texts of a story by field, as they may be shown."""
    texts = {}
    for name in rules.DIGESTED:
        value = getattr(story, name, None)
        texts[name] = getattr(value, "raw", value) or ""
    return texts


def says_nothing(story) -> bool:
    """Tell whether a story has neither a sentence nor a medium."""
    return not rules.has_words(texts_of(story)) and not len(story)


def digest_of(story) -> str:
    """Return the digest of a story as it stands: its texts and its media.

    Of the texts as they are stored: reading one clean that an older version stored
    changes nothing, and storing it clean leaves the digest that was agreed to.
    """
    stored = {name: rich_text.stored(story, name) for name in rules.STEPS}
    digest = _digest(story, {**texts_of(story), **stored})
    cleaned = standing_of(story).cleaned
    return cleaned[1] if cleaned[:1] == (digest,) else digest


def mark_of_words(story) -> str:
    """Return what stands for the text of a story under any name: the same page again.

    Salted as the digest, and no digest of any text that could be agreed to.
    """
    unsigned = dict.fromkeys(("attribution", "attribution_text"), "")
    return _digest(story, {**texts_of(story), **unsigned})


def is_held(story) -> bool:
    """Tell whether exactly the text as it stands was put on hold."""
    held = held_digests(standing_of(story))
    return bool(held) and digest_of(story) in held


def _digest(story, texts: dict[str, str]) -> str:
    parts = rules.digested(texts, map(_covered, media_of(story)))
    return text_digest(parts, standing_of(story).salt)


def cleaned_digests(story) -> tuple[str, ...]:
    """Return the digest of the texts as they may be shown, and the one that stands.

    Nothing where both are the same.
    """
    clean, stands = _digest(story, texts_of(story)), digest_of(story)
    return () if clean == stands else (clean, stands)


def store_texts_clean(story) -> None:
    """Store clean what an older version stored; what was agreed to stays agreed to."""
    cleaned = cleaned_digests(story)
    if rich_text.store_clean(story):
        set_standing(story, standing_of(story)._replace(cleaned=cleaned))


def take_texts_of(copy, original) -> None:
    """Let the texts of a copy point to its own pictures; a hold on them stays."""
    stands = digest_of(copy)
    for name in rules.STEPS:
        setattr(copy, name, getattr(original, name))
    cleaned = (_digest(copy, texts_of(copy)), stands)
    set_standing(copy, standing_of(copy)._replace(cleaned=cleaned))


def _covered(medium) -> dict[str, str]:
    """Return what the digest covers of a medium; its bytes were counted when saved."""
    return {
        "kind": medium.portal_type,
        "sha256": medium.fingerprint(),
        "title": medium.title,
        "description": medium.description,
    }
