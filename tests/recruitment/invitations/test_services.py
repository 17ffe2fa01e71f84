"""REST of invitations: who may, what comes back, what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.tokens import new_token
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import rules
from plone import api
from tests.who import ALL
from tests.who import MANAGERS

import pytest
import transaction


def meant(*, others: int, managers: int) -> dict:
    return {None: 401, **{w: managers if w in MANAGERS else others for w in ALL[1:]}}


# Who may


def test_who_reads_the_list(rest, post):
    found = {who: rest(who).get("tuesday/@invitations").status_code for who in ALL}
    assert found == meant(others=403, managers=200)


def test_who_invites(rest, post, rows):
    found = {}
    for who in ALL:
        body = {"email": f"{who}@example.com"}
        found[who] = rest(who).post("tuesday/@invitations", json=body).status_code
    assert found == meant(others=403, managers=201)
    assert len(rows()) == len(MANAGERS)


def test_who_takes_back(rest, invited, rows):
    for who in (*(w for w in ALL if w not in MANAGERS), "facilitator"):
        if not rows():
            invited(email="ron@example.com")
        path = f"tuesday/@invitations/{rows()[0].id}"
        status = rest(who).delete(path, json={}).status_code
        assert status == meant(others=403, managers=204)[who]
    assert rows() == []


def test_a_hidden_community_is_not_there(rest, hidden):
    missing = rest("colleague").get("tuesday/no-such/@invitations")
    answer = rest("colleague").get("tuesday/@invitations")
    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content


# What comes back


def test_inviting_and_the_list(rest, post):
    facilitator = rest("facilitator")
    body = {
        "email": "Ron@Example.com",
        "name": "Ron",
        "channel": "letter",
        "language": "ro",
    }
    answer = facilitator.post("tuesday/@invitations", json=body)
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["Location"] == made["@id"]
    wanted = {
        "userid": None,
        "email": "ron@example.com",
        "name": "Ron",
        "channel": "letter",
        "language": "ro",
        "status": "open",
        "answered": None,
    }
    assert {name: made[name] for name in wanted} == wanted
    assert not any("token" in name for name in made)
    again = facilitator.post("tuesday/@invitations", json=body)
    assert (again.status_code, again.json()["id"]) == (200, made["id"])
    known = facilitator.post(
        "tuesday/@invitations", json={"email": "colleague@example.org"}
    ).json()
    assert (known["userid"], known["email"], known["name"]) == (
        "colleague",
        None,
        "Col Hill",
    )
    listing = facilitator.get("tuesday/@invitations?b_size=1").json()
    assert listing["items_total"] == 2
    assert [row["id"] for row in listing["items"]] == [known["id"]]


def test_sending_again(rest, invited, rows, sink):
    token = invited(email="ron@example.com")
    path = f"tuesday/@invitations/{rows()[0].id}"
    sink.envelopes.clear()
    assert rest("facilitator").post(path, json={}).status_code == 200
    assert len(sink.envelopes) == 1
    assert rest(None).get(f"@cop-invitations/{token}").status_code == 404


def test_the_invited_person_reads_and_accepts_a_hidden_community(
    rest, hidden, invited, roles_now
):
    token = invited(userid="colleague")
    colleague = rest("colleague")
    assert colleague.get("tuesday/@cop-home").status_code == 404
    answer = colleague.get(f"@cop-invitations/{token}")
    assert answer.status_code == 200
    seen = answer.json()
    assert seen["title"] == "Tuesday circle"
    assert seen["invited_by"] == "Fay Holt"
    assert "To listen better." in seen["purpose"]
    assert set(seen) == {
        "title",
        "invited_by",
        "status",
        "expires",
        "purpose",
        "process",
        "benefits",
        "commitments",
    }
    accept = {"answer": "accept"}
    answer = colleague.patch(f"@cop-invitations/{token}", json=accept)
    assert (answer.status_code, answer.json()) == (200, {"status": "in"})
    assert roles_now()["colleague"] == "member"
    assert colleague.get("tuesday/@cop-home").status_code == 404


def test_the_invited_person_declines_a_hidden_community(
    rest, hidden, invited, roles_now
):
    token = invited(userid="colleague")
    decline = {"answer": "decline"}
    answer = rest("colleague").patch(f"@cop-invitations/{token}", json=decline)
    assert (answer.status_code, answer.json()) == (200, {"status": "not_now"})
    assert "colleague" not in roles_now()
    [row] = rest("facilitator").get("tuesday/@invitations").json()["items"]
    assert row["status"] == "not_now"


def test_headers(rest, invited):
    token = invited(email="ron@example.com")
    for path in (token, "x" * 43):
        answer = rest(None).get(f"@cop-invitations/{path}")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_reading_writes_nothing(rest, invited, rows, site):
    token = invited(email="ron@example.com")
    before = rows()
    tid = site._p_jar.db().lastTransaction()
    for who in (None, "colleague"):
        assert rest(who).get(f"@cop-invitations/{token}").status_code == 200
    assert site._p_jar.db().lastTransaction() == tid
    assert rows() == before


def test_without_an_account(rest, invited, sink, rows):
    token = invited(email="ron@example.com")
    sink.envelopes.clear()
    accept = {"answer": "accept"}
    for _click in range(2):
        answer = rest(None).patch(f"@cop-invitations/{token}", json=accept)
        assert (answer.status_code, answer.json()) == (200, {"status": "waiting"})
    assert sink.receivers == ["intranet"]
    [row] = rest("facilitator").get("tuesday/@invitations").json()["items"]
    assert row["status"] == "waiting"
    answer = rest("colleague").patch(f"@cop-invitations/{token}", json=accept)
    assert answer.json() == {"status": "in"}


def test_somebody_else_and_nobody(rest, hidden, invited, roles_now):
    token = invited(userid="colleague")
    for who, status in (("siteadmin", 403), ("admin", 403), (None, 401)):
        session = rest(who)
        answers = [
            session.get(f"@cop-invitations/{token}"),
            session.patch(f"@cop-invitations/{token}", json={"answer": "accept"}),
            session.patch(f"@cop-invitations/{token}", json={"answer": "decline"}),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3
        for answer in answers:
            assert "Tuesday" not in answer.text
            assert "Fay" not in answer.text
            assert "colleague" not in answer.text
    assert rest("colleague").get(f"@cop-invitations/{token}").status_code == 200


# Tokens that lead nowhere


def expire(rows, post):
    [row] = rows()
    store = invitations.Invitations(post["tuesday"])
    store.put(row._replace(sent=row.sent - rules.LIFE - timedelta(minutes=1)))
    transaction.commit()


def revoke(rows, post):
    invitations.revoke(post["tuesday"], rows()[0].id)
    transaction.commit()


def send_again(rows, post):
    invitations.send_again(post["tuesday"], rows()[0].id, now=datetime.now(UTC))
    transaction.commit()


def remove(rows, post):
    with api.env.adopt_user("siteadmin"):
        api.content.delete(post["tuesday"])
    transaction.commit()


@pytest.mark.parametrize("end", [expire, revoke, send_again, remove])
@pytest.mark.parametrize("who", [None, "colleague"])
def test_what_leads_nowhere_answers_alike(rest, post, invited, rows, end, who):
    token = invited(email="ron@example.com")
    end(rows, post)
    session = rest(who)
    for method in ("GET", "PATCH"):
        forged, answer = (
            session.request(
                method, f"@cop-invitations/{tried}", json={"answer": "accept"}
            )
            for tried in (new_token(), token)
        )
        assert answer.status_code == forged.status_code == 404
        assert answer.content == forged.content
        assert set(answer.headers) == set(forged.headers)


@pytest.mark.parametrize("said", ["accept", "decline"])
def test_a_replayed_token_leads_nowhere(rest, invited, said):
    token = invited(userid="colleague")
    colleague = rest("colleague")
    path = f"@cop-invitations/{token}"
    assert colleague.patch(path, json={"answer": said}).status_code == 200
    forged = colleague.get(f"@cop-invitations/{new_token()}")
    for again in ("accept", "decline"):
        answer = colleague.patch(path, json={"answer": again})
        assert answer.status_code == 404
        assert answer.content == forged.content


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a/b",
        "%00" * 43,
        "%D8%A0" * 20,
        "A" * 5000,
        "x" * 43,
        "@@invitation",
    ],
)
def test_a_forged_token_leads_nowhere(rest, post, token):
    for method in ("GET", "PATCH"):
        answer = rest("colleague").request(
            method, f"@cop-invitations/{token}", json={"answer": "accept"}
        )
        assert answer.status_code in (404, 400), (method, answer.text)
        assert "Tuesday" not in answer.text


def test_two_clicks_at_once(rest, invited, site):
    token = invited(userid="colleague")
    session = rest("colleague")

    def click(_number):
        accept = {"answer": "accept"}
        return session.patch(f"@cop-invitations/{token}", json=accept).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(click, range(4)))
    assert statuses == [200, 404, 404, 404]
    transaction.begin()
    assert len(Membership(site["tuesday"]).history("colleague")) == 1


# What is refused


@pytest.mark.parametrize(
    "body,status,field",
    [
        ({}, 400, "userid"),
        ({"userid": "colleague", "email": "x@example.org"}, 400, "userid"),
        ({"userid": "nobody"}, 400, "userid"),
        ({"userid": 7}, 400, "userid"),
        ({"email": "no address"}, 400, "email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, 400, "email"),
        ({"email": ["a@example.org"]}, 400, "email"),
        ({"email": "a@example.com", "name": "x" * 101}, 400, "name"),
        ({"email": "a@example.com", "channel": "pigeon"}, 400, "channel"),
        ({"email": "a@example.com", "language": "xx"}, 400, "language"),
        ({"userid": "member"}, 409, "userid"),
        ({"email": "member@example.org"}, 409, "email"),
        ([], 400, "body"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(
    rest, post, rows, sink, body, status, field
):
    answer = rest("facilitator").post("tuesday/@invitations", json=body)
    assert answer.status_code == status, answer.text
    assert field in answer.json()["message"]
    assert rows() == []
    assert sink.envelopes == []


@pytest.mark.parametrize(
    "body", [{}, {"answer": "perhaps"}, {"answer": ["accept"]}, {"answer": None}]
)
def test_another_answer_changes_nothing(rest, invited, rows, body):
    token = invited(userid="colleague")
    before = rows()
    answer = rest("colleague").patch(f"@cop-invitations/{token}", json=body)
    assert answer.status_code == 400
    assert "answer" in answer.json()["message"]
    assert rows() == before


def test_a_form_of_another_site_answers_nothing(rest, invited, rows):
    token = invited(userid="colleague")
    before = rows()
    answer = rest("colleague").patch(
        f"@cop-invitations/{token}",
        data='{"answer": "accept"}',
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 400
    assert rows() == before


@pytest.mark.parametrize("path", ["", "/nobody", "/a/b"])
def test_taking_back_what_is_not_there(rest, post, path):
    answer = rest("facilitator").delete(f"tuesday/@invitations{path}", json={})
    assert answer.status_code == 400
    assert "path" in answer.json()["message"]


def test_the_answer_says_whether_a_mail_can_go_out(site, rest):
    transaction.begin()
    api.user.get(userid="colleague").setMemberProperties({"email": ""})
    transaction.commit()
    session = rest("facilitator")
    for body, can in (
        ({"userid": "colleague"}, False),
        ({"userid": "siteadmin"}, True),
        ({"email": "mia@bücher.example"}, True),
    ):
        answer = session.post("tuesday/@invitations", json=body)
        assert (answer.status_code, answer.json()["has_address"]) == (201, can)
        again = session.post(answer.json()["@id"], json={})
        assert (again.status_code, again.json()["has_address"]) == (200, can)
