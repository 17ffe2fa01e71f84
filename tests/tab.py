"""One tab of a browser that stays open while something else happens."""

from leap.cop.story.rules import plain
from leap.cop.testing import PASSWORD
from lxml import html
from plone.testing.zope import Browser


class Tab(Browser):
    """One tab of somebody's browser, without JavaScript."""

    base = ""

    def __init__(self, app, base: str, userid: str) -> None:
        super().__init__(app)
        self.base = base
        self.handleErrors = True
        self.raiseHttpErrors = False
        self.addHeader("Authorization", f"Basic {userid}:{PASSWORD}")

    def visit(self, path: str):
        self.open(path if path.startswith("http") else f"{self.base}/{path}")
        return self

    def field(self, name: str):
        return self.getControl(name=name, index=0)

    @property
    def status(self) -> int:
        return int(self.headers["status"].split()[0])

    @property
    def words(self) -> str:
        return plain(self.contents)

    def both(self) -> dict[str, tuple[str, str]]:
        """Return the two wordings of each field that differs."""
        page = html.fromstring(self.contents)
        return {
            plain(part.findtext("h3")): tuple(
                plain(html.tostring(one, encoding="unicode")) for one in part.iter("dd")
            )
            for part in page.find_class("cop-wordings")
        }
