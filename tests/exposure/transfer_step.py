"""Exporting and importing in the random histories: what is carried is never wider.

The whole site is exported and imported into itself, as the commands on the server do
it. An older export, of before the last steps, is taken in as well: what stands here is
newer and stays. And a story that got lost, without its teller's doing, comes back with
no more than its ledger says, which `history.state` then follows.
"""

from leap.cop.exportimport.commands import _as_the_system as as_the_system
from leap.cop.story.lifecycle import lifecycle
from pathlib import Path
from plone.exportimport.exporters import get_exporter
from plone.exportimport.importers import get_importer

import shutil
import tempfile
import transaction


#: Accounts and roles are the site's own; a history gives and takes them itself.
PRINCIPALS = ("plone.exporter.principals", "plone.importer.principals")


def export(portal) -> Path:
    """Write the whole site into a new folder."""
    folder = Path(tempfile.mkdtemp(prefix="leap-cop-history-"))
    with as_the_system():
        exporter = get_exporter(portal)
        exporter.exporters.pop(PRINCIPALS[0], None)
        exporter.export_site(folder)
    return folder


def take_in(portal, folder: Path) -> None:
    """Read a folder into the site."""
    with as_the_system():
        importer = get_importer(portal)
        importer.importers.pop(PRINCIPALS[1], None)
        for part in importer.importers.values():
            part.intermediate_commits = False
        importer.import_site(folder)
    transaction.commit()


def step(history, lose: bool = False) -> None:
    """Carry the site over; leave in `history.story` what came out.

    :param lose: whether the story is gone in between.
    """
    portal = history.around["portal"]
    name, uid = history.story.getId(), history.story.UID()
    before = history.state
    older = getattr(history, "exported", None)
    history.exported = export(portal)
    if lose:
        history.community._delObject(name)
        transaction.commit()
    for folder in (older, history.exported):
        if folder is not None:
            take_in(portal, folder)
    if older is not None:
        shutil.rmtree(older)
    if not lose:
        # What stands there already is newer than any folder.
        assert history.story.UID() == uid
        assert lifecycle.state_of(history.story) == before
        return
    history.story = history.community[name]
    history.state = lifecycle.state_of(history.story)
    rank, levels = lifecycle.consent.rank, lifecycle.consent.AUDIENCE_OF_STATE
    assert rank(levels[history.state]) <= rank(levels[before])
    history.carried_over(before)
