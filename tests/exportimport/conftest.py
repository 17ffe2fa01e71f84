"""Two sites in one database, and what comes and goes between them."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import system
from contextlib import contextmanager
from leap.cop.exportimport import transfer
from leap.cop.testing import make_people
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.exportimport.exporters import get_exporter
from plone.exportimport.importers import get_importer
from plone.restapi.interfaces import IPloneRestapiLayer
from Products.CMFPlone.factory import addPloneSite
from tests.again import begin_with
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.interface import alsoProvides

import json
import pytest
import transaction


@contextmanager
def on_the_server():
    """Be what a command on the server is: the system user."""
    before = getSecurityManager()
    newSecurityManager(None, system)
    alsoProvides(getRequest(), IPloneRestapiLayer)
    try:
        yield
    finally:
        setSecurityManager(before)


@pytest.fixture
def server():
    """Return what makes a test the system user."""
    return on_the_server


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "export"
    made.mkdir()
    return made


@pytest.fixture
def export(folder):
    """Give a function that exports a site the way plone.exportimport's command does."""

    def run(site):
        setSite(site)
        with on_the_server():
            get_exporter(site).export_site(folder)
        return folder

    return run


@pytest.fixture
def take_in(folder):
    """Return a function that imports the way plone.exportimport's command does."""

    def run(site) -> str:
        setSite(site)
        with on_the_server():
            report = get_importer(site).import_site(folder)
        transaction.commit()
        return "\n".join(report)

    return run


def make_other(portal) -> None:
    """Make a second, empty site with the same people."""
    app = portal.aq_parent
    login(app, SITE_OWNER_NAME)
    with on_the_server():
        made = addPloneSite(
            app,
            "other",
            title="Other",
            setup_content=False,
            extension_ids=("plone.restapi:default", "leap.cop:default"),
        )
    setSite(made)
    make_people()
    logout()
    transaction.commit()


@pytest.fixture
def other(functional, functional_portal):
    """Yield a second, empty site with the same people."""
    begin_with(make_other, functional_portal, functional["zodbDB"])
    made = functional_portal.aq_parent["other"]
    setSite(made)
    yield made
    setSite(functional_portal)


@pytest.fixture
def change(folder):
    """Return a function that changes our file of an export."""

    def run(change_it, *, reseal: bytes | None = None):
        path = folder / transfer.FILE_NAME
        data = json.loads(path.read_text())
        change_it(data)
        if reseal is not None:
            data["seal"] = transfer.seal(data, reseal)
        path.write_text(json.dumps(data))

    return run
