"""Actions over REST and on pages: whose they are, who sees and changes them."""

from datetime import date
from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.meeting import rules
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import links
from leap.cop.meeting.records import record_of
from leap.cop.story.lifecycle import lifecycle
from leap.cop.topic import grouping
from plone import api
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW
from tests.meeting.people import let_wait

import pytest
import transaction


URL = "tuesday/@cop-actions"


def written(rest, who="member", **fields):
    """Write an action down; return the answer."""
    return rest(who).post(URL, json={"text": "Ask the young people", **fields})


def texts(rest, who, query=""):
    """Return the texts that somebody reads."""
    return [one["text"] for one in rest(who).get(URL + query).json()["items"]]


def test_a_member_writes_down_the_own(rest):
    answer = written(rest, due="2027-03-01")
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert (row["owner"], row["mine"], row["rev"]) == ("Mia Brook", True, 1)
    assert (row["status"], row["due"]) == ("planned", "2027-03-01")
    assert rest("member").get(answer.headers["Location"]).json()["id"] == row["id"]
    seen = rest("teller").get(URL).json()["items"][0]
    assert (seen["mine"], seen["may_change"]) == (False, False)


@pytest.mark.parametrize("who", ["reviewer", "colleague", "newcomer", "siteadmin"])
def test_others_have_none_of_it(rest, who):
    made = written(rest).json()
    nonsense = rest(who).get("tuesday/@cop-actions/nothing")
    assert rest(who).get(URL).status_code == 404
    found = rest(who).get(made["@id"])
    assert (found.status_code, nonsense.status_code) == (404, 404)
    assert written(rest, who).status_code in (403, 404)
    change = rest(who).patch(made["@id"], json={"rev": 1, "status": "done"})
    assert change.status_code in (403, 404)
    assert rest(who).delete(made["@id"]).status_code in (403, 404)


def test_nobody_who_is_not_logged_in(rest):
    assert rest(None).get(URL).status_code in (401, 404)
    assert rest(None).get("@my-actions").status_code == 401
    assert written(rest, None).status_code == 401


def test_whoever_waits_has_none_of_it(rest, site):
    Membership(site["tuesday"]).let_wait("teller", True, now=NOW)
    transaction.commit()
    assert rest("teller").get(URL).status_code == 404
    assert written(rest, "teller").status_code == 403
    assert rest("teller").get("@my-actions").json()["items"] == []


def test_the_site_administration_writes_nothing(rest):
    assert written(rest, "siteadmin").status_code == 403


def test_for_others_write_facilitators(rest):
    assert written(rest, owner="teller").status_code == 403
    answer = written(rest, "facilitator", owner="teller")
    assert answer.json()["owner"] == "Tess Lane"
    assert written(rest, "facilitator", owner=None).json()["owner"] is None
    for nobody in ("colleague", "newcomer", "nonsense"):
        answer = written(rest, "facilitator", owner=nobody)
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("owner: ")


@pytest.mark.parametrize("kind", [rules.CHAIR, rules.NOTE_TAKER])
def test_for_others_write_chair_and_note_taker_of_the_meeting(
    rest, site, meeting_at, kind
):
    meeting = site.unrestrictedTraverse(meeting_at())
    other = site.unrestrictedTraverse(meeting_at())
    record_of(meeting).turns[kind] = ("member", rules.ACCEPTED)
    transaction.commit()
    at = {"owner": "teller", "meeting": meeting.UID()}
    answer = written(rest, **at)
    assert answer.status_code == 201
    assert answer.json()["meeting"]["@id"] == meeting.absolute_url()
    assert answer.json()["may_change"] is True
    assert written(rest, **{**at, "meeting": other.UID()}).status_code == 403
    assert written(rest, owner="teller").status_code == 403
    assert texts(rest, "teller", f"?meeting={meeting.UID()}")
    assert texts(rest, "teller", f"?meeting={other.UID()}") == []


def test_a_host_writes_for_nobody_else(rest, site, meeting_at):
    meeting = site.unrestrictedTraverse(meeting_at())
    record_of(meeting).turns[rules.HOST] = ("member", rules.ACCEPTED)
    transaction.commit()
    assert written(rest, owner="teller", meeting=meeting.UID()).status_code == 403


