"""The equal answers: what a reader gets instead of what is not there, or not theirs.

Exception views for NotFound and Unauthorized on our layer. Outside communities they
step aside and let the site answer as it always does.
"""

from html import unescape
from leap.cop import _
from leap.cop.core import access
from leap.cop.core import headers
from leap.cop.core import outage
from leap.cop.core.containment import cut_strays
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.core.ids import is_opaque
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopAnswer
from leap.cop.core.origins import comes_from_elsewhere
from leap.cop.core.unwalked import Unwalked
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from transaction.interfaces import TransientError
from urllib.parse import urlencode
from zExceptions import HTTPException
from zExceptions import HTTPImATeapot
from ZODB.POSException import POSError
from zope.component import adapter
from zope.component import queryMultiAdapter
from zope.component.hooks import getSite
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import noLongerProvides
from ZPublisher.interfaces import IPubBeforeCommit

import json
import re


#: One sign is looked at once: without the second exclusion a text full of openings
#: would stop the process for minutes.
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

#: What is kept of a form whose sender has to log in first: a story and its settings.
MOST_FIELDS = 60
MOST_KEPT = 450_000

STATUS_WORDS = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    410: "Gone",
}

#: How indexes of ours are called.
_INDEXES = "cop_"

#: What failed for reasons of its own, however it was asked.
_OF_ITS_OWN = (HTTPException, POSError, TransientError, OSError, MemoryError)

TEXTS = {
    400: (
        _("This address does not work"),
        _("The part after the question mark in the address is not right."),
    ),
    401: (_("Please log in"), _("Log in to see this page.")),
    403: (
        _("You cannot do this here"),
        _("You cannot open this page or make this change."),
    ),
    404: (
        _("This page is not available"),
        _("It may not exist, or it may not be shared with you."),
    ),
    410: (
        _("No longer for all staff"),
        _("The story that was here is no longer for all staff."),
    ),
}


@implementer(ICopAnswer)
class AnswerView(Unwalked, BrowserView):
    """A whole answer of ours: status, neutral body, headers."""

    page = ViewPageTemplateFile("templates/answer.pt")
    kept = ViewPageTemplateFile("templates/kept.pt")

    status = 404

    @property
    def title(self):
        return TEXTS[self.status][0]

    @property
    def page_title(self):
        return self.title

    @property
    def text(self):
        return TEXTS[self.status][1]

    @property
    def kept_fields(self) -> list[dict[str, str]]:
        """What was typed, so that it can be sent again after logging in.

        More than any form of ours has is nobody's work, and is not looked at.
        """
        if len(self.request.form) > MOST_FIELDS:
            return []
        fields = []
        for name, value in sorted(self.request.form.items()):
            if _is_secret(name):
                continue
            values = value if isinstance(value, (list, tuple)) else [value]
            fields.extend(
                {"name": name, "value": item} for item in values if _is_text(item)
            )
        size = sum(len(field["name"]) + len(field["value"]) for field in fields)
        return fields if len(fields) <= MOST_FIELDS and size <= MOST_KEPT else []

    @property
    def kept_texts(self) -> list[str]:
        """The sentences among it, to be seen and, if need be, copied."""
        sentences = (
            unescape(_TAG.sub("", field["value"])).strip()
            for field in self.kept_fields
            if not field["name"].startswith(("_", "form.buttons."))
        )
        return [sentence for sentence in sentences if " " in sentence]

    @property
    def login_url(self) -> str:
        return f"{getSite().absolute_url()}/login"

    def answer(self, status: int, message=None, **more: object) -> str:
        """Give the body for a status, and make sure that nobody changes it.

        :param more: what else stands in a JSON body.
        """
        self.status = status
        response = self.request.response
        headers.set_confidential(response)
        # How far traversal came must not show: in a base address, in a script that
        # plone.protect adds to published pages only.
        response.setBase(None)
        self.request.set("PUBLISHED", None)
        response._has_challenged = True
        if access.is_rest(self.request):
            text = message if message is not None else self.text
            body = json.dumps(
                {
                    "type": STATUS_WORDS[status],
                    "message": translate(text, context=self.request),
                    **more,
                }
            )
            response.setHeader("Content-Type", "application/json")
        else:
            response.setHeader("Content-Type", "text/html;charset=utf-8")
            headers.set_policy(response)
            body = self._page()
        if self.request.get("REQUEST_METHOD") == "HEAD":
            body = ""
        response.setStatus(status, lock=1)
        # A page still gets the site's theme, after this; JSON is what it is.
        response.setBody(body, lock=access.is_rest(self.request) or None)
        return body

    def _page(self) -> str:
        alsoProvides(self.request, ICopAnswer)
        self.request.set("disable_border", True)
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        self.context = self.__parent__ = getSite()
        return self.page()

    def ask_to_log_in(self) -> str:
        """Send an anonymous browser to the login; what it posted is not lost."""
        response = self.request.response
        headers.set_confidential(response)
        # What else sets headers by what is published would tell that something is.
        self.request.set("PUBLISHED", None)
        if self._may_be_kept() and self.kept_fields:
            response._has_challenged = True
            self.status = 401
            self.context = self.__parent__ = getSite()
            body = self.kept()
            headers.set_policy(response)
            response.setHeader("Content-Type", "text/html;charset=utf-8")
            response.setStatus(401, lock=1)
            response.setBody(body)
            return body
        came_from = self.request.get("ACTUAL_URL", "")
        query = self.request.get("QUERY_STRING", "")
        if query:
            came_from = f"{came_from}?{query}"
        response._has_challenged = True
        response.redirect(_login_address(self.login_url, came_from), lock=1)
        response.setBody("", lock=1)
        return ""

    def _may_be_kept(self) -> bool:
        """Tell whether a page of ours sent a form: nobody sees another site's words."""
        is_form = self.request.get("REQUEST_METHOD") == "POST"
        return is_form and not comes_from_elsewhere(self.request)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_secret(name: str) -> bool:
    """Tell whether a field is one that no page repeats: a password, a ticket."""
    return "password" in name.lower() or name.startswith("__ac")


