"""Two sheets that do not get into each other's way."""

from pathlib import Path

import leap.cop
import re


HOUSE = Path(leap.cop.__file__).parent
STATIC = HOUSE / "core/pages/static"
NAMES = re.compile(r"\.(cop-[a-z0-9-]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.S)

#: Leaves the newer pages out and weighs nothing.
GUARD = ":where(:not(.cop-page *))"

#: The one rule that reaches outside: on paper what surrounds the page is left out.
OUTSIDE = re.compile(r"body:has\(\.cop-page\)")


def selectors(name: str) -> list[str]:
    """Return the selectors of a sheet, one by one."""
    text = COMMENT.sub("", (STATIC / name).read_text())
    heads = re.findall(r"([^{};]+)\{", text)
    lists = [head.strip() for head in heads if not head.strip().startswith("@")]
    return [
        " ".join(one.split())
        for head in lists
        for one in re.split(r",(?![^(]*\))", head)
    ]


def test_the_newer_sheet_reaches_no_older_page():
    for one in selectors("cop-pages.css"):
        assert one.startswith(".cop-page") or OUTSIDE.match(one), one
        assert re.match(r"\.cop-page(?![a-z-])", one) or OUTSIDE.match(one), one


def test_the_older_sheet_leaves_out_what_the_newer_one_has():
    newer = {name for one in selectors("cop-pages.css") for name in NAMES.findall(one)}
    shared = set()
    for one in selectors("cop.css"):
        both = newer & set(NAMES.findall(one.replace(GUARD, "")))
        assert not both or GUARD in one, (one, both)
        shared |= both
    assert len(shared) > 5


def test_each_name_stands_on_some_page():
    """What no template, script or view says is styled for nobody."""
    texts = [path.read_text() for path in HOUSE.rglob("*.pt")]
    made = re.compile(r"(cop-[\w-]*-)\$\{")
    begin = tuple(
        start
        for text in texts
        for said in re.findall(r'class="([^"]*)"', text)
        for start in made.findall(said)
    )
    texts += [path.read_text() for path in HOUSE.rglob("*.py")]
    texts += [path.read_text() for path in STATIC.glob("*.js")]
    said = {name for text in texts for name in re.findall(r"cop-[\w-]+", text)}
    for sheet in STATIC.glob("*.css"):
        names = {one for head in selectors(sheet.name) for one in NAMES.findall(head)}
        unsaid = {name for name in names - said if not name.startswith(begin)}
        assert not unsaid, sheet.name


def test_what_is_read_as_a_value_is_given_one():
    text = (STATIC / "cop-pages.css").read_text()
    used = set(re.findall(r"var\((--cop-[a-z0-9-]+)", text))
    assert used - set(re.findall(r"(--cop-[a-z0-9-]+):", text)) == set()


def test_what_folds_keeps_a_button_s_own_colours():
    """A fold's heading may be a button: its words were blue on blue once."""
    sheet = COMMENT.sub("", (STATIC / "cop-pages.css").read_text())
    folds = re.findall(r"([^{}]*\.cop-fold > summary[^{}]*)\{([^}]*)\}", sheet)
    coloured = [head for head, body in folds if re.search(r"(?<![-\w])color:", body)]
    assert coloured
    assert [head for head in coloured if "summary:not(.btn)" not in head] == []


def test_what_a_page_has_is_styled_where_the_page_is():
    """Rows that only the older sheet knew stood without a gap on newer pages."""
    package = Path(leap.cop.__file__).parent
    newer = {name for one in selectors("cop-pages.css") for name in NAMES.findall(one)}
    older = {
        name
        for one in selectors("cop.css")
        if GUARD in one
        for name in NAMES.findall(one.split(GUARD)[0].split()[-1])
    }
    framed = "".join(
        text
        for text in (path.read_text() for path in package.rglob("*.pt"))
        if "@@cop-macros/macros/page" in text
    )
    lost = {name for name in older - newer if f'"{name}"' in framed}
    assert lost == set()
