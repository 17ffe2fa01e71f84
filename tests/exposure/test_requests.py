"""Requests to every own page and service: no write on GET, no 5xx, no half save."""

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from tests.exposure import registered
from tests.exposure import worlds
from tests.exposure.channels import is_per_agreement
from tests.exposure.channels import is_per_meeting
from tests.exposure.channels import is_per_round
from tests.exposure.own_channels import NOT_ASKED
from tests.exposure.own_channels import OWN
from tests.exposure.test_channels import below_tuesday
from tests.exposure.test_channels import fill

import json
import pytest
import transaction


ASKERS = ("zzquibble", "facilitator", "reviewer", "siteadmin", "colleague", None)


@pytest.fixture(scope="module")
def place(functional_session):
    with worlds.full_world(("private", "community", "pending", "public")) as made:
        for userid in ASKERS:
            # The first page of a new site keeps what stock Plone prepares once.
            made.session(userid).get("folder")
        yield made


def last_transaction(place) -> bytes:
    """Return the id of the last thing that was written to the database."""
    transaction.begin()
    return place.portal._p_jar.db().lastTransaction()


def asked_of(place, row, whole) -> list:
    """Return what a row is asked for: rounds, agreements, meetings, or else stories."""
    if is_per_agreement(row):
        return list(place.agreements.values())
    if is_per_meeting(row):
        return list(place.meetings.values())
    if is_per_round(row):
        seldom = set() if whole else {"preparedround", "namedround"}
        return [one for key, one in place.rounds.items() if key not in seldom]
    return list(place.stories.values()) if whole else [place.stories["public"]]


def test_no_get_writes(place, whole):
    """Looking at a page or service of ours never changes the database."""
    found = []
    rows = [row for group in OWN.values() for row in group if row.method == "GET"]
    askers = ASKERS if whole else ASKERS[:4]
    asked = whole.pairs(
        "looking",
        [
            (row, thing, userid)
            for userid in askers
            for row in rows
            for thing in asked_of(place, row, whole)
        ],
        axes=lambda one: (f"{one[0].name} {one[0].body}", one[1].key, one[2]),
        key=lambda one: (one[0].name, one[1].key, one[2]),
    )
    for userid in askers:
        of_one = [(row, thing) for row, thing, asker in asked if asker == userid]
        # Each row is asked at least once; the teller is shown most, and asks for all.
        count = len(of_one) if userid == ASKERS[0] else 36
        for row, thing in whole.chosen(
            str(userid), of_one, count, key=lambda one: (one[0].name, one[1].key)
        ):
            before = last_transaction(place)
            address = fill(row, thing, **below_tuesday(place))
            place.session(userid, row.accept).get(address)
            if last_transaction(place) != before:
                found.append(f"{userid} {row.name} [{thing.key}]")
    assert found == []


#: Texts that break parsers, escape pages, name persons, or are too much.
HOSTILE = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e",
        "a" * 120_000,
        "<script>alert(1)</script>",
        "'; DROP TABLE",
        "../../etc/passwd",
        "${portal_url}",
        "python:context",
        "zzquibble",
        "member",
        "CoP Teller",
        "private",
        "public",
        "1" * 400,
        "\r\nX-Header: x",
        "{}",
    ]
)
NAMES = st.sampled_from(
    [
        "level",
        "attribution",
        "attribution_text",
        "wording",
        "language",
        "comment",
        "digest",
        "include_children",
        "userid",
        "role",
        "paused",
        "title",
        "description",
        "learning",
        "starting_point",
        "domain",
        "others_recognisable",
        "others_note",
        "story_ceiling",
        "join_policy",
        "aims",
        "guidance_links",
        "purpose",
        "country",
        "@type",
        "id",
        "UID",
        "creators",
        "layout",
        "review_state",
        "effective",
        "stage",
        "dots",
        "max_per_theme",
        "secrecy",
        "unnamed_topics",
        "opens",
        "closes",
        "phase",
        "theme",
        "text",
        "receipt",
        "voters",
        "objection",
        "topics",
        "position",
        "candidate",
        "dealt_with",
        "meaning",
        "goes_in",
        "before",
        "rev",
        "answer",
        "version",
        "change",
        "note",
        "present",
        "contest",
        "about",
        "contact",
        "one_line",
        "x",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | HOSTILE
    | st.text(max_size=9),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(NAMES, children, max_size=3)
    ),
    max_leaves=5,
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=4) | VALUES
TAILS = st.sampled_from(["", "/x", "/%00", "/../x", "/share", "/withdraw/x", "/member"])


