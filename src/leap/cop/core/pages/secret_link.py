"""A page for whoever holds a link, at `@@name/<token>` on the site, without an account.

Nothing is raised there: the site's error log would keep the address, and the address
is the secret. Looking changes nothing, whatever a page does: mail servers and browsers
open links before anybody has read them.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.core.headers import CONFIDENTIAL_HEADERS
from leap.cop.core.headers import NO_REFERRER
from leap.cop.core.interfaces import ISecretAddress
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.forms import show_no_columns
from leap.cop.core.pages.macros import Macros
from leap.cop.core.pages.path import TakesPath
from leap.cop.core.write_lock import take_turn
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import alsoProvides
from zope.interface import implementer

import transaction


#: What stands for a token in the address of the page after the answer.
THANKS = "thank-you"


def keep_to_oneself(request) -> None:
    """Mark an answer as one for this reader alone, whose address goes nowhere."""
    request.leap_cop_ours = True
    for name, value in CONFIDENTIAL_HEADERS.items():
        request.response.setHeader(name, value)
    request.response.setHeader("Referrer-Policy", NO_REFERRER)
    request.response.setHeader("X-Robots-Tag", "noindex, nofollow")
    request.set("disable_border", True)
    show_no_columns(request)


@implementer(ISecretAddress)
class SecretLinkPage(TakesPath, FormPage):
    """What a link of one purpose opens; registered on the site for `zope.Public`.

    A subclass says its `purpose`, what it `asks`, and does its work in `act`, as any
    form does. Unknown, over, used and replaced links, and those whose target is gone,
    all get one and the same page with 404. The token in the address is the proof that
    a form is ours: nobody forges one without it.
    """

    index = ViewPageTemplateFile("templates/secret-link.pt")

    unseen = {"": "It is looked up by its token, for whoever holds that."}

    #: Which links lead here.
    purpose = ""

    #: There is nowhere to go but to what the link opens.
    leave = ""

    #: Whether a link is over once its holder has sent the form.
    is_single = False

    #: What stands on the page after the answer, about nobody; empty for no such page.
    thanks: object = ""

    over_title = _("This link no longer works")
    over_text = _(
        "The link may be incomplete, or what it was for may be over or no longer "
        "open to you. If you have an account, log in and look there."
    )

    def __call__(self):
        keep_to_oneself(self.request)
        if self.request.get("REQUEST_METHOD") == "POST":
            take_turn(self.request)
            return self.answer()
        # With nothing saved there is nothing for Plone to have confirmed on a page
        # whose address would hold this one's.
        alsoProvides(self.request, IDisableCSRFProtection)
        transaction.doom()
        return self.show()

    def show(self):
        if self.is_over:
            # Locked, because the site would send an anonymous reader to log in, and put
            # the address of this page into the next one's.
            self.request.response.setStatus(404, lock=1)
            self.page_title = self.over_title
        return self.index()

    def answer(self):
        """Act and go on; what leads nowhere is shown so."""
        if self.opened is None:
            return self.show()
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            target = self.act(**self.sent())
        except REFUSALS as error:
            transaction.abort()
            for name in ("link", "opened"):
                self.__dict__.pop(name, None)
            self.refuse(error)
            return self.show()
        if self.is_single:
            self.links.drop(self.token)
        self.request.response.redirect(target, status=303)
        return ""

    # What the link opens

    @property
    def token(self) -> str:
        """What follows the page's name in the address, empty for nothing that fits."""
        return self.path[0] if len(self.path) == 1 else ""

    @property
    def links(self) -> Links:
        """All links of the site."""
        return Links(api.portal.get())

    @cached_property
    def link(self) -> Link | None:
        """The link, None for whatever leads nowhere."""
        return self.links.find(self.token, self.purpose, now=self.now)

    @cached_property
    def opened(self):
        """What it is about, None where that is gone or the link is over.

        A subclass whose links are about what stands in no catalog, or about what can be
        over before its link is, says here how to find it.
        """
        if self.link is None:
            return None
        if not self.link.target:
            return api.portal.get()
        return uuidToObject(self.link.target, unrestricted=True)

    # What the template shows

    @property
    def url(self) -> str:
        """The address of this page, where its form goes."""
        return f"{self._base}/{self.token}"

    @property
    def form_url(self) -> str:
        return self.url

    @property
    def thanks_url(self) -> str:
        """The address of the page after the answer."""
        return f"{self._base}/{THANKS}"

    @property
    def _base(self) -> str:
        return f"{api.portal.get().absolute_url()}/@@{self.__name__}"

    @property
    def says_thanks(self) -> bool:
        """Whether this is the page after the answer."""
        return bool(self.thanks) and self.token == THANKS

    @property
    def is_over(self) -> bool:
        """Whether the link leads nowhere, for whichever reason."""
        return not self.says_thanks and self.opened is None

    @property
    def house(self) -> Macros:
        """The macros: as a view of its own nobody without an account gets them."""
        return Macros(self.context, self.request)
