"""The behaviors of our types: those that we ship, whatever a site switches on.

Versioning would keep texts that were taken back, locking names whoever edits, and any
other behavior adds fields and subscribers that know nothing of audiences. Panels, raw
edits of a type and imports may write what they like into the type's own list.
"""

from Acquisition import aq_base
from collections.abc import Iterator
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.roles import Pinned
from leap.cop.core.shipped import BEHAVIORS
from plone.autoform.interfaces import IFormFieldProvider
from plone.behavior.interfaces import IBehaviorAssignable
from plone.behavior.registration import lookup_behavior_registration
from plone.dexterity.behavior import DexterityBehaviorAssignable
from zope.component import adapter
from zope.interface import implementer


def registrations(portal_type: str) -> Iterator:
    """Return the behaviors of a type of ours."""
    for name in BEHAVIORS.get(portal_type, ()):
        yield lookup_behavior_registration(name)


class OwnBehaviors(DexterityBehaviorAssignable):
    """The behaviors of content of ours."""

    def enumerateBehaviors(self) -> Iterator:
        yield from registrations(self.context.portal_type)


@implementer(IBehaviorAssignable)
@adapter(ICopContent)
def behaviors_of(content) -> DexterityBehaviorAssignable:
    """Return ours for what is of our own class; a form below a community is not."""
    is_own = isinstance(aq_base(content), Pinned)
    return OwnBehaviors(content) if is_own else DexterityBehaviorAssignable(content)


class OwnFields:
    """An add form with the fields of our own behaviors and no others."""

    @property
    def additionalSchemata(self) -> Iterator:
        for registration in registrations(self.portal_type):
            schema = IFormFieldProvider(registration.interface, None)
            if schema is not None:
                yield schema
