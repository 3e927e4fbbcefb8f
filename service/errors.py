"""What can be wrong with a question to a case, as types that a front end puts into words of its own."""

from __future__ import annotations

from collections.abc import Iterable


class UnknownId(LookupError):
    """Nothing in the case has the id asked for.

    Parameters
    ----------
    what : str
        Claim, evidence, topic or case.
    asked : str
    known : iterable of str
        The ids there are.
    """

    def __init__(self, what: str, asked: str, known: Iterable[str]):
        super().__init__(f"There is no {what} {asked!r}.")
        self.what, self.asked, self.known = what, asked, tuple(known)


class UnknownDay(ValueError):
    """A day that is none, or that nothing is known of; the message says what would do."""


class TooManyHeld(Exception):
    """As many cases of visitors are being looked at as the server holds."""

    def __init__(self) -> None:
        super().__init__("As many articles are held as this server takes at a time. Try again in ten minutes.")


class NoLedger(Exception):
    """The ledger of what moved cannot be read just now."""


class DocumentFailed(Exception):
    """A document could not be made, by a fault of ours; the log of the process that made it says which."""
