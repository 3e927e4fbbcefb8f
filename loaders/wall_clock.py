"""The clock on the wall, and which of the times that it once gave are to be believed.

A machine's clock may have been ahead, or be behind. Nothing that was written while it was may keep newer figures from being
asked for or used: a time in the future is not believed.
"""

from __future__ import annotations

import datetime as dt

SKEW = dt.timedelta(minutes=5)
"""How far the clocks of machines that share a store may be apart."""


def now() -> dt.datetime:
    """The present moment by this machine's clock, in UTC."""
    return dt.datetime.now(dt.UTC)


def believed(at: dt.datetime) -> bool:
    """Whether a time can have been; one in the future was told by a clock that was ahead."""
    return at <= now() + SKEW