def test_a_personal_one_is_its_owners_until_shared(rest):
    row = written(rest, text="Dare to ask", personal=True).json()
    assert texts(rest, "member", "?mine=1") == ["Dare to ask"]
    for who in ("facilitator", "teller"):
        assert texts(rest, who) == []
        assert rest(who).get(row["@id"]).status_code == 404
        assert rest(who).patch(row["@id"], json={"rev": 1, "shared": True}).ok is False
    session = rest("member")
    answer = session.patch(row["@id"], json={"rev": 1, "owner": None})
    assert answer.status_code == 400
    assert session.patch(row["@id"], json={"rev": 1, "shared": True}).status_code == 200
    assert texts(rest, "facilitator") == ["Dare to ask"]
    # Nobody else makes it disappear.
    sent = {"rev": 2, "shared": False}
    assert rest("facilitator").patch(row["@id"], json=sent).status_code == 403


def test_kept_back_is_only_what_never_changed_hands(rest):
    session = rest("member")
    row = written(rest, text="Dare to ask", personal=True).json()
    for rev, shared in ((1, True), (2, False), (3, True)):
        sent = {"rev": rev, "shared": shared}
        assert session.patch(row["@id"], json=sent).status_code == 200
    given = session.patch(row["@id"], json={"rev": 4, "owner": None}).json()
    assert (given["owner"], given["personal"]) == (None, False)
    for who, rev in (("teller", 5), ("member", 6)):
        lead = rest("facilitator" if who == "member" else who)
        sent = {"rev": rev, "owner": who}
        assert lead.patch(row["@id"], json=sent).status_code == 200
        hide = rest(who).patch(row["@id"], json={"rev": rev + 1, "shared": False})
        assert hide.status_code == 400
    assert texts(rest, "teller") == ["Dare to ask"]


def test_kept_back_only_by_whoever_wrote_it(rest, site):
    row = written(rest, text="Dare to ask", personal=True).json()
    rest("member").patch(row["@id"], json={"rev": 1, "shared": True})
    transaction.begin()
    actions.ActionsShelf(site["tuesday"]).get(row["id"]).author = "teller"
    transaction.commit()
    hide = rest("member").patch(row["@id"], json={"rev": 2, "shared": False})
    assert hide.status_code == 403


def test_what_somebody_who_left_had_shared_stays_the_groups(rest, site):
    row = written(rest, text="Dare to ask", personal=True).json()
    rest("member").patch(row["@id"], json={"rev": 1, "shared": True})
    transaction.begin()
    Membership(site["tuesday"]).remove("member", now=NOW + timedelta(days=1))
    transaction.commit()
    seen = rest("teller").get(row["@id"]).json()
    assert (seen["owner"], seen["personal"]) == (None, False)


def test_a_personal_one_is_for_nobody_else(rest):
    answer = written(rest, "facilitator", owner="member", personal=True)
    assert answer.status_code == 400


def test_not_mine_and_taken_on(rest):
    row = written(rest, "facilitator", owner="member").json()
    session = rest("member")
    answer = session.patch(row["@id"], json={"rev": 1, "owner": None})
    assert answer.json()["owner"] is None
    assert session.patch(row["@id"], json={"rev": 2, "text": "x"}).status_code == 403
    taken = rest("teller").patch(row["@id"], json={"rev": 2, "owner": "teller"})
    assert taken.json()["mine"] is True
    # It is hers now, and nobody takes it from her.
    late = session.patch(row["@id"], json={"rev": 3, "owner": "member"})
    assert late.status_code == 403


def test_two_who_change_the_same(rest):
    row = written(rest).json()
    first = rest("member").patch(row["@id"], json={"rev": 1, "status": "in_progress"})
    assert (first.status_code, first.json()["rev"]) == (200, 2)
    late = rest("facilitator").patch(row["@id"], json={"rev": 1, "status": "done"})
    assert late.status_code == 409
    assert late.json()["current"]["status"] == "in_progress"
    assert rest("member").patch(row["@id"], json={"status": "done"}).status_code == 400


def test_a_change_of_nothing_is_none(rest):
    row = written(rest).json()
    same = rest("member").patch(row["@id"], json={"rev": 1, "text": row["text"]})
    assert same.json()["rev"] == 1
    nothing = rest("member").patch(row["@id"], json={"rev": 1, "text": None})
    assert nothing.json()["text"] == row["text"]


