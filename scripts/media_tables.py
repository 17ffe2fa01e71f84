"""Put the tables of the cleaning into the guide: what is kept, changed and dropped.

The tables stand in the code that goes by them. Without an argument the guide is
written; with `--check` it is only compared, and 1 says that it is not what the code
says.
"""

from importlib import import_module
from leap.cop.media.cleaning.table import as_markdown
from pathlib import Path

import sys


GUIDE = Path(__file__).resolve().parent.parent / (
    "docs/how-to-guides/add-pictures-films-files.md"
)
BEGIN, END = (
    "<!-- tables of the code: begin -->\n",
    "<!-- tables of the code: end -->\n",
)

#: Heading, module and name of each table.
TABLES = (
    ("Pictures", "pictures.apart", "TABLE"),
    ("PDF", "pdf.table", "TABLE"),
    ("docx, pptx, xlsx", "ooxml.table", "TABLE"),
    ("odt, odp, ods", "odf.table", "TABLE"),
    ("Video and sound", "recordings.clean", "TABLE"),
    ("Drawings, web pages, text", "texts.table", "TABLE"),
)


def tables() -> str:
    """Return all tables, one below the other."""
    parts = []
    for heading, module, name in TABLES:
        found = import_module(f"leap.cop.media.cleaning.{module}")
        parts.append(f"### {heading}\n\n{as_markdown(getattr(found, name))}")
    return "\n".join(parts)


def with_tables(guide: str) -> str:
    """Return the guide with the tables as the code says them."""
    before, _begin, rest = guide.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the guide, or compare it."""
    guide = GUIDE.read_text(encoding="utf-8")
    new = with_tables(guide)
    if "--check" in arguments:
        return int(guide != new)
    GUIDE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
