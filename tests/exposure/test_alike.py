"""What is missing and what is not yours look the same, however it is asked for."""

from leap.cop.core.ids import new_id
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.readers import likeness
from tests.exposure.readers import READERS

import pytest


METHODS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "PUT", "DELETE", "LOCK", "MKCOL")
METHODS += ("COPY", "MOVE", "PROPPATCH", "PATCH", "POST", "TRACE", "UNLOCK", "SEARCH")

BELOW = ("", "/", "/view", "/@@title", "/@@edit", "/@consent", "/nothing", "/getId")
BELOW += ("/@history", "/@workflow/share", "/a/b/c", "/++view++view", "/@@images/x")


@pytest.mark.parametrize("accept", ["html", "json"])
def test_missing_and_not_yours_look_the_same(world, whole, accept):
    story = world.stories["private"]
    missing = story.url.rsplit("/", 1)[0] + "/" + new_id()
    every = [
        (method, below, reader)
        for method in METHODS
        for below in BELOW
        for reader in READERS
    ]
    found = []
    asked = whole.pairs(
        accept, every, axes=lambda row: ((row[0], row[1]), likeness(row[2]))
    )
    for method, below, reader in whole.chosen(accept, asked, 60):
        session = world.session(reader, accept)
        theirs = session.request(method, story.url + below)
        nothing = session.request(method, missing + below)
        told = difference(
            comparable(theirs, {story.id: "ID"}),
            comparable(nothing, {missing.rsplit("/", 1)[1]: "ID"}),
        )
        if told:
            found.append(f"{reader or 'visitor'} {method} {below}: {told}")
    if found:
        pytest.fail(f"{len(found)} tell\n" + "\n".join(found[:80]), pytrace=False)
