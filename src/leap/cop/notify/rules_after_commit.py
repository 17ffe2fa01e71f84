"""Content rules about a community's moments: after the commit, as nobody, apart.

What an after-commit hook writes is lost, and mails of Plone's own action join the
transaction of the thread. So rules run in a thread of their own, with a connection, a
request and a transaction that belong to nobody. Whatever goes wrong there ends in one
line of the log and stops nothing of ours.
"""

from AccessControl.SecurityManagement import noSecurityManager
from leap.cop import logger
from leap.cop.consent.reached import reached_at
from leap.cop.consent.reached import site_address
from leap.cop.notify.collected import collected
from plone.app.contentrules.handlers import close
from plone.app.contentrules.handlers import execute
from plone.contentrules.engine.interfaces import IRuleStorage
from Testing.makerequest import makerequest
from threading import Thread
from ZODB.POSException import ConflictError
from zope.component import queryUtility
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest

import transaction


_TRIES = 3

#: What of a request makes the addresses that its user sees.
_ADDRESS = ("SERVER_URL", "VirtualRootPhysicalPath")


class _Moments:
    """What happened in one transaction of one site: each moment of a community once."""

    def __init__(self, portal) -> None:
        request = getRequest()
        self.database = portal.getPhysicalRoot()._p_jar.db()
        self.portal_path = portal.getPhysicalPath()
        self.address = {
            name: request.other[name] for name in _ADDRESS if name in request.other
        }
        self.script = list(getattr(request, "_script", ()))
        self.found: dict[tuple[type, tuple[str, ...]], None] = {}


def run_rules(moment: type, community) -> None:
    """Run the rules that wait for a moment, once all of this is committed.

    :param moment: the class of the event; it is made of the community as committed.
    """
    if not _somebody_waits_for(moment):
        return
    moments = collected(_Moments, _run_apart)
    moments.found[moment, community.getPhysicalPath()] = None


def _somebody_waits_for(moment: type) -> bool:
    storage = queryUtility(IRuleStorage)
    return bool(
        storage is not None
        and storage.active
        and any(rule.event.implementedBy(moment) for rule in storage.values())
    )


def _run_apart(committed: bool, moments: _Moments) -> None:
    if committed:
        apart = Thread(target=_run_all, args=(moments,), daemon=True)
        apart.start()
        apart.join()


def _run_all(moments: _Moments) -> None:
    try:
        connection = moments.database.open()
        try:
            for moment, path in moments.found:
                _run_carefully(connection, moments, moment, path)
        finally:
            noSecurityManager()
            setSite(None)
            setRequest(None)
            transaction.abort()
            connection.close()
    except Exception as error:
        logger.warning("Content rules could not be run (%s)", type(error).__name__)


def _run_carefully(connection, moments: _Moments, moment: type, path) -> None:
    for _attempt in range(_TRIES):
        transaction.begin()
        try:
            _run_one(connection, moments, moment, path)
            transaction.commit()
        except ConflictError:
            transaction.abort()
        except Exception as error:
            transaction.abort()
            logger.warning("A content rule failed (%s)", type(error).__name__)
            return
        else:
            return
    logger.warning("A content rule met others %d times, and was left", _TRIES)


def _run_one(connection, moments: _Moments, moment: type, path) -> None:
    app = makerequest(connection.root()["Application"])
    request = app.REQUEST
    request.other.update(moments.address)
    request._script = moments.script
    portal = app.unrestrictedTraverse(moments.portal_path)
    setRequest(request)
    setSite(portal)
    noSecurityManager()
    community = app.unrestrictedTraverse(path, None)
    if community is not None:
        close(None)
        with reached_at(portal, site_address(portal)):
            execute(community, moment(community))
