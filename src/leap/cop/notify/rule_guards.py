"""What Plone's content rules may not see, and a condition of theirs that broke.

A rule can ask who does something and what it is about, can copy content elsewhere, and
stops what it fails on. So none runs about content of ours but those that wait for one
of our own moments, whose object is the community.
"""

from leap.cop.core.containment import is_ours
from plone import api
from plone.app.contentrules.conditions.group import IGroupCondition
from plone.contentrules.engine.interfaces import IRuleAssignable
from plone.contentrules.rule.interfaces import IExecutable
from plone.contentrules.rule.interfaces import IRule
from plone.contentrules.rule.rule import RuleExecutable
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent


class IMomentOfACommunity(IObjectEvent):
    """Something that rules may wait for; its object is the community."""


@implementer(IExecutable)
@adapter(IRuleAssignable, IRule, IObjectEvent)
class RuleAboutOthers(RuleExecutable):
    """A rule as Plone runs it, unless what happened is about content of ours."""

    def __call__(self) -> bool:
        if is_ours(self.event.object) and not IMomentOfACommunity.providedBy(
            self.event
        ):
            return False
        return super().__call__()


@implementer(IExecutable)
@adapter(IRuleAssignable, IGroupCondition, Interface)
class GroupCondition:
    """The condition *User's group*, for people whose groups not all have a page.

    The groups of communities stand in no group source: Plone lists each as None, and
    its own condition stops there.
    """

    def __init__(self, context, element, event) -> None:
        self.element = element

    def __call__(self) -> bool:
        user = api.user.get_current()
        groups = api.portal.get_tool("portal_groups").getGroupsByUserId(user.getId())
        found = {group.getId() for group in groups or () if group is not None}
        return not found.isdisjoint(self.element.group_names)
