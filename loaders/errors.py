"""What can go wrong between a public source, the store and observations, as types a caller can tell apart.

Every message says what happened and what the reader can do about it; none carries a stack of causes a reader
cannot use.
"""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime


class UnknownSetting(ValueError):
    """A variable of the environment says a word that means nothing here; the message says which are meant."""


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do, to whoever runs the program."""

    for_readers = "Newer figures cannot be read just now. The server's log says why."
    """The same for those who only read: nothing of this machine's folders."""


class Busy(Exception):
    """Another process holds the lock."""


class SourceError(Exception):
    """A source's figures cannot be had, or cannot be used."""


class Empty(SourceError):
    """The service answered with a well-formed file that has none of the figures asked for."""


class Changed(SourceError):
    """A file has another shape than the one we know.

    Parameters
    ----------
    expected : str
        What the parser looked for, as a noun phrase.
    found : str
        What stood there instead.
    """

    def __init__(self, expected: str, found: str):
        super().__init__(f"Expected {expected}; found {found}.")


class Invalid(SourceError):
    """Figures that cannot be right: twice the same period, an impossible sign or size, an unknown entity."""


class Redefined(SourceError):
    """Figures that count something else than those in use, under a title that is known: another indicator, no revision."""


class Unreachable(SourceError):
    """The service did not answer, or not in time, or not whole.

    Parameters
    ----------
    message : str
        What happened.
    passing : bool
        Whether asking again in a moment may help: true of a time-out, false of a name that cannot be resolved.
    """

    def __init__(self, message: str, *, passing: bool = True):
        super().__init__(message)
        self.passing = passing


class RateLimited(SourceError):
    """The service asks us to come back later.

    Parameters
    ----------
    message : str
        What happened.
    retry_after : float, optional
        Seconds the service asks us to wait.
    """

    def __init__(self, message: str, retry_after: float | None = None):
        super().__init__(message)
        self.retry_after = retry_after

    @classmethod
    def answered(cls, said: str, retry_after: str | None) -> RateLimited:
        """From what was answered and the ``Retry-After`` that came with it, in either of its forms."""
        wait = _seconds(retry_after or "")
        later = "later" if wait is None else f"in {wait:.0f} seconds"
        return cls(f"{said}: it asks us to come back {later}.", wait)


class Locked(SourceError):
    """The service wants an access token that is missing or is refused."""


def _seconds(retry_after: str) -> float | None:
    """``Retry-After`` as seconds from now; None where there is none that can be read."""
    if retry_after.strip().isascii() and retry_after.strip().isdigit():
        return float(retry_after)
    try:
        day = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    return max(0.0, (day - dt.datetime.now(dt.UTC)).total_seconds()) if day.tzinfo else None
