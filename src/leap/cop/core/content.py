"""The base of our content: nobody's property; containers have no order and no hot spot.

Unordered, because an order is one hot list for all writers. A new child does not count
as a change of its container: stock Plone would reindex the container on each. Creator
and owner stay empty: a folder's owner would read what is private below it, and a
creator would name the teller of an anonymous story.
"""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from Acquisition import aq_base
from leap.cop import _
from leap.cop.core import access
from leap.cop.core.errors import NotNow
from leap.cop.core.ids import is_opaque
from leap.cop.core.ids import new_id as random_id
from leap.cop.core.privacy.error_log import PRIVATE_ERROR_LOG
from leap.cop.core.roles import as_open_as_its_holder
from leap.cop.core.roles import Pinned
from leap.cop.core.settings import is_installed
from OFS.CopySupport import CopyError
from OFS.event import ObjectWillBeAddedEvent
from OFS.event import ObjectWillBeMovedEvent
from OFS.subscribers import compatibilityCall
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.dexterity.content import Container
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from zope.component import getUtility
from zope.container.contained import ObjectAddedEvent
from zope.container.contained import ObjectMovedEvent
from zope.event import notify


class Confidential(Pinned):
    """What is nobody's property, and gives nobody a role."""

    # zope.interface gives a plain base class a descriptor of its own, which would hide
    # dexterity's, and with it every behavior that is a marker.
    __providedBy__ = FTIAwareSpecification()

    #: Whether texts may point to pictures that stand in it.
    holds_pictures = False

    #: A permission, and those that nobody without it learns anything of; None for none.
    insides = None

    # Zope looks for a log of this name from what was asked for upwards.
    __error_log__ = PRIVATE_ERROR_LOG

    def __before_publishing_traverse__(self, content, request=None):
        """Be found where it stands alone, and speak no WebDAV here or below."""
        asked = content if request is None else request
        access.refuse_strays(self, asked)
        access.refuse_webdav(asked)
        return super().__before_publishing_traverse__(content, request)

    #: Asked by whatever shows a text, and never by an address.
    picture_address__roles__ = ()

    def picture_address(self, src: str) -> str | None:
        """Return how a text of its own points to a picture; None, it has none."""
        return None

    isTemporary__roles__ = ()  # No address: whoever asks stands in the house.

    def isTemporary(self) -> bool:
        """Stay out of a catalog that is made anew where the add-on is not installed."""
        return not is_installed(api.portal.get())

    def addCreator(self, creator=None) -> None:
        """Stay without a creator: the catalog, feeds and bylines would tell it."""

    def setCreators(self, creators) -> None:
        """Stay without creators, whoever sends some."""


class Uncatalogued:
    """What stands in no catalog, and stays where it is.

    Whoever may read the container finds it there, and nobody looks for it elsewhere.
    One list less that could tell of it.
    """

    def indexObject(self) -> None:
        """Stay out of the catalog."""

    def unindexObject(self) -> None:
        """Be out of the catalog already."""

    def reindexObject(self, idxs=(), update_metadata=1, uid=None) -> None:
        """Stay out of the catalog."""

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """Stay out of the catalog."""

    def isTemporary(self) -> bool:
        """Stay out of the catalog, when all of it is made anew, too."""
        return True

    def cb_isCopyable(self) -> bool:
        """Stay where it is, alone: its audience is that of what it belongs to."""
        return False

    def cb_isMoveable(self) -> bool:
        """Stay where it is; a temporary id alone may become a random one."""
        return not is_opaque(self.getId())


@as_open_as_its_holder
class ConfidentialItem(Uncatalogued, Confidential, Item):
    """An item of ours that goes as far as what it stands in."""


class ConfidentialContainer(Confidential, Container):
    """A container of ours."""

    security = ClassSecurityInfo()

    _ordering = "unordered"

    def _setObject(
        self, id, object, roles=None, user=None, set_owner=1, suppress_events=False
    ):
        """Add a child without counting as modified."""
        if not suppress_events:
            notify(ObjectWillBeAddedEvent(object, self, id))
        id = super()._setObject(
            id,
            object,
            roles=roles,
            user=user,
            set_owner=set_owner,
            suppress_events=True,
        )
        if not suppress_events:
            child = self._getOb(id)
            notify(ObjectAddedEvent(child, self, id))
            compatibilityCall("manage_afterAdd", child, child, self)
        return id

    def _get_id(self, id):
        """Return the id for a pasted copy: a new one, never `copy_of_…`."""
        return random_id() if id in self or not is_opaque(id) else id

    @security.private
    def manage_renameObject(self, id, new_id, REQUEST=None):
        """Turn a temporary id into a random one; a random one stays.

        As Zope does it, but for one event: like a new child, a new name of one does not
        count as a change of its container.
        """
        if is_opaque(id):
            raise NotNow(
                _("addresses inside a community are random and cannot be changed."),
                "id",
            )
        name = new_id if is_opaque(new_id) else random_id()
        self._checkId(name)
        child = self._getOb(id)
        if not child.cb_isMoveable():
            raise CopyError("Not Supported")
        self._verifyObjectPaste(child)
        child._notifyOfCopyTo(self, op=1)
        self._give_id(child, id, name)
        self._forget_redirect(id)

    def _give_id(self, child, id: str, name: str) -> None:
        notify(ObjectWillBeMovedEvent(child, self, id, self, name))
        self._delObject(id, suppress_events=True)
        child = aq_base(child)
        child._setId(name)
        self._setObject(name, child, set_owner=0, suppress_events=True)
        child = self._getOb(name)
        notify(ObjectMovedEvent(child, self, id, self, name))
        child._postCopy(self, op=1)

    def _forget_redirect(self, id: str) -> None:
        """Keep no temporary address, and with it no second of its making."""
        redirects = getUtility(IRedirectionStorage)
        temporary = "/".join((*self.getPhysicalPath(), id))
        if temporary in redirects:
            redirects.remove(temporary)


InitializeClass(ConfidentialContainer)


def strip_owner(content, event=None) -> None:
    """Take the Owner role and the executable ownership off new content."""
    roles = {
        principal: kept
        for principal, given in (content.__ac_local_roles__ or {}).items()
        if (kept := [role for role in given if role != "Owner"])
    }
    if roles:
        content.__ac_local_roles__ = roles
    else:
        vars(content.aq_base).pop("__ac_local_roles__", None)
    content._owner = None
