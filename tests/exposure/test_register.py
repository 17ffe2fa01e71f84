"""Whatever is kept is declared in the privacy register, and nothing else stands there.

Moodle's idea: a field, annotation, index, column, record or attribute that nobody
declared fails the run, and so does a row that names nothing any more.
"""

from leap.cop.core.records import SHELVES
from leap.cop.story.lifecycle import lifecycle
from pathlib import Path
from plone import api
from plone.dexterity.utils import iterSchemataForType
from plone.indexer.interfaces import IIndexer
from tests.conftest import NOW
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager
from zope.schema import getFieldNames

import importlib
import leap.cop
import pkgutil
import pytest
import re


REGISTER = Path(__file__).parents[2] / "docs/reference/privacy-register.md"
WHERE = "declare it in docs/reference/privacy-register.md"

CATALOG = "In the catalog"
ON_CONTENT = "Kept on content, besides its fields"
ON_SITE = "Kept on the site"

#: What Plone itself keeps on any content, about no person: ids, order, permissions.
STOCK_ATTRIBUTES = {
    "__annotations__",
    "__parent__",
    "__name__",
    "_tree",
    "_count",
    "_mt_index",
    "_plone.uuid",
    "_ordering",
    "id",
    "portal_type",
    "language",
    "format",
    "rights",
    "contributors",
    "subject",
    "expiration_date",
    "allow_discussion",
    "cmf_uid",
    "_objects",
    "_old_path",
}

STOCK_ANNOTATIONS = ("plone.", "Archetypes", "zope.")


def sections() -> dict[str, set[str]]:
    """Return the names in the first column of each table, by heading."""
    found: dict[str, set[str]] = {}
    heading = ""
    for line in REGISTER.read_text().splitlines():
        if line.startswith("## "):
            heading = line[3:].strip()
        elif line.startswith("|"):
            first = line.split("|")[1]
            found.setdefault(heading, set()).update(re.findall(r"`([^`]+)`", first))
    return found


def rows() -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in REGISTER.read_text().splitlines()
        if line.startswith("| `")
    ]


def fields_declared(noun: str) -> set[str]:
    """Return the fields that tables about a type name.

    A table about several types says behind a field, in brackets, which one has it.
    """
    found = set()
    heading = ""
    for line in REGISTER.read_text().splitlines():
        if line.startswith("## "):
            words = line[3:].lower().replace(",", " ").split()
            heading = line if words[0] == "fields" and noun in words else ""
        elif line.startswith("|") and heading:
            for name, of in re.findall(r"`([^`]+)`(?: \((\w+)\))?", line.split("|")[1]):
                if of in ("", noun):
                    found.add(name)
    return found


def noun_of(portal_type: str) -> str:
    """Return the word for a type in the headings."""
    noun = portal_type.rpartition(".")[2].lower()
    return "round" if noun == "topicround" else noun


def types() -> dict[str, set[str]]:
    """Return the fields of our types, by the type's noun."""
    return {
        noun_of(name): {
            field
            for schema in iterSchemataForType(name)
            for field in getFieldNames(schema)
        }
        for name in api.portal.get_tool("portal_types").objectIds()
        if name.startswith("leap.cop.")
    }


def strings():
    """Yield (module, name, value) of each text that a module of ours names."""
    for info in pkgutil.walk_packages(leap.cop.__path__, "leap.cop."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, str):
                yield info.name, name, value


def constants() -> dict[str, str]:
    """Return the annotation keys and attributes that modules of ours name."""
    found = {}
    for module, name, value in strings():
        is_key = name == "KEY" or name.endswith("_KEY")
        if name == "ATTRIBUTE" or (is_key and value.startswith("leap.cop")):
            found[value] = f"{module}.{name}"
    return found


def complain(missing, what: str) -> None:
    if missing:
        pytest.fail(f"{what}: {sorted(missing)}; {WHERE}", pytrace=False)


