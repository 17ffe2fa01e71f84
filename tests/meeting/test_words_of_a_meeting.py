"""What people write of a meeting: without signs that nobody sees, over both doors."""

from itertools import product
from leap.cop.meeting.content import is_safe_link

import pytest
import transaction


#: Bells, ends of lines that no editor shows, signs that turn a line around or hide.
HIDDEN = ["\x07", "\x85", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff"]

FIELDS = ["title", "description", "location", "venue_notes", "online_link"]


def test_not_over_rest(rest, meeting_at):
    path, session = meeting_at(), rest("facilitator")
    before = session.get(path).json()
    new = {"@type": "leap.cop.Meeting", "start": "2027-03-27T09:00"}
    taken = []
    for field, sign in product(FIELDS, HIDDEN):
        sent = {field: f"https://a{sign}b.org"}
        for answer in (
            session.patch(path, json=sent),
            session.post("tuesday", json={**new, **sent}),
        ):
            said = answer.json() if answer.status_code == 400 else {}
            if f"{field}: " not in said.get("message", ""):
                taken.append((ascii(sent), answer.request.method, answer.text))
    assert not taken
    assert session.get(path).json() == before


def test_lines_and_joined_letters_are_words(rest, meeting_at):
    sent = {
        "venue_notes": "Ring.\r\nOr knock.\n\tTwice.",
        "location": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    }
    path, session = meeting_at(), rest("facilitator")
    assert session.patch(path, json=sent).status_code == 204
    assert session.get(path).json()["location"] == sent["location"]


@pytest.mark.parametrize(
    "name",
    ["IBasic.title", "IBasic.description", "location", "venue_notes", "online_link"],
)
def test_nor_on_the_form(visit, meeting_at, site, name):
    path = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{path}/edit")
    browser = visitor.browser
    browser.getControl(name=f"form.widgets.{name}").value = "https://a\u202eb.org"
    browser.getControl(name="form.buttons.save").click()
    assert "invalid" in visitor.contents
    transaction.begin()
    meeting = site.unrestrictedTraverse(path)
    assert "\u202e" not in "".join(
        filter(None, [meeting.title, meeting.description, meeting.place])
    )


def test_nor_on_the_page_about_the_place(visit, meeting_at):
    visitor = visit("facilitator")
    visitor.go(f"{meeting_at()}/change-place")
    form = visitor.form_to("change-place")
    form.getControl(name="online_link").value = "https://me:word@meet.example.org"
    form.submit()
    assert visitor.status == 400
    assert (
        "Enter a link that starts with https:// and a host name, without a password"
        in visitor.text
    )


LINKS = {
    "https://meet.example.org/room?x=1#y": True,
    "https://meet.example.org:8443/": True,
    "https://[2001:db8::1]/room": True,
    "https://": False,
    "https:///room": False,
    "https://:443/": False,
    "https://me@meet.example.org": False,
    "https://bank.example.org\\@evil.example.org": False,
    "https://bank.example.org\\.evil.org": False,
    "https://me:word@meet.example.org": False,
    "https://meet.example.org:port/": False,
    "https://meet.example.org:99999/": False,
    "https://[meet": False,
    "https://meet\u202eexample.org": False,
    "https://meet.example.org/a b": False,
    "http://meet.example.org": False,
    "javascript:alert(1)": False,
    "": False,
}


@pytest.mark.parametrize("link, is_one", LINKS.items())
def test_links(link, is_one):
    assert is_safe_link(link) is is_one


def test_who_says_where_is_told_who_reads_it(visit, meeting_at):
    visitor = visit("facilitator")
    words = "This place is shown with the meeting"
    visitor.go(f"{meeting_at()}/change-place")
    assert words not in visitor.text
    visitor.go(f"{meeting_at(address_may_be_shown=True)}/change-place")
    assert words in visitor.text
