"""The domain errors, under the name that they had before `core/errors.py`."""

from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import Stale


__all__ = ["NotNow", "NotYours", "Refused", "Stale"]
