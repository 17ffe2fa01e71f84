"""A browser without JavaScript, as one person's; what the fixture `visit` gives."""

from html import unescape
from plone.testing.zope import Browser

import re


_TAG = re.compile(r"<[^>]*>")


def plain(page: str) -> str:
    """Return all words of a page, its title and those of its buttons included."""
    return " ".join(unescape(_TAG.sub(" ", page)).split())


class Visitor:
    """One person's browser; paths are relative to the site."""

    def __init__(self, app, base: str) -> None:
        self.base = base
        self.browser = Browser(app)
        self.browser.raiseHttpErrors = False

    def go(self, path: str) -> str:
        """Open a page; give its body."""
        self.browser.open(path if path.startswith("http") else f"{self.base}/{path}")
        return self.browser.contents

    @property
    def contents(self) -> str:
        """The page as it came."""
        return self.browser.contents

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return plain(self.browser.contents)

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return int(self.browser.headers["Status"].split()[0])

    @property
    def path(self) -> str:
        """Where the browser is, without the site and the query."""
        return self.browser.url.removeprefix(self.base).strip("/").partition("?")[0]

    def form_to(self, page: str, **values):
        """Return the form that goes to `page`, and holds these values."""
        for form in self._forms():
            action = (form.action or "").partition("?")[0].partition("#")[0]
            if not action.endswith(f"/{page}"):
                continue
            if all(_holds(form, name, value) for name, value in values.items()):
                return form
        raise LookupError(f"no form to {page} with {values}")

    def _forms(self):
        for number in range(100):
            try:
                yield self.browser.getForm(index=number)
            except (LookupError, IndexError):
                return


def _holds(form, name: str, value: str) -> bool:
    try:
        return form.getControl(name=name, index=0).value == value
    except LookupError:
        return False
