"""Made-up texts for the data sets: as long as real stories, the same at each run.

Words are drawn from a vocabulary of 3,000 with few common and many rare ones, so that
the full-text index has about as much to do as with real texts.
"""

from random import Random
from typing import NamedTuple


VOCABULARY = 3_000
WORDS_IN_STEP = 120
DOMAINS = (
    "practice",
    "young_people",
    "relationships",
    "organisation",
    "policy",
    "did_not_work",
    "other",
)
#: A word that about every sixth text holds: what the search looks for.
COMMON_WORD = "lantern"

_SYLLABLES = tuple(
    consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"
)


class Text(NamedTuple):
    """One text: a story here, a page in stock Plone."""

    title: str
    steps: tuple[str, str, str, str]
    domain: str

    @property
    def whole(self) -> str:
        """All of it, as one page would hold it."""
        return "".join(self.steps)


def _vocabulary() -> tuple[list[str], list[float]]:
    random = Random(1)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(random.choices(_SYLLABLES, k=random.randint(2, 4)))] = None
    weights = [1 / (rank + 10) for rank in range(VOCABULARY)]
    return list(words), weights


_WORDS, _WEIGHTS = _vocabulary()


def text(number: int) -> Text:
    """Give the text with this number."""
    random = Random(number)
    words = random.choices(_WORDS, _WEIGHTS, k=4 * WORDS_IN_STEP + 5)
    if number % 6 == 0:
        words[20] = COMMON_WORD
    steps = tuple(
        f"<p>{' '.join(words[start : start + WORDS_IN_STEP]).capitalize()}.</p>"
        for start in range(5, len(words), WORDS_IN_STEP)
    )
    title = f"{' '.join(words[:5]).capitalize()} {number}"
    return Text(title, steps, DOMAINS[number % len(DOMAINS)])
