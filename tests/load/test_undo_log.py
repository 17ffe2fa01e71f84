"""What RelStorage lists of a change of ours, and undoes: as little as a file does."""

from contextlib import closing
from leap.cop.core.privacy.undo_log import blur
from leap.cop.core.privacy.undo_log import NO_ID
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.options import Options
from relstorage.storage import RelStorage
from ZODB.POSException import UndoError

import pytest
import transaction
import ZODB


@pytest.fixture
def database(server):
    """Yield a database that keeps what was, as an undo needs it."""
    options = Options(keep_history=True)
    adapter = PostgreSQLAdapter(dsn=server.make_database("undo_log"), options=options)
    with closing(ZODB.DB(RelStorage(adapter, options=options))) as database:
        yield database


def test_nothing_is_told_and_nothing_undone(database):
    manager = transaction.TransactionManager()
    with closing(database.open(manager)) as connection:
        for number in range(2):
            connection.root()["dots"] = number
            current = manager.get()
            current.setUser("anna")
            current.note("/cop/tuesday/round/vote")
            blur(current)
            manager.commit()
        newest = database.undoInfo(0, 2)[0]
        assert newest.pop("time") % 1 == 0
        assert newest == {
            "id": NO_ID,
            "user_name": "",
            "description": "",
            "size": 0,
            "": True,
        }
        database.undoMultiple([newest["id"]], manager.get())
        with pytest.raises(UndoError):
            manager.commit()
        manager.abort()
        assert connection.root()["dots"] == 1
