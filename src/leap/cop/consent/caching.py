"""What plone.app.caching may do with answers here: nothing with those for one reader.

Its rules go by content, reader and the number of changes in the catalog. Who belongs to
a community changes none of these: whoever was taken off a list would be told that
nothing changed, and be shown what was kept. So only what is the same for all has a
rule: resources and files, and pages of the rest of the site for visitors.
"""

from leap.cop.consent import gate
from leap.cop.interfaces import IBrowserLayer
from plone.caching.interfaces import IRulesetLookup
from zope.component import adapter
from zope.component import getSiteManager
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import providedBy


#: What whoever may see it gets alike, and what tells by itself whether it changed.
_SAME_FOR_ALL = frozenset(
    {"plone.resource", "plone.stableResource", "plone.content.file"}
)


@implementer(IRulesetLookup)
@adapter(Interface, IBrowserLayer)
class SharedAnswers:
    """The rule of the site for what is published, if it may have one."""

    def __init__(self, published, request) -> None:
        self.published = published
        self.request = request

    def __call__(self) -> str | None:
        if gate.is_ours(self.request) or gate.is_page_of_ours(self.request):
            return None
        lookup = getSiteManager().adapters.lookup(
            (providedBy(self.published), Interface), IRulesetLookup
        )
        rule = lookup(self.published, self.request)() if lookup is not None else None
        return rule if rule in _SAME_FOR_ALL or gate.is_anonymous() else None
