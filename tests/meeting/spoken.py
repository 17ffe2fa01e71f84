"""Words of ours in Dutch, for a while: tests do not wait for translations."""

from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop.meeting.calendar import entries
from leap.cop.meeting.calendar import feeds
from zope.component import getGlobalSiteManager
from zope.i18n.interfaces import ITranslationDomain
from zope.i18n.simpletranslationdomain import SimpleTranslationDomain


DUTCH = {
    entries.SUMMARY: "${group}: bijeenkomst",
    entries.UNNAMED: "Bijeenkomst",
    feeds.NAME: "Bijeenkomsten",
}


@contextmanager
def in_dutch() -> Iterator[None]:
    """Let these words be Dutch for whoever reads Dutch."""
    manager = getGlobalSiteManager()
    real = manager.queryUtility(ITranslationDomain, name="leap.cop")
    messages = {("nl", str(text)): said for text, said in DUTCH.items()}
    domain = SimpleTranslationDomain("leap.cop", messages)
    manager.registerUtility(domain, ITranslationDomain, name="leap.cop")
    try:
        yield
    finally:
        manager.unregisterUtility(domain, ITranslationDomain, name="leap.cop")
        if real is not None:
            manager.registerUtility(real, ITranslationDomain, name="leap.cop")
