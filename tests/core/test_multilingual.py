"""Pages of the site beside folders of languages, as the guide sets it."""

from plone import api
from plone.app.multilingual.browser.setup import SetupMultilingualSite
from plone.app.testing import applyProfile

import pytest
import re
import transaction


PAGES = ("communities", "story-library", "my-stories")


@pytest.fixture
def asked(site, rest):
    """Return a function that opens pages as one browser, and says their languages."""
    api.portal.set_registry_record("plone.available_languages", ["en", "ro"])
    applyProfile(site, "plone.app.multilingual:default")
    SetupMultilingualSite(site).setupSite(site)
    transaction.commit()

    def ask(*paths: str, accepted: str = "") -> list[str]:
        session = rest("member")
        session.headers.update({"Accept": "text/html", "Accept-Language": accepted})
        pages = [session.get(path) for path in paths]
        assert [page.status_code for page in pages] == [200] * len(paths)
        return [re.search(r'<html[^>]* lang="(\w+)', page.text)[1] for page in pages]

    return ask


def set_language(name: str) -> None:
    api.portal.set_registry_record(f"plone.{name}", True)
    transaction.commit()


def test_by_itself_they_speak_the_language_of_the_site(asked):
    assert asked("ro", *PAGES, accepted="ro") == ["ro", "en", "en", "en"]


def test_they_go_on_in_the_language_that_somebody_came_from(asked):
    set_language("set_cookie_always")
    assert asked("ro", *PAGES, "en", *PAGES) == ["ro"] * 4 + ["en"] * 4


def test_or_speak_that_of_the_browser(asked):
    set_language("use_request_negotiation")
    assert asked(*PAGES, accepted="ro") == ["ro"] * 3
    assert asked(*PAGES, accepted="fr") == ["en"] * 3
