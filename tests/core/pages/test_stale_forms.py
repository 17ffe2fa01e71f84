"""Edit pages that stayed open: what was changed since stays, and nothing is lost."""

from lxml import html

import pytest
import transaction


WIDGET = "form.widgets."


def test_a_name_that_was_taken_out_stays_out(tab, told, rest):
    url = told("community", attribution="name", learning=None)
    teller = rest("teller")
    teller.patch(url, json={"learning": "<p>We met with Lena</p>"})
    late = tab("teller").visit(f"{url}/edit")
    teller.patch(
        url,
        json={"learning": "<p>We met with somebody</p>", "attribution": "anonymous"},
    )
    rows = teller.get(f"{url}/@consent").json()["items_total"]
    late.field(WIDGET + "content_note").value = "About loss"
    late.getControl("Save").click()
    assert late.status == 409
    assert late.url.replace("@@", "") == f"{url}/edit"
    both = late.both()
    assert both["What you learned"] == ("We met with Lena", "We met with somebody")
    assert both["A word before reading"] == ("About loss", "Nothing")
    assert both["Name shown"][1].startswith("No name")
    assert len(both) == 3
    # What was written stands in the form still, and nothing of it is kept.
    assert "Lena" in late.field(WIDGET + "learning").value
    assert late.field(WIDGET + "content_note").value == "About loss"
    read = rest("member").get(url).json()
    assert "Lena" not in str(read)
    assert "Tessa" not in str(read)
    assert not read["content_note"]
    assert teller.get(f"{url}/@consent").json()["items_total"] == rows
    # Going on is meant: with the other wording taken over, or over it.
    late.field(WIDGET + "learning").value = "<p>We met with somebody</p>"
    late.field(WIDGET + "attribution").value = ["anonymous"]
    late.getControl("Save").click()
    assert late.url == url
    read = rest("member").get(url).json()
    assert read["content_note"] == "About loss"
    assert "Lena" not in str(read)


def test_mine_can_be_dropped(tab, told, rest):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    rest("teller").patch(url, json={"title": "Theirs"})
    late.field(WIDGET + "IBasic.title").value = "Mine"
    late.getControl("Save").click()
    assert late.status == 409
    late.getLink("Discard mine, and open it as it is now").click()
    assert late.field(WIDGET + "IBasic.title").value == "Theirs"


def test_a_longer_text_of_another_tab_is_not_lost(tab, told, story_of):
    url = told("private")
    first, second = (tab("teller").visit(f"{url}/edit") for _ in range(2))
    first.field(WIDGET + "reflection").value = "<p>A long text</p>"
    first.getControl("Save").click()
    second.field(WIDGET + "learning").value = "<p>Short</p>"
    second.getControl("Save").click()
    assert second.status == 409
    assert story_of(url).reflection.raw == "<p>A long text</p>"
    second.getControl("Save").click()
    assert second.url == url
    assert story_of(url).learning.raw == "<p>Short</p>"


def test_a_page_from_before_it_was_shared_is_no_agreement(tab, told, rest):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    rest("teller").post(
        f"{url}/@consent", json={"level": "community", "attribution": "name"}
    )
    late.field(WIDGET + "learning").value = "<p>Only for me: Lena</p>"
    late.getControl("Save").click()
    assert late.status == 409
    assert "Lena" not in str(rest("member").get(url).json())


def test_a_double_click_is_one_save(tab, told):
    url = told("community")
    first, second = (tab("teller").visit(f"{url}/edit") for _ in range(2))
    for page in (first, second):
        page.field(WIDGET + "learning").value = "<p>The same</p>"
        page.getControl("Save").click()
        assert page.url == url


@pytest.mark.parametrize("sent", ["", "x", "0" * 32])
def test_without_what_was_seen_nothing_is_saved(tab, told, story_of, sent):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    late.field("revision").value = sent
    late.field(WIDGET + "learning").value = "<p>Mine</p>"
    late.getControl("Save").click()
    assert late.status == 409
    assert story_of(url).learning.raw != "<p>Mine</p>"


def test_a_mistake_on_an_old_page_does_not_make_it_new(tab, told, rest):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    rest("teller").patch(url, json={"title": "Theirs"})
    late.field(WIDGET + "IBasic.title").value = "x" * 300
    late.getControl("Save").click()
    assert late.status == 400
    late.field(WIDGET + "IBasic.title").value = "Mine"
    late.getControl("Save").click()
    assert late.status == 409


