"""Rounds as content: who makes, reads, changes, moves and deletes them, and when."""

from AccessControl.PermissionRole import rolesForPermissionOn
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.topic.content import ITopicRound
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from tests.conftest import make_community
from tests.conftest import NOW
from tests.topic.services.who import READERS
from tests.topic.services.who import STATES
from tests.who import ALL
from tests.who import MANAGERS
from zope.interface import Invalid

import pytest
import transaction


MOVES = {
    ("share", "private"): "community",
    ("publish", "private"): "public",
    ("publish", "community"): "public",
    ("retract", "public"): "community",
    ("hide", "community"): "private",
    ("hide", "public"): "private",
}


def refusal(who, may_read: bool) -> int:
    """Return how somebody is answered who may not do something."""
    return 401 if who is None else 403 if may_read else 404


def set_state(site, transition: str) -> None:
    """Open or close the community."""
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], transition)
    transaction.commit()


# Making one


@pytest.mark.parametrize("who", ALL)
def test_who_makes_a_round(rest, who, payload):
    sent = {"@type": "leap.cop.TopicRound", "id": "chosen", **payload}
    answer = rest(who).post("tuesday", json=sent)
    made = who == "facilitator"
    assert answer.status_code == (201 if made else refusal(who, may_read=True))
    if made:
        told = answer.json()
        assert told["review_state"] == "private"
        assert len(told["id"]) == 20
        assert told["@id"].endswith(told["id"])
        assert (told["dots"], told["max_per_theme"]) == (5, 3)
        assert told["stage"]["token"] == "outset"
        assert told["secrecy"]["token"] == "named"
        assert told["unnamed_topics"] is True
        assert (told["opens"], told["closes"]) == (None, None)


@pytest.mark.parametrize("transition", ["retract", "hide"])
def test_a_facilitator_prepares_in_every_state_of_the_community(
    rest, site, payload, transition
):
    set_state(site, transition)
    sent = {"@type": "leap.cop.TopicRound", **payload}
    assert rest("facilitator").post("tuesday", json=sent).status_code == 201
    for who in ("member", "siteadmin", "admin"):
        assert rest(who).post("tuesday", json=sent).status_code in (403, 404), who
    story = {"@type": "leap.cop.Story", "title": "Told"}
    expected = 201 if transition == "retract" else 403
    assert rest("facilitator").post("tuesday", json=story).status_code == expected


@pytest.mark.parametrize("field", ["creators", "contributors", "owner", "rights"])
def test_whose_it_is_cannot_be_sent(rest, round_at, payload, field):
    sent = {"@type": "leap.cop.TopicRound", **payload, field: ["facilitator"]}
    session = rest("facilitator")
    for answer in (
        session.post("tuesday", json=sent),
        session.patch(round_at(), json={field: ["facilitator"]}),
    ):
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(field)


BAD = [
    ({"dots": 0}, "dots"),
    ({"dots": 51}, "dots"),
    ({"dots": 2.5}, "dots"),
    ({"dots": "many"}, "dots"),
    ({"dots": True}, "dots"),
    ({"dots": None}, "dots"),
    ({"dots": 10**40}, "dots"),
    ({"max_per_theme": 0}, "max_per_theme"),
    ({"max_per_theme": 6}, "max_per_theme"),
    ({"dots": 2, "max_per_theme": 3}, "max_per_theme"),
    ({"stage": "never"}, "stage"),
    ({"stage": ["outset"]}, "stage"),
    ({"secrecy": "public"}, "secrecy"),
    ({"secrecy": {"token": []}}, "secrecy"),
    ({"unnamed_topics": "yes"}, "unnamed_topics"),
    ({"title": ["x"]}, "title"),
    ({"title": None}, "title"),
    ({"description": 5}, "description"),
    ({"opens": "tomorrow"}, "opens"),
    ({"opens": "2026-13-01T10:00:00Z"}, "opens"),
    ({"opens": 1764583200}, "opens"),
    ({"opens": ""}, "opens"),
    ({"closes": "0001-01-01T00:00:00+14:00"}, "closes"),
    ({"closes": "9999-12-31T23:59:59-14:00"}, "closes"),
    ({"closes": "+10000-01-01"}, "closes"),
    ({"closes": ["2026-12-01T10:00:00Z"]}, "closes"),
    (
        {"opens": "2026-12-02T10:00:00Z", "closes": "2026-12-01T10:00:00Z"},
        "closes",
    ),
]


