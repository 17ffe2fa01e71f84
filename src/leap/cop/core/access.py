"""The gate: one question before every answer, and equal answers afterwards.

Stock Plone has public views (`@@title`, `@@sitemap`, …) that ask nothing of the
content they stand on. So after each traversal the nearest content of ours is asked for
View; the error views call the same functions, because the subscriber runs only after a
successful traversal. Below a community what is missing and what is not yours look
alike: an anonymous browser is sent to log in, anonymous REST gets 401, anybody else
404, and 410 where a story was for all staff before.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from Acquisition import aq_base
from leap.cop.core import roles
from leap.cop.core.audience import PUBLIC
from leap.cop.core.containment import cut_strays
from leap.cop.core.containment import strays
from leap.cop.core.headers import open_no_windows
from leap.cop.core.headers import set_confidential
from leap.cop.core.headers import set_policy
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICommunityContext
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.interfaces import ISecretAddress
from leap.cop.core.origins import refuse_other_origins
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.core.privacy.undo_log import blur
from leap.cop.core.role_names import OUR_ROLES
from leap.cop.core.write_lock import take_turn
from OFS.Image import File as StoredFile
from plone.namedfile.browser import Download
from plone.namedfile.scaling import ImageScale
from plone.resource.file import FilesystemFile
from plone.rest.interfaces import IAPIRequest
from plone.rest.service import Service
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.FSFile import FSFile
from Products.CMFCore.FSImage import FSImage
from Products.CMFCore.permissions import View
from urllib.parse import unquote
from urllib.parse import urlsplit
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.browser.interfaces import IBrowserView
from zope.browserresource.interfaces import IResource
from zope.component import adapter
from zope.component import getSiteManager
from zope.component.hooks import getSite
from zope.interface import Interface
from zope.interface import providedBy
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubBeforeAbort
from ZPublisher.interfaces import IPubBeforeCommit

import re
import transaction


#: Answers that a logged-in reader gets made for them, whatever stands in them: pages,
#: REST, feeds, calendars, live search.
_PERSONAL = re.compile(
    r"text/(?!css\b|javascript\b)|application/(?:[\w.-]{1,60}\+)?(?:json|xml|calendar)\b",
    re.IGNORECASE,
)

#: What serves files and pictures as they are stored, the same to whoever may see them.
_FILES = (FSFile, FSImage, StoredFile, FilesystemFile, Download, ImageScale)

#: Stock's pages on our content whose own scripts make scripts of text. What people
#: wrote stands in them as text alone.
_EVALUATES = frozenset({"folder_contents"})

_PAGES = ("text/html", "application/xhtml")

#: How the modules of our pages are called.
_OURS = "leap.cop."

#: How browsers ask, and how REST does; everything else is WebDAV.
_PAGE_METHODS = frozenset({"GET", "HEAD", "POST"})
_REST_METHODS = _PAGE_METHODS | {"DELETE", "OPTIONS", "PATCH", "PUT"}

#: Services by name, and pages; not what content itself answers to.
_NAMED = re.compile(r"@|^[a-z]")

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def nearest_content(request, kind=ICopContent):
    """Return the content of ours nearest to what is published, None outside."""
    for parent in request.get("PARENTS", ()):
        content = parent.context if isinstance(parent, RESTWrapper) else parent
        if kind.providedBy(content):
            return content
    return None


def may_view(content) -> bool:
    """Tell whether the current user may see this content.

    Our roles are local. One of them that somebody has for the whole site counts for
    nothing; that of a user folder around the site, whose roles cannot be told apart
    from local ones, shows nothing at all.
    """
    manager = getSecurityManager()
    user = manager.getUser()
    if not OUR_ROLES.isdisjoint(user.getRoles()):
        return False
    if not manager.checkPermission(View, content):
        return False
    allowed = roles.allowed(content, View)
    return allowed is None or bool(allowed & set(user.getRolesInContext(content)))


def ask_in_vain(content) -> None:
    """Ask as much as is asked where something is not theirs.

    Zope asks the user folders of the site and of the root, and a third question is our
    own. Without them the clock would tell that nothing is there.
    """
    user = getSecurityManager().getUser()
    for number in range(3):
        user.allowed(content, (f"nobody {number}",))


def is_anonymous() -> bool:
    """Tell whether nobody is logged in."""
    user = getSecurityManager().getUser()
    return user is None or user.getId() is None


def is_rest(request) -> bool:
    """Tell whether the client asked for REST.

    By the address as well: traversal marks a request at `++api++` only where something
    is, and the answer must not tell that.
    """
    address = request.get("ACTUAL_URL", "")
    return IAPIRequest.providedBy(request) or "/++api++" in address


def identify(request) -> None:
    """Find out who asks, where traversal ended before anybody was authenticated."""
    if not is_anonymous():
        return
    folder = getattr(getSite(), "acl_users", None)
    root = request.get("PARENTS", [None])[-1]
    for users in (folder, getattr(root, "acl_users", None)):
        if users is None:
            continue
        plugins = users.plugins
        try:
            found = users._extractUserIds(request, plugins)
        except RecursionError:
            # Stock looks for a password in the JSON that was sent, however deep it is.
            return
        for user_id, login in found:
            user = users._findUser(plugins, user_id, login, request=request)
            if user is not None:
                newSecurityManager(None, user)
                return


def names_secret_page(request) -> bool:
    """Tell whether an address goes through a page whose address is a secret.

    Wherever it stands: below content such a page is not there, and still what follows
    its name may be a key that opens something.
    """
    wanted = (providedBy(getSite()), providedBy(request))
    look_up = getSiteManager().adapters.lookup
    path = urlsplit(request.get("ACTUAL_URL", "")).path
    found = (
        look_up(wanted, Interface, unquote(name).removeprefix("@@"))
        for name in path.split("/")
    )
    return any(page and ISecretAddress.implementedBy(page) for page in found)


def was_public(request) -> bool:
    """Tell whether all staff could once read what is asked for."""
    portal = getSite()
    story = nearest_content(request)
    if portal is None or story is None:
        return False
    stack = tuple(reversed(request.get("TraversalRequestNameStack", ())))
    virtual = request.physicalPathFromURL(request.get("URL", ""))
    asked = tuple(part for part in virtual if part) + stack
    tombstones = Tombstones(portal)
    paths = (story.getPhysicalPath(), ("", *asked))
    return any(tombstones.audience(path) == PUBLIC for path in paths)


def is_page_of_ours(request) -> bool:
    """Tell whether what is published is content of ours, or a page or form of ours."""
    if nearest_content(request) is not None:
        return True
    return publishes_ours(request)


def publishes_ours(request) -> bool:
    """Tell whether what is published is a page, form or service of ours.

    Not a page of the site's own that says a little more with us: it stays as it is.
    """
    found = _published(request)
    if getattr(found, "stays_the_sites", False):
        return False
    return any(kind.__module__.startswith(_OURS) for kind in type(found).__mro__)


def is_inside(content, request) -> bool:
    """Tell whether what is published is there for the people inside alone.

    Content that all staff see may have parts of which they learn nothing: not even
    that there are such parts. What content itself answers to is no part of it.
    """
    insides = getattr(aq_base(content), "insides", None)
    found = _published(request)
    if insides is None or not _NAMED.search(getattr(found, "__name__", "") or ""):
        return False
    needed = getattr(getattr(type(found), "__roles__", None), "__name__", "")
    to_see, permissions = insides
    manager = getSecurityManager()
    return needed in permissions and not manager.checkPermission(to_see, content)


def _published(request):
    """Return what is published; for a method, what it belongs to."""
    found = request.get("PUBLISHED")
    while (owner := getattr(found, "__self__", None)) is not None:
        found = owner
    return found


def refuse_webdav(request) -> None:
    """Refuse in a community what neither pages nor REST ask for.

    WebDAV answers for an address where nothing is (something could be put there), and
    fails on a view: both would tell whether something is there.

    :raises NotFound: for any other method than those of browsers and of REST.
    """
    if not IBrowserLayer.providedBy(request):
        return
    # `aq_parent` and the like would leave the content before anybody asks about it.
    names = request.get("TraversalRequestNameStack", ())
    if any(name.startswith("aq_") for name in names):
        raise NotFound("no view")
    rest = is_rest(request)
    methods = _REST_METHODS if rest else _PAGE_METHODS
    if request.get("REQUEST_METHOD", "GET") not in methods:
        raise NotFound("WebDAV")
    if rest:
        return
    # HEAD counts as WebDAV in traversal, and would be answered for an empty address.
    request.maybe_webdav_client = False


def refuse_webdav_over_rest(site, event) -> None:
    """Refuse it before the way leads on: below nothing stock raises a conflict.

    A site stands on such a way twice, the second time with our layer.
    """
    if is_rest(event.request):
        refuse_webdav(event.request)


def refuse_strays(content, request) -> None:
    """Refuse content at an address that does not lead through its own parents.

    Already on the way, as where nothing is: nobody was asked yet who they are.

    :raises NotFound: the very one that stock raises for a name that leads nowhere.
    """
    if IBrowserLayer.providedBy(request) and strays(content):
        request.response.notFoundError(request.get("URL"))


@adapter(IPubAfterTraversal)
def ask_view_of_nearest_content(event) -> None:
    """Refuse every view and service on content that the reader may not see."""
    request = event.request
    if not IBrowserLayer.providedBy(request):
        return
    if cut_strays(request):
        request.response.notFoundError(request.get("URL"))
    content = nearest_content(request)
    if content is None:
        return
    if request.get("REQUEST_METHOD") in _WRITES:
        refuse_other_origins(request)
        take_turn(request)
    if not may_view(content):
        raise Unauthorized("View")
    if not is_view(request.get("PUBLISHED"), content):
        raise NotFound("no view")


def is_view(published, content) -> bool:
    """Tell whether what is published is a page, a service or the content itself.

    Zope publishes attributes and methods of content as well: a history that can be
    emptied, a moment to the microsecond, an object as a mail message. Nothing of ours
    is meant to be asked for that way.
    """
    found, name = published, ""
    while (owner := getattr(found, "__self__", None)) is not None:
        found, name = owner, getattr(found, "__name__", "")
    if IBrowserView.providedBy(found) or isinstance(found, Service):
        return True
    return aq_base(found) is aq_base(content) and name in ("", "__call__", "index_html")


def is_ours(request) -> bool:
    """Tell whether an answer is about content of ours, or a service of ours made it."""
    marked = getattr(request, "leap_cop_ours", False)
    return marked or nearest_content(request) is not None


def is_file(request) -> bool:
    """Tell whether a file, picture or resource is published, the same to all."""
    found = _published(request)
    return isinstance(found, _FILES) or IResource.providedBy(found)


def _is_personal(request) -> bool:
    """Tell whether an answer was made for somebody who is logged in.

    Resources, and files and pictures of the rest of the site, are the same for all.
    """
    kind = request.response.getHeader("Content-Type") or ""
    if not _PERSONAL.match(kind) or is_anonymous():
        return False
    return not is_file(request)


@adapter(IPubBeforeCommit)
def keep_answers_confidential_and_failures_unsaved(event) -> None:
    """Set the headers; save nothing of a request of ours that answers 400 or more."""
    request = event.request
    if not IBrowserLayer.providedBy(request):
        return
    response = request.response
    ours = is_ours(request)
    kind = response.getHeader("Content-Type") or ""
    if kind.startswith(_PAGES) and (ours or is_page_of_ours(request)):
        name = getattr(request.get("PUBLISHED"), "__name__", "")
        set_policy(response, evaluates=name in _EVALUATES)
        if name not in _EVALUATES:
            open_no_windows(response)
    if ours or _is_personal(request):
        set_confidential(response, getattr(request, "leap_cop_etag", ""))
    if ours and response.getStatus() >= 400:
        transaction.doom()
    elif ours:
        forget_who_and_where()


@adapter(IPubBeforeAbort)
def keep_error_pages_confidential(event) -> None:
    """Set the headers on what the site answers to somebody where something failed."""
    request = event.request
    if IBrowserLayer.providedBy(request) and _is_personal(request):
        set_confidential(request.response)


def forget_who_and_where() -> None:
    """Take user and path out of the transaction's record, and its size.

    The undo log is open to every member of a stock site, and would tell who wrote at
    which address and second.
    """
    blur(transaction.get())


def below_community(request) -> bool:
    """Tell whether what is asked for stands in a community, or is one."""
    return nearest_content(request, ICommunityContext) is not None