def test_every_row_says_whether_it_is_personal():
    empty = [row[0] for row in rows() if not any(row[1:3])]
    assert empty == []


def test_no_row_stands_twice():
    """Two rows about one thing can say two things; merges have made such rows."""
    found = [tuple(row[:2]) for row in rows() if "`leap.cop" in row[0]]
    assert sorted({row for row in found if found.count(row) > 1}) == []


def test_fields(portal):
    for noun, fields in types().items():
        named = fields_declared(noun)
        complain(fields - named, f"fields of a {noun} in no row")
        complain(named - fields, f"rows that name no field of a {noun}")


def test_annotations_and_attributes_that_the_code_names(portal):
    declared = sections()
    named = {name for heading in (ON_CONTENT, ON_SITE) for name in declared[heading]}
    complain(set(constants()) - named, "annotation keys in no row")
    known = {value for _module, _name, value in strings()}
    gone = {name for name in named if name.startswith("leap.cop.")} - known
    records = set(api.portal.get_tool("portal_registry").records)
    complain(
        {name for name in gone if not any(name in record for record in records)},
        "rows that name no annotation of the code and no record",
    )


@pytest.mark.parametrize("state", ["private", "community", "pending", "public"])
def test_what_really_is_on_content(portal, community, story_in, state):
    story = story_in(state, attribution_text="x", content_note="y", others_note="z")
    if state == "community":
        with api.env.adopt_user("facilitator"):
            lifecycle.move(story, "take_down", comment="A word.", now=NOW)
    declared = sections()
    named = declared[ON_CONTENT]
    fields = types()
    with api.env.adopt_user("facilitator"):
        topic_round = api.content.create(
            community, type="leap.cop.TopicRound", title="Spring"
        )
        api.content.transition(topic_round, "share")
    for content in (story, community, topic_round):
        noun = noun_of(content.portal_type)
        kept = {
            name
            for name in vars(content.aq_base)
            if not re.fullmatch(r"_.*_Permission|_[vp]_.*", name)
        }
        complain(kept - fields[noun] - named - STOCK_ATTRIBUTES, f"kept on a {noun}")
        annotations = {
            name
            for name in IAnnotations(content)
            if not name.startswith(STOCK_ANNOTATIONS)
        }
        complain(annotations - named, f"annotations of a {noun}")
    ours = {name for name in IAnnotations(portal) if name.startswith("leap.cop")}
    complain(ours - declared[ON_SITE], "annotations of the site")


def test_every_shelf_that_forgets_somebody_says_whom():
    assert len(constants()) >= len(SHELVES) > 18
    for kind in SHELVES:
        found = [row for row in rows() if f"`{kind.key}`" in row[0]]
        personal = {row[1 if kind.of_site else 2].partition(":")[0] for row in found}
        complain({kind.key} if not found else (), "shelves in no row")
        if kind.counted is not None:
            complain({kind.key} if personal == {"no"} else (), "whose user ids stand")


def test_indexes_and_columns(portal):
    catalog = api.portal.get_tool("portal_catalog")
    known = set(catalog.indexes()) | set(catalog.schema())
    ours = {name for name in known if name.startswith("cop_")}
    ours |= {
        registration.name
        for registration in getGlobalSiteManager().registeredAdapters()
        if registration.provided is IIndexer
        and "/leap/cop/" in str(getattr(registration.info, "file", ""))
        and registration.name in known
    }
    declared = sections()[CATALOG]
    complain(ours - declared, "indexes and columns that we fill")
    complain(declared - known, "rows that name no index and no column")


def test_records(portal):
    records = {
        name
        for name in api.portal.get_tool("portal_registry").records
        if name.startswith("leap.cop")
    }
    declared = set().union(*sections().values())
    complain(records - declared, "registry records")


def test_the_tables_are_found():
    assert {CATALOG, ON_CONTENT, ON_SITE} <= set(sections())
    assert len(constants()) >= 5