def test_what_cannot_be_is_named(rest, site, round_at, payload):
    session = rest("facilitator")
    url = round_at()
    before = session.get(url).json()
    for sent, field in BAD:
        new = {"@type": "leap.cop.TopicRound", **payload, **sent}
        for answer in (
            session.post("tuesday", json=new),
            session.patch(url, json={**sent, "description": "Anew"} | sent),
        ):
            assert answer.status_code == 400, (sent, answer.text)
            assert field in answer.json()["message"], sent
        after = session.get(url).json()
        assert {**after, "modified": None} == {**before, "modified": None}, sent
        transaction.begin()
        assert len(site["tuesday"]) == 1, sent


def test_few_dots_leave_less_for_one_theme(rest, payload):
    sent = {"@type": "leap.cop.TopicRound", **payload, "dots": 2}
    made = rest("facilitator").post("tuesday", json=sent)
    assert made.status_code == 201, made.text
    assert made.json()["max_per_theme"] == 2


# Times


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-12-01T10:00:00+02:00", "2026-12-01T08:00:00+00:00"),
        ("2026-12-01T10:00:00Z", "2026-12-01T10:00:00+00:00"),
        ("2026-12-01T10:00:00", "2026-12-01T10:00:00+00:00"),
        ("2026-12-01T10:00:00.987654Z", "2026-12-01T10:00:00+00:00"),
        ("2026-12-01", "2026-12-01T00:00:00+00:00"),
        (None, None),
    ],
)
def test_a_time_is_kept_in_utc(rest, site, round_at, sent, kept):
    """Over another time as well: stock stumbles there over the zone it finds."""
    session = rest("facilitator")
    url = round_at()
    for before in (None, "2026-11-30T12:00:00+05:45"):
        assert session.patch(url, json={"opens": before}).status_code == 204
        assert session.patch(url, json={"opens": sent}).status_code == 204
        assert session.get(url).json()["opens"] == kept
    transaction.begin()
    opens = site["tuesday"][url.rsplit("/", 1)[1]].opens
    assert (opens and opens.isoformat()) == kept


def test_what_was_read_can_be_sent_back(rest, round_at):
    session = rest("facilitator")
    url = round_at()
    times = {"opens": "2026-12-01T10:00:00Z", "closes": "2026-12-08T10:00:00Z"}
    assert session.patch(url, json=times).status_code == 204
    told = session.get(url).json()
    assert session.patch(url, json=told).status_code == 204
    again = session.get(url).json()
    assert {**again, "modified": None} == {**told, "modified": None}


def test_code_cannot_keep_a_time_in_another_zone(topic_round):
    zone = timezone(timedelta(hours=2))
    topic_round.closes = datetime(2026, 12, 1, 10, 0, 0, 5, tzinfo=zone)
    assert topic_round.closes.isoformat() == "2026-12-01T08:00:00+00:00"


# Reading, changing, moving, deleting


@pytest.mark.parametrize("state", STATES)
def test_who_reads_a_round(rest, round_at, state):
    url = round_at(state)
    for who in ALL:
        answer = rest(who).get(url)
        reads = who in READERS[state]
        expected = 200 if reads else refusal(who, may_read=False)
        assert answer.status_code == expected, who
        listed = rest(who).get("@search?portal_type=leap.cop.TopicRound").json()
        assert [row["@id"] for row in listed["items"]] == ([url] if reads else []), who


@pytest.mark.parametrize("state", STATES)
def test_nobody_reads_who_made_a_round(rest, round_at, state):
    url = round_at(state)
    for who in READERS[state]:
        told = rest(who).get(url)
        assert not {"creators", "contributors", "rights"} & set(told.json())
        assert '"facilitator"' not in told.text
        assert "Fay Holt" not in told.text
    found = rest("admin").get("@search?Creator=facilitator").json()
    assert found["items_total"] == 0


