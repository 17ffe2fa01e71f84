"""Stock's relations of a UID say no more of a story than of nothing."""

from uuid import uuid4

import pytest


@pytest.mark.parametrize("reader", [None, "colleague", "member"])
@pytest.mark.parametrize("state", ["private", "pending"])
def test_a_story_and_nothing_answer_alike(site, rest, told, reader, state):
    uid = rest("teller").get(told(state)).json()["UID"]
    answers = [
        rest(reader).get("@relations", params={"source": one})
        for one in (uid, uuid4().hex)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].text.replace(uid, "") == answers[1].text
