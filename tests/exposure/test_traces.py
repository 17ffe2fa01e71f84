"""What a story leaves in the database and in lists, and what copies leave."""

from DateTime import DateTime
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.errors import NotNow
from leap.cop.story.lifecycle import lifecycle
from plone import api
from uuid import uuid4

import pytest
import transaction


def lexicon_words(portal):
    catalog = api.portal.get_tool("portal_catalog")
    catalog()  # whatever is queued is indexed now
    words = set()
    for name in ("SearchableText", "Title", "Description"):
        words |= set(catalog._catalog.getIndex(name).getLexicon().words())
    return words


@pytest.mark.parametrize("state", ["private", "pending"])
def test_a_story_that_is_not_shared_leaves_no_word_in_the_lexicon(
    portal, story_in, state
):
    story_in(state, title="Quokkalied", description="Wombatbrief")
    words = lexicon_words(portal)
    assert not {"quokkalied", "wombatbrief", "evening"} & words


def test_a_shared_story_is_found_by_its_words(portal, story_in, as_user):
    story = story_in("community", title="Quokkalied")
    as_user("member")
    assert [brain.UID for brain in api.content.find(SearchableText="quokkalied")] == [
        story.UID()
    ]


@pytest.mark.parametrize("state", ["community", "pending", "public"])
def test_the_catalog_names_nobody(portal, story_in, state):
    story = story_in(state)
    catalog = api.portal.get_tool("portal_catalog")
    brain = catalog.unrestrictedSearchResults(UID=story.UID())[0]
    assert brain.Creator == ""
    assert brain.listCreators == ()
    assert not catalog.unrestrictedSearchResults(
        Creator="teller", portal_type="leap.cop.Story"
    )
    history = story.workflow_history["cop_story_workflow"]
    assert {row["actor"] for row in history} == {""}
    assert {row["comments"] for row in history} == {""}
    assert story._owner is None


def test_an_oracle_for_tellers_is_closed(portal, story_in, as_user):
    story_in("public")
    as_user("colleague")
    for query in (
        {"allowedRolesAndUsers": "user:teller"},
        {"allowedRolesAndUsers": ["user:teller", "CoP Teller"]},
    ):
        found = api.portal.get_tool("portal_catalog")(
            portal_type="leap.cop.Story", **query
        )
        # Asking for somebody's token changes nothing: everything readable comes.
        assert len(found) == 1


def test_a_copy_is_its_tellers_and_private(community, story_in, as_user):
    story = story_in("public")
    as_user("teller")
    copy = api.content.copy(source=story, target=community)
    assert copy.getId() != story.getId()
    assert len(copy.getId()) == 20
    assert lifecycle.state_of(copy) == "private"
    assert lifecycle.teller_of(copy) == "teller"
    old, new = standing_of(story), standing_of(copy)
    assert (new.granted, new.approved_digest, new.decisions) == ("", "", ())
    assert new.ledger_key != old.ledger_key
    assert new.salt != old.salt


@pytest.mark.parametrize("userid", ["member", "facilitator", "reviewer", "siteadmin"])
def test_nobody_else_copies(community, story_in, as_user, userid):
    story = story_in("public")
    as_user(userid)
    with pytest.raises(Exception):  # noqa: B017 - the clipboard has many refusals
        community.manage_pasteObjects(community.manage_copyObjects([story.getId()]))
    assert len(community) == 1


def test_a_deleted_story_is_gone_for_those_who_read_it(site, rest, told):
    url = told("public")
    assert rest("teller").delete(url).status_code == 204
    assert rest("colleague").get(url).status_code == 410
    assert rest("teller").get(url).status_code == 410
    assert rest(None).get(url).status_code == 401
    transaction.begin()
    assert len(site["tuesday"]) == 0


@pytest.mark.parametrize(
    ("userid", "accepts", "status"),
    [
        ("teller", False, 201),
        ("facilitator", False, 201),
        ("newcomer", False, 403),
        ("colleague", False, 403),
        ("reviewer", False, 403),
        ("siteadmin", False, 403),
        ("admin", False, 403),
        (None, False, 401),
        ("colleague", True, 201),
        (None, True, 401),
    ],
)
def test_who_may_tell_a_story(site, rest, userid, accepts, status):
    with api.env.adopt_user("facilitator"):
        rest("facilitator").patch("tuesday", json={"accepts_staff_stories": accepts})
    answer = rest(userid).post(
        "tuesday", json={"@type": "leap.cop.Story", "title": "A start"}
    )
    assert answer.status_code == status, answer.text
    if status == 201:
        assert rest(userid).get(answer.json()["@id"]).status_code == 200


DATES = ("created", "modified", "effective", "Date", "CreationDate")


@pytest.mark.parametrize(("attribution", "exact"), [("name", True), ("role", False)])
def test_a_small_community_leaves_exact_dates_off(
    portal, story_in, as_user, attribution, exact
):
    """Below eight members a day says nearly as much as a name (P4)."""
    story = story_in("public", attribution=attribution, attribution_text="A worker")
    story.attribution = attribution
    story.setEffectiveDate(DateTime("2026/05/17 11:23:00"))
    story.creation_date = story.modification_date = DateTime("2026/05/16 10:00:00")
    story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))
    as_user("colleague")
    brain = api.content.find(UID=story.UID())[0]
    shown = {name: str(getattr(brain, name)) for name in DATES}
    for name, value in shown.items():
        assert ("16" in value or "17" in value) == exact, (name, value)


