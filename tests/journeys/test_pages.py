"""Every screen of ours, as everybody has to use it: axe, 320 px, plain words, and
nothing that goes against the page's policy.
"""

import json
import pytest
import re
import urllib.request


#: Never on a screen.
UNSAID = re.compile(
    r"\b(exposure|canary|digest|gate|declined|failed|pipeline|not selected)\b", re.I
)

SCREENS = [
    ("teller", "my-place"),
    ("facilitator", "my-place"),
    ("reviewer", "my-place"),
    ("colleague", "my-place"),
    ("teller", "communities"),
    ("teller", "story-library"),
    ("teller", "story-library?words=nothinglikethis"),
    ("teller", "my-stories"),
    ("newcomer", "my-stories"),
    ("reviewer", "review-queue"),
    ("colleague", "review-queue"),
    ("colleague", "tuesday-circle"),
    ("newcomer", "tuesday-circle"),
    ("member", "tuesday-circle"),
    ("facilitator", "tuesday-circle"),
    ("member", "tuesday-circle/stories"),
    ("colleague", "tuesday-circle/stories"),
    ("member", "tuesday-circle/about"),
    ("facilitator", "tuesday-circle/settings"),
    ("member", "tuesday-circle/rounds"),
    ("facilitator", "tuesday-circle/rounds"),
    ("member", "tuesday-circle/members"),
    ("facilitator", "tuesday-circle/members"),
    ("facilitator", "tuesday-circle/members?query=Colin"),
    ("member", "tuesday-circle/how-i-am-listed"),
    ("facilitator", "tuesday-circle/invitations"),
    ("facilitator", "tuesday-circle/invitations?query=Colin"),
    ("facilitator", "tuesday-circle/invitation-letter?lang=bg"),
    ("admin", "@@waiting-for-an-account"),
    ("colleague", "@@invitation-thanks?answer=waiting"),
    ("facilitator", "tuesday-circle/edit"),
    ("facilitator", "tuesday-circle/change-audience?transition=hide"),
    ("admin", "++add++leap.cop.Community"),
    ("facilitator", "tuesday-circle/++add++leap.cop.TopicRound"),
    ("colleague", "tuesday-circle/write-to-facilitators"),
    ("teller", "tuesday-circle/++add++leap.cop.Story"),
    ("teller", "{public}"),
    ("colleague", "{public}"),
    ("member", "{public}"),
    ("teller", "{public}/responses"),
    ("facilitator", "{public}/responses"),
    ("facilitator", "{public}/hold-story"),
    ("teller", "{private}"),
    ("teller", "{private}/edit"),
    ("teller", "{private}/share-story"),
    ("teller", "{private}/share-story?level=public"),
    ("teller", "{public}/shared"),
    ("teller", "{private}/describe-media"),
    ("teller", "{private}/story-media"),
    ("teller", "{public}/take-back"),
    ("teller", "{public}/delete_confirmation"),
    ("admin", "consent-ledger"),
    ("teller", "{public}/agreed"),
    ("teller", "{public}/see-it-as"),
    ("teller", "{private}/see-it-as?level=public&attribution=role"),
    ("teller", "{private}/see-it-as?as=search&level=public"),
    ("teller", "{public}/notes"),
    ("facilitator", "{public}/notes"),
    ("colleague", "{public}/recognise"),
    ("reviewer", "concerns"),
    ("teller", "tuesday-circle/say-something"),
    ("facilitator", "tuesday-circle/concerns"),
    ("facilitator", "tuesday-circle/safeguarding?query=Colin"),
    ("teller", "{pending}"),
    ("teller", "{pending}/edit"),
    ("reviewer", "{pending}"),
    ("reviewer", "{pending}/review-story"),
    ("colleague", "{private}"),
]


@pytest.fixture(scope="session")
def stories(demo):
    """Return the paths of the teller's stories in the demo, by state."""
    import base64

    request = urllib.request.Request(f"{demo}/@my-stories?b_size=50")
    token = base64.b64encode(b"teller:Kettle-Bicycle-7").decode()
    request.add_header("Authorization", f"Basic {token}")
    request.add_header("Accept", "application/json")
    with urllib.request.urlopen(request) as answer:
        rows = json.load(answer)["items"]
    # The demo's own are the oldest: what other journeys told comes first.
    return {row["review_state"]: row["@id"].split("/cop/")[1] for row in rows}


def test_screens(watched, check_widths, stories, demo):
    pages = {}
    for userid, path in SCREENS:
        if userid not in pages:
            pages[userid] = watched(userid)
        page = pages[userid]
        answer = page.goto(f"{demo}/{path.format(**stories)}", wait_until="load")
        expected = 404 if (userid, path) == ("colleague", "{private}") else 200
        assert answer.status == expected, (userid, path)
        on_our_page = "login" not in page.url
        header = answer.headers.get("content-security-policy")
        assert bool(header) == on_our_page, (userid, path)
        assert watched.kept_back() == [], (userid, path)
        check_widths(page)
        said = page.inner_text("#content")
        assert not UNSAID.search(said), (userid, path, UNSAID.search(said))
