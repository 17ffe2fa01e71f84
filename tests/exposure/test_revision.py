"""A revision is no oracle: it stays the same for whoever may not read what changed."""

from leap.cop.recruitment.forms.forms import make_form
from plone import api

import pytest
import re
import transaction


SEEN = re.compile(r'"(?:revision|rev)": ?"?(\w+)|name="revision"[^>]* value="(\w+)"')


def revisions(session, address: str, kind: str) -> list[str]:
    """Return all revisions of an answer, in a page or as JSON."""
    session.headers["Accept"] = {"json": "application/json", "html": "text/html"}[kind]
    return [one or other for one, other in SEEN.findall(session.get(address).text)]


def note_for_reviewers(site, url):
    _story(site, url).others_note = "It is Lena"


def person(site, url):
    site["tuesday"].safeguarding_person = "facilitator"


def _story(site, url):
    return site["tuesday"][url.split("/tuesday/")[1].split("/")[0]]


#: What is changed, where it could show, and who may read it.
HIDDEN = (
    (note_for_reviewers, "{story}", {"teller", "reviewer"}),
    (person, "tuesday", {"facilitator", "siteadmin"}),
)

READERS = ("member", "facilitator", "colleague", "siteadmin", "reviewer", "teller")


@pytest.mark.parametrize("kind", ["json", "html"])
@pytest.mark.parametrize(
    ("change", "where", "may"), HIDDEN, ids=[row[0].__name__ for row in HIDDEN]
)
def test_who_may_not_read_it_sees_no_change(site, told, rest, change, where, may, kind):
    url = told("public")
    address = where.format(story=url)
    sessions = {reader: rest(reader) for reader in READERS}
    before = {
        reader: revisions(session, address, kind)
        for reader, session in sessions.items()
    }
    if kind == "json":
        assert all(before.values())
    change(site, url)
    transaction.commit()
    for reader, session in sessions.items():
        after = revisions(session, address, kind)
        if reader not in may:
            assert after == before[reader], reader
        elif kind == "json":
            assert after != before[reader], reader


def test_what_a_form_does_shows_in_no_revision_of_its_readers(site, rest):
    with api.env.adopt_user("facilitator"):
        form = make_form(site["tuesday"], "join", site.REQUEST)
        api.content.transition(form, "share")
    transaction.commit()
    member = rest("member")
    before = revisions(member, form.absolute_url(), "json")
    assert before
    form.actions_model = (form.actions_model or "").replace("</model>", " </model>")
    transaction.commit()
    assert revisions(member, form.absolute_url(), "json") == before
    assert revisions(rest("admin"), form.absolute_url(), "json") != before


def test_it_is_not_told_by_what_a_page_is_made_of(told, rest):
    """Two stories alike have the same one: it hangs on no id, no moment, no teller."""
    urls = told("private", attribution="anonymous"), told("private")
    teller = rest("teller")
    for url in urls:
        teller.patch(url, json={"attribution": "anonymous", "attribution_text": ""})
    one, other = (revisions(teller, url, "json")[-1:] for url in urls)
    assert one == other
