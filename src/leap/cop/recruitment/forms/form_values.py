"""What was typed into a form, as texts. Pure: no Zope."""

from collections.abc import Iterable
from datetime import date
from html import escape


class NoText(ValueError):
    """An answer that is no text, such as a file."""


def as_text(value: object, *, yes: str = "Yes") -> str:
    """Return an answer as text, empty for none.

    :param yes: the word for a ticked box.
    :raises NoText: for files and other things that no text can hold.
    """
    if value is None or value is False:
        return ""
    if value is True:
        return yes
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, (date, int, float)):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = (as_text(item, yes=yes) for item in value)
        return ", ".join(part for part in parts if part)
    raw = getattr(value, "raw", None)
    if isinstance(raw, str):
        return as_text(raw)
    raise NoText(type(value).__name__)


def with_questions(text: str, others: Iterable[tuple[str, str]]) -> str:
    """Return a text followed by further questions and their answers, none left out."""
    parts = [text] if text else []
    parts += [f"{question}\n{answer}" for question, answer in others if answer]
    return "\n\n".join(parts)


def html(text: str, others: Iterable[tuple[str, str]] = ()) -> str:
    """Return HTML of a plain text: every sign stays what it is, lines stay lines."""
    parts = [_paragraphs(text)] if text else []
    for question, answer in others:
        if answer:
            parts.append(f"<p><strong>{escape(question, quote=False)}</strong></p>")
            parts.append(_paragraphs(answer))
    return "\n".join(parts)


def _paragraphs(text: str) -> str:
    blocks = (block.strip() for block in text.split("\n\n"))
    return "\n".join(
        f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br />\n")
        for block in blocks
        if block
    )
