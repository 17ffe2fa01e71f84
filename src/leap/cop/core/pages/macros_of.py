"""Macros that some pages share, as an attribute of their views."""

from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class MacrosOf(ViewPageTemplateFile):
    """The macros of a template: `view/own_macros/name` uses one."""

    def __get__(self, instance, owner):
        # Not read before a page asks: a class is looked through when Zope starts.
        return self if instance is None else self.macros
