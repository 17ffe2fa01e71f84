"""What stock's lists say of an author, where content has none.

Stock asks for the member with the empty id and gets the reader, who then stands beside
each story as the one who wrote it.
"""

from Products.PlonePAS.browser.member import PASMemberView
from zExceptions import NotFound


class Nobody(dict):
    """An author without anything: false, and empty whatever is asked of it."""

    def __missing__(self, key: str) -> str:
        return ""

    def get(self, key: str, default: object = "") -> object:
        return default


class AuthorView(PASMemberView):
    """Stock's view for templates, which knows that nobody is not the reader."""

    def info(self, userid: str | None = None) -> dict:
        """Return what may be shown of an account.

        :param userid: None for the reader, empty for nobody.
        """
        return Nobody() if userid == "" else super().info(userid)

    def __call__(self) -> str:
        """Answer that there is no page.

        :raises NotFound: always, templates ask this view by its method.
        """
        raise NotFound("pas_member")
