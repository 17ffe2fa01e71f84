"""Refusals say which field they are about, as data."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def refused(
    kind: type[Exception] | tuple[type[Exception], ...], *fields: str
) -> Iterator[None]:
    """Expect a refusal that is about one of some fields."""
    with pytest.raises(kind) as caught:
        yield
    assert caught.value.field in fields
