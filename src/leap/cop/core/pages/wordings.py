"""What somebody wrote beside what is there now, field by field: only what differs."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from html import escape
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.markup.clean import clean
from leap.cop.core.rich_text import picture_address
from plone.app.textfield.value import IRichTextValue
from typing import NamedTuple
from zope.i18n import translate
from zope.schema.interfaces import IChoice

import re


_BETWEEN = re.compile(r">\s+<")


class Wording(NamedTuple):
    """One field in two wordings, as HTML that is safe to show."""

    label: str
    mine: str
    there: str


def compared(rows: Iterable[tuple[object, str, str]], request) -> list[Wording]:
    """Return the rows of label, own wording and present one that differ."""
    return [
        Wording(translate(label, context=request), mine, there)
        for label, mine, there in rows
        if _same(mine) != _same(there)
    ]


def _same(html: str) -> str:
    """Return some HTML without what an editor changes on its own."""
    return _BETWEEN.sub("><", html).strip()


def shown_text(text: object) -> str:
    """Return a plain text as HTML, its lines as they are."""
    plain = str(text).replace("\r\n", "\n").strip()
    return escape(plain).replace("\n", "<br />")


def shown_value(field, value: object, context, request) -> str:
    """Return the value of a field as HTML that is safe to show; empty for nothing."""
    if IRichTextValue.providedBy(value):
        return clean(value.raw, partial(picture_address, context))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return shown_text(translate(_("Yes") if value else _("No"), context=request))
    if IChoice.providedBy(field):
        return shown_text(_title(field, value, context, request))
    if isinstance(value, datetime):
        return shown_text(dates.moment(value))
    if isinstance(value, list | tuple | set | frozenset):
        return "<br />".join(
            shown_text(row.get("text", "") if isinstance(row, Mapping) else row)
            for row in value
        )
    return shown_text(value)


def _title(field, value: object, context, request) -> str:
    vocabulary = field.bind(context).vocabulary
    try:
        title = vocabulary.getTerm(value).title
    except LookupError:
        title = None
    return translate(title or str(value), context=request)
