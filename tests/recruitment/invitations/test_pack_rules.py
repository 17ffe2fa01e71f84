"""Words around the community's own words."""

from leap.cop.recruitment.invitations import pack_rules
from leap.cop.recruitment.invitations.pack_rules import Part

import pytest


@pytest.mark.parametrize(
    "html,lines",
    [
        ("<p>We meet.</p><p>Every month.</p>", ["We meet.", "Every month."]),
        ("<ul><li>tea</li><li><p>cake</p></li></ul>", ["- tea", "- cake"]),
        ("<p>One<br>two</p>", ["One", "two"]),
        ("<p>a <b>b</b>  c &amp; ș ț</p>", ["a b c & ș ț"]),
        ("<p> </p>", []),
        ("", []),
        ("<p>Ние се <em>учим</em> заедно.</p>", ["Ние се учим заедно."]),
    ],
)
def test_html_becomes_lines(html, lines):
    assert pack_rules.lines_of(html) == lines


def test_a_mail_has_headings_over_its_parts():
    text = pack_rules.mail_text(
        ["Hello,"], [Part("process", "How we work", "<p>We meet.</p>")], ["Regards"]
    )
    assert text == "Hello,\n\nHow we work\nWe meet.\n\nRegards\n"


@pytest.mark.parametrize("own", ["", "Short.", "Word " * 100, "W" * 500, "Ț" * 500])
@pytest.mark.parametrize("fixed", ["Come!", "Come and see us. " * 30])
def test_a_post_is_never_too_long(own, fixed):
    post = pack_rules.post_text(own, fixed.strip())
    assert 0 < len(post) <= pack_rules.MAX_POST
    assert post == post.strip()


def test_whole_sentences_come_first():
    assert pack_rules.shortened("We meet. We talk. We eat.", 18) == "We meet. We talk."
    assert pack_rules.shortened("We meet every month", 10) == "We meet…"
