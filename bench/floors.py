"""What no page can be faster than: views that do nothing, or next to nothing.

F is an empty page in Plone's own frame, K an answer without a page, C one tiny object
changed and committed.
"""

from persistent import Persistent
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from zope.annotation.interfaces import IAnnotations
from zope.interface import alsoProvides
from Zope2.App import zcml

import bench


KEY = "bench.tiny"


def register() -> None:
    """Make the views known, in Zope's own context: nothing else is loaded again."""
    zcml.load_config("floors.zcml", bench)


class Tiny(Persistent):
    """One tiny object."""

    number = 0


class Ok(BrowserView):
    """K: answer, and nothing else."""

    def __call__(self) -> str:
        return "ok"


class Commit(BrowserView):
    """C: change one tiny object."""

    def __call__(self) -> str:
        alsoProvides(self.request, IDisableCSRFProtection)
        annotations = IAnnotations(self.context)
        if KEY not in annotations:
            annotations[KEY] = Tiny()
        annotations[KEY].number += 1
        return "ok"
