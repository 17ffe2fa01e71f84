"""Zope in this process: one start, and any number of databases to publish from.

`Zope2` publishes from one database. A data set is a database of its own, so each gets a
small module that looks like `Zope2` to the publisher.
"""

from pathlib import Path
from types import ModuleType

import logging
import os
import sys
import warnings


#: Connections at once: more threads than this write to one database nowhere here.
POOL_SIZE = 24

#: Objects in a connection's cache. Large enough that both sides of a pair stay warm.
CACHE_SIZE = 150_000

CONF = """\
%define INSTANCE {home}
instancehome $INSTANCE
clienthome $INSTANCE
debug-mode off

<environment>
    zope_i18n_compile_mo_files true
</environment>

<zodb_db main>
    mount-point /
    cache-size {cache_size}
    {storage}
</zodb_db>
"""

FILE_STORAGE = """\
<filestorage>
        path {path}
        blob-dir {path}.blobs
    </filestorage>
"""

NO_STORAGE = """\
<mappingstorage>
    </mappingstorage>
"""


def start(home: Path, main: Path | None = None) -> None:
    """Start Zope once.

    :param home: a folder of its own for what Zope writes.
    :param main: the file of the database to start with; None for one in memory.
    """
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.CRITICAL)
    os.environ["zope_i18n_compile_mo_files"] = "true"  # noqa: SIM112 - its name
    home.mkdir(parents=True, exist_ok=True)
    storage = FILE_STORAGE.format(path=main) if main else NO_STORAGE
    conf = home / "zope.conf"
    conf.write_text(
        CONF.format(home=home, storage=storage, cache_size=CACHE_SIZE),
        encoding="utf-8",
    )
    from Zope2.Startup.run import make_wsgi_app

    make_wsgi_app({}, str(conf))


def open_database(name: str, path: Path):
    """Open a data set and make it publishable; give its database and application."""
    from App.ZApplication import ZApplicationWrapper
    from OFS.Application import Application
    from ZODB.DB import DB
    from ZODB.FileStorage import FileStorage
    from Zope2.App.ClassFactory import ClassFactory

    storage = FileStorage(str(path), blob_dir=f"{path}.blobs")
    database = DB(
        storage, cache_size=CACHE_SIZE, pool_size=POOL_SIZE, database_name=name
    )
    database.classFactory = ClassFactory
    application = ZApplicationWrapper(database, "Application", Application)
    module = ModuleType(name)
    module.bobo_application = application
    sys.modules[name] = module
    return database, application
