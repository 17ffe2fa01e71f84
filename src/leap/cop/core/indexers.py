"""What the catalog keeps of all content of ours."""

from leap.cop.core import binding
from leap.cop.core.interfaces import ICopContent
from plone.indexer import indexer


@indexer(ICopContent)
def review_state(content) -> str:
    """The state that counts, and not what the workflow tool says."""
    if binding.workflow_of(content) is None:
        raise AttributeError("review_state")
    return binding.state_of(content)
