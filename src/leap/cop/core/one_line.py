"""REST answers in one line."""

from leap.cop.core.unwalked import Unwalked
from plone.restapi.services import _no_content_marker
from plone.restapi.services import Service

import json


class OneLineService(Unwalked, Service):
    """A service that does not indent: for a list that costs as much as finding it."""

    def render(self) -> str | None:
        """Return the answer as JSON, nothing where there is none."""
        self.check_permission()
        content = self.reply()
        if content is _no_content_marker:
            return None
        self.request.response.setHeader("Content-Type", self.content_type)
        return json.dumps(content, sort_keys=True)