def writes() -> list:
    return [
        item
        for item in registered.own()
        if item.kind == "service" and item.method != "GET"
    ]


def url_of(place, item, key: str, tail: str) -> str:
    story = place.stories[key]
    # No round waits for a review: then it is the one that all staff see.
    in_state = {one.state: one for one in place.rounds.values()}
    topic_round = in_state.get(key) or in_state["public"]
    agreements = {one.state: one for one in place.agreements.values()}
    meetings = {one.state: one for one in place.meetings.values()}
    meeting = meetings.get(key) or meetings["community"]
    base = {
        "story": story.url,
        "content": story.url,
        "IMediaHolder": story.url,
        "IMedium": story.below["image"].url,
        "IFormInCommunity": f"{story.url.rpartition('/')[0]}/{place.written[0].id}",
        "ITopicRound": topic_round.url,
        "IMadeByCommunity": topic_round.url,
        "IAgreement": (agreements.get(key) or agreements["community"]).url,
        "IMeeting": meeting.url,
        "IMeetingMedium": f"{meeting.url}/nothing",
        "community": f"{place.portal.absolute_url()}/tuesday",
        "site": place.portal.absolute_url(),
    }[item.context]
    return f"{base}/{item.name}{tail}" if item.name else base


def test_every_body_gets_a_clear_answer(place, whole):
    """Never 5xx, and whatever answers 400 or more saved nothing."""
    items = writes()
    assert len(items) >= 9
    labels = [item.label for item in items]

    @settings(
        max_examples=whole.examples(1500, 110),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        label=st.sampled_from(labels),
        body=BODIES,
        userid=st.sampled_from(ASKERS),
        key=st.sampled_from(["private", "community", "pending", "public"]),
        tail=TAILS,
    )
    def ask(label, body, userid, key, tail):
        item = items[labels.index(label)]
        if item.method == "DELETE" or item.name in ("@workflow", "@reminder"):
            # What works is meant to work; here it shall stay as it is.
            tail = tail or "/x"
        before = last_transaction(place)
        answer = place.session(userid, "json").request(
            item.method,
            url_of(place, item, key, tail),
            data=json.dumps(body).encode("utf-8", "surrogatepass"),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code < 500, (label, userid, body, answer.text[:300])
        if answer.status_code >= 400:
            assert last_transaction(place) == before, (label, userid, body)
        assert "Traceback" not in answer.text

    ask()


def test_every_page_takes_hostile_parameters(place, whole):
    pages = [
        row
        for label, group in OWN.items()
        for row in group
        if label.startswith(("page", "service GET")) and label not in NOT_ASKED
    ]

    @settings(
        max_examples=whole.examples(600, 45),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        row=st.sampled_from(pages),
        name=st.sampled_from(
            [
                *("b_start", "b_size", "words", "userid", "query", "transition"),
                *("community", "topic", "theme", "id", "phase", "receipt"),
            ]
        ),
        value=HOSTILE,
        userid=st.sampled_from(ASKERS),
    )
    def ask(row, name, value, userid):
        before = last_transaction(place)
        sent = value.encode("utf-8", "surrogatepass")[:4000]
        thing = place.rounds["innerround"] if is_per_round(row) else None
        if is_per_agreement(row):
            thing = place.agreements["inneragreement"]
        thing = thing or place.stories["public"]
        address = fill(row, thing, **below_tuesday(place)).partition("?")[0]
        answer = place.session(userid, row.accept).get(address, params={name: sent})
        assert answer.status_code < 500, (row.name, name, value, answer.text[:300])
        assert last_transaction(place) == before

    ask()


#: What is sent to each service of ours that is asked by a schema.
TOO_MUCH = ([], None, 5, "x", [{}] * 9, {"text": "a" * 10_000_000})


@pytest.mark.parametrize("body", TOO_MUCH, ids=lambda body: str(body)[:12])
def test_no_body_is_too_odd_for_an_agreement(place, body):
    """A list, null, ten megabytes: never 5xx, and nothing is saved."""
    sent = json.dumps(body)
    for item in writes():
        if item.context != "IAgreement" or not item.name or item.method == "DELETE":
            continue
        url = url_of(place, item, "community", "")
        before = last_transaction(place)
        answer = place.session("facilitator", "json").request(
            item.method, url, data=sent, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 400, (item.label, answer.status_code)
        assert last_transaction(place) == before, item.label
