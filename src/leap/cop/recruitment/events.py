"""What the way in tells the rooms above: somebody asked, was answered, asks a manager.

None holds the words that were written: whoever listens reads them where they are kept.
"""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import Interface


#: What facilitators answer.
ACCEPT = "accept"
DECLINE = "decline"
DECISIONS = (ACCEPT, DECLINE)


class IApplicationFiled(ICopEvent):
    """Somebody asks to come into a community."""

    community = Attribute("The community")
    userid = Attribute("Who asks")
    application_id = Attribute("The id of what was filed")


class IApplicationAnswered(ICopEvent):
    """Facilitators answered somebody who asked to come in."""

    community = Attribute("The community")
    userid = Attribute("Who asked")
    application_id = Attribute("The id of what was filed")
    decision = Attribute("accept or decline")


class IApplicationTakenBack(Interface):
    """Whoever asked to come in took it back before an answer."""

    community = Attribute("The community")
    userid = Attribute("Who had asked")


class IManagerAsked(Interface):
    """Somebody asks their manager for support; the mail is to go out now."""

    community = Attribute("The community")
    userid = Attribute("Whose manager it is")
    token = Attribute("The secret of the link; kept nowhere")
    language = Attribute("In which language the mail was shown; empty for the site's")


class IManagerAnswered(ICopEvent):
    """A manager answered."""

    community = Attribute("The community")
    userid = Attribute("Whose manager it is")


ApplicationFiled = event_class(IApplicationFiled, about="community")
ApplicationAnswered = event_class(IApplicationAnswered, about="community")
ApplicationTakenBack = event_class(IApplicationTakenBack)
ManagerAsked = event_class(IManagerAsked)
ManagerAnswered = event_class(IManagerAnswered, about="community")
