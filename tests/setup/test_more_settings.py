"""What else an organisation decides: each setting where it counts, and its bounds."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.core.links import Links
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.invitations import expiry
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations.links import PURPOSE
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.support import mail
from leap.cop.recruitment.support import support
from leap.cop.testing import PASSWORD
from plone import api
from plone.testing.zope import Browser
from zope.globalrequest import getRequest

import pytest
import transaction


PANEL = "@controlpanels/leap.cop"

DEFAULTS = {
    "safeguarding_clause": None,
    "new_communities": None,
    "invitation_days": 30,
    "manager_link_days": 30,
    "answered_days": 365,
    "ledger_years": 5,
}


def forget_what_this_request_remembers() -> None:
    request = getRequest()
    if request is not None:
        request.other.pop("_plone_registry_cache", None)


@pytest.fixture
def decide(rest):
    """Return a function that changes settings as the site administrator."""

    def change(**values) -> None:
        answer = rest("siteadmin").patch(PANEL, json=values)
        assert answer.status_code == 204, answer.text
        transaction.begin()
        forget_what_this_request_remembers()

    return change


@pytest.fixture
def call(site, capsys):
    """Return a function that runs a command; gives its status and what it said."""

    def command(*words: str) -> tuple[int, str]:
        transaction.commit()
        arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
        status = run(site.aq_parent, parser().parse_args(arguments))
        transaction.begin()
        return status, capsys.readouterr().out

    return command


def kept(rest) -> dict:
    return rest("siteadmin").get(PANEL).json()["data"]


def value_of(found):
    return found.get("token") if isinstance(found, dict) else found


def test_how_a_site_begins(rest):
    data = kept(rest)
    assert {name: value_of(data[name]) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("userid", [None, "colleague", "member", "facilitator"])
def test_others_neither_read_nor_change_them(rest, userid):
    session = rest(userid)
    assert session.get(PANEL).status_code == 401
    assert session.patch(PANEL, json={"invitation_days": 5}).status_code == 401
    assert kept(rest)["invitation_days"] == 30


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("invitation_days", (0, 181, -1, "many", None)),
        ("manager_link_days", (0, 181, "many", None)),
        ("answered_days", (29, 3651, "many", None)),
        ("ledger_years", (0, 31, "many", None)),
        ("safeguarding_clause", ("x" * 1001, 7, ["a"])),
        ("new_communities", ("secret", 7, ["circle"], {"a": 1})),
    ],
)
def test_what_cannot_be_is_refused_and_named(rest, name, bad):
    for value in bad:
        answer = rest("siteadmin").patch(PANEL, json={name: value})
        assert answer.status_code == 400, value
        assert name in answer.text
    assert value_of(kept(rest)[name]) == DEFAULTS[name]


def test_the_form_shows_them_all(site, functional):
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", f"Basic siteadmin:{PASSWORD}")
    browser.open(f"{site.absolute_url()}/@@cop-settings")
    for name in DEFAULTS:
        assert f"form.widgets.{name}" in browser.contents, name
    assert "No value" not in browser.contents
    preset = browser.getControl(name="form.widgets.new_communities:list")
    assert preset.value == ["circle"]
    for words in ("All communities", "Start a community", "First steps", "Next"):
        assert words in browser.contents, words
    browser.getControl(name="form.widgets.invitation_days").value = "0"
    browser.getControl("Save").click()
    assert "Value is too small" in browser.contents
    browser.getControl(name="form.widgets.invitation_days").value = "7"
    browser.getControl("Save").click()
    transaction.begin()
    forget_what_this_request_remembers()
    assert expiry.invitation_life() == timedelta(days=7)


# What each of them does


def test_an_invitation_is_good_for_as_long_as_the_site_says(rest, decide):
    body = {"email": "new@example.org"}
    row = rest("facilitator").post("tuesday/@invitations", json=body).json()
    sent = datetime.fromisoformat(row["expires"]) - timedelta(days=30)
    decide(invitation_days=3)
    [row] = rest("facilitator").get("tuesday/@invitations").json()["items"]
    assert datetime.fromisoformat(row["expires"]) == sent + timedelta(days=3)


def test_an_invitation_that_is_out_ends_with_a_shorter_life(site, decide):
    now = datetime.now(UTC)
    done = invitations.invite(
        site["tuesday"],
        by="facilitator",
        now=now - timedelta(days=10),
        userid="colleague",
    )
    transaction.commit()
    wish = invitations.InvitationWish(site["tuesday"])
    assert done.act == invitations.SENT
    assert wish.welcomed("colleague") is True
    decide(invitation_days=9)
    assert wish.welcomed("colleague") is False


def test_a_managers_link_is_good_for_as_long_as_the_site_says(site, decide):
    community = site["tuesday"]
    community.join_policy = "apply"
    community.requires_manager_support = True
    transaction.commit()
    decide(manager_link_days=4)
    now = datetime.now(UTC)
    applications.apply(community, "colleague", "Hello.", now=now)
    support.ask(community, "colleague", "boss@example.org", now=now)
    kept = support.support_of(community, "colleague")
    assert kept.until == now + timedelta(days=4)
    words = mail.words(community, "colleague", address="…", language="en")
    assert "for 4 days" in " ".join(words.body.split())


def test_the_words_of_the_organisation_stand_beside_each_contact(rest, decide, told):
    session = rest("member")
    session.headers["Accept"] = "text/html"
    url = told("community")
    decide(safeguarding_clause="Ring <b>Ada</b> first.\nDay and night.")
    for path in ("tuesday", url, "tuesday/write-to-facilitators"):
        page = session.get(path).text
        assert "Ring &lt;b&gt;Ada&lt;/b&gt; first." in page, path
        assert "Day and night." in page, path
    decide(safeguarding_clause="")
    assert "Day and night." not in session.get(url).text


def test_what_new_communities_begin_as(rest, site, decide, functional):
    session = rest("siteadmin")

    def make(**fields) -> dict:
        body = {"@type": "leap.cop.Community", "title": "New", **fields}
        answer = session.post("", json=body)
        assert answer.status_code == 201, answer.text
        made = session.get(answer.json()["@id"]).json()
        return {
            name: value_of(made[name])
            for name in ("join_policy", "story_ceiling", "requires_agreement")
        }

    asked = {"join_policy": "invite", "story_ceiling": "public"}
    assert make() == {**asked, "requires_agreement": True}
    decide(new_communities="learning")
    learning = {"join_policy": "apply", "story_ceiling": "public"}
    assert make() == {**learning, "requires_agreement": True}
    assert make(join_policy="invite")["join_policy"] == "invite"
    decide(new_communities="network")
    # An open community without an agreement is never made.
    body = {"@type": "leap.cop.Community", "title": "New", "requires_agreement": False}
    assert session.post("", json=body).status_code == 400
    browser = Browser(functional["app"])
    browser.addHeader("Authorization", f"Basic siteadmin:{PASSWORD}")
    browser.open(f"{site.absolute_url()}/++add++leap.cop.Community")
    chosen = browser.getControl(name="form.widgets.IBeginning.preset").value
    assert chosen == ["network"]
    decide(new_communities="circle")
    assert session.get("tuesday").json()["join_policy"]["token"] == "invite"
    assert site["tuesday"].story_ceiling == "public"


def test_the_years_after_which_nobody_knows_who(call, decide):
    year = datetime.now(UTC).year
    assert f"before {year - 5}" in call("end-retention")[1]
    decide(ledger_years=2)
    assert f"before {year - 2}" in call("end-retention")[1]


# What is dropped


@pytest.fixture
def old_and_new(site):
    """Return a community with answered and waiting people, long ago and lately."""
    community = site["tuesday"]
    community.join_policy = "apply"
    now = datetime.now(UTC)
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username="other", email="o@example.org", password=PASSWORD)
    for days, userid in ((400, "colleague"), (100, "other")):
        at = now - timedelta(days=days)
        row = applications.apply(community, userid, "Words.", now=at).application
        applications.answer(community, row.id, "decline", "", by="facilitator", now=at)
    applications.apply(community, "other", "Again.", now=now - timedelta(days=600))
    for days in (500, 380, 10):
        invitations.invite(
            community,
            by="facilitator",
            now=now - timedelta(days=days),
            email=f"a{days}@example.org",
        )
    transaction.commit()
    return community


def left(community) -> tuple[list, list]:
    box = Applications(community)
    rows = [row.message for userid in ("colleague", "other") for row in box.of(userid)]
    return rows, [row.email.partition("@")[0] for row in Invitations(community).rows()]


def test_tidy_says_it_first_and_drops_what_is_over(site, old_and_new, call):
    def opened() -> list:
        then = datetime.now(UTC) - timedelta(days=380)
        rows = Invitations(old_and_new)
        held = Links(site).held(PURPOSE, now=then)
        return [rows.get(link.subject) for link in held]

    assert None not in opened()
    status, said = call("tidy")
    assert status == 1
    assert "Answered requests to join: 1" in said and "Old invitations: 1" in said
    assert "example.org" not in said and "colleague" not in said
    assert left(old_and_new) == (
        ["Words.", "Words.", "Again."],
        ["a10", "a380", "a500"],
    )
    status, said = call("tidy", "--yes")
    assert status == 0
    # Nobody answered the older one: it waits on.
    assert left(old_and_new) == (["Words.", "Again."], ["a10", "a380"])
    assert opened() and None not in opened()
    assert call("tidy")[0] == 0


def test_tidy_follows_the_setting_and_its_own_option(old_and_new, call, decide):
    decide(answered_days=30)
    assert "Answered requests to join: 2" in call("tidy")[1]
    assert "Old invitations: 2" in call("tidy")[1]
    assert "Answered requests to join: 1" in call("tidy", "--days", "200")[1]
    assert call("tidy", "--days", "-1")[0] == 2
