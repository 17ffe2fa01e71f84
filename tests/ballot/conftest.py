"""Databases of two kinds, each with a box in it."""

from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage

import pytest
import ZODB


@pytest.fixture
def file_database(tmp_path):
    """Yield an empty database in a file."""
    database = ZODB.DB(FileStorage(str(tmp_path / "Data.fs")), pool_size=1000)
    yield database
    database.close()


@pytest.fixture(params=("file", "demo"))
def database(request, tmp_path):
    """Yield an empty database: in a file, or as tests of sites stack them on one."""
    storage = FileStorage(str(tmp_path / "Data.fs"))
    if request.param == "demo":
        storage = DemoStorage(base=storage)
    database = ZODB.DB(storage, pool_size=1000)
    yield database
    database.close()
