"""Changing, hiding and deleting a round while people vote, by REST and by form."""

from datetime import timedelta
from tests.topic.services.conftest import now
from tests.topic.services.test_phase import phase

import pytest


MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def in_form(visitor, made, **values) -> int:
    """Change fields in the edit form; give the status of the answer."""
    visitor.go(f"{made.url}/edit")
    return in_open_form(visitor, **values)


def in_open_form(visitor, **values) -> int:
    """Change fields in a form that is open already."""
    for name, value in values.items():
        visitor.browser.getControl(name=f"form.widgets.{name}").value = value
    visitor.browser.getControl(name="form.buttons.save").click()
    return visitor.status


RULES = (
    ({"dots": 6}, {"dots": "6"}),
    ({"max_per_theme": 2}, {"max_per_theme": "2"}),
)


@pytest.mark.parametrize(("sent", "typed"), RULES, ids=lambda one: repr(one)[:20])
def test_rules_change_until_somebody_votes(asks, vote_at, visit, sent, typed):
    made = vote_at()
    visitor = visit("facilitator")
    facilitator = asks("facilitator")
    other = {"dots": 5, "max_per_theme": 3}
    [name] = sent
    # Over REST, and back by the form, which also leaves what it is not asked for.
    assert facilitator.patch(made.url, json=sent).status_code == 204
    own = asks("member").get(f"{made.url}/@ballot").json()
    assert (own["dots_per_person"], own["max_per_theme"]) == (
        sent.get("dots", 5),
        sent.get("max_per_theme", 3),
    )
    assert in_form(visitor, made, **{name: str(other[name])}) == 200
    assert made.record.box.rules == made.record.box.rules._replace(
        dots=5, most=3, secrecy="named"
    )
    visitor.go(f"{made.url}/edit")
    assert (
        asks("member").put(f"{made.url}/@ballot", json={"dots": {made.themes[0]: 1}}).ok
    )
    before, fields = made.kept(), facilitator.get(made.url).json()
    assert facilitator.patch(made.url, json=sent).status_code == 409
    # By a form that was opened before: a new one does not ask for it.
    assert in_open_form(visitor, **typed) == 409
    assert made.kept() == before
    assert facilitator.get(made.url).json() == fields
    # Everything else can be said anew, in both ways.
    assert facilitator.patch(made.url, json={"description": "Anew."}).status_code == 204
    name = "IBasic.description"
    assert in_form(visitor, made, **{name: "And anew."}) == 200
    assert facilitator.get(made.url).json()["description"] == "And anew."


def test_a_vote_becomes_secret_until_somebody_votes_and_never_named(
    asks, vote_at, visit
):
    """Somebody may be about to send what the page before them calls secret."""
    made = vote_at()
    visitor = visit("facilitator")
    facilitator = asks("facilitator")
    visitor.go(f"{made.url}/edit")
    assert facilitator.patch(made.url, json={"secrecy": "secret"}).status_code == 204
    assert asks("member").get(f"{made.url}/@ballot").json()["secrecy"] == "secret"
    before = made.kept()
    answer = facilitator.patch(made.url, json={"secrecy": "named", "dots": 4})
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("secrecy: ")
    # A form that is opened now does not ask for it; one that was open before does.
    assert in_open_form(visitor, secrecy=["named"]) == 409
    assert made.kept() == before
    assert facilitator.get(made.url).json()["secrecy"]["token"] == "secret"


def test_the_end_moves_while_people_vote(asks, vote_at):
    made = vote_at()
    facilitator = asks("facilitator")
    assert asks("member").put(f"{made.url}/@ballot", json={"dots": {}}).ok
    for moment in (now() + HOUR, now() + 2 * HOUR, now() + MINUTE):
        sent = {"closes": moment.isoformat()}
        assert facilitator.patch(made.url, json=sent).status_code == 204
        assert made.record.box.closes == moment.replace(microsecond=0)
    sent = {"closes": (now() - MINUTE).isoformat()}
    answer = facilitator.patch(made.url, json=sent)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("closes: ")
    assert facilitator.patch(made.url, json={"closes": None}).status_code == 204
    assert made.record.box.closes is None


def test_a_closed_round_is_not_opened_again(asks, vote_at):
    made = vote_at()
    made.go("closed")
    facilitator = asks("facilitator")
    for sent in (
        {"closes": (now() + HOUR).isoformat()},
        {"opens": (now() + HOUR).isoformat()},
        {"secrecy": "secret"},
        {"dots": 9},
    ):
        assert facilitator.patch(made.url, json=sent).status_code == 409, sent
    assert phase(facilitator, made)["phase"] == "closed"


@pytest.mark.parametrize("who", ["facilitator", "siteadmin", "admin"])
def test_a_round_is_not_deleted_while_people_vote(asks, vote_at, who):
    made = vote_at()
    assert asks(who).delete(made.url).status_code == 409
    assert phase(asks("member"), made)["phase"] == "voting"
    made.go("closed")
    assert asks(who).delete(made.url).status_code == 204
    assert asks("member").get(made.url).status_code == 404


def test_a_round_that_opened_by_itself_is_not_deleted(asks, round_at):
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    made.set(opens=now() - MINUTE)
    assert asks("facilitator").delete(made.url).status_code == 409
    assert made.content


def test_a_round_that_is_hidden_waits(asks, vote_at):
    made = vote_at("public")
    member, facilitator = asks("member"), asks("facilitator")
    dots = {"dots": {made.themes[0]: 2}}
    assert member.put(f"{made.url}/@ballot", json=dots).ok
    answer = facilitator.post(
        f"{made.url}/@workflow/hide", json={"include_children": True}
    )
    assert answer.status_code == 400
    assert "include_children" in answer.json()["message"]
    assert facilitator.post(f"{made.url}/@workflow/hide", json={}).ok
    assert member.put(f"{made.url}/@ballot", json=dots).status_code == 404
    assert facilitator.put(f"{made.url}/@ballot", json=dots).status_code == 403
    assert facilitator.get(f"{made.url}/@ballot").json()["can_vote"] is False
    assert facilitator.post(f"{made.url}/@workflow/share", json={}).ok
    assert member.get(f"{made.url}/@ballot").json()["dots"] == dots["dots"]
