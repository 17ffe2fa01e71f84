"""WebDAV's methods are asked over REST's addresses, too."""

from leap.cop.core.ids import new_id
from plone import api
from tests.conftest import make_community

import pytest
import transaction


@pytest.mark.parametrize("method", ["LOCK", "MKCOL", "PROPFIND", "UNLOCK"])
def test_something_and_nothing_answer_alike(site, rest, method):
    with api.env.adopt_user("siteadmin"):
        hidden = make_community(site, "private", id="hidden")
    transaction.commit()
    base, session = f"{site.absolute_url()}/++api++/tuesday", rest("member")
    told = {
        session.request(method, f"{base}/{name}/{new_id()}").status_code
        for name in (hidden.getId(), new_id())
    }
    assert told == {404}
