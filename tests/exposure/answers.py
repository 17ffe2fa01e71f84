"""Answers made comparable: what differs by chance is taken out, the rest stays."""

import gzip
import re


#: Headers that differ by chance, or follow from the body, which is compared itself.
BY_CHANCE = ("Date", "Content-Length", "Server", "Via", "Set-Cookie", "ETag")

_CHANCE = (
    # A number by chance: some of its parts have no letter in them.
    (re.compile(r'("token": )"[^"]*"'), r'\1"TOKEN"'),
    (
        re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?"),
        "T",
    ),
    (re.compile(r"\b\d{4}[-/]\d\d[-/]\d\d( \d\d:\d\d(:\d\d)?(\.\d+)?)?"), "T"),
    (re.compile(r"\b\d{1,2}:\d\d(:\d\d)?( ?[AP]M)?"), "T"),
    (re.compile(r"\w{3}, \d\d \w{3} \d{4} [T\d:]+( GMT)?"), "T"),
    (re.compile(r"\b([0-9a-f]{16}|[0-9a-f]{32,64})\b"), "HEX"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"\b\d{9,}(\.\d+)?\b"), "N"),
    (re.compile(r"0x[0-9a-f]+"), "AT"),
    # A form makes a new one each time, so that sending it twice counts once.
    (
        re.compile(r'(name="(?:receipt|once)"[^>]* value=)"[\w-]{20,}"'),
        r"\1RECEIPT",
    ),
    (re.compile(r"\b\d+\.\d{3,}\b"), "F"),
    # Stock says for how long something has been locked.
    (
        re.compile(r"\b\d+ (second|minute|hour)s?\b(?=((<|&lt;)/span(>|&gt;))? ago)"),
        "A WHILE",
    ),
    (re.compile(r"(\d+(\.\d+)?) (k?B|KB|MB|ms|seconds)"), "SIZE"),
)


def comparable(answer, names: dict[str, str]) -> tuple:
    """Return status, headers and body of an answer, without what differs by chance.

    :param names: what stands for this world's own ids, longest first.
    """

    def even(text: str) -> str:
        for own, common in names.items():
            text = text.replace(own, common)
        for pattern, word in _CHANCE:
            text = pattern.sub(word, text)
        return text

    headers = sorted(
        (name, even(value))
        for name, value in answer.headers.items()
        if name not in BY_CHANCE
    )
    return answer.status_code, answer.reason, tuple(headers), even(_text(answer))


def _text(answer) -> str:
    """Return the words of an answer; a packed one has the time of packing in it."""
    if answer.content.startswith(b"\x1f\x8b"):
        return gzip.decompress(answer.content).decode("utf-8", "replace")
    return answer.text


def difference(one: tuple, other: tuple) -> str:
    """Say in one line how two answers differ; empty where they do not."""
    if one[0] != other[0]:
        return f"status {one[0]} / {other[0]}"
    if one[1:3] != other[1:3]:
        return f"headers {set(one[2]) ^ set(other[2])}"
    if one[3] == other[3]:
        return ""
    lines, others = one[3].splitlines(), other[3].splitlines()
    # A community keeps no order of its own: lists come in that of random ids.
    if sorted(lines) == sorted(others):
        return ""
    if len(lines) != len(others):
        only = [line.strip() for line in others if line not in set(lines)]
        only += [line.strip() for line in lines if line not in set(others)]
        return f"{len(lines)} / {len(others)} lines, such as {only[:2]!r:.200}"
    for left, right in zip(lines, others, strict=True):
        if left != right:
            pairs = enumerate(zip(left, right, strict=False))
            first = next((at for at, pair in pairs if pair[0] != pair[1]), 0)
            at = max(0, first - 40)
            return f"{left[at : at + 80]!r} / {right[at : at + 80]!r}"
    return "line ends"