@pytest.mark.parametrize("state", STATES)
def test_who_changes_a_round(rest, round_at, state):
    url = round_at(state)
    for who in ALL:
        sent = {"title": f"Anew {who}", "id": "chosen", "layout": "summary_view"}
        answer = rest(who).patch(url, json=sent)
        changes = who in MANAGERS
        expected = 204 if changes else refusal(who, who in READERS[state])
        assert answer.status_code == expected, who
        told = rest("facilitator").get(url).json()
        assert (told["title"] == sent["title"]) is changes
        assert told["layout"] == "view"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", ["share", "publish", "retract", "hide"])
def test_who_moves_a_round(rest, round_at, state, move):
    for who in ALL:
        url = round_at(state)
        answer = rest(who).post(f"{url}/@workflow/{move}", json={})
        target = MOVES.get((move, state))
        if who not in MANAGERS:
            expected = refusal(who, who in READERS[state])
        else:
            expected = 409 if target is None else 200
        assert answer.status_code == expected, who
        if expected == 200:
            assert answer.json() == {"@id": url, "review_state": target}
        now = rest("facilitator").get(url).json()["review_state"]
        assert now == (target if expected == 200 else state)


@pytest.mark.parametrize("state", STATES)
def test_who_deletes_a_round(rest, round_at, state):
    for who in ALL:
        url = round_at(state)
        answer = rest(who).delete(url)
        deletes = who in MANAGERS
        expected = 204 if deletes else refusal(who, who in READERS[state])
        assert answer.status_code == expected, who
        gone = rest("facilitator").get(url).status_code
        assert gone == (404 if deletes else 200)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("share", {"include_children": True}, 400),
        ("dance", {}, 400),
        ("", {}, 400),
        ("share/now", {}, 400),
        ("share", [], 400),
    ],
)
def test_moves_that_are_none(rest, round_at, path, body, status):
    url = round_at()
    answer = rest("facilitator").post(f"{url}/@workflow/{path}", json=body)
    assert answer.status_code == status
    assert rest("facilitator").get(url).json()["review_state"] == "private"


@pytest.mark.parametrize("who", sorted(MANAGERS))
@pytest.mark.parametrize("service", ["@copy", "@move"])
def test_a_round_is_copied_and_moved_nowhere(rest, site, round_at, who, service):
    url = round_at("public")
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="other")
    transaction.commit()
    for target in ("tuesday", "other", ""):
        path = f"{target}/{service}".strip("/")
        answer = rest(who).post(path, json={"source": url})
        assert answer.status_code < 500
        transaction.begin()
        assert len(site["tuesday"]) == 1
        assert len(other) == 0
    assert rest(who).get(url).status_code == 200


def test_a_round_refuses_to_be_copied_by_code(portal, community, topic_round):
    with api.env.adopt_roles(["Manager"]):
        for op, container in ((0, community), (0, portal), (1, portal)):
            with pytest.raises(NotNow):
                topic_round._notifyOfCopyTo(container, op=op)
        assert not topic_round.cb_isMoveable()
        with pytest.raises(NotNow):
            community.manage_renameObject(topic_round.getId(), "chosen")


def test_a_round_goes_along_with_its_community(
    portal, community, topic_round, story_in
):
    story = story_in("community")
    kept = {topic_round.getId(), story.getId()}
    with api.env.adopt_roles(["Manager"]):
        portal.portal_types["Folder"].global_allow = True
        folder = api.content.create(portal, "Folder", id="folder")
        inner = api.content.create(folder, "Folder", id="inner")
        community = api.content.move(community, inner)
        community = api.content.rename(community, new_id="circle")
        inner = api.content.rename(inner, new_id="department")
        api.content.rename(folder, new_id="house")
    community = portal["house"]["department"]["circle"]
    assert kept <= set(community.objectIds())
    assert api.content.get_state(community[topic_round.getId()]) == "community"
    login(portal.aq_parent, SITE_OWNER_NAME)
    portal.aq_parent.manage_renameObject(portal.getId(), "renamed")
    assert portal.getId() == "renamed"


