"""A community that is sent to a folder of the site: what nobody takes is refused."""

import pytest
import transaction


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"joinpolicy": "apply"}, "joinpolicy"),
        ({"creators": ["member"]}, "creators"),
        ({"review_state": "public"}, "review_state"),
        ({"title": {"a": 1}}, "title"),
        ({"aims": "to learn"}, "aims"),
        ({"short_name": "an\u200bother"}, "short_name"),
    ],
)
def test_a_community_with_something_that_nobody_takes(rest, site, fields, named):
    before = len(site.contentIds())
    body = {"@type": "leap.cop.Community", "title": "Friday", **fields}
    answer = rest("siteadmin").post("", json=body)
    assert answer.status_code == 400, answer.text
    assert named in answer.json()["message"]
    transaction.begin()
    assert len(site.contentIds()) == before


def test_what_a_client_got_can_be_sent_to_make_another(rest, site):
    got = rest("siteadmin").get("tuesday").json()
    sent = {"@type": got["@type"], "@id": got["@id"], "id": "friday", "title": "Friday"}
    answer = rest("siteadmin").post("", json=sent)
    assert answer.status_code == 201, answer.text
    assert answer.json()["@id"].endswith("/friday")


def test_the_organisations_own_content_is_stocks(rest, site):
    body = {"@type": "Document", "title": "Canteen", "no such thing": 1}
    assert rest("siteadmin").post("", json=body).status_code == 201
