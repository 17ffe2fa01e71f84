"""What pages elsewhere show of content of ours that they point to: its UID, no more.

Stock Plone follows a link, a picture or a relation without asking who reads: a page
that an editor linked to a story would tell title, summary and address to everybody,
before it was shared and after it was taken back. What a text becomes is kept and shown
to the next reader, too, so the answer must not hang on who asks: a pointer from outside
stays `resolveuid/…`, and that view asks for View (`resolve_uid.py`). Relations are read
anew each time; they show what this reader may see. So do link fields (`places.py`).
"""

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from leap.cop.core.access import may_view
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopContent
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.interfaces import IDexterityContent
from plone.outputfilters.filters.resolveuid_and_caption import appendix_re
from plone.outputfilters.filters.resolveuid_and_caption import resolveuid_re
from plone.outputfilters.filters.resolveuid_and_caption import (
    ResolveUIDAndCaptionFilter,
)
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.relationfield import RelationChoiceFieldSerializer
from plone.restapi.serializer.relationfield import RelationListFieldSerializer
from z3c.relationfield.interfaces import IRelationChoice
from z3c.relationfield.interfaces import IRelationList
from zope.component import adapter
from zope.interface import implementer


def ours(target) -> object | None:
    """Return the content of ours that a target is, or stands in."""
    for parent in aq_chain(aq_inner(target)):
        if ICopContent.providedBy(parent):
            return parent
    return None


def is_hidden(target) -> bool:
    """Tell whether a target is content of ours that this reader may not see."""
    content = ours(target) if target is not None else None
    return content is not None and not may_view(content)


def target_of(address: str | None):
    """Return what `resolveuid/…` points to, whoever asks; None for other addresses."""
    match = resolveuid_re.match((address or "").partition("#")[0].partition("?")[0])
    return uuidToObject(match.group(1), unrestricted=True) if match else None


class Pointers(ResolveUIDAndCaptionFilter):
    """Stock's way to show links and pictures, which leaves ours as they stand."""

    def resolve_link(self, href):
        """Return no object for a pointer into content of ours from elsewhere."""
        found, subpath, appendix = super().resolve_link(href)
        if self._is_elsewhere(found):
            match = appendix_re.match(href)
            return (None, *(match.groups() if match else (href, "")))
        return found, subpath, appendix

    def resolve_image(self, src):
        """Return neither title nor description of content of ours from elsewhere."""
        if self._is_elsewhere(target_of(src)):
            return None, None, src, ""
        found = super().resolve_image(src)
        if self._is_elsewhere(found[1]):
            return None, None, src, ""
        return found

    def _is_elsewhere(self, target) -> bool:
        content = ours(target) if target is not None else None
        if content is None:
            return False
        here = aq_base(self.context)
        return all(aq_base(parent) is not here for parent in aq_chain(content))


@implementer(IFieldSerializer)
@adapter(IRelationList, IDexterityContent, IBrowserLayer)
class VisibleRelations(RelationListFieldSerializer):
    """The relations of some content to what this reader may see."""

    def get_value(self, default=None):
        """Return the relations."""
        value = super().get_value(default)
        visible = [one for one in value or () if not is_hidden(one.to_object)]
        return visible or ([] if default is None else default)


@implementer(IFieldSerializer)
@adapter(IRelationChoice, IDexterityContent, IBrowserLayer)
class VisibleRelation(RelationChoiceFieldSerializer):
    """The one relation of some content, if this reader may see where it goes."""

    def get_value(self, default=None):
        """Return the relation."""
        value = super().get_value(default)
        return default if value and is_hidden(value.to_object) else value
