"""REST of the own ballot: whole, once, within the rules, and nobody else's."""

from tests.topic.services import bad

import pytest


RECEIPT = "0123456789abcdef"

both = pytest.mark.parametrize("secrecy", ["named", "secret"])


def put(session, made, dots, **more):
    return session.put(f"{made.url}/@ballot", json={"dots": dots, **more})


def own(session, made) -> dict:
    return session.get(f"{made.url}/@ballot").json()


def turnout(session, made) -> tuple[int, int]:
    seen = session.get(f"{made.url}/@phase").json()
    return seen["voted"], seen["electorate"]


# What is told


@both
def test_a_ballot_before_it_is_cast(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy, dots=6, max_per_theme=2)
    seen = own(asks("member"), made)
    themes = seen.pop("themes")
    assert {theme["id"]: theme["title"] for theme in themes} == dict(
        zip(made.themes, ("Schools", "Online", "Rest"), strict=True)
    )
    assert seen == {
        "@id": f"{made.url}/@ballot",
        "phase": "voting",
        "can_vote": True,
        "cast": False,
        "on_paper": False,
        "taken_out": False,
        "secrecy": secrecy,
        "final": secrecy == "secret",
        "dots_per_person": 6,
        "max_per_theme": 2,
        "left": 6,
        **({"dots": {}} if secrecy == "named" else {}),
    }


def test_themes_stand_in_an_order_of_each_voter(asks, vote_at):
    made = vote_at()
    orders = {
        who: [theme["id"] for theme in own(asks(who), made)["themes"]]
        for who in ("member", "teller", "facilitator")
    }
    for who, order in orders.items():
        assert [theme["id"] for theme in own(asks(who), made)["themes"]] == order
        assert sorted(order) == sorted(made.themes)


def test_who_cannot_vote_reads_what_there_is_to_choose_from(asks, vote_at):
    made = vote_at("public")
    for who in ("colleague", "reviewer", "siteadmin", "admin", "newcomer"):
        seen = own(asks(who), made)
        assert (seen["can_vote"], seen["cast"], seen["left"]) == (False, False, 0)
        assert put(asks(who), made, {}).status_code == 403
    assert turnout(asks("colleague"), made) == (0, 3)


# Casting


@both
def test_a_ballot_is_cast(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    one, other, _third = made.themes
    answer = put(asks("member"), made, {one: 3, other: 0})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["dots"], told["cast"]) == ({one: 3}, True)
    assert told["left"] == (2 if secrecy == "named" else 0)
    assert ("receipt" in told) == (secrecy == "secret")
    seen = own(asks("member"), made)
    assert seen["cast"] is True
    assert seen.get("dots") == ({one: 3} if secrecy == "named" else None)
    assert turnout(asks("teller"), made) == (1, 3)
    assert own(asks("teller"), made)["cast"] is False


