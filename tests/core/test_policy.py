"""The policy of our pages: what it says, and where it stands."""

from leap.cop.core import policy
from leap.cop.core.policy import HEADER
from plone import api

import pytest
import transaction


POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; "
    "frame-ancestors 'self'"
)

PANEL = "@controlpanels/leap.cop"

GOOD = (
    "https://cdn.example.org",
    "https://cdn.example.org:8443",
    "*.example.org",
    "https://*.example.org",
    "https://localhost",
)

BAD = (
    "http://cdn.example.org",
    "cdn.example.org",
    "https://cdn.example.org/path",
    "https://cdn.example.org; script-src *",
    "https://a b",
    "https://",
    "*",
    "*.org",
    "https://*",
    "data:",
    "'unsafe-inline'",
    "https://user@example.org",
    "https://example.org:",
    "https://bücher.example",
)


def test_what_the_policy_says():
    assert policy.policy([]) == POLICY


@pytest.mark.parametrize("line", GOOD)
def test_hosts_that_may_be_named(line):
    [host] = policy.hosts_of(f"\n  {line.upper()}  \n")
    assert host == (line if line.startswith("https") else f"https://{line}")
    said = dict(part.split(" ", 1) for part in policy.policy([host]).split("; "))
    assert said["script-src"] == f"'self' {host}"
    assert said["img-src"] == f"'self' data: blob: {host}"
    for name in ("form-action", "base-uri", "object-src", "frame-ancestors"):
        assert host not in said[name]


@pytest.mark.parametrize("line", BAD)
def test_what_is_no_host_counts_for_nothing(line):
    assert policy.hosts_of(line) == []


# On pages


@pytest.fixture
def header(rest):
    """Return a function that opens a page and gives status and policy."""

    def ask(userid, path, **kwargs):
        session = rest(userid)
        session.headers["Accept"] = "text/html"
        answer = session.request(kwargs.pop("method", "GET"), path, **kwargs)
        return answer.status_code, answer.headers.get(HEADER)

    return ask


@pytest.mark.parametrize(
    ("userid", "path"),
    [
        ("facilitator", "tuesday"),
        ("facilitator", "tuesday/edit"),
        ("facilitator", "tuesday/members"),
        ("teller", "tuesday/++add++leap.cop.Story"),
        ("member", "communities"),
        ("member", "my-stories"),
        ("member", "my-applications"),
        ("member", "story-library"),
        ("reviewer", "review-queue"),
        ("facilitator", "concerns"),
        ("facilitator", "tuesday/concerns"),
        ("member", "tuesday/say-something"),
        ("siteadmin", "consent-ledger"),
        ("siteadmin", "@@cop-settings"),
        ("siteadmin", "++add++leap.cop.Community"),
    ],
)
def test_pages_of_ours_have_it(header, site, userid, path):
    assert header(userid, path) == (200, POLICY)


@pytest.mark.parametrize(
    ("userid", "path", "status"),
    [
        ("member", "tuesday/nothing", 404),
        ("colleague", "tuesday/members", 403),
        ("member", "@@invitation/nothing", 404),
        (None, "@@manager-support/nothing", 404),
        (None, "@@invitation/nothing", 404),
        (None, "@@my-stories-link/nothing", 404),
    ],
)
def test_other_answers_of_ours_have_it(header, site, userid, path, status):
    assert header(userid, path) == (status, POLICY)


def test_a_page_that_keeps_what_was_typed_has_it(header, site):
    sent = {"data": {"text": "One sentence"}, "method": "POST"}
    assert header(None, "tuesday/keep-story", **sent) == (401, POLICY)


def test_the_one_page_of_plones_that_evaluates_its_templates_may(header, site):
    found = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'")
    assert header("facilitator", "tuesday/folder_contents") == (200, found)


@pytest.mark.parametrize("path", ["", "sitemap", "login", "@@search"])
def test_pages_of_the_site_have_none_of_ours(header, site, path):
    assert header("member", path)[1] is None


def test_links_of_plones_open_as_pages_where_windows_would_evaluate(rest, site):
    session = rest("facilitator")
    session.headers["Accept"] = "text/html"
    assert 'pat-plone-modal"' not in session.get("tuesday").text
    assert "pat-plone-modal" in rest(None).get("", headers={"Accept": "text/html"}).text


def test_json_and_files_have_their_own(rest, site):
    assert HEADER not in rest("member").get("tuesday").headers


# The setting


@pytest.mark.parametrize("line", BAD)
def test_a_setting_that_is_no_host_is_refused(rest, site, line):
    answer = rest("siteadmin").patch(PANEL, json={"page_hosts": line})
    assert answer.status_code == 400
    assert "One host per line" in answer.text and "page_hosts" in answer.text


def test_no_more_than_anybody_looks_after(rest, site):
    lines = "\n".join(f"https://a{number}.example.org" for number in range(21))
    assert rest("siteadmin").patch(PANEL, json={"page_hosts": lines}).status_code == 400


def test_hosts_of_the_organisation_are_added(rest, header, site):
    lines = "https://cdn.example.org\n*.stats.example.org\n"
    answer = rest("siteadmin").patch(PANEL, json={"page_hosts": lines})
    assert answer.status_code == 204
    assert rest("siteadmin").get(PANEL).json()["data"]["page_hosts"] == lines
    found = header("member", "tuesday")[1]
    hosts = "https://cdn.example.org https://*.stats.example.org"
    assert f"script-src 'self' {hosts};" in found
    assert "form-action 'self';" in found
    assert (
        "https://cdn.example.org"
        in rest("siteadmin").get("@@cop-settings", headers={"Accept": "text/html"}).text
    )


def test_what_was_put_into_the_registry_past_the_panel_opens_nothing(header, site):
    api.portal.set_registry_record("leap.cop.page_hosts", "*\nhttps://x; script-src *")
    transaction.commit()
    assert header("member", "tuesday") == (200, POLICY)
