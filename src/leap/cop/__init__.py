"""Communities of practice for a Plone intranet."""

from zope.i18nmessageid import MessageFactory

import logging


PACKAGE_NAME = "leap.cop"

__version__ = "1.0.0a1"

_ = MessageFactory(PACKAGE_NAME)

logger = logging.getLogger(PACKAGE_NAME)