# Nothing is shown more widely than its community


@pytest.mark.parametrize(
    ("community_move", "move"),
    [("retract", "publish"), ("hide", "publish"), ("hide", "share")],
)
def test_a_round_is_shown_no_more_widely_than_its_community(
    rest, site, round_at, community_move, move
):
    url = round_at()
    set_state(site, community_move)
    answer = rest("facilitator").post(f"{url}/@workflow/{move}", json={})
    assert answer.status_code == 409
    assert rest("facilitator").get(url).json()["review_state"] == "private"


@pytest.mark.parametrize(
    ("move", "state"), [("retract", "community"), ("hide", "private")]
)
def test_a_round_comes_down_with_its_community(rest, round_at, move, state):
    url = round_at("public")
    session = rest("facilitator")
    assert session.post(f"tuesday/@workflow/{move}", json={}).ok
    assert session.get(url).json()["review_state"] == state
    assert session.post("tuesday/@workflow/publish", json={}).ok
    assert session.get(url).json()["review_state"] == state
    assert rest("colleague").get(url).status_code == 404
    found = rest("colleague").get("@search?portal_type=leap.cop.TopicRound").json()
    assert found["items_total"] == 0


def test_a_lower_ceiling_for_stories_leaves_rounds_alone(rest, round_at):
    url = round_at("public")
    session = rest("facilitator")
    assert session.patch("tuesday", json={"story_ceiling": "community"}).ok
    assert session.get(url).json()["review_state"] == "public"


def test_a_community_with_nothing_but_rounds_can_be_deleted(portal, topic_round):
    with api.env.adopt_user("siteadmin"):
        api.content.delete(portal["tuesday"])
    assert "tuesday" not in portal


def test_a_community_with_a_story_cannot(portal, topic_round, story_in):
    story_in("private")
    with api.env.adopt_user("siteadmin"), pytest.raises(NotNow):
        api.content.delete(portal["tuesday"])
    assert topic_round.getId() in portal["tuesday"]


def test_nobody_owns_a_round(topic_round):
    assert not topic_round.get_local_roles()
    assert topic_round.getOwner() is None
    assert not topic_round.listCreators()


def test_what_comes_ready_made_begins_with_facilitators(community, topic_round):
    """A file of Zope's own brings its state along."""
    community._delOb(topic_round.getId())
    community._setObject(topic_round.getId(), topic_round.aq_base)
    arrived = community[topic_round.getId()]
    assert api.content.get_state(arrived) == "private"
    assert "CoP Member" not in rolesForPermissionOn("View", arrived)


# Who may raise, group and vote


@pytest.mark.parametrize("state", STATES)
def test_who_may_take_part(community, round_in, state):
    # Whoever founds a community facilitates it; here an administrator does not belong.
    Membership(community).remove("siteadmin", now=NOW)
    content = round_in(state)
    inside = {"facilitator", "member", "teller"}
    expected = {
        "leap.cop: Raise Topic": {"facilitator"} if state == "private" else inside,
        "leap.cop: Change Topic": {"siteadmin", "facilitator"}
        | (set() if state == "private" else inside),
        "leap.cop: Group Topics": {"facilitator", "siteadmin"},
        "leap.cop: Cast Ballot": set() if state == "private" else inside,
        "leap.cop: Add Round": set(),
    }
    people = [who for who in ALL if who not in (None, "admin")] + ["teller"]
    for permission, may in expected.items():
        found = {
            who
            for who in people
            if api.user.has_permission(permission, username=who, obj=content)
        }
        assert found == may, permission


def test_roles_of_the_manager_stop_before_topics_and_ballots(topic_round):
    for permission in ("leap.cop: Raise Topic", "leap.cop: Cast Ballot"):
        assert "Manager" not in rolesForPermissionOn(permission, topic_round)


# The schema


def test_invariants_name_their_fields():
    class Data:
        dots, max_per_theme, opens, closes = 3, 4, None, None

    with pytest.raises(Invalid, match="max_per_theme: "):
        ITopicRound.validateInvariants(Data())
