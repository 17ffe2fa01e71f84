"""The two questions that everybody asks of a text. Pure."""

from leap.cop.core.markup import allowed
from leap.cop.core.markup import write
from leap.cop.core.markup.scan import text_of
from leap.cop.core.markup.tree import build

import nh3


_CLEANER = nh3.Cleaner(
    tags=set(allowed.TAGS),
    clean_content_tags={"script", "style"},
    attributes={name: set(found) for name, found in allowed.ATTRIBUTES.items()},
    url_schemes=set(allowed.SCHEMES),
    link_rel=allowed.REL,
    strip_comments=True,
)


def clean(html: str | None, may_show: allowed.MayShow | None = None) -> str:
    """Return what may be kept and shown of HTML; cleaning it again changes nothing.

    :param may_show: takes the address of a picture, and returns the one to show it
        from, None for a picture that has no place here; without it none has.
    """
    if not html:
        return ""
    return _CLEANER.clean(write.html_of(build(html, may_show))).strip()


def plain(html: str | None, *, struck: bool = False) -> str:
    """Return the words of some HTML, with single spaces, as titles and teasers do.

    :param struck: whether words with a line through them count.
    """
    if not html:
        return ""
    if "<" not in html and "&" not in html:
        return " ".join(text_of(html).split())
    return write.words_of(build(html), struck=struck)
