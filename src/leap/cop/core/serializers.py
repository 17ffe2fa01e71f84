"""Content of ours over REST: its state by our own record, whatever is bound, and what
its reader has seen of it.
"""

from leap.cop import _
from leap.cop.core import binding
from leap.cop.core import revision
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICommunityContext
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.services import CopService
from leap.cop.core.unwalked import Unwalked
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from plone.restapi.services.workflow.info import WorkflowInfo
from zope.component import adapter
from zope.component import subscribers
from zope.interface import implementer
from zope.interface import Interface


class OwnState:
    """Says the state that counts, and not what the workflow tool says."""

    def _get_workflow_state(self, obj) -> str | None:
        return binding.state_of(obj) if binding.workflow_of(obj) else None


class WithRevision:
    """Says what was seen."""

    def __call__(self, version=None, include_items=True) -> dict:
        result = super().__call__(include_items=include_items)
        result[revision.FIELD] = revision.revision_of(self.context)
        return result


@implementer(ISerializeToJson)
@adapter(ICommunityContext, IBrowserLayer)
class CommunityToJson(WithRevision, OwnState, SerializeFolderToJson):
    """A community."""


class IMoreToJson(Interface):
    """Subscription adapter of content and request: what it says besides its fields."""

    def more() -> dict:
        """Return that by key, as far as this reader may know it."""


@implementer(ISerializeToJson)
@adapter(IMadeByCommunity, IBrowserLayer)
class MadeToJson(WithRevision, OwnState, SerializeToJson):
    """What a community makes."""

    def __call__(self, version=None, include_items=True) -> dict:
        result = super().__call__(include_items=include_items)
        for found in subscribers((self.context, self.request), IMoreToJson):
            result.update(found.more())
        return result


@implementer(IExpandableElement)
@adapter(ICopContent, IBrowserLayer)
class OwnWorkflowInfo(WorkflowInfo):
    """History, moves and state, where the chain is ours; of any other, nothing."""

    def __call__(self, expand=False) -> dict:
        if not expand or binding.chain_is_ours(self.context):
            return super().__call__(expand=expand)
        url = f"{self.context.absolute_url()}/@workflow"
        state = {"id": binding.state_of(self.context), "title": ""}
        nothing = {"@id": url, "history": [], "transitions": [], "state": state}
        return {"workflow": nothing}


class HistoryPatch(CopService):
    """No version of ours is kept, and a client that asks for one is told so."""

    def reply(self) -> None:
        self.body()
        raise NotNow(
            _("Earlier versions are not kept here, so there is none to go back to.")
        )


class WorkflowGet(Unwalked, Service):
    """What `OwnWorkflowInfo` says."""

    def reply(self) -> dict:
        return OwnWorkflowInfo(self.context, self.request)(expand=True)["workflow"]
