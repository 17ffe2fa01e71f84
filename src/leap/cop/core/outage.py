"""What is answered while the database is away: a page made of nothing that it holds.

Where it goes away in the midst of a request, the error views answer with it; where not
even the way to the site can be opened, no view is asked, and whatever serves Zope would
answer by itself: there it is a filter in front of Zope that an administrator names in
`zope.ini`, as `egg:leap.cop#outage`.
"""

from collections.abc import Iterator
from html import escape
from leap.cop import _
from leap.cop import PACKAGE_NAME
from leap.cop.core import headers
from leap.cop.core import policy
from leap.cop.core.privacy.error_log import PRIVATE_ERROR_LOG
from transaction.interfaces import TransientError
from ZODB.POSException import ReadOnlyError
from ZODB.POSException import StorageError
from ZODB.POSException import TransactionTooLargeError
from zope.component import getGlobalSiteManager
from zope.i18n.interfaces import ITranslationDomain
from zope.publisher.browser import BrowserLanguages

import json
import re
import sys
import traceback


STATUS = 503

#: After how many seconds a program asks again.
RETRY_AFTER = 10

LANGUAGES = ("en", "bg", "ro", "nl")

TITLE = _("Please try again in a minute")
REASON = _(
    "The site cannot answer at the moment: its database is busy or cannot be reached."
)
NOT_SAVED = _("Nothing you sent was saved. Go back and send it again.")
LOOK_FIRST = _("First check whether what you sent is there. If not, send it again.")

#: How drivers of databases call a lost connection (PEP 249). None of them is there to
#: be imported on a site without that database.
_LOST = frozenset({"InterfaceError", "OperationalError"})

#: And where they cannot say what it is; a wrong statement is of another kind.
_OF_NO_KIND = "DatabaseError"

#: What a storage says that works.
_WORKS = (ReadOnlyError, TransactionTooLargeError)

#: Where what was sent may be saved already, and only the word of it was lost: the
#: second half of a commit.
_SAVING = "tpc_finish"

_READS = frozenset({"GET", "HEAD", "OPTIONS"})

_COOKIE = re.compile(r"""(?:^|[;\s])I18N_LANGUAGE=["']?([A-Za-z-]{2,10})""")

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
{paragraphs}
</main>
</body>
</html>
"""

_HEADERS = {
    **headers.CONFIDENTIAL_HEADERS,
    "Referrer-Policy": headers.NO_REFERRER,
    "Retry-After": str(RETRY_AFTER),
    policy.HEADER: "default-src 'none'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
}


def is_outage(error: BaseException) -> bool:
    """Tell whether a request failed because the database is away, or too busy."""
    return any(_says_so(cause) for cause in _causes(error))


def answer(environ: dict, error: BaseException) -> tuple[dict[str, str], str]:
    """Return headers and body of the answer, in the language that is asked for.

    :param environ: of WSGI.
    """
    language = _language(environ)
    said = [_translate(text, language) for text in _texts(environ, error)]
    if _asks_for_json(environ):
        body = json.dumps({"type": "ServiceUnavailable", "message": " ".join(said)})
        return {**_HEADERS, "Content-Type": "application/json"}, body
    body = _PAGE.format(
        language=language,
        title=escape(_translate(TITLE, language)),
        paragraphs="\n".join(f"<p>{escape(text)}</p>" for text in said),
    )
    return {**_HEADERS, "Content-Type": "text/html;charset=utf-8"}, body


def answer_request(request, error: BaseException) -> str:
    """Answer a request of Zope's that failed, so that nothing changes the answer."""
    PRIVATE_ERROR_LOG.raising((type(error), error, error.__traceback__))
    # The theme is looked up in the database.
    request.environ["plone.transformchain.disable"] = True
    said, body = answer(request.environ, error)
    response = request.response
    response.setBase(None)
    for name, value in said.items():
        response.setHeader(name, value)
    response.setStatus(STATUS, lock=1)
    if request.get("REQUEST_METHOD") == "HEAD":
        body = ""
    response.setBody(body, lock=1)
    return body


class OutageFilter:
    """Stands before Zope in the pipeline, and answers where Zope cannot."""

    def __init__(self, application) -> None:
        self.application = application

    def __call__(self, environ, start_response):
        try:
            return self.application(environ, start_response)
        except Exception as error:
            if not is_outage(error):
                raise
            PRIVATE_ERROR_LOG.raising(sys.exc_info())
            said, text = answer(environ, error)
            body = b"" if environ["REQUEST_METHOD"] == "HEAD" else text.encode()
            said["Content-Length"] = str(len(body))
            status = f"{STATUS} Service Unavailable"
            start_response(status, list(said.items()), sys.exc_info())
            return [body]


def make_filter(application, global_conf, **_local_conf) -> OutageFilter:
    """Return the filter, as PasteDeploy asks for it."""
    return OutageFilter(application)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and what it came of: storages and catalogs wrap what they met."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _says_so(error: BaseException) -> bool:
    if isinstance(error, (StorageError, TransientError)):
        return not isinstance(error, _WORKS)
    names = {kind.__name__ for kind in type(error).__mro__}
    return not _LOST.isdisjoint(names) or type(error).__name__ == _OF_NO_KIND


def _texts(environ: dict, error: BaseException) -> list[str]:
    if environ.get("REQUEST_METHOD") in _READS:
        return [REASON]
    return [REASON, LOOK_FIRST if _was_saving(error) else NOT_SAVED]


def _was_saving(error: BaseException) -> bool:
    """Tell whether it failed so late that what was sent may stand there."""
    return any(
        frame.f_code.co_name == _SAVING
        for cause in _causes(error)
        for frame, _line in traceback.walk_tb(cause.__traceback__)
    )


def _asks_for_json(environ: dict) -> bool:
    accepted = environ.get("HTTP_ACCEPT", "")
    if "/++api++" in environ.get("PATH_INFO", ""):
        return True
    return "application/json" in accepted and "text/html" not in accepted


def _language(environ: dict) -> str:
    """Return the language that the cookie of Plone's menu or the browser asks for."""
    chosen = _COOKIE.findall(environ.get("HTTP_COOKIE", ""))
    for tag in (*chosen, *BrowserLanguages(environ).getPreferredLanguages()):
        language = tag.lower().partition("-")[0]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _translate(text: str, language: str) -> str:
    """Return a text in a language; no site is asked, because it may be away."""
    domain = getGlobalSiteManager().queryUtility(ITranslationDomain, PACKAGE_NAME)
    if domain is None:
        return str(text)
    return domain.translate(text, target_language=language)
