"""Browsers without JavaScript, and rounds that are far enough to vote in."""

from leap.cop.testing import PASSWORD
from leap.cop.topic.records import record_of
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.visitor import plain

import re
import requests
import transaction


TITLES = ("Schools", "Online", "Rest")


class Pages(requests.Session):
    """Somebody's browser without JavaScript, which follows no redirect by itself."""

    def __init__(self, userid: str | None) -> None:
        super().__init__()
        if userid == "admin":
            self.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        elif userid is not None:
            self.auth = (userid, PASSWORD)

    def request(self, method, url, *args, **kwargs):
        kwargs["allow_redirects"] = False
        return super().request(method, url, *args, **kwargs)

    def hidden(self, url: str, name: str) -> str:
        """Return what a hidden field of a page holds."""
        found = re.search(
            rf'name="{name}"[^>]*value="([^"]*)"', self.get(url).text.replace("\n", " ")
        )
        return found.group(1) if found else ""

    def submit(self, url: str, **data):
        """Send a form of a page, with what says that it is ours."""
        token = self.hidden(url, "_authenticator") or self.hidden(
            f"{url.partition('/tuesday/')[0]}/tuesday/write-to-facilitators",
            "_authenticator",
        )
        return self.post(url, data={"_authenticator": token, **data})

    def words(self, url: str) -> str:
        """Return the words of a page."""
        return plain(self.get(url).text)


class Vote:
    """A round, where it stands, and its themes in the order of TITLES."""

    def __init__(self, url: str, themes: list[str], content) -> None:
        self.url = url
        self.vote = f"{url}/vote"
        self.themes = themes
        self._content = content

    def dots(self, *numbers: object) -> dict:
        """Return the fields of a form for dots."""
        return {
            f"dots.{theme}": str(number)
            for theme, number in zip(self.themes, numbers, strict=False)
        }

    def stored(self):
        """Return the record as it is stored now."""
        transaction.begin()
        return record_of(self._content())
