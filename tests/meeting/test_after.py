"""The page after a meeting: short parts, each saved by itself, without scripts."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of

import pytest
import transaction


START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def held(meeting_at, site):
    """Return a meeting that has begun, at which the teller takes notes."""
    url = meeting_at(start=START, state="public")
    record = record_of(site.unrestrictedTraverse(url))
    record.turns["note_taker"] = ("teller", "accepted")
    row = AgendaRow("theme-one", "theme", "facilitator")
    row.title = "Doors"
    record.rows[row.id] = row
    transaction.commit()
    return url


def open_part(visitor, url, part):
    """Open the page; return the form of one part."""
    visitor.go(f"{url}/after")
    return visitor.form_to("after", part=part)


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 200),
        ("teller", 200),
        ("member", 404),
        ("siteadmin", 404),
        ("colleague", 404),
        ("newcomer", 404),
    ],
)
def test_who_sees_it(visit, held, who, status):
    visitor = visit(who)
    visitor.go(f"{held}/after")
    assert visitor.status == status, visitor.text
    visitor.browser.post(f"{visitor.base}/{held}/after", "part=learned&learned=x")
    assert visitor.status in ((403, 404) if status == 404 else (403, 200))


def test_decisions(visit, rest, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "decided")
    form.getControl(name="decided").value = "We meet at nine.\nNo minutes."
    form.submit()
    assert visitor.path.partition("#")[0] == f"{held}/after"
    form = open_part(visitor, held, "decided")
    form.getControl(name="decided").value = "Tea <first>."
    form.submit()
    kept = rest("member").get(f"{held}/@record").json()
    assert kept["members_record"].count("<p>What we decided:</p>") == 1
    for words in ("We meet at nine.", "No minutes.", "Tea &lt;first&gt;."):
        assert words in kept["members_record"]
    assert kept["rev"] == 2
    at = [kept["members_record"].index(words) for words in ("nine", "No min", "Tea")]
    assert at == sorted(at)


def test_more_of_one_kind_stands_with_its_kind(visit, rest, held):
    visitor = visit("teller")
    for learned, celebrated in (("One", "Two"), ("Three", ""), ("", "Four")):
        form = open_part(visitor, held, "learned")
        form.getControl(name="learned").value = learned
        form.getControl(name="celebrated").value = celebrated
        form.submit()
    summary = rest("member").get(f"{held}/@record").json()["summary"]
    at = [summary.index(word) for word in ("One", "Three", "celebrate", "Two", "Four")]
    assert at == sorted(at)


def test_learned_and_celebrated(visit, rest, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "learned")
    form.getControl(name="learned").value = "Waiting helps."
    form.getControl(name="celebrated").value = "The door is open."
    form.submit()
    kept = rest("member").get(f"{held}/@record").json()
    assert "Waiting helps." in kept["summary"]
    assert "The door is open." in kept["summary"]
    assert not kept["summary_shown"]
    assert "summary" not in rest("colleague").get(held).json()


def test_a_shown_summary_is_looked_at_again(visit, rest, held):
    body = {"rev": 0, "summary": "<p>Fine.</p>", "summary_shown": True}
    rest("facilitator").put(f"{held}/@record", json=body)
    visitor = visit("teller")
    form = open_part(visitor, held, "learned")
    form.getControl(name="learned").value = "Mia Brook waits well."
    form.submit()
    assert visitor.status == 409
    form = visitor.form_to("after", part="learned")
    assert form.getControl(name="learned").value == "Mia Brook waits well."
    form.getControl(name="confirmed").value = ["yes"]
    form.submit()
    assert "Mia Brook" in rest("member").get(f"{held}/@record").json()["summary"]


def test_actions(visit, rest, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "action")
    form.getControl(name="todo").value = "Ask for a key"
    form.submit()
    form = open_part(visitor, held, "action")
    assert "Ask for a key" in visitor.text
    assert ">facilitator<" not in visitor.contents
    assert 'value="facilitator"' not in visitor.contents
    who = form.getControl(name="who")
    who.getControl("Mia Brook").selected = True
    form.getControl(name="todo").value = "Bring cups"
    form.submit()
    rows = rest("facilitator").get("tuesday/@cop-actions").json()["items"]
    owners = {row["text"]: row["owner"] for row in rows}
    assert "Tess Lane" in str(owners["Ask for a key"])
    assert "Mia Brook" in str(owners["Bring cups"])


def test_an_action_for_somebody_who_left_meanwhile(visit, rest, held, site):
    visitor = visit("teller")
    form = open_part(visitor, held, "action")
    form.getControl(name="who").getControl("Mia Brook").selected = True
    form.getControl(name="todo").value = "Bring cups"
    now = datetime(2026, 11, 20, tzinfo=UTC)
    Membership(site["tuesday"]).remove("member", now=now)
    transaction.commit()
    form.submit()
    assert visitor.status == 400
    assert 'id="cop-who-problem"' in visitor.contents
    form = visitor.form_to("after", part="action")
    assert form.getControl(name="todo").value == "Bring cups"
    assert rest("facilitator").get("tuesday/@cop-actions").json()["items"] == []


def test_an_empty_line_is_no_action(visit, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "decided")
    form.getControl(name="decided").value = ""
    form = visitor.form_to("after", part="action")
    form.submit()
    assert visitor.status == 400


def test_themes(visit, kept, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "themes")
    assert "Doors" in visitor.text
    form.getControl(name="state-theme-one").value = ["carried"]
    form.submit()
    assert kept(held).rows["theme-one"].state == "carried"
    assert kept(held).minutes.rev == 0


def test_a_theme_that_somebody_changed_meanwhile(visit, kept, held, site):
    visitor = visit("teller")
    form = open_part(visitor, held, "themes")
    form.getControl(name="state-theme-one").value = ["carried"]
    kept(held).rows["theme-one"].rev = 2
    transaction.commit()
    form.submit()
    assert visitor.status == 409
    assert kept(held).rows["theme-one"].state == "open"


def test_a_kept_record_leaves_nothing_to_write(visit, rest, held):
    rest("facilitator").put(f"{held}/@record", json={"rev": 0, "summary": "x"})
    rest("facilitator").post(f"{held}/@phase", json={"phase": "held"})
    visitor = visit("facilitator")
    visitor.go(f"{held}/after")
    visitor.browser.getLink("Make the record final").click()
    visitor.form_to("keep-record").submit()
    visitor.go(f"{held}/after")
    for part in ("decided", "learned", "themes"):
        with pytest.raises(LookupError):
            visitor.form_to("after", part=part)


def test_before_it_begins(visit, meeting_at):
    visitor = visit("facilitator")
    visitor.go(f"{meeting_at()}/after")
    assert "he meeting has not started yet" in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("after")


def test_every_field_has_a_label(visit, held):
    import re

    visitor = visit("facilitator")
    visitor.go(f"{held}/after")
    page = visitor.contents[visitor.contents.index('class="cop-page"') :]
    for found in re.findall(r"<(?:textarea|input|select)\b[^>]*>", page):
        if 'type="hidden"' in found:
            continue
        name = re.search(r'\bid="([^"]+)"', found)
        wrapped = 'type="radio"' in found or 'type="checkbox"' in found
        assert wrapped or f'for="{name[1]}"' in page, found
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def mark(userid: str) -> str:
    """Return the name of the field for somebody."""
    return f"was-{userid.encode().hex()}"


def test_who_was_here(visit, kept, held):
    visitor = visit("teller")
    form = open_part(visitor, held, "presence")
    form.getControl(name=mark("member")).value = ["present"]
    form.submit()
    assert visitor.path.partition("#")[0] == f"{held}/after"
    assert dict(kept(held).presence) == {"member": "present"}


def test_whoever_said_yes_is_filled_in_and_not_saved(visit, kept, held):
    kept(held).answers["member"] = ("yes", "")
    transaction.commit()
    visitor = visit("teller")
    form = open_part(visitor, held, "presence")
    form.getControl(name="act").click()
    assert "Not saved yet" in visitor.text
    assert dict(kept(held).presence) == {}
    form = visitor.form_to("after", part="presence")
    assert form.getControl(name=mark("member")).value == ["present"]
    form.submit()
    assert dict(kept(held).presence) == {"member": "present"}


def test_numbers(visit, kept, held):
    visitor = visit("facilitator")
    form = open_part(visitor, held, "numbers")
    form.getControl(name="guests").value = "3"
    form.getControl(name="young_people").value = "2"
    form.submit()
    assert (kept(held).guests, kept(held).young_people) == (3, 2)
    form = open_part(visitor, held, "numbers")
    assert form.getControl(name="guests").value == "3"


def test_each_part_saves_alone(visit, kept, held):
    visitor = visit("facilitator")
    visitor.go(f"{held}/after")
    visitor.form_to("after", part="decided").getControl(name="decided").value = "Tea"
    form = visitor.form_to("after", part="numbers")
    form.getControl(name="guests").value = "1"
    form.submit()
    assert kept(held).guests == 1
    assert kept(held).minutes.rev == 0
