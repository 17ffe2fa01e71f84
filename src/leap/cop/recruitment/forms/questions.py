"""What a facilitator may change about the questions of a form, and what not.

Pure: compares the XML of two field models. Labels, help, choices, order, whether an
answer is needed, and adding or taking away simple questions are the facilitators'.
Everything by which a question does more than ask stays as it was: expressions, widgets,
validators, server-side values, named vocabularies (one of them lists every user of the
site), files, base schemas.
"""

from collections.abc import Iterator
from leap.cop.core.markup.clean import clean
from lxml import etree
from typing import Any


SUPERMODEL = "http://namespaces.plone.org/supermodel/schema"
I18N = "http://xml.zope.org/namespaces/i18n"

#: Kinds of questions that only ask.
SIMPLE_TYPES = frozenset(
    {
        "collective.easyform.fields.Label",
        "collective.easyform.fields.Likert",
        "plone.schema.email.Email",
        "zope.schema.Bool",
        "zope.schema.Choice",
        "zope.schema.Date",
        "zope.schema.Datetime",
        "zope.schema.Float",
        "zope.schema.Int",
        "zope.schema.List",
        "zope.schema.Set",
        "zope.schema.Text",
        "zope.schema.TextLine",
        "zope.schema.URI",
    }
)

#: What of a question is theirs.
SIMPLE_PARTS = frozenset(
    {
        "answers",
        "default",
        "description",
        "max",
        "max_length",
        "min",
        "min_length",
        "missing_value",
        "questions",
        "required",
        "title",
        "values",
    }
)

#: What of a question easyform shows as HTML.
_SHOWN_AS_HTML = frozenset({"description", "rich_label"})

#: What editors write for "not set", though nothing is said by it.
_NOTHING = frozenset({"", "False", "false"})


def parse(source: str) -> Any:
    """Return the root of a model.

    :raises ValueError: for what is no XML, or names entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)
    try:
        root = etree.fromstring((source or "").encode(), parser=parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("This is no XML.") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("A model needs no document type.")
    return root


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _elements(parent: Any) -> Iterator[Any]:
    return (child for child in parent if isinstance(child.tag, str))


def _canonical(element: Any) -> tuple:
    """Return an element without what formatting adds."""
    return (
        element.tag,
        tuple(sorted(_special_attributes(element).items())),
        (element.text or "").strip(),
        tuple(_canonical(child) for child in _elements(element)),
    )


def _special_attributes(element: Any) -> dict[str, str]:
    return {
        name: value
        for name, value in element.attrib.items()
        if not name.startswith(f"{{{I18N}}}")
        and name not in ("name", "type", "label")
        and value not in _NOTHING
    }


def _special(field: Any) -> tuple:
    """Return everything about a question that is not the facilitators' to change."""
    parts = []
    for child in _elements(field):
        name = _local(child)
        if name in SIMPLE_PARTS and not _special_attributes(child):
            continue
        if name == "value_type":
            value_type = child.get("type", "")
            known = () if value_type in SIMPLE_TYPES else (value_type,)
            inner = (*known, *_special(child))
            if inner:
                parts.append((name, inner))
            continue
        parts.append((name, _canonical(child)))
    attributes = tuple(sorted(_special_attributes(field).items()))
    return (*attributes, *sorted(parts, key=repr))


def _fields(root: Any) -> dict[str, Any]:
    tag = f"{{{SUPERMODEL}}}field"
    return {field.get("name", ""): field for field in root.iter(tag)}


def _frame(root: Any) -> list[tuple]:
    """Return what stands around the questions: schemata, base schemas, other nodes."""
    found = []
    for schema in _elements(root):
        others = [
            _canonical(child)
            for child in _elements(schema)
            if _local(child) not in ("field", "fieldset")
        ]
        attributes = tuple(sorted(_special_attributes(schema).items()))
        found.append((schema.tag, schema.get("name", ""), attributes, tuple(others)))
    return found


def names(source: str) -> list[str]:
    """Return the short names of the questions of a model, in their order."""
    return list(_fields(parse(source)))


def not_theirs(before: str, after: str) -> list[str]:
    """Return the short names of questions that changed more than a facilitator may.

    :returns: an empty list when all of it is theirs; `model` for what is around the
        questions, or is no model at all.
    """
    if before == after:
        return []
    try:
        old, new = parse(before), parse(after)
    except ValueError:
        return ["model"]
    found = [] if _frame(old) == _frame(new) else ["model"]
    old_fields, new_fields = _fields(old), _fields(new)
    if len(new_fields) != len(list(new.iter(f"{{{SUPERMODEL}}}field"))):
        found.append("model")
    for name, field in new_fields.items():
        known = old_fields.get(name)
        kind = field.get("type", "")
        if known is None or known.get("type", "") != kind:
            if kind not in SIMPLE_TYPES or _special(field):
                found.append(name)
        elif _special(known) != _special(field):
            found.append(name)
    return found


def line(text: str | None) -> str | None:
    """Return a text that easyform shows as HTML; without a tag it stays as it is."""
    return clean(text) if text and "<" in text else text


def with_clean_texts(source: str) -> str:
    """Return a model in which what is shown as HTML is clean."""
    try:
        root = parse(source)
    except ValueError:
        return source
    is_clean = True
    for element in root.iter("{*}*"):
        if _local(element) in _SHOWN_AS_HTML and element.text:
            text = line(element.text)
            if text != element.text:
                element.text, is_clean = text, False
    return source if is_clean else etree.tostring(root, encoding="unicode")
