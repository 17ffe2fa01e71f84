"""With plone.app.caching on, set up as an administrator would."""

from leap.cop.community.membership import Membership
from plone.app.caching.interfaces import IPloneCacheSettings
from plone.app.testing import applyProfile
from plone.caching.interfaces import ICacheSettings
from plone.registry.interfaces import IRegistry
from tests.conftest import NOW
from tests.core.test_answers_kept import get
from tests.core.test_answers_kept import HEADERS
from tests.core.test_answers_kept import PERSONAL
from zope.component import getUtility

import pytest
import transaction


LATER = "Fri, 01 Jan 2038 00:00:00 GMT"


@pytest.fixture(autouse=True)
def caching(functional_portal):
    """Switch caching on, as an administrator would, in the database of one test."""
    applyProfile(functional_portal, "plone.app.caching:default")
    applyProfile(functional_portal, "plone.app.caching:with-caching-proxy")
    getUtility(IRegistry).forInterface(ICacheSettings).enabled = True
    transaction.commit()


@pytest.mark.parametrize("gone", ["removed", "paused"])
def test_with_caching_on_nobody_is_told_that_nothing_changed(pages, rest, gone):
    session = rest("member")
    for path in PERSONAL:
        answer = get(session, path)
        said = {name: answer.headers.get(name) for name in HEADERS}
        assert said == HEADERS, (path, answer.headers)
        assert not {"ETag", "Last-Modified", "X-Cache-Rule"} & {*answer.headers}, path
    if gone == "removed":
        Membership(pages["tuesday"]).remove("member", now=NOW)
    else:
        Membership(pages["tuesday"]).pause("member", now=NOW, by_site=False)
    transaction.commit()
    for path in PERSONAL:
        for headers in ({"If-None-Match": "*"}, {"If-Modified-Since": LATER}):
            answer = get(session, path, **headers)
            assert answer.status_code == 200, (path, headers)
            assert "The long table" not in answer.text


def test_with_caching_on_resources_and_visitors_keep_their_rules(pages, rest):
    answer = get(rest("member"), "files/picture/@@images/image/thumb")
    assert answer.headers["X-Cache-Rule"] == "plone.content.file"
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    answer = get(rest(None), "files")
    assert answer.headers["X-Cache-Rule"] == "plone.content.folderView"


def test_a_page_that_was_given_the_rule_of_resources_is_kept_for_nobody(pages, rest):
    """An administrator may give any page any rule, and switch *RAM cache* on for it."""
    registry = getUtility(IRegistry)
    rules = registry.forInterface(IPloneCacheSettings)
    rules.templateRulesetMapping = {"search": "plone.resource"}
    operations = dict(registry.forInterface(ICacheSettings).operationMapping)
    operations["plone.resource"] = "plone.app.caching.strongCaching"
    registry.forInterface(ICacheSettings).operationMapping = operations
    for rule in ("", ".plone.resource", ".plone.content.file"):
        name = f"plone.app.caching.strongCaching{rule}.ramCache"
        if name in registry:
            registry[name] = True
    transaction.commit()
    path = "@@search?SearchableText=long"
    answer = get(rest("member"), path)
    assert "The long table" in answer.text
    assert "The long table" not in get(rest(None), path).text
    assert "X-Cache-Rule" not in answer.headers


@pytest.mark.parametrize("state", ["private", "community", "public"])
def test_with_caching_on_headers_tell_nobody_what_is_there(pages, rest, told, state):
    there = told(state)
    missing = there.rpartition("/")[0] + "/" + "x" * len(there.rpartition("/")[2])
    for below in ("", "/view", "/@@title", "/edit"):
        for headers in ({}, {"If-None-Match": "*"}):
            theirs, nothing = (
                get(rest(None), url + below, **headers) for url in (there, missing)
            )
            assert theirs.status_code == nothing.status_code == 302
            assert names(theirs) == names(nothing), (below, headers)


def names(answer) -> dict:
    return {
        name: value
        for name, value in answer.headers.items()
        if name not in ("Date", "Location")
    }