@pytest.mark.parametrize("userid", ["member", "colleague"])
def test_the_undo_log_names_neither_person_nor_place(site, rest, userid):
    """Stock Plone shows it to every member."""
    teller = rest("teller")
    url = teller.post(
        "tuesday", json={"@type": "leap.cop.Story", "learning": "<p>Tea.</p>"}
    ).json()["@id"]
    teller.post(f"{url}/@consent", json={"level": "public"})
    log = rest(userid).get("@transactions").text
    assert url.rsplit("/", 1)[1] not in log
    assert "teller" not in log


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_a_withdrawal_is_not_undone(site, rest, userid):
    """Whoever may undo changes would bring back what a teller has taken back."""
    teller = rest("teller")
    url = teller.post(
        "tuesday", json={"@type": "leap.cop.Story", "learning": "<p>Tea.</p>"}
    ).json()["@id"]
    assert teller.post(f"{url}/@consent", json={"level": "community"}).ok
    assert rest("member").get(url).ok
    assert teller.delete(f"{url}/@consent", json={}).ok
    for one in rest(userid).get("@transactions").json()[:2]:
        sent = {"transaction_ids": [one["id"]]}
        assert rest(userid).patch("@transactions", json=sent).status_code == 400
    assert rest("member").get(url).status_code == 404


def test_who_links_to_a_page_is_not_told(site, rest):
    """Link integrity answers anybody about a page that everybody sees."""
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(site, type="Document", id="page", title="A page")
    transaction.commit()
    link = f'<p>See <a href="../resolveuid/{page.UID()}">there</a>, Quokkalied.</p>'
    url = (
        rest("teller")
        .post(
            "tuesday",
            json={"@type": "leap.cop.Story", "title": "Wombatbrief", "learning": link},
        )
        .json()["@id"]
    )
    for userid in (None, "colleague", "facilitator", "siteadmin", "admin"):
        answer = rest(userid).get(f"@linkintegrity?uids={page.UID()}").text
        assert "Wombatbrief" not in answer
        assert url.rsplit("/", 1)[1] not in answer


@pytest.mark.parametrize("role", ["CoP Teller", "CoP Facilitator", "CoP Reviewer"])
def test_our_roles_count_for_nothing_when_given_site_wide(site, rest, told, role):
    urls = [told(state) for state in ("private", "community", "pending")]
    with api.env.adopt_roles(["Manager"]):
        api.user.grant_roles(username="colleague", roles=[role])
    transaction.commit()
    colleague = rest("colleague")
    for url in urls:
        assert colleague.get(url).status_code == 404
    assert colleague.get("@search?portal_type=leap.cop.Story").json()["items"] == []


@pytest.mark.parametrize("userid", ["siteadmin", "admin", "facilitator"])
def test_nobody_gives_roles_past_the_membership(site, rest, told, userid):
    url = told("public")
    session = rest(userid)
    entries = {"entries": [{"id": "colleague", "type": "user", "roles": {}}]}
    for where in (url, "tuesday"):
        entries["entries"][0]["roles"] = {"Reviewer": True, "Reader": True}
        assert session.post(f"{where}/@sharing", json=entries).status_code in (401, 403)
        data = {"userid": "colleague", "roles:list": "CoP Teller"}
        answer = session.post(f"{where}/manage_setLocalRoles", data=data)
        assert answer.status_code in (401, 403, 404)
        data = {"title": "Another title"}
        answer = session.post(f"{where}/manage_editProperties", data=data)
        assert answer.status_code in (401, 403, 404)
    assert rest("teller").get(url).json()["title"] == "The long table"
    rest("teller").delete(f"{url}/@consent")
    assert rest("colleague").get(url).status_code == 410


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_a_foreign_form_could_send_is_refused(rest, told, kind):
    url = told("private")
    answer = rest("teller").post(
        f"{url}/@consent",
        data='{"level": "community"}',
        headers={"Content-Type": kind, "Origin": "http://elsewhere.example"},
    )
    assert answer.status_code == 403
    assert rest("teller").get(url).json()["review_state"] == "private"


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        "/\\elsewhere.example/a.png",
        "\\\\elsewhere.example\\a.png",
        "data:image/png;base64,AAAA",
        "ht\ntps://elsewhere.example/a.png",
    ],
)
def test_no_picture_of_another_host_is_kept(rest, source):
    teller = rest("teller")
    html = f'<p style="background:url(//elsewhere.example/b)">Tea<img src="{source}"'
    html += ' srcset="//elsewhere.example/c 2x"></p>'
    answer = teller.post("tuesday", json={"@type": "leap.cop.Story", "learning": html})
    assert answer.status_code == 201, answer.text
    assert "elsewhere" not in teller.get(answer.json()["@id"]).text


def test_a_story_keeps_its_address(community, story_in):
    """Whoever renames, and however: a chosen address would say something."""
    story = story_in("public")
    before = story.getId()
    with pytest.raises(NotNow):
        community.manage_renameObject(before, "the-long-table")
    assert list(community.objectIds()) == [before]


@pytest.mark.parametrize("userid", [None, "colleague", "siteadmin", "admin"])
def test_a_kept_uid_does_not_tell_whether_it_stands_for_something(
    site, rest, told, userid
):
    """Shared with others, private, or nobody's: by none of its answers."""
    answers = set()
    for state in ("private", "community", None):
        uid = uuid4().hex
        if state:
            uid = rest("teller").get(told(state)).json()["UID"]
        answer = rest(userid).get(f"@linkintegrity?uids={uid}")
        answers.add((answer.status_code, answer.text.replace(uid, "UID")))
    assert len(answers) == 1
    assert next(iter(answers))[0] in (401, 404)
