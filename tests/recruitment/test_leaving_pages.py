"""Leaving in a browser without JavaScript, and the page of the link."""

from leap.cop.recruitment.leaving import leaving
from leap.cop.story.lifecycle import lifecycle
from plone import api

import pytest
import re
import transaction


class TestPage:
    def test_choosing_confirming_leaving(self, visit, told, roles_now, rest):
        urls = [told("community", title="One"), told("public", title="Two")]
        told("private", title="Three")
        ids = [url.rpartition("/")[2] for url in urls]
        visitor = visit("teller")
        visitor.go("tuesday/leave-community")
        assert "Three" not in visitor.text
        form = visitor.form_to("leave-community")
        assert form.getControl(name=f"story-{ids[0]}").value == ["keep"]
        assert not form.getControl(name="link").value
        form.getControl(name=f"story-{ids[0]}").value = ["take_back"]
        form.getControl(name=f"story-{ids[1]}").value = ["anonymise"]
        form.getControl(name="link").value = ["yes"]
        form.getControl("Continue").click()
        assert "One : comes back to you, and only you can read it" in visitor.text
        assert "Two : stays, without your name" in visitor.text
        assert "teller" in roles_now()
        visitor.form_to("leave-community").getControl("Leave").click()
        assert visitor.status == 200
        assert "teller" not in roles_now()
        assert visitor.browser.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in visitor.browser.headers["Cache-Control"]
        [link] = re.findall(r"http\S+my-stories-link/[\w-]{43}", visitor.contents)
        assert rest("member").get(urls[0]).status_code == 404
        anonymous = visit(None)
        anonymous.browser.open(link)
        assert anonymous.status == 200
        assert "One" in anonymous.text and "Two" in anonymous.text
        assert rest("member").get(urls[1]).json()["attribution_shown"] != "Tess Lane"

    def test_choosing_again(self, visit, told, roles_now):
        name = f"story-{told('community').rpartition('/')[2]}"
        visitor = visit("teller")
        visitor.go("tuesday/leave-community")
        form = visitor.form_to("leave-community")
        form.getControl(name=name).value = ["take_back"]
        form.getControl("Continue").click()
        visitor.form_to("leave-community").getControl("Change my choices").click()
        form = visitor.form_to("leave-community")
        assert form.getControl(name=name).value == ["take_back"]
        assert "teller" in roles_now()

    def test_without_the_forms_token_nothing_happens(self, rest, roles_now):
        answer = rest("teller").post(
            "tuesday/leave-community",
            data={"step": "leave"},
            headers={"Accept": "text/html"},
        )
        assert answer.status_code == 403
        assert "teller" in roles_now()


class TestLinkPage:
    @pytest.fixture
    def link(self, site, told):
        told("community", title="One")
        told("public", title="Two")
        now = lifecycle.utc_now()
        token = leaving.leave(site["tuesday"], "teller", None, now=now, with_link=True)
        transaction.commit()
        return f"@@my-stories-link/{token}"

    @pytest.mark.parametrize("who", [None, "colleague", "teller"])
    def test_taking_back(self, visit, rest, link, who, site):
        visitor = visit(who)
        visitor.go(link)
        assert visitor.browser.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in visitor.browser.headers["Cache-Control"]
        token = link.rpartition("/")[2]
        visitor.form_to(token).getControl("Take it back").click()
        assert visitor.status == 200
        assert "Only you can read it now." in visitor.text
        transaction.begin()
        states = {lifecycle.state_of(story) for story in site["tuesday"].objectValues()}
        assert "private" in states

    def test_looking_changes_nothing(self, rest, site, link):
        html = {"Accept": "text/html"}
        # What a fresh site writes on its first page has nothing to do with this one.
        rest(None).get("login", headers=html)
        database = site._p_jar.db()
        before = database.lastTransaction()
        assert rest(None).get(link, headers=html).status_code == 200
        token = link.rpartition("/")[2]
        assert rest(None).get(f"@cop-leaver/{token}").status_code == 200
        assert database.lastTransaction() == before

    def test_ended_forged_and_empty_look_alike(self, visit, rest, link):
        visitor = visit(None)
        visitor.go(link)
        visitor.browser.getControl("Switch this link off").click()
        texts = set()
        for path in (link, f"@@my-stories-link/{'x' * 43}", "@@my-stories-link"):
            answer = rest(None).get(path, headers={"Accept": "text/html"})
            assert answer.status_code == 404
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            texts.add(re.search(r"<h1.*?</h1>", answer.text, re.S)[0])
        assert len(texts) == 1

    def test_deleting_when_the_account_is_gone(self, visit, site, link):
        with api.env.adopt_user("admin"):
            api.user.delete(username="teller")
        transaction.commit()
        visitor = visit(None)
        token = link.rpartition("/")[2]
        visitor.go(link)
        assert "Nobody can read it now." in visitor.text
        assert "Only you" not in visitor.text
        visitor.form_to(token).getControl(name="act", index=0).click()
        assert "Please tick the box first" in visitor.text
        transaction.begin()
        assert len(site["tuesday"].objectIds()) == 2
        form = visitor.form_to(token)
        form.getControl(name="sure").value = ["yes"]
        form.getControl(name="act", index=0).click()
        assert "The story has been deleted." in visitor.text
        transaction.begin()
        assert len(site["tuesday"].objectIds()) == 1

    def test_bad_acts(self, rest, link):
        for data in ({"act": "sing"}, {"act": "take_back", "story": "x"}, {}):
            answer = rest(None).post(link, data=data, headers={"Accept": "text/html"})
            assert answer.status_code == 400