def _login_address(login_url: str, came_from: str) -> str:
    return f"{login_url}?{urlencode({'came_from': came_from})}"


@adapter(IPubBeforeCommit)
def say_that_nothing_is_there(event) -> None:
    """Answer in words where a stock service finds nothing and answers without any.

    What may not be found is answered in words: the difference would tell that it is
    there. A visitor is asked who they are, as they are for what stands there.
    """
    request, response = event.request, event.request.response
    if not (IBrowserLayer.providedBy(request) and access.is_rest(request)):
        return
    if response.getStatus() == 404 and not response.body:
        AnswerView(getSite(), request).answer(401 if access.is_anonymous() else 404)


class BelowCommunityView(AnswerView):
    """Answers NotFound and Unauthorized below a community, alike for both."""

    def __call__(self):
        astray = cut_strays(self.request)
        if access.names_secret_page(self.request):
            # The login would have it in its own address, and in those it leads to.
            response = self.request.response
            response.setHeader("Referrer-Policy", headers.NO_REFERRER)
            return self.answer(404)
        if not (access.below_community(self.request) or self._names_our_content()):
            return self._let_the_site_answer()
        access.identify(self.request)
        if access.is_anonymous():
            if access.is_rest(self.request):
                return self.answer(401)
            return self.ask_to_log_in()
        if not astray and self._sees_it():
            return self.answer(403)
        return self.answer(410 if access.was_public(self.request) else 404)

    def _sees_it(self) -> bool:
        return False

    def _names_our_content(self) -> bool:
        return False

    def _let_the_site_answer(self):
        exception, request = self.context, self.request
        if access.nearest_content(request) is not None:
            headers.set_policy(request.response)
        noLongerProvides(request, IBrowserLayer)
        try:
            view = queryMultiAdapter((exception, request), name="index.html")
            if view is None:
                return None
            view.__parent__ = next(iter(request.get("PARENTS") or [None]))
            return view()
        finally:
            alsoProvides(request, IBrowserLayer)


class NotFoundView(BelowCommunityView):
    """Something that is not there."""

    def _sees_it(self) -> bool:
        content = access.nearest_content(self.request)
        if content is not None:
            access.ask_in_vain(content)
        return False


class UnauthorizedView(BelowCommunityView):
    """Something that is there, and is not for this reader."""

    def _sees_it(self) -> bool:
        content = access.nearest_content(self.request)
        if content is None or not access.may_view(content):
            return False
        return not access.is_inside(content, self.request)

    def _names_our_content(self) -> bool:
        """Tell whether the refusal itself, of a view elsewhere, would name an id."""
        return is_opaque(getattr(self.context, "name", None)) or any(
            is_opaque(word) for word in re.findall(r"\w+", str(self.context))
        )


class AnyErrorView(BelowCommunityView):
    """Whatever else went wrong on the way to something.

    Stock answers 400, 500 or a redirect while it traverses, before anybody is asked for
    View: that something is there would show. Who may see it gets stock's own answer,
    but for pages and services of stock's that fail on content they were not made for.
    """

    def __call__(self):
        if outage.is_outage(self.context):
            return outage.answer_request(self.request, self.context)
        cut_strays(self.request)
        content = access.nearest_content(self.request)
        if content is not None:
            access.identify(self.request)
            if not access.may_view(content):
                return super().__call__()
            if self._is_asked_in_vain():
                return self.answer(400 if self.request.get("QUERY_STRING") else 404)
        elif self._names_our_index() and self._is_asked_in_vain():
            return self.answer(400)
        return self._let_the_site_answer()

    def _names_our_index(self) -> bool:
        """Tell whether a search of the site asks an index of ours, with whatever."""
        return any(name.startswith(_INDEXES) for name in self.request.form)

    def _is_asked_in_vain(self) -> bool:
        """Tell whether something of stock's was read that cannot work here.

        What is ours and fails is a fault to be seen, and so is a write that fails.
        """
        if isinstance(self.context, HTTPImATeapot):
            # Stock's word for what its templates ask and no browser can; Zope has no
            # such status, and answers 500.
            return True
        if isinstance(self.context, _OF_ITS_OWN):
            return False
        reads = self.request.get("REQUEST_METHOD") in ("GET", "HEAD")
        return reads and not access.publishes_ours(self.request)


class CopyErrorView(BelowCommunityView):
    """A copy or move that the clipboard refused: stock answers 500 to that."""

    def __call__(self):
        if not (access.is_rest(self.request) or access.below_community(self.request)):
            return self._let_the_site_answer()
        access.identify(self.request)
        return self.answer(403)


class DomainErrorView(AnswerView):
    """What a domain function refused: 400, 403 or 409 with the reason."""

    STATUS = {Refused: 400, NotYours: 403, NotNow: 409}

    def __call__(self):
        exception = self.context
        access.identify(self.request)
        self.reason = exception.args[0] if exception.args else ""
        if access.is_rest(self.request):
            self.reason = sentence(exception, self.request)
        status = next(
            code for kind, code in self.STATUS.items() if isinstance(exception, kind)
        )
        more = {**getattr(exception, "more", {})}
        if getattr(exception, "current", None) is not None:
            more["current"] = exception.current
        return self.answer(status, message=self.reason, **more)

    @property
    def title(self):
        return _("That did not work")

    @property
    def text(self):
        return self.reason
