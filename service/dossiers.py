"""Dossiers for whoever asks, as of any day: those of now and of the article from what is kept, others worked out and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exports.dossier import Dossier, dossiers
from exports.plan import Document
from loaders.errors import StoreError
from loaders.ledger import Entry, VerdictsMoved, entries
from loaders.load import mode
from loaders.store import Store
from service.errors import NoLedger, UnknownDay, UnknownId
from service.served_case import ServedCase, Stamp, once
from verdicts.argument import Claim
from verdicts.case import Case
from verdicts.clock import AsOf

MOST_KEPT = 400
"""Dossiers of other days that are kept: a few days of all claims, or many days of a few."""


class Dossiers:
    """What answers and documents are made from. Safe to use from any thread.

    Parameters
    ----------
    served : ServedCase
    case : str
        The id of the case; empty for the one at the first page.
    """

    def __init__(self, served: ServedCase, case: str = ""):
        self._served, self._id = served, case
        self._kept = once(MOST_KEPT, self._work_out)

    @property
    def stamp(self) -> Stamp:
        """Changes with the tables and the figures."""
        return self._served.stamp

    @property
    def case(self) -> Case:
        return self._served.case

    def claim(self, claim: str) -> Claim:
        """A claim by its id. Raises UnknownId."""
        claims = self.case.argument.claim
        if claim not in claims:
            raise UnknownId("claim", claim, claims)
        return claims[claim]

    def topic(self, topic: str) -> tuple[Claim, ...]:
        """The claims of a topic by its id. Raises UnknownId, also for a topic without any."""
        argument = self.case.argument
        claims = argument.claims_of(topic) if topic in argument.topic else ()
        if not claims:
            raise UnknownId("topic", topic, [one for one in argument.topic if argument.claims_of(one)])
        return tuple(claims)

    def day(self, as_of: str) -> AsOf:
        """``article``, ``latest`` or a day. Raises UnknownDay."""
        case = self.case
        try:
            found = case.as_of(as_of)
        except ValueError as error:
            raise UnknownDay(str(error)) from None
        return case.then if found.day == case.then.day else found

    def of(self, claims: Sequence[Claim], as_of: str, address: str) -> list[Dossier]:
        """The dossiers of some claims, in their order. Raises UnknownDay."""
        day = self.day(as_of)
        return [replace(self._dossier(claim, day), address=address) for claim in claims]

    def all(self, as_of: str, address: str) -> list[Dossier]:
        """The dossiers of all claims. Raises UnknownDay."""
        return self.of(self.case.argument.claims.rows, as_of, address)

    def document(self, as_of: str, address: str, *, claim: str = "", topic: str = "") -> Document:
        """What a report or a bundle is of: a claim, a topic, or with neither the whole argument. Raises UnknownId, UnknownDay."""
        if claim:
            return Document("claim", claim, tuple(self.of((self.claim(claim),), as_of, address)))
        if topic:
            return Document("topic", f"topic-{topic}", tuple(self.of(self.topic(topic), as_of, address)))
        return Document("argument", "argument", tuple(self.all(as_of, address)))

    def ledger(self, last: int | None = None) -> Sequence[Entry]:
        """What moved, the newest first, or the ``last`` entries; nothing where only bundled figures are used. Raises NoLedger.

        Of verdicts those of this case.
        """
        if mode() == "off":
            return ()
        try:
            store = Store.of_user()
            store.check()
            return [self._own(entry) for entry in entries(store, last)]
        except StoreError as error:
            raise NoLedger("The ledger of what moved cannot be read just now.") from error

    def _own(self, entry: Entry) -> Entry:
        return entry.of_case(self._id) if isinstance(entry, VerdictsMoved) else entry

    def _dossier(self, claim: Claim, day: AsOf) -> Dossier:
        case = self.case
        if not (day.latest or day == case.then):
            return self._kept(self.stamp, claim.id, day)
        standing, (then, now) = self._served.standings[claim.id], self._served.multiverse(claim.id)
        topic = case.argument.topic[claim.topic]
        if day.latest:
            return Dossier(case, topic, standing.then, standing.now, now)
        return Dossier(case, topic, standing.then, standing.then, then)

    def _work_out(self, stamp: Stamp, claim: str, day: AsOf) -> Dossier:
        return dossiers(self.case, (self.claim(claim),), day)[0]
