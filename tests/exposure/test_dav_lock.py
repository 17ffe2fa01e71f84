"""WebDAV's methods are asked over REST's addresses, too."""

import pytest


@pytest.mark.parametrize("method", ["LOCK", "MKCOL", "PROPFIND", "UNLOCK"])
def test_something_and_nothing_answer_alike(site, rest, method):
    base = site.absolute_url()
    session = rest("member")
    told = {
        session.request(method, f"{base}/{road}").status_code
        for road in ("++api++/tuesday/other/x", "++api++/tuesday/nothing/x")
    }
    assert told == {404}