def test_what_was_learned(rest):
    row = written(rest).json()
    sent = {"rev": 1, "status": "stopped_learned", "learned": "Ask\nearlier."}
    changed = rest("member").patch(row["@id"], json=sent).json()
    assert changed["learned"] == "Ask\nearlier."
    assert texts(rest, "teller", "?status=stopped_learned") == [row["text"]]
    assert texts(rest, "teller", "?status=planned") == []
    assert rest("teller").get(f"{URL}?status=nonsense").status_code == 400


def test_a_day_that_there_is_not(rest):
    answer = written(rest, due="2027-02-30")
    assert answer.status_code == 400
    assert answer.json()["message"] == "due: enter a date, for example 2026-12-31."


def test_the_day_can_be_taken_away(rest):
    row = written(rest, due="2027-02-28").json()
    changed = rest("member").patch(row["@id"], json={"rev": 1, "due": None})
    assert changed.json()["due"] is None


def test_who_takes_one_out(rest):
    mine, other = written(rest).json(), written(rest).json()
    assert rest("teller").delete(mine["@id"]).status_code == 403
    assert rest("member").delete(mine["@id"]).status_code == 204
    assert rest("member").delete(mine["@id"]).status_code == 404
    assert rest("facilitator").delete(other["@id"]).status_code == 204
    assert texts(rest, "member") == []


def test_a_list_in_parts(rest):
    for number in range(3):
        written(rest, text=f"Step {number}")
    found = rest("teller").get(f"{URL}?b_size=2").json()
    assert (len(found["items"]), found["items_total"]) == (2, 3)
    assert "batching" in found


@pytest.fixture
def looked_up(monkeypatch):
    """Return the list of what the catalog is asked for."""
    asked, look_up = [], links._brains

    def noted(uids):
        if uids:
            asked.append(uids)
        return look_up(uids)

    monkeypatch.setattr(links, "_brains", noted)
    return asked


def test_the_catalog_is_asked_once_a_list(rest, visit, site, meeting_at, looked_up):
    with api.env.adopt_user("siteadmin"):
        make_community(site, id="harbour", title="Harbour")
    story = make_story(site["tuesday"], "public")
    transaction.commit()
    uids = [site.unrestrictedTraverse(meeting_at()).UID() for _number in range(2)]
    for uid in (*uids, *uids):
        written(rest, meeting=uid, story=story.UID())
    sent = {"text": "There", "story": story.UID()}
    rest("member").post("harbour/@cop-actions", json=sent)
    for who, times in (("member", 1), ("teller", 1), ("facilitator", 1)):
        looked_up.clear()
        rows = rest(who).get(URL).json()["items"]
        assert {one["meeting"]["title"] for one in rows} == {"Listening well"}
        assert {one["story"]["title"] for one in rows} == {"The long table"}
        assert len(looked_up) == times
    looked_up.clear()
    assert rest("member").get("@my-actions").json()["items_total"] == 5
    assert len(looked_up) == 2
    looked_up.clear()
    visitor = visit("member")
    visitor.go("tuesday/actions")
    assert "The long table" in visitor.text
    assert len(looked_up) == 1


def test_a_meeting_of_another_community_gives_no_say(rest, site, meeting_at):
    with api.env.adopt_user("siteadmin"):
        harbour = make_community(site, id="harbour", title="Harbour")
    transaction.commit()
    meeting = site.unrestrictedTraverse(meeting_at())
    record_of(meeting).turns[rules.CHAIR] = ("member", rules.ACCEPTED)
    transaction.commit()
    row = rest("teller").post("harbour/@cop-actions", json={"text": "There"}).json()
    transaction.begin()
    actions.ActionsShelf(harbour).get(row["id"]).meeting = meeting.UID()
    transaction.commit()
    seen = rest("member").get(row["@id"]).json()
    assert (seen["meeting"], seen["may_change"]) == (None, False)


def test_a_story_is_named_to_its_readers_alone(rest, site):
    secret = make_story(site["tuesday"], "private", title="The secret lane")
    shown = make_story(site["tuesday"], "community", title="The long table")
    transaction.commit()
    assert written(rest, story=secret.UID()).status_code == 400
    row = written(rest, story=shown.UID()).json()
    assert row["story"]["title"] == "The long table"
    transaction.begin()
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(shown)
    transaction.commit()
    sent = rest("facilitator").get(row["@id"])
    assert sent.json()["story"] is None
    assert shown.UID() not in sent.text
    transaction.begin()
    kept = actions.ActionsShelf(site["tuesday"]).get(row["id"])
    assert kept.story == ""