def test_a_mistake_gives_no_revision_to_a_page_without_one(tab, told, story_of):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    late.field("revision").value = ""
    late.field(WIDGET + "IBasic.title").value = "x" * 300
    late.getControl("Save").click()
    assert late.status == 400
    late.field(WIDGET + "IBasic.title").value = "Mine"
    late.getControl("Save").click()
    assert late.status == 409
    assert story_of(url).title != "Mine"


def test_nothing_of_both_wordings_acts(tab, told, rest):
    url = told("private")
    late = tab("teller").visit(f"{url}/edit")
    rest("teller").patch(url, json={"title": "A <b>bold</b> one"})
    late.field(WIDGET + "learning").value = "<p>x</p><script>alert(1)</script>"
    late.field(WIDGET + "others_note").value = "<script>alert(2)</script>"
    late.getControl("Save").click()
    assert late.status == 409
    box = html.fromstring(late.contents).get_element_by_id("cop-stale")
    assert not list(box.iter("script", "b"))
    assert late.both()["A note for the reviewers"][0] == "<script>alert(2)</script>"


def test_the_ceiling_does_not_go_up_again(tab, rest, site):
    late = tab("facilitator").visit("tuesday/edit")
    other = rest("facilitator")
    other.patch("tuesday", json={"story_ceiling": "community", "join_policy": "apply"})
    late.field(WIDGET + "purpose").value = "<p>Another purpose</p>"
    late.getControl("Save").click()
    assert late.status == 409
    assert len(late.both()) == 3
    kept = other.get("tuesday").json()
    assert kept["story_ceiling"]["token"] == "community"
    assert kept["join_policy"]["token"] == "apply"
    assert kept["purpose"] is None
    late.field(WIDGET + "story_ceiling:list").value = ["community"]
    late.getControl("Save").click()
    assert other.get("tuesday").json()["purpose"]["data"] == "<p>Another purpose</p>"


def test_a_secret_round_does_not_become_a_named_one(tab, rest):
    other = rest("facilitator")
    url = other.post(
        "tuesday", json={"@type": "leap.cop.TopicRound", "title": "Spring"}
    ).json()["@id"]
    late = tab("facilitator").visit(f"{url}/edit")
    other.patch(url, json={"secrecy": "secret"})
    late.field(WIDGET + "IBasic.description").value = "One line"
    late.getControl("Save").click()
    assert late.status == 409
    assert other.get(url).json()["secrecy"]["token"] == "secret"
    assert other.get(url).json()["description"] == ""
    late.field(WIDGET + "secrecy").value = ["secret"]
    late.getControl("Save").click()
    assert other.get(url).json()["description"] == "One line"


def test_the_settings_of_the_site_do_not_come_back(tab, site):
    from leap.cop.core.settings import SMALL_GROUP
    from plone import api

    late = tab("siteadmin").visit("@@cop-settings")
    api.portal.set_registry_record(SMALL_GROUP, 9)
    transaction.commit()
    late.field(WIDGET + "safeguarding_clause").value = "Ask first"
    late.getControl("Save").click()
    assert late.status == 409
    transaction.begin()
    assert api.portal.get_registry_record(SMALL_GROUP) == 9


@pytest.fixture
def story_of(site):
    def find(url: str):
        transaction.begin()
        return site["tuesday"][url.split("/tuesday/")[1].split("/")[0]]

    return find


def test_a_form_of_a_community(tab, rest):
    other = rest("facilitator")
    url = other.post("tuesday/@forms", json={"kind": "join"}).json()["@id"]
    late = tab("facilitator").visit(f"{url}/edit")
    # The first one on the page is that of the box that shows the form to others.
    seen = late.getControl(name="revision", index=1).value
    assert seen == other.get(url).json()["revision"]
    other.patch(url, json={"title": "Theirs"})
    late.field(WIDGET + "IDublinCore.description").value = "Mine"
    late.getControl("Save").click()
    assert late.status == 409
    assert other.get(url).json()["title"] == "Theirs"
    late.field(WIDGET + "IDublinCore.title").value = "Theirs"
    late.getControl("Save").click()
    kept = other.get(url).json()
    assert (kept["title"], kept["description"]) == ("Theirs", "Mine")