@both
def test_unspent_dots_are_fine(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    assert put(asks("member"), made, {}).status_code == 200
    assert turnout(asks("member"), made) == (1, 3)


def test_a_named_ballot_is_replaced_whole_and_taken_back(asks, vote_at):
    made = vote_at()
    one, other, third = made.themes
    member = asks("member")
    for dots in ({one: 3, other: 2}, {third: 1}, {third: 1}, {}):
        assert put(member, made, dots).json()["dots"] == dots
        assert own(member, made)["dots"] == dots
        assert turnout(member, made) == (1, 3)
    for _time in range(2):
        assert member.delete(f"{made.url}/@ballot").status_code == 204
        assert own(member, made)["cast"] is False
        assert turnout(member, made) == (0, 3)
    put(member, made, {one: 1})
    made.go("closed")
    assert put(member, made, {other: 1}).status_code == 409
    assert member.delete(f"{made.url}/@ballot").status_code == 409
    rows = member.get(f"{made.url}/@results").json()["items"]
    assert {row["id"]: row["dots"] for row in rows} == {one: 1, other: 0, third: 0}


def test_a_receipt_sent_with_a_named_ballot_does_no_harm(asks, vote_at):
    made = vote_at()
    answer = put(asks("member"), made, {made.themes[0]: 1}, receipt=RECEIPT)
    assert answer.status_code == 200
    assert "receipt" not in answer.json()
    answer = put(asks("teller"), made, {made.themes[0]: 2}, receipt=RECEIPT)
    assert answer.status_code == 200
    assert turnout(asks("member"), made) == (2, 3)


def test_a_secret_ballot_is_final_and_its_retry_is_known(asks, vote_at):
    made = vote_at(secrecy="secret")
    one, other, _third = made.themes
    member = asks("member")
    assert put(member, made, {one: 3}, receipt=RECEIPT).json()["receipt"] == RECEIPT
    before = made.kept()
    again = put(member, made, {one: 3}, receipt=RECEIPT)
    assert (again.status_code, again.json()["again"]) == (200, True)
    # A retry changes nothing, whatever comes with it.
    assert put(member, made, {other: 1}, receipt=RECEIPT).json()["again"] is True
    for answer in (
        put(member, made, {one: 3}),
        put(member, made, {one: 3}, receipt="another-receipt"),
        put(asks("teller"), made, {one: 3}, receipt=RECEIPT),
        member.delete(f"{made.url}/@ballot"),
    ):
        assert answer.status_code == 409, answer.text
    assert made.kept() == before
    assert turnout(member, made) == (1, 3)


def test_a_retry_after_the_close_is_known(asks, vote_at):
    """The answer may be lost in the very second in which the vote ends."""
    made = vote_at(secrecy="secret")
    one = made.themes[0]
    member = asks("member")
    put(member, made, {one: 3}, receipt=RECEIPT)
    made.go("closed")
    answer = put(member, made, {one: 3}, receipt=RECEIPT)
    assert (answer.status_code, answer.json()["dots"]) == (200, {one: 3})
    for session, more in (
        (member, {"receipt": "another-receipt"}),
        (member, {}),
        (asks("teller"), {"receipt": RECEIPT}),
        (asks("teller"), {}),
    ):
        assert put(session, made, {one: 3}, **more).status_code == 409
    assert made.record.box.voted_total == 1


def test_a_secret_ballot_is_found_by_its_receipt_after_the_close(asks, vote_at):
    made = vote_at(secrecy="secret")
    dots = {made.themes[0]: 3, made.themes[1]: 1}
    receipt = put(asks("member"), made, dots).json()["receipt"]
    for who in ("member", "teller", "facilitator", "siteadmin", "admin"):
        answer = asks(who).get(f"{made.url}/@ballot", headers={"Receipt": receipt})
        assert answer.status_code == 409, who
        assert receipt not in answer.text
    made.go("closed")
    for who in ("member", "teller"):
        seen = asks(who).get(f"{made.url}/@ballot", headers={"Receipt": receipt}).json()
        assert (seen["counted"], seen["dots"]) == (True, dots)
    for other in ("another-receipt", "x" * 128):
        seen = (
            asks("member").get(f"{made.url}/@ballot", headers={"Receipt": other}).json()
        )
        assert seen["counted"] is False
        assert "dots" not in seen
    for wrong in ("short", "", "x" * 129, "äaaaaaaaaaa", "aaaaaaaa, bbbbbbbb"):
        header = {"Receipt": wrong.encode("latin-1")}
        answer = asks("member").get(f"{made.url}/@ballot", headers=header)
        assert answer.status_code == 400, wrong
        assert answer.json()["message"].startswith("receipt: ")
    # An address stands in logs, beside the name of who asked.
    for query in (
        f"receipt={receipt}",
        "receipt=",
        "receipt=aaaaaaaa&receipt=bbbbbbbb",
        "receipt:list=aaaaaaaaaa",
        "receipt:int=1234567890",
        "receipt.x:record=aaaaaaaaaa",
    ):
        answer = asks("member").get(f"{made.url}/@ballot?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["message"].startswith("receipt: ")


# Bad input


def bad_dots(one: str, other: str, third: str) -> list:
    return [
        None,
        [],
        "x",
        1,
        True,
        [one],
        [[one, 1]],
        {one: "1"},
        {one: 1.0},
        {one: 1.5},
        {one: True},
        {one: None},
        {one: [1]},
        {one: {}},
        {one: -1},
        {one: 4},
        {one: 10**30},
        {one: -(10**30)},
        {one: 3, other: -1},
        {one: 3, other: 3},
        {one: 2, other: 2, third: 2},
        {"nothing": 1},
        {"nothing": 0},
        {"": 1},
        {one: 1, "nothing": 1},
        {one.upper(): 1},
        {f" {one}": 1},
        {bad.HALF: 1},
        {one: bad.HALF},
        {"x" * 100_000: 1},
        {f"{number}": 1 for number in range(10_000)},
    ]


@both
def test_what_is_no_ballot_is_not_kept(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    before = made.kept()
    member = asks("member")
    for dots in bad_dots(*made.themes):
        answer = put(member, made, dots, receipt=RECEIPT)
        assert answer.status_code == 400, (str(dots)[:80], answer.text)
        assert answer.json()["message"].startswith("dots: "), str(dots)[:80]
        # What was sent may be anything, and is not repeated.
        assert len(answer.text) < 300
    assert made.kept() == before


@both
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e2", "9" * 5000])
def test_numbers_that_are_none(asks, vote_at, secrecy, number):
    made = vote_at(secrecy=secrecy)
    before = made.kept()
    answer = asks("member").put(
        f"{made.url}/@ballot",
        data=f'{{"dots": {{"{made.themes[0]}": {number}}}}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(("dots: ", "body: "))
    assert made.kept() == before


@pytest.mark.parametrize(
    "receipt",
    [1, True, ["x"], {}, "", "short", "x" * 129, "ä" * 10, "with space", bad.HALF],
    ids=repr,
)
def test_receipts_that_are_none(asks, vote_at, receipt):
    for secrecy in ("named", "secret"):
        made = vote_at(secrecy=secrecy)
        before = made.kept()
        dots = {made.themes[0]: 1}
        answer = put(asks("member"), made, dots, receipt=receipt)
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].startswith("receipt: ")
        assert made.kept() == before


def test_a_ballot_needs_dots_and_a_body(asks, vote_at):
    made = vote_at()
    member = asks("member")
    url = f"{made.url}/@ballot"
    for sent, field in (
        ({}, "dots"),
        ({"receipt": RECEIPT}, "dots"),
        ({"dot": {made.themes[0]: 1}}, "dot"),
    ):
        answer = member.put(url, json=sent)
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(f"{field}: ")
    for body in bad.BODIES:
        headers = {"Content-Type": "application/json"}
        answer = member.put(url, data=body, headers=headers)
        assert answer.status_code == 400, body[:20]
    for path in ("/member", "/x/y"):
        assert member.put(url + path, json={"dots": {}}).status_code == 400
        assert member.delete(url + path).status_code == 400
    assert turnout(member, made) == (0, 3)


@both
def test_dots_are_given_while_people_vote(asks, round_at, secrecy):
    made = round_at(secrecy=secrecy)
    theme = made.theme("Asking")
    member = asks("member")
    for phase in ("collecting", "grouping", "closed"):
        if phase != "collecting":
            made.go(phase)
        assert put(member, made, {theme: 1}).status_code == 409, phase
        assert member.delete(f"{made.url}/@ballot").status_code == 409
    assert made.record.box.rules is None
