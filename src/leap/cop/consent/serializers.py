"""Content of ours over REST: its state is that of our own record, whatever is bound."""

from leap.cop.consent import binding
from leap.cop.interfaces import IBrowserLayer
from leap.cop.interfaces import ICommunityContext
from leap.cop.interfaces import ICopContent
from leap.cop.interfaces import IMadeByCommunity
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from plone.restapi.services.workflow.info import WorkflowInfo
from zope.component import adapter
from zope.interface import implementer


class OwnState:
    """Says the state that counts, and not what the workflow tool says."""

    def _get_workflow_state(self, obj) -> str | None:
        return binding.state_of(obj) if binding.workflow_of(obj) else None


@implementer(ISerializeToJson)
@adapter(ICommunityContext, IBrowserLayer)
class CommunityToJson(OwnState, SerializeFolderToJson):
    """A community."""


@implementer(ISerializeToJson)
@adapter(IMadeByCommunity, IBrowserLayer)
class MadeToJson(OwnState, SerializeToJson):
    """What a community makes."""


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


class WorkflowGet(Service):
    """What `OwnWorkflowInfo` says."""

    def reply(self) -> dict:
        return OwnWorkflowInfo(self.context, self.request)(expand=True)["workflow"]
