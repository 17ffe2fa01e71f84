"""What plone.app.caching may do with answers here: nothing with those for one reader.

Its rules go by content, reader and the number of changes in the catalog. Who belongs to
a community changes none of these: whoever was taken off a list would be told that
nothing changed, and be shown what was kept. So only what is the same for all has a
rule: resources and files, and pages of the rest of the site for visitors. By what is
published, not by the rule's name: an administrator may give any page any rule, and what
is kept under those of resources knows no reader.
"""

from leap.cop.core import access
from leap.cop.core.interfaces import IBrowserLayer
from plone.caching.interfaces import IRulesetLookup
from zope.component import adapter
from zope.component import getSiteManager
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import providedBy


@implementer(IRulesetLookup)
@adapter(Interface, IBrowserLayer)
class SharedAnswers:
    """The rule of the site for what is published, if it may have one."""

    def __init__(self, published, request) -> None:
        self.published = published
        self.request = request

    def __call__(self) -> str | None:
        if access.is_ours(self.request) or access.is_page_of_ours(self.request):
            return None
        lookup = getSiteManager().adapters.lookup(
            (providedBy(self.published), Interface), IRulesetLookup
        )
        is_for_all = access.is_anonymous() or access.is_file(self.request)
        if lookup is None or not is_for_all:
            return None
        return lookup(self.published, self.request)()
