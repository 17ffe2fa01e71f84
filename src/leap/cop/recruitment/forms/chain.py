"""Which workflow a form below a community follows.

The workflow of a type is one setting for the whole site, and other easyforms there keep
theirs. So the chain is looked up for our marker, in code: it holds for forms that are
pasted or imported as well, needs no placeful policy in the site, and goes on after the
add-on was taken out: what was private does not fall to the site's default workflow.
"""

from leap.cop.community.audience import WORKFLOW
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone.base.interfaces import IWorkflowChain
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import adapter
from zope.interface import implementer


@implementer(IWorkflowChain)
@adapter(IFormInCommunity, IWorkflowTool)
def audience_chain(form, workflow_tool) -> tuple[str, ...]:
    """Return the chain: ours, or none at all where somebody deleted the workflow."""
    return (WORKFLOW,) if WORKFLOW in workflow_tool else ()