def test_a_story_leaves_the_actions_of_every_community(rest, site):
    with api.env.adopt_user("siteadmin"):
        harbour = make_community(site, id="harbour", title="Harbour")
    shown = make_story(site["tuesday"], "public", title="The long table")
    transaction.commit()
    url = "harbour/@cop-actions"
    sent = {"text": "Read it", "story": shown.UID()}
    row = rest("member").post(url, json=sent).json()
    assert row["story"]["title"] == "The long table"
    transaction.begin()
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(shown)
    transaction.commit()
    kept = actions.ActionsShelf(harbour).get(row["id"])
    assert (kept.story, kept.rev) == ("", 1)


def test_a_theme_that_the_writer_knows(rest, visit, site):
    with api.env.adopt_user("facilitator"):
        talks = api.content.create(
            site["tuesday"], type="leap.cop.TopicRound", title="First round"
        )
        theme = grouping.add_theme(talks, "Doors and chairs", "", now=NOW)
        line = theme.line
    transaction.commit()
    answer = written(rest, "facilitator", theme=line)
    assert answer.json()["theme"] == {"line": line, "title": "Doors and chairs"}
    # The round is for facilitators alone yet, and so is its theme.
    assert written(rest, theme=line).status_code == 400
    seen = rest("member").get(answer.json()["@id"]).json()
    assert seen["theme"] is None
    transaction.begin()
    with api.env.adopt_user("facilitator"):
        api.content.transition(talks, "share")
        api.content.transition(talks, "publish")
    transaction.commit()
    # It stands on the theme's page, for the people of the community alone.
    for who, sees in (("facilitator", True), ("member", True), ("colleague", False)):
        visitor = visit(who)
        visitor.go(f"{talks.absolute_url()}/theme?id={theme.id}")
        assert "Doors and chairs" in visitor.text
        assert ("Ask the young people" in visitor.text) is sees


def test_mine_in_all_communities(rest, site):
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="harbour", title="Harbour")
    transaction.commit()
    written(rest, text="Here")
    rest("member").post("harbour/@cop-actions", json={"text": "There"})
    rest("facilitator").post("harbour/@cop-actions", json={"text": "Not hers"})

    def mine():
        items = rest("member").get("@my-actions").json()["items"]
        return {one["text"]: one["community"]["title"] for one in items}

    assert mine() == {"Here": "Tuesday circle", "There": "Harbour"}
    Membership(other).pause("member", now=NOW, by_site=False)
    transaction.commit()
    assert mine() == {"Here": "Tuesday circle"}
    Membership(other).resume("member", now=NOW, by_site=False)
    Membership(other).remove("member", now=NOW + timedelta(days=1))
    transaction.commit()
    assert mine() == {"Here": "Tuesday circle"}
    assert rest("colleague").get("@my-actions").json()["items"] == []


def test_what_somebody_who_left_had_to_do_is_nobodys(rest, site):
    written(rest, text="For the group")
    written(rest, text="For me", personal=True)
    transaction.begin()
    Membership(site["tuesday"]).remove("member", now=NOW + timedelta(days=1))
    transaction.commit()
    row = rest("facilitator").get(URL).json()["items"][0]
    assert (row["text"], row["owner"]) == ("For the group", None)
    assert texts(rest, "facilitator") == ["For the group"]


def test_no_ids_of_people_in_what_members_get(rest):
    written(rest, "facilitator", owner="teller")
    assert '"teller"' not in rest("member").get(URL).text


def test_what_is_due_waits(rest, site):
    def waits(who="member"):
        found = rest(who).get("tuesday/@cop-home").json()["waits_for_me"]
        return [row for row in found if row["kind"] == "action-due"]

    row = written(rest, text="Lane 12", due=str(date.today() + timedelta(days=3)))
    found = waits()
    assert (len(found), found[0]["count"]) == (1, 1)
    assert "Lane 12" not in found[0]["text"]
    assert waits("teller") == []
    rest("member").patch(row.json()["@id"], json={"rev": 1, "status": "done"})
    assert waits() == []


# Pages


