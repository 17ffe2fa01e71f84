"""PO files as values: read them, write them, the same every time.

Only what our files need: no plural forms, no message contexts. There are no dates and
no line numbers, so that a file changes only when a message does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import re


ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
UNESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n", "\\t": "\t"}
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')
DEFAULT = "Default: "


class BrokenFile(ValueError):
    """A PO file cannot be read; the message says where and why."""


@dataclass
class Message:
    """One message: its id, the English default, its translation."""

    msgid: str
    msgstr: str = ""
    default: str = ""
    fuzzy: bool = False
    references: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def english(self) -> str:
        """The English text: the default, or the id if there is none."""
        return self.default or self.msgid


def escape(text: str) -> str:
    """Escape a text for a PO string."""
    return "".join(ESCAPES.get(character, character) for character in text)


def unescape(text: str) -> str:
    """Return the text of a PO string."""
    return re.sub(r"\\.", lambda match: UNESCAPES.get(match[0], match[0]), text)


def unquote(line: str, where: str) -> str:
    """Return the text between the quotes at the end of a line."""
    match = QUOTED.search(line)
    if match is None:
        raise BrokenFile(f"{where}: no quoted text in {line!r}")
    return unescape(match[1])


def parse(text: str, name: str = "text") -> dict[str, Message]:
    """Read a PO file's text; the header is the message with the empty id.

    Raises BrokenFile for lines that are not understood, and for an id that comes twice.
    """
    messages: dict[str, Message] = {}
    message, part = Message(""), ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line, where = line.strip(), f"{name}:{number}"
        if part == "msgstr" and not line.startswith('"'):
            if message.msgid in messages:
                raise BrokenFile(f"{where}: {message.msgid!r} comes twice")
            messages[message.msgid] = message
            message, part = Message(""), ""
        if line.startswith("#"):
            read_comment(message, line)
        elif line.startswith("msgid "):
            message.msgid, part = unquote(line, where), "msgid"
        elif line.startswith("msgstr "):
            message.msgstr, part = unquote(line, where), "msgstr"
        elif line.startswith('"') and part:
            setattr(message, part, getattr(message, part) + unquote(line, where))
        elif line:
            raise BrokenFile(f"{where}: not understood: {line!r}")
    if part:
        raise BrokenFile(f"{name}: ends within a message")
    return messages


def read_comment(message: Message, line: str) -> None:
    """Note what a comment line says about a message."""
    mark, rest = line[:2], line[2:].strip()
    if mark == "#.":
        if rest.startswith(DEFAULT):
            # i18ndude escapes quotes and line ends in a default, but no backslash.
            message.default = message.default or unescape(rest[len(DEFAULT) + 1 : -1])
    elif mark == "#:":
        message.references.append(rest.removeprefix("./"))
    elif mark == "#,":
        message.fuzzy = message.fuzzy or "fuzzy" in rest
    elif mark != "#~":
        message.comments.append(line[1:].strip())


def written(header: str, messages: Iterable[Message]) -> str:
    """Return the text of a PO file, its messages sorted by id."""
    blocks = [header]
    for message in sorted(messages, key=lambda message: message.msgid):
        lines = [f"# {comment}".rstrip() for comment in message.comments]
        if message.default:
            lines.append(f'#. {DEFAULT}"{escape(message.default)}"')
        lines += [f"#: {name}" for name in sorted(set(message.references))]
        if message.fuzzy and message.msgstr:
            lines.append("#, fuzzy")
        lines.append(f'msgid "{escape(message.msgid)}"')
        lines.append(f'msgstr "{escape(message.msgstr)}"')
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def read(path: Path) -> dict[str, Message]:
    """Read a PO file without its header; nothing if there is no file."""
    if not path.is_file():
        return {}
    messages = parse(path.read_text(encoding="utf-8"), path.name)
    messages.pop("", None)
    return messages
