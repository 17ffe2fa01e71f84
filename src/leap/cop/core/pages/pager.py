"""One page of a longer list, with the way to the next and the one before."""

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import urlencode


SIZE = 20


class Pages:
    """A list, cut into pages by `b_start` in the query string.

    A number that is none shows the first page: an address is not a form.
    """

    def __init__(
        self,
        items: Sequence,
        request,
        *,
        url: str,
        query=(),
        size: int = SIZE,
        start: int | None = None,
        anchor: str = "",
    ) -> None:
        """Cut a list into pages.

        :param start: which page it is, where the address does not say so.
        :param anchor: the id of the list, where much stands above it.
        """
        self.items = items
        self.total = len(items)
        self.url = url
        self.query = tuple(query)
        self.size = size
        self.anchor = anchor and f"#{anchor}"
        self._sent = request.form.get("b_start", 0) if start is None else start

    @cached_property
    def start(self) -> int:
        """Where this page begins."""
        try:
            sent = max(0, int(self._sent))
        except (TypeError, ValueError):
            return 0
        if sent >= self.total:
            sent = self.total - 1
        return max(0, sent - sent % self.size)

    @property
    def here(self) -> Sequence:
        """What stands on this page."""
        return self.items[self.start : self.start + self.size]

    @property
    def first(self) -> int:
        """The number of the first one on this page, from 1."""
        return self.start + 1

    @property
    def last(self) -> int:
        """The number of the last one on this page."""
        return min(self.start + self.size, self.total)

    @property
    def is_one(self) -> bool:
        """Whether everything stands on one page."""
        return self.total <= self.size

    @property
    def previous(self) -> str:
        """The address of the page before, empty for none."""
        return self._address(self.start - self.size) if self.start else ""

    @property
    def next(self) -> str:
        """The address of the next page, empty for none."""
        after = self.start + self.size
        return self._address(after) if after < self.total else ""

    def _address(self, start: int) -> str:
        query = [*self.query, *([("b_start", str(start))] if start > 0 else [])]
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.url}{asked}{self.anchor}"