def sent(visitor, page, button=None, at=None, **fields):
    """Fill in the form that goes to a page and send it."""
    form = visitor.form_to(page, **(at or {}))
    for name, value in fields.items():
        form.getControl(name=name).value = value
    if button is None:
        form.submit()
    else:
        form.getControl(name="act", index=0).click()
    return visitor.text


def test_the_way_through_the_pages(visit):
    visitor = visit("member")
    visitor.go("tuesday/actions")
    assert "Nothing yet" in visitor.text
    visitor.go("tuesday/add-action")
    assert "Who does it?" not in visitor.text
    assert "Bring bread" in sent(visitor, "add-action", text="Bring bread")
    assert visitor.path == "tuesday/actions"
    visitor.go("my-actions")
    visitor.browser.getLink("Bring bread").click()
    changed = sent(
        visitor, "change-action", status=["stopped_learned"], learned="Ask first"
    )
    assert "Ask first" in changed
    visitor.go("my-actions")
    assert "Bring bread" not in visitor.text


def test_the_buttons_of_the_list(visit):
    lead = visit("facilitator")
    lead.go("tuesday/add-action")
    sent(lead, "add-action", text="Bring bread", owner=["member"])
    visitor = visit("member")
    visitor.go("tuesday/actions")
    form = [one for one in visitor._forms() if "move-action" in (one.action or "")][1]
    form.getControl(name="act").click()
    assert "Nobody yet" in visitor.text
    other = visit("teller")
    other.go("tuesday/actions")
    sent(other, "move-action", button="take-on")
    assert "Tess Lane" in other.text
    # A page that stayed open changes nothing.
    stale = visit("facilitator")
    stale.go("tuesday/actions")
    stale.browser.getLink("Bring bread").click()
    other.go("tuesday/actions")
    sent(other, "move-action", button="done")
    sent(stale, "change-action", text="Bring cake")
    assert stale.status == 409
    assert "Bring cake" in stale.contents
    stale.go("tuesday/actions")
    assert "Bring cake" not in stale.text


def test_what_is_done_stands_on_pages_of_its_own(visit, site):
    transaction.begin()
    for number in range(25):
        made = actions.add(site["tuesday"], f"Step {number:02}", by="member", now=NOW)
        made.status = rules.DONE
    actions.add(site["tuesday"], "Still to do", by="member", now=NOW)
    transaction.commit()
    visitor = visit("member")
    visitor.go("tuesday/actions")
    assert visitor.text.count("Step ") == 20
    visitor.go("tuesday/actions?b_start=20")
    assert visitor.text.count("Step ") == 5
    assert "Still to do" in visitor.text


def test_taken_out_on_a_page(visit):
    visitor = visit("member")
    visitor.go("tuesday/add-action")
    sent(visitor, "add-action", text="Bring bread")
    visitor.browser.getLink("Bring bread").click()
    visitor.browser.getLink("Remove").click()
    assert "Bring bread" not in sent(visitor, "drop-action")


@pytest.mark.parametrize("who", ["colleague", "newcomer", "siteadmin", "reviewer"])
@pytest.mark.parametrize("page", ["actions", "add-action", "move-action"])
def test_pages_are_for_the_people_of_the_community(visit, who, page):
    visitor = visit(who)
    visitor.go(f"tuesday/{page}")
    assert visitor.status in (401, 403, 404)


def test_the_part_on_the_page_of_a_meeting(visit, meeting_at):
    path = meeting_at(state="public")
    visitor = visit("member")
    visitor.go(path)
    visitor.browser.getLink("Write something down").click()
    assert "Bring bread" in sent(visitor, "add-action", text="Bring bread")
    assert visitor.path == path
    for who in ("colleague", "siteadmin"):
        other = visit(who)
        other.go(path)
        assert "Who does what" not in other.text
        assert "Bring bread" not in other.text


def test_an_owner_tells_nobody_who_waits(rest, site, visit):
    let_wait(site, "member")
    row = written(rest, "facilitator", owner="member").json()
    assert row["owner"] == "Mia Brook"
    handed = rest("facilitator").patch(row["@id"], json={"rev": 1, "owner": "teller"})
    back = {"rev": 2, "owner": "member"}
    assert handed.status_code == 200
    assert rest("facilitator").patch(row["@id"], json=back).status_code == 200
    visitor = visit("facilitator")
    visitor.go("tuesday/add-action")
    assert ">Mia Brook</option>" in visitor.contents
